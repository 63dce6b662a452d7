#include "core/schedule/slot_calendar.h"

#include <algorithm>
#include <limits>

namespace factoid {

namespace {

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;
// No zone was ever further than 16 hours from UTC, and no gap longer than a day (Samoa, 2011), so the
// slots of a local date fall from 16 hours before that date in UTC to 64 hours after its start.
constexpr qint64 kMostOffsetMs = 16 * kHourMs;
constexpr int kDaysBefore = 3;
constexpr int kDaysAfter = 1;
// At least one slot falls into every stretch of this length: two days and the longest gap.
constexpr int kReachDays = 4;
constexpr qint64 kMostPaddingDays = 128;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

bool laterThan(const QDateTime& instant, const SlotTime& slot)
{
    return instant < slot.at;
}

} // namespace

SlotCalendar::SlotCalendar(const Schedule& schedule)
    : m_zone(schedule.zone.isEmpty() ? QTimeZone() : QTimeZone(schedule.zone))
{
    for (const QTime time : schedule.slots_) {
        if (time.isValid())
            m_times.push_back(time);
    }
    std::sort(m_times.begin(), m_times.end());
    m_times.erase(std::unique(m_times.begin(), m_times.end()), m_times.end());
}

const SlotCalendar::Stretch& SlotCalendar::stretchAt(qint64 at)
{
    if (at >= m_stretch.from && at < m_stretch.to)
        return m_stretch;
    const QDateTime instant = utc(at);
    const QTimeZone::OffsetData next = m_zone.nextTransition(instant);
    m_stretch.from = at;
    m_stretch.to = next.atUtc.isValid() ? next.atUtc.toMSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    m_stretch.offset = qint64(m_zone.offsetFromUtc(instant)) * 1000;
    return m_stretch;
}

QDateTime SlotCalendar::toLocal(const QDateTime& instant)
{
    const qint64 at = instant.toMSecsSinceEpoch();
    return utc(at + stretchAt(at).offset);
}

// Local time runs with real time but for its jumps, so the first instant at which it reaches the wanted
// reading is that reading's first occurrence, or the jump that passed over it.
QDateTime SlotCalendar::instantOf(QDate date, QTime time)
{
    const qint64 wanted = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    qint64 at = wanted - kMostOffsetMs;
    for (;;) {
        const Stretch& stretch = stretchAt(at);
        const qint64 reached = std::max(at, wanted - stretch.offset);
        if (reached < stretch.to)
            return utc(reached);
        at = stretch.to;
    }
}

void SlotCalendar::append(QDate date, std::vector<SlotTime>& slotTimes)
{
    // A day that a zone left out, as Samoa did in 2011, has one moment for all of its times: one slot, and none where
    // the day after begins with one.
    const bool leftOut = instantOf(date, QTime(0, 0)) == instantOf(date.addDays(1), QTime(0, 0));
    for (const QTime time : m_times) {
        if (leftOut && (time != m_times.back() || m_times.front() == QTime(0, 0)))
            continue;
        slotTimes.push_back({date, time, instantOf(date, time)});
    }
}

void SlotCalendar::cover(QDate first, QDate last)
{
    if (m_first.isValid() && first >= m_first && last <= m_last)
        return;
    // Questions that walk forwards, as a replay does, extend what is there; any other starts anew.
    const bool extends = m_first.isValid() && first >= m_first && first <= m_last;
    QDate date = extends ? m_last.addDays(1) : first;
    if (!extends) {
        m_slots.clear();
        m_first = first;
        m_padding = 0;
    }
    m_last = last.addDays(m_padding);
    m_padding = std::min(kMostPaddingDays, m_padding * 2 + 1);
    for (; date <= m_last; date = date.addDays(1))
        append(date, m_slots);
}

std::vector<SlotTime> SlotCalendar::between(const QDateTime& from, const QDateTime& to)
{
    if (!isUsable() || !from.isValid() || !to.isValid() || from >= to)
        return {};
    cover(from.toUTC().date().addDays(-kDaysBefore), to.toUTC().date().addDays(kDaysAfter));
    const auto begin = std::upper_bound(m_slots.cbegin(), m_slots.cend(), from, laterThan);
    const auto end = std::upper_bound(begin, m_slots.cend(), to, laterThan);
    return {begin, end};
}

std::optional<SlotTime> SlotCalendar::next(const QDateTime& now)
{
    if (!isUsable() || !now.isValid())
        return std::nullopt;
    const QDate today = now.toUTC().date();
    cover(today.addDays(-kDaysBefore), today.addDays(kReachDays));
    const auto found = std::upper_bound(m_slots.cbegin(), m_slots.cend(), now, laterThan);
    return found == m_slots.cend() ? std::nullopt : std::optional(*found);
}

std::optional<SlotTime> SlotCalendar::latest(const QDateTime& now)
{
    if (!isUsable() || !now.isValid())
        return std::nullopt;
    const QDate today = now.toUTC().date();
    cover(today.addDays(-kReachDays - kDaysBefore), today.addDays(kDaysAfter));
    const auto found = std::upper_bound(m_slots.cbegin(), m_slots.cend(), now, laterThan);
    return found == m_slots.cbegin() ? std::nullopt : std::optional(*std::prev(found));
}

} // namespace factoid
