// Schedule: when the day's update times fall and what is due (docs/contract.md, “Schedule”). Pure; any thread.
#pragma once

#include "core/base/message.h"

#include <QByteArray>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace factoid {

enum class MissedPolicy {
    OnceAtNextCheck, // a slot missed while the machine was off runs once, at the next check
    Skip,
};

struct Schedule {
    std::vector<QTime> slots_ = {QTime(6, 0), QTime(10, 30), QTime(14, 0), QTime(18, 30)};
    QByteArray zone = "Europe/London"; // IANA
    MissedPolicy missed = MissedPolicy::OnceAtNextCheck;
    int freshnessMinutes = 60; // a change to a comparison field is published within
    int minimumGapMinutes = 0; // between generations; 0: none
    bool paused = false;
};

// One slot on one date, as an instant.
struct SlotTime {
    QDate date;   // local date of the slot
    QTime time;   // as set, e.g. 01:30, even when the clock skips it
    QDateTime at; // UTC. In a gap: the first valid instant after it; in an overlap: the first of the two
    [[nodiscard]] QString name() const; // "06:00"
};

// Slots with from < at <= to, in order of time.
[[nodiscard]] std::vector<SlotTime> slotsBetween(const Schedule& schedule, const QDateTime& from, const QDateTime& to);
[[nodiscard]] std::optional<SlotTime> nextSlot(const Schedule& schedule, const QDateTime& now);
[[nodiscard]] std::optional<SlotTime> latestSlot(const Schedule& schedule, const QDateTime& now); // at <= now

// What the check sees of the world; all instants UTC, invalid when there is none.
struct ScheduleState {
    QDateTime now;
    QDateTime lastCheck;         // the last time slots were looked at (handled up to and including)
    QDateTime oldestUnpublished; // oldest unprocessed change to a comparison field
    QDateTime lastGeneration;    // last published set
    QByteArray siteHash;         // of the figures now
    QByteArray publishedHash;    // of the last published set
    QDateTime tryAgainAt = {};   // the last generation failed, and the recovery table tries it again from then on
};

enum class Decision {
    Generate,  // publish a set now
    Unchanged, // a slot is due, but the site hash equals the published one
    Paused,
    NotDue,           // no slot is due and freshness is not in danger
    WaitForGap,       // would generate, but the minimum gap has not passed
    WaitAfterFailure, // would generate, but the last one failed a moment ago
};

struct ScheduleVerdict {
    Decision decision = Decision::NotDue;
    std::optional<SlotTime> slot; // the newest due slot that this check answers
    std::vector<SlotTime>
        handled; // every slot since lastCheck, oldest first (earlier ones are covered by `slot` or skipped)
    std::vector<SlotTime> skipped; // under MissedPolicy::Skip: missed by more than the tolerance
    bool forFreshness = false;     // due to the freshness target, not to a slot
    QDateTime checkedUpTo;         // what to remember as lastCheck: now, or before a slot that waits
    QDateTime nextCheckAt;         // the next instant at which the answer may differ
    Message reason;                // one sentence for a person, in local times
};

// A slot counts as missed when the check comes later than this after it.
constexpr int kMissedToleranceMinutes = 15;

// What a generation is allowed to take: a check must leave this much before the freshness target.
constexpr int kGenerationAllowanceMinutes = 1;

// `nextCheckInterval` in minutes: how often checks come; freshness fires at the last check that still meets the target.
[[nodiscard]] ScheduleVerdict decide(const Schedule& schedule, const ScheduleState& state, int nextCheckInterval = 15);

class SlotCalendar; // core/schedule/slot_calendar.h
// The same without the sentence, over a calendar that the caller keeps for many questions in a row.
[[nodiscard]] ScheduleVerdict judge(const Schedule& schedule, SlotCalendar& calendar, const ScheduleState& state,
                                    int nextCheckInterval = 15);

// A zone or link of the system's time zone database, by its id. Reads the database.
[[nodiscard]] bool isKnownZone(const QByteArray& zone);
// Sorted, distinct, valid times and a known zone. Error: Usage, naming what is wrong.
[[nodiscard]] std::optional<QString> whatIsWrongWith(const Schedule& schedule);

} // namespace factoid
