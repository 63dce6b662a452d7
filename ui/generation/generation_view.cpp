#include "ui/generation/generation_view.h"

#include "core/queries/connections/provider_list_query.h"
#include "core/queries/generation/run_queries.h"
#include "core/queries/generation/spend_queries.h"

namespace factoid {

namespace {

constexpr int kTrendDays = 14;

} // namespace

Result<QJsonObject> generationView(QueryContext& query, const std::vector<Provider>& providers)
{
    RunFilter running;
    running.outcome = u"running"_s;
    running.limit = 20;
    const auto live = runsQuery(query, running);
    if (!live)
        return live;
    const auto trend = runTrendQuery(query, kTrendDays);
    if (!trend)
        return trend;
    const auto calls = callTrendQuery(query, kTrendDays);
    if (!calls)
        return calls;
    const auto spend = spendQuery(query);
    if (!spend)
        return spend;
    const auto list = providerListQuery(query, providers);
    if (!list)
        return list;
    CallFilter any;
    any.limit = 0;
    const auto ever = callsQuery(query, any);
    if (!ever)
        return ever;
    QJsonObject view{{u"trend"_s, *trend},    {u"jobs"_s, live->value(u"jobs"_s)},
                     {u"calls"_s, *calls},    {u"spend"_s, *spend},
                     {u"providers"_s, *list}, {u"ever_called"_s, ever->value(u"total"_s).toInteger() > 0}};
    for (const QJsonValue& value : live->value(u"runs"_s).toArray()) {
        const QJsonObject row = value.toObject();
        if (row.value(u"liveness"_s).toString() == "lost"_L1 || row.value(u"job"_s).toString() == "cancel"_L1)
            continue; // it stands in the table as what it is
        const auto run = runQuery(query, row.value(u"id"_s).toInteger());
        if (!run)
            return run;
        view.insert(u"live"_s, *run);
        break;
    }
    return view;
}

Result<QJsonObject> wholeRun(QueryContext& query, qint64 id)
{
    auto run = runQuery(query, id);
    if (!run)
        return run;
    const auto said = transcriptsQuery(query, id);
    if (!said)
        return said;
    run->insert(u"transcripts"_s, said->value(u"transcripts"_s));
    return run;
}

} // namespace factoid
