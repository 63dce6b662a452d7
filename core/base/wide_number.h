// Small arithmetic of Int128, in which the units of decimals are added up. Pure; any thread.
#pragma once

#include "core/base/decimal.h"

namespace factoid {

[[nodiscard]] constexpr Int128 magnitudeOf(Int128 value)
{
    return value < 0 ? -value : value;
}

// `exponent` from 0 to 38.
[[nodiscard]] constexpr Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

} // namespace factoid
