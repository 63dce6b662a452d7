#include "ui/window/main_window.h"

#include "core/import/preview/mapping_library.h"
#include "core/node/minute_watch.h"
#include "core/queries/history/operator_queries.h"
#include "ui/base/formats.h"
#include "ui/window/alert_notifier.h"
#include "ui/window/command_palette.h"
#include "ui/window/header.h"
#include "ui/window/job_list.h"
#include "ui/window/page_list.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/sidebar.h"
#include "ui/window/status_line.h"
#include "ui/window/tab_order.h"
#include "ui/window/undo_actions.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QScreen>
#include <QStackedWidget>
#include <QSystemTrayIcon>
#include <QUrl>

namespace factoid {

namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr QSize kLeastSize{1024, 640};
// Between two refreshes of a page while a job writes all the time.
constexpr int kRefreshEvery = 700; // ms
// Relative times and freshness move without the store.
constexpr int kTickEvery = 30'000; // ms

} // namespace

MainWindow::MainWindow(Engine& engine, Theme& theme, UiState& state, const Profile& profile, QWidget* parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_state(state)
    , m_profile(profile)
    , m_reader(engine.store(), engine.clock(), engine.config())
    , m_jobs(engine.jobs())
    , m_actions(theme, state, this)
    , m_context{engine,      m_reader, m_jobs, m_actions,
                m_navigator, theme,    state,  [this](const Profile& other) { openOther(other); }}
    , m_specs(pageList())
    , m_watcher(m_reader)
{
    setWindowTitle(profile.name.isEmpty() ? tr("Factoid Desk") : tr("%1 – Factoid Desk").arg(profile.name));
    setAccessibleName(windowTitle());
    setWindowIcon(theme.icon(u"app"_s, Tone::Accent));
    setAcceptDrops(true);
    setMinimumSize(kLeastSize);
    m_state.openStore(engine.store().path);
    m_actions.setContent({.readOnly = engine.isReadOnly()});
    makeFrame();
    makeActions();
    makePageActions();
    m_undo = std::make_unique<UndoActions>(m_reader, m_jobs, m_actions);
    makeTray();
    watchAlerts();
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &MainWindow::refreshNow);
    connect(&m_watcher, &StoreWatcher::changed, this, &MainWindow::storeChanged);
    connect(&m_watcher, &StoreWatcher::problemChanged, this, [this](const QString& sentence) {
        m_foot->setProblem(sentence);
        if (sentence.isEmpty()) {
            for (const auto& [id, page] : m_pages) {
                page->forgetProblem();
                page->dropFailure();
            }
        }
        storeChanged();
    });
    connect(qApp, &QApplication::focusChanged, this, &MainWindow::focusMoved);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::refreshNow);
    m_tick.start(kTickEvery);
    m_rehearsalEnds.setSingleShot(true);
    connect(&m_rehearsalEnds, &QTimer::timeout, this, &MainWindow::refreshNow);
    connect(&m_navigator, &Navigator::went, this, &MainWindow::show_);
    connect(&m_navigator, &Navigator::changed, this,
            [this] { m_header->setCanGo(m_navigator.canGoBack(), m_navigator.canGoForward()); });
    connect(&m_jobs, &JobCenter::finished, this, &MainWindow::jobEnded);

    resize(firstSize());
    restoreGeometry(m_state.value(u"view/geometry"_s).toByteArray());
    m_sidebar->setFolded(m_state.value(u"view/folded"_s, false).toBool());
    const QString last = m_state.value(u"view/page"_s, m_specs.front().id).toString();
    const bool known = std::ranges::any_of(m_specs, [&](const PageSpec& spec) { return spec.id == last; });
    m_navigator.go({known ? last : m_specs.front().id});
    askStatus();
}

MainWindow::~MainWindow()
{
    remember();
    qApp->disconnect(this);
    m_navigator.disconnect(this);
    m_jobs.disconnect(this);
    m_watcher.disconnect(this);
    // Pages ask the reader and start jobs: they go before these.
    delete takeCentralWidget();
    delete m_palette;
    m_pages.clear();
}

