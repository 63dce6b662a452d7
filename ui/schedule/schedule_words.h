// ScheduleWords: times and counts of the Schedule page as people write them. Pure; GUI thread.
#pragma once

#include <QDateTime>
#include <QList>

namespace factoid {

// A local time of the schedule queries, as if it were UTC: only to be shown and compared.
[[nodiscard]] QDateTime localTime(const QString& text);
// "Today 14:00", "Tomorrow 06:00", "Sun 29 Mar 06:00".
[[nodiscard]] QString dayTimeWords(const QDateTime& local, const QDate& today);
// "06:00,14:00", as the setting takes it.
[[nodiscard]] QString timesText(const QList<QTime>& times);
// "Once", "Four times", "12 times".
[[nodiscard]] QString countWords(qsizetype slots_);

} // namespace factoid
