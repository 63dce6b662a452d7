#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"
#include "tests/figures/tidy_panel.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

Year yearAt(int start)
{
    return Year::financial(start);
}

Quality qualityOf(const Panel& panel, Year year)
{
    for (const Quality& quality : assessQuality(panel, 0)) {
        if (quality.year == year)
            return quality;
    }
    FAIL("no quality for the year");
    return {};
}

// 470 councils of the sizes that the kinds have: districts, unitaries, boroughs, counties,
// Scotland, Wales.
std::vector<Council> manyCouncils()
{
    constexpr int kDistricts = 240, kUnitaries = 100, kBoroughs = 32, kCounties = 34, kScotland = 32, kWales = 32;
    const std::pair<const char*, int> kinds[] = {{"District", kDistricts}, {"Unitary", kUnitaries},
                                                 {"Borough", kBoroughs},   {"County", kCounties},
                                                 {"Scottish", kScotland},  {"Welsh", kWales}};
    std::vector<Council> councils;
    for (const auto& [type, count] : kinds) {
        for (int i = 0; i < count; ++i)
            councils.push_back(councilOf(codeAt(static_cast<int>(councils.size()) + 1), QLatin1String(type)));
    }
    return councils;
}

// Figures for every council of a panel: amounts of many sizes.
void fill(Panel& panel, Year year, std::mt19937& random, std::int64_t unit = 1)
{
    for (int council = 0; council < static_cast<int>(panel.councils().size()); ++council)
        put(panel, year, council, Decimal::fromInt(unit * (1'000 + static_cast<int>(random() % 900'000))));
}

// Same councils, every amount `percent` of the year before.
void follow(Panel& panel, Year year, Year before, int percent)
{
    for (int council = 0; council < static_cast<int>(panel.councils().size()); ++council)
        put(panel, year, council, Decimal::fromUnits(panel.value(0, before, council)->units() / 100 * percent));
}

} // namespace

TEST_CASE("fault_23 unknown stored as zero is flagged and kept out of facts")
{
    constexpr int kKnown = 470 - 431;
    std::mt19937 random(5);
    SECTION("scattered over the councils")
    {
        Panel panel = panelOf(manyCouncils());
        fill(panel, yearAt(2022), random);
        std::vector<int> order(470);
        std::iota(order.begin(), order.end(), 0);
        std::ranges::shuffle(order, random);
        for (size_t i = kKnown; i < order.size(); ++i)
            put(panel, yearAt(2022), order[i], Decimal());
        const Quality quality = qualityOf(panel, yearAt(2022));
        CHECK(quality.zeros == 431);
        CHECK(quality.suspiciousZeros);
        CHECK_FALSE(quality.usableForFacts);
    }
    SECTION("nearly all the known ones of one kind")
    {
        // The 34 counties and five boroughs.
        Panel panel = panelOf(manyCouncils());
        fill(panel, yearAt(2022), random);
        for (int council = 0; council < 470; ++council) {
            const QString& type = panel.councils()[static_cast<size_t>(council)].type;
            const bool known = type == "County"_L1 || (council >= 340 && council < 345);
            if (!known)
                put(panel, yearAt(2022), council, Decimal());
        }
        const Quality quality = qualityOf(panel, yearAt(2022));
        CHECK(quality.zeros == 431);
        CHECK_FALSE(quality.usableForFacts);
    }
    SECTION("known for one small kind and for some of the others")
    {
        Panel panel = panelOf(manyCouncils());
        fill(panel, yearAt(2022), random);
        for (int council = 0; council < 470; ++council) {
            const QString& type = panel.councils()[static_cast<size_t>(council)].type;
            if (type != "Borough"_L1 && council % 5 > 1)
                put(panel, yearAt(2022), council, Decimal());
        }
        const Quality quality = qualityOf(panel, yearAt(2022));
        CHECK(quality.suspiciousZeros); // the boroughs' 32 are no third of the figures that are not 0
        CHECK_FALSE(quality.usableForFacts);
    }
    SECTION("no more than a majority of them scattered")
    {
        Panel panel = panelOf(manyCouncils());
        fill(panel, yearAt(2022), random);
        for (int council = 0; council < 470; ++council) {
            if (council % 3 != 0)
                put(panel, yearAt(2022), council, Decimal());
        }
        CHECK_FALSE(qualityOf(panel, yearAt(2022)).usableForFacts);
    }
    SECTION("not given as zero but as not available")
    {
        Panel panel = panelOf(manyCouncils());
        fill(panel, yearAt(2022), random);
        for (int council = kKnown; council < 470; ++council)
            put(panel, yearAt(2022), council, {}, Status::NotAvailable);
        const Quality quality = qualityOf(panel, yearAt(2022));
        CHECK(quality.zeros == 0);
        CHECK(quality.usableForFacts); // unknown is never 0: what is there can be used
        CHECK(quality.completeness < Decimal::fromInt(100));
    }
}

