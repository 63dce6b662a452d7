#include "core/queries/generation/spend_queries.h"

#include "core/base/decimal.h"
#include "core/monitor/spend/spend_rules.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/store/operations/model_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr int kMostDays = 366;
constexpr int kRunsShown = 60;
constexpr int kShadowRuns = 50; // the newest paid runs tell what one costs

QJsonArray costsJson(const std::map<QString, qint64>& costs)
{
    QJsonArray list;
    for (const auto& [currency, micros] : costs) {
        if (micros > 0)
            list.append(QJsonObject{{u"currency"_s, currency}, {u"cost"_s, Money::text(micros)}});
    }
    return list;
}

// How much of what was said in a call could be proven.
struct Said {
    qint64 sentences = 0, accepted = 0;
};

// What many calls come to.
struct Tally {
    qint64 calls = 0, failed = 0, tokensIn = 0, tokensOut = 0, booked = 0, sentences = 0, accepted = 0;
    std::map<QString, qint64> costs;
    std::vector<qint64> latencies;
    void add(const ModelCall& call, const Said& said)
    {
        sentences += said.sentences;
        accepted += said.accepted;
        ++calls;
        failed += call.state == "settled"_L1 && call.end.outcome != "ok"_L1 ? 1 : 0;
        tokensIn += call.end.tokensIn.value_or(0);
        tokensOut += call.end.tokensOut.value_or(0);
        booked += call.booked;
        costs[call.plan.price.currency] += call.cost;
        if (call.state == "settled"_L1)
            latencies.push_back(call.end.latencyMs);
    }
    [[nodiscard]] QJsonObject toJson() const
    {
        return {{u"calls"_s, calls},
                {u"failed"_s, failed},
                {u"tokens_in"_s, tokensIn},
                {u"tokens_out"_s, tokensOut},
                {u"booked"_s, Money::text(booked)},
                {u"costs"_s, costsJson(costs)},
                {u"sentences"_s, sentences},
                {u"accepted"_s, accepted}};
    }
    [[nodiscard]] QJsonValue medianLatency() const
    {
        if (latencies.empty())
            return {};
        std::vector<qint64> sorted = latencies;
        std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
        return sorted[sorted.size() / 2];
    }
};

// By call; a call whose transcript is gone, or that brought none, is not there.
Result<std::map<qint64, Said>> saidSince(Database& db, const QDateTime& since)
{
    std::map<qint64, Said> calls;
    const auto read = db.each(
        u"SELECT t.call_id, t.verdicts FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE c.at >= ?"_s,
        {timeText(since)}, [&](const QSqlQuery& row) {
            Said& said = calls[row.value(0).toLongLong()];
            for (const QJsonValue& verdict : QJsonDocument::fromJson(row.value(1).toByteArray()).array()) {
                ++said.sentences;
                said.accepted += verdict.toObject().value(u"accepted"_s).toBool() ? 1 : 0;
            }
        });
    if (!read)
        return std::unexpected(read.error());
    return calls;
}

class Spend
{
  public:
    Spend(QueryContext& context, const SpendRules& rules)
        : m_context(context)
        , m_rules(rules)
        , m_now(context.clock.now())
        , m_day(m_now.toTimeZone(rules.zone()).date())
    {
    }

