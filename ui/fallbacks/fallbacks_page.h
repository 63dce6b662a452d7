// FallbacksPage: the curated factoids of last resort: their order, how each stands against today's figures, an editor,
// and the bin. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec fallbacksPageSpec();

} // namespace factoid
