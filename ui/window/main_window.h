// MainWindow: the frame around the pages: sidebar, header, foot, palette. Puts the window's parts together and follows
// the store, whoever changes it. GUI thread; the engine, theme and state must outlive it.
#pragma once

#include "core/queries/overview/status.h"
#include "ui/shell/page.h"
#include "ui/window/store_watcher.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>

class QMessageBox;
class QStackedWidget;
class QSystemTrayIcon;

namespace factoid {

class AlertNotifier;
class CommandPalette;
class Header;
class JobList;
class MinuteWatch;
class ShortcutSheet;
class Sidebar;
class StatusLine;
class UndoActions;

class MainWindow : public QMainWindow
{
    Q_OBJECT

  public:
    MainWindow(Engine& engine, Theme& theme, UiState& state, const Profile& profile = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Navigator& navigator() { return m_navigator; }
    [[nodiscard]] ActionRegistry& actions() { return m_actions; }
    [[nodiscard]] JobCenter& jobs() { return m_jobs; }
    [[nodiscard]] const std::vector<PageSpec>& pages() const { return m_specs; }
    // The page that is shown; made by then.
    [[nodiscard]] Page* currentPage() const;
    // The newest status; none before the first answer.
    [[nodiscard]] const std::optional<StatusAnswer>& status() const { return m_status; }
    // Nothing is asked of the store and no job is under way.
    [[nodiscard]] bool isSettled() const { return m_reader.isIdle() && !m_jobs.isBusy() && !m_refresh.isActive(); }
    // A sentence in the foot.
    void say(const QString& sentence);

  Q_SIGNALS:
    void profileWanted(const factoid::Profile& profile);

  private:
    void makeFrame();
    void makeActions();
    void makePageActions();
    void showAbout();
    void openOther(const Profile& profile);
    void runPageAction(const QString& page, const ActionSpec& action);
    void makeTray();
    void watchAlerts();
    void show_(const Place& place);
    Page* pageOf(const QString& id);
    void rest(QWidget* lost);
    void focusMoved(QWidget* from, QWidget* to);
    void storeChanged();
    void refreshNow();
    void askStatus();
    void takeStatus(const Result<StatusAnswer>& status);
    void jobEnded(const JobView& job);
    void resetView();
    void showRehearsals();
    void askToClose();
    [[nodiscard]] QSize firstSize() const;
    void remember();
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool focusNextPrevChild(bool next) override;

    Engine& m_engine;
    Theme& m_theme;
    UiState& m_state;
    Profile m_profile;
    StoreReader m_reader;
    JobCenter m_jobs;
    Navigator m_navigator;
    ActionRegistry m_actions;
    PageContext m_context;
    std::vector<PageSpec> m_specs;
    std::map<QString, Page*> m_pages;
    StoreWatcher m_watcher;
    Latest<StatusAnswer> m_askStatus;
    std::unique_ptr<UndoActions> m_undo;
    std::optional<StatusAnswer> m_status;
    QPointer<QWidget> m_lost; // what had the keyboard before it came to rest
    QTimer m_refresh, m_tick;
    QElapsedTimer m_refreshed; // since the page was last asked to refresh
    Sidebar* m_sidebar = nullptr;
    Header* m_header = nullptr;
    QLabel* m_rehearsal = nullptr;
    QTimer m_rehearsalEnds;
    QPointer<QMessageBox> m_closing; // asks what becomes of the jobs
    bool m_closesWhenDone = false;   // in the background meanwhile
    QString m_failedJob;             // whose failure the page shows
    QStackedWidget* m_stack = nullptr;
    StatusLine* m_foot = nullptr;
    JobList* m_jobList = nullptr;
    CommandPalette* m_palette = nullptr;
    ShortcutSheet* m_sheet = nullptr;
    QSystemTrayIcon* m_tray = nullptr;
    AlertNotifier* m_alerts = nullptr;
    std::unique_ptr<MinuteWatch> m_minutes; // none where the store may not be written
};

} // namespace factoid
