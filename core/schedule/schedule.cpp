#include "core/schedule/schedule.h"

#include "core/schedule/slot_calendar.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr int kMostDaysAnswered = 366;
constexpr int kMostSlotsAnswered = 2'000;

QDateTime plusMinutes(const QDateTime& instant, int minutes)
{
    return instant.addMSecs(minutes * kMinuteMs);
}

// The slots that this check has to answer for, before any of them is skipped.
std::vector<SlotTime> slotsToAnswer(SlotCalendar& calendar, const ScheduleState& state)
{
    if (state.lastCheck.isValid()) {
        // Whoever was off for longer, or has a wrong clock, answers for what is near.
        auto open = calendar.between(std::max(state.lastCheck, state.now.addDays(-kMostDaysAnswered)),
                                     state.now); // none when the clock was moved backwards
        if (open.size() > kMostSlotsAnswered)
            open.erase(open.begin(), open.end() - kMostSlotsAnswered);
        return open;
    }
    // The first check ever: history is not replayed, but today's latest slot is, unless it was answered by hand.
    const auto latest = calendar.latest(state.now);
    if (!latest || calendar.toLocal(latest->at).date() != calendar.toLocal(state.now).date())
        return {};
    if (state.lastGeneration.isValid() && state.lastGeneration >= latest->at)
        return {};
    return {*latest};
}

// The end of the minimum gap. Invalid when there is none; a generation in the future tells nothing
// (the clock was set back), or a wrong clock would hold the site for as long as it had been wrong.
QDateTime gapEnd(const Schedule& schedule, const ScheduleState& state)
{
    if (schedule.minimumGapMinutes <= 0 || !state.lastGeneration.isValid() || state.lastGeneration > state.now)
        return {};
    return plusMinutes(state.lastGeneration, schedule.minimumGapMinutes);
}

bool siteChanged(const ScheduleState& state)
{
    return !state.siteHash.isEmpty() && state.siteHash != state.publishedHash;
}

// The latest instant at which a check may still leave the freshness target to the check after it.
QDateTime freshnessPatience(const Schedule& schedule, const ScheduleState& state, int interval)
{
    if (!state.oldestUnpublished.isValid() || !siteChanged(state))
        return {};
    const QDateTime changed = std::min(state.oldestUnpublished, state.now);
    return plusMinutes(changed, schedule.freshnessMinutes - interval - kGenerationAllowanceMinutes);
}

// When a generation that failed is tried again: as the recovery table says, or with the first check that must act for
// the freshness target, whichever is first. From then until the target each check tries; missed it cannot be any more
// after it. Invalid: nothing failed, or the wait is over.
QDateTime waitEnd(const Schedule& schedule, const ScheduleState& state, int interval)
{
    if (!state.tryAgainAt.isValid() || state.tryAgainAt <= state.now)
        return {};
    const QDateTime patience = freshnessPatience(schedule, state, interval);
    if (!patience.isValid())
        return state.tryAgainAt;
    if (state.now <= patience)
        return std::min(state.tryAgainAt, patience.addMSecs(1));
    const QDateTime target = plusMinutes(std::min(state.oldestUnpublished, state.now), schedule.freshnessMinutes);
    return state.now <= target ? QDateTime() : state.tryAgainAt;
}

// Moves the slots that came too late to be run into `skipped`. A slot within the minimum gap had to wait
// and is late only from the end of the gap on. Checks further apart than the tolerance must not skip every slot.
void skipMissed(const Schedule& schedule, const ScheduleState& state, int interval, ScheduleVerdict& verdict)
{
    const bool neverRan = !state.lastCheck.isValid();
    if (schedule.missed != MissedPolicy::Skip || neverRan)
        return;
    const QDateTime gap = gapEnd(schedule, state);
    const int tolerance = std::max(kMissedToleranceMinutes, interval);
    for (const SlotTime& slot : verdict.handled) {
        const bool inGap = gap.isValid() && slot.at >= state.lastGeneration && slot.at < gap;
        QDateTime ready = inGap ? gap : slot.at;
        if (state.tryAgainAt.isValid() && slot.at < state.tryAgainAt)
            ready = std::max(ready, state.tryAgainAt); // it was tried, and had to wait
        if (plusMinutes(ready, tolerance) < state.now)
            verdict.skipped.push_back(slot);
    }
}

// A slot that waits stays open: it is not handled, and the next check sees it again.
void keepWaitingSlotsOpen(ScheduleVerdict& verdict)
{
    if (!verdict.slot)
        return;
    const SlotTime& firstOpen = verdict.handled[verdict.skipped.size()];
    verdict.checkedUpTo = firstOpen.at.addMSecs(-1);
    verdict.handled = verdict.skipped;
}

