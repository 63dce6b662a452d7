// Failure queries: the circuit breakers.
#include "core/monitor/recovery/breaker_store.h"
#include "core/queries/errors/failure_queries.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

BreakerReport reportOn(const BreakerRow& row, const QDateTime& now)
{
    constexpr int kMilli = 1'000;
    BreakerState asked = row.state; // a copy: a question is no trial
    const BreakerAnswer answer = breakerAllow(asked, BreakerPolicy(), now);
    return {row.name, row.state, asked.phase, answer, row.actor, row.budget.milliTokens / kMilli, row.changedAt};
}

} // namespace

QJsonObject BreakerReport::toJson() const
{
    QJsonObject json = breakerJson(state);
    json.insert(u"name"_s, name);
    json.insert(u"phase"_s, breakerPhaseName(phase));
    json.insert(u"actor"_s, actor);
    json.insert(u"allowed"_s, answer.allowed);
    json.insert(u"retry_at"_s, answer.retryAt.isValid() ? QJsonValue(timeText(answer.retryAt)) : QJsonValue());
    json.insert(u"sentence"_s, answer.sentence.text());
    json.insert(u"retries_left"_s, retriesLeft);
    json.insert(u"changed_at"_s, timeText(changedAt));
    return json;
}

Result<BreakersAnswer> breakersQuery(QueryContext& context)
{
    const auto rows = TRY(BreakerStore(context.db).list());
    BreakersAnswer answer;
    for (const BreakerRow& row : rows)
        answer.breakers.push_back(reportOn(row, context.clock.now()));
    return answer;
}

Result<BreakerReport> levelBreaker(QueryContext& context, const QString& level)
{
    return reportOn(TRY(BreakerStore(context.db).find(BreakerStore::levelName(level))), context.clock.now());
}

} // namespace factoid
