#include "core/schedule/schedule_settings.h"

#include "core/monitor/recovery/recovery.h"
#include "core/schedule/slot_calendar.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>

namespace factoid {

Result<Schedule> scheduleFrom(const Settings& settings)
{
    Schedule schedule;
    schedule.slots_.clear();
    for (const QString& text : settings.scheduleSlots.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QTime time = QTime::fromString(text.trimmed(), u"HH:mm"_s);
        if (!time.isValid())
            return fail(ErrorKind::Usage, Message("schedule.not_a_time").arg(text.trimmed()));
        schedule.slots_.push_back(time);
    }
    std::ranges::sort(schedule.slots_);
    schedule.zone = settings.scheduleZone.toLatin1();
    schedule.missed = settings.scheduleMissed == "skip"_L1 ? MissedPolicy::Skip : MissedPolicy::OnceAtNextCheck;
    schedule.freshnessMinutes = settings.freshnessMinutes;
    schedule.minimumGapMinutes = settings.minimumGapMinutes;
    if (const auto wrong = whatIsWrongWith(schedule))
        return fail(ErrorKind::Usage, *wrong);
    return schedule;
}

Result<Settings> editedSettings(const Settings& settings, const QJsonObject& options)
{
    Settings edited = settings;
    for (const SettingField& field : settingFields()) {
        const QJsonValue value = options.value(field.key);
        if (value.isUndefined())
            continue;
        TRY(setSetting(edited, field.key, value.toString()));
    }
    return edited;
}

Result<Schedule> editedSchedule(const Settings& settings, const QJsonObject& options)
{
    const auto edited = TRY(editedSettings(settings, options));
    return scheduleFrom(edited);
}

Result<Schedule> loadSchedule(Database& db, const Settings& settings)
{
    auto schedule = scheduleFrom(settings);
    if (!schedule)
        return schedule;
    const auto paused = TRY(SettingsStore(db).state(QLatin1String(kPausedKey)));
    schedule->paused = paused == "1"_L1;
    return schedule;
}

Result<ScheduleState> scheduleState(Database& db, const QDateTime& now)
{
    ScheduleState state;
    state.now = now;
    const auto lastCheck = TRY(SettingsStore(db).state(QLatin1String(kLastCheckKey)));
    state.lastCheck = timeFromText(lastCheck);
    const auto oldest = TRY(ChangeStore(db).oldestOpen());
    state.oldestUnpublished = oldest;
    const auto hash = TRY(CellStore(db).siteHash());
    state.siteHash = hash;
    const auto current = TRY(SetStore(db).current());
    state.publishedHash = current.dataHash;
    state.lastGeneration = current.publishedAt;
    const auto again = TRY(Recovery(db).whenToTryAgain(u"update-factoids"_s, state.siteHash, now));
    state.tryAgainAt = again;
    return state;
}

ScheduleFacts scheduleFacts(const Schedule& schedule, const QDateTime& now)
{
    ScheduleFacts facts;
    for (const QTime& time : schedule.slots_)
        facts.slotTimes << time.toString(u"HH:mm"_s);
    facts.zone = QString::fromLatin1(schedule.zone);
    facts.missed = schedule.missed == MissedPolicy::Skip ? u"skip"_s : u"once"_s;
    facts.freshnessMinutes = schedule.freshnessMinutes;
    facts.minimumGapMinutes = schedule.minimumGapMinutes;
    facts.paused = schedule.paused;
    if (const auto next = nextSlot(schedule, now)) {
        facts.nextSlot = next->name();
        facts.nextSlotAt = timeText(next->at);
    }
    return facts;
}

Result<ScheduleStanding> withNextTry(Database& db, const Schedule& schedule, int checkMinutes, const QDateTime& now)
{
    const auto state = TRY(scheduleState(db, now));
    ScheduleStanding standing{scheduleFacts(schedule, now), std::nullopt, QString()};
    if (!state.tryAgainAt.isValid())
        return standing;
    const ScheduleVerdict verdict = decide(schedule, state, checkMinutes);
    if (verdict.decision == Decision::WaitAfterFailure) {
        standing.nextTryAt = timeText(verdict.nextCheckAt);
        standing.nextTry = verdict.reason.text();
    } else if (state.tryAgainAt > now) {
        standing.nextTryAt = timeText(state.tryAgainAt);
        SlotCalendar calendar(schedule);
        standing.nextTry =
            u"the last generation failed; the next is not tried before %1 (%2), unless the freshness target or a person asks for it"_s
                .arg(QLocale::c().toString(calendar.toLocal(state.tryAgainAt), u"HH:mm 'on' d MMMM yyyy"_s),
                     QString::fromLatin1(schedule.zone));
    } else {
        standing.nextTry = u"the last generation failed; it is tried again at the next check that finds one due"_s;
    }
    return standing;
}

} // namespace factoid