TEST_CASE("a service that one kind of council does not provide is really zero there")
{
    std::mt19937 random(6);
    Panel panel = panelOf(manyCouncils());
    fill(panel, yearAt(2022), random);
    for (int council = 0; council < 240; ++council) // every district: more than half of all figures
        put(panel, yearAt(2022), council, Decimal());
    const Quality quality = qualityOf(panel, yearAt(2022));
    CHECK(quality.zeros == 240);
    CHECK_FALSE(quality.suspiciousZeros);
    CHECK(quality.usableForFacts);
}

TEST_CASE("zeros of one kind alone are not explained by kind")
{
    Panel panel = panelOf(councilsOf(12));
    putAll(panel, yearAt(2022), whole({0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5}));
    CHECK(qualityOf(panel, yearAt(2022)).suspiciousZeros);
    put(panel, yearAt(2022), 0, Decimal::fromInt(9)); // six of twelve are not most
    CHECK_FALSE(qualityOf(panel, yearAt(2022)).suspiciousZeros);
}

TEST_CASE("fault_23 a year copied forward from an earlier one is found")
{
    std::mt19937 random(7);
    Panel panel = panelOf(councilsOf(100));
    fill(panel, yearAt(2019), random);
    fill(panel, yearAt(2020), random);
    follow(panel, yearAt(2021), yearAt(2019), 100); // two years back
    for (int council = 0; council < 4; ++council)   // 96 percent are the same
        put(panel, yearAt(2021), council, Decimal::fromInt(7));
    Quality quality = qualityOf(panel, yearAt(2021));
    CHECK(quality.copiedFrom == yearAt(2019));
    CHECK_FALSE(quality.usableForFacts);
    CHECK_FALSE(qualityOf(panel, yearAt(2019)).copiedFrom.has_value()); // the original is not the copy
    CHECK(qualityOf(panel, yearAt(2019)).usableForFacts);

    put(panel, yearAt(2021), 4, Decimal::fromInt(7)); // 95 percent are not more than 95
    quality = qualityOf(panel, yearAt(2021));
    CHECK_FALSE(quality.copiedFrom.has_value());
    CHECK(quality.usableForFacts);
}

TEST_CASE("years of the same zeros or of few councils are not copies")
{
    Panel panel = panelOf(councilsOf(100));
    for (int council = 0; council < 100; ++council) {
        const bool provides = council >= 40;
        put(panel, yearAt(2020), council, Decimal::fromInt(provides ? 500 + council : 0));
        put(panel, yearAt(2021), council, Decimal::fromInt(provides ? 600 + council : 0));
    }
    CHECK_FALSE(qualityOf(panel, yearAt(2021)).copiedFrom.has_value());

    Panel hardly = panelOf(councilsOf(200)); // 97 percent are the same, and all of those are zeros
    for (int council = 0; council < 200; ++council) {
        put(hardly, yearAt(2020), council, Decimal::fromInt(council < 194 ? 0 : 500));
        put(hardly, yearAt(2021), council, Decimal::fromInt(council < 194 ? 0 : 600));
    }
    CHECK_FALSE(qualityOf(hardly, yearAt(2021)).copiedFrom.has_value());

    Panel few = panelOf(councilsOf(4));
    putAll(few, yearAt(2020), whole({1, 2, 3, 4}));
    putAll(few, yearAt(2021), whole({1, 2, 3, 4}));
    CHECK_FALSE(qualityOf(few, yearAt(2021)).copiedFrom.has_value());
}

TEST_CASE("a jump by a power of ten is a unit slip")
{
    struct Row {
        const char* before;
        const char* now;
        bool slip;
    };
    const Row rows[] = {
        {"1000", "100000", true},
        {"1000", "102000", true},
        {"1000", "98000", true},
        {"1000", "102001", false},
        {"1000", "97999", false},
        {"1000", "1000000", true},
        {"1000", "1000000000", true},
        {"1000", "10000", false},
        {"1000", "10000000", false},
        {"1000", "10", true},
        {"1000", "10.2", true},
        {"1000", "10.2001", false},
        {"1000", "1", true},
        {"1000", "0.001", true},
        {"1000", "0", false},
        {"0", "1000", false},
        {"-1000", "-100000", true},
        {"-1000", "100000", false},
        {"-1000", "-1", true},
        {"1000", "1000", false},
        {"900000000000000", "0.0001", false},
        {"900000000000000", "900000000", true},
        {"0.0001", "100", true},
    };
    for (const Row& row : rows) {
        INFO(row.before << " to " << row.now);
        Panel panel = panelOf(councilsOf(1));
        put(panel, yearAt(2020), 0, amount(row.before));
        put(panel, yearAt(2021), 0, amount(row.now));
        const Quality quality = qualityOf(panel, yearAt(2021));
        CHECK(quality.unitSlips == static_cast<int>(row.slip));
        CHECK_FALSE(quality.otherUnit); // one council is not the whole year
        CHECK(qualityOf(panel, yearAt(2020)).unitSlips == 0);
    }
}

