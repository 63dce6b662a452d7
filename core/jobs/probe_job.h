// probe: doctor --providers as a job, for the window: each provider, or the one that is named, is asked for a tiny answer, and
// the answer is kept with the run. A thread of the runner.
#pragma once

#include "core/jobs/job.h"

namespace factoid {

// Options: {provider: its name; all without it}. Result: as providersQuery (provider_queries.h). A provider that does not
// answer is a finding and no failure of the job. Errors: Usage, no such provider; Interrupted.
[[nodiscard]] Result<JobOutcome> probeJob(JobContext& context, const QJsonObject& options);

} // namespace factoid
