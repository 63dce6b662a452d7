// Spend queries: what models cost beside the caps and beside a refresh every 30 minutes, the calls, their days and
// runs; asked by the window and by `spend`. Amounts are decimal strings with their currency. Used by the thread that
// owns the database; none of them writes.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// {currency, zone, today: period, month: period, per_run_cap, providers: [{provider, today, month: period}], waiting:
// {calls, booked}, died: {calls, at_most} of this month, shadow: {since, refreshes, runs, cost_each, would_have_cost,
// spent, currency, saved_percent, sentence}}. A period is {from, to, calls, failed, tokens_in, tokens_out, booked, cap,
// left, costs:
// [{currency, cost}], uncounted}: `booked` what counts against the cap, `costs` in the currencies that were paid,
// `uncounted` a currency without a rate (else ""). `cap` and `left` are null without one; nothing of shadow is known
// before a run that was paid.
[[nodiscard]] Result<QJsonObject> spendQuery(QueryContext& context);

struct CallFilter {
    qint64 run = -1;                  // -1: all
    QString provider, outcome, state; // empty: all
    QDateTime from, to;               // from <= at < to; invalid: open
    qint64 limit = 100, offset = 0;   // newest first
};
// {calls: [as ModelCall::toJson], total, providers, outcomes}.
[[nodiscard]] Result<QJsonObject> callsQuery(QueryContext& context, const CallFilter& filter);
// {days: [{date, calls, failed, tokens_in, tokens_out, booked, costs, sentences, accepted, latency_ms (median, null
// without one)}] by local day, oldest first; runs: [{run, at, providers, calls, failed, tokens_in, tokens_out, booked,
// costs, sentences, accepted, link}] newest first; currency}. `accepted` of the `sentences` that models wrote could be
// proven; both count the replies that are still kept. Errors: Usage, for days outside 1 to 366.
[[nodiscard]] Result<QJsonObject> callTrendQuery(QueryContext& context, int days);
// {transcripts: [{id, call, run, at, provider, model, prompt, reply, verdicts}]} of a run.
[[nodiscard]] Result<QJsonObject> transcriptsQuery(QueryContext& context, qint64 run);
// Which link of the chain served: {links: [{run, at, link, reason}], newest first}.
[[nodiscard]] Result<QJsonObject> servedLinksQuery(QueryContext& context, int limit);
// For status: today and month of the above, currency, and the shadow's sentence.
[[nodiscard]] Result<QJsonObject> spendBrief(QueryContext& context);

} // namespace factoid
