// The methods on series short enough to be reckoned by hand, and how they are weighed.
#include "core/forecast/forecasters.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace factoid::forecast;

namespace {

double said(const std::vector<MethodValues>& values, size_t ahead, Method method)
{
    return *values[ahead - 1][static_cast<size_t>(method)];
}

} // namespace

TEST_CASE("each method says of a short series what its formula says")
{
    // Changes 2, 2, 8: mean 4, median 2.
    const std::vector<double> history = {10, 12, 14, 22};
    const auto values = methodForecasts(history, 0.10, 2);
    REQUIRE(values.size() == 2);
    CHECK(said(values, 1, Method::Naive) == 22);
    CHECK(said(values, 2, Method::Naive) == 22);
    CHECK(said(values, 1, Method::Drift) == 26);
    CHECK(said(values, 2, Method::Drift) == 30);
    CHECK(said(values, 1, Method::MedianDrift) == 24);
    CHECK(said(values, 2, Method::MedianDrift) == 26);
    // Half of 10 percent, twice.
    CHECK(said(values, 1, Method::Peers) == Approx(22 * 1.05));
    CHECK(said(values, 2, Method::Peers) == Approx(22 * 1.05 * 1.05));
}

TEST_CASE("on a straight line every method with a trend goes on with it, Theta with half")
{
    const std::vector<double> line = {100, 110, 120, 130, 140};
    const auto values = methodForecasts(line, std::nullopt, 3);
    CHECK(said(values, 3, Method::Drift) == Approx(170));
    CHECK(said(values, 3, Method::MedianDrift) == Approx(170));
    // Smoothing with a level of 1 follows the line exactly; the slope of 10 counts half.
    CHECK(said(values, 1, Method::Theta) == Approx(145));
    CHECK(said(values, 3, Method::Theta) == Approx(155));
    // The trend of the grid that errs least is damped by 0.98.
    CHECK(said(values, 1, Method::Holt) > 148);
    CHECK(said(values, 1, Method::Holt) <= 150);
    CHECK_FALSE(values[0][static_cast<size_t>(Method::Peers)]);
}

TEST_CASE("on a constant series all methods say the constant")
{
    const std::vector<double> flat = {7, 7, 7, 7};
    for (const MethodValues& values : methodForecasts(flat, 0.0, 3)) {
        for (const auto& value : values)
            CHECK(*value == Approx(7));
    }
}

TEST_CASE("the growth of peers is taken at most at half either way")
{
    const std::vector<double> history = {1, 2, 4};
    CHECK(said(methodForecasts(history, 9.0, 1), 1, Method::Peers) == Approx(5));
    CHECK(said(methodForecasts(history, -0.9, 1), 1, Method::Peers) == Approx(3));
}

TEST_CASE("methods count by the eighth power of what they erred")
{
    MethodValues available;
    available[0] = 10;
    available[1] = 20;
    // Nothing known: the same for both, nothing for the others.
    auto weights = methodWeights(available, {}, {});
    CHECK(weights[0] == Approx(0.5));
    CHECK(weights[1] == Approx(0.5));
    CHECK(weights[2] == 0);
    CHECK(combined(available, weights) == Approx(15));

    // The field: errors 1 and 2, and of the series itself none. (2.02 ÷ 1.02)^8 = 236.5.
    KnownErrors field;
    field.add(Method::Naive, 1);
    field.add(Method::Drift, 2);
    weights = methodWeights(available, {}, field);
    CHECK(weights[0] / weights[1] == Approx(std::pow(2.02 / 1.02, 8)));
    CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == Approx(1));

    // The series' own: two errors of 2 and of 0.5 against the field's, which count as four: (4 + 4) ÷ 6 and (8 + 1)
    // ÷ 6.
    KnownErrors own;
    for (int twice = 0; twice < 2; ++twice) {
        own.add(Method::Naive, 2);
        own.add(Method::Drift, 0.5);
    }
    weights = methodWeights(available, own, field);
    CHECK(weights[0] / weights[1] == Approx(std::pow((9.0 / 6 + 0.02) / (8.0 / 6 + 0.02), 8)));
}

TEST_CASE("one wild year counts as an error of eight at most")
{
    KnownErrors errors;
    errors.add(Method::Theta, 1000);
    CHECK(*errors.mean(Method::Theta) == kMostError);
    CHECK_FALSE(errors.mean(Method::Holt));
}

TEST_CASE("the unit of errors is the mean size of the changes")
{
    CHECK(meanChange(std::vector<double>{1, 3, 2, 2}) == 1);
}
