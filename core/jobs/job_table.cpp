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
    return options.contains(u"undo"_s);
}

} // namespace

std::vector<JobSpec> jobTable()
{
    return {
        {.name = u"import"_s, .function = importJob, .auditsItself = whenUndone},
        {.name = u"build-summaries"_s, .function = summariesJob},
        // A set is due at its time, however many others write.
        {.name = u"update-factoids"_s, .function = generationJob, .isPatient = true},
        {.name = u"export"_s, .function = exportJob},
        {.name = u"warm-cache"_s, .function = warmCacheJob},
        {.name = u"invalidate"_s, .function = invalidateJob, .auditsItself = always},
        {.name = u"rehearse"_s, .function = rehearseJob, .auditsItself = always},
        {.name = u"fallbacks"_s, .function = fallbacksJob, .auditsItself = always},
        {.name = u"schedule"_s, .function = scheduleJob, .auditsItself = always},
        {.name = u"backup"_s, .function = backupJob},
        {.name = u"restore"_s, .function = restoreJob, .auditsItself = always, .beforeOpening = replaceDamagedStore},
        {.name = u"repair"_s, .function = repairJob, .auditsItself = always, .beforeRecording = mendRunTables},
        {.name = u"prune"_s, .function = pruneJob},
        {.name = u"settings"_s, .function = settingsJob, .auditsItself = always},
        {.name = u"curate"_s, .function = curateJob, .auditsItself = always},
        {.name = u"cancel"_s, .function = cancelJob, .lane = JobLane::Cancel, .auditsItself = always},
        {.name = u"breakers"_s, .function = breakersJob, .auditsItself = always},
        {.name = u"recovery"_s, .function = recoveryJob, .auditsItself = always},
        {.name = u"alerts"_s, .function = alertsJob, .auditsItself = always},
        {.name = u"alert-test"_s, .function = alertTestJob, .lane = JobLane::Probe},
        {.name = u"probe"_s, .function = probeJob, .lane = JobLane::Probe},
    };
}

} // namespace factoid
