#include "core/base/median.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace factoid {

namespace {

constexpr double kMadToSigma = 1.4826;

} // namespace

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, half);
    if (values.size() % 2 == 1)
        return *half;
    return (*half + *std::max_element(values.begin(), half)) / 2;
}

double medianSpread(std::vector<double> values, double centre)
{
    for (double& value : values)
        value = std::abs(value - centre);
    return kMadToSigma * median(std::move(values));
}

} // namespace factoid
