// Job table: every job, one row each. Pure; any thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

// All but undo and redo, which are the runner's own.
[[nodiscard]] std::vector<JobSpec> jobTable();

// The jobs, each in the file of its name. Options and results are JSON; options are the flags of the command line
// without dashes, with underscores.
Result<JobOutcome> importJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> summariesJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> generationJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> exportJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> warmCacheJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> invalidateJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> rehearseJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> fallbacksJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> scheduleJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> backupJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> restoreJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> repairJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> pruneJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> settingsJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> curateJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> breakersJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> recoveryJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> cancelJob(JobContext& context, const QJsonObject& options);
Result<JobOutcome> alertsJob(JobContext& context, const QJsonObject& options);
// {name: a sink; all without it}. Errors: Usage, there is none; Failed, one did not take it.
Result<JobOutcome> alertTestJob(JobContext& context, const QJsonObject& options);
// {provider: its name; all without it}: each is asked for a tiny answer, which is kept with the run, as providersQuery
// gives it (provider_queries.h). A provider that does not answer is a finding and no failure. Errors: Usage, no such
// provider; Interrupted.
Result<JobOutcome> probeJob(JobContext& context, const QJsonObject& options);

} // namespace factoid
