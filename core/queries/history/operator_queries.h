// Questions about an operator's own work: what can be undone and done again. Used by the thread that owns the
// database; none of them writes.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"
#include "core/store/operations/settings_store.h"
#include "core/store/operations/undo_store.h"

namespace factoid {

// history: an operator's changes, newest first, and those that undo and redo would take next.
struct HistoryAnswer {
    std::vector<UndoStep> steps;
    std::optional<UndoStep> undo, redo; // none: there is nothing to undo, or to do again
    static auto fields()
    {
        return std::tuple{field("steps", &HistoryAnswer::steps), field("undo", &HistoryAnswer::undo),
                          field("redo", &HistoryAnswer::redo)};
    }
};
[[nodiscard]] Result<HistoryAnswer> historyQuery(QueryContext& context, int limit);

// audit: what was done by hand, newest first; `before` an id, for the next page.
struct AuditAnswer {
    std::vector<SettingsStore::AuditEntry> entries;
    static auto fields() { return std::tuple{field("entries", &AuditAnswer::entries)}; }
};
[[nodiscard]] Result<AuditAnswer> auditQuery(QueryContext& context, int limit, qint64 before = 0,
                                             const QString& search = {});

// One setting.
struct SettingLine {
    QString key, group;
    QString kind;                   // number, text or choice
    QString value;                  // what counts now
    QString standard;               // what counts where nothing is saved
    std::optional<QString> saved;   // by an operator; none: nothing
    bool overridden = false;        // --config says otherwise than what is saved
    std::optional<int> least, most; // of a number
    QStringList choices;            // of a choice
    QString help;
    static auto fields()
    {
        return std::tuple{field("key", &SettingLine::key),
                          field("group", &SettingLine::group),
                          field("kind", &SettingLine::kind),
                          field("value", &SettingLine::value),
                          field("default", &SettingLine::standard),
                          field("saved", &SettingLine::saved),
                          field("overridden", &SettingLine::overridden),
                          field("least", &SettingLine::least),
                          field("most", &SettingLine::most),
                          field("choices", &SettingLine::choices),
                          field("help", &SettingLine::help)};
    }
};
struct SettingsAnswer {
    std::vector<SettingLine> settings; // in the order of the table
    static auto fields() { return std::tuple{field("settings", &SettingsAnswer::settings)}; }
};
[[nodiscard]] Result<SettingsAnswer> settingsQuery(QueryContext& context);

// What would be wrong with this text for the key, in a sentence; empty: nothing. Pure; for a check in place.
[[nodiscard]] QString settingFault(const Settings& settings, const QString& key, const QString& text);

} // namespace factoid
