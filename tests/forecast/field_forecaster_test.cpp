// Forecasts of a whole field: what belongs to an origin looks at nothing after it, and stays on its side of nothing.
#include "core/forecast/field_forecaster.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace factoid::forecast;

namespace {

constexpr size_t kRows = 60;
constexpr size_t kYears = 14;

// Random walks with drifts of their own and shocks that all share.
FieldHistory walks(std::uint64_t seed, size_t rows = kRows, double spread = 5)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    FieldHistory field{.years = kYears};
    std::vector<double> shocks(kYears);
    for (double& shock : shocks)
        shock = normal(random);
    for (size_t row = 0; row < rows; ++row) {
        FieldHistory::Row made;
        double level = 200 + 30 * std::abs(normal(random));
        const double drift = 2 + normal(random);
        for (size_t year = 0; year < kYears; ++year) {
            made.values.push_back(std::round(level));
            level += drift + shocks[year] + spread * normal(random);
        }
        field.rows.push_back(std::move(made));
    }
    field.rows[1].mergedAt = 5;
    field.rows[2].values[6] = kNoFigure;
    field.rows.back().guest = rows > 2;
    return field;
}

void checkSame(const FieldForecaster& one, const FieldForecaster& other, size_t origin)
{
    for (size_t row = 0; row < one.field().rows.size(); ++row) {
        INFO("row " << row);
        CHECK(one.history(row, origin).refusal == other.history(row, origin).refusal);
        CHECK(one.history(row, origin).first == other.history(row, origin).first);
        const Made* a = one.at(row, origin);
        const Made* b = other.at(row, origin);
        REQUIRE((a == nullptr) == (b == nullptr));
        if (!a)
            continue;
        CHECK(a->weights == b->weights);
        CHECK(a->digits == b->digits);
        for (size_t ahead = 0; ahead < a->ahead.size(); ++ahead) {
            CHECK(a->ahead[ahead].value == b->ahead[ahead].value);
            CHECK(a->ahead[ahead].interval.low == b->ahead[ahead].interval.low);
            CHECK(a->ahead[ahead].interval.high == b->ahead[ahead].interval.high);
            CHECK(a->ahead[ahead].methods == b->ahead[ahead].methods);
        }
    }
}

} // namespace

TEST_CASE("shuffling everything after the origin changes no forecast and no interval")
{
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const FieldHistory field = walks(seed);
        const FieldForecaster whole(field, 3);
        std::mt19937_64 random(seed + 100);
        for (size_t origin = kFewestYears - 1; origin + 1 < kYears; ++origin) {
            INFO("seed " << seed << ", origin " << origin);
            // Every figure after the origin, of all rows, in another order, some gone, some a thousandfold.
            FieldHistory shuffled = field;
            std::vector<double> later;
            for (const FieldHistory::Row& row : field.rows)
                later.insert(later.end(), row.values.begin() + static_cast<std::ptrdiff_t>(origin) + 1,
                             row.values.end());
            std::ranges::shuffle(later, random);
            size_t next = 0;
            for (FieldHistory::Row& row : shuffled.rows) {
                for (size_t year = origin + 1; year < kYears; ++year, ++next)
                    row.values[year] = next % 7 == 0 ? kNoFigure : next % 5 == 0 ? -1000 * later[next] : later[next];
            }
            checkSame(whole, FieldForecaster(shuffled, 3), origin);
            // And none of it there at all.
            FieldHistory cut = field;
            cut.years = origin + 1;
            for (FieldHistory::Row& row : cut.rows)
                row.values.resize(cut.years);
            checkSame(whole, FieldForecaster(cut, 3), origin);
        }
    }
}

TEST_CASE("a shuffle before the origin does change forecasts, so the test above can fail")
{
    const FieldHistory field = walks(1);
    FieldHistory other = field;
    for (FieldHistory::Row& row : other.rows)
        std::swap(row.values[8], row.values[9]);
    const FieldForecaster one(field, 3);
    const FieldForecaster two(other, 3);
    REQUIRE(one.at(0, 10));
    REQUIRE(two.at(0, 10));
    CHECK(one.at(0, 10)->ahead[0].value != two.at(0, 10)->ahead[0].value);
}

