#include "core/queries/history/operator_queries.h"

#include "core/schedule/schedule_settings.h"

namespace factoid {

Result<HistoryAnswer> historyQuery(QueryContext& context, int limit)
{
    UndoStore store(context.db);
    return HistoryAnswer{TRY(store.list(limit)), TRY(store.nextUndo()), TRY(store.nextRedo())};
}

Result<AuditAnswer> auditQuery(QueryContext& context, int limit, qint64 before, const QString& search)
{
    return AuditAnswer{TRY(SettingsStore(context.db).auditEntries(limit, before, search))};
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
