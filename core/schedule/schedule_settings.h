// The schedule as it is saved, and what a check must know of the store. Used by the database's thread.
#pragma once

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
// slots zone missed freshness_minutes minimum_gap_minutes paused next_slot
[[nodiscard]] QJsonObject toJson(const Schedule& schedule, const QDateTime& now);
// The same with next_try_at (null) and next_try (empty): when a generation that failed is tried again, in a sentence.
[[nodiscard]] Result<QJsonObject> withNextTry(Database& db, const Schedule& schedule, int checkMinutes,
                                              const QDateTime& now);

inline constexpr auto kLastCheckKey = "schedule.last_check";
inline constexpr auto kPausedKey = "schedule.paused";

} // namespace factoid
