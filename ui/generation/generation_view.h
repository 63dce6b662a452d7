// GenerationView: what the Generation page asks of the store, put together from the queries of core. A thread of a
// query; does not write.
#pragma once

#include "core/chat/provider.h"
#include "core/queries/connections/provider_list_query.h"
#include "core/queries/generation/run_queries.h"
#include "core/queries/generation/spend_queries.h"
#include "ui/runs/run_panel.h"

namespace factoid {

// What is running, whole, how the last days went, what models cost and who they are.
struct GenerationView {
    RunTrendAnswer trend;
    CallTrendAnswer calls;
    SpendAnswer spend;
    QStringList jobs; // that runs are of
    ProviderListAnswer providers;
    bool everCalled = false;            // a model
    std::optional<RunAnswer> live = {}; // none: nothing is running
};
[[nodiscard]] Result<GenerationView> generationView(QueryContext& query, const std::vector<Provider>& providers);
// A run with what models were asked and said in it.
[[nodiscard]] Result<WholeRun> wholeRun(QueryContext& query, qint64 id);

} // namespace factoid
