// DeskApplication: the window with its engine, theme and state; opens another store by making both anew. Main thread;
// outlives the window.
#pragma once

#include "ui/window/main_window.h"
#include "ui/window/system_look.h"

namespace factoid {

class DeskApplication : public QObject
{
    Q_OBJECT

  public:
    // `stateFile` empty: the user's own.
    DeskApplication(QApplication& app, EngineOptions options, const QString& stateFile = {});
    ~DeskApplication() override;

    // Opens the store in a new window and closes the old one. On an error the old one stays.
    [[nodiscard]] Result<void> open(const Profile& profile);
    [[nodiscard]] MainWindow* window() const { return m_window.get(); }
    [[nodiscard]] UiState& state() { return m_state; }

  private:
    UiState m_state;
    Theme m_theme;
    SystemLook m_look;
    EngineOptions m_options;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace factoid
