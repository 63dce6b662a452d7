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
    const auto steps = store.list(limit);
    if (!steps)
        return std::unexpected(steps.error());
    const auto undo = store.nextUndo();
    if (!undo)
        return std::unexpected(undo.error());
    const auto redo = store.nextRedo();
    if (!redo)
        return std::unexpected(redo.error());
    QJsonArray list;
    for (const UndoStep& step : *steps)
        list.append(step.toJson());
    const auto orNull = [](const std::optional<UndoStep>& step) { return step ? QJsonValue(step->toJson()) : QJsonValue(); };
    return QJsonObject{{QStringLiteral("steps"), list}, {QStringLiteral("undo"), orNull(*undo)}, {QStringLiteral("redo"), orNull(*redo)}};
}

Result<QJsonObject> choicesQuery(QueryContext& context)
{
    const auto list = CurationStore(context.db).list();
    if (!list)
        return std::unexpected(list.error());
    QJsonArray choices;
    for (const Choice& choice : *list) {
        QJsonObject row = choice.toJson();
        row.insert(QStringLiteral("asleep"), choice.asleepOn(context.clock.now().date()));
        choices.append(row);
    }
    return QJsonObject{{QStringLiteral("choices"), choices}};
}

Result<QJsonObject> auditQuery(QueryContext& context, int limit, qint64 before, const QString& search)
{
    const auto list = SettingsStore(context.db).auditEntries(limit, before, search);
    if (!list)
        return std::unexpected(list.error());
    QJsonArray entries;
    for (const SettingsStore::AuditEntry& entry : *list) {
        entries.append(QJsonObject{{QStringLiteral("id"), entry.id}, {QStringLiteral("at"), timeText(entry.at)}, {QStringLiteral("actor"), entry.actor},
                                   {QStringLiteral("action"), entry.action}, {QStringLiteral("detail"), entry.detail}});
    }
    return QJsonObject{{QStringLiteral("entries"), entries}};
}

Result<QJsonObject> settingsQuery(QueryContext& context)
{
    const auto saved = SettingsStore(context.db).saved();
    if (!saved)
        return std::unexpected(saved.error());
    const Settings defaults;
    QJsonArray list;
    for (const SettingField& field : settingFields()) {
        const QString standard = settingText(defaults, field);
        const QString value = settingText(context.settings, field);
        const auto kept = saved->find(field.key);
        const bool isSaved = kept != saved->end();
        const bool isNumber = std::holds_alternative<int Settings::*>(field.member);
        list.append(QJsonObject{
            {QStringLiteral("key"), field.key},
            {QStringLiteral("group"), field.key.section(QLatin1Char('.'), 0, 0)},
            {QStringLiteral("kind"), isNumber ? QStringLiteral("number") : field.choices.isEmpty() ? QStringLiteral("text") : QStringLiteral("choice")},
            {QStringLiteral("value"), value},
            {QStringLiteral("default"), standard},
            {QStringLiteral("saved"), isSaved ? QJsonValue(kept->second) : QJsonValue()},
            {QStringLiteral("overridden"), value != (isSaved ? kept->second : standard)},
            {QStringLiteral("least"), isNumber ? QJsonValue(field.least) : QJsonValue()},
            {QStringLiteral("most"), isNumber ? QJsonValue(field.most) : QJsonValue()},
            {QStringLiteral("choices"), QJsonArray::fromStringList(field.choices)},
            {QStringLiteral("help"), field.help},
        });
    }
    return QJsonObject{{QStringLiteral("settings"), list}};
}

QString settingFault(const Settings& settings, const QString& key, const QString& text)
{
    Settings tried = settings;
    if (auto set = setSetting(tried, key, text); !set)
        return set.error().message;
    if (!key.startsWith(QLatin1String("schedule.")))
        return {};
    const auto schedule = scheduleFrom(tried);
    return schedule ? QString() : schedule.error().message;
}

} // namespace factoid
