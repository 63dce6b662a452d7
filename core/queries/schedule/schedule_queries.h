// Schedule queries: what the schedule will do, did, and would do after an edit or a sleep; asked by the
// window and by `schedule` on the command line. Used by the thread that owns the database; none writes.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"
#include "core/schedule/schedule.h"
#include "core/schedule/schedule_settings.h"

#include <QTime>

#include <map>

namespace factoid {

// Something that is to come. Local times are the clocks' reading without a zone: "2026-03-29T06:00".
struct ComingRow {
    QString at;
    QString kind; // slot; freshness; check: a slot that passed waits for the next check
    QString slot;
    QString local, localDate, offset;
    QString mark;                  // gap, overlap; empty: neither
    QString markWords, clockWords; // what the clocks do to the slot, and on its day
    QString decision;              // publish, unchanged, paused, not_due, waiting
    QString what;                  // the same in words

    static auto fields()
    {
        using Row = ComingRow;
        return std::tuple{field("at", &Row::at),
                          field("kind", &Row::kind),
                          field("slot", &Row::slot),
                          field("local", &Row::local),
                          field("local_date", &Row::localDate),
                          field("offset", &Row::offset),
                          field("mark", &Row::mark),
                          field("mark_words", &Row::markWords),
                          field("clock_words", &Row::clockWords),
                          field("decision", &Row::decision),
                          field("what", &Row::what)};
    }
};

// The clocks are put forward or back: what they read before and after.
struct ClockChangeRow {
    QString at, local, localAfter, words;

    static auto fields()
    {
        return std::tuple{field("at", &ClockChangeRow::at), field("local", &ClockChangeRow::local),
                          field("local_after", &ClockChangeRow::localAfter), field("words", &ClockChangeRow::words)};
    }
};

struct ComingAnswer {
    ScheduleStanding schedule;
    QString now;
    qint64 changesWaiting = 0;
    std::vector<ComingRow> coming; // in order of time
    std::vector<ClockChangeRow> clockChanges;

    static auto fields()
    {
        using Answer = ComingAnswer;
        return std::tuple{field("schedule", &Answer::schedule), field("now", &Answer::now),
                          field("changes_waiting", &Answer::changesWaiting), field("coming", &Answer::coming),
                          field("clock_changes", &Answer::clockChanges)};
    }
};

// What would happen is reckoned by judge() as if no figure changed from now on. Errors: Usage, for days outside 1 to
// 366 or a schedule that makes no sense.
[[nodiscard]] Result<ComingAnswer> comingQuery(QueryContext& context, int days);

// What a sleep would do under one rule for missed slots.
struct SleepPolicyRow {
    QString policy;       // once, skip
    bool current = false; // the schedule's own
    QStringList missed;
    std::optional<QString> run; // the slot that is made up for
    QStringList skipped;
    bool lateChangePublished = false;
    QString sentence;

    static auto fields()
    {
        using Row = SleepPolicyRow;
        return std::tuple{field("policy", &Row::policy),    field("current", &Row::current),
                          field("missed", &Row::missed),    field("run", &Row::run),
                          field("skipped", &Row::skipped),  field("late_change_published", &Row::lateChangePublished),
                          field("sentence", &Row::sentence)};
    }
};

struct SleepAnswer {
    QString from, to;
    QString policy; // the schedule's own
    std::vector<SleepPolicyRow> policies;

    static auto fields()
    {
        return std::tuple{field("from", &SleepAnswer::from), field("to", &SleepAnswer::to),
                          field("policy", &SleepAnswer::policy), field("policies", &SleepAnswer::policies)};
    }
};

// "If this machine slept". Local times of the schedule's zone; `to` not after `from` is the next day. Errors: Usage.
[[nodiscard]] Result<SleepAnswer> sleepQuery(QueryContext& context, QTime from, QTime to);

// A slot that would stand at another time of day.
struct MovedSlotRow {
    QString from, to;

    static auto fields() { return std::tuple{field("from", &MovedSlotRow::from), field("to", &MovedSlotRow::to)}; }
};

// What an edit would do; of one that makes no sense there is the problem alone.
struct SchedulePreview {
    bool valid = false;
    QString problem;
    bool changed = false;
    QString sentence;
    QStringList warnings;
    std::optional<std::vector<MovedSlotRow>> moved;
    std::optional<QStringList> added, removed;
    std::optional<ScheduleStanding> schedule;
    std::optional<std::vector<ComingRow>> coming;

