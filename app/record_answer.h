// Answers that are records, as the JSON that the command line prints. Any thread.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"

#include <functional>

namespace factoid {

// The same question, answered with the JSON of its record.
template <class Query>
[[nodiscard]] std::function<Result<QJsonObject>(QueryContext&)> asJson(Query query)
{
    return [query = std::move(query)](QueryContext& context) -> Result<QJsonObject> {
        const auto answer = TRY(query(context));
        return toJson(answer);
    };
}

} // namespace factoid
