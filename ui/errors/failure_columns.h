// FailureColumns: the columns of the tables of the Errors page. Pure; GUI thread.
#pragma once

#include "ui/table/record_model.h"

namespace factoid {

// Rows as errorsQuery gives them; an incident's `alert` says that it calls for a person.
[[nodiscard]] std::vector<Column> patternColumns();
[[nodiscard]] std::vector<Column> incidentColumns();
// Rows as recoveryQuery gives them.
[[nodiscard]] std::vector<Column> ruleColumns();

// "Key refused", "Key refused at primary" for auth@primary.
[[nodiscard]] QString patternWords(const QString& pattern);

} // namespace factoid
