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

// "18:30 on 21 July 2024", by the clocks of the schedule's zone.
struct Sayer {
    const Schedule& schedule;
    [[nodiscard]] Message at(const Message& message, const QDateTime& instant) const
    {
        return message.arg(instant.toTimeZone(QTimeZone(schedule.zone)), Message::Form::Full);
    }
};

// The time that was set, even where the clock skips it.
Message withSlot(const Message& message, const SlotTime& slot)
{
    return message.arg(QDateTime(slot.date, slot.time, Qt::UTC), Message::Form::Full);
}

Message generateWords(const Sayer& sayer, const ScheduleState& state, const ScheduleVerdict& verdict)
{
    if (verdict.forFreshness) {
        const QDateTime target = plusMinutes(state.oldestUnpublished, sayer.schedule.freshnessMinutes);
        return sayer.at(sayer.at(Message("schedule.freshness"), state.oldestUnpublished), target);
    }
    const Message due = withSlot(Message("schedule.slot_changed"), *verdict.slot);
    const auto covered = static_cast<qint64>(verdict.handled.size() - verdict.skipped.size()) - 1;
    return covered > 0 ? Message::list({due, Message("schedule.covers_missed").count(covered)}) : due;
}

Message notDueWords(const Sayer& sayer, const ScheduleState& state, const ScheduleVerdict& verdict)
{
    QList<Message> words{Message("schedule.not_due")};
    if (!verdict.skipped.empty())
        words << Message("schedule.slots_skipped").count(std::ssize(verdict.skipped));
    if (state.oldestUnpublished.isValid() && siteChanged(state))
        words << sayer.at(Message("schedule.change_can_wait"), state.oldestUnpublished);
    if (verdict.nextCheckAt.isValid())
        words << sayer.at(Message("schedule.next_at"), verdict.nextCheckAt);
    return Message::list(words);
}

Message dueWords(const ScheduleVerdict& verdict)
{
    return verdict.slot ? withSlot(Message("schedule.slot_due"), *verdict.slot) : Message("schedule.change_waits");
}

Message reasonOf(const Schedule& schedule, const ScheduleState& state, int interval, const ScheduleVerdict& verdict)
{
    const Sayer sayer{schedule};
    switch (verdict.decision) {
    case Decision::Generate:
        return generateWords(sayer, state, verdict);
    case Decision::Unchanged:
        return withSlot(Message(state.siteHash.isEmpty() ? "schedule.slot_no_figures" : "schedule.slot_unchanged"),
                        *verdict.slot);
    case Decision::Paused:
        return Message("schedule.paused");
    case Decision::WaitForGap:
        return sayer.at(Message("schedule.gap").arg(dueWords(verdict)), state.lastGeneration)
            .arg(schedule.minimumGapMinutes);
    case Decision::WaitAfterFailure: {
        const QDateTime again = waitEnd(schedule, state, interval);
        const Message wait(again < state.tryAgainAt ? "schedule.retry_freshness" : "schedule.retry");
        return sayer.at(wait.arg(dueWords(verdict)), again);
    }
    case Decision::NotDue:
        return notDueWords(sayer, state, verdict);
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
    verdict.reason = Message("schedule.in_zone")
                         .arg(reasonOf(schedule, state, std::max(0, nextCheckInterval), verdict))
                         .arg(QString::fromLatin1(schedule.zone));
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
            return u"update time %1 is not a valid time"_s.arg(i + 1);
        if (time.msecsSinceStartOfDay() % kMinuteMs != 0)
            return u"update time %1 is not a whole minute"_s.arg(time.toString(u"HH:mm:ss"_s));
        if (i > 0 && time == schedule.slots_[i - 1])
            return u"update time %1 is listed twice"_s.arg(time.toString(u"HH:mm"_s));
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
