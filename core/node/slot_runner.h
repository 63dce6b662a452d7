// SlotRunner: stays and follows the schedule: checks slots and freshness every minute, warms the cache
// before each slot, prunes once a day. Lives on a thread with an event loop; the work goes through the
// job runner. The destructor waits for what it started.
#pragma once

#include "core/runner/job_runner.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace factoid {

class SlotRunner : public QObject
{
    Q_OBJECT

  public:
    SlotRunner(JobRunner& jobs, const Clock& clock, StoreUrl store, QObject* parent = nullptr);
    ~SlotRunner() override;

    void start(); // checks at once, then every minute
    void stop();  // starts nothing more, cancels what runs
    void wait();  // until what runs has ended

  Q_SIGNALS:
    // After each check: the outcome and the reason, as update-factoids gives them; "failed" with the error.
    void checked(const QString& outcome, const QString& reason);

  private:
    void tick();
    void run(const QString& job, const QJsonObject& options);
    [[nodiscard]] bool slotIsNear();

    JobRunner& m_jobs;
    const Clock& m_clock;
    StoreUrl m_store;
    QTimer m_timer;
    QFutureWatcher<Result<JobOutcome>> m_watcher;
    CancelToken m_cancel;
    bool m_busy = false;
    bool m_reporting = false;
    QDateTime m_warmedFor; // the slot that the cache was warmed for
    QDate m_prunedOn;
};

} // namespace factoid
