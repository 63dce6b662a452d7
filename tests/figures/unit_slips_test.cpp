#include "core/figures/summariser.h"
#include "core/figures/unit_slips.h"
#include "tests/support/made_panel.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr std::uint64_t kSeed = 23;
constexpr int kCouncils = 80, kOdd = 11;

std::vector<UnitSlip> slipsOf(const MadePanel& made)
{
    const Panel panel = made.panel();
    return unitSlips(panel, panel.fieldIndex(u"target"_s));
}

Quality newestQuality(const MadePanel& made)
{
    const Panel panel = made.panel();
    return assessQuality(panel, panel.fieldIndex(u"target"_s)).back();
}

} // namespace

TEST_CASE("a figure that is a power of ten off is found with how far, whatever the number of years")
{
    struct Row {
        int years;
        int at; // year of the slip
        double times;
        int power; // 0: not taken for a slip
    };
    const Row rows[] = {
        {10, 9, 1000, 3},  {10, 9, 0.001, -3}, {10, 4, 100, 2},   {10, 0, 1e6, 6},   {10, 9, 10, 1},  {10, 5, 0.1, -1},
        {10, 9, 4, 0},     {10, 9, 1, 0},      {3, 2, 1000, 3},   {3, 1, 0.001, -3}, {3, 0, 1000, 3}, {2, 1, 1000, 3},
        {2, 0, 0.001, -3}, {1, 0, 1000, 3},    {1, 0, 0.001, -3}, {1, 0, 3, 0},      {2, 1, 3, 0},
    };
    for (const Row& row : rows) {
        INFO(row.years << " years, year " << row.at << " times " << row.times << ", seed " << kSeed);
        MadePanel made(kCouncils, 2, row.years, kSeed, {0.5, 0.03, 0});
        std::int64_t& value = made.value(made.target(), row.at, kOdd);
        value = std::llround(static_cast<double>(value) * row.times);
        const auto slips = slipsOf(made);
        REQUIRE(slips.size() == (row.power != 0 ? 1 : 0));
        if (row.power == 0)
            continue;
        CHECK(slips[0].code == made.council(kOdd).code);
        CHECK(slips[0].year == made.year(row.at));
        CHECK(slips[0].power == row.power);
    }
}

TEST_CASE("ten times as much for three years is no slip, and nobody can tell which of two years is")
{
    MadePanel lasting(kCouncils, 2, 10, kSeed, {0.5, 0.03, 0});
    for (int year = 7; year < 10; ++year)
        lasting.value(lasting.target(), year, kOdd) *= 10;
    CHECK(slipsOf(lasting).empty());
    MadePanel two(kCouncils, 2, 2, kSeed, {0.5, 0.03, 0});
    two.value(two.target(), 1, kOdd) *= 10;
    CHECK(slipsOf(two).size() == 2);
}

TEST_CASE("a council that keeps to thousands in every year is found beside its peers")
{
    MadePanel made(kCouncils, 2, 6, kSeed);
    for (int year = 0; year < 6; ++year)
        made.value(made.target(), year, kOdd) /= 1000;
    const auto slips = slipsOf(made);
    REQUIRE(slips.size() == 6);
    CHECK(slips[0].power == -3);
    CHECK(likelyUnit(slips[0]).contains("1,000 times too small"_L1));
}

TEST_CASE("the newest year as a whole is another unit, waits, or is as it was")
{
    struct Row {
        double times;
        bool otherUnit, leapt;
    };
    const Row rows[] = {{1000, true, false}, {0.001, true, false}, {10, true, false}, {0.1, true, false},
                        {4, false, true},    {0.25, false, true},  {2, false, false}, {1, false, false}};
    for (const Row& row : rows) {
        INFO("times " << row.times << ", seed " << kSeed);
        MadePanel made(kCouncils, 2, 8, kSeed);
        for (int council = 0; council < kCouncils; ++council) {
            std::int64_t& value = made.value(made.target(), made.newest(), council);
            value = std::llround(static_cast<double>(value) * row.times);
        }
        const Quality quality = newestQuality(made);
        CHECK(quality.otherUnit == row.otherUnit);
        CHECK(quality.leapt == row.leapt);
        CHECK(quality.usableForFacts == !row.otherUnit);
        CHECK(quality.likelySlips.empty()); // it is not one council's
    }
}

TEST_CASE("a year of which part repeats the year before is partly copied, unless the field always does")
{
    struct Row {
        double part;
        bool copied;
    };
    for (const Row& row : {Row{0.6, true}, Row{0.9, true}, Row{0.35, true}, Row{0.1, false}, Row{0, false}}) {
        INFO(row.part << ", seed " << kSeed);
        MadePanel made(kCouncils, 2, 8, kSeed);
        for (int council = 0; council < kCouncils; ++council) {
            if (council % 20 < 20 * row.part)
                made.value(made.target(), made.newest(), council) =
                    made.value(made.target(), made.newest() - 1, council);
        }
        const Quality quality = newestQuality(made);
        CHECK((quality.copiedFigures > 0) == row.copied);
        CHECK(quality.usableForFacts == !row.copied);
    }
    // Loans that are left as they are repeat in every year.
    MadePanel made(kCouncils, 2, 8, kSeed);
    for (int year = 1; year < 8; ++year) {
        for (int council = 0; council < kCouncils; ++council) {
            if ((council + year) % 3 == 0)
                made.value(made.target(), year, council) = made.value(made.target(), year - 1, council);
        }
    }
    CHECK(newestQuality(made).copiedFigures == 0);
}
