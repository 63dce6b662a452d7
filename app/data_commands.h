// Data commands: what `changes` and `summary` ask of the store, from the flags to the answer. Any thread.
#pragma once

#include "app/command_line.h"
#include "core/queries/queries.h"

namespace factoid {

// changes, changes --id and changes --export. Errors: Usage, the store's, Interrupted.
[[nodiscard]] Result<QJsonObject> changesAnswer(QueryContext& context, const CommandLine& line);
// summary, summary FIELD YEAR, with --on, --compare, --spread and a narrowing. Errors: Usage, the store's.
[[nodiscard]] Result<QJsonObject> summaryAnswer(QueryContext& context, const CommandLine& line);

} // namespace factoid
