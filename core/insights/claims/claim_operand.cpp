#include "core/figures/summariser.h"
#include "core/insights/claims/claim_math.h"
#include "core/insights/claims/refuse.h"

#include <algorithm>
#include <numeric>

namespace factoid {

namespace {

Result<Decimal> narrow(Int128 units)
{
    if (const auto value = Decimal::fromWideUnits(units))
        return *value;
    return refuse(u"the amount does not fit 64 bits"_s);
}

bool fits(const Council& council, const Scope& scope)
{
    return (scope.type.isEmpty() || council.type == scope.type) &&
           (scope.nation.isEmpty() || council.nation == scope.nation) &&
           (scope.region.isEmpty() || council.region == scope.region);
}

const QString& groupName(const Council& council, GroupBy by)
{
    switch (by) {
    case GroupBy::Type:
        return council.type;
    case GroupBy::Nation:
        return council.nation;
    case GroupBy::Region:
    case GroupBy::None:
        break;
    }
    return council.region;
}

std::optional<Decimal> perHead(Decimal amount, std::optional<Decimal> heads)
{
    if (!heads || heads->units() <= 0)
        return std::nullopt;
    return amount.dividedBy(*heads);
}

int headsField(const Panel& panel, int field)
{
    return panel.fieldIndex(panel.fields()[static_cast<size_t>(field)].perHeadOf);
}

// The figures of the members, ascending.
std::vector<std::int64_t> sortedFigures(const Block& block, const std::vector<int>& who)
{
    std::vector<std::int64_t> figures;
    figures.reserve(who.size());
    for (const int council : who) {
        if (const std::int64_t units = block.units[static_cast<size_t>(council)]; units != Block::kMissing)
            figures.push_back(units);
    }
    std::ranges::sort(figures);
    return figures;
}

Int128 sumOf(std::span<const std::int64_t> figures)
{
    return std::accumulate(figures.begin(), figures.end(), Int128(0),
                           [](Int128 sum, std::int64_t units) { return sum + units; });
}

// Sums over the members that have a figure in both blocks.
struct Paired {
    Int128 sum = 0;
    Int128 otherSum = 0;
    int members = 0;
};

Paired pairedSums(const Block& block, const Block& other, const std::vector<int>& who)
{
    Paired paired;
    for (const int council : who) {
        const auto at = static_cast<size_t>(council);
        if (block.units[at] == Block::kMissing || other.units[at] == Block::kMissing)
            continue;
        paired.sum += block.units[at];
        paired.otherSum += other.units[at];
        ++paired.members;
    }
    return paired;
}

// A quotient of wide sums, times `factor`, to four decimals.
Result<Decimal> quotient(Int128 sum, Int128 divisor, int factor)
{
    if (divisor == 0)
        return refuse(u"the denominator is zero"_s);
    // Past this the product could leave 128 bits; such a sum is out of any budget's range.
    constexpr Int128 kMost = (Int128(1) << 126) / (100 * Decimal::kScale);
    if (sum > kMost || sum < -kMost)
        return refuse(u"the amount does not fit"_s);
    return narrow(divideRounded(sum * factor * Decimal::kScale, divisor));
}

constexpr int kFewestInGroup = 2;
constexpr int kPercent = 100;

std::unexpected<Error> tooFew()
{
    return refuse(u"fewer than two councils of the group have a figure"_s);
}

const Block* otherBlock(const Panel& panel, const Operand& operand, int field)
{
    const int other =
        operand.measure == Measure::PerHead ? headsField(panel, field) : panel.fieldIndex(operand.ofField);
    return panel.block(other, operand.year);
}

Result<Decimal> councilOperand(const Panel& panel, const Operand& operand, int field)
{
    const int council = panel.councilIndex(operand.council);
    if (council < 0)
        return refuse(u"there is no council “%1”"_s.arg(operand.council));
    const auto amount = panel.value(field, operand.year, council);
    if (!amount)
        return refuse(u"%1 has no figure for %2 in %3"_s.arg(operand.council, operand.field, operand.year.label()));
    if (operand.measure == Measure::Value)
        return *amount;
    if (operand.measure != Measure::PerHead && operand.measure != Measure::Share)
        return refuse(u"a council has no %1"_s.arg(measureName(operand.measure)));
    const Block* other = otherBlock(panel, operand, field);
    const std::int64_t divisor = other ? other->units[static_cast<size_t>(council)] : Block::kMissing;
    if (divisor == Block::kMissing)
        return refuse(
            u"%1 has no denominator for %2 in %3"_s.arg(operand.council, operand.field, operand.year.label()));
    if (operand.measure == Measure::PerHead && divisor <= 0)
        return refuse(u"%1 has no heads to divide by"_s.arg(operand.council));
    return quotient(amount->units(), divisor, operand.measure == Measure::Share ? kPercent : 1);
}

// A median is q2 of type 7: the middle, or the mean of the two middle ones.
Result<Decimal> medianOf(const std::vector<std::int64_t>& sorted)
{
    const size_t half = sorted.size() / 2;
    if (sorted.size() % 2 == 1)
        return narrow(sorted[half]);
    return narrow(divideRounded(Int128(sorted[half - 1]) + sorted[half], 2));
}

Int128 topSum(const std::vector<std::int64_t>& sorted, int top)
{
    const std::span<const std::int64_t> all(sorted);
    return sumOf(all.last(std::min<size_t>(sorted.size(), static_cast<size_t>(top))));
}

Result<Decimal> countOf(const std::vector<std::int64_t>& figures, const Operand& operand)
{
    const auto counted = std::ranges::count_if(figures, [&](std::int64_t units) {
        return (!operand.below || units < operand.below->units()) && (!operand.above || units > operand.above->units());
    });
    return Decimal::fromInt(counted);
}

// Mean of |x − y| over all pairs: of sorted figures, each is above so many and below the rest.
Result<Decimal> meanDifference(const std::vector<std::int64_t>& sorted)
{
    const auto n = static_cast<Int128>(sorted.size());
    constexpr Int128 kMost = (Int128(1) << 126) / (1 << 16);
    Int128 sum = 0;
    for (size_t i = 0; i < sorted.size(); ++i) {
        sum += (2 * static_cast<Int128>(i) - n + 1) * sorted[i];
        if (sum > kMost || sum < -kMost)
            return refuse(u"the amount does not fit"_s);
    }
    return narrow(divideRounded(sum, n * (n - 1) / 2));
}

Decimal missingOf(const Panel& panel, const Block& block, const std::vector<int>& who, int field, Year year)
{
    const std::vector<bool> eligible = eligibleCouncils(panel, field, year, reportedGroups(panel, field));
    return Decimal::fromInt(std::ranges::count_if(who, [&](int council) {
        const auto at = static_cast<size_t>(council);
        return eligible[at] && block.units[at] == Block::kMissing;
    }));
}

Result<Decimal> groupOperand(const Panel& panel, const Operand& operand, const Scope& scope, int field)
{
    const Block* block = panel.block(field, operand.year);
    if (!block)
        return refuse(u"%1 has no figures in %2"_s.arg(operand.field, operand.year.label()));
    const std::vector<int> who = members(panel, scope, operand.groupBy, operand.group);
    if (who.empty())
        return refuse(u"no council belongs to the group “%1”"_s.arg(operand.group));
    if (operand.measure == Measure::PerHead || operand.measure == Measure::Share) {
        const Block* other = otherBlock(panel, operand, field);
        if (!other)
            return refuse(u"%1 has no denominator in %2"_s.arg(operand.field, operand.year.label()));
        const Paired paired = pairedSums(*block, *other, who);
        if (paired.members < kFewestInGroup)
            return tooFew();
        if (operand.measure == Measure::PerHead && paired.otherSum <= 0)
            return refuse(u"there are no heads to divide by"_s);
        return quotient(paired.sum, paired.otherSum, operand.measure == Measure::Share ? kPercent : 1);
    }
    if (operand.measure == Measure::Missing)
        return missingOf(panel, *block, who, field, operand.year);
    const std::vector<std::int64_t> figures = sortedFigures(*block, who);
    if (operand.measure == Measure::Count)
        return countOf(figures, operand);
    if (figures.size() < kFewestInGroup)
        return tooFew();
    switch (operand.measure) {
    case Measure::Sum:
        return narrow(operand.top > 0 ? topSum(figures, operand.top) : sumOf(figures));
    case Measure::Average:
        return narrow(divideRounded(sumOf(figures), static_cast<Int128>(figures.size())));
    case Measure::Median:
        return medianOf(figures);
    case Measure::MeanDifference:
        return meanDifference(figures);
    default:
        return refuse(u"a group has no single value; use its average, median or sum"_s);
    }
}

} // namespace

std::vector<int> members(const Panel& panel, const Scope& scope, GroupBy by, const QString& group)
{
    std::vector<int> found;
    const auto& councils = panel.councils();
    for (size_t i = 0; i < councils.size(); ++i) {
        if (fits(councils[i], scope) && (by == GroupBy::None || groupName(councils[i], by) == group))
            found.push_back(static_cast<int>(i));
    }
    return found;
}

Result<Decimal> operandValue(const Panel& panel, const Operand& operand, const Scope& scope)
{
    const int field = panel.fieldIndex(operand.field);
    if (field < 0)
        return refuse(u"there is no field “%1”"_s.arg(operand.field));
    if (operand.all || operand.groupBy != GroupBy::None)
        return groupOperand(panel, operand, scope, field);
    return councilOperand(panel, operand, field);
}

std::optional<Decimal> councilMeasure(const Panel& panel, int field, Year year, int council, Measure measure)
{
    const auto amount = panel.value(field, year, council);
    if (!amount || measure == Measure::Value)
        return amount;
    if (measure != Measure::PerHead)
        return std::nullopt;
    return perHead(*amount, panel.value(headsField(panel, field), year, council));
}

} // namespace factoid
