#include "core/store/operations/spend_store.h"

#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

const char* const kCallColumns = "id, run_id, provider, model, at, state, expires_at, currency, price_in, price_out, "
                                 "price_from, price_source, most_in, most_out,"
                                 " reserved, cost, booked_currency, booked_reserved, booked, tokens_in, tokens_out, "
                                 "latency_ms, outcome, served, settled_at";

ModelCall readCall(const QSqlQuery& row)
{
    int column = 0;
    const auto text = [&] { return row.value(column++).toString(); };
    const auto number = [&] { return row.value(column++).toLongLong(); };
    const auto maybe = [&] {
        const QVariant value = row.value(column++);
        return value.isNull() ? std::optional<qint64>() : value.toLongLong();
    };
    ModelCall call;
    CallReservation& plan = call.plan;
    call.id = number();
    plan.run = number();
    plan.provider = text();
    plan.model = text();
    plan.at = timeFromText(text());
    call.state = text();
    plan.expiresAt = timeFromText(text());
    plan.price.currency = text();
    plan.price.in = number();
    plan.price.out = number();
    plan.price.from = QDate::fromString(text(), Qt::ISODate);
    plan.price.source = text();
    plan.mostIn = number();
    plan.mostOut = number();
    plan.amount = number();
    call.cost = number();
    plan.booked.currency = text();
    plan.booked.micros = number();
    call.booked = number();
    call.end.tokensIn = maybe();
    call.end.tokensOut = maybe();
    call.end.latencyMs = number();
    call.end.outcome = text();
    call.end.served = number() != 0;
    call.settledAt = timeFromText(text());
    return call;
}

} // namespace

QJsonObject ModelCall::toJson() const
{
    const auto maybe = [](const std::optional<qint64>& value) { return value ? QJsonValue(*value) : QJsonValue(); };
    return {
        {u"id"_s, id},
        {u"run"_s, plan.run},
        {u"provider"_s, plan.provider},
        {u"model"_s, plan.model},
        {u"at"_s, timeText(plan.at)},
        {u"state"_s, state},
        {u"outcome"_s, end.outcome},
        {u"served"_s, end.served},
        {u"tokens_in"_s, maybe(end.tokensIn)},
        {u"tokens_out"_s, maybe(end.tokensOut)},
        {u"latency_ms"_s, state == "settled"_L1 ? QJsonValue(end.latencyMs) : QJsonValue()},
        {u"currency"_s, plan.price.currency},
        {u"price_in"_s, Money::text(plan.price.in)},
        {u"price_out"_s, Money::text(plan.price.out)},
        {u"price_from"_s, plan.price.from.isValid() ? QJsonValue(plan.price.from.toString(Qt::ISODate)) : QJsonValue()},
        {u"price_source"_s, plan.price.source},
        {u"reserved"_s, Money::text(plan.amount)},
        {u"cost"_s, Money::text(cost)},
        {u"booked"_s, Money::text(booked)},
        {u"booked_currency"_s, plan.booked.currency},
    };
}

Result<qint64> SpendStore::expire(const QDateTime& machine)
{
    return m_db.run(
        u"UPDATE model_calls SET state = 'expired', booked = booked_reserved, cost = reserved, settled_at = ? WHERE state = 'reserved' AND expires_at <= ?"_s,
        {timeText(machine), timeText(machine)});
}

Result<qint64> SpendStore::expireOfEndedRuns(const QDateTime& machine)
{
    return m_db.run(u"UPDATE model_calls SET state = 'expired', booked = booked_reserved, cost = reserved, settled_at "
                    u"= ? WHERE state = 'reserved'"
                    " AND run_id IN (SELECT id FROM runs WHERE finished_at IS NOT NULL)"_s,
                    {timeText(machine)});
}

