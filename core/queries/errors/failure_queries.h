// Failure queries: what goes wrong in patterns, the incidents beneath, what was done, breakers and the recovery table;
// asked by the window and by `errors`, `breakers` and `recovery`. Used by the thread that owns the database; none
// writes.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

struct FailureFilter {
    int days = 7;           // 1 to 366
    QString kind, provider; // empty: all
    bool openOnly = false;
    int hour = -1; // 0 to 23 of schedule.zone: only incidents that were met in it on some day; -1: all
    qint64 limit = 50, offset = 0;
};
// {days, since, sentence, patterns: [{by: kind|field|hour, kind, provider, field, hour, count, incidents, open, since,
// last, action, action_result, rule, sentence}] most frequent first, incidents: [as FailureStore keeps them, newest
// first], total, actions: [newest first], alerts: [open incidents that called for a person], trend: [{date, kinds:
// {kind: n}, all}] by local day, oldest first, by_hour: [{kind, hours: [24 counts by hour of the local day], all}] most
// frequent first, zone, kinds}. `openOnly` and `hour` narrow the incidents only. Errors: Usage, for a kind that does
// not exist, days or an hour out of range.
[[nodiscard]] Result<QJsonObject> errorsQuery(QueryContext& context, const FailureFilter& filter);
// One incident: {incident, hours: [{hour, count}], actions, runs: [ids that met it first and last]}. Errors: Input.
[[nodiscard]] Result<QJsonObject> incidentQuery(QueryContext& context, qint64 id);
// For status and the overview: {open, last_24_hours, alerts, newest: null or an incident}.
[[nodiscard]] Result<QJsonObject> errorsBrief(QueryContext& context);

// {breakers: [{name, phase, force, force_reason, forced_at, actor, opened_at, retry_at, failures, successes, trials,
// allowed, sentence, retries_left, changed_at}]}, by name. One that was never asked is not there: it is closed.
[[nodiscard]] Result<QJsonObject> breakersQuery(QueryContext& context);
// Rows of cache levels with `breaker`, as above, added to each; a closed one where nobody has asked yet.
[[nodiscard]] Result<QJsonArray> withBreakers(QueryContext& context, const QJsonArray& levels);
// {rules: [{pattern, own, rule: {steps, wait, alert_after, retry_on_new_input}, standard}], actions: [names], kinds},
// in the order of the kinds; `standard` is the program's own for the kind, null for kind@provider.
[[nodiscard]] Result<QJsonObject> recoveryQuery(QueryContext& context);

} // namespace factoid
