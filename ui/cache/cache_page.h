// CachePage: the levels with their state, the keys with their lives, who would be served what right now; warming,
// invalidating with what it touches, and rehearsing an outage. Looking changes nothing. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec cachePageSpec();

} // namespace factoid