    Result<QJsonObject> period(const SpendPeriod& period, const QString& provider, const QString& capName)
    {
        QJsonObject json;
        std::map<QString, qint64> costs;
        auto read = m_context.db.each(
            u"SELECT currency, COUNT(*), SUM(state = 'settled' AND outcome <> 'ok'), SUM(COALESCE(tokens_in, 0)), "
            u"SUM(COALESCE(tokens_out, 0)), SUM(cost)"
            " FROM model_calls WHERE at >= ? AND at < ? AND (? = '' OR provider = ?) GROUP BY currency"_s,
            {timeText(period.from), timeText(period.to), provider, provider}, [&](const QSqlQuery& row) {
                const char* names[] = {"calls", "failed", "tokens_in", "tokens_out"};
                for (int i = 0; i < 4; ++i)
                    json.insert(QLatin1String(names[i]),
                                json.value(QLatin1String(names[i])).toInteger() + row.value(i + 1).toLongLong());
                costs[row.value(0).toString()] += row.value(5).toLongLong();
            });
        if (!read)
            return std::unexpected(read.error());
        for (const char* name : {"calls", "failed", "tokens_in", "tokens_out"})
            json.insert(QLatin1String(name), json.value(QLatin1String(name)).toInteger());
        SpendCap all{capName, period.from, period.to, provider, -1, 0};
        const auto sum =
            SpendStore(m_context.db).booked(all, m_rules.currency(), [&](qint64 micros, const QString& from) {
                return m_rules.exchange(micros, from, m_day);
            });
        if (!sum)
            return std::unexpected(sum.error());
        QJsonValue cap, left;
        for (const SpendCap& each : m_rules.allCaps(m_now)) {
            if (each.name != capName || each.provider != provider)
                continue;
            cap = Money::text(each.most);
            left = Money::text(std::max<qint64>(0, each.most - sum->micros));
        }
        json.insert(u"from"_s, timeText(period.from));
        json.insert(u"to"_s, timeText(period.to));
        json.insert(u"booked"_s, Money::text(sum->micros));
        json.insert(u"uncounted"_s, sum->unknownCurrency);
        json.insert(u"cap"_s, cap);
        json.insert(u"left"_s, left);
        json.insert(u"costs"_s, costsJson(costs));
        return json;
    }

    Result<QJsonObject> today(const QString& provider = {})
    {
        return period(spendDay(m_now, m_rules.zone()), provider, provider.isEmpty() ? u"day"_s : u"provider day"_s);
    }
    Result<QJsonObject> month(const QString& provider = {})
    {
        return period(spendMonth(m_now, m_rules.zone()), provider,
                      provider.isEmpty() ? u"month"_s : u"provider month"_s);
    }

    Result<QJsonArray> providers()
    {
        QStringList names;
        for (const SpendCap& cap : m_rules.allCaps(m_now)) {
            if (!cap.provider.isEmpty() && !names.contains(cap.provider))
                names << cap.provider;
        }
        auto read = m_context.db.each(u"SELECT DISTINCT provider FROM model_calls WHERE at >= ?"_s,
                                      {timeText(spendMonth(m_now, m_rules.zone()).from)}, [&](const QSqlQuery& row) {
                                          if (!names.contains(row.value(0).toString()))
                                              names << row.value(0).toString();
                                      });
        if (!read)
            return std::unexpected(read.error());
        names.sort();
        QJsonArray list;
        for (const QString& name : names) {
            const auto day = TRY(today(name));
            const auto whole = TRY(month(name));
            list.append(QJsonObject{{u"provider"_s, name}, {u"today"_s, day}, {u"month"_s, whole}});
        }
        return list;
    }

    // What a refresh every 30 minutes would have cost this month, by what the newest paid runs cost.
    Result<QJsonObject> shadow()
    {
        const auto counted = shadowQuery(m_context);
        if (!counted)
            return counted;
        const QJsonObject ofMonth = counted->value(u"month"_s).toObject();
        const QJsonValue refreshes = ofMonth.value(u"every_30_minutes"_s);
        qint64 runs = 0, spent = 0;
        auto read = m_context.db.each(u"SELECT COUNT(*), SUM(spent) FROM (SELECT SUM(booked) AS spent FROM model_calls "
                                      u"WHERE state = 'settled' AND booked_currency = ? AND run_id > 0"
                                      " GROUP BY run_id HAVING SUM(booked) > 0 ORDER BY run_id DESC LIMIT ?)"_s,
                                      {m_rules.currency(), kShadowRuns}, [&](const QSqlQuery& row) {
                                          runs = row.value(0).toLongLong();
                                          spent = row.value(1).toLongLong();
                                      });
        if (!read)
            return std::unexpected(read.error());
        const auto whole = month();
        if (!whole)
            return whole;
        const qint64 booked = Money::parseMicros(whole->value(u"booked"_s).toString()).value_or(0);
        QJsonObject json{{u"since"_s, ofMonth.value(u"since"_s)},
                         {u"refreshes"_s, refreshes},
                         {u"runs"_s, runs},
                         {u"currency"_s, m_rules.currency()},
                         {u"spent"_s, Money::text(booked)},
                         {u"cost_each"_s, QJsonValue()},
                         {u"would_have_cost"_s, QJsonValue()},
                         {u"saved_percent"_s, QJsonValue()},
                         {u"sentence"_s, u"no data: no run has been paid for yet"_s}};
        if (runs == 0 || refreshes.isNull() || refreshes.isUndefined())
            return json;
        constexpr int kHundred = 100;
        const auto would = static_cast<qint64>(divideRounded(static_cast<Int128>(spent) * refreshes.toInteger(), runs));
        json.insert(u"cost_each"_s, Money::text(static_cast<qint64>(divideRounded(spent, runs))));
        json.insert(u"would_have_cost"_s, Money::text(would));
        if (would > 0)
            json.insert(
                u"saved_percent"_s,
                Decimal::fromUnits(static_cast<qint64>(divideRounded(
                                       static_cast<Int128>(would - booked) * kHundred * Decimal::kScale, would)))
                    .toFixed(1));
        json.insert(u"sentence"_s,
                    u"%1 spent this month; a refresh every 30 minutes would have cost about %2"_s.arg(
                        Money{booked, m_rules.currency()}.words(), Money{would, m_rules.currency()}.words()));
        return json;
    }

