// Questions about an operator's own work: what can be undone and done again. Used by the thread that owns the
// database; none of them writes.
#pragma once

#include "core/jobs/queries.h"

namespace factoid {

// history: {steps: [{id, at, actor, label, state, run, changed_at, reason}], newest first, undo, redo}; undo and redo
// are the steps that would be next, or null.
[[nodiscard]] Result<QJsonObject> historyQuery(QueryContext& context, int limit);

} // namespace factoid
