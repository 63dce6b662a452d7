#include "core/jobs/job_table.h"

#include "core/jobs/repair_job.h"
#include "core/jobs/restore_job.h"

namespace factoid {

namespace {

bool always(const QJsonObject&)
{
    return true;
}

bool whenUndone(const QJsonObject& options)
{
    return options.contains(QStringLiteral("undo"));
}

} // namespace

std::vector<JobSpec> jobTable()
{
    return {
        {.name = QStringLiteral("import"), .function = importJob, .auditsItself = whenUndone},
        {.name = QStringLiteral("build-summaries"), .function = summariesJob},
        // A set is due at its time, however many others write.
        {.name = QStringLiteral("update-factoids"), .function = generationJob, .isPatient = true},
        {.name = QStringLiteral("export"), .function = exportJob},
        {.name = QStringLiteral("warm-cache"), .function = warmCacheJob},
        {.name = QStringLiteral("invalidate"), .function = invalidateJob, .auditsItself = always},
        {.name = QStringLiteral("rehearse"), .function = rehearseJob, .auditsItself = always},
        {.name = QStringLiteral("fallbacks"), .function = fallbacksJob, .auditsItself = always},
        {.name = QStringLiteral("schedule"), .function = scheduleJob, .auditsItself = always},
        {.name = QStringLiteral("backup"), .function = backupJob},
        {.name = QStringLiteral("restore"), .function = restoreJob, .auditsItself = always, .beforeOpening = replaceDamagedStore},
        {.name = QStringLiteral("repair"), .function = repairJob, .auditsItself = always, .beforeRecording = mendRunTables},
        {.name = QStringLiteral("prune"), .function = pruneJob},
        {.name = QStringLiteral("settings"), .function = settingsJob, .auditsItself = always},
        {.name = QStringLiteral("curate"), .function = curateJob, .auditsItself = always},
        {.name = QStringLiteral("cancel"), .function = cancelJob, .lane = JobLane::Cancel, .auditsItself = always},
        {.name = QStringLiteral("breakers"), .function = breakersJob, .auditsItself = always},
        {.name = QStringLiteral("recovery"), .function = recoveryJob, .auditsItself = always},
        {.name = QStringLiteral("probe"), .function = probeJob, .lane = JobLane::Probe},
    };
}

} // namespace factoid
