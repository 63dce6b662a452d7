#include "core/insights/statistics/spearman.h"

#include <algorithm>
#include <numeric>

namespace factoid {

namespace {

// Twice the rank of each value, equal values sharing the mean rank: whole numbers.
std::vector<std::int64_t> doubledRanks(const std::vector<std::int64_t>& values)
{
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&](size_t i) { return values[i]; });
    std::vector<std::int64_t> ranks(values.size());
    for (size_t first = 0; first < order.size();) {
        size_t past = first;
        while (past < order.size() && values[order[past]] == values[order[first]])
            ++past;
        for (size_t i = first; i < past; ++i)
            ranks[order[i]] = static_cast<std::int64_t>(first + past + 1);
        first = past;
    }
    return ranks;
}

unsigned __int128 floorSqrt(unsigned __int128 value)
{
    unsigned __int128 low = 0;
    unsigned __int128 high = (static_cast<unsigned __int128>(1) << 64) - 1;
    while (low < high) {
        const unsigned __int128 middle = low + (high - low + 1) / 2;
        if (middle <= value / middle)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

} // namespace

Result<Decimal> spearman(const std::vector<std::int64_t>& xs, const std::vector<std::int64_t>& ys)
{
    // Past this many councils the squares below could leave 128 bits.
    constexpr size_t kMostRanked = 20'000;
    if (xs.size() < 3 || xs.size() > kMostRanked)
        return fail(ErrorKind::Verification, u"a correlation needs 3 to 20,000 councils that have both fields"_s);
    const auto rx = doubledRanks(xs);
    const auto ry = doubledRanks(ys);
    const auto mean = static_cast<std::int64_t>(xs.size()) + 1; // of the doubled ranks
    Int128 xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < rx.size(); ++i) {
        xy += Int128(rx[i] - mean) * (ry[i] - mean);
        xx += Int128(rx[i] - mean) * (rx[i] - mean);
        yy += Int128(ry[i] - mean) * (ry[i] - mean);
    }
    if (xx == 0 || yy == 0)
        return fail(ErrorKind::Verification, u"one of the fields is the same everywhere"_s);
    // rho × 10^4 = √(10^8 xy² / (xx yy)). Its double is floored, so that halves round away from
    // zero. xy² ≤ xx yy, hence the quotient fits; the rest of the division carries the eight
    // digits.
    using Wide = unsigned __int128;
    const Wide divisor = static_cast<Wide>(xx) * static_cast<Wide>(yy);
    Wide rest = static_cast<Wide>(xy < 0 ? -xy : xy);
    rest *= rest;
    Wide square = rest / divisor;
    rest %= divisor;
    for (int digit = 0; digit < 8; ++digit) {
        rest *= 10;
        square = square * 10 + rest / divisor;
        rest %= divisor;
    }
    square = square * 4 + rest * 4 / divisor;
    const auto magnitude = static_cast<std::int64_t>((floorSqrt(square) + 1) / 2);
    return Decimal::fromUnits(xy < 0 ? -magnitude : magnitude);
}

} // namespace factoid
