// GenerationPage: what is running, and every run with its stages; one run whole at the side. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec generationPageSpec();

} // namespace factoid
