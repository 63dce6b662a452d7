#include "core/queries/history/operator_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/store/data/import_store.h"

namespace factoid {

namespace {

// An import may also be undone by its number, which is a change of its own: the step that made it says so too.
Result<void> markUndoneImports(Database& db, std::vector<UndoStep>& steps)
{
    for (UndoStep& step : steps) {
        const qint64 import = step.undo.options.value(u"undo"_s).toInteger();
        if (step.state != "done"_L1 || step.undo.job != "import"_L1 || import == 0)
            continue;
        const auto found = TRY(ImportStore(db).find(import));
        if (found && found->undoneAt)
            step.state = u"undone"_s;
    }
    return {};
}

} // namespace

Result<HistoryAnswer> historyQuery(QueryContext& context, int limit)
{
    UndoStore store(context.db);
    HistoryAnswer answer{TRY(store.list(limit)), TRY(store.nextUndo()), TRY(store.nextRedo())};
    TRY(markUndoneImports(context.db, answer.steps));
    return answer;
}

Result<AuditAnswer> auditQuery(QueryContext& context, int limit, qint64 before, const QString& search)
{
    return AuditAnswer{TRY(SettingsStore(context.db).auditEntries(limit, before, search))};
}

Result<SettingsAnswer> settingsQuery(QueryContext& context)
{
    const auto saved = TRY(SettingsStore(context.db).saved());
    const Settings defaults;
    SettingsAnswer answer;
    for (const SettingField& setting : settingFields()) {
        const bool isNumber = std::holds_alternative<int Settings::*>(setting.member);
        SettingLine line;
        line.key = setting.key;
        line.group = setting.key.section(QLatin1Char('.'), 0, 0);
        line.kind = isNumber ? u"number"_s : setting.choices.isEmpty() ? u"text"_s : u"choice"_s;
        line.value = settingText(context.settings, setting);
        line.standard = settingText(defaults, setting);
        if (const auto kept = saved.find(setting.key); kept != saved.end())
            line.saved = kept->second;
        line.overridden = line.value != line.saved.value_or(line.standard);
        if (isNumber) {
            line.least = setting.least;
            line.most = setting.most;
        }
        line.choices = setting.choices;
        line.help = setting.help;
        answer.settings.push_back(std::move(line));
    }
    return answer;
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
