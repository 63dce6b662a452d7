// undo and redo: the newest change is taken back, or done again, by the job that it named as its reversal. The
// runner hands in how to run a job by its name. Used on a job's thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

using RunByName = std::function<Result<JobOutcome>(const QString& job, const QJsonObject& options)>;

// Options: `step`, the id that the operator saw (0: whichever is next); another step is refused. Result: `step`,
// `label`, and that of the job that took it back. Errors: Input, there is nothing to undo or it can no longer be.
Result<JobOutcome> undoJob(JobContext& context, const QJsonObject& options, const RunByName& run);
Result<JobOutcome> redoJob(JobContext& context, const QJsonObject& options, const RunByName& run);

} // namespace factoid