QDateTime nextCheck(const Schedule& schedule, SlotCalendar& calendar, const ScheduleState& state, int interval,
                    Decision decision)
{
    QDateTime earliest;
    const auto consider = [&](const QDateTime& instant) {
        if (instant.isValid() && instant > state.now && (!earliest.isValid() || instant < earliest))
            earliest = instant;
    };
    if (const auto next = calendar.next(state.now))
        consider(next->at);
    if (decision == Decision::WaitForGap)
        consider(gapEnd(schedule, state));
    if (decision == Decision::WaitAfterFailure)
        consider(waitEnd(schedule, state, interval));
    if (decision == Decision::NotDue) {
        const QDateTime patience = freshnessPatience(schedule, state, interval);
        if (patience.isValid())
            consider(patience.addMSecs(1));
    }
    return earliest;
}

Decision choose(const Schedule& schedule, const ScheduleState& state, int interval, const ScheduleVerdict& verdict)
{
    if (schedule.paused)
        return Decision::Paused;
    if (!verdict.slot && !verdict.forFreshness)
        return Decision::NotDue;
    if (!siteChanged(state))
        return Decision::Unchanged;
    const QDateTime gap = gapEnd(schedule, state);
    if (gap.isValid() && gap > state.now)
        return Decision::WaitForGap;
    if (waitEnd(schedule, state, interval).isValid())
        return Decision::WaitAfterFailure;
    return Decision::Generate;
}

// "18:30 on 21 July 2024", local.
QString localWords(SlotCalendar& calendar, const QDateTime& instant)
{
    const QDateTime local = calendar.toLocal(instant);
    return QLocale::c().toString(local.time(), u"HH:mm"_s) + u" on "_s +
           QLocale::c().toString(local.date(), u"d MMMM yyyy"_s);
}

QString slotWords(const SlotTime& slot)
{
    return slot.name() + u" on "_s + QLocale::c().toString(slot.date, u"d MMMM yyyy"_s);
}

QString countWords(size_t count, const QString& tail)
{
    return QString::number(count) + (count == 1 ? u" slot "_s : u" slots "_s) + tail;
}

QString generateWords(SlotCalendar& calendar, const Schedule& schedule, const ScheduleState& state,
                      const ScheduleVerdict& verdict)
{
    if (verdict.forFreshness) {
        return u"a change of %1 must be published by %2"_s.arg(
            localWords(calendar, state.oldestUnpublished),
            localWords(calendar, plusMinutes(state.oldestUnpublished, schedule.freshnessMinutes)));
    }
    QString words = u"the slot of %1 is due and the figures have changed"_s.arg(slotWords(*verdict.slot));
    const size_t covered = verdict.handled.size() - verdict.skipped.size() - 1;
    if (covered > 0)
        words += u"; it covers "_s + countWords(covered, u"missed before it"_s);
    return words;
}

QString notDueWords(SlotCalendar& calendar, const ScheduleState& state, const ScheduleVerdict& verdict)
{
    QString words = u"no slot is due"_s;
    if (!verdict.skipped.empty())
        words += u"; "_s + countWords(verdict.skipped.size(), u"missed and skipped"_s);
    if (state.oldestUnpublished.isValid() && siteChanged(state))
        words += u"; the change of %1 can wait"_s.arg(localWords(calendar, state.oldestUnpublished));
    if (verdict.nextCheckAt.isValid())
        words += u"; next at %1"_s.arg(localWords(calendar, verdict.nextCheckAt));
    return words;
}

QString dueWords(const ScheduleVerdict& verdict)
{
    return verdict.slot ? u"the slot of %1 is due"_s.arg(slotWords(*verdict.slot))
                        : u"a change waits to be published"_s;
}

QString reasonOf(const Schedule& schedule, SlotCalendar& calendar, const ScheduleState& state, int interval,
                 const ScheduleVerdict& verdict)
{
    switch (verdict.decision) {
    case Decision::Generate:
        return generateWords(calendar, schedule, state, verdict);
    case Decision::Unchanged:
        return u"the slot of %1 is due, but %2"_s.arg(
            slotWords(*verdict.slot),
            state.siteHash.isEmpty() ? u"there are no figures yet"_s : u"the figures are those of the published set"_s);
    case Decision::Paused:
        return u"the schedule is paused"_s;
    case Decision::WaitForGap:
        return u"%1, but the last set is of %2 and the minimum gap is %3 minutes"_s.arg(
            dueWords(verdict), localWords(calendar, state.lastGeneration), QString::number(schedule.minimumGapMinutes));
    case Decision::WaitAfterFailure: {
        const QDateTime again = waitEnd(schedule, state, interval);
        return u"%1, but the last generation failed; it is tried again at %2%3"_s.arg(
            dueWords(verdict), localWords(calendar, again),
            again < state.tryAgainAt ? u", for the freshness target"_s : QString());
    }
    case Decision::NotDue:
        return notDueWords(calendar, state, verdict);
    }
    return {};
}

} // namespace

