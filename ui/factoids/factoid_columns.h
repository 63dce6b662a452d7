// FactoidColumns: what the tables of the Factoids page show of a candidate, a correction and an operator's choice.
// GUI thread.
#pragma once

#include "ui/table/record_model.h"

namespace factoid {

[[nodiscard]] std::vector<Column> candidateColumns();
[[nodiscard]] std::vector<Column> correctionColumns();
[[nodiscard]] std::vector<Column> choiceColumns();

} // namespace factoid
