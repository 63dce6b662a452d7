// Median and the spread that goes with it. For scores and guards only; no published amount passes through here. Pure;
// any thread.
#pragma once

#include <vector>

namespace factoid {

// 0 for an empty list; the mean of the middle two where the count is even. Takes a copy because it reorders.
[[nodiscard]] double median(std::vector<double> values);
// 1.4826 × the median absolute deviation from `centre`, which estimates the standard deviation of normal data
// (Rousseeuw & Croux 1993). 0 for an empty list, and where more than half are equal.
[[nodiscard]] double medianSpread(std::vector<double> values, double centre);

} // namespace factoid
