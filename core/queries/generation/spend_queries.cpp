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
            list.append(QJsonObject{{QStringLiteral("currency"), currency}, {QStringLiteral("cost"), Money::text(micros)}});
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
        failed += call.state == QLatin1String("settled") && call.end.outcome != QLatin1String("ok") ? 1 : 0;
        tokensIn += call.end.tokensIn.value_or(0);
        tokensOut += call.end.tokensOut.value_or(0);
        booked += call.booked;
        costs[call.plan.price.currency] += call.cost;
        if (call.state == QLatin1String("settled"))
            latencies.push_back(call.end.latencyMs);
    }
    [[nodiscard]] QJsonObject toJson() const
    {
        return {{QStringLiteral("calls"), calls},         {QStringLiteral("failed"), failed},          {QStringLiteral("tokens_in"), tokensIn},
                {QStringLiteral("tokens_out"), tokensOut}, {QStringLiteral("booked"), Money::text(booked)}, {QStringLiteral("costs"), costsJson(costs)},
                {QStringLiteral("sentences"), sentences},  {QStringLiteral("accepted"), accepted}};
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
    const auto read = db.each(QStringLiteral("SELECT t.call_id, t.verdicts FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE c.at >= ?"), {timeText(since)}, [&](const QSqlQuery& row) {
        Said& said = calls[row.value(0).toLongLong()];
        for (const QJsonValue& verdict : QJsonDocument::fromJson(row.value(1).toByteArray()).array()) {
            ++said.sentences;
            said.accepted += verdict.toObject().value(QStringLiteral("accepted")).toBool() ? 1 : 0;
        }
    });
    if (!read)
        return std::unexpected(read.error());
    return calls;
}

class Spend
{
  public:
    Spend(QueryContext& context, const SpendRules& rules) : m_context(context), m_rules(rules), m_now(context.clock.now()), m_day(m_now.toTimeZone(rules.zone()).date()) {}

    Result<QJsonObject> period(const SpendPeriod& period, const QString& provider, const QString& capName)
    {
        QJsonObject json;
        std::map<QString, qint64> costs;
        auto read = m_context.db.each(QStringLiteral("SELECT currency, COUNT(*), SUM(state = 'settled' AND outcome <> 'ok'), SUM(COALESCE(tokens_in, 0)), SUM(COALESCE(tokens_out, 0)), SUM(cost)"
                                                     " FROM model_calls WHERE at >= ? AND at < ? AND (? = '' OR provider = ?) GROUP BY currency"),
                                      {timeText(period.from), timeText(period.to), provider, provider}, [&](const QSqlQuery& row) {
                                          const char* names[] = {"calls", "failed", "tokens_in", "tokens_out"};
                                          for (int i = 0; i < 4; ++i)
                                              json.insert(QLatin1String(names[i]), json.value(QLatin1String(names[i])).toInteger() + row.value(i + 1).toLongLong());
                                          costs[row.value(0).toString()] += row.value(5).toLongLong();
                                      });
        if (!read)
            return std::unexpected(read.error());
        for (const char* name : {"calls", "failed", "tokens_in", "tokens_out"})
            json.insert(QLatin1String(name), json.value(QLatin1String(name)).toInteger());
        SpendCap all{capName, period.from, period.to, provider, -1, 0};
        const auto sum = SpendStore(m_context.db).booked(all, m_rules.currency(), [&](qint64 micros, const QString& from) { return m_rules.exchange(micros, from, m_day); });
        if (!sum)
            return std::unexpected(sum.error());
        QJsonValue cap, left;
        for (const SpendCap& each : m_rules.allCaps(m_now)) {
            if (each.name != capName || each.provider != provider)
                continue;
            cap = Money::text(each.most);
            left = Money::text(std::max<qint64>(0, each.most - sum->micros));
        }
        json.insert(QStringLiteral("from"), timeText(period.from));
        json.insert(QStringLiteral("to"), timeText(period.to));
        json.insert(QStringLiteral("booked"), Money::text(sum->micros));
        json.insert(QStringLiteral("uncounted"), sum->unknownCurrency);
        json.insert(QStringLiteral("cap"), cap);
        json.insert(QStringLiteral("left"), left);
        json.insert(QStringLiteral("costs"), costsJson(costs));
        return json;
    }

