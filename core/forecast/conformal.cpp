#include "core/forecast/conformal.h"

#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid::forecast {

namespace {

constexpr size_t kFewestResiduals = 20; // 19 are the fewest of which one may be missed
constexpr double kStep = 0.1;           // of the adaptation
constexpr double kLeastMissing = 0.004;
constexpr double kMostMissing = 0.2;
constexpr double kNormal95 = 1.959964;

// The ⌈(n + 1)(1 − missing)⌉-th smallest, at most the largest.
double quantile(std::vector<double> sizes, double missing)
{
    const auto count = static_cast<double>(sizes.size());
    const double place = std::clamp(std::ceil((count + 1) * (1 - missing)) - 1, 0.0, count - 1);
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(sizes, at);
    return *at;
}

// Councils of one year share its shocks, so the years are what is independent: as Student's t widens an interval whose
// spread is measured on so many of them around a centre that is known.
double widened(size_t outcomeYears)
{
    return statistics::student95(static_cast<int>(outcomeYears)) / kNormal95;
}

struct Known {
    std::vector<double> sizes;
    size_t outcomeYears = 0;
    void add(const std::vector<double>& more)
    {
        sizes.insert(sizes.end(), more.begin(), more.end());
        outcomeYears += static_cast<size_t>(!more.empty());
    }
};

} // namespace

std::vector<std::vector<std::optional<Width>>> adaptiveWidths(const ScaledResiduals& residuals, size_t origins)
{
    const size_t years = residuals.size();
    std::vector<std::vector<std::optional<Width>>> widths(years, std::vector<std::optional<Width>>(origins));
    std::vector<Known> known(years);
    std::vector<double> missing(years, kMissing);
    for (size_t origin = 0; origin < origins; ++origin) {
        for (size_t ahead = 0; ahead < years; ++ahead) {
            if (origin >= ahead + 1) {
                const std::vector<double>& arrived = residuals[ahead][origin - ahead - 1];
                const auto& given = widths[ahead][origin - ahead - 1];
                known[ahead].add(arrived);
                if (given && !arrived.empty()) {
                    const auto missed =
                        std::ranges::count_if(arrived, [&](double size) { return size > given->times; });
                    const double share = static_cast<double>(missed) / static_cast<double>(arrived.size());
                    missing[ahead] =
                        std::clamp(missing[ahead] + kStep * (kMissing - share), kLeastMissing, kMostMissing);
                }
            }
            for (size_t nearer = ahead + 1; nearer-- > 0;) {
                const Known& from = known[nearer];
                if (from.sizes.size() < kFewestResiduals)
                    continue;
                const double stretch = static_cast<double>(ahead + 1) / static_cast<double>(nearer + 1);
                widths[ahead][origin] =
                    Width{stretch * widened(from.outcomeYears) * quantile(from.sizes, missing[ahead]),
                          nearer == ahead ? WidthSource::Field : WidthSource::Shorter, missing[ahead],
                          from.sizes.size(), from.outcomeYears};
                break;
            }
        }
    }
    return widths;
}

} // namespace factoid::forecast