TEST_CASE("years in another unit are kept out of facts")
{
    // Years 2010 to 2017; the digits say in which unit each is: 1 or 1,000 times.
    struct Row {
        const char* units;
        const char* trusted; // 1 where the year is usable
    };
    const Row rows[] = {
        {"11111111", "11111111"}, {"00000001", "11111110"}, // the newest year slipped
        {"00000011", "11111100"}, {"00000111", "00000111"}, // three years are the new unit
        {"11110000", "00001111"}, {"00010000", "00001111"}, // a slip and its correction
        {"00000010", "11111100"}, // corrected a year later, too fresh to tell: the long run stands
    };
    for (const Row& row : rows) {
        INFO(row.units);
        std::mt19937 random(8);
        Panel panel = panelOf(councilsOf(50));
        std::vector<std::int64_t> base(50);
        for (std::int64_t& value : base)
            value = 1'000 + static_cast<int>(random() % 900'000);
        for (int i = 0; i < 8; ++i) {
            for (size_t council = 0; council < base.size(); ++council) {
                const std::int64_t grown = base[council] + i; // no copy of the year before
                put(panel, yearAt(2010 + i), static_cast<int>(council),
                    Decimal::fromInt(row.units[i] == '1' ? grown * 1'000 : grown));
            }
        }
        std::string usable;
        for (const Quality& quality : assessQuality(panel, 0)) {
            CHECK(quality.usableForFacts != quality.otherUnit);
            usable += quality.usableForFacts ? '1' : '0';
        }
        CHECK(usable == row.trusted);
    }
}

TEST_CASE("gaps and provisional shares are counted")
{
    Panel panel = panelOf(councilsOf(6));
    putAll(panel, yearAt(2019), whole({1, 2, 3, 4}));
    put(panel, yearAt(2020), 0, Decimal::fromInt(10), Status::Provisional);
    put(panel, yearAt(2020), 1, Decimal::fromInt(20), Status::Estimated);
    put(panel, yearAt(2020), 2, {}, Status::NotAvailable);
    put(panel, yearAt(2020), 4, Decimal::fromInt(30), Status::Revised);
    putAll(panel, yearAt(2021), whole({100, 300, 700}));
    const Quality quality = qualityOf(panel, yearAt(2020));
    CHECK(quality.field == "money"_L1);
    CHECK(quality.gaps == 1); // the third; the fourth does not come back, the fifth was not there before
    CHECK(quality.provisionalShare == amount("66.67"));
    CHECK(quality.completeness == Decimal::fromInt(50));
    CHECK(qualityOf(panel, yearAt(2019)).gaps == 0);
    CHECK(qualityOf(panel, yearAt(2021)).provisionalShare == Decimal());
    CHECK(assessQuality(panelOf(councilsOf(3)), 0).empty());
}

TEST_CASE("in the real figures comparison fields are usable and known faults are not", "[shared-data]")
{
    const QString root = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (root.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    const Panel panel = tidyPanel(root + u"/tidy"_s);
    for (int field = 0; field < static_cast<int>(panel.fields().size()); ++field) {
        if (!panel.fields()[static_cast<size_t>(field)].comparison)
            continue;
        for (const Quality& quality : assessQuality(panel, field)) {
            INFO(quality.field.toStdString() << ' ' << quality.year.label().toStdString());
            CHECK(quality.usableForFacts);
        }
    }
    // The publisher's percentages are a hundred times too large up to 2019/20.
    for (const Quality& quality : assessQuality(panel, panel.fieldIndex(u"estimated_collection_rate"_s))) {
        CHECK(quality.otherUnit == (quality.year < yearAt(2020)));
        CHECK(quality.usableForFacts == (quality.year >= yearAt(2020)));
    }
    for (const Quality& quality : assessQuality(panel, panel.fieldIndex(u"borrowing_bonds"_s)))
        CHECK_FALSE(quality.usableForFacts); // two councils of 470 have any
}
