// The page Metrics: up to four series over time. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec metricsPageSpec();

} // namespace factoid