QString SlotTime::name() const
{
    return time.toString(u"HH:mm"_s);
}

std::vector<SlotTime> slotsBetween(const Schedule& schedule, const QDateTime& from, const QDateTime& to)
{
    return SlotCalendar(schedule).between(from, to);
}

std::optional<SlotTime> nextSlot(const Schedule& schedule, const QDateTime& now)
{
    return SlotCalendar(schedule).next(now);
}

std::optional<SlotTime> latestSlot(const Schedule& schedule, const QDateTime& now)
{
    return SlotCalendar(schedule).latest(now);
}

ScheduleVerdict judge(const Schedule& schedule, SlotCalendar& calendar, const ScheduleState& state,
                      int nextCheckInterval)
{
    const int interval = std::max(0, nextCheckInterval);
    ScheduleVerdict verdict;
    verdict.checkedUpTo = state.now;
    verdict.handled = slotsToAnswer(calendar, state);
    skipMissed(schedule, state, interval, verdict);
    if (verdict.handled.size() > verdict.skipped.size())
        verdict.slot = verdict.handled.back();
    const QDateTime patience = freshnessPatience(schedule, state, interval);
    verdict.forFreshness = !verdict.slot && patience.isValid() && state.now > patience;
    verdict.decision = choose(schedule, state, interval, verdict);
    if (verdict.decision == Decision::WaitForGap || verdict.decision == Decision::WaitAfterFailure)
        keepWaitingSlotsOpen(verdict);
    verdict.nextCheckAt = nextCheck(schedule, calendar, state, interval, verdict.decision);
    return verdict;
}

ScheduleVerdict decide(const Schedule& schedule, const ScheduleState& state, int nextCheckInterval)
{
    SlotCalendar calendar(schedule);
    ScheduleVerdict verdict = judge(schedule, calendar, state, nextCheckInterval);
    verdict.reason = reasonOf(schedule, calendar, state, std::max(0, nextCheckInterval), verdict) +
                     u" (%1)"_s.arg(QLatin1String(schedule.zone));
    return verdict;
}

bool isKnownZone(const QByteArray& zone)
{
    // Qt lists the zones of zone.tab alone; links (Europe/Kiev, US/Eastern) and zones without a place (Etc/UTC) are
    // files of the same database. An id with the form of a path could name any file.
    static const QRegularExpression form(u"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$"_s);
    if (!form.match(QString::fromLatin1(zone)).hasMatch() || !QTimeZone(zone).isValid())
        return false;
    // Qt takes any word for a rule of its own (“posix”): a zone has a file where the database is one of files.
    const QDir database(qEnvironmentVariable("TZDIR", u"/usr/share/zoneinfo"_s));
    return !database.exists() || QFileInfo(database.filePath(QString::fromLatin1(zone))).isFile();
}

std::optional<QString> whatIsWrongWith(const Schedule& schedule)
{
    if (!isKnownZone(schedule.zone))
        return u"\"%1\" is not a known time zone; write one as the system's time zone database (package tzdata) has it, such as Europe/London or Etc/UTC"_s
            .arg(QString::fromUtf8(schedule.zone));
    if (schedule.slots_.empty())
        return u"a schedule needs at least one update time; pause it to stop updates"_s;
    for (size_t i = 0; i < schedule.slots_.size(); ++i) {
        const QTime time = schedule.slots_[i];
        if (!time.isValid())
            return u"update time %1 is not a time of day"_s.arg(i + 1);
        if (time.msecsSinceStartOfDay() % kMinuteMs != 0)
            return u"update time %1 is not a whole minute"_s.arg(time.toString(u"HH:mm:ss"_s));
        if (i > 0 && time == schedule.slots_[i - 1])
            return u"update time %1 is there twice"_s.arg(time.toString(u"HH:mm"_s));
        if (i > 0 && time < schedule.slots_[i - 1])
            return u"update time %1 is out of order"_s.arg(time.toString(u"HH:mm"_s));
    }
    if (schedule.freshnessMinutes < 1)
        return u"the freshness target must be at least one minute"_s;
    if (schedule.minimumGapMinutes < 0)
        return u"the minimum gap cannot be negative"_s;
    return std::nullopt;
}

} // namespace factoid