    Result<QJsonObject> waitingAndDied(QJsonObject json)
    {
        const SpendPeriod month = spendMonth(m_now, m_rules.zone());
        auto read = m_context.db.each(
            u"SELECT SUM(state = 'reserved'), SUM(CASE state WHEN 'reserved' THEN booked ELSE 0 END), SUM(state = "
            u"'expired'),"
            " SUM(CASE state WHEN 'expired' THEN booked_reserved ELSE 0 END) FROM model_calls WHERE at >= ? AND at < ?"_s,
            {timeText(month.from), timeText(month.to)}, [&](const QSqlQuery& row) {
                json.insert(u"waiting"_s, QJsonObject{{u"calls"_s, row.value(0).toLongLong()},
                                                      {u"booked"_s, Money::text(row.value(1).toLongLong())}});
                json.insert(u"died"_s, QJsonObject{{u"calls"_s, row.value(2).toLongLong()},
                                                   {u"at_most"_s, Money::text(row.value(3).toLongLong())}});
            });
        if (!read)
            return std::unexpected(read.error());
        return json;
    }

  private:
    QueryContext& m_context;
    const SpendRules& m_rules;
    QDateTime m_now;
    QDate m_day;
};

} // namespace

Result<QJsonObject> spendQuery(QueryContext& context)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    Spend spend(context, rules);
    QJsonObject json{{u"currency"_s, rules.currency()},
                     {u"zone"_s, QString::fromLatin1(rules.zone().id())},
                     {u"per_run_cap"_s, rules.perRun() ? QJsonValue(Money::text(*rules.perRun())) : QJsonValue()}};
    const std::pair<const char*, Result<QJsonObject>> parts[] = {
        {"today", spend.today()}, {"month", spend.month()}, {"shadow", spend.shadow()}};
    for (const auto& [name, part] : parts) {
        if (!part)
            return part;
        json.insert(QLatin1String(name), *part);
    }
    const auto providers = TRY(spend.providers());
    json.insert(u"providers"_s, providers);
    return spend.waitingAndDied(json);
}

Result<QJsonObject> spendBrief(QueryContext& context)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    Spend spend(context, rules);
    const auto today = spend.today();
    if (!today)
        return today;
    const auto month = spend.month();
    if (!month)
        return month;
    const auto shadow = spend.shadow();
    if (!shadow)
        return shadow;
    return QJsonObject{
        {u"currency"_s, rules.currency()}, {u"today"_s, *today}, {u"month"_s, *month}, {u"shadow"_s, *shadow}};
}

