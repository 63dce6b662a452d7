#include "ui/generation/generation_view.h"

namespace factoid {

namespace {

constexpr int kTrendDays = 14;

} // namespace

Result<GenerationView> generationView(QueryContext& query, const std::vector<Provider>& providers)
{
    RunFilter running;
    running.outcome = u"running"_s;
    running.limit = 20;
    const auto live = TRY(runsQuery(query, running));
    CallFilter any;
    any.limit = 0;
    GenerationView view{.trend = TRY(runTrendQuery(query, kTrendDays)),
                        .calls = TRY(callTrendQuery(query, kTrendDays)),
                        .spend = TRY(spendQuery(query)),
                        .jobs = live.jobs,
                        .providers = TRY(providerListQuery(query, providers)),
                        .everCalled = TRY(callsQuery(query, any)).total > 0};
    for (const RunRow& row : live.runs) {
        if (row.liveness == "lost"_L1 || row.job == "cancel"_L1)
            continue; // it stands in the table as what it is
        view.live = TRY(runQuery(query, row.id));
        break;
    }
    return view;
}

Result<WholeRun> wholeRun(QueryContext& query, qint64 id)
{
    return WholeRun{TRY(runQuery(query, id)), TRY(transcriptsQuery(query, id)).transcripts};
}

} // namespace factoid
