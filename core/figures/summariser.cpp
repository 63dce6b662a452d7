#include "core/figures/summariser.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <bit>

namespace factoid {

namespace {

using UInt128 = unsigned __int128;
using UInt256 = boost::multiprecision::uint256_t;

constexpr Int128 kUnitsPerCent = 100; // Decimal units in one hundredth
constexpr size_t kListed = 5;         // top_5, bottom_5
constexpr int kQuarters = 4;

// The ratio num/den of Decimal units, rounded to 2 decimals. The callers' ratios lie between two
// 64-bit amounts, and no such amount leaves 64 bits by being rounded to hundredths.
Decimal amountOf(Int128 num, Int128 den = 1)
{
    const Int128 cents = divideRounded(num, den * kUnitsPerCent);
    return Decimal::fromUnits(static_cast<std::int64_t>(cents * kUnitsPerCent));
}

UInt128 squareRoot(UInt128 value)
{
    // Digit by digit in base two: exact for every value, and no floating point to correct.
    UInt128 root = 0;
    UInt128 bit = UInt128(1) << 126;
    while (bit > value)
        bit >>= 2;
    for (; bit != 0; bit >>= 2) {
        if (value >= root + bit) {
            value -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return root;
}

// n Σd² − (Σd)² and then divided by 2500 n (n−1), in the width that holds it; see sampleDeviation.
template <class Wide>
UInt128 scaledVariance(std::span<const std::int64_t> units, Int128 reference)
{
    Wide squares = 0;
    Int128 sum = 0;
    for (const std::int64_t unit : units) {
        const Int128 distance = unit - reference;
        const Wide magnitude = static_cast<UInt128>(distance < 0 ? -distance : distance);
        squares += magnitude * magnitude;
        sum += distance;
    }
    constexpr int kHalfCentSquared = 2500; // half a hundredth is 50 units
    const Wide count = units.size();
    const Wide total = static_cast<UInt128>(sum < 0 ? -sum : sum);
    const Wide above = count * squares - total * total;
    return static_cast<UInt128>(Wide(above / (count * (count - 1) * kHalfCentSquared)));
}

// Keeps the first kListed council positions by `before`; councils come in order of code, so that of
// two equal values the one seen first stays first.
template <class Before>
void keepListed(std::vector<int>& listed, int council, const std::vector<std::int64_t>& units, Before before)
{
    const auto at = [&units](int position) { return units[static_cast<size_t>(position)]; };
    const std::int64_t value = at(council);
    if (listed.size() == kListed && !before(value, at(listed.back())))
        return;
    const auto place = std::ranges::find_if(listed, [&](int other) { return before(value, at(other)); });
    listed.insert(place, council);
    if (listed.size() > kListed)
        listed.pop_back();
}

SummaryEntry entryOf(const Panel& panel, const Block& block, int council)
{
    const Council& who = panel.councils()[static_cast<size_t>(council)];
    return {who.code, who.name, who.type, who.nation, Decimal::fromUnits(block.units[static_cast<size_t>(council)])};
}

void fillLists(Summary& summary, const Panel& panel, const Block& block)
{
    std::vector<int> top;
    std::vector<int> bottom;
    for (size_t council = 0; council < block.units.size(); ++council) {
        if (block.units[council] == Block::kMissing)
            continue;
        keepListed(top, static_cast<int>(council), block.units, std::greater());
        keepListed(bottom, static_cast<int>(council), block.units, std::less());
    }
    for (const int council : top)
        summary.top5.push_back(entryOf(panel, block, council));
    for (const int council : bottom)
        summary.bottom5.push_back(entryOf(panel, block, council));
}

std::map<QString, GroupAverage> averagesBy(const Grouping<QString>& grouping, const Block& block)
{
    std::vector<Int128> sums(grouping.names.size(), 0);
    std::vector<int> counts(grouping.names.size(), 0);
    for (size_t council = 0; council < block.units.size(); ++council) {
        const int group = grouping.of[council];
        if (group < 0 || block.units[council] == Block::kMissing)
            continue;
        sums[static_cast<size_t>(group)] += block.units[council];
        ++counts[static_cast<size_t>(group)];
    }
    std::map<QString, GroupAverage> averages;
    for (size_t group = 0; group < counts.size(); ++group) {
        if (counts[group] == 0)
            continue;
        averages.emplace_hint(averages.end(), grouping.names[group],
                              GroupAverage{amountOf(sums[group], counts[group]), counts[group]});
    }
    return averages;
}

// How many values lie outside Q1 − 1.5 IQR and Q3 + 1.5 IQR (Tukey 1977), in eighths of a unit so
// that the fences are whole numbers: 8 (Q1 − 1.5 IQR) = 2 (4 Q1) − 3 (4 IQR).
int outliersOf(std::span<const std::int64_t> sorted)
{
    const Int128 q1 = quartileTimes4(sorted, 1);
    const Int128 q3 = quartileTimes4(sorted, 3);
    const Int128 low = 2 * q1 - 3 * (q3 - q1);
    const Int128 high = 2 * q3 + 3 * (q3 - q1);
    constexpr Int128 kEighths = 8;
    const auto firstInside =
        std::ranges::partition_point(sorted, [low](std::int64_t unit) { return kEighths * unit < low; });
    const auto firstAbove =
        std::ranges::partition_point(sorted, [high](std::int64_t unit) { return kEighths * unit <= high; });
    return static_cast<int>((firstInside - sorted.begin()) + (sorted.end() - firstAbove));
}

// Which of the panel's kinds are among the reported ones.
std::vector<bool> reportedKinds(const Panel& panel, const ReportedGroups& reported)
{
    std::vector<bool> known;
    for (const Kind& kind : panel.kinds().names)
        known.push_back(reported.contains(kind));
    return known;
}

} // namespace

Int128 quartileTimes4(std::span<const std::int64_t> sorted, int quarter)
{
    // Position (n − 1) p, p = quarter / 4: its whole part and its quarters.
    const size_t position = (sorted.size() - 1) * static_cast<size_t>(quarter);
    const size_t below = position / kQuarters;
    const auto fraction = static_cast<Int128>(position % kQuarters);
    const Int128 low = sorted[below];
    if (fraction == 0)
        return kQuarters * low;
    return kQuarters * low + fraction * (sorted[below + 1] - low);
}

std::optional<Decimal> sampleDeviation(std::span<const std::int64_t> units)
{
    if (units.size() < 2)
        return std::nullopt;
    // With V the variance in units², the answer in hundredths is the greatest r with r − ½ ≤ √V /
    // 100, that is (2r − 1)² ≤ V / 2500. The left side is whole, so the floor of the right side
    // decides: r = (⌊√⌊V / 2500⌋⌋ + 1) / 2, rounded down. V does not change when every value moves
    // by the same amount; moving by the mean keeps the squares small.
    Int128 sum = 0;
    for (const std::int64_t unit : units)
        sum += unit;
    const Int128 reference = sum / static_cast<Int128>(units.size());
    const auto [least, most] = std::ranges::minmax(units);
    const auto spread = static_cast<UInt128>(std::max(most - reference, reference - least));
    const int spreadBits = spread >> 64 != 0 ? 65 : std::bit_width(static_cast<std::uint64_t>(spread));
    constexpr int kSafeBits = 126; // of n² · spread², in 128 unsigned bits
    const bool narrow = 2 * (spreadBits + std::bit_width(units.size())) <= kSafeBits;
    const UInt128 scaled =
        narrow ? scaledVariance<UInt128>(units, reference) : scaledVariance<UInt256>(units, reference);
    const auto cents = static_cast<Int128>((squareRoot(scaled) + 1) / 2);
    return Decimal::fromWideUnits(cents * kUnitsPerCent);
}

ReportedGroups reportedGroups(const Panel& panel, int field)
{
    const Grouping<Kind>& kinds = panel.kinds();
    std::vector<bool> seen(kinds.names.size(), false);
    for (const auto& [year, block] : panel.years(field)) {
        for (size_t council = 0; council < block.units.size(); ++council) {
            if (block.units[council] != Block::kMissing)
                seen[static_cast<size_t>(kinds.of[council])] = true;
        }
    }
    ReportedGroups reported;
    for (size_t kind = 0; kind < seen.size(); ++kind) {
        if (seen[kind])
            reported.insert(kinds.names[kind]);
    }
    return reported;
}

std::vector<bool> eligibleCouncils(const Panel& panel, int field, Year year, const ReportedGroups& reported)
{
    const std::vector<bool> known = reportedKinds(panel, reported);
    const std::vector<Council>& councils = panel.councils();
    const YearDays days = panel.days(field, year);
    std::vector<bool> eligible(councils.size(), false);
    for (size_t council = 0; council < councils.size(); ++council) {
        eligible[council] = known[static_cast<size_t>(panel.kinds().of[council])] && councils[council].activeIn(days);
    }
    return eligible;
}

Decimal Coverage::percent() const
{
    if (eligible == 0)
        return {};
    return amountOf(Int128(reporting) * 100 * Decimal::kScale, eligible);
}

Coverage coverage(const Panel& panel, int field, const Block& block, Year year, const ReportedGroups& reported)
{
    const std::vector<bool> eligible = eligibleCouncils(panel, field, year, reported);
    Coverage found;
    for (size_t council = 0; council < eligible.size(); ++council) {
        if (!eligible[council])
            continue;
        ++found.eligible;
        found.reporting += static_cast<int>(block.units[council] != Block::kMissing);
    }
    return found;
}

Summary summarise(const Panel& panel, int field, Year year, const ReportedGroups& reported)
{
    Summary summary;
    summary.field = panel.fields()[static_cast<size_t>(field)].slug;
    summary.year = year;
    Block none; // a year without a single figure is summarised as such
    const Block* block = panel.block(field, year);
    if (!block) {
        none.units.assign(panel.councils().size(), Block::kMissing);
        block = &none;
    }
    const Coverage covered = coverage(panel, field, *block, year, reported);
    summary.eligibleCouncils = covered.eligible;
    summary.completeness = covered.percent();
    summary.dataHash = block->dataHash.isEmpty() ? dataHash(panel, *block) : block->dataHash;

    std::vector<std::int64_t> sorted;
    sorted.reserve(block->units.size());
    for (const std::int64_t unit : block->units) {
        if (unit == Block::kMissing)
            continue;
        sorted.push_back(unit);
        summary.sumUnits += unit;
    }
    summary.totalCouncils = static_cast<int>(sorted.size());
    if (sorted.empty())
        return summary;
    std::ranges::sort(sorted);
    summary.average = amountOf(summary.sumUnits, summary.totalCouncils);
    summary.q1 = amountOf(quartileTimes4(sorted, 1), kQuarters);
    summary.median = amountOf(quartileTimes4(sorted, 2), kQuarters);
    summary.q3 = amountOf(quartileTimes4(sorted, 3), kQuarters);
    summary.min = amountOf(sorted.front());
    summary.max = amountOf(sorted.back());
    summary.stdDeviation = sampleDeviation(sorted);
    summary.outlierCount = outliersOf(sorted);
    fillLists(summary, panel, *block);
    summary.typeAverages = averagesBy(panel.types(), *block);
    summary.nationAverages = averagesBy(panel.nations(), *block);
    summary.regionAverages = averagesBy(panel.regions(), *block);
    return summary;
}

} // namespace factoid
