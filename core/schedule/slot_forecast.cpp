#include "core/schedule/slot_forecast.h"

#include "core/schedule/slot_calendar.h"

#include <QLocale>

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kMsPerSecond = 1'000;
constexpr int kSecondsPerMinute = 60;
constexpr int kSecondsPerHour = 3'600;
constexpr int kMinutesPerHour = 60;
constexpr int kWarningDays = 366;

QString timeWords(const QTime& time)
{
    return time.toString(u"HH:mm"_s);
}

QString dayWords(const QDate& date)
{
    return QLocale::c().toString(date, u"d MMMM yyyy"_s);
}

QString lengthWords(int seconds)
{
    const auto counted = [](int count, const QString& unit) {
        return u"%1 %2%3"_s.arg(count).arg(unit, count == 1 ? QString() : u"s"_s);
    };
    if (seconds % kSecondsPerHour == 0)
        return counted(seconds / kSecondsPerHour, u"hour"_s);
    return counted(seconds / kSecondsPerMinute, u"minute"_s);
}

// "06:00", "06:00 and 10:30", "06:00, 10:30 and 14:00".
QString listWords(const QStringList& words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.mid(0, words.size() - 1).join(u", "_s) + u" and "_s + words.back();
}

QStringList namesOf(const std::vector<SlotTime>& slotTimes)
{
    QStringList names;
    for (const SlotTime& slot : slotTimes)
        names << slot.name();
    return names;
}

QString slotCount(const QStringList& names)
{
    return u"the %1 slot%2"_s.arg(listWords(names), names.size() == 1 ? QString() : u"s"_s);
}

bool sameSlot(const SlotTime& a, const SlotTime& b)
{
    return a.at == b.at && a.time == b.time && a.date == b.date;
}

// The reading of the clocks lies in the stretch that the change repeats.
bool isRepeated(const ClockChange& change, const QDateTime& local)
{
    return !change.forward() && local >= change.localAfter() && local < change.localBefore();
}

} // namespace

QDateTime ClockChange::localBefore() const
{
    return at.addSecs(beforeSeconds);
}

QDateTime ClockChange::localAfter() const
{
    return at.addSecs(afterSeconds);
}

QString ClockChange::words() const
{
    return u"clocks go %1 by %2 at %3"_s.arg(forward() ? u"forward"_s : u"back"_s,
                                             lengthWords(std::abs(afterSeconds - beforeSeconds)),
                                             timeWords(localBefore().time()));
}

QString offsetText(int seconds)
{
    const int minutes = std::abs(seconds) / kSecondsPerMinute;
    return u"%1%2:%3"_s.arg(seconds < 0 ? u"-"_s : u"+"_s)
        .arg(minutes / kMinutesPerHour, 2, 10, QLatin1Char('0'))
        .arg(minutes % kMinutesPerHour, 2, 10, QLatin1Char('0'));
}

std::vector<ClockChange> clockChanges(const QByteArray& zoneId, const QDateTime& from, const QDateTime& to)
{
    std::vector<ClockChange> changes;
    const QTimeZone zone(zoneId);
    if (zoneId.isEmpty() || !zone.isValid() || !from.isValid() || !to.isValid())
        return changes;
    for (QTimeZone::OffsetData next = zone.nextTransition(from); next.atUtc.isValid() && next.atUtc <= to;
         next = zone.nextTransition(next.atUtc)) {
        const ClockChange change{next.atUtc.toUTC(), zone.offsetFromUtc(next.atUtc.addMSecs(-1)),
                                 zone.offsetFromUtc(next.atUtc)};
        if (change.beforeSeconds != change.afterSeconds) // a zone may change its name alone
            changes.push_back(change);
    }
    return changes;
}