Result<SpendStore::Booked> SpendStore::booked(const SpendCap& cap, const QString& currency, const Exchange& exchange)
{
    QString where = u"state <> 'released'"_s;
    QVariantList values;
    const auto add = [&](const QString& condition, const QVariant& value) {
        where += u" AND "_s + condition;
        values << value;
    };
    if (cap.from.isValid())
        add(u"at >= ?"_s, timeText(cap.from));
    if (cap.to.isValid())
        add(u"at < ?"_s, timeText(cap.to));
    if (!cap.provider.isEmpty())
        add(u"provider = ?"_s, cap.provider);
    if (cap.run >= 0)
        add(u"run_id = ?"_s, cap.run);
    Booked sum;
    // What was booked in the currency that the caps had before is counted anew from what it cost.
    auto read = m_db.each(u"SELECT booked_currency, currency, SUM(booked), SUM(CASE state WHEN 'reserved' THEN "
                          u"reserved ELSE cost END) FROM model_calls"
                          " WHERE %1 GROUP BY booked_currency, currency"_s.arg(where),
                          values, [&](const QSqlQuery& row) {
                              if (row.value(0).toString() == currency) {
                                  sum.micros += row.value(2).toLongLong();
                                  return;
                              }
                              const QString other = row.value(1).toString();
                              const qint64 cost = row.value(3).toLongLong();
                              const auto changed =
                                  cost == 0 || other == currency ? std::optional(cost) : exchange(cost, other);
                              if (changed)
                                  sum.micros += *changed;
                              else
                                  sum.unknownCurrency = other;
                          });
    if (!read)
        return std::unexpected(read.error());
    return sum;
}

Result<SpendStore::Verdict> SpendStore::reserve(const CallReservation& wish, const std::vector<SpendCap>& caps,
                                                const Exchange& exchange, const QDateTime& machine)
{
    return m_db.transaction<Verdict>([&]() -> Result<Verdict> {
        TRY(expire(machine));
        for (const SpendCap& cap : caps) {
            const auto sum = TRY(booked(cap, wish.booked.currency, exchange));
            const bool fits = sum.micros <= cap.most && wish.booked.micros <= cap.most - sum.micros;
            if (wish.booked.micros > 0 && (!fits || !sum.unknownCurrency.isEmpty()))
                return Verdict{0, Refusal{cap.name, sum.micros, cap.most, sum.unknownCurrency}};
        }
        TRY(m_db.run(u"INSERT INTO model_calls(run_id, provider, model, at, state, expires_at, currency, price_in, "
                     u"price_out, price_from, price_source,"
                     " most_in, most_out, reserved, booked_currency, booked_reserved, booked)"
                     " VALUES(?, ?, ?, ?, 'reserved', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                     {wish.run, wish.provider, wish.model, timeText(wish.at), timeText(wish.expiresAt),
                      wish.price.currency, wish.price.in, wish.price.out, wish.price.from.toString(Qt::ISODate),
                      wish.price.source, wish.mostIn, wish.mostOut, wish.amount, wish.booked.currency,
                      wish.booked.micros, wish.booked.micros}));
        return Verdict{m_db.lastInsertId(), std::nullopt};
    });
}

