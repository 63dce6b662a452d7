// repair: mends what of the schema can be mended without guessing (doctor --repair). Used on a job's thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

// Before the run is recorded: the tables that a run itself is written into. `mended_before` of the options says what
// was done.
[[nodiscard]] Result<void> mendRunTables(Database& db, QJsonObject& options);

} // namespace factoid