    Result<QJsonObject> today(const QString& provider = {})
    {
        return period(spendDay(m_now, m_rules.zone()), provider, provider.isEmpty() ? QStringLiteral("day") : QStringLiteral("provider day"));
    }
    Result<QJsonObject> month(const QString& provider = {})
    {
        return period(spendMonth(m_now, m_rules.zone()), provider, provider.isEmpty() ? QStringLiteral("month") : QStringLiteral("provider month"));
    }

    Result<QJsonArray> providers()
    {
        QStringList names;
        for (const SpendCap& cap : m_rules.allCaps(m_now)) {
            if (!cap.provider.isEmpty() && !names.contains(cap.provider))
                names << cap.provider;
        }
        auto read = m_context.db.each(QStringLiteral("SELECT DISTINCT provider FROM model_calls WHERE at >= ?"), {timeText(spendMonth(m_now, m_rules.zone()).from)}, [&](const QSqlQuery& row) {
            if (!names.contains(row.value(0).toString()))
                names << row.value(0).toString();
        });
        if (!read)
            return std::unexpected(read.error());
        names.sort();
        QJsonArray list;
        for (const QString& name : names) {
            const auto day = today(name);
            if (!day)
                return std::unexpected(day.error());
            const auto whole = month(name);
            if (!whole)
                return std::unexpected(whole.error());
            list.append(QJsonObject{{QStringLiteral("provider"), name}, {QStringLiteral("today"), *day}, {QStringLiteral("month"), *whole}});
        }
        return list;
    }

    // What a refresh every 30 minutes would have cost this month, by what the newest paid runs cost.
    Result<QJsonObject> shadow()
    {
        const auto counted = shadowQuery(m_context);
        if (!counted)
            return counted;
        const QJsonObject ofMonth = counted->value(QStringLiteral("month")).toObject();
        const QJsonValue refreshes = ofMonth.value(QStringLiteral("every_30_minutes"));
        qint64 runs = 0, spent = 0;
        auto read = m_context.db.each(QStringLiteral("SELECT COUNT(*), SUM(spent) FROM (SELECT SUM(booked) AS spent FROM model_calls WHERE state = 'settled' AND booked_currency = ? AND run_id > 0"
                                                     " GROUP BY run_id HAVING SUM(booked) > 0 ORDER BY run_id DESC LIMIT ?)"),
                                      {m_rules.currency(), kShadowRuns}, [&](const QSqlQuery& row) {
                                          runs = row.value(0).toLongLong();
                                          spent = row.value(1).toLongLong();
                                      });
        if (!read)
            return std::unexpected(read.error());
        const auto whole = month();
        if (!whole)
            return whole;
        const qint64 booked = Money::parseMicros(whole->value(QStringLiteral("booked")).toString()).value_or(0);
        QJsonObject json{{QStringLiteral("since"), ofMonth.value(QStringLiteral("since"))}, {QStringLiteral("refreshes"), refreshes}, {QStringLiteral("runs"), runs},
                         {QStringLiteral("currency"), m_rules.currency()}, {QStringLiteral("spent"), Money::text(booked)}, {QStringLiteral("cost_each"), QJsonValue()},
                         {QStringLiteral("would_have_cost"), QJsonValue()}, {QStringLiteral("saved_percent"), QJsonValue()},
                         {QStringLiteral("sentence"), QStringLiteral("no data: no run has been paid for yet")}};
        if (runs == 0 || refreshes.isNull() || refreshes.isUndefined())
            return json;
        constexpr int kHundred = 100;
        const auto would = static_cast<qint64>(divideRounded(static_cast<Int128>(spent) * refreshes.toInteger(), runs));
        json.insert(QStringLiteral("cost_each"), Money::text(static_cast<qint64>(divideRounded(spent, runs))));
        json.insert(QStringLiteral("would_have_cost"), Money::text(would));
        if (would > 0)
            json.insert(QStringLiteral("saved_percent"), Decimal::fromUnits(static_cast<qint64>(divideRounded(static_cast<Int128>(would - booked) * kHundred * Decimal::kScale, would))).toFixed(1));
        json.insert(QStringLiteral("sentence"), QStringLiteral("%1 spent this month; a refresh every 30 minutes would have cost about %2")
                                                    .arg(Money{booked, m_rules.currency()}.words(), Money{would, m_rules.currency()}.words()));
        return json;
    }

