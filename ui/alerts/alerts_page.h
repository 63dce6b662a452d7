// The page Alerts: what fires, the rules with their history, silences, and who was told. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec alertsPageSpec();

} // namespace factoid
