// What a run that went wrong leaves in the log of incidents (monitor/recovery/incident_log.h); the one place where runs
// are looked at for it. A failure is never taken for a success, nor the other way round. On a job's thread.
#pragma once

#include "core/runner/job.h"
#include "core/store/operations/run_store.h"

namespace factoid {

// At the end of a run: its error, or what it got by in spite of (JobOutcome::survived), with what was done about it;
// work that was done ends the incidents of its job. Wrong usage and a cancel are neither.
Result<void> noteRunEnd(JobContext& context, const RunRecord& record, const Result<JobOutcome>& result);
// Runs whose process died without a word: a failure each, and what they left waiting (reserved money, actions) is
// ended.
Result<void> noteLostRuns(Database& db, const std::vector<RunStore::Lost>& lost, const QDateTime& now);
// A provider, or "cache:LEVEL", works again.
void noteWorks(JobContext& context, const QString& provider);

} // namespace factoid
