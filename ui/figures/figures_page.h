// Figures: every figure by field or by council, with shading, totals apart, and for each its history, doubts and
// source.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

// Place: figures?field&year&council shows that figure; council alone shows all fields of the council.
[[nodiscard]] PageSpec figuresPageSpec();

} // namespace factoid
