// Simulation: replays decide() over many days of a publishing calendar, so that an operator sees what a
// schedule would do and save before it runs. Pure; any thread; a year takes well under a second.
#pragma once

#include "core/base/decimal.h"
#include "core/schedule/schedule.h"

#include <QString>

#include <optional>
#include <vector>

namespace factoid {

// How many days one simulation may cover.
constexpr int kMostSimulatedDays = 3'660;
// What the shadow count compares with: a refresh every this many minutes, changed or not.
constexpr int kShadowMinutes = 30;

// An instant at which figures of a comparison field change.
struct FigureChange {
    QDateTime at; // UTC
    QString what; // "borrowing, quarterly", "correction of borrowing, quarterly"
};

// The machine was off: no check comes with from <= instant < to.
struct Outage {
    QDateTime from;
    QDateTime to;
};

struct SimulationPlan {
    Schedule schedule;
    QDate firstDay; // local date in the schedule's zone; the replay starts with it
    int days = 30;
    int checkMinutes = 15;             // checks come every so many minutes, counted from the start
    std::vector<FigureChange> changes; // in any order; those outside the days are left out
    std::vector<Outage> outages;
    bool publishedBefore = true; // a set of the figures as they stand at the start is out
};

// Slots end as one of published, unchanged, paused, skipped (missed, MissedPolicy::Skip), covered
// (missed, answered together with a later slot) or open (not looked at by the end).
struct SlotCounts {
    int all = 0, published = 0, unchanged = 0, paused = 0, skipped = 0, covered = 0;
    [[nodiscard]] int open() const { return all - published - unchanged - paused - skipped - covered; }
};

struct SimulatedDay {
    QDate date; // local
    SlotCounts slotCounts;
    int changes = 0;
    int generations = 0;
};

struct SimulationReport {
    QDate firstDay;
    int days = 0;
    QByteArray zone;
    int checks = 0;
    int changes = 0;
    SlotCounts slotCounts;
    int generations = 0;
    int generationsForFreshness = 0; // of these, because a change could not wait for a slot
    int checksThatWaitedForGap = 0;
    int shadowGenerations = 0;                // a refresh every 30 minutes over the same time
    std::optional<Decimal> reductionPercent;  // 2 decimals: how many of these were saved
    std::optional<int> worstFreshnessMinutes; // longest a published change had waited, rounded up
    int unpublishedAtEnd = 0;                 // changes that no set has answered by the end
    std::vector<SimulatedDay> perDay;
};

// Errors: Usage, for a schedule, a first day, a number of days (1 to 3,660) or an interval (1 minute to
// a day) that makes no sense.
[[nodiscard]] Result<SimulationReport> simulate(const SimulationPlan& plan);

// A believable year of council statistics: quarterly and yearly releases at 09:30 local on working days,
// corrections of some of them days later, now and then a single return that is replaced. The same seed
// gives the same instants, whatever stretch of the calendar is asked for.
[[nodiscard]] std::vector<FigureChange> typicalCalendar(quint64 seed, const QByteArray& zone, QDate firstDay, int days);

} // namespace factoid
