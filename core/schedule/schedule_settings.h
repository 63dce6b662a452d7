// The schedule as it is saved, and what a check must know of the store. Used by the database's thread.
#pragma once

#include "core/base/record.h"
#include "core/base/settings.h"
#include "core/schedule/schedule.h"
#include "core/store/sql/database.h"

#include <QJsonObject>

namespace factoid {

// From settings ("06:00,10:30", zone, policy), and whether an operator has paused it. Errors: Usage.
[[nodiscard]] Result<Schedule> loadSchedule(Database& db, const Settings& settings);
[[nodiscard]] Result<Schedule> scheduleFrom(const Settings& settings);
// The settings with those of the schedule job's options ("schedule.slots" …) over them. Errors: Usage.
[[nodiscard]] Result<Settings> editedSettings(const Settings& settings, const QJsonObject& options);
// The schedule that these would give; not paused. Errors: Usage, naming what is wrong.
[[nodiscard]] Result<Schedule> editedSchedule(const Settings& settings, const QJsonObject& options);
[[nodiscard]] Result<ScheduleState> scheduleState(Database& db, const QDateTime& now);

// A schedule as it is told.
struct ScheduleFacts {
    QStringList slotTimes; // "06:00"
    QString zone;          // IANA
    QString missed;        // once, skip
    int freshnessMinutes = 0, minimumGapMinutes = 0;
    bool paused = false;
    std::optional<QString> nextSlot, nextSlotAt; // none: there are no slots

    static auto fields()
    {
        using Row = ScheduleFacts;
        return std::tuple{field("slots", &Row::slotTimes),
                          field("zone", &Row::zone),
                          field("missed", &Row::missed),
                          field("freshness_minutes", &Row::freshnessMinutes),
                          field("minimum_gap_minutes", &Row::minimumGapMinutes),
                          field("paused", &Row::paused),
                          fieldIfAny("next_slot", &Row::nextSlot),
                          fieldIfAny("next_slot_at", &Row::nextSlotAt)};
    }
};
[[nodiscard]] ScheduleFacts scheduleFacts(const Schedule& schedule, const QDateTime& now);
[[nodiscard]] inline QJsonObject toJson(const Schedule& schedule, const QDateTime& now)
{
    return toJson(scheduleFacts(schedule, now));
}

// The same with when a generation that failed is tried again.
struct ScheduleStanding : ScheduleFacts {
    std::optional<QString> nextTryAt; // none: at the next check that finds one due, or nothing failed
    QString nextTry;                  // in a sentence; empty: nothing failed

    static auto fields()
    {
        using Row = ScheduleStanding;
        return std::tuple_cat(ScheduleFacts::fields(),
                              std::tuple{field("next_try_at", &Row::nextTryAt), field("next_try", &Row::nextTry)});
    }
};
[[nodiscard]] Result<ScheduleStanding> withNextTry(Database& db, const Schedule& schedule, int checkMinutes,
                                                   const QDateTime& now);

inline constexpr auto kLastCheckKey = "schedule.last_check";
inline constexpr auto kPausedKey = "schedule.paused";

} // namespace factoid
