// restore: the store as a backup has it. A store that can be read is filled from the backup in one transaction, so that
// other processes see it as it was or as the backup has it; one that is damaged is replaced, and kept beside it. Used
// on a job's thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

// Before the store is opened for a restore from `file`: what is damaged goes aside and the backup takes its place.
// Where it did, `damaged` of the options is the name under which the damaged store is kept. Errors: Input, the backup
// is none; Store.
[[nodiscard]] Result<void> replaceDamagedStore(const StoreUrl& store, QJsonObject& options);

} // namespace factoid
