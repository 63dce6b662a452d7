#include "core/insights/statistics.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace factoid::statistics;

TEST_CASE("distributions agree with printed tables") {
    CHECK(studentTwoSided(2.228, 10) == Approx(0.05).epsilon(0.001));
    CHECK(studentTwoSided(-12.706, 1) == Approx(0.05).epsilon(0.001));
    CHECK(normalTwoSided(1.959964) == Approx(0.05).epsilon(1e-5));
    CHECK(poissonAtLeast(3, 1.0) == Approx(0.0803014).epsilon(1e-5));
    CHECK(signTest(0, 10) == Approx(2.0 / 1024));
    CHECK(signTest(5, 10) == 1);
    CHECK(signTest(8, 10) == Approx(2 * 56.0 / 1024));
}

TEST_CASE("degenerate input gives no significance") {
    CHECK(studentTwoSided(9, 0) == 1);
    CHECK(poissonAtLeast(0, 0) == 1);
    CHECK(mannKendallP(std::vector<double>{1, 1, 1, 1, 1, 1, 1, 1}) == 1);
    CHECK(tailGapP(std::vector<double>(30, 4.0), 1) == 1);
    CHECK(tailGapP(std::vector<double>{9, 1}, 1) == 1);
    CHECK(robust({}).z(5) == 0);
    CHECK(robust({3, 3, 3, 9}).z(9) == 0);
    CHECK(mannWhitneyP(std::vector<double>{2, 2}, std::vector<double>{2, 2}) == 1);
}

TEST_CASE("median and spread are robust") {
    CHECK(median({3, 1, 2}) == 2);
    CHECK(median({4, 1, 3, 2}) == 2.5);
    const auto shape = robust({1, 2, 3, 4, 1000});
    CHECK(shape.centre == 3);
    CHECK(shape.spread == Approx(1.4826));
}

TEST_CASE("mann kendall is exact for short series") {
    // All n! orders are equally likely, so a series that only rises has p = 2/n!.
    CHECK(mannKendallP(std::vector<double>{1, 2, 3, 4}) == Approx(2.0 / 24));
    CHECK(mannKendallP(std::vector<double>{5, 4, 3, 2, 1}) == Approx(2.0 / 120));
    // Kendall 1975, table for n = 5: P(S >= 6) = 0.117.
    CHECK(mannKendallP(std::vector<double>{1, 2, 3, 5, 4}) == Approx(2 * 5.0 / 120));
    CHECK(kendallS(std::vector<double>{1, 3, 2, 4}) == 4);
    CHECK(streakP(9) == Approx(2.0 / 3628800));
    CHECK(senSlope(std::vector<double>{1, 3, 5, 7, 100}) == 2);
}

TEST_CASE("mann kendall p is uniform under its null") {
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

TEST_CASE("rank sum agrees with its normal approximation by hand") {
    // U = 0 of 25: mean 12.5, variance 25 × 11 / 12, continuity 0.5.
    const std::vector<double> low = {1, 2, 3, 4, 5};
    const std::vector<double> high = {6, 7, 8, 9, 10};
    CHECK(mannWhitneyP(low, high) == Approx(normalTwoSided(12.0 / std::sqrt(25 * 11 / 12.0))));
    CHECK(mannWhitneyP(low, high) == Approx(mannWhitneyP(high, low)));
}

TEST_CASE("false discovery rate is controlled as Benjamini and Yekutieli say") {
    const auto q = benjaminiYekutieli({0.5, 0.00001, 0.001}, 10);
    const double harmonic = std::log(10.0) + 0.57721566490153286 + 0.05;
    CHECK(q[1] == Approx(0.00001 * 10 * harmonic));
    CHECK(q[2] == Approx(0.001 * 10 * harmonic / 2));
    CHECK(q[0] == 1);
    CHECK(benjaminiYekutieli({}, 0).empty());
    // More tests that found nothing make every finding less sure.
    CHECK(benjaminiYekutieli({0.001}, 1000)[0] > benjaminiYekutieli({0.001}, 10)[0]);
}
