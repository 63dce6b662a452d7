// StallWatch: an application that notes how long each event took and, of those past a limit, what ran: the class of the
// receiver, its name and the event. Beside the time by the clock stands the processor's time of this thread: on a busy
// machine the clock also counts the work of others. For the tests and benchmarks of the window's quickness. GUI thread.
#pragma once

#include "core/base/literals.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <QWidget>

#include <ctime>
#include <vector>

namespace factoid::test {

struct Stall {
    double milliseconds = 0;
    double ownMilliseconds = 0; // of the processor
    QString what;
};

class StallWatch : public QApplication
{
  public:
    StallWatch(int& argc, char** argv, double limit)
        : QApplication(argc, argv)
        , m_limit(limit)
    {
    }

    bool notify(QObject* receiver, QEvent* event) override
    {
        // Other threads with an event loop of their own come by here too.
        if (QThread::currentThread() != thread() || m_depth > 0)
            return QApplication::notify(receiver, event);
        // Before: the receiver may delete itself.
        const char* name = receiver->metaObject()->className();
        const QString object = receiver->objectName();
        const QEvent::Type type = event->type();
        QElapsedTimer timer;
        timer.start();
        const double before = processorMs();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        const double own = processorMs() - before;
        m_longest = std::max(m_longest, took);
        m_longestOwn = std::max(m_longestOwn, own);
        if (took > m_limit) {
            const char* key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
            m_stalls.push_back({took, own,
                                u"%1%2 handling %3"_s.arg(QLatin1String(name),
                                                          object.isEmpty() ? QString() : QLatin1Char(' ') + object,
                                                          QLatin1String(key ? key : "?"))});
        }
        return handled;
    }

    [[nodiscard]] const std::vector<Stall>& stalls() const { return m_stalls; }
    [[nodiscard]] double longest() const { return m_longest; }
    [[nodiscard]] double longestOwn() const { return m_longestOwn; }
    void forget()
    {
        m_stalls.clear();
        m_longest = m_longestOwn = 0;
    }

  private:
    static double processorMs()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    double m_limit;
    int m_depth = 0;
    double m_longest = 0, m_longestOwn = 0;
    std::vector<Stall> m_stalls;
};

} // namespace factoid::test
