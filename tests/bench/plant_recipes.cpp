#include "core/base/literals.h"

#include "plant_recipes.h"

#include <algorithm>
#include <cmath>

namespace factoid::bench {

namespace {

using Planter = std::function<void(Bed&, Plot&)>;

// The typical step from one year to the next under the autocorrelation.
double stepSpread()
{
    return kLevelSpread * std::sqrt(2 * (1 - kStay));
}

int anyOf(Bed& bed)
{
    return static_cast<int>(bed.draws.below(bed.councils.size()));
}

const std::vector<int>& anyType(Bed& bed)
{
    return bed.byType[bed.draws.below(bed.byType.size())];
}

int anyOf(Bed& bed, const std::vector<int>& type)
{
    return type[bed.draws.below(type.size())];
}

std::vector<int> someOf(Bed& bed, const std::vector<int>& type, size_t count)
{
    std::vector<int> some;
    while (some.size() < count) {
        const int one = anyOf(bed, type);
        if (std::ranges::find(some, one) == some.end())
            some.push_back(one);
    }
    return some;
}

const Council& councilOf(const Bed& bed, int council)
{
    return bed.councils[static_cast<size_t>(council)];
}

// Puts one council so many spreads out, in every year.
Planter level(double spreads)
{
    return [spreads](Bed& bed, Plot& plot) {
        plot.named = anyOf(bed);
        plot.moved = {plot.named};
        for (auto& year : plot.grid)
            year[static_cast<size_t>(plot.named)] += spreads * kLevelSpread;
    };
}

// Adds `by(year)` to one council, of whose own wandering only `keep` stays.
Planter path(std::function<double(int year, int years)> by, double keep = 1)
{
    return [by, keep](Bed& bed, Plot& plot) {
        plot.named = anyOf(bed);
        plot.moved = {plot.named};
        const auto at = static_cast<size_t>(plot.named);
        const double middle = plot.grid.back()[at];
        for (int year = 0; year < bed.years; ++year) {
            double& value = plot.grid[static_cast<size_t>(year)][at];
            value = middle + keep * (value - middle) + by(year, bed.years);
        }
    };
}

// Everybody of the field, by year.
Planter shift(std::function<double(int year, int years)> by)
{
    return [by](Bed& bed, Plot& plot) {
        for (int year = 0; year < bed.years; ++year) {
            for (double& value : plot.grid[static_cast<size_t>(year)])
                value += by(year, bed.years);
        }
    };
}

// Years from the middle one: −4.5 to 4.5 of ten. What rises around its own middle has a base that is
// not tiny beside its peers': a change from less than a twentieth of the typical amount is rightly
// not told as a ratio.
double fromMiddle(int year, int years)
{
    return year - (years - 1) / 2.0;
}

// Half as much before, half as much after, and on the way in the year between. In one step it would be
// eight times what it was, which looks like a slip of the pen and is doubted as one.
double climb(int year, int over, double much)
{
    return (year < over ? -0.5 : year == over ? 0 : 0.5) * much;
}

void plantRank(Bed& bed, Plot& plot)
{
    // Two of a type far out: the second stands clear of the third.
    plot.moved = someOf(bed, anyType(bed), 2);
    plot.named = plot.moved[1];
    for (auto& year : plot.grid) {
        year[static_cast<size_t>(plot.moved[0])] = 16 * kLevelSpread;
        year[static_cast<size_t>(plot.moved[1])] = 12 * kLevelSpread;
    }
}

// From the bottom of the places to the top, whatever the council's place was: to move a council that
// stood high already is no great change of rank. In two steps, as climb() tells.
void plantRankChange(Bed& bed, Plot& plot)
{
    constexpr double kSpreads = 6.4, kKeep = 0.2;
    plot.named = anyOf(bed);
    plot.moved = {plot.named};
    for (int year = 0; year < bed.years; ++year) {
        double& value = plot.grid[static_cast<size_t>(year)][static_cast<size_t>(plot.named)];
        value = kKeep * value + climb(year, bed.years - 4, kSpreads * kLevelSpread);
    }
}

// Two of one type and region: one rises past the other in the newest year.
void plantCrossing(Bed& bed, Plot& plot)
{
    constexpr double kSpreads = 5.8;
    int a = -1, b = -1;
    while (a == b || councilOf(bed, a).region != councilOf(bed, b).region) {
        const auto& type = anyType(bed);
        a = anyOf(bed, type);
        b = anyOf(bed, type);
    }
    plot.named = a;
    plot.moved = {a, b};
    const double more = bed.people[static_cast<size_t>(b)] - bed.people[static_cast<size_t>(a)];
    for (int year = 0; year < bed.years; ++year) {
        auto& row = plot.grid[static_cast<size_t>(year)];
        const bool newest = year == bed.years - 1;
        row[static_cast<size_t>(b)] = newest ? 0 : kSpreads * kLevelSpread;
        row[static_cast<size_t>(a)] = more + (newest ? kSpreads * kLevelSpread : 0);
    }
}

// Ten times as much as another of its type, region and size, in a field in which councils are alike
// (elsewhere, two that differ so are nothing special). Of the largest type.
void plantRatio(Bed& bed, Plot& plot)
{
    constexpr double kSteady = 0.6, kAlike = 0.25;
    for (auto& year : plot.grid) {
        for (double& value : year)
            value *= kSteady;
    }
    const auto& type = *std::ranges::max_element(bed.byType, {}, &std::vector<int>::size);
    int a = -1, b = -1;
    while (a == b || councilOf(bed, a).region != councilOf(bed, b).region ||
           std::abs(bed.people[static_cast<size_t>(a)] - bed.people[static_cast<size_t>(b)]) > kAlike) {
        a = anyOf(bed, type);
        b = anyOf(bed, type);
    }
    plot.named = a;
    plot.moved = {a, b};
    for (auto& year : plot.grid) {
        year[static_cast<size_t>(a)] = std::log(10.0) / 2;
        year[static_cast<size_t>(b)] = -std::log(10.0) / 2;
    }
}

// Five of one type take nearly all.
void plantConcentration(Bed& bed, Plot& plot)
{
    plot.moved = someOf(bed, anyType(bed), 5);
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] = 12 * kLevelSpread;
    }
}

