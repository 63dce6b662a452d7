// Unit slips: single figures that are likely a power of ten off, with how far. Pure; any thread.
#pragma once

#include "core/figures/panel.h"

#include <vector>

namespace factoid {

// The figure is 10^power times what it likely is: 3, published in pounds and read as thousands; −3, the other
// way round.
struct UnitSlip {
    int council = -1; // panel index
    QString code;     // of the council
    Year year;
    int power = 0;
};

// Evidence is where a council stands beside its peers (those of its type in the same year, or all where the
// type has too few), so few years suffice:
// - against its own other years: so many times its usual place, within a quarter, and 8 spreads of what the
//   type's councils usually move. By 10 only for one or two years in a row, since that much can be real;
// - of a field with two years, the one that stands farther from its peers per head (by 10: both, as nobody can
//   tell);
// - with all its years, or its only one, hundreds or thousands of times off what its peers have per head, and
//   6 spreads of theirs.
// In the order of the years.
[[nodiscard]] std::vector<UnitSlip> unitSlips(const Panel& panel, int field);

// "likely 1,000 times too large: perhaps in pounds where thousands are meant".
[[nodiscard]] QString likelyUnit(const UnitSlip& slip);

} // namespace factoid
