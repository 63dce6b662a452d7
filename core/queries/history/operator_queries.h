// Questions about an operator's own work: what can be undone and done again. Used by the thread that owns the
// database; none of them writes.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// history: {steps: [{id, at, actor, label, state, run, changed_at, reason}], newest first, undo, redo}; undo and redo
// are the steps that would be next, or null.
[[nodiscard]] Result<QJsonObject> historyQuery(QueryContext& context, int limit);

// curate list: {choices: [{id, kind, fact_key, council, text, until, reason, created_at, actor, asleep}], newest
// first}.
[[nodiscard]] Result<QJsonObject> choicesQuery(QueryContext& context);

// audit: {entries: [{id, at, actor, action, detail}], newest first}; `before` an id, for the next page.
[[nodiscard]] Result<QJsonObject> auditQuery(QueryContext& context, int limit, qint64 before = 0,
                                             const QString& search = {});

// settings: {settings: [{key, group, kind: number|text|choice, value, default, saved, overridden, least, most, choices,
// help}]}, in the order of the table. `value` is what counts now; `saved` what an operator saved (null: nothing);
// `overridden`: --config says otherwise than what is saved.
[[nodiscard]] Result<QJsonObject> settingsQuery(QueryContext& context);

// What would be wrong with this text for the key, in a sentence; empty: nothing. Pure; for a check in place.
[[nodiscard]] QString settingFault(const Settings& settings, const QString& key, const QString& text);

} // namespace factoid
