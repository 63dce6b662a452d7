// Import: from files to figures in four steps: file, mapping with a live preview, what changes, apply. Nothing is
// written before the last.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

// Place: import?paths=… (one a line) begins with these files.
[[nodiscard]] PageSpec importPageSpec();

} // namespace factoid
