// BundlesPage: exports the published set as a folder or a zip, lists what was exported, says whether a bundle is whole
// and what is in it. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec bundlesPageSpec();

} // namespace factoid
