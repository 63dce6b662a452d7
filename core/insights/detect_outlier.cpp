// outlier and mean_median: the shape of one type's figures. Outlier null: (log-)normal with the
// group's own median and MAD (Iglewicz & Hoaglin 1993). Skew null: symmetry; √n (mean − median) ÷ s
// is then normal with variance 0.5708 for normal data (Cabilio & Masaro 1996).
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace factoid {

namespace {

constexpr int kFewestOutlier = 10;
constexpr double kOutlierZ = 3.5;
constexpr int kFewestSkew = 20;
constexpr double kLeastSkew = 1.5;
constexpr double kSymmetryVariance = 0.5708;
// In plain pounds the biggest council is far out by its size alone.
constexpr double kRawWeight = 0.8;

} // namespace

void detectOutliers(const FieldContext& context, Findings& findings) {
    for (const CouncilGroup& group : context.types) {
        const auto n = static_cast<int>(group.byValue.size());
        if (!group.usable || n < kFewestOutlier)
            continue;
        const std::int64_t middle = group.byValue[group.byValue.size() / 2].units;
        const ScaledValues values = scaled(group.byValue);
        const auto shape = statistics::robust(values.values);
        findings.tests += n;
        // The claim is a ratio to the median, which needs both on one side of zero.
        if (!(shape.spread > 0) || middle == 0)
            continue;
        for (size_t i = 0; i < values.values.size(); ++i) {
            const Ranked& ranked = group.byValue[i];
            const double z = shape.z(values.values[i]);
            const double ratio = static_cast<double>(ranked.units) / static_cast<double>(middle);
            if (std::abs(z) < kOutlierZ || !(ratio > 0) || !context.activeNow(ranked.council))
                continue;
            const bool high = ranked.units > middle;
            Candidate found = context.candidate(FactKind::Outlier, group, ranked.council);
            found.p = statistics::robustTwoSided(z, n);
            found.effect = (context.rate ? 1 : kRawWeight) * ratioEffect(ratio);
            found.n = n;
            found.test = "robust z (median and MAD)";
            found.badExample = context.badWhen(high);
            findings.add(std::move(found));
        }
    }
}

void detectSkew(const FieldContext& context, Findings& findings) {
    for (const CouncilGroup& group : context.types) {
        const auto n = static_cast<double>(group.byValue.size());
        if (!group.usable || group.byValue.size() < kFewestSkew || group.byValue.back().units < 0)
            continue;
        ++findings.tests;
        std::vector<double> values;
        for (const Ranked& ranked : group.byValue)
            values.push_back(static_cast<double>(ranked.units));
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
        const double squares =
            std::accumulate(values.begin(), values.end(), 0.0, [mean](double sum, double value) {
                return sum + (value - mean) * (value - mean);
            });
        const double deviation = std::sqrt(squares / (n - 1));
        const double middle = statistics::median(values);
        if (!(middle > 0) || !(deviation > 0))
            continue;
        const double ratio = mean / middle;
        if (ratio < kLeastSkew && ratio > 1 / kLeastSkew)
            continue;
        Candidate found = context.candidate(FactKind::MeanMedian, group);
        found.p = statistics::normalTwoSided(std::sqrt(n / kSymmetryVariance) * (mean - middle) /
                                             deviation);
        found.effect = ratioEffect(ratio);
        found.n = static_cast<int>(n);
        found.test = "mean against median (Cabilio-Masaro)";
        findings.add(std::move(found));
    }
}

} // namespace factoid
