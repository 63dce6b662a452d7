// What an import's figures look like beside those that the store has: told to whoever imports, changes nothing.
// The job's thread, inside its transaction, after the figures are in.
#pragma once

#include "core/base/result.h"
#include "core/import/reading/import_reader.h"
#include "core/store/sql/database.h"

namespace factoid {

// A sentence for each imported figure that is likely a power of ten off, with what it likely is; the first few,
// and how many more there are.
[[nodiscard]] Result<QStringList> unitWarnings(Database& db, const ImportBatch& batch);

// What the import changes of the register that a person should know: a field whose unit changes while its figures stay,
// and that no field is compared, so that no fact can be found. `before` is the register as it was.
[[nodiscard]] QStringList registerWarnings(const Register& before, const ImportBatch& batch);

} // namespace factoid
