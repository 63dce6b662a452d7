#include "core/queries/generation/spend_queries.h"

#include "core/base/decimal.h"
#include "core/monitor/spend/spend_rules.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr size_t kRunsShown = 60;
constexpr int kShadowRuns = 50; // the newest paid runs tell what one costs

std::vector<CurrencyCost> costsOf(const std::map<QString, qint64>& costs)
{
    std::vector<CurrencyCost> list;
    for (const auto& [currency, micros] : costs) {
        if (micros > 0)
            list.push_back({currency, Money::text(micros)});
    }
    return list;
}

// How much of what was said in a call could be proven.
struct Said {
    qint64 sentences = 0, accepted = 0;
};

// What many calls come to, while they are counted.
struct Tally {
    CallTally counts;
    qint64 booked = 0;
    std::map<QString, qint64> costs;
    std::vector<qint64> latencies;
    void add(const ModelCall& call, const Said& said)
    {
        counts.sentences += said.sentences;
        counts.accepted += said.accepted;
        ++counts.calls;
        counts.failed += call.state == "settled"_L1 && call.end.outcome != "ok"_L1 ? 1 : 0;
        counts.tokensIn += call.end.tokensIn.value_or(0);
        counts.tokensOut += call.end.tokensOut.value_or(0);
        booked += call.booked;
        costs[call.plan.price.currency] += call.cost;
        if (call.state == "settled"_L1)
            latencies.push_back(call.end.latencyMs);
    }
    [[nodiscard]] CallTally total() const
    {
        CallTally total = counts;
        total.booked = Money::text(booked);
        total.costs = costsOf(costs);
        return total;
    }
    [[nodiscard]] std::optional<qint64> medianLatency() const
    {
        if (latencies.empty())
            return std::nullopt;
        std::vector<qint64> sorted = latencies;
        std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
        return sorted[sorted.size() / 2];
    }
};

// By call; a call whose transcript is gone, or that brought none, is not there.
Result<std::map<qint64, Said>> saidSince(Database& db, const QDateTime& since)
{
    std::map<qint64, Said> calls;
    const auto kept = TRY(ModelStore(db).verdictsSince(since));
    for (const auto& [call, verdicts] : kept) {
        Said& said = calls[call];
        for (const QJsonValue& verdict : verdicts) {
            ++said.sentences;
            said.accepted += verdict.toObject().value(u"accepted"_s).toBool() ? 1 : 0;
        }
    }
    return calls;
}

class Spend
{
  public:
    Spend(QueryContext& context, const SpendRules& rules)
        : m_context(context)
        , m_store(context.db)
        , m_rules(rules)
        , m_now(context.clock.now())
        , m_day(m_now.toTimeZone(rules.zone()).date())
    {
    }

    Result<SpentInTime> today(const QString& provider = {})
    {
        return period(spendDay(m_now, m_rules.zone()), provider, provider.isEmpty() ? u"day"_s : u"provider day"_s);
    }
    Result<SpentInTime> month(const QString& provider = {})
    {
        return period(spendMonth(m_now, m_rules.zone()), provider,
                      provider.isEmpty() ? u"month"_s : u"provider month"_s);
    }

    Result<std::vector<SpentAtProvider>> providers()
    {
        QStringList names = TRY(m_store.providersSince(spendMonth(m_now, m_rules.zone()).from));
        for (const SpendCap& cap : m_rules.allCaps(m_now)) {
            if (!cap.provider.isEmpty() && !names.contains(cap.provider))
                names << cap.provider;
        }
        names.sort();
        std::vector<SpentAtProvider> list;
        for (const QString& name : names)
            list.push_back({name, TRY(today(name)), TRY(month(name))});
        return list;
    }

    Result<SpendShadow> shadow()
    {
        const ShadowSpan ofMonth = TRY(shadowQuery(m_context)).month;
        const auto paid = TRY(m_store.paidRuns(m_rules.currency(), kShadowRuns));
        const auto whole = TRY(month());
        const qint64 booked = Money::parseMicros(whole.booked).value_or(0);
        SpendShadow shadow{.since = ofMonth.since,
                           .refreshes = ofMonth.every30Minutes,
                           .runs = paid.runs,
                           .currency = m_rules.currency(),
                           .spent = Money::text(booked),
                           .sentence = u"no data: no run has been paid for yet"_s};
        if (paid.runs == 0 || !shadow.refreshes)
            return shadow;
        constexpr int kHundred = 100;
        const auto would =
            static_cast<qint64>(divideRounded(static_cast<Int128>(paid.spent) * *shadow.refreshes, paid.runs));
        shadow.costEach = Money::text(static_cast<qint64>(divideRounded(paid.spent, paid.runs)));
        shadow.wouldHaveCost = Money::text(would);
        if (would > 0)
            shadow.savedPercent =
                Decimal::fromUnits(static_cast<qint64>(divideRounded(
                                       static_cast<Int128>(would - booked) * kHundred * Decimal::kScale, would)))
                    .toFixed(1);
        shadow.sentence = u"%1 spent this month; a refresh every 30 minutes would have cost about %2"_s.arg(
            Money{booked, m_rules.currency()}.words(), Money{would, m_rules.currency()}.words());
        return shadow;
    }

