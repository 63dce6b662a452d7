#include "core/base/median.h"
#include "core/insights/statistics/statistics.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace factoid::statistics;

TEST_CASE("distributions agree with printed tables")
{
    CHECK(studentTwoSided(2.228, 10) == Approx(0.05).epsilon(0.001));
    CHECK(studentTwoSided(-12.706, 1) == Approx(0.05).epsilon(0.001));
    CHECK(normalTwoSided(1.959964) == Approx(0.05).epsilon(1e-5));
    CHECK(poissonAtLeast(3, 1.0) == Approx(0.0803014).epsilon(1e-5));
    CHECK(signTest(0, 10) == Approx(2.0 / 1024));
    CHECK(signTest(5, 10) == 1);
    CHECK(signTest(8, 10) == Approx(2 * 56.0 / 1024));
}

TEST_CASE("degenerate input gives no significance")
{
    CHECK(studentTwoSided(9, 0) == 1);
    CHECK(poissonAtLeast(0, 0) == 1);
    CHECK(mannKendallP(std::vector<double>{1, 1, 1, 1, 1, 1, 1, 1}) == 1);
    const std::vector<double> equal(30, 4.0);
    CHECK(tailGapP(robust(equal), equal, 1) == 1);
    CHECK(tailGapP(robust({9, 1}), std::vector<double>{9}, 1) == 1);
    CHECK(robust(equal).twoSided(9) == 1);
    CHECK(robust({}).twoSided(9) == 1);
    for (const double p : rosner(equal))
        CHECK(p == 1);
    CHECK(rosner({}).empty());
    CHECK(gini(std::vector<double>{0, 0, 0}) == 0);
    CHECK(partialCorrelation(0.5, 1, 0.5) == 0);
    CHECK(robust({}).z(5) == 0);
    CHECK(robust({3, 3, 3, 9}).z(9) == 0);
    CHECK(mannWhitneyP(std::vector<double>{2, 2}, std::vector<double>{2, 2}) == 1);
}

TEST_CASE("median and spread are robust")
{
    CHECK(factoid::median({3, 1, 2}) == 2);
    CHECK(factoid::median({4, 1, 3, 2}) == 2.5);
    const auto shape = robust({1, 2, 3, 4, 1000});
    CHECK(shape.centre == 3);
    CHECK(shape.spread == Approx(1.4826));
}

TEST_CASE("mann kendall is exact for short series")
{
    // All n! orders are equally likely, so a series that only rises has p = 2/n!.
    CHECK(mannKendallP(std::vector<double>{1, 2, 3, 4}) == Approx(2.0 / 24));
    CHECK(mannKendallP(std::vector<double>{5, 4, 3, 2, 1}) == Approx(2.0 / 120));
    // Kendall 1975, table for n = 5: P(S >= 6) = 0.117.
    CHECK(mannKendallP(std::vector<double>{1, 2, 3, 5, 4}) == Approx(2 * 5.0 / 120));
    CHECK(kendallS(std::vector<double>{1, 3, 2, 4}) == 4);
    CHECK(streakP(9) == Approx(2.0 / 3628800));
    CHECK(senSlope(std::vector<double>{1, 3, 5, 7, 100}) == 2);
}

TEST_CASE("mann kendall p is uniform under its null")
{
    const unsigned seed = 20230331;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::vector<double> series(9);
    std::iota(series.begin(), series.end(), 0.0);
    int small = 0;
    constexpr int kRuns = 20'000;
    for (int run = 0; run < kRuns; ++run) {
        for (size_t i = series.size() - 1; i > 0; --i)
            std::swap(series[i], series[random() % (i + 1)]);
        small += mannKendallP(series) <= 0.05;
    }
    // Discrete, so at most 5 percent.
    CHECK(small <= kRuns * 0.055);
    CHECK(small >= kRuns * 0.025);
}

TEST_CASE("rank sum agrees with its normal approximation by hand")
{
    // U = 0 of 25: mean 12.5, variance 25 × 11 / 12, continuity 0.5.
    const std::vector<double> low = {1, 2, 3, 4, 5};
    const std::vector<double> high = {6, 7, 8, 9, 10};
    CHECK(mannWhitneyP(low, high) == Approx(normalTwoSided(12.0 / std::sqrt(25 * 11 / 12.0))));
    CHECK(mannWhitneyP(low, high) == Approx(mannWhitneyP(high, low)));
}

TEST_CASE("false discovery rate is controlled as Benjamini and Yekutieli say")
{
    const auto q = benjaminiYekutieli({0.5, 0.00001, 0.001}, 10);
    const double harmonic = std::log(10.0) + 0.57721566490153286 + 0.05;
    CHECK(q[1] == Approx(0.00001 * 10 * harmonic));
    CHECK(q[2] == Approx(0.001 * 10 * harmonic / 2));
    CHECK(q[0] == 1);
    CHECK(benjaminiYekutieli({}, 0).empty());
    // More tests that found nothing make every finding less sure.
    CHECK(benjaminiYekutieli({0.001}, 1000)[0] > benjaminiYekutieli({0.001}, 10)[0]);
}

