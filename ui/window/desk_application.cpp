#include "ui/window/desk_application.h"

#include "ui/window/store_update.h"

#include <QApplication>

namespace factoid {

DeskApplication::DeskApplication(QApplication& app, EngineOptions options, const QString& stateFile)
    : m_state(stateFile)
    , m_theme(app)
    , m_look(m_theme)
    , m_options(std::move(options))
{
    m_theme.choose(m_state.value(u"look"_s, u"system"_s).toString());
}

DeskApplication::~DeskApplication() = default;

Result<void> DeskApplication::open(const Profile& profile)
{
    EngineOptions options = m_options;
    if (!profile.store.isEmpty()) {
        const auto url = TRY(StoreUrl::parse(profile.store));
        options.store = url;
    }
    options.readOnly = options.readOnly || profile.readOnly;
    options.leavesOlder = true; // an older store is brought up to date below, and that is said
    auto engine = TRY(Engine::make(options));
    // A store of an older version shows nothing before something is written: it is brought up to date now, after a
    // copy. What stands in the way of that the window says itself.
    if (!options.readOnly && !engine->openForReading())
        (void)bringUpToDate(options.store, m_window.get());
    // The window goes before its engine, and the old pair before the new one: its jobs are waited for.
    m_window.reset();
    m_engine = std::move(engine);
    m_window = std::make_unique<MainWindow>(*m_engine, m_theme, m_state, profile);
    // Later: the page that asks for it is part of the window that goes.
    connect(
        m_window.get(), &MainWindow::profileWanted, this,
        [this](const Profile& other) {
            if (const auto opened = open(other); !opened)
                m_window->say(opened.error().sentence());
        },
        Qt::QueuedConnection);
    m_window->show();
    return {};
}

} // namespace factoid
