// HistoryPage: every change that an operator made, newest first, and the way back; beneath it the audit of all that was
// done by hand. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec historyPageSpec();

} // namespace factoid
