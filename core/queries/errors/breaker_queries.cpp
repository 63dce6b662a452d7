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
    json.insert(QStringLiteral("name"), row.name);
    json.insert(QStringLiteral("phase"), breakerPhaseName(asked.phase));
    json.insert(QStringLiteral("actor"), row.actor);
    json.insert(QStringLiteral("allowed"), answer.allowed);
    json.insert(QStringLiteral("retry_at"), answer.retryAt.isValid() ? QJsonValue(timeText(answer.retryAt)) : QJsonValue());
    json.insert(QStringLiteral("sentence"), answer.sentence);
    json.insert(QStringLiteral("retries_left"), row.budget.milliTokens / kMilli);
    json.insert(QStringLiteral("changed_at"), timeText(row.changedAt));
    return json;
}

} // namespace

Result<QJsonObject> breakersQuery(QueryContext& context)
{
    const auto rows = BreakerStore(context.db).list();
    if (!rows)
        return std::unexpected(rows.error());
    QJsonArray list;
    for (const BreakerRow& row : *rows)
        list.append(breakerRow(row, context.clock.now()));
    return QJsonObject{{QStringLiteral("breakers"), list}};
}

Result<QJsonArray> withBreakers(QueryContext& context, const QJsonArray& levels)
{
    QJsonArray list;
    for (const QJsonValue& value : levels) {
        QJsonObject level = value.toObject();
        const auto row = BreakerStore(context.db).find(BreakerStore::levelName(level.value(QStringLiteral("level")).toString()));
        if (!row)
            return std::unexpected(row.error());
        level.insert(QStringLiteral("breaker"), breakerRow(*row, context.clock.now()));
        list.append(level);
    }
    return list;
}

} // namespace factoid
