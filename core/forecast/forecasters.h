// Forecasters: what each method makes of one short annual series, and what they make of it together (docs/forecast.md
// has the formulas with their sources). Binary floating point: a forecast is a statistic, and becomes an amount where
// it is rounded (rounding.h). Pure; any thread.
#pragma once

#include <QString>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace factoid::forecast {

enum class Method { Naive, Drift, MedianDrift, Holt, Theta, Peers };
constexpr size_t kMethods = 6;
// "naive", "drift", "median_drift", "damped_holt", "theta", "peers": as answers name them.
[[nodiscard]] QString methodName(Method method);

// One value of each method; none: it has nothing to go by.
using MethodValues = std::array<std::optional<double>, kMethods>;

// Fewer points than this are only used to weigh the methods and to measure residuals.
constexpr size_t kFewestPoints = 3;

// What every method says of the years after `history` (oldest first, at least kFewestPoints), `years` of them.
// `peerGrowth`: the median growth of the field in the newest year, 0.02 for 2 percent; none: Peers gives nothing.
[[nodiscard]] std::vector<MethodValues> methodForecasts(std::span<const double> history,
                                                        std::optional<double> peerGrowth, size_t years);

// Mean size of the one-year changes: the unit in which errors are measured (Hyndman & Koehler 2006). Takes at least
// two.
[[nodiscard]] double meanChange(std::span<const double> history);

// Scaled absolute errors of one-year forecasts that were known at the origin, by method; each at most kMostError.
constexpr double kMostError = 8;
struct KnownErrors {
    std::array<double, kMethods> sums = {};
    std::array<int, kMethods> counts = {};
    void add(Method method, double scaledError);
    [[nodiscard]] std::optional<double> mean(Method method) const;
};

// The weight of each method, which add up to 1; 0 for those that `available` lacks. In proportion to E^−8, where E is
// the mean error of the series itself, with the field's counted as four further errors, or without a field's, two of 1.
[[nodiscard]] std::array<double, kMethods> methodWeights(const MethodValues& available, const KnownErrors& own,
                                                         const KnownErrors& field);
// The weighted mean.
[[nodiscard]] double combined(const MethodValues& values, const std::array<double, kMethods>& weights);

} // namespace factoid::forecast
