// PageList: the pages of the window, in the order of the sidebar.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] std::vector<PageSpec> pageList();

} // namespace factoid