void MainWindow::makeFrame()
{
    auto* central = new QWidget(this);
    auto* outer = new QVBoxLayout(central);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    m_sidebar = new Sidebar(m_theme, m_specs, central);
    m_sidebar->setProfile(m_profile.name, m_profile.color, m_profile.readOnly);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    m_header = new Header(m_theme, m_actions, central);
    m_stack = new QStackedWidget(central);
    m_stack->setObjectName(u"pages"_s);
    m_foot = new StatusLine(m_theme, m_jobs, central);
    m_rehearsal = wrappedLabel({}, "chip", central);
    m_rehearsal->setProperty("tone", u"bad"_s);
    m_rehearsal->setAccessibleName(tr("Rehearsal"));
    m_rehearsal->setContentsMargins(metric::kHuge, metric::kTiny, metric::kHuge, metric::kTiny);
    m_rehearsal->hide();
    column->addWidget(m_header);
    column->addWidget(m_rehearsal);
    column->addWidget(m_stack, 1);
    column->addWidget(m_foot);
    row->addWidget(m_sidebar);
    row->addLayout(column, 1);
    outer->addLayout(row, 1);
    setCentralWidget(central);
    m_jobList = new JobList(m_theme, m_jobs, central);
    m_palette = new CommandPalette(m_context, m_specs, this);
    m_sheet = new ShortcutSheet(m_actions, this);
    connect(m_sidebar, &Sidebar::chosen, this, [this](const QString& page) { m_navigator.go({page}); });
    connect(m_sidebar, &Sidebar::profileClicked, this, [this] { m_navigator.go({u"connections"_s}); });
    connect(m_header, &Header::backWanted, &m_navigator, &Navigator::back);
    connect(m_header, &Header::forwardWanted, &m_navigator, &Navigator::forward);
    connect(m_header, &Header::paletteWanted, this, [this] { m_palette->summon(); });
    connect(m_foot, &StatusLine::jobsWanted, m_jobList, &JobList::toggle);
}

void MainWindow::makeActions()
{
    m_actions.add({u"go.palette"_s, tr("Search or do anything"), tr("Go"), QKeySequence(u"Ctrl+K"_s), u"search"_s},
                  [this] { m_palette->summon(); });
    m_actions.add({u"go.back"_s, tr("Back"), tr("Go"), QKeySequence(u"Alt+Left"_s), u"back"_s},
                  [this] { m_navigator.back(); });
    m_actions.add({u"go.forward"_s, tr("Forward"), tr("Go"), QKeySequence(u"Alt+Right"_s), u"forward"_s},
                  [this] { m_navigator.forward(); });
    int number = 0;
    for (const PageSpec& spec : m_specs) {
        ++number;
        const QKeySequence keys = number <= 9 ? QKeySequence(u"Ctrl+%1"_s.arg(number)) : QKeySequence();
        m_actions.add({u"go."_s + spec.id, tr("Go to %1").arg(spec.title), tr("Go"), keys, spec.icon},
                      [this, id = spec.id] { m_navigator.go({id}); });
    }
    const std::pair<const char*, QString> looks[] = {{"system", tr("Theme: system")},
                                                     {"light", tr("Theme: light")},
                                                     {"dark", tr("Theme: dark")},
                                                     {"contrast", tr("Theme: high contrast")}};
    for (const auto& [mode, text] : looks) {
        m_actions.add({u"view.look."_s + QLatin1String(mode), text, tr("View"), {}, u"sun"_s},
                      [this, mode = QString::fromLatin1(mode)] {
                          m_theme.choose(mode);
                          m_state.set(u"look"_s, mode);
                      });
    }
    m_actions.add(
        {u"view.sidebar"_s, tr("Fold or unfold the sidebar"), tr("View"), QKeySequence(u"Ctrl+B"_s), u"collapse"_s},
        [this] { m_sidebar->setFolded(!m_sidebar->isFolded()); });
    m_actions.add({u"view.refresh"_s, tr("Refresh"), tr("View"), QKeySequence(Qt::Key_F5), u"refresh"_s},
                  [this] { refreshNow(); });
    m_actions.add(
        {u"view.reset"_s, tr("Reset view"), tr("View"), {}, u"refresh"_s, tr("Reset the layout, columns and filters")},
        [this] { resetView(); });
    m_actions.add({u"jobs.show"_s, tr("Show all jobs"), tr("Jobs"), QKeySequence(u"Ctrl+J"_s), u"generation"_s},
                  [this] { m_jobList->toggle(); });
    m_actions.add({u"jobs.cancel"_s, tr("Cancel the running job"), tr("Jobs"), QKeySequence(u"Ctrl+."_s), u"stop"_s},
                  [this] {
                      const auto jobs = m_jobs.jobs();
                      for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
                          if (!job->isOver()) {
                              m_jobs.cancel(job->id);
                              return;
                          }
                      }
                  });
    m_actions.add(
        {u"help.shortcuts"_s, tr("Keyboard shortcuts"), tr("Help"), QKeySequence(Qt::Key_Question), u"keyboard"_s},
        [this] { m_sheet->summon(); });
    m_actions.add({.id = u"help.about"_s,
                   .text = tr("About Factoid Desk"),
                   .group = tr("Help"),
                   .icon = u"app"_s,
                   .help = tr("Version, licence, and where the files are")},
                  [this] { showAbout(); });
    m_actions.add({u"help.menu"_s, tr("Open the menu"), tr("Help"), QKeySequence(Qt::Key_F10), u"menu"_s},
                  [this] { m_header->openMenu(); });
    m_actions.add({u"file.connections"_s,
                   tr("Connections…"),
                   tr("File"),
                   {},
                   u"profile"_s,
                   tr("Other stores, and read-only ones")},
                  [this] { m_navigator.go({u"connections"_s}); });
    m_actions.add({u"file.quit"_s, tr("Quit"), tr("File"), QKeySequence(u"Ctrl+Q"_s), u"close"_s}, [this] { close(); });
}

