// Import plan: from the paths that a person named to the files to read, each scanned and known by its
// header, before any row is read. Pure but for reading files; any thread.
#pragma once

#include "core/import/reading/import_pass.h"

#include <vector>

namespace factoid {

struct ImportPlan {
    std::vector<PlannedFile> files; // councils, then fields, then figures; each in the order given
    std::vector<QString> warnings;
    std::optional<DataProfile> profile; // the last that a package brings
    qint64 bytes = 0;
};

// What to do with a file of an unknown shape when there is no mapping.
enum class UnknownShape { Refuse, Plan };

// Errors as readImport.
[[nodiscard]] Result<ImportPlan> planImport(const QStringList& paths, const ReadOptions& options,
                                            const TaskControl& control, UnknownShape unknown = UnknownShape::Refuse);

} // namespace factoid