// A fifth of every type has far more than the rest.
void plantSplit(Bed& bed, Plot& plot)
{
    for (size_t i = 0; i < bed.councils.size(); ++i) {
        if (bed.draws.below(10) < 2)
            plot.moved.push_back(static_cast<int>(i));
    }
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] += 8 * kLevelSpread;
    }
}

// Everybody of a group, in every year.
Planter groupLevel(std::function<bool(const Council&)> in, double spreads)
{
    return [in, spreads](Bed& bed, Plot& plot) {
        for (size_t i = 0; i < bed.councils.size(); ++i) {
            for (auto& year : plot.grid)
                year[i] += in(bed.councils[i]) ? spreads * kLevelSpread : 0;
        }
    };
}

void plantThreshold(Bed& bed, Plot& plot)
{
    plot.moved = someOf(bed, anyType(bed), 4);
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] = 11 * kLevelSpread + 0.02 * bed.draws.normal();
    }
}

// The field is a fifth of the one before it, and three tenths in the end. Nothing is planted where
// that field was badly returned: a sum that is not complete is rightly not told.
void plantPart(Bed& bed, Plot& plot)
{
    constexpr double kFirst = 0.2, kLast = 0.3, kNoise = 0.2;
    plot.planted = plot.partOfBeside = plot.beside != nullptr;
    if (!plot.planted)
        return;
    plot.price = plot.besidePrice;
    for (int year = 0; year < bed.years; ++year) {
        const double part = kFirst + (kLast - kFirst) * year / (bed.years - 1);
        auto& row = plot.grid[static_cast<size_t>(year)];
        for (size_t council = 0; council < row.size(); ++council)
            row[council] = (*plot.beside)[static_cast<size_t>(year)][council] + std::log(part) + kNoise * row[council];
    }
}

// A tenth of the largest type makes no return.
void plantMissing(Bed& bed, Plot& plot)
{
    const auto& type = *std::ranges::max_element(bed.byType, {}, &std::vector<int>::size);
    plot.silent = someOf(bed, type, type.size() / 10);
    plot.moved = plot.silent;
}

} // namespace

const std::vector<Recipe>& recipes()
{
    static const std::vector<Recipe> list = {
        {u"highest_per_head"_s, level(9)},
        {u"lowest_per_head"_s, level(-9)},
        {u"outlier"_s, level(8.5)},
        {u"gap"_s, level(14)},
        // In pounds, sizes are in the spread too.
        {u"highest"_s, level(15.5)},
        {u"lowest"_s, level(-15.5)},
        {u"share"_s, level(16)},
        {u"rank"_s, plantRank},
        {u"threshold_count"_s, plantThreshold},
        {u"concentration"_s, plantConcentration},
        {u"gini"_s, plantSplit},
        {u"mean_median"_s, plantSplit},
        {u"ratio"_s, plantRatio},
        {u"yoy_change"_s, path([](int year, int years) { return year == years - 1 ? 9 * stepSpread() : 0; })},
        {u"long_change"_s, path([](int year, int years) { return climb(year, years - 4, 7 * kLevelSpread); })},
        {u"record"_s, path([](int year, int years) { return year == years - 1 ? -9 * stepSpread() : 0; }, 0.3)},
        {u"streak"_s, path([](int year, int years) { return 0.9 * kLevelSpread * fromMiddle(year, years); }, 0.1)},
        {u"trend"_s, path([](int year, int years) { return -kLevelSpread * fromMiddle(year, years); }, 0.1)},
        {u"step"_s, path([](int year, int years) { return year < years / 2 ? 0 : 9 * stepSpread(); }, 0.5)},
        {u"reversal"_s,
         path([](int year,
                 int years) { return year == years - 1 ? 0 : -kLevelSpread * (year - years + 2) - 9 * stepSpread(); },
              0.1)},
        {u"crossing"_s, plantCrossing},
        {u"rank_change"_s, plantRankChange},
        {u"type_comparison"_s, groupLevel([](const Council& c) { return c.type == "District"_L1; }, 1.4)},
        {u"nation_comparison"_s, groupLevel([](const Council& c) { return c.nation == "Wales"_L1; }, 1.4)},
        // Fewer councils, so more of a difference.
        {u"region_comparison"_s, groupLevel([](const Council& c) { return c.region == "England 1"_L1; }, 2.5)},
        {u"total_yoy_change"_s, shift([](int year, int years) { return year == years - 1 ? 1.2 * stepSpread() : 0; })},
        {u"total_long_change"_s, shift([](int year, int years) { return year > years - 4 ? 0.6 : 0; })},
        {u"total_streak"_s, shift([](int year, int years) { return 0.9 * stepSpread() * (year - years); })},
        {u"total_record"_s, shift([](int year, int years) { return year == years - 1 ? -1.5 * kLevelSpread : 0; })},
        {u"total_trend"_s, shift([](int year, int years) { return 0.5 * stepSpread() * (year - years); })},
        {u"part_of_whole"_s, plantPart},
        {u"missing"_s, plantMissing},
    };
    return list;
}

} // namespace factoid::bench
