// ConnectionsPage: the stores that an operator works on: open, add, change, remove; a colour to tell them by, and
// read-only ones. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec connectionsPageSpec();

} // namespace factoid
