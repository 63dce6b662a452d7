// The real window, offscreen, on a store of its own: what the tests of the pages share. A restart is a new window on
// the same store and the same state file.
#pragma once

#include "tests/support/small_data.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTest>

#include <memory>

namespace factoid::test {

constexpr int kPictureAfter = 600; // ms
constexpr int kPatience = 60'000;  // ms; what never comes fails by then, and a starved machine is given the time

class Window
{
  public:
    // `now` empty: the machine's clock. `config`: the document of --config.
    explicit Window(const Desk& desk, const QString& page = {}, const QString& now = {}, bool readOnly = false,
                    const QJsonObject& config = {})
        : m_desk(desk)
        , m_readOnly(readOnly)
        , m_config(config)
    {
        start(page, now);
    }
    ~Window() { stop(); }

    void start(const QString& page = {}, const QString& now = {})
    {
        EngineOptions options;
        options.store.path = m_desk.store();
        options.readOnly = m_readOnly;
        options.config = m_config;
        options.now = now.isEmpty() ? QDateTime() : QDateTime::fromString(now, Qt::ISODateWithMs);
        auto engine = Engine::make(options);
        REQUIRE(engine);
        m_engine = std::move(*engine);
        m_state = std::make_unique<UiState>(m_desk.path(u"window.ini"_s));
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(m_state->value(u"look"_s, u"light"_s).toString());
        m_window = std::make_unique<MainWindow>(*m_engine, *m_theme, *m_state);
        m_window->show();
        REQUIRE(QTest::qWaitForWindowExposed(m_window.get()));
        if (!page.isEmpty())
            m_window->navigator().go({page});
    }
    void stop()
    {
        m_window.reset();
        m_theme.reset();
        m_state.reset();
        m_engine.reset();
    }
    // Closes the window and opens it anew on the same store and state.
    void restart(const QString& page = {})
    {
        stop();
        start(page);
    }

    [[nodiscard]] MainWindow& operator*() { return *m_window; }
    MainWindow* operator->() { return m_window.get(); }
    [[nodiscard]] Engine& engine() { return *m_engine; }
    [[nodiscard]] Theme& theme() { return *m_theme; }
    [[nodiscard]] UiState& state() { return *m_state; }

    // The visible widget of that class and accessible name (or, for buttons and labels, text). nullptr: none.
    template <class T>
    [[nodiscard]] T* find(const QString& name) const
    {
        for (T* widget : m_window->findChildren<T*>()) {
            if (widget->isVisible() && named(widget, name))
                return widget;
        }
        return nullptr;
    }
    // The same, waited for.
    template <class T>
    [[nodiscard]] T* wait(const QString& name) const
    {
        T* found = nullptr;
        const bool came = QTest::qWaitFor([&] { return (found = find<T>(name)) != nullptr; }, kPatience);
        INFO("waited for “" << name.toStdString() << "”");
        REQUIRE(came);
        return found;
    }
    void click(const QString& button) const
    {
        auto* widget = wait<QAbstractButton>(button);
        REQUIRE(QTest::qWaitFor([&] { return widget->isEnabled(); }, kPatience));
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    // Takes back (or does again) the newest change on the page History, whoever made it, once its button names it; and
    // comes back to where the window was.
    void walkHistory(const char* undoOrRedo, const QString& named)
    {
        const QString page = m_window->navigator().current().page;
        m_window->navigator().go({u"history"_s});
        QAction* action = m_window->actions().find(u"history."_s + QLatin1String(undoOrRedo));
        INFO("waited for “" << named.toStdString() << "” to be next in History");
        REQUIRE(QTest::qWaitFor([&] { return action->isEnabled() && action->text().contains(named); }, kPatience));
        action->trigger();
        REQUIRE(waitForJobs());
        m_window->navigator().go({page});
    }
    // A label anywhere in the window that holds the text.
    [[nodiscard]] bool shows(const QString& text) const
    {
        for (const QLabel* label : m_window->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    // The same, waited for.
    [[nodiscard]] bool comesToShow(const QString& text) const
    {
        return waitsFor([&] { return shows(text); });
    }
    [[nodiscard]] bool waitsFor(const std::function<bool()>& condition, int patience = kPatience) const
    {
        return QTest::qWaitFor(condition, patience);
    }
    // No job of the window is running or waiting.
    [[nodiscard]] bool waitForJobs()
    {
        return QTest::qWaitFor([&] { return !m_window->jobs().isBusy(); }, 3 * kPatience);
    }

    // What was asked for is shown and laid out: no question, job or refresh is on its way.
    void settle() const
    {
        for (int time = 0; time < 2; ++time) {
            REQUIRE(QTest::qWaitFor([&] { return m_window->isSettled(); }, 3 * kPatience));
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents(); // and what was put off to the next turn
        }
    }

    // Into the folder FACTOID_SCREENSHOTS, where it is set.
    void picture(const QString& name) const
    {
        const QString folder = qEnvironmentVariable("FACTOID_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QTest::qWait(kPictureAfter); // what has just been filled is laid out
        (void)m_window->grab().save(QDir(folder).filePath(name + u".png"_s));
    }

  private:
    static bool named(const QWidget* widget, const QString& name)
    {
        if (widget->accessibleName() == name)
            return true;
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            return button->text() == name;
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            return label->text() == name;
        return false;
    }

    const Desk& m_desk;
    bool m_readOnly = false;
    QJsonObject m_config;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace factoid::test