std::vector<ComingSlot> comingSlots(const Schedule& schedule, const QDateTime& from, const QDateTime& to)
{
    std::vector<ComingSlot> coming;
    SlotCalendar calendar(schedule);
    // A slot may be repeated by a change that comes after it, up to as long as the clocks go back.
    const auto changes = clockChanges(schedule.zone, from.addDays(-1), to.addDays(1));
    for (const SlotTime& slot : calendar.between(from, to)) {
        ComingSlot row;
        row.slot = slot;
        row.local = calendar.toLocal(slot.at);
        row.offsetSeconds =
            static_cast<int>(slot.at.msecsTo(QDateTime(row.local.date(), row.local.time(), Qt::UTC)) / kMsPerSecond);
        const QDateTime wanted(slot.date, slot.time, Qt::UTC);
        if (row.local != wanted)
            row.mark = ClockMark::Gap;
        for (const ClockChange& change : changes) {
            if (!isRepeated(change, wanted) || change.at <= slot.at)
                continue;
            row.mark = ClockMark::Overlap;
            row.again = wanted.addSecs(-change.afterSeconds);
        }
        coming.push_back(row);
    }
    return coming;
}

std::vector<ForeseenCheck> foresee(const Schedule& schedule, ScheduleState state, const QDateTime& until,
                                   int nextCheckInterval)
{
    std::vector<ForeseenCheck> checks;
    SlotCalendar calendar(schedule);
    for (;;) {
        const ScheduleVerdict verdict = judge(schedule, calendar, state, nextCheckInterval);
        if (verdict.decision != Decision::NotDue || !verdict.handled.empty())
            checks.push_back({state.now, verdict});
        if (verdict.decision == Decision::Generate) {
            state.lastGeneration = state.now;
            state.publishedHash = state.siteHash;
            state.oldestUnpublished = {};
            state.tryAgainAt = {};
        }
        state.lastCheck = verdict.checkedUpTo;
        if (!verdict.nextCheckAt.isValid() || verdict.nextCheckAt > until)
            return checks;
        state.now = verdict.nextCheckAt;
    }
}

SleepRehearsal rehearseSleep(const Schedule& schedule, MissedPolicy policy, const QDateTime& from, const QDateTime& to,
                             int nextCheckInterval)
{
    Schedule under = schedule;
    under.missed = policy;
    SlotCalendar calendar(under);
    ScheduleState state;
    state.now = to;
    state.lastCheck = from;
    // Figures that differ from what is published, so that a slot has something to do.
    state.siteHash = "changed";
    state.publishedHash = "published";
    if (const auto before = calendar.latest(from))
        state.lastGeneration = before->at;

    const ScheduleVerdict verdict = judge(under, calendar, state, nextCheckInterval);
    SleepRehearsal rehearsal;
    rehearsal.policy = policy;
    rehearsal.from = from;
    rehearsal.to = to;
    rehearsal.missed = calendar.between(from, to);
    rehearsal.skipped = verdict.skipped;
    rehearsal.run = verdict.decision == Decision::Generate ? verdict.slot : std::nullopt;
    rehearsal.next = calendar.next(to);
    rehearsal.paused = verdict.decision == Decision::Paused;
    if (!rehearsal.run && !rehearsal.paused) {
        state.oldestUnpublished = from;
        rehearsal.lateChangePublished = judge(under, calendar, state, nextCheckInterval).decision == Decision::Generate;
    }
    return rehearsal;
}

QString SleepRehearsal::sentence(const Schedule& schedule) const
{
    SlotCalendar calendar(schedule);
    const QString start = timeWords(calendar.toLocal(from).time());
    const QString end = timeWords(calendar.toLocal(to).time());
    QString words = u"If the computer sleeps from %1 to %2, "_s.arg(start, end);
    if (missed.empty()) {
        words += u"no slot would be missed"_s;
    } else if (paused) {
        words += u"%1 would pass as paused"_s.arg(slotCount(namesOf(missed)));
    } else if (run) {
        std::vector<SlotTime> answered = missed;
        std::erase_if(answered, [&](const SlotTime& slot) {
            return std::ranges::any_of(skipped, [&](const SlotTime& other) { return sameSlot(slot, other); });
        });
        if (!skipped.empty())
            words += u"%1 would be skipped, and "_s.arg(slotCount(namesOf(skipped)));
        words += u"%1 would run%2 at %3"_s.arg(slotCount(namesOf(answered)),
                                               answered.size() > 1 ? u" once,"_s : QString(), end);
    } else if (skipped.size() == missed.size()) {
        words += u"%1 would be skipped"_s.arg(slotCount(namesOf(missed)));
    } else {
        words += u"%1 would wait for the minimum gap"_s.arg(slotCount(namesOf(missed)));
    }
    if (next)
        words += u"; the next is %1"_s.arg(next->name());
    if (lateChangePublished)
        words += u". A change made at %1 would still be published at %2, for the %3-minute target"_s.arg(start, end)
                     .arg(schedule.freshnessMinutes);
    return words + QLatin1Char('.');
}

