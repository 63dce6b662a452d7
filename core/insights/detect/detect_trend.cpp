// trend of single councils, over the unbroken years, at least 8; at least 5 councils of the type. Two
// nulls, and p is the larger of theirs: every order of the years is equally likely (Mann 1945, Kendall
// 1975, exact to 30 years), and the council's slope (Sen 1968, as a part of its median amount) is one of
// its type's (Student's t). The second holds where one year hangs on the year before, which the first
// does not; and a trend that the whole type shares is no news of one council.
#include "core/base/median.h"
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <cmath>

namespace factoid {

namespace {

constexpr int kFewestYears = 8;
constexpr size_t kFewestPeers = 5;
constexpr double kLikely = 0.01;

struct Series {
    int council = -1;
    std::vector<double> values; // oldest first
    double slope = 0;           // Sen's, as a part of the median size, per year
};

} // namespace

void detectTrends(const FieldContext& context, Findings& findings)
{
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        std::vector<Series> all;
        std::vector<double> slopes;
        for (const int council : group.councils) {
            const int years = context.unbroken[static_cast<size_t>(council)];
            if (years < kFewestYears)
                continue;
            Series series{council, {}, 0};
            std::vector<double> sizes;
            for (size_t i = context.back(years - 1); i < context.run.size(); ++i) {
                series.values.push_back(static_cast<double>(context.units(i, council)));
                sizes.push_back(std::abs(series.values.back()));
            }
            const double size = median(std::move(sizes));
            if (!(size > 0))
                continue;
            series.slope = statistics::senSlope(series.values) / size;
            slopes.push_back(series.slope);
            all.push_back(std::move(series));
        }
        findings.tested(FactKind::Trend, static_cast<std::int64_t>(all.size()));
        if (all.size() < kFewestPeers)
            continue;
        auto shape = statistics::robust(slopes);
        shape.mostFreedom = context.tailFreedom;
        for (const Series& series : all) {
            const double ordered = statistics::mannKendallP(series.values);
            if (ordered > kLikely)
                continue;
            const double p = std::max(ordered, shape.twoSided(series.slope));
            const int score = statistics::kendallS(series.values);
            const double change = series.values.back() - series.values.front();
            // The two ends that are told must point the way of the trend.
            if (p > kLikely || series.slope == 0 || change * score <= 0)
                continue;
            // A figure that is exactly 0 may be a question left open.
            if (series.values.front() == 0 || series.values.back() == 0)
                continue;
            const auto years = static_cast<int>(series.values.size());
            Candidate found = context.candidate(FactKind::Trend, group, series.council);
            found.earlier = context.run[context.back(years - 1)];
            found.count = years;
            found.direction = score > 0 ? Direction::Rise : Direction::Fall;
            found.p = p;
            const bool more = series.slope * series.values.back() > 0;
            const double real = more ? beyondPrices(context, std::abs(series.slope), 1) : series.slope;
            found.effect = distanceEffect(real * years) * distanceEffect(shape.z(series.slope) / 2) *
                           group.material(std::max(std::abs(series.values.front()), std::abs(series.values.back())));
            const auto interval = statistics::senInterval(series.values);
            const double each = statistics::senSlope(series.values) / series.slope;
            found.size = {"yearly part of its median", series.slope, interval.low / each, interval.high / each};
            found.n = years;
            found.test = "Mann-Kendall, and slope among the type";
            found.badExample = context.badWhen(score > 0);
            findings.add(std::move(found));
        }
    }
}

} // namespace factoid
