// Schedule queries: what the schedule will do, did, and would do after an edit or a sleep; asked by the
// window and by `schedule` on the command line. Used by the thread that owns the database; none writes.
#pragma once

#include "core/queries/queries.h"
#include "core/schedule/schedule.h"

#include <QTime>

namespace factoid {

// The coming days: {schedule, now, changes_waiting, coming: [row], clock_changes: [{at, local, words}]}, each row
// {at, local, local_date, slot, offset, kind: slot|freshness|check, mark: ""|gap|overlap, mark_words, clock_words,
// decision, what}. `kind` check: a slot that passed waits for the next check. What would happen is reckoned by judge()
// as if no figure changed from now on. Errors: Usage, for days outside 1 to 366 or a schedule that makes no sense.
[[nodiscard]] Result<QJsonObject> comingQuery(QueryContext& context, int days);

// "If this machine slept": {from, to, policy, policies: [{policy, current, missed, run, skipped, late_change_published,
// sentence}]}, both policies. Local times of the schedule's zone; `to` not after `from` is the next day. Errors: Usage.
[[nodiscard]] Result<QJsonObject> sleepQuery(QueryContext& context, QTime from, QTime to);

// An edit before it is saved; `options` are those of the schedule job ("schedule.slots" …): {valid, problem, changed,
// sentence, warnings, moved: [{from, to}], added, removed, schedule, coming}. A schedule that makes no sense is
// no error but valid = false with the sentence.
[[nodiscard]] Result<QJsonObject> schedulePreviewQuery(QueryContext& context, const QJsonObject& options, int days);

struct SlotHistoryFilter {
    QString outcome;    // empty: all
    QDateTime from, to; // from <= slot < to; invalid: open
    qint64 limit = 200; // newest first
};
// {slots: [{at, local, slot, outcome, reason, data_hash, run, factoids, seconds}], counts: {outcome: n}, total}.
[[nodiscard]] Result<QJsonObject> slotHistoryQuery(QueryContext& context, const SlotHistoryFilter& filter);

// Who generates: {held, holder, host, pid, this_machine, since, until, token, sentence}. Leases run on the machine's
// time.
[[nodiscard]] Result<QJsonObject> leaseQuery(Database& db);
// Whether anybody follows the schedule: {last_check, checks_expected_minutes, active, sentence}.
[[nodiscard]] Result<QJsonObject> runnerQuery(QueryContext& context);
// {since, generations, every_30_minutes, month: {…}}: what was made beside what a refresh every 30 minutes would have
// made.
[[nodiscard]] Result<QJsonObject> shadowQuery(QueryContext& context);
// IANA zones that a schedule can follow: [{id, offset, offset_minutes, country}], by id.
[[nodiscard]] QJsonArray zonesQuery(const QDateTime& now);

} // namespace factoid