ScheduleDifference differenceOf(const Schedule& before, const Schedule& after, const QDateTime& now)
{
    ScheduleDifference difference;
    std::ranges::set_difference(before.slots_, after.slots_, std::back_inserter(difference.removed));
    std::ranges::set_difference(after.slots_, before.slots_, std::back_inserter(difference.added));
    while (!difference.removed.empty() && !difference.added.empty()) {
        auto nearest = std::pair(difference.removed.begin(), difference.added.begin());
        for (auto gone = difference.removed.begin(); gone != difference.removed.end(); ++gone) {
            for (auto come = difference.added.begin(); come != difference.added.end(); ++come) {
                if (std::abs(gone->secsTo(*come)) < std::abs(nearest.first->secsTo(*nearest.second)))
                    nearest = {gone, come};
            }
        }
        difference.moved.push_back({*nearest.first, *nearest.second});
        difference.removed.erase(nearest.first);
        difference.added.erase(nearest.second);
    }
    QList<Message>& said = difference.sentences;
    for (const SlotMove& move : difference.moved)
        said << Message("schedule.slot_moves").arg(timeWords(move.from)).arg(timeWords(move.to));
    for (const QTime& time : difference.added)
        said << Message("schedule.slot_added").arg(timeWords(time));
    for (const QTime& time : difference.removed)
        said << Message("schedule.slot_removed").arg(timeWords(time));
    if (before.zone != after.zone) {
        const auto utc = [&](const Schedule& schedule) {
            const auto next = nextSlot(schedule, now);
            return next ? Message("schedule.utc").arg(timeWords(next->at.time())) : Message("schedule.never");
        };
        said << Message("schedule.zone_changes")
                    .arg(QString::fromLatin1(after.zone))
                    .arg(QString::fromLatin1(before.zone))
                    .arg(utc(after))
                    .arg(utc(before));
    }
    if (before.missed != after.missed)
        said << Message(after.missed == MissedPolicy::Skip ? "schedule.missed_skipped" : "schedule.missed_once");
    if (before.freshnessMinutes != after.freshnessMinutes)
        said << Message("schedule.freshness_changes").arg(after.freshnessMinutes).arg(before.freshnessMinutes);
    if (before.minimumGapMinutes != after.minimumGapMinutes)
        said << (after.minimumGapMinutes == 0 ? Message("schedule.no_gap")
                                              : Message("schedule.gap_is").arg(after.minimumGapMinutes));
    return difference;
}

QStringList warningsAbout(const Schedule& schedule, const QDateTime& now)
{
    QStringList warnings;
    if (schedule.minimumGapMinutes > schedule.freshnessMinutes) {
        warnings << u"sets at least %1 minutes apart cannot publish every change within %2 minutes"_s
                        .arg(schedule.minimumGapMinutes)
                        .arg(schedule.freshnessMinutes);
    }
    std::vector<QTime> warned;
    for (const ClockChange& change : clockChanges(schedule.zone, now, now.addDays(kWarningDays))) {
        for (const ComingSlot& coming : comingSlots(schedule, change.at.addDays(-1), change.at.addDays(1))) {
            if (coming.mark == ClockMark::None || std::ranges::find(warned, coming.slot.time) != warned.end())
                continue;
            warned.push_back(coming.slot.time);
            warnings << (coming.mark == ClockMark::Gap
                             ? u"on %1 the clocks skip %2; that day it runs at %3"_s.arg(
                                   dayWords(coming.slot.date), coming.slot.name(), timeWords(coming.local.time()))
                             : u"on %1 the clocks show %2 twice; it runs the first time"_s.arg(
                                   dayWords(coming.slot.date), coming.slot.name()));
        }
    }
    return warnings;
}

} // namespace factoid
