// SummariesPage: one field in one year: how councils spread, top and bottom, groups, the years, the numbers with their
// hash, and two days compared; for all councils or some. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec summariesPageSpec();

} // namespace factoid
