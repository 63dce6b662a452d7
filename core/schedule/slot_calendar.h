// SlotCalendar: the instants of a schedule's slots, with the zone's arithmetic remembered between
// questions. One object belongs to one thread; slotsBetween() and its kin make one for each call.
#pragma once

#include "core/schedule/schedule.h"

namespace factoid {

class SlotCalendar
{
  public:
    explicit SlotCalendar(const Schedule& schedule);

    // False for an unknown zone or without a valid slot time: then there are no slots.
    [[nodiscard]] bool isUsable() const { return m_zone.isValid() && !m_times.empty(); }

    // Slots with from < at <= to, in order of time. Empty when either instant is invalid.
    [[nodiscard]] std::vector<SlotTime> between(const QDateTime& from, const QDateTime& to);
    [[nodiscard]] std::optional<SlotTime> next(const QDateTime& now);   // the first with at > now
    [[nodiscard]] std::optional<SlotTime> latest(const QDateTime& now); // the last with at <= now

    // Local date and time in the schedule's zone, as a date-time without a zone of its own (UTC spec).
    [[nodiscard]] QDateTime toLocal(const QDateTime& instant);
    // The first instant at which the zone's clocks show `date` `time` or later: the instant itself,
    // the first of two in an overlap, the end of the gap in a gap.
    [[nodiscard]] QDateTime instantOf(QDate date, QTime time);

  private:
    // A stretch of time in which the offset does not change: [from, to) in ms since the epoch.
    struct Stretch {
        qint64 from = 0;
        qint64 to = 0;
        qint64 offset = 0;
    };
    [[nodiscard]] const Stretch& stretchAt(qint64 utc);
    void cover(QDate first, QDate last);
    void append(QDate date, std::vector<SlotTime>& slotTimes);

    QTimeZone m_zone;
    std::vector<QTime> m_times;
    Stretch m_stretch;
    QDate m_first, m_last;         // dates that m_slots holds
    std::vector<SlotTime> m_slots; // in order of time
    qint64 m_padding = 0;          // days looked ahead when a question leaves what is covered
};

} // namespace factoid
