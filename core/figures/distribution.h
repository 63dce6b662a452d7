// Distribution: how the figures of a field and year spread, for a histogram and a box. Edges are exact decimals on a
// round grid (1, 2 or 5 times a power of ten); a long tail goes into one open bin at its end, so that the body stays
// readable and no figure is left out. Integer arithmetic only. Pure; any thread.
#pragma once

#include "core/base/decimal.h"

#include <span>
#include <vector>

namespace factoid {

// from ≤ figure < until. A bin that is open has no edge on that side.
struct Bin {
    Decimal from, until;
    bool openBelow = false, openAbove = false;
    int count = 0;
    friend bool operator==(const Bin&, const Bin&) = default;
};

// At most 18 bins, from the lowest to the highest, without gaps; their counts add up to the number of figures. `sorted`
// are Decimal units, ascending. `grain` is the smallest step: 1 for counts of people, 0.01 for money.
[[nodiscard]] std::vector<Bin> histogram(std::span<const std::int64_t> sorted, Decimal grain);

// The whiskers end at the last figures inside Q1 − 1.5 IQR and Q3 + 1.5 IQR (Tukey 1977). `sorted` must not be empty.
struct Whiskers {
    Decimal low, high;
    int below = 0, above = 0; // figures outside
};
[[nodiscard]] Whiskers whiskers(std::span<const std::int64_t> sorted);

} // namespace factoid
