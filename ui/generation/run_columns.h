// RunColumns: the columns of the table of runs on the Generation page. Pure; GUI thread.
#pragma once

#include "ui/table/record_model.h"

namespace factoid {

enum RunColumn { Started, Job, Stages, Took, Outcome, Message, Trigger, Host, Number };

// Rows as runsQuery gives them.
[[nodiscard]] std::vector<Column> runColumns();

} // namespace factoid
