// JobRunner: the one door. Whatever changes something runs through start(): button, command, timer.
// Each run is recorded once, with its trigger and outcome, in the transaction of its change (RunEnd). Lives on the main
// thread; the work runs on a thread of its own with a database of its own. The destructor cancels and waits.
#pragma once

#include "core/runner/job.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/store_presence.h"

#include <QFuture>
#include <QThreadPool>

#include <map>
#include <mutex>

namespace factoid {

struct JobOptions {
    QJsonObject options;
    QString trigger = u"command"_s;
    bool dryRun = false; // nothing is recorded, and the job is told so (`dry_run` in its options)
    TaskControl control = {};
};

class JobRunner
{
  public:
    // `config` is laid over the saved settings of every run. All must outlive the runner. `models`: nullptr: none can
    // be called. `jobs`: what can be run, to which the runner adds undo and redo. `readOnly`: every job is refused
    // (Store) but dry runs.
    JobRunner(StoreUrl store, const Clock& clock, QJsonObject config, FactoidCache& cache, const LlmAccess* models,
              std::vector<JobSpec> jobs, bool readOnly = false);
    ~JobRunner();

    // Names as on the command line: "import", "build-summaries", … Errors: Usage for an unknown name,
    // whatever opening the store says, and the job's own. One job of a lane at a time.
    [[nodiscard]] QFuture<Result<JobOutcome>> start(const QString& name, JobOptions options);
    // The same, in the calling thread; for work that is itself part of a job (a cold read that generates).
    [[nodiscard]] Result<JobOutcome> runHere(const QString& name, const JobOptions& options);
    // Asks whatever works in this process to stop. False: nothing does. Any thread.
    bool stopAll();
    [[nodiscard]] QStringList names() const;

  private:
    Result<std::unique_ptr<Database>> openFor(const JobSpec& job, QJsonObject& options, bool dryRun);
    Result<JobOutcome> runRecorded(const JobSpec& job, const JobOptions& options);
    void stopHere(qint64 run);

    StoreUrl m_store;
    StorePresence m_presence;
    const Clock& m_clock;
    QJsonObject m_config;
    FactoidCache& m_cache;
    const LlmAccess* m_models;
    bool m_readOnly;
    std::map<QString, JobSpec> m_jobs;
    std::map<JobLane, QThreadPool> m_lanes; // one thread each
    CancelToken m_closing;
    std::mutex m_mutex;
    std::map<qint64, CancelToken> m_working; // the recorded runs at work, by their id
};

} // namespace factoid
