// Search: the names that the palette finds: councils, fields, years and the factoids that are live or were withdrawn.
// Used by the thread that owns the database; writes nothing.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

struct SearchEntry {
    enum class Kind { Council, Field, Year, Factoid } kind = Kind::Council;
    QString id;    // code, slug, label, factoid id
    QString title; // what a person calls it
    QString note;  // what tells it apart: type and nation, slug and unit, …
};

// Every one of them, councils first. Names that occur twice carry their kind and years in the note.
[[nodiscard]] Result<std::vector<SearchEntry>> searchEntries(QueryContext& context);

} // namespace factoid