// Whether outcomes fell into the intervals, of forecasts made after so many years of outcomes at least.
double coveredOfWalks(size_t outcomeYears)
{
    int forecasts = 0;
    int inside = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const FieldForecaster made(walks(seed), 3);
        for (const Made& one : made.made()) {
            for (size_t ahead = 1; ahead <= 3; ++ahead) {
                const auto outcome = made.outcome(one.row, one.origin, ahead);
                const auto& width = made.width(one.origin, ahead);
                if (!outcome || (width ? width->outcomeYears : 0) < outcomeYears)
                    continue;
                ++forecasts;
                const auto& interval = one.ahead[ahead - 1].interval;
                inside += static_cast<int>(interval.low <= *outcome && *outcome <= interval.high);
            }
        }
    }
    REQUIRE(forecasts > 1000);
    return static_cast<double>(inside) / forecasts;
}

TEST_CASE("intervals of 95 percent hold what they say, and more where few years tell")
{
    CHECK(coveredOfWalks(0) > 0.95);
    const double late = coveredOfWalks(7);
    CHECK(late > 0.94);
    CHECK(late < 0.98);
}

TEST_CASE("a field that is never negative has no negative forecast, nor one of income a positive")
{
    for (const double sign : {1.0, -1.0}) {
        FieldHistory field = walks(3, 20, 60);
        for (FieldHistory::Row& row : field.rows) {
            for (double& value : row.values)
                value = sign * std::abs(std::fmod(value, 90));
        }
        const FieldForecaster made(field, 5);
        REQUIRE_FALSE(made.made().empty());
        for (const Made& one : made.made()) {
            for (const Ahead& year : one.ahead) {
                CHECK(sign * year.value >= 0);
                CHECK(sign * year.interval.low >= 0);
                CHECK(sign * year.interval.high >= 0);
                CHECK(year.interval.low <= year.value);
                CHECK(year.value <= year.interval.high);
            }
        }
    }
}

TEST_CASE("a forecast is rounded to the decimals that its history has")
{
    FieldHistory field{.years = 6};
    field.rows.push_back({{100, 103, 104, 108, 110, 115}});
    field.rows.push_back({{1.25, 1.5, 1.75, 2.15, 2.35, 2.5}});
    // One figure with noise of its sheet does not give the others decimals.
    field.rows.push_back({{100, 103.1234, 104, 108, 110, 115}});
    const FieldForecaster made(field, 2);
    const std::vector<int> digits = {0, 2, 0};
    for (size_t row = 0; row < digits.size(); ++row) {
        const Made* newest = made.at(row, 5);
        REQUIRE(newest);
        CHECK(newest->digits == digits[row]);
        for (const Ahead& year : newest->ahead) {
            const double power = std::pow(10, digits[row]);
            for (const double value : {year.value, year.interval.low, year.interval.high})
                CHECK(std::abs(value * power - std::round(value * power)) < 1e-6);
        }
    }
}

TEST_CASE("a series alone is forecast too, with the textbook's interval")
{
    // Changes 2, 3, 2, 3: deviation √(1/3) around 2.5; of three degrees of freedom t is 3.182446.
    FieldHistory field{.years = 5};
    field.rows.push_back({{10, 12, 15, 17, 20}});
    const FieldForecaster made(field, 1);
    const Made* newest = made.at(0, 4);
    REQUIRE(newest);
    CHECK_FALSE(made.width(4, 1));
    const double half = 3.182446 * std::sqrt(1.0 / 3) * std::sqrt(1 + 1.0 / 4);
    const Ahead& year = newest->ahead[0];
    CHECK(year.value >= 21);
    CHECK(year.value <= 23);
    CHECK(year.interval.high - year.interval.low >= 2 * half);
    CHECK(year.interval.high - year.interval.low <= 2 * half + 2);
}
