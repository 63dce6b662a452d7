// The schedule job: --init-schedule, pause, resume, and a new set of slots.
#include "core/jobs/job_table.h"
#include "core/schedule/schedule_settings.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

// "change of the schedule: 10:30 moves to 11:00".
QString changeWords(const Settings& before, const QJsonObject& options, const QDateTime& now)
{
    const QString words = QStringLiteral("change of the schedule");
    const auto old = scheduleFrom(before);
    const auto edited = editedSchedule(before, options);
    const QStringList sentences = old && edited ? differenceOf(*old, *edited, now).sentences : QStringList();
    return sentences.isEmpty() ? words : words + QStringLiteral(": ") + sentences.join(QStringLiteral("; "));
}

Settings withScheduleOf(const Settings& from, Settings settings)
{
    for (const SettingField& field : settingFields()) {
        if (field.key.startsWith(QLatin1String("schedule.")))
            (void)setSetting(settings, field.key, settingText(from, field));
    }
    return settings;
}

// What this call changes, as the options of the call that puts it back.
Result<std::optional<Reversal>> reversalOf(Database& db, const Settings& before, const QString& action, const QJsonObject& options,
                                           const QDateTime& now)
{
    const auto paused = SettingsStore(db).state(QLatin1String(kPausedKey));
    if (!paused)
        return std::unexpected(paused.error());
    const bool wasPaused = *paused == QLatin1String("1");
    if (action == QLatin1String("pause") || action == QLatin1String("resume")) {
        if (wasPaused == (action == QLatin1String("pause")))
            return std::nullopt;
        return Reversal{wasPaused ? QStringLiteral("resume of the schedule") : QStringLiteral("pause of the schedule"), QStringLiteral("schedule"),
                        {{QStringLiteral("action"), wasPaused ? QStringLiteral("pause") : QStringLiteral("resume")}}};
    }
    QJsonObject back{{QStringLiteral("action"), QStringLiteral("set")}};
    for (const SettingField& field : settingFields()) {
        const QJsonValue value = options.value(field.key);
        if (!value.isUndefined() && value.toString() != settingText(before, field))
            back.insert(field.key, settingText(before, field));
    }
    if (back.size() == 1)
        return std::nullopt;
    return Reversal{changeWords(before, options, now), QStringLiteral("schedule"), back};
}

JobOutcome outcomeOf(const Schedule& schedule, const std::optional<Reversal>& reversal, const QDateTime& now)
{
    JobOutcome outcome;
    outcome.reversal = reversal;
    outcome.result = toJson(schedule, now);
    outcome.result.insert(QStringLiteral("outcome"), QStringLiteral("schedule_saved"));
    QStringList names;
    for (const QJsonValue& time : outcome.result.value(QStringLiteral("slots")).toArray())
        names << time.toString();
    outcome.note = QStringLiteral("slots %1 (%2)%3").arg(names.join(QStringLiteral(", ")), QString::fromLatin1(schedule.zone), schedule.paused ? QStringLiteral(", paused") : QString());
    return outcome;
}

} // namespace

Result<JobOutcome> scheduleJob(JobContext& context, const QJsonObject& options)
{
    const QString action = options.value(QStringLiteral("action")).toString(QStringLiteral("init"));
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        SettingsStore store(context.db);
        const auto kept = store.load();
        if (!kept)
            return std::unexpected(kept.error());
        const auto back = reversalOf(context.db, *kept, action, options, now);
        if (!back)
            return std::unexpected(back.error());
        // Only what this call says is saved: what --config lays over the store belongs to the runs that are given it.
        // A schedule that is being made takes over what --config says of it.
        const auto saving = editedSettings(action == QLatin1String("init") ? withScheduleOf(context.settings, *kept) : *kept, options);
        if (!saving)
            return std::unexpected(saving.error());
        const auto edited = editedSettings(context.settings, options);
        if (!edited)
            return std::unexpected(edited.error());
        const Settings& settings = *edited;
        for (const Settings* checked : {&*saving, &settings}) {
            if (auto fine = scheduleFrom(*checked); !fine)
                return std::unexpected(fine.error());
        }
        if (auto saved = store.save(*saving); !saved)
            return std::unexpected(saved.error());
        if (action == QLatin1String("pause") || action == QLatin1String("resume")) {
            if (auto set = store.setState(QLatin1String(kPausedKey), action == QLatin1String("pause") ? QStringLiteral("1") : QStringLiteral("0")); !set)
                return std::unexpected(set.error());
        }
        const auto lastCheck = store.state(QLatin1String(kLastCheckKey));
        if (!lastCheck)
            return std::unexpected(lastCheck.error());
        // From here on slots count; what lay before the schedule was made was not missed.
        if (action == QLatin1String("init") && lastCheck->isEmpty()) {
            if (auto set = store.setState(QLatin1String(kLastCheckKey), timeText(now)); !set)
                return std::unexpected(set.error());
        }
        if (auto noted = store.audit(now, context.trigger, QStringLiteral("schedule ") + action, options); !noted)
            return std::unexpected(noted.error());
        const auto schedule = loadSchedule(context.db, settings);
        if (!schedule)
            return std::unexpected(schedule.error());
        return outcomeOf(*schedule, *back, now);
    });
}

} // namespace factoid
