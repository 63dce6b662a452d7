// ChangesPage: the change log at any length: filters, a brush over the days, groups, a windowed table, and one change
// followed to its import, its figure and the run that dealt with it. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec changesPageSpec();

} // namespace factoid
