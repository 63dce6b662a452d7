// settings: saves settings of the table, or puts them back to their defaults. Checked whole before anything is saved.
#include "core/jobs/job_table.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/data/cell_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

// The keys that this call touches with their new texts; no text: back to the default.
Result<std::map<QString, std::optional<QString>>> wanted(const QJsonObject& options)
{
    std::map<QString, std::optional<QString>> changes;
    const QJsonObject set = options.value(u"set"_s).toObject();
    for (auto entry = set.begin(); entry != set.end(); ++entry)
        changes[entry.key()] =
            entry.value().isString() ? entry.value().toString() : entry.value().toVariant().toString();
    for (const QJsonValue& key : options.value(u"reset"_s).toArray())
        changes[key.toString()] = std::nullopt;
    for (const auto& [key, text] : changes) {
        if (!settingField(key))
            return fail(ErrorKind::Usage, Message("settings.unknown").arg(key));
    }
    if (changes.empty())
        return fail(ErrorKind::Usage, Message("settings.which"));
    return changes;
}

Message labelOf(const std::map<QString, std::optional<QString>>& changes)
{
    if (changes.size() > 1)
        return Message("label.settings").arg(std::ssize(changes));
    const auto& [key, text] = *changes.begin();
    return text ? Message("label.setting").arg(key).arg(*text) : Message("label.setting_reset").arg(key);
}

} // namespace

Result<JobOutcome> settingsJob(JobContext& context, const QJsonObject& options)
{
    const auto changes = TRY(wanted(options));
    return context.apply([&]() -> Result<JobOutcome> {
        SettingsStore store(context.db);
        const auto saved = TRY(store.saved());
        auto settings = TRY(store.load());
        QJsonObject before, after, backSet;
        QJsonArray backReset;
        for (const auto& [key, text] : changes) {
            const SettingField& field = *settingField(key);
            const QString old = settingText(settings, field);
            const QString next = text ? *text : settingText(Settings(), field);
            TRY(setSetting(settings, key, next));
            const QString kept = settingText(settings, field);
            TRY(text ? store.put(key, kept) : store.drop(key));
            if (kept == old)
                continue;
            before.insert(key, old);
            after.insert(key, kept);
            if (saved.contains(key))
                backSet.insert(key, saved.at(key));
            else
                backReset.append(key);
        }
        // Where years end says who was there in one.
        if (after.contains(u"data.year_end"_s) || after.contains(u"data.words"_s))
            TRY(CellStore(context.db).markAllDirty());
        // Settings that only make sense together.
        TRY(scheduleFrom(settings));
        TRY(store.audit(context.clock.now(), context.trigger, Message("audit.settings"),
                        {{u"before"_s, before}, {u"after"_s, after}}));
        JobOutcome outcome;
        outcome.result = {{u"before"_s, before}, {u"after"_s, after}};
        outcome.note =
            after.isEmpty() ? Message("settings.unchanged") : Message("settings.saved").arg(after.keys().join(u", "_s));
        if (!after.isEmpty())
            outcome.reversal =
                Reversal{labelOf(changes), u"settings"_s, {{u"set"_s, backSet}, {u"reset"_s, backReset}}};
        return outcome;
    });
}

} // namespace factoid
