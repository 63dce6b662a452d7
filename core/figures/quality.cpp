#include "core/figures/summariser.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace factoid {

namespace {

constexpr int kPercent = 100;
// Fewer councils than this say nothing about a year.
constexpr int kFewestCouncils = 5;
constexpr int kLeastCompleteness = 30;   // percent, for "the latest year"
constexpr int kCopiedAbove = 95;         // percent of the compared councils
constexpr int kNeverExplainedZeros = 90; // percent of the figures
constexpr size_t kYearsToTrust = 3;      // a new unit that stayed this long is the field's unit
constexpr int kSlipTolerance = 2;        // percent
constexpr std::array<std::int64_t, 3> kSlips = {100, 1'000, 1'000'000};
constexpr std::array kUnitPowers = {1, 2, 3, 6};
constexpr double kUnitTolerance = 0.2231; // logarithm of 1.25
constexpr double kLeap = 1.0986;          // of 3
constexpr double kLeapOfHeads = 0.2231;   // people do not come and go so fast
constexpr double kPartlyCopied = 0.25;    // of the figures, beside what the field usually repeats
constexpr double kTypeCopied = 0.5;       // of one type's
constexpr double kUsuallyRepeated = 0.3;  // where no other year tells

bool present(const Block* block, size_t council)
{
    return block && block->units[council] != Block::kMissing;
}

Decimal share(int part, int whole)
{
    if (whole == 0)
        return {};
    return Decimal::fromInt(part).percentOf(Decimal::fromInt(whole)).value_or(Decimal()).rounded(2);
}

struct ZeroCount {
    int figures = 0;
    int zeros = 0;
};

bool mostlyZero(const ZeroCount& count)
{
    return 2 * count.zeros > count.figures;
}

// Whether the kinds of council account for most figures being 0; the rule is told in summariser.h.
bool explainedByKind(const Panel& panel, const Block& block, const ZeroCount& all)
{
    if (all.zeros * kPercent >= all.figures * kNeverExplainedZeros)
        return false;
    std::vector<ZeroCount> kinds(panel.kinds().names.size());
    for (size_t council = 0; council < block.units.size(); ++council) {
        if (!present(&block, council))
            continue;
        ZeroCount& kind = kinds[static_cast<size_t>(panel.kinds().of[council])];
        ++kind.figures;
        kind.zeros += static_cast<int>(block.units[council] == 0);
    }
    int provided = 0;
    for (const ZeroCount& kind : kinds) {
        if (kind.figures >= kFewestCouncils && !mostlyZero(kind))
            provided += kind.figures - kind.zeros;
    }
    constexpr int kThird = 3;
    return provided * kThird >= all.figures - all.zeros;
}

bool sameFigures(const Block& later, const Block& earlier)
{
    int both = 0;
    int compared = 0;
    int equal = 0;
    for (size_t council = 0; council < later.units.size(); ++council) {
        if (!present(&later, council) || !present(&earlier, council))
            continue;
        ++both;
        // Two zeros prove nothing: the service is not this council's.
        if (later.units[council] == 0 && earlier.units[council] == 0)
            continue;
        ++compared;
        equal += static_cast<int>(later.units[council] == earlier.units[council]);
    }
    return compared >= kFewestCouncils && 2 * both >= later.present && equal * kPercent > compared * kCopiedAbove;
}

// The newest earlier year that `later` repeats.
std::optional<Year> copiedFrom(const std::map<Year, Block>& years, std::map<Year, Block>::const_iterator later)
{
    for (auto earlier = later; earlier != years.begin();) {
        --earlier;
        if (sameFigures(later->second, earlier->second))
            return earlier->first;
    }
    return std::nullopt;
}

// How many of the figures in both years are the same, not counting two zeros.
struct Repeats {
    int compared = 0;
    int equal = 0;
    [[nodiscard]] double part() const { return compared < kFewestCouncils ? 0 : static_cast<double>(equal) / compared; }
};

// By type, and of all in the last place.
std::vector<Repeats> repeatsBetween(const Panel& panel, const Block& later, const Block& earlier)
{
    std::vector<Repeats> repeats(panel.types().names.size() + 1);
    for (size_t council = 0; council < later.units.size(); ++council) {
        if (!present(&later, council) || !present(&earlier, council) ||
            (later.units[council] == 0 && earlier.units[council] == 0))
            continue;
        const bool equal = later.units[council] == earlier.units[council];
        const int type = panel.types().of[council];
        for (const size_t group : {static_cast<size_t>(std::max(0, type)), repeats.size() - 1}) {
            if (type < 0 && group + 1 < repeats.size())
                continue;
            ++repeats[group].compared;
            repeats[group].equal += static_cast<int>(equal);
        }
    }
    return repeats;
}

double middleOf(std::vector<double> values)
{
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, half);
    return *half;
}

// Marks the years in which more figures repeat the year before than the field's other years explain.
void markPartCopies(const Panel& panel, int field, std::vector<Quality>& list)
{
    const QString& unit = panel.fields()[static_cast<size_t>(field)].unit;
    if (unit == "percent"_L1 || unit.contains("_per_"_L1))
        return;
    std::vector<std::vector<Repeats>> byYear(list.size());
    for (size_t at = 1; at < list.size(); ++at) {
        const Block* before = panel.block(field, list[at].year.plus(-1));
        if (before)
            byYear[at] = repeatsBetween(panel, *panel.block(field, list[at].year), *before);
    }
    for (size_t at = 1; at < list.size(); ++at) {
        for (size_t group = 0; group < byYear[at].size(); ++group) {
            const bool all = group + 1 == byYear[at].size();
            std::vector<double> others;
            for (size_t other = 1; other < list.size(); ++other) {
                if (other != at && !byYear[other].empty() && byYear[other][group].compared > 0)
                    others.push_back(byYear[other][group].part());
            }
            const double usual = others.empty() ? kUsuallyRepeated : middleOf(std::move(others));
            const Repeats& here = byYear[at][group];
            if (here.equal >= kFewestCouncils && here.part() >= usual + (all ? kPartlyCopied : kTypeCopied))
                list[at].copiedFigures = std::max(list[at].copiedFigures, here.equal);
        }
    }
}

// How far the middle council moved between two years, as a logarithm of the ratio; 0 for too few.
double moveOf(const Block& now, const Block& before)
{
    std::vector<double> moves;
    for (size_t council = 0; council < now.units.size(); ++council) {
        if (!present(&now, council) || !present(&before, council) || now.units[council] == 0 ||
            before.units[council] == 0 || (now.units[council] > 0) != (before.units[council] > 0))
            continue;
        moves.push_back(std::log(static_cast<double>(now.units[council]) / static_cast<double>(before.units[council])));
    }
    return moves.size() < static_cast<size_t>(kFewestCouncils) ? 0 : middleOf(std::move(moves));
}

bool isPowerOfTen(double move)
{
    return std::ranges::any_of(
        kUnitPowers, [move](int power) { return std::abs(std::abs(move) - power * std::log(10.0)) <= kUnitTolerance; });
}

bool countsHeads(const Panel& panel, int field)
{
    const QString& slug = panel.fields()[static_cast<size_t>(field)].slug;
    return std::ranges::any_of(panel.fields(), [&](const Field& other) { return other.perHeadOf == slug; });
}

// large ≈ factor × small within the tolerance; both positive.
bool isTimes(Int128 large, Int128 small, std::int64_t factor)
{
    const Int128 expected = small * factor;
    const Int128 distance = large < expected ? expected - large : large - expected;
    return distance * kPercent <= expected * kSlipTolerance;
}

struct SlipCount {
    int compared = 0;
    int slips = 0;
    // Not one council's slip of the pen: the year as a whole is in another unit.
    [[nodiscard]] bool widespread() const { return slips >= kFewestCouncils && 2 * slips > compared; }
};

SlipCount slipsBetween(const Block& now, const Block& before)
{
    SlipCount count;
    for (size_t council = 0; council < now.units.size(); ++council) {
        if (!present(&now, council) || !present(&before, council) || now.units[council] == 0 ||
            before.units[council] == 0)
            continue;
        ++count.compared;
        count.slips += static_cast<int>(isUnitSlip(now.units[council], before.units[council]));
    }
    return count;
}

Quality assess(const Panel& panel, int field, std::map<Year, Block>::const_iterator at, const ReportedGroups& reported)
{
    const auto& [year, block] = *at;
    const Block* before = panel.block(field, year.plus(-1));
    const Block* after = panel.block(field, year.plus(1));
    Quality quality;
    quality.field = panel.fields()[static_cast<size_t>(field)].slug;
    quality.year = year;
    quality.completeness = coverage(panel, field, block, year, reported).percent();
    ZeroCount all;
    int provisional = 0;
    for (size_t council = 0; council < block.units.size(); ++council) {
        if (!present(&block, council)) {
            quality.gaps += static_cast<int>(present(before, council) && present(after, council));
            continue;
        }
        ++all.figures;
        all.zeros += static_cast<int>(block.units[council] == 0);
        const Status status = block.statuses[council];
        provisional += static_cast<int>(status == Status::Provisional || status == Status::Estimated);
    }
    quality.zeros = all.zeros;
    quality.provisionalShare = share(provisional, all.figures);
    quality.suspiciousZeros = mostlyZero(all) && !explainedByKind(panel, block, all);
    quality.copiedFrom = copiedFrom(panel.years(field), at);
    return quality;
}

// `starts` holds the positions of the years at which the unit changed, 0 included, ascending. Marks
// the years outside the one run that is trusted; the rule is told in summariser.h.
void markOtherUnits(std::vector<Quality>& list, std::vector<size_t> starts)
{
    if (starts.size() < 2)
        return;
    starts.push_back(list.size());
    const auto lengthOf = [&](size_t run) { return starts[run + 1] - starts[run]; };
    const size_t newest = starts.size() - 2;
    size_t trusted = newest;
    if (lengthOf(newest) < kYearsToTrust) {
        for (size_t run = newest; run-- > 0;) {
            if (lengthOf(run) > lengthOf(trusted))
                trusted = run;
        }
    }
    for (size_t at = 0; at < list.size(); ++at)
        list[at].otherUnit = at < starts[trusted] || at >= starts[trusted + 1];
}

// `moves`: of the middle council, from the year before.
void markLeaps(std::vector<Quality>& list, const std::vector<double>& moves, double leap)
{
    const auto leaps = [&](size_t at) { return std::abs(moves[at]) >= leap && !isPowerOfTen(moves[at]); };
    for (size_t at = 1; at < list.size(); ++at) {
        if (!leaps(at))
            continue;
        // Back within two years: the years between were another unit, or another thing.
        double away = moves[at];
        for (size_t past = at + 1; past < list.size() && past < at + kYearsToTrust; ++past) {
            away += moves[past];
            if (std::abs(away) > leap / 2)
                continue;
            for (size_t odd = at; odd < past; ++odd)
                list[odd].otherUnit = true;
            break;
        }
        if (!list[at].otherUnit && list.size() - at < kYearsToTrust) {
            for (size_t late = at; late < list.size(); ++late)
                list[late].leapt = true;
        }
    }
}

} // namespace

