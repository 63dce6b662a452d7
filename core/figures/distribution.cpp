#include "core/figures/distribution.h"

#include "core/figures/summariser.h"

#include <algorithm>
#include <limits>

namespace factoid {

namespace {

constexpr int kBinsWanted = 14;
constexpr int kTailPart = 20;        // at most a twentieth of the figures goes into an open bin
constexpr size_t kFewForTail = 10;   // fewer figures are shown as they are
constexpr std::int64_t kWorthIt = 2; // the open bin must halve what is drawn

struct Body {
    size_t first, last; // positions of the figures that are drawn on the grid
};

Int128 width(std::span<const std::int64_t> sorted, const Body& body)
{
    return Int128(sorted[body.last]) - sorted[body.first];
}

// Leaves out as few figures at one end as bring most of what leaving out a twentieth of them would.
Body withoutTail(std::span<const std::int64_t> sorted, const Body& body, bool high)
{
    const size_t most = std::max<size_t>(sorted.size() / kTailPart, 1);
    const auto cut = [&](size_t figures) {
        return high ? Body{body.first, body.last - figures} : Body{body.first + figures, body.last};
    };
    const Int128 whole = width(sorted, body);
    const Int128 least = width(sorted, cut(most));
    if (least * kWorthIt > whole)
        return body;
    for (size_t figures = 1; figures < most; ++figures) {
        if (width(sorted, cut(figures)) * 2 <= least * 3)
            return cut(figures);
    }
    return cut(most);
}

Int128 roundStep(Int128 least, Int128 grain)
{
    for (Int128 power = grain;; power *= 10) {
        for (const int digit : {1, 2, 5}) {
            if (power * digit >= least)
                return power * digit;
        }
    }
}

Int128 floorTo(Int128 value, Int128 step)
{
    const Int128 down = value / step * step;
    return down > value ? down - step : down;
}

Decimal clamped(Int128 units)
{
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min() + 1;
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    return Decimal::fromUnits(static_cast<std::int64_t>(std::clamp<Int128>(units, kLeast, kMost)));
}

} // namespace

std::vector<Bin> histogram(std::span<const std::int64_t> sorted, Decimal grain)
{
    if (sorted.empty())
        return {};
    Body body{0, sorted.size() - 1};
    if (sorted.size() >= kFewForTail) {
        body = withoutTail(sorted, body, true);
        body = withoutTail(sorted, body, false);
    }
    const Int128 step = roundStep((width(sorted, body) + kBinsWanted - 1) / kBinsWanted, grain.units());
    const Int128 start = floorTo(sorted[body.first], step);
    std::vector<Bin> bins;
    size_t at = 0;
    const auto fill = [&](Bin bin, auto&& belongs) {
        for (; at < sorted.size() && belongs(sorted[at]); ++at)
            ++bin.count;
        bins.push_back(bin);
    };
    if (sorted.front() < start)
        fill({clamped(start), clamped(start), true, false, 0}, [&](std::int64_t units) { return units < start; });
    for (Int128 from = start; from <= sorted[body.last]; from += step)
        fill({clamped(from), clamped(from + step), false, false, 0},
             [&](std::int64_t units) { return units < from + step; });
    if (at < sorted.size()) {
        const Decimal edge = bins.back().until;
        fill({edge, edge, false, true, 0}, [](std::int64_t) { return true; });
    }
    return bins;
}

Whiskers whiskers(std::span<const std::int64_t> sorted)
{
    // In eighths of a unit, so that the fences are whole numbers: 8 (Q1 − 1.5 IQR) = 2 (4 Q1) − 3 (4 IQR).
    constexpr Int128 kEighths = 8;
    const Int128 q1 = quartileTimes4(sorted, 1);
    const Int128 q3 = quartileTimes4(sorted, 3);
    const Int128 low = 2 * q1 - 3 * (q3 - q1);
    const Int128 high = 2 * q3 + 3 * (q3 - q1);
    const auto firstInside =
        std::ranges::partition_point(sorted, [&](std::int64_t units) { return kEighths * units < low; });
    const auto firstAbove =
        std::ranges::partition_point(sorted, [&](std::int64_t units) { return kEighths * units <= high; });
    return {Decimal::fromUnits(*firstInside), Decimal::fromUnits(*std::prev(firstAbove)),
            static_cast<int>(firstInside - sorted.begin()), static_cast<int>(sorted.end() - firstAbove)};
}

} // namespace factoid
