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
    running.outcome = QStringLiteral("running");
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
    QJsonObject view{{QStringLiteral("trend"), *trend}, {QStringLiteral("jobs"), live->value(QStringLiteral("jobs"))}, {QStringLiteral("calls"), *calls},
                     {QStringLiteral("spend"), *spend}, {QStringLiteral("providers"), *list}, {QStringLiteral("ever_called"), ever->value(QStringLiteral("total")).toInteger() > 0}};
    for (const QJsonValue& value : live->value(QStringLiteral("runs")).toArray()) {
        const QJsonObject row = value.toObject();
        if (row.value(QStringLiteral("liveness")).toString() == QLatin1String("lost") || row.value(QStringLiteral("job")).toString() == QLatin1String("cancel"))
            continue; // it stands in the table as what it is
        const auto run = runQuery(query, row.value(QStringLiteral("id")).toInteger());
        if (!run)
            return run;
        view.insert(QStringLiteral("live"), *run);
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
    run->insert(QStringLiteral("transcripts"), said->value(QStringLiteral("transcripts")));
    return run;
}

} // namespace factoid
