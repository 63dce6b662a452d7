#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

const Year kYear = Year::financial(2019);
constexpr int kMost = 50;
constexpr int kEnds = 10;

Panel randomPanel(std::mt19937_64& random)
{
    const int count = 1 + static_cast<int>(random() % 400);
    std::vector<Council> councils;
    for (int i = 0; i < count; ++i) {
        councils.push_back(councilOf(codeAt(i + 1), u"Type %1"_s.arg(random() % 5), u"Nation %1"_s.arg(random() % 3)));
    }
    Panel panel = panelOf(councils);
    const std::int64_t range = random() % 3 == 0 ? 4 : 1'000'000; // often many ties
    panel.blockForWrite(0, kYear);
    for (int council = 0; council < count; ++council) {
        if (random() % 10 != 0)
            put(panel, kYear, council, Decimal::fromInt(static_cast<std::int64_t>(random() % 1'000'000) % range));
    }
    return panel;
}

// Councils with a figure by the order given, ties by code.
template <class Order>
std::vector<int> sortedBy(const Panel& panel, Order order)
{
    const Block& block = *panel.block(0, kYear);
    std::vector<int> councils;
    for (size_t i = 0; i < block.units.size(); ++i) {
        if (block.units[i] != Block::kMissing)
            councils.push_back(static_cast<int>(i));
    }
    std::ranges::stable_sort(councils, order, [&](int at) { return block.units[static_cast<size_t>(at)]; });
    return councils;
}

std::vector<int> firstOf(std::vector<int> councils, size_t count)
{
    councils.resize(std::min(councils.size(), count));
    return councils;
}

} // namespace

TEST_CASE("samples are what they promise for any data")
{
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const Panel panel = randomPanel(random);
        const std::vector<int> sample = representativeSample(panel, 0, kYear);
        const std::vector<int> down = sortedBy(panel, std::ranges::greater());
        const std::vector<int> up = sortedBy(panel, std::ranges::less());
        REQUIRE(sample == representativeSample(panel, 0, kYear)); // reproducible
        REQUIRE(sample.size() == std::min<size_t>(kMost, down.size()));

        std::vector<int> sorted = sample;
        std::ranges::sort(sorted);
        REQUIRE(std::ranges::adjacent_find(sorted) == sorted.end()); // nobody twice
        const auto inSample = [&](int council) { return std::ranges::binary_search(sorted, council); };
        const std::vector<int> top = firstOf(down, kEnds);
        const std::vector<int> bottom = firstOf(up, kEnds);
        REQUIRE(std::ranges::all_of(top, inSample));
        REQUIRE(std::ranges::all_of(bottom, inSample));

        // Highest first, ties by code: the order of the full list.
        std::vector<int> expected = down;
        std::erase_if(expected, [&](int council) { return !inSample(council); });
        REQUIRE(sample == expected);

        // Each kind has its quota of the middle: the exact share rounded down or up.
        std::map<int, std::pair<size_t, size_t>> kinds; // in the middle, drawn
        size_t middle = 0;
        size_t drawn = 0;
        for (const int council : down) {
            if (std::ranges::count(top, council) + std::ranges::count(bottom, council) > 0)
                continue;
            auto& [size, taken] = kinds[panel.kinds().of[static_cast<size_t>(council)]];
            ++size;
            ++middle;
            taken += static_cast<size_t>(inSample(council));
            drawn += static_cast<size_t>(inSample(council));
        }
        for (const auto& [kind, counts] : kinds) {
            const size_t floor = counts.first * drawn / middle;
            REQUIRE(counts.second >= floor);
            REQUIRE(counts.second <= floor + 1);
            REQUIRE((counts.second == floor || counts.first * drawn % middle != 0));
        }
    }
}

TEST_CASE("places go to the largest remainders")
{
    // Middle of 100: 61 of type A, 33 of B, 6 of C for 30 places: 18.3, 9.9, 1.8 -> 18, 10, 2.
    std::vector<Council> councils = councilsOf(120);
    for (int i = 0; i < 120; ++i)
        councils[static_cast<size_t>(i)].type = i < 10 || i >= 110 ? u"End"_s
                                                : i < 71           ? u"A"_s
                                                : i < 104          ? u"B"_s
                                                                   : u"C"_s;
    Panel panel = panelOf(councils);
    for (int i = 0; i < 120; ++i)
        put(panel, kYear, i, Decimal::fromInt(10'000 - i));
    std::map<QString, int> drawn;
    for (const int council : representativeSample(panel, 0, kYear))
        ++drawn[panel.councils()[static_cast<size_t>(council)].type];
    CHECK(drawn == std::map<QString, int>{{u"A"_s, 18}, {u"B"_s, 10}, {u"C"_s, 2}, {u"End"_s, 20}});
}

TEST_CASE("the draw changes with the data and not with anything else")
{
    Panel panel = panelOf(councilsOf(300));
    for (int i = 0; i < 300; ++i)
        put(panel, kYear, i, Decimal::fromInt(10'000 - i));
    const std::vector<int> first = representativeSample(panel, 0, kYear);
    panel.blockForWrite(0, kYear).dataHash = dataHash(panel, *panel.block(0, kYear));
    CHECK(representativeSample(panel, 0, kYear) == first);
    panel.blockForWrite(0, kYear).dataHash.clear();
    put(panel, kYear, 150,
        Decimal::fromUnits((10'000 - 150) * Decimal::kScale + 1)); // same ranks, other data
    CHECK(representativeSample(panel, 0, kYear) != first);
}

TEST_CASE("small samples and small fields")
{
    Panel panel = panelOf(councilsOf(60));
    for (int i = 0; i < 60; ++i)
        put(panel, kYear, i, Decimal::fromInt(1'000 - i));
    CHECK(representativeSample(panel, 0, kYear, 60).size() == 60);
    CHECK(representativeSample(panel, 0, kYear, 59).size() == 59);
    CHECK(representativeSample(panel, 0, kYear, 5) == std::vector<int>{0, 1, 2, 58, 59});
    CHECK(representativeSample(panel, 0, kYear, 1) == std::vector<int>{0});
    CHECK(representativeSample(panel, 0, kYear, 0).empty());
    CHECK(representativeSample(panel, 0, Year::financial(2001)).empty());

    Panel equal = panelOf(councilsOf(80)); // all the same: both ends are the same ten codes
    for (int i = 0; i < 80; ++i)
        put(equal, kYear, i, Decimal::fromInt(7));
    const std::vector<int> sample = representativeSample(equal, 0, kYear);
    CHECK(sample.size() == 50);
    CHECK(firstOf(sample, 10) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}