Result<QJsonObject> callsQuery(QueryContext& context, const CallFilter& filter)
{
    const QString where = u" FROM model_calls WHERE (? < 0 OR run_id = ?) AND (? = '' OR provider = ?) AND (? = '' OR "
                          u"outcome = ?) AND (? = '' OR state = ?)"
                          " AND (? = '' OR at >= ?) AND (? = '' OR at < ?)"_s;
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
    const auto total = TRY(context.db.scalar(u"SELECT COUNT(*)"_s + where, values));
    QJsonArray calls, providers, outcomes;
    auto read =
        context.db.each(u"SELECT "_s + QLatin1String(kCallColumns) + where + u" ORDER BY id DESC LIMIT ? OFFSET ?"_s,
                        values + QVariantList{filter.limit, filter.offset},
                        [&](const QSqlQuery& row) { calls.append(readCall(row).toJson()); });
    if (!read)
        return std::unexpected(read.error());
    for (const auto& [column, list] : {std::pair{"provider", &providers}, std::pair{"outcome", &outcomes}}) {
        read = context.db.each(
            u"SELECT DISTINCT %1 FROM model_calls WHERE %1 <> '' ORDER BY 1"_s.arg(QLatin1String(column)), {},
            [&, to_ = list](const QSqlQuery& row) { to_->append(row.value(0).toString()); });
        if (!read)
            return std::unexpected(read.error());
    }
    return QJsonObject{{u"calls"_s, calls},
                       {u"total"_s, total.value_or(0).toLongLong()},
                       {u"providers"_s, providers},
                       {u"outcomes"_s, outcomes}};
}

Result<QJsonObject> callTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDays)
        return fail(ErrorKind::Usage, u"days must be from 1 to %1"_s.arg(kMostDays));
    const auto rules = TRY(SpendRules::from(context.settings));
    const QDate today = context.clock.now().toTimeZone(rules.zone()).date();
    const QDateTime since = today.addDays(1 - days).startOfDay(rules.zone()).toUTC();
    std::map<QDate, Tally> byDay;
    struct Run {
        Tally tally;
        QDateTime at;
        QStringList providers;
    };
    std::map<qint64, Run> byRun;
    auto said = TRY(saidSince(context.db, since));
    auto read =
        context.db.each(u"SELECT %1 FROM model_calls WHERE at >= ? ORDER BY id"_s.arg(QLatin1String(kCallColumns)),
                        {timeText(since)}, [&](const QSqlQuery& row) {
                            const ModelCall call = readCall(row);
                            byDay[call.plan.at.toTimeZone(rules.zone()).date()].add(call, (said)[call.id]);
                            Run& run = byRun[call.plan.run];
                            run.tally.add(call, (said)[call.id]);
                            run.at = call.plan.at;
                            if (!run.providers.contains(call.plan.provider))
                                run.providers << call.plan.provider;
                        });
    if (!read)
        return std::unexpected(read.error());
    std::map<qint64, QString> links;
    read = context.db.each(u"SELECT run_id, link FROM served_links WHERE at >= ?"_s, {timeText(since)},
                           [&](const QSqlQuery& row) { links[row.value(0).toLongLong()] = row.value(1).toString(); });
    if (!read)
        return std::unexpected(read.error());
    QJsonArray dayRows, runRows;
    for (QDate day = today.addDays(1 - days); day <= today; day = day.addDays(1)) {
        QJsonObject json = byDay[day].toJson();
        json.insert(u"date"_s, day.toString(Qt::ISODate));
        json.insert(u"latency_ms"_s, byDay[day].medianLatency());
        dayRows.append(json);
    }
    for (auto run = byRun.rbegin(); run != byRun.rend() && runRows.size() < kRunsShown; ++run) {
        QJsonObject json = run->second.tally.toJson();
        json.insert(u"run"_s, run->first);
        json.insert(u"at"_s, timeText(run->second.at));
        json.insert(u"providers"_s, QJsonArray::fromStringList(run->second.providers));
        json.insert(u"link"_s, links[run->first]);
        runRows.append(json);
    }
    return QJsonObject{{u"days"_s, dayRows}, {u"runs"_s, runRows}, {u"currency"_s, rules.currency()}};
}

Result<QJsonObject> transcriptsQuery(QueryContext& context, qint64 run)
{
    const auto found = TRY(ModelStore(context.db).transcripts(run));
    QJsonArray list;
    for (const Transcript& transcript : found)
        list.append(transcript.toJson());
    return QJsonObject{{u"transcripts"_s, list}};
}

Result<QJsonObject> servedLinksQuery(QueryContext& context, int limit)
{
    const auto found = TRY(ModelStore(context.db).served(limit));
    QJsonArray list;
    for (const ServedLink& link : found)
        list.append(link.toJson());
    return QJsonObject{{u"links"_s, list}};
}

} // namespace factoid