bool isUnitSlip(std::int64_t now, std::int64_t before)
{
    if (now == 0 || before == 0 || (now < 0) != (before < 0))
        return false;
    const Int128 present = now < 0 ? -Int128(now) : Int128(now);
    const Int128 past = before < 0 ? -Int128(before) : Int128(before);
    return std::ranges::any_of(kSlips, [&](std::int64_t factor) {
        // The year before is the base either way, so a fall is measured on it, too.
        return isTimes(present, past, factor) || isTimes(present * factor, past, 1);
    });
}

std::vector<Quality> assessQuality(const Panel& panel, int field)
{
    const ReportedGroups reported = reportedGroups(panel, field);
    const std::map<Year, Block>& years = panel.years(field);
    std::vector<Quality> list;
    list.reserve(years.size());
    std::vector<size_t> starts = {0};
    std::vector<double> moves = {0};
    for (auto at = years.begin(); at != years.end(); ++at) {
        list.push_back(assess(panel, field, at, reported));
        if (at == years.begin())
            continue;
        const SlipCount count = slipsBetween(at->second, std::prev(at)->second);
        list.back().unitSlips = count.slips;
        moves.push_back(moveOf(at->second, std::prev(at)->second));
        if (count.widespread() || isPowerOfTen(moves.back()))
            starts.push_back(list.size() - 1);
    }
    markOtherUnits(list, std::move(starts));
    markLeaps(list, moves, countsHeads(panel, field) ? kLeapOfHeads : kLeap);
    markPartCopies(panel, field, list);
    for (const UnitSlip& slip : unitSlips(panel, field))
        std::ranges::lower_bound(list, slip.year, {}, &Quality::year)->likelySlips.push_back(slip);
    for (Quality& quality : list)
        quality.usableForFacts =
            !quality.suspiciousZeros && !quality.copiedFrom && quality.copiedFigures == 0 && !quality.otherUnit;
    return list;
}

std::optional<Year> latestYear(const Panel& panel, int field, QDate today)
{
    const ReportedGroups reported = reportedGroups(panel, field);
    const std::map<Year, Block>& years = panel.years(field);
    for (auto at = years.rbegin(); at != years.rend(); ++at) {
        const auto& [year, block] = *at;
        if (panel.days(field, year).first > today || block.present < kFewestCouncils)
            continue;
        // Compared before rounding: 29.996 percent is not 30.
        const Coverage covered = coverage(panel, field, block, year, reported);
        if (covered.eligible > 0 &&
            qint64(covered.reporting) * kPercent >= qint64(covered.eligible) * kLeastCompleteness)
            return year;
    }
    return std::nullopt;
}

} // namespace factoid