void MainWindow::makePageActions()
{
    for (const PageSpec& spec : m_specs) {
        for (const ActionSpec& action : spec.actions) {
            m_actions.add(action, [this, page = spec.id, action] { runPageAction(page, action); });
        }
    }
}

// Another store takes this window's place, and its jobs would be cut off.
void MainWindow::openOther(const Profile& profile)
{
    if (!m_jobs.isWriting()) {
        Q_EMIT profileWanted(profile);
        return;
    }
    if (Page* page = currentPage())
        page->showFailure(tr("A job is running. Wait until it is done or cancel it, then open the other store."));
}

void MainWindow::runPageAction(const QString& page, const ActionSpec& action)
{
    const bool isElsewhere = m_navigator.current().page != page;
    if (isElsewhere)
        m_navigator.go({page});
    // What is selected there was not in sight.
    if (isElsewhere && action.care != Care::None)
        return say(tr("Nothing was done yet. Look at what is selected, then choose “%1” again.").arg(action.text));
    action.run(*pageOf(page));
}

void MainWindow::showAbout()
{
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Factoid Desk"),
                        tr("Factoid Desk %1").arg(m_status ? m_status->version : QString()), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setAccessibleName(tr("About Factoid Desk"));
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setInformativeText(tr("Store: %1\nSettings of the window: %2\nMappings: %3\nLicence: GPL-3.0")
                                .arg(m_engine.store().path, m_state.path(), MappingLibrary::standardFolder()));
    box->open();
}

void MainWindow::say(const QString& sentence)
{
    m_foot->say(sentence);
}

// What is measured is collected while the window is open, and the operator is told what fires.
void MainWindow::watchAlerts()
{
    m_alerts = new AlertNotifier(m_reader, this);
    connect(m_alerts, &AlertNotifier::counted, this, [this](int firing, bool critical) {
        m_sidebar->setBadge(u"alerts"_s, firing, critical ? "bad" : "warning");
    });
    connect(m_alerts, &AlertNotifier::fired, this, [this](const QString& title, const QString& text) {
        m_foot->say(tr("Alert: %1").arg(title));
        if (m_tray)
            m_tray->showMessage(title, text, QSystemTrayIcon::Warning);
    });
    if (m_engine.isReadOnly())
        return;
    m_minutes = std::make_unique<MinuteWatch>(m_engine.store(), m_engine.clock(), m_engine.config());
    m_minutes->startWithNextMinute();
}

void MainWindow::makeTray()
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_tray = new QSystemTrayIcon(windowIcon(), this);
    m_tray->setToolTip(windowTitle());
    connect(m_tray, &QSystemTrayIcon::activated, this, [this] {
        m_closesWhenDone = false;
        showNormal();
        raise();
        activateWindow();
    });
    m_tray->show();
}

Page* MainWindow::pageOf(const QString& id)
{
    if (const auto made = m_pages.find(id); made != m_pages.end())
        return made->second;
    for (const PageSpec& spec : m_specs) {
        if (spec.id != id)
            continue;
        Page* page = spec.create(m_context, m_stack);
        m_stack->addWidget(page);
        m_pages[id] = page;
        return page;
    }
    return nullptr;
}

Page* MainWindow::currentPage() const
{
    return qobject_cast<Page*>(m_stack->currentWidget());
}

