#include "core/monitor/metrics/anomaly.h"

#include "core/base/median.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr size_t kWeekHours = 7 * 24;
constexpr double kBegins = 6, kHolds = 4; // times what is normal to vary
constexpr size_t kBridgedHours = 2;
constexpr double kToDeviation = 1.4826; // of a normal distribution, from its median absolute deviation
constexpr double kLeastShare = 0.05;    // what is usual may always vary by so much of itself

// What is usual at an hour: the median of the same hour in the weeks before.
std::optional<double> usualAt(const Values& values, size_t hour)
{
    std::vector<double> same;
    for (size_t week = 1; week <= size_t(kAnomalyWeeks) && week * kWeekHours <= hour; ++week) {
        if (const auto& value = values[hour - week * kWeekHours])
            same.push_back(*value);
    }
    if (std::ssize(same) < kAnomalyLeastWeeks)
        return std::nullopt;
    return median(std::move(same));
}

// What is normal to vary, from the hours of the weeks before for which it is known what was usual.
std::optional<double> deviationAt(const std::vector<std::optional<double>>& left, size_t hour)
{
    constexpr size_t kLeastHours = 48;
    std::vector<double> sizes;
    const size_t first = hour > kAnomalyWeeks * kWeekHours ? hour - kAnomalyWeeks * kWeekHours : 0;
    for (size_t at = first; at < hour; ++at) {
        if (left[at])
            sizes.push_back(std::abs(*left[at]));
    }
    if (sizes.size() < kLeastHours)
        return std::nullopt;
    return kToDeviation * median(std::move(sizes));
}

} // namespace

std::vector<Anomaly> anomaliesIn(const Values& values, size_t from)
{
    std::vector<std::optional<double>> usual(values.size()), left(values.size());
    std::vector<Anomaly> found;
    std::optional<Anomaly> open;
    size_t quiet = 0;
    std::optional<double> deviation;
    for (size_t hour = 0; hour < values.size(); ++hour) {
        usual[hour] = usualAt(values, hour);
        if (usual[hour] && values[hour])
            left[hour] = *values[hour] - *usual[hour];
        constexpr size_t kAnewEvery = 24; // it moves slowly
        if (hour % kAnewEvery == 0 || !deviation)
            deviation = deviationAt(left, hour);
        if (!left[hour] || !deviation)
            continue; // nothing is known: it begins nothing and ends nothing
        const double normal = std::max({*deviation, kLeastShare * std::abs(*usual[hour]), 1e-9});
        const double score = std::abs(*left[hour]) / normal;
        if (!open) {
            if (score >= kBegins && hour >= from)
                open = Anomaly{hour, hour + 1, false, *values[hour], *usual[hour], score};
            quiet = 0;
            continue;
        }
        if (score >= kHolds) {
            open->to = hour + 1;
            quiet = 0;
            if (score > open->score) {
                open->score = score;
                open->worst = *values[hour];
                open->usual = *usual[hour];
            }
        } else if (++quiet > kBridgedHours) {
            found.push_back(*open);
            open.reset();
        }
    }
    if (open) {
        open->isOpen = true;
        found.push_back(*open);
    }
    return found;
}

} // namespace factoid
