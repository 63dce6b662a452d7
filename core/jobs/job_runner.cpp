#include "core/jobs/job_runner.h"

#include "core/base/log.h"
#include "core/store/run_store.h"
#include "core/store/settings_store.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QtConcurrent>

namespace factoid {

namespace {

QString outcomeOf(const Result<JobOutcome>& result)
{
    if (result)
        return result->outcome;
    return result.error().kind == ErrorKind::Interrupted ? QStringLiteral("interrupted") : QStringLiteral("failed");
}

} // namespace

JobRunner::JobRunner(StoreUrl store, const Clock& clock, QJsonObject config, FactoidCache& cache)
    : m_store(std::move(store))
    , m_clock(clock)
    , m_config(std::move(config))
    , m_cache(cache)
    , m_jobs{
          {QStringLiteral("import"), importJob},
          {QStringLiteral("build-summaries"), summariesJob},
          {QStringLiteral("update-factoids"), generationJob},
          {QStringLiteral("export"), exportJob},
          {QStringLiteral("warm-cache"), warmCacheJob},
          {QStringLiteral("invalidate"), invalidateJob},
          {QStringLiteral("fallbacks"), fallbacksJob},
          {QStringLiteral("schedule"), scheduleJob},
          {QStringLiteral("backup"), backupJob},
          {QStringLiteral("restore"), restoreJob},
          {QStringLiteral("prune"), pruneJob},
      }
{
    // One at a time: two jobs of one process would only wait for each other's transactions.
    m_pool.setMaxThreadCount(1);
}

JobRunner::~JobRunner()
{
    m_closing.request();
    m_pool.waitForDone();
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
    return QtConcurrent::run(&m_pool, [this, name, options = std::move(options)] { return runHere(name, options); });
}

Result<JobOutcome> JobRunner::runHere(const QString& name, const JobOptions& options)
{
    const auto job = m_jobs.find(name);
    if (job == m_jobs.end())
        return fail(ErrorKind::Usage, QStringLiteral("there is no job “%1”").arg(name));
    if (m_closing.requested())
        return Cancel::error();
    return runRecorded(job->second, name, options);
}

Result<JobOutcome> JobRunner::runRecorded(const JobFunction& job, const QString& name, const JobOptions& options)
{
    QJsonObject given = options.options;
    if (options.dryRun)
        given.insert(QStringLiteral("dry_run"), true);
    // A dry run on a store that does not exist works on an empty one in memory.
    auto db = Database::open(m_store, options.dryRun ? OpenMode::DryRun : OpenMode::ReadWrite);
    if (!db)
        return std::unexpected(db.error());
    auto settings = SettingsStore(**db).load();
    if (!settings)
        return std::unexpected(settings.error());
    if (auto applied = applyConfig(*settings, m_config); !applied)
        return std::unexpected(applied.error());
    JobContext context{**db, m_clock, *settings, options.attendance, m_cache, options.trigger};
    if (options.dryRun)
        return job(context, given);

    RunRecord record;
    record.job = name;
    record.trigger = options.trigger;
    record.startedAt = m_clock.now();
    record.host = QSysInfo::machineHostName();
    record.pid = QCoreApplication::applicationPid();
    record.options = given;
    const auto id = RunStore(**db).begin(record);
    if (!id)
        return std::unexpected(id.error());
    record.id = context.run = *id;

    auto result = job(context, given);
    record.finishedAt = m_clock.now();
    record.outcome = outcomeOf(result);
    record.message = result ? result->note : result.error().sentence();
    record.stages = context.stages;
    if (result)
        record.result = result->result;
    if (auto finished = RunStore(**db).finish(record); !finished)
        qCWarning(logJobs, "the end of run %lld could not be recorded: %s", static_cast<long long>(record.id), qUtf8Printable(finished.error().message));
    return result;
}

} // namespace factoid
