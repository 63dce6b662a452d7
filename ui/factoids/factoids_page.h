// FactoidsPage: what the site shows and in which order, what could be shown and why or why not, and an operator's hand
// on both. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec factoidsPageSpec();

} // namespace factoid
