#include "core/figures/summariser.h"

#include <algorithm>
#include <array>
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

bool present(const Block* block, size_t council) {
    return block && block->units[council] != Block::kMissing;
}

Decimal share(int part, int whole) {
    if (whole == 0)
        return {};
    return Decimal::fromInt(part).percentOf(Decimal::fromInt(whole)).value_or(Decimal()).rounded(2);
}

struct ZeroCount {
    int figures = 0;
    int zeros = 0;
};

bool mostlyZero(const ZeroCount& count) {
    return 2 * count.zeros > count.figures;
}

// Whether the kinds of council account for most figures being 0; the rule is told in summariser.h.
bool explainedByKind(const Panel& panel, const Block& block, const ZeroCount& all) {
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

bool sameFigures(const Block& later, const Block& earlier) {
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
    return compared >= kFewestCouncils && 2 * both >= later.present &&
           equal * kPercent > compared * kCopiedAbove;
}

// The newest earlier year that `later` repeats.
std::optional<Year> copiedFrom(const std::map<Year, Block>& years,
                               std::map<Year, Block>::const_iterator later) {
    for (auto earlier = later; earlier != years.begin();) {
        --earlier;
        if (sameFigures(later->second, earlier->second))
            return earlier->first;
    }
    return std::nullopt;
}

// large ≈ factor × small within the tolerance; both positive.
bool isTimes(Int128 large, Int128 small, std::int64_t factor) {
    const Int128 expected = small * factor;
    const Int128 distance = large < expected ? expected - large : large - expected;
    return distance * kPercent <= expected * kSlipTolerance;
}

struct SlipCount {
    int compared = 0;
    int slips = 0;
    // Not one council's slip of the pen: the year as a whole is in another unit.
    [[nodiscard]] bool widespread() const {
        return slips >= kFewestCouncils && 2 * slips > compared;
    }
};

SlipCount slipsBetween(const Block& now, const Block& before) {
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

Quality assess(const Panel& panel, int field, std::map<Year, Block>::const_iterator at,
               const ReportedGroups& reported) {
    const auto& [year, block] = *at;
    const Block* before = panel.block(field, year.plus(-1));
    const Block* after = panel.block(field, year.plus(1));
    Quality quality;
    quality.field = panel.fields()[static_cast<size_t>(field)].slug;
    quality.year = year;
    quality.completeness = coverage(panel, block, year, reported).percent();
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
        provisional +=
            static_cast<int>(status == Status::Provisional || status == Status::Estimated);
    }
    quality.zeros = all.zeros;
    quality.provisionalShare = share(provisional, all.figures);
    quality.suspiciousZeros = mostlyZero(all) && !explainedByKind(panel, block, all);
    quality.copiedFrom = copiedFrom(panel.years(field), at);
    return quality;
}

// `starts` holds the positions of the years at which the unit changed, 0 included, ascending. Marks
// the years outside the one run that is trusted; the rule is told in summariser.h.
void markOtherUnits(std::vector<Quality>& list, std::vector<size_t> starts) {
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

} // namespace

bool isUnitSlip(std::int64_t now, std::int64_t before) {
    if (now == 0 || before == 0 || (now < 0) != (before < 0))
        return false;
    const Int128 present = now < 0 ? -Int128(now) : Int128(now);
    const Int128 past = before < 0 ? -Int128(before) : Int128(before);
    return std::ranges::any_of(kSlips, [&](std::int64_t factor) {
        // The year before is the base either way, so a fall is measured on it, too.
        return isTimes(present, past, factor) || isTimes(present * factor, past, 1);
    });
}

std::vector<Quality> assessQuality(const Panel& panel, int field) {
    const ReportedGroups reported = reportedGroups(panel, field);
    const std::map<Year, Block>& years = panel.years(field);
    std::vector<Quality> list;
    list.reserve(years.size());
    std::vector<size_t> starts = {0};
    for (auto at = years.begin(); at != years.end(); ++at) {
        list.push_back(assess(panel, field, at, reported));
        if (at == years.begin())
            continue;
        const SlipCount count = slipsBetween(at->second, std::prev(at)->second);
        list.back().unitSlips = count.slips;
        if (count.widespread())
            starts.push_back(list.size() - 1);
    }
    markOtherUnits(list, std::move(starts));
    for (Quality& quality : list)
        quality.usableForFacts =
            !quality.suspiciousZeros && !quality.copiedFrom && !quality.otherUnit;
    return list;
}

std::optional<Year> latestYear(const Panel& panel, int field, QDate today) {
    const ReportedGroups reported = reportedGroups(panel, field);
    const std::map<Year, Block>& years = panel.years(field);
    for (auto at = years.rbegin(); at != years.rend(); ++at) {
        const auto& [year, block] = *at;
        if (year.firstDay() > today || block.present < kFewestCouncils)
            continue;
        // Compared before rounding: 29.996 percent is not 30.
        const Coverage covered = coverage(panel, block, year, reported);
        if (covered.eligible > 0 &&
            qint64(covered.reporting) * kPercent >= qint64(covered.eligible) * kLeastCompleteness)
            return year;
    }
    return std::nullopt;
}

} // namespace factoid
