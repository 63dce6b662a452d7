// The Forecast page: what the coming years of a field may bring, how sure that is, and what earlier forecasts were off
// by. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec forecastPageSpec();

} // namespace factoid
