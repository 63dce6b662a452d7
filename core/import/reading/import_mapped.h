// Import mapped: the rows of a publisher's CSV into the collector, as a mapping says. One thread.
#pragma once

#include "core/import/reading/import_tidy.h"

namespace factoid {

// Puts the fields and councils that the mapping brings along into the register, where they are not known
// yet. Call once, after the register files and before the first mapped file.
void putMappingRegister(const Mapping& mapping, ImportCollector& collector);

// Reads one mapped file. Each cell of a value column in a row of data is a row of the import; rows that
// the mapping skips are none. Errors (Input): the mapping is for another file, or names a field that
// is not known.
[[nodiscard]] Result<void> readMappedFile(const PlannedFile& file, ImportContext& context);

} // namespace factoid
