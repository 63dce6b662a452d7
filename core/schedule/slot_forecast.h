// SlotForecast: what a schedule will do, and would do after an edit or a sleep, by the same judge() that
// decides when the time comes. Pure; any thread.
#pragma once

#include "core/schedule/schedule.h"

namespace factoid {

// The zone's clocks jump at `at` from one offset to another.
struct ClockChange {
    QDateTime at;                            // UTC
    int beforeSeconds = 0, afterSeconds = 0; // offsets from UTC
    [[nodiscard]] bool forward() const { return afterSeconds > beforeSeconds; }
    [[nodiscard]] QDateTime localBefore() const; // what the clocks would have shown at `at` (UTC spec)
    [[nodiscard]] QDateTime localAfter() const;  // what they show
    [[nodiscard]] QString words() const;         // "clocks go forward by 1 hour at 01:00"
};

// An offset from UTC as "+01:00".
[[nodiscard]] QString offsetText(int seconds);

// Changes of the offset with from < at <= to, in order of time. None for an unknown zone.
[[nodiscard]] std::vector<ClockChange> clockChanges(const QByteArray& zone, const QDateTime& from, const QDateTime& to);

enum class ClockMark {
    None,
    Gap,     // the clocks skip the slot's time that day; it runs at the first instant after the gap
    Overlap, // the clocks show the slot's time twice that day; it runs at the first
};

struct ComingSlot {
    SlotTime slot;
    QDateTime local; // what the clocks show at slot.at (UTC spec); differs from the slot's time in a gap
    int offsetSeconds = 0;
    ClockMark mark = ClockMark::None;
    QDateTime again; // Overlap: the second instant, at which it does not run
};

// Slots with from < at <= to, in order of time, marked.
[[nodiscard]] std::vector<ComingSlot> comingSlots(const Schedule& schedule, const QDateTime& from, const QDateTime& to);

// One check that does something or answers a slot, were no figure to change any more from state.now on.
struct ForeseenCheck {
    QDateTime at;
    ScheduleVerdict verdict; // without the sentence
};
[[nodiscard]] std::vector<ForeseenCheck> foresee(const Schedule& schedule, ScheduleState state, const QDateTime& until,
                                                 int nextCheckInterval);

// "If this machine slept from … to …, these would run."
struct SleepRehearsal {
    MissedPolicy policy = MissedPolicy::OnceAtNextCheck;
    QDateTime from, to;               // UTC
    std::vector<SlotTime> missed;     // every slot that passes in between
    std::vector<SlotTime> skipped;    // of these, never answered
    std::optional<SlotTime> run;      // answered at `to`; the others of `missed` are covered by it
    bool lateChangePublished = false; // no slot runs, but a change made at `from` would still be published at `to`
    std::optional<SlotTime> next;     // the first slot after waking
    bool paused = false;
    [[nodiscard]] QString sentence(const Schedule& schedule) const;
};
[[nodiscard]] SleepRehearsal rehearseSleep(const Schedule& schedule, MissedPolicy policy, const QDateTime& from,
                                           const QDateTime& to, int nextCheckInterval);

// What an edit does to the slots.
struct SlotMove {
    QTime from, to;
};
struct ScheduleDifference {
    std::vector<SlotMove> moved; // a slot that went and one that came are one that moved: the nearest first
    std::vector<QTime> added, removed;
    QList<Message> sentences; // one for each thing that differs; empty: nothing does
};
[[nodiscard]] ScheduleDifference differenceOf(const Schedule& before, const Schedule& after, const QDateTime& now);

// What an operator should know before saving, one sentence each: slots that a clock change skips or
// repeats within a year, a gap that defeats the freshness target.
[[nodiscard]] QStringList warningsAbout(const Schedule& schedule, const QDateTime& now);

} // namespace factoid
