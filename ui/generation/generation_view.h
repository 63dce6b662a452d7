// GenerationView: what the Generation page asks of the store, put together from the queries of core. A thread of a
// query; does not write.
#pragma once

#include "core/chat/provider.h"
#include "core/queries/queries.h"

namespace factoid {

// What is running, whole, how the last days went, what models cost and who they are: {trend, jobs, calls, spend,
// providers, ever_called, live}.
[[nodiscard]] Result<QJsonObject> generationView(QueryContext& query, const std::vector<Provider>& providers);
// A run as runQuery gives it, with what models were asked and said in it (`transcripts`).
[[nodiscard]] Result<QJsonObject> wholeRun(QueryContext& query, qint64 id);

} // namespace factoid
