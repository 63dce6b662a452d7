// Spend queries: what models cost beside the caps and beside a refresh every 30 minutes, the calls, their days and
// runs; asked by the window and by `spend`. Amounts are decimal strings with their currency. Used by the thread that
// owns the database; none of them writes.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"
#include "core/store/operations/model_store.h"
#include "core/store/operations/spend_store.h"

namespace factoid {

// What was paid in one currency.
struct CurrencyCost {
    QString currency, cost;
    friend bool operator==(const CurrencyCost&, const CurrencyCost&) = default;
    static auto fields()
    {
        return std::tuple{field("currency", &CurrencyCost::currency), field("cost", &CurrencyCost::cost)};
    }
};

// What was spent in a time, beside its cap.
struct SpentInTime {
    QString from, to;
    qint64 calls = 0, failed = 0, tokensIn = 0, tokensOut = 0;
    QString booked = {};                        // that counts against the cap
    std::optional<QString> cap = {}, left = {}; // none: there is no cap
    std::vector<CurrencyCost> costs = {};       // in the currencies that were paid
    QString uncounted = {};                     // a currency without a rate; else empty
    friend bool operator==(const SpentInTime&, const SpentInTime&) = default;
    static auto fields()
    {
        return std::tuple{field("from", &SpentInTime::from),          field("to", &SpentInTime::to),
                          field("calls", &SpentInTime::calls),        field("failed", &SpentInTime::failed),
                          field("tokens_in", &SpentInTime::tokensIn), field("tokens_out", &SpentInTime::tokensOut),
                          field("booked", &SpentInTime::booked),      field("cap", &SpentInTime::cap),
                          field("left", &SpentInTime::left),          field("costs", &SpentInTime::costs),
                          field("uncounted", &SpentInTime::uncounted)};
    }
};

struct SpentAtProvider {
    QString provider;
    SpentInTime today, month;
    friend bool operator==(const SpentAtProvider&, const SpentAtProvider&) = default;
    static auto fields()
    {
        return std::tuple{field("provider", &SpentAtProvider::provider), field("today", &SpentAtProvider::today),
                          field("month", &SpentAtProvider::month)};
    }
};

// What a refresh every 30 minutes would have cost this month, by what the newest paid runs cost. Nothing is known of it
// before a run that was paid.
struct SpendShadow {
    std::optional<QString> since;
    std::optional<qint64> refreshes; // there would have been; none: nothing was ever published
    qint64 runs = 0;                 // that tell what one costs
    QString currency, spent;
    std::optional<QString> costEach = {}, wouldHaveCost = {}, savedPercent = {};
    QString sentence;
    friend bool operator==(const SpendShadow&, const SpendShadow&) = default;
    static auto fields()
    {
        return std::tuple{field("since", &SpendShadow::since),
                          field("refreshes", &SpendShadow::refreshes),
                          field("runs", &SpendShadow::runs),
                          field("currency", &SpendShadow::currency),
                          field("spent", &SpendShadow::spent),
                          field("cost_each", &SpendShadow::costEach),
                          field("would_have_cost", &SpendShadow::wouldHaveCost),
                          field("saved_percent", &SpendShadow::savedPercent),
                          field("sentence", &SpendShadow::sentence)};
    }
};

// Calls that wait for their end.
struct CallsWaiting {
    qint64 calls = 0;
    QString booked;
    friend bool operator==(const CallsWaiting&, const CallsWaiting&) = default;
    static auto fields()
    {
        return std::tuple{field("calls", &CallsWaiting::calls), field("booked", &CallsWaiting::booked)};
    }
};
// Calls of which nobody knows what became, since their process died.
struct CallsDied {
    qint64 calls = 0;
    QString atMost;
    friend bool operator==(const CallsDied&, const CallsDied&) = default;
    static auto fields() { return std::tuple{field("calls", &CallsDied::calls), field("at_most", &CallsDied::atMost)}; }
};

struct SpendAnswer {
    QString currency; // of the caps
    QString zone;     // that days and months are of
    std::optional<QString> perRunCap;
    SpentInTime today, month;
    std::vector<SpentAtProvider> providers; // by name
    CallsWaiting waiting;                   // of this month
    CallsDied died;                         // of this month
    SpendShadow shadow;
    friend bool operator==(const SpendAnswer&, const SpendAnswer&) = default;
    static auto fields()
    {
        return std::tuple{field("currency", &SpendAnswer::currency),     field("zone", &SpendAnswer::zone),
                          field("per_run_cap", &SpendAnswer::perRunCap), field("today", &SpendAnswer::today),
                          field("month", &SpendAnswer::month),           field("providers", &SpendAnswer::providers),
                          field("waiting", &SpendAnswer::waiting),       field("died", &SpendAnswer::died),
                          field("shadow", &SpendAnswer::shadow)};
    }
};
[[nodiscard]] Result<SpendAnswer> spendQuery(QueryContext& context);

struct CallsAnswer {
    std::vector<ModelCall> calls; // newest first
    qint64 total = 0;             // without limit and offset
    QStringList providers, outcomes;
    static auto fields()
    {
        return std::tuple{field("calls", &CallsAnswer::calls), field("total", &CallsAnswer::total),
                          field("providers", &CallsAnswer::providers), field("outcomes", &CallsAnswer::outcomes)};
    }
};
[[nodiscard]] Result<CallsAnswer> callsQuery(QueryContext& context, const CallFilter& filter);

// What many calls come to. `accepted` of the `sentences` that models wrote could be proven; both count the replies that
// are still kept.
struct CallTally {
    qint64 calls = 0, failed = 0, tokensIn = 0, tokensOut = 0;
    QString booked;
    std::vector<CurrencyCost> costs;
    qint64 sentences = 0, accepted = 0;
    friend bool operator==(const CallTally&, const CallTally&) = default;
    static auto fields()
    {
        return std::tuple{field("calls", &CallTally::calls),         field("failed", &CallTally::failed),
                          field("tokens_in", &CallTally::tokensIn),  field("tokens_out", &CallTally::tokensOut),
                          field("booked", &CallTally::booked),       field("costs", &CallTally::costs),
                          field("sentences", &CallTally::sentences), field("accepted", &CallTally::accepted)};
    }
};
struct CallDay : CallTally {
    QString date;                    // local
    std::optional<qint64> latencyMs; // median; none: no call was settled
    friend bool operator==(const CallDay&, const CallDay&) = default;
    static auto fields()
    {
        return std::tuple_cat(CallTally::fields(),
                              std::tuple{field("date", &CallDay::date), field("latency_ms", &CallDay::latencyMs)});
    }
};
struct CallRun : CallTally {
    qint64 run = 0;
    QString at;
    QStringList providers; // that were asked
    QString link;          // of the chain that served; empty: not known
    friend bool operator==(const CallRun&, const CallRun&) = default;
    static auto fields()
    {
        return std::tuple_cat(CallTally::fields(),
                              std::tuple{field("run", &CallRun::run), field("at", &CallRun::at),
                                         field("providers", &CallRun::providers), field("link", &CallRun::link)});
    }
};
struct CallTrendAnswer {
    std::vector<CallDay> days; // oldest first
    std::vector<CallRun> runs; // newest first
    QString currency;          // of what is booked
    friend bool operator==(const CallTrendAnswer&, const CallTrendAnswer&) = default;
    static auto fields()
    {
        return std::tuple{field("days", &CallTrendAnswer::days), field("runs", &CallTrendAnswer::runs),
                          field("currency", &CallTrendAnswer::currency)};
    }
};
// Errors: Usage, for days outside 1 to 366.
[[nodiscard]] Result<CallTrendAnswer> callTrendQuery(QueryContext& context, int days);

// What models were asked and said in a run, in the order in which they were.
struct TranscriptsAnswer {
    std::vector<Transcript> transcripts;
    static auto fields() { return std::tuple{field("transcripts", &TranscriptsAnswer::transcripts)}; }
};
[[nodiscard]] Result<TranscriptsAnswer> transcriptsQuery(QueryContext& context, qint64 run);
// Which link of the chain served, newest first.
struct ServedLinksAnswer {
    std::vector<ServedLink> links;
    static auto fields() { return std::tuple{field("links", &ServedLinksAnswer::links)}; }
};
[[nodiscard]] Result<ServedLinksAnswer> servedLinksQuery(QueryContext& context, int limit);

// For status.
struct SpendBrief {
    QString currency;
    SpentInTime today, month;
    SpendShadow shadow;
    static auto fields()
    {
        return std::tuple{field("currency", &SpendBrief::currency), field("today", &SpendBrief::today),
                          field("month", &SpendBrief::month), field("shadow", &SpendBrief::shadow)};
    }
};
[[nodiscard]] Result<SpendBrief> spendBrief(QueryContext& context);

} // namespace factoid
