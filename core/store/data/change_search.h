// Change search: what a ChangeIndex tells, by one statement each and without reading the log first: for a process that
// asks once. It knows neither words nor magnitudes. Used by the thread that owns the database.
#pragma once

#include "core/store/data/change_index.h"

#include <optional>
#include <vector>

namespace factoid {

struct FoundChanges {
    std::vector<qint64> ids; // in the order asked for
    qint64 total = 0;        // that the keys find
    qint64 inLog = 0;
};

// At most `limit` ids. nullopt: only a ChangeIndex can tell.
[[nodiscard]] Result<std::optional<FoundChanges>> searchChanges(Database& db, const ChangeKeys& keys, ChangeOrder order,
                                                                qint64 limit);

} // namespace factoid
