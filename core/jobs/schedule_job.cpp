// The schedule job: --init-schedule, pause, resume, and a new set of slots.
#include "core/jobs/job_table.h"
#include "core/schedule/schedule_settings.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

// "change of the schedule: 10:30 moves to 11:00".
Message changeWords(const Settings& before, const QJsonObject& options, const QDateTime& now)
{
    const auto old = scheduleFrom(before);
    const auto edited = editedSchedule(before, options);
    const QList<Message> sentences = old && edited ? differenceOf(*old, *edited, now).sentences : QList<Message>();
    return sentences.isEmpty() ? Message("label.schedule")
                               : Message("label.schedule_edit").arg(Message::list(sentences));
}

Settings withScheduleOf(const Settings& from, Settings settings)
{
    for (const SettingField& field : settingFields()) {
        if (field.key.startsWith("schedule."_L1))
            (void)setSetting(settings, field.key, settingText(from, field));
    }
    return settings;
}

// What this call changes, as the options of the call that puts it back.
Result<std::optional<Reversal>> reversalOf(Database& db, const Settings& before, const QString& action,
                                           const QJsonObject& options, const QDateTime& now)
{
    const auto paused = TRY(SettingsStore(db).state(QLatin1String(kPausedKey)));
    const bool wasPaused = paused == "1"_L1;
    if (action == "pause"_L1 || action == "resume"_L1) {
        if (wasPaused == (action == "pause"_L1))
            return std::nullopt;
        return Reversal{Message(wasPaused ? "label.schedule_resume" : "label.schedule_pause"),
                        u"schedule"_s,
                        {{u"action"_s, wasPaused ? u"pause"_s : u"resume"_s}}};
    }
    QJsonObject back{{u"action"_s, u"set"_s}};
    for (const SettingField& field : settingFields()) {
        const QJsonValue value = options.value(field.key);
        if (!value.isUndefined() && value.toString() != settingText(before, field))
            back.insert(field.key, settingText(before, field));
    }
    if (back.size() == 1)
        return std::nullopt;
    return Reversal{changeWords(before, options, now), u"schedule"_s, back};
}

JobOutcome outcomeOf(const Schedule& schedule, const std::optional<Reversal>& reversal, const QDateTime& now)
{
    JobOutcome outcome;
    outcome.reversal = reversal;
    outcome.result = toJson(schedule, now);
    outcome.result.insert(u"outcome"_s, u"schedule_saved"_s);
    QStringList names;
    for (const QJsonValue& time : outcome.result.value(u"slots"_s).toArray())
        names << time.toString();
    outcome.note = Message(schedule.paused ? "schedule.saved_paused" : "schedule.saved")
                       .arg(names.join(u", "_s))
                       .arg(QString::fromLatin1(schedule.zone));
    return outcome;
}

} // namespace

Result<JobOutcome> scheduleJob(JobContext& context, const QJsonObject& options)
{
    const QString action = options.value(u"action"_s).toString(u"init"_s);
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        SettingsStore store(context.db);
        const auto kept = TRY(store.load());
        const auto back = TRY(reversalOf(context.db, kept, action, options, now));
        // Only what this call says is saved: what --config lays over the store belongs to the runs that are given it.
        // A schedule that is being made takes over what --config says of it.
        const auto saving =
            TRY(editedSettings(action == "init"_L1 ? withScheduleOf(context.settings, kept) : kept, options));
        const auto edited = TRY(editedSettings(context.settings, options));
        const Settings& settings = edited;
        for (const Settings* checked : {&saving, &settings}) {
            TRY(scheduleFrom(*checked));
        }
        TRY(store.save(saving));
        if (action == "pause"_L1 || action == "resume"_L1) {
            TRY(store.setState(QLatin1String(kPausedKey), action == "pause"_L1 ? u"1"_s : u"0"_s));
        }
        const auto lastCheck = TRY(store.state(QLatin1String(kLastCheckKey)));
        // From here on slots count; what lay before the schedule was made was not missed.
        if (action == "init"_L1 && lastCheck.isEmpty()) {
            TRY(store.setState(QLatin1String(kLastCheckKey), timeText(now)));
        }
        const Message audited(action == "pause"_L1    ? "audit.schedule_pause"
                              : action == "resume"_L1 ? "audit.schedule_resume"
                              : action == "init"_L1   ? "audit.schedule_init"
                                                      : "audit.schedule_set");
        TRY(store.audit(now, context.trigger, audited, options));
        const auto schedule = TRY(loadSchedule(context.db, settings));
        return outcomeOf(schedule, back, now);
    });
}

} // namespace factoid
