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

// settings: {settings: [{key, group, kind: number|text|choice, value, default, saved, overridden, least, most, choices,
// help}]}, in the order of the table. `value` is what counts now; `saved` what an operator saved (null: nothing);
// `overridden`: --config says otherwise than what is saved.
[[nodiscard]] Result<QJsonObject> settingsQuery(QueryContext& context);

// What would be wrong with this text for the key, in a sentence; empty: nothing. Pure; for a check in place.
[[nodiscard]] QString settingFault(const Settings& settings, const QString& key, const QString& text);

} // namespace factoid
