// OverviewPage: whether all is well, in one look: a headline, four tiles, what is live, what needs a person, the cache,
// and the day with its slots and runs. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec overviewPageSpec();

} // namespace factoid
