// Widths of intervals from residuals that were known, worked out by hand.
#include "core/forecast/conformal.h"
#include "core/insights/statistics/statistics.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace factoid::forecast;

namespace {

std::vector<double> upTo(int count)
{
    std::vector<double> sizes(static_cast<size_t>(count));
    std::iota(sizes.begin(), sizes.end(), 1.0);
    return sizes;
}

double widening(int years)
{
    return factoid::statistics::student95(years) / 1.959964;
}

} // namespace

TEST_CASE("a width is the quantile of what was known, widened for few years")
{
    // 99 residuals of one year: the ⌈100 · 0.95⌉-th smallest, 95.
    const auto widths = adaptiveWidths({{upTo(99), {}}}, 2);
    CHECK_FALSE(widths[0][0]); // nothing was known when the first was made
    REQUIRE(widths[0][1]);
    CHECK(widths[0][1]->times == Approx(95 * widening(1)).epsilon(1e-5));
    CHECK(widths[0][1]->residuals == 99);
    CHECK(widths[0][1]->outcomeYears == 1);
    CHECK(widths[0][1]->source == WidthSource::Field);
    CHECK(widths[0][1]->missing == kMissing);
}

TEST_CASE("nineteen residuals are too few, twenty give the largest")
{
    CHECK_FALSE(adaptiveWidths({{upTo(19), {}}}, 2)[0][1]);
    CHECK(adaptiveWidths({{upTo(20), {}}}, 2)[0][1]->times == Approx(20 * widening(1)).epsilon(1e-5));
}

TEST_CASE("where nothing of as many years is known, a shorter one is stretched")
{
    const auto widths = adaptiveWidths({{upTo(99), {}}, {{}, {}}}, 2);
    REQUIRE(widths[1][1]);
    CHECK(widths[1][1]->source == WidthSource::Shorter);
    CHECK(widths[1][1]->times == Approx(2 * widths[0][1]->times));
}

TEST_CASE("the level adapts to what the intervals missed, and only to what was known")
{
    // Year 1: intervals were given, and all of year 2's outcomes miss them.
    const std::vector<double> wild(100, 1e6);
    const auto widths = adaptiveWidths({{upTo(99), wild, {}}}, 3);
    CHECK(widths[0][1]->missing == kMissing);
    CHECK(widths[0][2]->missing == Approx(0.004)); // 0.05 + 0.1 · (0.05 − 1), and no less
    // None misses: it may miss more.
    const std::vector<double> tame(100, 0.0);
    CHECK(adaptiveWidths({{upTo(99), tame, {}}}, 3)[0][2]->missing == Approx(0.055));
    // A residual of two years ahead is known two years later.
    const auto later = adaptiveWidths({{{}, {}, {}}, {upTo(99), {}, {}}}, 3);
    CHECK_FALSE(later[1][1]);
    CHECK(later[1][2]);
}
