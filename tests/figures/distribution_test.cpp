// Bins and whiskers: every figure in one bin, round edges, long tails kept apart.
#include "core/figures/distribution.h"

#include <catch2/catch.hpp>

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

using namespace factoid;

namespace {

std::vector<std::int64_t> whole(std::initializer_list<std::int64_t> values)
{
    std::vector<std::int64_t> units;
    for (const std::int64_t value : values)
        units.push_back(value * Decimal::kScale);
    std::ranges::sort(units);
    return units;
}

bool isRound(Int128 step)
{
    while (step % 10 == 0)
        step /= 10;
    return step == 1 || step == 2 || step == 5;
}

const Decimal kPenny = Decimal::fromUnits(100);

} // namespace

TEST_CASE("bins hold every figure once, on a round grid, whatever the figures")
{
    const auto seed = QRandomGenerator::global()->generate();
    INFO("seed " << seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 400; ++round) {
        std::vector<std::int64_t> units;
        const int count = 1 + static_cast<int>(random.bounded(300));
        const double scale = std::pow(10, random.bounded(14));
        for (int i = 0; i < count; ++i) {
            const double tail = random.bounded(15) == 0 ? 60 : 1;
            units.push_back(
                static_cast<std::int64_t>((random.generateDouble() - (round % 3 == 0 ? 0.5 : 0)) * scale * tail));
        }
        std::ranges::sort(units);
        const std::vector<Bin> bins = histogram(units, kPenny);
        REQUIRE_FALSE(bins.empty());
        CHECK(bins.size() <= 18);
        int sum = 0;
        std::optional<Int128> step;
        for (size_t i = 0; i < bins.size(); ++i) {
            const Bin& bin = bins[i];
            CHECK((!bin.openBelow || i == 0));
            CHECK((!bin.openAbove || i + 1 == bins.size()));
            if (i > 0)
                CHECK(bins[i - 1].until == bin.from);
            const auto inside = std::ranges::count_if(units, [&](std::int64_t unit) {
                return (bin.openBelow || unit >= bin.from.units()) && (bin.openAbove || unit < bin.until.units());
            });
            CHECK(bin.count == inside);
            sum += bin.count;
            if (bin.openBelow || bin.openAbove)
                continue;
            const Int128 width = Int128(bin.until.units()) - bin.from.units();
            CHECK(isRound(width));
            CHECK(Int128(bin.from.units()) % width == 0);
            CHECK((!step || *step == width));
            step = width;
        }
        CHECK(sum == count);
    }
}

TEST_CASE("a long tail goes into an open bin and a short one does not")
{
    const auto plain = histogram(whole({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), Decimal::fromInt(1));
    CHECK_FALSE(plain.back().openAbove);
    const auto tailed =
        histogram(whole({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 900}), Decimal::fromInt(1));
    CHECK(tailed.back().openAbove);
    CHECK(tailed.back().count == 1);
    CHECK(tailed.back().from == Decimal::fromInt(20));
    const auto low = histogram(whole({-900, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}),
                               Decimal::fromInt(1));
    CHECK(low.front().openBelow);
    CHECK(low.front().count == 1);
    const auto same = histogram(whole({7, 7, 7}), Decimal::fromInt(1));
    REQUIRE(same.size() == 1);
    CHECK(same.front().count == 3);
    CHECK(histogram({}, kPenny).empty());
    // The ends of the range of a decimal.
    const std::vector<std::int64_t> ends{-9'223'372'036'854'775'807, 0, 9'223'372'036'854'775'807};
    int sum = 0;
    for (const Bin& bin : histogram(ends, kPenny))
        sum += bin.count;
    CHECK(sum == 3);
}

TEST_CASE("whiskers end at the last figures inside the fences")
{
    // Q1 3.25, Q3 7.75: fences −3.5 and 14.5.
    const auto ends = whiskers(whole({1, 2, 3, 4, 5, 6, 7, 8, 9, 40}));
    CHECK(ends.low == Decimal::fromInt(1));
    CHECK(ends.high == Decimal::fromInt(9));
    CHECK(ends.below == 0);
    CHECK(ends.above == 1);
}
