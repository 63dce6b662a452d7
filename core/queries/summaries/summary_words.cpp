#include "core/queries/summaries/summary_words.h"

#include "core/factoids/words/amount_text.h"
#include "core/factoids/words/number_words.h"
#include "core/factoids/words/ratio_words.h"
#include "core/figures/summariser.h"

#include <algorithm>
#include <numeric>

namespace factoid {

namespace {

constexpr int kFewPart = 20;    // "a few" are at most a twentieth of the councils …
constexpr size_t kMostFew = 10; // … and at most ten
constexpr int kQuarters = 4;

QString number(size_t count)
{
    return withSeparators(QString::number(count));
}

// The amount in words; its digits when it would print as nothing.
QString words(std::int64_t units, const QString& unit)
{
    const auto text = amountText(Decimal::fromUnits(units), unitFrom(unit));
    return text ? text->text : Decimal::fromUnits(units).toString();
}

// Whether the largest few account for half of what lifts the average above the median: the average without them is at
// most half-way between the two. `sorted` ascending, in the sense in which large is far from 0.
bool fewLift(std::span<const std::int64_t> sorted, Int128 sum)
{
    const size_t few = std::min(sorted.size() / kFewPart, kMostFew);
    if (few == 0)
        return false;
    const Int128 rest = sum - std::accumulate(sorted.end() - static_cast<std::ptrdiff_t>(few), sorted.end(), Int128(0));
    const auto n = static_cast<Int128>(sorted.size());
    const Int128 left = n - static_cast<Int128>(few);
    // rest/left ≤ (sum/n + q/4) / 2, with q the median in quarters, cleared of its denominators.
    return rest * 2 * n * kQuarters <= left * (sum * kQuarters + quartileTimes4(sorted, 2) * n);
}

// The average against the typical council, where they are far apart; empty where they are not.
QString tailSentence(std::span<const std::int64_t> sorted, Int128 sum, bool negative)
{
    const auto n = static_cast<Int128>(sorted.size());
    const Ratio ratio{sum * kQuarters, quartileTimes4(sorted, 2) * n};
    constexpr int kFarNum = 7;
    constexpr int kFarDen = 5; // 1.4 times
    if (ratio.a <= 0 || ratio.b <= 0 || ratio.a * kFarDen < ratio.b * kFarNum)
        return {};
    const auto times = timesWords(ratio);
    if (!times)
        return {};
    if (fewLift(sorted, sum)) {
        return negative
                   ? u"A few very large amounts, below zero as most are, take the average to %1 the typical council’s."_s
                         .arg(*times)
                   : u"A few very large amounts lift the average to %1 the typical council’s."_s.arg(*times);
    }
    const auto smaller = std::ranges::count_if(sorted, [&](std::int64_t units) { return Int128(units) * n < sum; });
    return u"The average is %1 the typical council’s: %2 of %3 councils are %4 it."_s.arg(
        *times, number(static_cast<size_t>(smaller)), number(sorted.size()),
        negative ? u"nearer zero than"_s : u"below"_s);
}

// How many lie in the middle half, counted between the amounts as they are printed.
QString middleSentence(std::span<const std::int64_t> sorted, const QString& unit)
{
    const auto from =
        amountText(Decimal::fromUnits(static_cast<std::int64_t>(divideRounded(quartileTimes4(sorted, 1), kQuarters))),
                   unitFrom(unit));
    const auto to =
        amountText(Decimal::fromUnits(static_cast<std::int64_t>(divideRounded(quartileTimes4(sorted, 3), kQuarters))),
                   unitFrom(unit));
    if (!from || !to || from->printedUnits >= to->printedUnits)
        return {};
    const auto within = std::ranges::count_if(
        sorted, [&](std::int64_t units) { return units >= from->printedUnits && units <= to->printedUnits; });
    return u"%1 of %2 councils lie between %3 and %4."_s.arg(number(static_cast<size_t>(within)), number(sorted.size()),
                                                             from->text, to->text);
}

} // namespace

QString spreadSentence(std::span<const std::int64_t> sorted, const QString& unit)
{
    if (sorted.empty())
        return u"No council reported it."_s;
    if (sorted.size() == 1)
        return u"One council reported it: %1."_s.arg(words(sorted.front(), unit));
    if (sorted.front() == sorted.back())
        return u"All %1 councils reported the same: %2."_s.arg(number(sorted.size()), words(sorted.front(), unit));
    const auto zeros = static_cast<size_t>(std::ranges::count(sorted, 0));
    if (2 * zeros > sorted.size())
        return u"%1 of %2 councils reported exactly 0."_s.arg(number(zeros), number(sorted.size()));
    const Int128 sum = std::accumulate(sorted.begin(), sorted.end(), Int128(0));
    QString sentence;
    if (quartileTimes4(sorted, 2) > 0) {
        sentence = tailSentence(sorted, sum, false);
    } else if (quartileTimes4(sorted, 2) < 0) {
        // The same thing mirrored: income is negative by the publisher's convention.
        std::vector<std::int64_t> mirrored(sorted.rbegin(), sorted.rend());
        for (std::int64_t& units : mirrored)
            units = -units;
        sentence = tailSentence(mirrored, -sum, true);
    }
    if (sentence.isEmpty())
        sentence = middleSentence(sorted, unit);
    if (sentence.isEmpty())
        sentence = u"%1 councils reported between %2 and %3."_s.arg(number(sorted.size()), words(sorted.front(), unit),
                                                                    words(sorted.back(), unit));
    return sentence;
}

} // namespace factoid
