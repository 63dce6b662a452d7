// Filling of the cache from what is published and summarised, for the job of that name and for repairs. On a job's
// thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

struct CacheFilling {
    QString key; // of the summaries
    qint64 summaries = 0;
};

// The published set and every newest summary into each level. Errors: the cache's and the store's.
[[nodiscard]] Result<CacheFilling> fillCache(JobContext& context);

} // namespace factoid
