// What can be forecast: the fields of the store, its councils, and the types, nations and regions that they can be
// added up by. Used by the thread that owns the database of the context; nothing writes.
#pragma once

#include "core/queries/queries.h"
#include "core/store/data/register_store.h"

namespace factoid {

struct ForecastChoices {
    std::vector<FieldName> fields;     // by name
    std::vector<CouncilName> councils; // by name; without totals
    QStringList types = {}, nations = {}, regions = {};
};
[[nodiscard]] Result<ForecastChoices> forecastChoices(QueryContext& context);

} // namespace factoid
