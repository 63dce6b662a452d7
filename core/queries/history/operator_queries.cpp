#include "core/queries/history/operator_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/store/operations/settings_store.h"
#include "core/store/operations/undo_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

Result<QJsonObject> historyQuery(QueryContext& context, int limit)
{
    UndoStore store(context.db);
    const auto steps = TRY(store.list(limit));
    const auto undo = TRY(store.nextUndo());
    const auto redo = TRY(store.nextRedo());
    QJsonArray list;
    for (const UndoStep& step : steps)
        list.append(step.toJson());
    const auto orNull = [](const std::optional<UndoStep>& step) {
        return step ? QJsonValue(step->toJson()) : QJsonValue();
    };
    return QJsonObject{{u"steps"_s, list}, {u"undo"_s, orNull(undo)}, {u"redo"_s, orNull(redo)}};
}

Result<QJsonObject> choicesQuery(QueryContext& context)
{
    const auto list = TRY(CurationStore(context.db).list());
    QJsonArray choices;
    for (const Choice& choice : list) {
        QJsonObject row = choice.toJson();
        row.insert(u"asleep"_s, choice.asleepOn(context.clock.now().date()));
        choices.append(row);
    }
    return QJsonObject{{u"choices"_s, choices}};
}

Result<QJsonObject> auditQuery(QueryContext& context, int limit, qint64 before, const QString& search)
{
    const auto list = TRY(SettingsStore(context.db).auditEntries(limit, before, search));
    QJsonArray entries;
    for (const SettingsStore::AuditEntry& entry : list) {
        entries.append(QJsonObject{{u"id"_s, entry.id},
                                   {u"at"_s, timeText(entry.at)},
                                   {u"actor"_s, entry.actor},
                                   {u"action"_s, entry.action},
                                   {u"detail"_s, entry.detail}});
    }
    return QJsonObject{{u"entries"_s, entries}};
}

Result<QJsonObject> settingsQuery(QueryContext& context)
{
    const auto saved = TRY(SettingsStore(context.db).saved());
    const Settings defaults;
    QJsonArray list;
    for (const SettingField& field : settingFields()) {
        const QString standard = settingText(defaults, field);
        const QString value = settingText(context.settings, field);
        const auto kept = saved.find(field.key);
        const bool isSaved = kept != saved.end();
        const bool isNumber = std::holds_alternative<int Settings::*>(field.member);
        list.append(QJsonObject{
            {u"key"_s, field.key},
            {u"group"_s, field.key.section(QLatin1Char('.'), 0, 0)},
            {u"kind"_s, isNumber                  ? u"number"_s
                        : field.choices.isEmpty() ? u"text"_s
                                                  : u"choice"_s},
            {u"value"_s, value},
            {u"default"_s, standard},
            {u"saved"_s, isSaved ? QJsonValue(kept->second) : QJsonValue()},
            {u"overridden"_s, value != (isSaved ? kept->second : standard)},
            {u"least"_s, isNumber ? QJsonValue(field.least) : QJsonValue()},
            {u"most"_s, isNumber ? QJsonValue(field.most) : QJsonValue()},
            {u"choices"_s, QJsonArray::fromStringList(field.choices)},
            {u"help"_s, field.help},
        });
    }
    return QJsonObject{{u"settings"_s, list}};
}

QString settingFault(const Settings& settings, const QString& key, const QString& text)
{
    Settings tried = settings;
    if (auto set = setSetting(tried, key, text); !set)
        return set.error().message;
    if (!key.startsWith("schedule."_L1))
        return {};
    const auto schedule = scheduleFrom(tried);
    return schedule ? QString() : schedule.error().message;
}

} // namespace factoid