    Result<QJsonObject> waitingAndDied(QJsonObject json)
    {
        const SpendPeriod month = spendMonth(m_now, m_rules.zone());
        auto read = m_context.db.each(QStringLiteral("SELECT SUM(state = 'reserved'), SUM(CASE state WHEN 'reserved' THEN booked ELSE 0 END), SUM(state = 'expired'),"
                                                     " SUM(CASE state WHEN 'expired' THEN booked_reserved ELSE 0 END) FROM model_calls WHERE at >= ? AND at < ?"),
                                      {timeText(month.from), timeText(month.to)}, [&](const QSqlQuery& row) {
                                          json.insert(QStringLiteral("waiting"), QJsonObject{{QStringLiteral("calls"), row.value(0).toLongLong()}, {QStringLiteral("booked"), Money::text(row.value(1).toLongLong())}});
                                          json.insert(QStringLiteral("died"), QJsonObject{{QStringLiteral("calls"), row.value(2).toLongLong()}, {QStringLiteral("at_most"), Money::text(row.value(3).toLongLong())}});
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
    const auto rules = SpendRules::from(context.settings);
    if (!rules)
        return std::unexpected(rules.error());
    Spend spend(context, *rules);
    QJsonObject json{{QStringLiteral("currency"), rules->currency()}, {QStringLiteral("zone"), QString::fromLatin1(rules->zone().id())},
                     {QStringLiteral("per_run_cap"), rules->perRun() ? QJsonValue(Money::text(*rules->perRun())) : QJsonValue()}};
    const std::pair<const char*, Result<QJsonObject>> parts[] = {{"today", spend.today()}, {"month", spend.month()}, {"shadow", spend.shadow()}};
    for (const auto& [name, part] : parts) {
        if (!part)
            return part;
        json.insert(QLatin1String(name), *part);
    }
    const auto providers = spend.providers();
    if (!providers)
        return std::unexpected(providers.error());
    json.insert(QStringLiteral("providers"), *providers);
    return spend.waitingAndDied(json);
}

Result<QJsonObject> spendBrief(QueryContext& context)
{
    const auto rules = SpendRules::from(context.settings);
    if (!rules)
        return std::unexpected(rules.error());
    Spend spend(context, *rules);
    const auto today = spend.today();
    if (!today)
        return today;
    const auto month = spend.month();
    if (!month)
        return month;
    const auto shadow = spend.shadow();
    if (!shadow)
        return shadow;
    return QJsonObject{{QStringLiteral("currency"), rules->currency()}, {QStringLiteral("today"), *today}, {QStringLiteral("month"), *month}, {QStringLiteral("shadow"), *shadow}};
}

Result<QJsonObject> callsQuery(QueryContext& context, const CallFilter& filter)
{
    const QString where = QStringLiteral(" FROM model_calls WHERE (? < 0 OR run_id = ?) AND (? = '' OR provider = ?) AND (? = '' OR outcome = ?) AND (? = '' OR state = ?)"
                                         " AND (? = '' OR at >= ?) AND (? = '' OR at < ?)");
    const QString from = timeText(filter.from), to = timeText(filter.to);
    const QVariantList values{filter.run, filter.run, filter.provider, filter.provider, filter.outcome, filter.outcome, filter.state, filter.state, from, from, to, to};
    const auto total = context.db.scalar(QStringLiteral("SELECT COUNT(*)") + where, values);
    if (!total)
        return std::unexpected(total.error());
    QJsonArray calls, providers, outcomes;
    auto read = context.db.each(QStringLiteral("SELECT ") + QLatin1String(kCallColumns) + where + QStringLiteral(" ORDER BY id DESC LIMIT ? OFFSET ?"), values + QVariantList{filter.limit, filter.offset},
                                [&](const QSqlQuery& row) { calls.append(readCall(row).toJson()); });
    if (!read)
        return std::unexpected(read.error());
    for (const auto& [column, list] : {std::pair{"provider", &providers}, std::pair{"outcome", &outcomes}}) {
        read = context.db.each(QStringLiteral("SELECT DISTINCT %1 FROM model_calls WHERE %1 <> '' ORDER BY 1").arg(QLatin1String(column)), {},
                               [&, to_ = list](const QSqlQuery& row) { to_->append(row.value(0).toString()); });
        if (!read)
            return std::unexpected(read.error());
    }
    return QJsonObject{{QStringLiteral("calls"), calls}, {QStringLiteral("total"), total->value_or(0).toLongLong()}, {QStringLiteral("providers"), providers}, {QStringLiteral("outcomes"), outcomes}};
}

Result<QJsonObject> callTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDays)
        return fail(ErrorKind::Usage, QStringLiteral("days must be from 1 to %1").arg(kMostDays));
    const auto rules = SpendRules::from(context.settings);
    if (!rules)
        return std::unexpected(rules.error());
    const QDate today = context.clock.now().toTimeZone(rules->zone()).date();
    const QDateTime since = today.addDays(1 - days).startOfDay(rules->zone()).toUTC();
    std::map<QDate, Tally> byDay;
    struct Run {
        Tally tally;
        QDateTime at;
        QStringList providers;
    };
    std::map<qint64, Run> byRun;
    auto said = saidSince(context.db, since);
    if (!said)
        return std::unexpected(said.error());
    auto read = context.db.each(QStringLiteral("SELECT %1 FROM model_calls WHERE at >= ? ORDER BY id").arg(QLatin1String(kCallColumns)), {timeText(since)}, [&](const QSqlQuery& row) {
        const ModelCall call = readCall(row);
        byDay[call.plan.at.toTimeZone(rules->zone()).date()].add(call, (*said)[call.id]);
        Run& run = byRun[call.plan.run];
        run.tally.add(call, (*said)[call.id]);
        run.at = call.plan.at;
        if (!run.providers.contains(call.plan.provider))
            run.providers << call.plan.provider;
    });
    if (!read)
        return std::unexpected(read.error());
    std::map<qint64, QString> links;
    read = context.db.each(QStringLiteral("SELECT run_id, link FROM served_links WHERE at >= ?"), {timeText(since)}, [&](const QSqlQuery& row) { links[row.value(0).toLongLong()] = row.value(1).toString(); });
    if (!read)
        return std::unexpected(read.error());
    QJsonArray dayRows, runRows;
    for (QDate day = today.addDays(1 - days); day <= today; day = day.addDays(1)) {
        QJsonObject json = byDay[day].toJson();
        json.insert(QStringLiteral("date"), day.toString(Qt::ISODate));
        json.insert(QStringLiteral("latency_ms"), byDay[day].medianLatency());
        dayRows.append(json);
    }
    for (auto run = byRun.rbegin(); run != byRun.rend() && runRows.size() < kRunsShown; ++run) {
        QJsonObject json = run->second.tally.toJson();
        json.insert(QStringLiteral("run"), run->first);
        json.insert(QStringLiteral("at"), timeText(run->second.at));
        json.insert(QStringLiteral("providers"), QJsonArray::fromStringList(run->second.providers));
        json.insert(QStringLiteral("link"), links[run->first]);
        runRows.append(json);
    }
    return QJsonObject{{QStringLiteral("days"), dayRows}, {QStringLiteral("runs"), runRows}, {QStringLiteral("currency"), rules->currency()}};
}

Result<QJsonObject> transcriptsQuery(QueryContext& context, qint64 run)
{
    const auto found = ModelStore(context.db).transcripts(run);
    if (!found)
        return std::unexpected(found.error());
    QJsonArray list;
    for (const Transcript& transcript : *found)
        list.append(transcript.toJson());
    return QJsonObject{{QStringLiteral("transcripts"), list}};
}

Result<QJsonObject> servedLinksQuery(QueryContext& context, int limit)
{
    const auto found = ModelStore(context.db).served(limit);
    if (!found)
        return std::unexpected(found.error());
    QJsonArray list;
    for (const ServedLink& link : *found)
        list.append(link.toJson());
    return QJsonObject{{QStringLiteral("links"), list}};
}

} // namespace factoid