void MainWindow::show_(const Place& place)
{
    Page* page = pageOf(place.page);
    if (!page)
        return;
    for (const PageSpec& spec : m_specs) {
        if (spec.id == place.page)
            m_header->setPlace(spec.group, spec.title);
    }
    m_sidebar->setCurrent(place.page);
    if (Page* left = currentPage(); left && left != page)
        left->dropFailure();
    m_stack->setCurrentWidget(page);
    // A stack hands the keyboard that was on the old page to the first thing of the new one, mostly a button.
    if (qobject_cast<QAbstractButton*>(QApplication::focusWidget()) && page->isAncestorOf(QApplication::focusWidget()))
        page->setFocus(Qt::OtherFocusReason);
    page->open(place);
    page->refresh();
}

// A button that has done its work goes, or turns grey. What Qt would hand the keyboard to instead is mostly another
// button, which the next Space presses: the keyboard rests on the panel or the page around it, where no key does
// anything but Tab, and comes back to the button if that does.
void MainWindow::rest(QWidget* lost)
{
    m_lost = lost;
    for (QWidget* around = lost ? lost->parentWidget() : nullptr; around; around = around->parentWidget()) {
        if (qobject_cast<SidePanel*>(around) && around->isVisible() && around->isEnabled()) {
            around->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (Page* page = currentPage())
        page->setFocus(Qt::OtherFocusReason);
}

// The same for a widget that was deleted.
void MainWindow::focusMoved(QWidget* from, QWidget* to)
{
    Page* page = currentPage();
    if (!from || to || !page || !page->isAncestorOf(from))
        return;
    QTimer::singleShot(0, this, [this, page, left = QPointer<QWidget>(from)] {
        const bool walkedAway = left && left->isVisible() && left->isEnabled();
        if (!walkedAway && page == currentPage() && isActiveWindow() && !QApplication::focusWidget())
            rest(left);
    });
}

void MainWindow::storeChanged()
{
    m_palette->forgetNames();
    // The first change after a quiet time shows at once; a job that writes all the time does not keep the page busy.
    if (!m_refresh.isActive())
        m_refresh.start(
            m_refreshed.isValid() ? static_cast<int>(std::max<qint64>(0, kRefreshEvery - m_refreshed.elapsed())) : 0);
}

void MainWindow::refreshNow()
{
    m_refreshed.start();
    askStatus();
    m_undo->refresh();
    m_alerts->look();
    if (Page* page = currentPage())
        page->refresh();
}

void MainWindow::askStatus()
{
    FactoidCache& cache = m_engine.cache();
    m_askStatus.askNext(
        m_reader,
        [&cache, providers = m_engine.providers()](QueryContext& context) -> Result<StatusAnswer> {
            const auto levels = TRY(cache.tiers().statsOfAll());
            return statusQuery(context, levels, providers);
        },
        [this](const Result<StatusAnswer>& status) { takeStatus(status); });
}

void MainWindow::takeStatus(const Result<StatusAnswer>& status)
{
    if (!status) {
        m_foot->setProblem(status.error().sentence());
        return;
    }
    m_status = *status;
    m_foot->setStatus(*m_status, m_engine.clock().now());
    showRehearsals();
    m_actions.setContent({m_status->figures.figures > 0, m_status->published.has_value(), m_engine.isReadOnly()});
    m_sidebar->setBadge(u"changes"_s, m_status->freshness.openChanges, "warning");
    m_sidebar->setBadge(u"errors"_s, m_status->errors.alerts, "bad");
}

// On every page: a rehearsal must not be forgotten, nor taken for a real outage.
void MainWindow::showRehearsals()
{
    const QDateTime now = m_engine.clock().now();
    QStringList words;
    QDateTime first;
    for (const Rehearsal& rehearsal : m_status->rehearsals) {
        words << tr("%1 (ends %2)").arg(rehearsal.level, relativeTimeText(rehearsal.until, now));
        first = first.isValid() ? std::min(first, rehearsal.until) : rehearsal.until;
    }
    m_rehearsal->setText(tr("Rehearsal: readers of every process are served as if these levels were down: %1.")
                             .arg(words.join(u", "_s)));
    m_rehearsal->setVisible(!words.isEmpty());
    if (first.isValid())
        m_rehearsalEnds.start(static_cast<int>(std::clamp<qint64>(now.msecsTo(first) + 1, 1, kTickEvery)));
    else
        m_rehearsalEnds.stop();
}

void MainWindow::jobEnded(const JobView& job)
{
    const bool failed = job.phase == JobView::Phase::Failed;
    if (Page* page = currentPage(); page && !job.dryRun) {
        if (failed && !job.said.isEmpty()) {
            page->showFailure(tr("%1 failed: %2").arg(job.label, job.said));
            m_failedJob = job.name;
        } else if (job.name == m_failedJob) {
            page->dropFailure();
        }
    }
    if (m_closesWhenDone && !m_jobs.isWriting())
        QTimer::singleShot(0, this, [this] {
            if (m_closesWhenDone && close())
                QCoreApplication::quit();
        });
    if (!job.said.isEmpty())
        m_foot->say(failed ? tr("%1 failed: %2").arg(job.label, job.said) : tr("%1: %2").arg(job.label, job.said));
    // The strip and the page have said it already; this is for an operator who is elsewhere.
    if (m_tray && !isActiveWindow() && !job.dryRun)
        m_tray->showMessage(job.label, job.said, failed ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    storeChanged();
}

// As large as it should be, and no larger than the screen, its frame and a panel leave room for.
QSize MainWindow::firstSize() const
{
    constexpr QSize kFrame{16, 48};
    const QScreen* on = screen();
    return on ? kFirstSize.boundedTo(on->availableSize() - kFrame) : kFirstSize;
}

void MainWindow::resetView()
{
    const Place place = m_navigator.current();
    for (const auto& [id, page] : m_pages) {
        m_stack->removeWidget(page);
        delete page;
    }
    m_pages.clear();
    m_state.forgetViews();
    m_sidebar->setFolded(false);
    if (!isMaximized() && !isFullScreen())
        resize(firstSize());
    show_(place);
}

void MainWindow::remember()
{
    m_state.set(u"view/geometry"_s, saveGeometry());
    m_state.set(u"view/folded"_s, m_sidebar->isFolded());
    m_state.set(u"view/page"_s, m_navigator.current().page);
    m_state.save();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    remember();
    if (!m_jobs.isWriting()) {
        event->accept();
        return;
    }
    event->ignore();
    askToClose();
}

// What is half done is neither dropped nor left behind unseen without a word.
void MainWindow::askToClose()
{
    if (m_closing)
        return m_closing->raise();
    QStringList jobs;
    for (const JobView& job : m_jobs.jobs()) {
        if (!job.isOver() && !job.dryRun)
            jobs << job.label;
    }
    m_closing = new QMessageBox(QMessageBox::Question, tr("A job is running"),
                                tr("%1 is not finished.").arg(jobs.join(u", "_s)), QMessageBox::NoButton, this);
    m_closing->setAttribute(Qt::WA_DeleteOnClose);
    m_closing->setInformativeText(
        tr("Finish in the background: the window closes now and the program ends when the job "
           "is done. Cancel: what the job has done so far is undone."));
    QAbstractButton* finish = m_closing->addButton(tr("Finish in the background"), QMessageBox::AcceptRole);
    QAbstractButton* cancel = m_closing->addButton(tr("Cancel the job and close"), QMessageBox::DestructiveRole);
    QPushButton* stay = m_closing->addButton(tr("Stay"), QMessageBox::RejectRole);
    m_closing->setDefaultButton(stay);
    m_closing->setEscapeButton(stay);
    connect(m_closing, &QMessageBox::buttonClicked, this, [this, finish, cancel](const QAbstractButton* button) {
        if (button == cancel)
            m_jobs.cancelAll();
        m_closesWhenDone = button == finish || button == cancel;
        if (button == finish)
            hide();
        if (m_closesWhenDone && !m_jobs.isWriting())
            close();
    });
    m_closing->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    if (Page* page = currentPage(); page && page->takeFiles(paths))
        return;
    // Files dropped anywhere else are meant to be imported.
    m_navigator.go({u"import"_s, {{u"paths"_s, paths.join(QLatin1Char('\n'))}}});
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_palette->hide();
    m_jobList->hide();
    m_sheet->hide();
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QWidget* focus = focusWidget();
    // Asked by Qt, for a widget that has just gone or turned grey; else by a key.
    if (focus && focus != this && (!focus->isVisible() || !focus->isEnabled())) {
        rest(focus);
        return true;
    }
    const bool rests = focus && (focus == currentPage() || qobject_cast<SidePanel*>(focus));
    if (rests && m_lost && m_lost->isVisible() && m_lost->isEnabled()) {
        std::exchange(m_lost, nullptr)->setFocus(Qt::TabFocusReason);
        return true;
    }
    return tabOn(*this, next);
}

} // namespace factoid