TEST_CASE("several outliers at once as Rosner 1983 finds them")
{
    // Rosner's example of 54 values: three outliers at 5 percent, though the first alone is none.
    const std::vector<double> values = {
        -0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.70,
        1.76,  1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40,
        2.47,  2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01};
    const auto p = rosner(values);
    CHECK(std::ranges::count_if(p, [](double each) { return each <= 0.05; }) == 3);
    CHECK(p[53] <= 0.05);
    CHECK(p[52] <= 0.05);
    CHECK(p[51] <= 0.05);
    CHECK(p[50] > 0.05);
    CHECK(p[53] <= p[51]);
}

TEST_CASE("two outliers do not hide each other from the robust spread")
{
    std::vector<double> values;
    for (int i = 0; i < 20; ++i)
        values.push_back(i % 2 ? 1 + 0.01 * i : -1 - 0.01 * i);
    const auto plain = robust(values);
    values.push_back(100);
    values.push_back(101);
    const auto shape = robust(values);
    CHECK(shape.kept == 20);
    CHECK(shape.mean == Approx(plain.mean));
    CHECK(shape.deviation / (1 + 1.5 / 22) == Approx(plain.deviation / (1 + 1.5 / 20)));
    CHECK(shape.twoSided(100) < 1e-12);
}

TEST_CASE("gini of known amounts")
{
    // All with one of four: (n − 1)/n, times n/(n − 1).
    CHECK(gini(std::vector<double>{8, 0, 0, 0}) == Approx(1));
    CHECK(gini(std::vector<double>{2, 2, 2}) == Approx(0));
    // 1, 2, 3: mean difference (1 + 2 + 1)/3 over twice the mean of 2.
    CHECK(gini(std::vector<double>{3, 2, 1}) == Approx(4.0 / 3 / 4));
}

TEST_CASE("partial correlation and intervals by hand")
{
    CHECK(partialCorrelation(0.8, 0.6, 0.5) == Approx((0.8 - 0.3) / std::sqrt(0.64 * 0.75)));
    const auto interval = rankCorrelationInterval(0.5, 43);
    const double reach = 1.959964 * std::sqrt(1.06 / 40);
    CHECK(interval.low == Approx(std::tanh(std::atanh(0.5) - reach)));
    CHECK(interval.high == Approx(std::tanh(std::atanh(0.5) + reach)));
    CHECK(student95(10) == Approx(2.228).epsilon(0.001));
    // Sen 1968: of 10 slopes of five years, those at the 95 percent ranks.
    const auto slope = senInterval(std::vector<double>{1, 2, 3, 4, 5});
    CHECK(slope.low == 1);
    CHECK(slope.high == 1);
}

TEST_CASE("the p of a further value is uniform under its null")
{
    const unsigned seed = 20240917;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    for (const int n : {10, 25, 80}) {
        int small = 0, tiny = 0;
        constexpr int kRuns = 20'000;
        for (int run = 0; run < kRuns; ++run) {
            std::vector<double> values(static_cast<size_t>(n));
            std::ranges::generate(values, [&] { return normal(random); });
            const double p = robust(values).twoSided(normal(random));
            small += p <= 0.05;
            tiny += p <= 0.001;
        }
        INFO("n " << n << " small " << small << " tiny " << tiny);
        CHECK(small < kRuns * 0.065);
        CHECK(small > kRuns * 0.035);
        CHECK(tiny < kRuns * (n < 20 ? 0.006 : 0.0022));
    }
}

TEST_CASE("a gap is a draw from the tail beyond the second")
{
    const unsigned seed = 99;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    int small = 0;
    constexpr int kRuns = 4000;
    for (int run = 0; run < kRuns; ++run) {
        std::vector<double> values(60);
        std::ranges::generate(values, [&] { return normal(random); });
        const auto shape = robust(values);
        std::ranges::sort(values, std::ranges::greater());
        small += tailGapP(shape, values, 1) <= 0.05;
    }
    CHECK(small < kRuns * 0.075);
    CHECK(small > kRuns * 0.025);
}

TEST_CASE("the shape of log-normal amounts is no finding under its own null")
{
    const unsigned seed = 7;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    int small[3] = {0, 0, 0};
    constexpr int kRuns = 400;
    for (int run = 0; run < kRuns; ++run) {
        std::vector<double> amounts(60), logs;
        std::ranges::generate(amounts, [&] { return std::exp(normal(random)); });
        for (const double amount : amounts)
            logs.push_back(std::log(amount));
        const auto shape = robust(logs);
        const auto null = shapeNull({{shape.n, shape.mean, shape.deviation}});
        const Shape is = shapeOf(amounts);
        small[0] += null.twoSided(&Shape::gini, is.gini) <= 0.05;
        small[1] += null.twoSided(&Shape::top5, is.top5) <= 0.05;
        small[2] += null.twoSided(&Shape::meanRatio, is.meanRatio) <= 0.05;
    }
    for (const int each : small)
        CHECK(each < kRuns * 0.09);
    // And the same strata always give the same null.
    CHECK(shapeNull({{30, 1, 0.5}}).mean.gini == shapeNull({{30, 1, 0.5}}).mean.gini);
}
