// StallWatch: an application that notes how long each event took and, of those past a limit, what ran: the class of the
// receiver, its name and the event. For the tests and benchmarks of the window's quickness. GUI thread.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>
#include <QWidget>

#include <vector>

namespace factoid::test {

struct Stall {
    double milliseconds = 0;
    QString what;
};

class StallWatch : public QApplication
{
  public:
    StallWatch(int& argc, char** argv, double limit) : QApplication(argc, argv), m_limit(limit) {}

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        // Before: the receiver may delete itself.
        const char* name = receiver->metaObject()->className();
        const QString object = receiver->objectName();
        const QEvent::Type type = event->type();
        QElapsedTimer timer;
        timer.start();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        m_longest = std::max(m_longest, took);
        if (took > m_limit) {
            const char* key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
            m_stalls.push_back({took, QStringLiteral("%1%2 handling %3").arg(QLatin1String(name), object.isEmpty() ? QString() : QLatin1Char(' ') + object, QLatin1String(key ? key : "?"))});
        }
        return handled;
    }

    [[nodiscard]] const std::vector<Stall>& stalls() const { return m_stalls; }
    [[nodiscard]] double longest() const { return m_longest; }
    void forget()
    {
        m_stalls.clear();
        m_longest = 0;
    }

  private:
    double m_limit;
    int m_depth = 0;
    double m_longest = 0;
    std::vector<Stall> m_stalls;
};

} // namespace factoid::test