    Result<SpendStore::Unsettled> unsettled()
    {
        const SpendPeriod month = spendMonth(m_now, m_rules.zone());
        return m_store.unsettled(month.from, month.to);
    }

  private:
    Result<SpentInTime> period(const SpendPeriod& period, const QString& provider, const QString& capName)
    {
        SpentInTime spent{.from = timeText(period.from), .to = timeText(period.to)};
        std::map<QString, qint64> costs;
        const auto totals = TRY(m_store.totals(period.from, period.to, provider));
        for (const SpendStore::Total& total : totals) {
            spent.calls += total.calls;
            spent.failed += total.failed;
            spent.tokensIn += total.tokensIn;
            spent.tokensOut += total.tokensOut;
            costs[total.currency] += total.cost;
        }
        spent.costs = costsOf(costs);
        const SpendCap all{capName, period.from, period.to, provider, -1, 0};
        const auto sum = TRY(m_store.booked(all, m_rules.currency(), [&](qint64 micros, const QString& from) {
            return m_rules.exchange(micros, from, m_day);
        }));
        spent.booked = Money::text(sum.micros);
        spent.uncounted = sum.unknownCurrency;
        for (const SpendCap& each : m_rules.allCaps(m_now)) {
            if (each.name != capName || each.provider != provider)
                continue;
            spent.cap = Money::text(each.most);
            spent.left = Money::text(std::max<qint64>(0, each.most - sum.micros));
        }
        return spent;
    }

    QueryContext& m_context;
    SpendStore m_store;
    const SpendRules& m_rules;
    QDateTime m_now;
    QDate m_day;
};

} // namespace

Result<SpendAnswer> spendQuery(QueryContext& context)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    Spend spend(context, rules);
    const auto unsettled = TRY(spend.unsettled());
    return SpendAnswer{.currency = rules.currency(),
                       .zone = QString::fromLatin1(rules.zone().id()),
                       .perRunCap = rules.perRun() ? std::optional(Money::text(*rules.perRun())) : std::nullopt,
                       .today = TRY(spend.today()),
                       .month = TRY(spend.month()),
                       .providers = TRY(spend.providers()),
                       .waiting = {unsettled.waiting, Money::text(unsettled.waitingBooked)},
                       .died = {unsettled.died, Money::text(unsettled.diedAtMost)},
                       .shadow = TRY(spend.shadow())};
}

Result<SpendBrief> spendBrief(QueryContext& context)
{
    const auto rules = TRY(SpendRules::from(context.settings));
    Spend spend(context, rules);
    return SpendBrief{rules.currency(), TRY(spend.today()), TRY(spend.month()), TRY(spend.shadow())};
}

Result<CallsAnswer> callsQuery(QueryContext& context, const CallFilter& filter)
{
    SpendStore store(context.db);
    auto found = TRY(store.find(filter));
    const auto words = TRY(store.words());
    return CallsAnswer{std::move(found.calls), found.total, words.providers, words.outcomes};
}

Result<CallTrendAnswer> callTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDaysAsked)
        return fail(ErrorKind::Usage, u"days must be from 1 to %1"_s.arg(kMostDaysAsked));
    const auto rules = TRY(SpendRules::from(context.settings));
    const QDate today = context.clock.now().toTimeZone(rules.zone()).date();
    const QDateTime since = today.addDays(1 - days).startOfDay(rules.zone()).toUTC();
    struct Run {
        Tally tally;
        QDateTime at;
        QStringList providers;
    };
    std::map<QDate, Tally> byDay;
    std::map<qint64, Run> byRun;
    auto said = TRY(saidSince(context.db, since));
    const auto calls = TRY(SpendStore(context.db).since(since));
    for (const ModelCall& call : calls) {
        byDay[call.plan.at.toTimeZone(rules.zone()).date()].add(call, said[call.id]);
        Run& run = byRun[call.plan.run];
        run.tally.add(call, said[call.id]);
        run.at = call.plan.at;
        if (!run.providers.contains(call.plan.provider))
            run.providers << call.plan.provider;
    }
    std::map<qint64, QString> links;
    const auto served = TRY(ModelStore(context.db).servedSince(since));
    for (const ServedLink& link : served)
        links[link.run] = link.link;
    CallTrendAnswer answer{.days = {}, .runs = {}, .currency = rules.currency()};
    for (QDate day = today.addDays(1 - days); day <= today; day = day.addDays(1))
        answer.days.push_back({byDay[day].total(), day.toString(Qt::ISODate), byDay[day].medianLatency()});
    for (auto run = byRun.rbegin(); run != byRun.rend() && answer.runs.size() < kRunsShown; ++run)
        answer.runs.push_back({run->second.tally.total(), run->first, timeText(run->second.at), run->second.providers,
                               links[run->first]});
    return answer;
}

Result<TranscriptsAnswer> transcriptsQuery(QueryContext& context, qint64 run)
{
    return TranscriptsAnswer{TRY(ModelStore(context.db).transcripts(run))};
}

Result<ServedLinksAnswer> servedLinksQuery(QueryContext& context, int limit)
{
    return ServedLinksAnswer{TRY(ModelStore(context.db).served(limit))};
}

} // namespace factoid
