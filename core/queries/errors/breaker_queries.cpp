// Failure queries: the circuit breakers.
#include "core/monitor/recovery/breaker_store.h"
#include "core/queries/errors/failure_queries.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

QJsonObject breakerRow(const BreakerRow& row, const QDateTime& now)
{
    constexpr int kMilli = 1'000;
    BreakerState asked = row.state; // a copy: a question is no trial
    const BreakerAnswer answer = breakerAllow(asked, BreakerPolicy(), now);
    QJsonObject json = breakerJson(row.state);
    json.insert(u"name"_s, row.name);
    json.insert(u"phase"_s, breakerPhaseName(asked.phase));
    json.insert(u"actor"_s, row.actor);
    json.insert(u"allowed"_s, answer.allowed);
    json.insert(u"retry_at"_s, answer.retryAt.isValid() ? QJsonValue(timeText(answer.retryAt)) : QJsonValue());
    json.insert(u"sentence"_s, answer.sentence);
    json.insert(u"retries_left"_s, row.budget.milliTokens / kMilli);
    json.insert(u"changed_at"_s, timeText(row.changedAt));
    return json;
}

} // namespace

Result<QJsonObject> breakersQuery(QueryContext& context)
{
    const auto rows = TRY(BreakerStore(context.db).list());
    QJsonArray list;
    for (const BreakerRow& row : rows)
        list.append(breakerRow(row, context.clock.now()));
    return QJsonObject{{u"breakers"_s, list}};
}

Result<QJsonArray> withBreakers(QueryContext& context, const QJsonArray& levels)
{
    QJsonArray list;
    for (const QJsonValue& value : levels) {
        QJsonObject level = value.toObject();
        const auto row =
            TRY(BreakerStore(context.db).find(BreakerStore::levelName(level.value(u"level"_s).toString())));
        level.insert(u"breaker"_s, breakerRow(row, context.clock.now()));
        list.append(level);
    }
    return list;
}

} // namespace factoid
