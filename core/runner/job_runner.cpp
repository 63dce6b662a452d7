#include "core/runner/job_runner.h"

#include "core/base/log.h"
#include "core/base/message_json.h"
#include "core/base/process_life.h"
#include "core/runner/run_end.h"
#include "core/runner/run_failure.h"
#include "core/runner/run_heartbeat.h"
#include "core/runner/undo_job.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/working_copy.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QtConcurrent>

namespace factoid {

namespace {

const QString kUndoJob = u"undo"_s, kRedoJob = u"redo"_s;

bool always(const QJsonObject&)
{
    return true;
}

} // namespace

JobRunner::JobRunner(StoreUrl store, const Clock& clock, QJsonObject config, FactoidCache& cache,
                     const LlmAccess* models, std::vector<JobSpec> jobs, bool readOnly)
    : m_store(std::move(store))
    , m_presence(m_store)
    , m_clock(clock)
    , m_config(std::move(config))
    , m_cache(cache)
    , m_models(models)
    , m_readOnly(readOnly)
{
    const auto within = [this](JobContext& context) -> RunByName {
        return [this, &context](const QString& name, const QJsonObject& options) -> Result<JobOutcome> {
            const auto job = m_jobs.find(name);
            if (job == m_jobs.end())
                return fail(ErrorKind::Usage, Message("run.no_job_here").arg(name));
            // A step takes a change back; one that walks the steps would walk for ever.
            if (name == kUndoJob || name == kRedoJob)
                return fail(ErrorKind::Usage, Message("undo.not_a_change").arg(name));
            return job->second.function(context, options);
        };
    };
    const JobFunction undo = [within](JobContext& context, const QJsonObject& options) {
        return undoJob(context, options, within(context));
    };
    const JobFunction redo = [within](JobContext& context, const QJsonObject& options) {
        return redoJob(context, options, within(context));
    };
    jobs.push_back({.name = kUndoJob, .function = undo, .auditsItself = always});
    jobs.push_back({.name = kRedoJob, .function = redo, .auditsItself = always});
    for (JobSpec& job : jobs)
        m_jobs.emplace(job.name, std::move(job));
    for (const JobLane lane : {JobLane::Work, JobLane::Cancel, JobLane::Probe})
        m_lanes[lane].setMaxThreadCount(1);
}

JobRunner::~JobRunner()
{
    m_closing.request();
    stopAll();
    for (auto& [lane, pool] : m_lanes)
        pool.waitForDone();
}

// A run of this process is told at once: the request in the store may wait for that very run's transaction.
void JobRunner::stopHere(qint64 run)
{
    const std::lock_guard lock(m_mutex);
    if (const auto working = m_working.find(run); working != m_working.end())
        working->second.request();
}

bool JobRunner::stopAll()
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [run, cancel] : m_working)
        cancel.request();
    return !m_working.empty();
}

QStringList JobRunner::names() const
{
    QStringList names;
    for (const auto& [name, job] : m_jobs)
        names << name;
    return names;
}

QFuture<Result<JobOutcome>> JobRunner::start(const QString& name, JobOptions options)
{
    const auto job = m_jobs.find(name);
    return QtConcurrent::run(&m_lanes[job == m_jobs.end() ? JobLane::Work : job->second.lane],
                             [this, name, options = std::move(options)] { return runHere(name, options); });
}

Result<JobOutcome> JobRunner::runHere(const QString& name, const JobOptions& options)
{
    const auto job = m_jobs.find(name);
    if (job == m_jobs.end())
        return fail(ErrorKind::Usage, Message("run.no_job").arg(name));
    if (m_closing.requested())
        return CancelToken::error();
    if (m_readOnly && !options.dryRun) {
        return fail(ErrorKind::Store, Message("run.read_only").arg(name));
    }
    if (job->second.lane == JobLane::Cancel && !options.dryRun)
        stopHere(options.options.value(u"run"_s).toInteger());
    auto done = runRecorded(job->second, options);
    if (done)
        done->result = spoken(done->result);
    return done;
}

// A dry run on a store that does not exist works on an empty one in memory.
Result<std::unique_ptr<Database>> JobRunner::openFor(const JobSpec& job, QJsonObject& options, bool dryRun)
{
    if (dryRun)
        return Database::open(m_store, OpenMode::DryRun);
    if (const QStringList cleared = WorkingCopy::clearDead(m_store.path); !cleared.isEmpty())
        qCInfo(logJobs, "copies that killed processes left are cleared: %s", qUtf8Printable(cleared.join(u", "_s)));
    TRY(job.beforeOpening ? job.beforeOpening(m_store, options) : Result<void>());
    auto db = Database::open(m_store, OpenMode::ReadWrite);
    if (!db)
        return db;
    TRY(job.beforeRecording ? job.beforeRecording(**db, options) : Result<void>());
    return db;
}

Result<JobOutcome> JobRunner::runRecorded(const JobSpec& job, const JobOptions& options)
{
    QJsonObject given = options.options;
    if (options.dryRun)
        given.insert(u"dry_run"_s, true);
    TRY(m_presence.look());
    auto db = TRY(openFor(job, given, options.dryRun));
    // A set is due at its time, however many others write.
    if (job.isPatient)
        db->bePatient();
    auto settings = TRY(SettingsStore(*db).load());
    TRY(applyConfig(settings, m_config));
    JobContext context{*db, m_clock, settings, options.control, m_cache, options.trigger};
    context.models = m_models;
    if (options.dryRun)
        return job.function(context, given);

    RunRecord record;
    record.job = job.name;
    record.trigger = options.trigger;
    record.startedAt = m_clock.now();
    record.host = QSysInfo::machineHostName();
    record.pid = QCoreApplication::applicationPid();
    record.options = given;
    // What was killed here before says so now, instead of running for ever in every list.
    const auto lost = TRY(RunStore(*db).closeLost(record.host, isProcessAlive, record.startedAt));
    if (auto noted = noteLostRuns(*db, lost, record.startedAt); !noted)
        qCWarning(logJobs, "what dead runs left could not be put in order: %s", qUtf8Printable(noted.error().message));
    const auto id = TRY(RunStore(*db).begin(record));
    record.id = context.run = id;

    const CancelToken cancel = options.control.cancel;
    {
        const std::lock_guard lock(m_mutex);
        m_working.insert({id, cancel});
    }
    if (m_closing.requested())
        cancel.request();
    Result<JobOutcome> result = JobOutcome{};
    RunEnd end(record, m_clock, job.auditsItself(given));
    context.end = &end;
    {
        RunHeartbeat live(*db, m_clock, id, cancel);
        context.live = &live;
        const ProgressSink told = options.control.progress;
        context.control.progress = [&live, told](const Progress& progress) {
            live.note(progress);
            if (told)
                told(progress);
        };
        result = job.function(context, given);
        context.live = nullptr;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_working.erase(id);
    }
    result = end.settle(context, result, m_closing);
    if (result && end.undoStep())
        result->undoStep = end.undoStep();
    // Apart from the run's own end, which must not be lost with it.
    if (auto noted = noteRunEnd(context, record, result); !noted)
        qCWarning(logJobs, "whether run %lld failed could not be noted: %s", static_cast<long long>(record.id),
                  qUtf8Printable(noted.error().message));
    return result;
}

} // namespace factoid
