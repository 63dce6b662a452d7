// Facts: what the figures have to tell, best first, and how many of them noise would have given. Used by the thread
// that owns the database; nothing writes.
#pragma once

#include "core/insights/mine/permutation_null.h"
#include "core/queries/queries.h"

namespace factoid {

struct FactsAnswer {
    std::vector<Fact> facts;                    // at most as many as asked for
    qint64 found = 0;                           // of all fields
    std::optional<QString> note = std::nullopt; // why none could be found, for a person
    static auto fields()
    {
        return std::tuple{field("facts", &FactsAnswer::facts), field("found", &FactsAnswer::found),
                          fieldIfAny("note", &FactsAnswer::note)};
    }
};
// facts: best first; with a field and a year, every fact of that field in that year.
[[nodiscard]] Result<FactsAnswer> factsQuery(QueryContext& context, int limit, const QString& field, Year year);
// How many facts of each kind noise would have given, beside how many there are.
[[nodiscard]] Result<PermutationNull> nullMirrorQuery(QueryContext& context);

} // namespace factoid
