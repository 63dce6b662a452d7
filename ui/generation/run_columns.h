// RunColumns: the columns of the table of runs on the Generation page. Pure; GUI thread.
#pragma once

#include "core/queries/generation/run_queries.h"
#include "ui/table/row_model.h"

namespace factoid {

enum RunColumn { Started, Job, Stages, Took, Outcome, Said, Trigger, Host, Number };

[[nodiscard]] std::vector<ColumnOf<RunRow>> runColumns();

} // namespace factoid