    static auto fields()
    {
        using Answer = SchedulePreview;
        return std::tuple{field("valid", &Answer::valid),
                          field("problem", &Answer::problem),
                          field("changed", &Answer::changed),
                          field("sentence", &Answer::sentence),
                          field("warnings", &Answer::warnings),
                          fieldIfAny("moved", &Answer::moved),
                          fieldIfAny("added", &Answer::added),
                          fieldIfAny("removed", &Answer::removed),
                          fieldIfAny("schedule", &Answer::schedule),
                          fieldIfAny("coming", &Answer::coming)};
    }
};

// An edit before it is saved; `options` are those of the schedule job ("schedule.slots" …). A schedule that makes no
// sense is no error but not valid, with the problem in a sentence.
[[nodiscard]] Result<SchedulePreview> schedulePreviewQuery(QueryContext& context, const QJsonObject& options, int days);

struct SlotHistoryFilter {
    QString outcome;    // empty: all
    QDateTime from, to; // from <= slot < to; invalid: open
    qint64 limit = 200; // newest first
};

// A slot that passed.
struct SlotRow {
    QString at;
    QString local; // the clocks' reading
    QString slot;  // "06:00"
    QString outcome;
    Message reason;
    QString dataHash;
    qint64 run = 0;                // 0: none
    std::optional<double> seconds; // that the run took
    std::optional<int> factoids;   // on show in the set that it published

    static auto fields()
    {
        using Row = SlotRow;
        return std::tuple{
            field("at", &Row::at),           field("local", &Row::local),        field("slot", &Row::slot),
            field("outcome", &Row::outcome), field("data_hash", &Row::dataHash), field("run", &Row::run),
            field("reason", &Row::reason),   field("seconds", &Row::seconds),    field("factoids", &Row::factoids)};
    }
};

// How many slots ended how; in JSON an object.
struct OutcomeCounts {
    std::map<QString, qint64> byOutcome;

    [[nodiscard]] qint64 of(const QString& outcome) const;
    [[nodiscard]] QJsonObject toJson() const;
};

struct SlotHistoryAnswer {
    std::vector<SlotRow> slotRows;
    OutcomeCounts counts; // of all outcomes, whatever the filter says of them
    qint64 total = 0;

    static auto fields()
    {
        return std::tuple{field("slots", &SlotHistoryAnswer::slotRows), field("counts", &SlotHistoryAnswer::counts),
                          field("total", &SlotHistoryAnswer::total)};
    }
};

[[nodiscard]] Result<SlotHistoryAnswer> slotHistoryQuery(QueryContext& context, const SlotHistoryFilter& filter);

// Who generates; what is known of the lease only while it is held.
struct LeaseAnswer {
    bool held = false;
    std::optional<QString> holder, host;
    std::optional<qint64> pid;
    std::optional<bool> thisMachine;
    std::optional<QString> since, until;
    std::optional<qint64> token;
    QString sentence;

    static auto fields()
    {
        using Answer = LeaseAnswer;
        return std::tuple{field("held", &Answer::held),
                          fieldIfAny("holder", &Answer::holder),
                          fieldIfAny("host", &Answer::host),
                          fieldIfAny("pid", &Answer::pid),
                          fieldIfAny("this_machine", &Answer::thisMachine),
                          fieldIfAny("since", &Answer::since),
                          fieldIfAny("until", &Answer::until),
                          fieldIfAny("token", &Answer::token),
                          field("sentence", &Answer::sentence)};
    }
};

// Leases run on the machine's time.
[[nodiscard]] Result<LeaseAnswer> leaseQuery(Database& db);

// Whether anybody follows the schedule.
struct RunnerAnswer {
    std::optional<QString> lastCheck; // none: nobody ever did
    int checksExpectedMinutes = 0;
    bool active = false;
    QString sentence;

    static auto fields()
    {
        return std::tuple{field("last_check", &RunnerAnswer::lastCheck),
                          field("checks_expected_minutes", &RunnerAnswer::checksExpectedMinutes),
                          field("active", &RunnerAnswer::active), field("sentence", &RunnerAnswer::sentence)};
    }
};

[[nodiscard]] Result<RunnerAnswer> runnerQuery(QueryContext& context);

// What was made beside what a refresh every 30 minutes would have made.
struct ShadowSpan {
    std::optional<QString> since; // none: no set was ever made
    qint64 generations = 0;
    std::optional<qint64> every30Minutes;

    static auto fields()
    {
        return std::tuple{field("since", &ShadowSpan::since), field("generations", &ShadowSpan::generations),
                          field("every_30_minutes", &ShadowSpan::every30Minutes)};
    }
};
struct ShadowAnswer : ShadowSpan {
    ShadowSpan month; // the one that is now

    static auto fields()
    {
        return std::tuple_cat(ShadowSpan::fields(), std::tuple{field("month", &ShadowAnswer::month)});
    }
};

[[nodiscard]] Result<ShadowAnswer> shadowQuery(QueryContext& context);

// An IANA zone that a schedule can follow.
struct ZoneRow {
    QString id;
    QString offset; // from UTC, at the moment
    QString country;
};

// In order of their names.
[[nodiscard]] std::vector<ZoneRow> zonesQuery(const QDateTime& now);

} // namespace factoid