Result<void> SpendStore::settle(qint64 call, const CallEnd& end, qint64 cost, qint64 booked, const QDateTime& machine)
{
    const auto maybe = [](const std::optional<qint64>& value) { return value ? QVariant(*value) : QVariant(); };
    auto ran = TRY(m_db.run(u"UPDATE model_calls SET state = 'settled', cost = ?, booked = ?, tokens_in = ?, "
                            u"tokens_out = ?, latency_ms = ?, outcome = ?, served = ?,"
                            " settled_at = ? WHERE id = ? AND state IN ('reserved', 'expired')"_s,
                            {cost, booked, maybe(end.tokensIn), maybe(end.tokensOut), end.latencyMs, end.outcome,
                             end.served ? 1 : 0, timeText(machine), call}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("spend.nothing_to_settle").arg(call));
    return {};
}

Result<void> SpendStore::release(qint64 call, const QString& outcome, const QDateTime& machine)
{
    auto ran = TRY(m_db.run(
        u"UPDATE model_calls SET state = 'released', booked = 0, cost = 0, outcome = ?, settled_at = ? WHERE id = ? AND state IN ('reserved', 'expired')"_s,
        {outcome, timeText(machine), call}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("spend.nothing_to_settle").arg(call));
    return {};
}

Result<void> SpendStore::markServed(qint64 call)
{
    TRY(m_db.run(u"UPDATE model_calls SET served = 1 WHERE id = ?"_s, {call}));
    return {};
}

Result<std::optional<ModelCall>> SpendStore::find(qint64 call)
{
    auto calls = TRY(read(u"WHERE id = ?"_s, {call}));
    return calls.empty() ? std::nullopt : std::optional(std::move(calls.front()));
}

Result<std::vector<SpendStore::Total>> SpendStore::totals(const QDateTime& from, const QDateTime& to,
                                                          const QString& provider)
{
    std::vector<Total> totals;
    TRY(m_db.each(
        u"SELECT currency, COUNT(*), SUM(state = 'settled' AND outcome <> 'ok'), SUM(COALESCE(tokens_in, 0)), "
        u"SUM(COALESCE(tokens_out, 0)), SUM(cost)"
        " FROM model_calls WHERE at >= ? AND at < ? AND (? = '' OR provider = ?) GROUP BY currency"_s,
        {timeText(from), timeText(to), provider, provider}, [&](const QSqlQuery& row) {
            totals.push_back({row.value(0).toString(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                              row.value(3).toLongLong(), row.value(4).toLongLong(), row.value(5).toLongLong()});
        }));
    return totals;
}

Result<QStringList> SpendStore::providersSince(const QDateTime& from)
{
    QStringList providers;
    TRY(m_db.each(u"SELECT DISTINCT provider FROM model_calls WHERE at >= ?"_s, {timeText(from)},
                  [&](const QSqlQuery& row) { providers << row.value(0).toString(); }));
    return providers;
}

Result<SpendStore::Paid> SpendStore::paidRuns(const QString& currency, int limit)
{
    Paid paid;
    TRY(m_db.each(u"SELECT COUNT(*), SUM(spent) FROM (SELECT SUM(booked) AS spent FROM model_calls "
                  u"WHERE state = 'settled' AND booked_currency = ? AND run_id > 0"
                  " GROUP BY run_id HAVING SUM(booked) > 0 ORDER BY run_id DESC LIMIT ?)"_s,
                  {currency, limit}, [&](const QSqlQuery& row) {
                      paid = {row.value(0).toLongLong(), row.value(1).toLongLong()};
                  }));
    return paid;
}

Result<SpendStore::Unsettled> SpendStore::unsettled(const QDateTime& from, const QDateTime& to)
{
    Unsettled unsettled;
    TRY(m_db.each(
        u"SELECT SUM(state = 'reserved'), SUM(CASE state WHEN 'reserved' THEN booked ELSE 0 END), SUM(state = "
        u"'expired'),"
        " SUM(CASE state WHEN 'expired' THEN booked_reserved ELSE 0 END) FROM model_calls WHERE at >= ? AND at < ?"_s,
        {timeText(from), timeText(to)}, [&](const QSqlQuery& row) {
            unsettled = {row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                         row.value(3).toLongLong()};
        }));
    return unsettled;
}

Result<SpendStore::Found> SpendStore::find(const CallFilter& filter)
{
    const QString where = u"WHERE (? < 0 OR run_id = ?) AND (? = '' OR provider = ?) AND (? = '' OR outcome = ?) AND "
                          u"(? = '' OR state = ?) AND (? = '' OR at >= ?) AND (? = '' OR at < ?)"_s;
    const QString from = timeText(filter.from), to = timeText(filter.to);
    const QVariantList values{filter.run,
                              filter.run,
                              filter.provider,
                              filter.provider,
                              filter.outcome,
                              filter.outcome,
                              filter.state,
                              filter.state,
                              from,
                              from,
                              to,
                              to};
    const auto total = TRY(m_db.scalar(u"SELECT COUNT(*) FROM model_calls "_s + where, values));
    return Found{
        TRY(read(where + u" ORDER BY id DESC LIMIT ? OFFSET ?"_s, values + QVariantList{filter.limit, filter.offset})),
        total.value_or(0).toLongLong()};
}

Result<SpendStore::Words> SpendStore::words()
{
    Words words;
    for (const auto& [column, list] :
         {std::pair("provider", &words.providers), std::pair("outcome", &words.outcomes)}) {
        TRY(m_db.each(u"SELECT DISTINCT %1 FROM model_calls WHERE %1 <> '' ORDER BY 1"_s.arg(QLatin1String(column)), {},
                      [&, to = list](const QSqlQuery& row) { *to << row.value(0).toString(); }));
    }
    return words;
}

Result<std::vector<ModelCall>> SpendStore::since(const QDateTime& from)
{
    return read(u"WHERE at >= ? ORDER BY id"_s, {timeText(from)});
}

Result<std::vector<ModelCall>> SpendStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<ModelCall> calls;
    TRY(m_db.each(u"SELECT %1 FROM model_calls "_s.arg(QLatin1String(kCallColumns)) + rest, values,
                  [&](const QSqlQuery& row) { calls.push_back(readCall(row)); }));
    return calls;
}

} // namespace factoid
