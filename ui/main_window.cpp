#include "ui/main_window.h"

#include "ui/status_page.h"

#include <QLabel>
#include <QStatusBar>
#include <QtConcurrent>

#include <chrono>

namespace factoid {

namespace {

// Runs of other processes on the same store show within this time.
constexpr std::chrono::milliseconds kRefreshEvery{2'000};
constexpr QSize kFirstSize{1100, 760};

} // namespace

MainWindow::MainWindow(Engine& engine, QWidget* parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_page(new StatusPage(this))
    , m_store(new QLabel(this))
{
    setWindowTitle(tr("Factoid Desk"));
    setCentralWidget(m_page);
    m_store->setAccessibleName(tr("Store"));
    m_store->setText(tr("Store: %1").arg(m_engine.store().path));
    statusBar()->addWidget(m_store);
    resize(kFirstSize);
    connect(&m_watcher, &QFutureWatcher<Result<QJsonObject>>::finished, this, [this] { show_(m_watcher.result()); });
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::ask);
    m_timer.start(kRefreshEvery);
    ask();
}

MainWindow::~MainWindow()
{
    m_watcher.waitForFinished();
}

void MainWindow::ask()
{
    if (m_watcher.isRunning())
        return;
    m_watcher.setFuture(QtConcurrent::run([this]() -> Result<QJsonObject> {
        const auto levels = m_engine.cache().tiers().statsOfAll();
        if (!levels)
            return std::unexpected(levels.error());
        return m_engine.ask([&](QueryContext& context) { return statusQuery(context, *levels); });
    }));
}

void MainWindow::show_(const Result<QJsonObject>& status)
{
    if (status)
        m_page->setStatus(*status);
    else
        m_page->setProblem(status.error().sentence());
}

} // namespace factoid
