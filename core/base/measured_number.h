// A measured value, which is a double, as a person reads it. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

// From 1,000 up a whole number with separators ("22,096,100"), below it up to six digits ("12.5", "0.000012"); never an
// exponent, which nobody but a programmer reads.
[[nodiscard]] QString measuredNumber(double value);

} // namespace factoid
