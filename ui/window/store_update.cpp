#include "ui/window/store_update.h"

#include "ui/widgets/widgets.h"

#include <QDialog>
#include <QEventLoop>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLocale>
#include <QProgressBar>
#include <QTimer>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace factoid {

namespace {

constexpr int kShowAfter = 300; // ms: what is over by then needs no words

class Notice : public QDialog
{
    Q_OBJECT

  public:
    Notice(const StoreUrl& store, QWidget* parent)
        : QDialog(parent, Qt::Dialog | Qt::CustomizeWindowHint | Qt::WindowTitleHint)
    {
        constexpr int kNoticeWidth = 460;
        setWindowTitle(tr("Bringing the store up to date"));
        setAccessibleName(windowTitle());
        setWindowModality(Qt::ApplicationModal);
        setFixedWidth(kNoticeWidth);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(metric::kHuge, metric::kHuge, metric::kHuge, metric::kHuge);
        layout->setSpacing(metric::kMedium);
        const QFileInfo file(store.path);
        layout->addWidget(wrappedLabel(tr("%1 was made by an older version of Factoid Desk. A copy (%2) is saved "
                                          "beside it first; then it is updated.")
                                           .arg(file.fileName(), QLocale().formattedDataSize(file.size())),
                                       "", this));
        auto* bar = new QProgressBar(this);
        bar->setRange(0, 0);
        bar->setTextVisible(false);
        bar->setAccessibleName(windowTitle());
        layout->addWidget(bar);
        layout->addWidget(wrappedLabel(tr("If this is interrupted, the store stays as it was."), "note", this));
    }

  private:
    // It ends by itself.
    void reject() override {}
};

} // namespace

Result<void> bringUpToDate(const StoreUrl& store, QWidget* parent)
{
    const auto work = QtConcurrent::run([store]() -> Result<void> {
        TRY(Database::open(store, OpenMode::ReadWrite));
        return {};
    });
    Notice notice(store, parent);
    QEventLoop loop;
    QFutureWatcher<Result<void>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(work);
    QTimer::singleShot(kShowAfter, &notice, &QWidget::show);
    if (!work.isFinished())
        loop.exec();
    return work.result();
}

} // namespace factoid

#include "store_update.moc"
