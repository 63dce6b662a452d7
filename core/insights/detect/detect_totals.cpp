// total_yoy_change, total_long_change, total_streak, total_record, total_trend: the sum of a scope.
// Only years that are complete are used, and within a type only years with the very same councils,
// because a missing return or a merger would fake a fall. A step counts only when it is larger than
// what is missing could be. Null for all of them: each council is as likely to rise as to fall (sign
// test). Year on year and over years: of the change. Streak: of each of its steps, the largest p of
// them. Record: against each earlier year, the largest p. Trend: of each council's Kendall's S, and of
// the sum's own order (Mann-Kendall). So a sum that one council moved is told with little weight.
#include "core/base/median.h"
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr double kLeastComplete = 0.95;
constexpr double kMostMissing = 0.01;
constexpr double kSureStep = 2; // times what is missing at both ends
constexpr int kLeastSteps = 4;
constexpr int kLeastEarlier = 5;
constexpr int kFewestTrend = 8;
constexpr double kTrendLikely = 0.01;
constexpr double kLeastChange = 0.02; // year on year
constexpr double kLeastLongChange = 0.1;
constexpr std::array kSpans = {5, 10};
constexpr int kShortestLong = 4;

struct Totals {
    std::vector<double> sums;    // newest first
    std::vector<double> missing; // in doubt: what absent councils returned in the nearest year, and
                                 // returns out of time; and what unconfirmed jumps would change
    [[nodiscard]] int years() const { return static_cast<int>(sums.size()); }
    [[nodiscard]] bool sure(int newer, int older) const
    {
        const auto a = static_cast<size_t>(newer);
        const auto b = static_cast<size_t>(older);
        return std::abs(sums[a] - sums[b]) > kSureStep * (missing[a] + missing[b]);
    }
};

// By how much a figure that waits for confirmation would change if it were a slip.
double wouldChange(std::int64_t units, std::int64_t likely)
{
    const double size = std::abs(static_cast<double>(units));
    return likely == Block::kMissing ? size : std::abs(static_cast<double>(units) - static_cast<double>(likely));
}

Totals totalsOf(const FieldContext& context, const CouncilGroup& group)
{
    Totals totals;
    const std::vector<int> who = members(context.panel, group.scope);
    for (size_t i = context.run.size(); i-- > 0;) {
        double sum = 0, size = 0, missing = 0, waiting = 0;
        int eligible = 0, reporting = 0;
        bool comparable = context.mayTotal[i] != 0;
        for (const int council : who) {
            const auto at = static_cast<size_t>(council);
            const std::int64_t units = context.units(i, council);
            const bool has = units != Block::kMissing;
            if (group.type >= 0)
                comparable = comparable && has == (context.now(council) != Block::kMissing);
            if (has) {
                sum += static_cast<double>(units);
                size += std::abs(static_cast<double>(units));
            }
            // A return for a council that was not there yet (or any more) may be counted twice.
            // Who asks for one field is told its sums, as council_groups.cpp has it.
            const bool doubted = context.doubtful[i][at] && !context.ground.thorough;
            if (has && (!(*context.active[i])[at] || doubted))
                missing += context.atStake(i, council);
            else if (has && i + 1 == context.run.size() && context.unconfirmed[at] && !context.leapt)
                waiting += wouldChange(units, context.likely(i, council));
            if (!context.eligible[i][at])
                continue;
            ++eligible;
            reporting += has;
            if (!has)
                missing += context.atStake(i, council);
        }
        // A total of exactly 0 is a system that was not there.
        // A sum below zero that nobody calls income may be a debt: whether more of it is a rise is a matter
        // of words.
        if (!comparable || sum == 0 || (sum < 0 && !context.traits.income) || eligible == 0 ||
            reporting < kLeastComplete * eligible || missing > kMostMissing * size)
            break;
        totals.sums.push_back(sum);
        totals.missing.push_back(missing + waiting);
    }
    return totals;
}

bool sameSign(const FieldContext& context, double a, double b)
{
    return (a > 0 && b > 0) || (context.traits.income && a < 0 && b < 0);
}

Candidate totalCandidate(const FieldContext& context, const CouncilGroup& group, FactKind kind, int years, bool up)
{
    Candidate found = context.candidate(kind, group);
    found.measure = Measure::Sum;
    found.earlier = context.run[context.back(years)];
    found.direction = up ? Direction::Rise : Direction::Fall;
    found.count = years;
    return found;
}

// P of so many of the scope's councils going the way of the sum between two years, newest first.
double togetherP(const FieldContext& context, const CouncilGroup& group, int newer, int older, bool up)
{
    int rises = 0, falls = 0;
    const size_t newest = context.run.size() - 1;
    for (const int council : members(context.panel, group.scope)) {
        const std::int64_t now = context.units(newest - static_cast<size_t>(newer), council);
        const std::int64_t before = context.units(newest - static_cast<size_t>(older), council);
        if (now == Block::kMissing || before == Block::kMissing)
            continue;
        rises += now > before;
        falls += now < before;
    }
    const bool with = up ? rises > falls : falls > rises;
    return with ? statistics::signTest(rises, rises + falls) : 1;
}

Size changeSize(const FieldContext& context, double now, double before)
{
    if (!sameSign(context, now, before))
        return {};
    return {"ratio", now / before, now / before, now / before};
}

double changeEffect(const FieldContext& context, double now, double before, int years)
{
    if (!sameSign(context, now, before))
        return 1;
    return ratioEffect(std::exp(beyondPrices(context, std::log(now / before), years)));
}

void detectYear(const FieldContext& context, const CouncilGroup& group, const Totals& totals, Findings& findings)
{
    findings.tested(FactKind::TotalYoyChange);
    const double now = totals.sums[0];
    const double before = totals.sums[1];
    if (!totals.sure(0, 1) || before == 0 || std::abs(now - before) < kLeastChange * std::abs(before))
        return;
    Candidate found = totalCandidate(context, group, FactKind::TotalYoyChange, 1, now > before);
    found.effect = ratioEffect(now / before > 0 ? now / before : 0);
    found.p = togetherP(context, group, 0, 1, now > before);
    found.size = changeSize(context, now, before);
    found.n = static_cast<int>(group.councils.size());
    found.test = "sign test of the councils' changes";
    found.badExample = context.badWhen(now > before);
    findings.add(std::move(found));
}

void detectLong(const FieldContext& context, const CouncilGroup& group, const Totals& totals, int years,
                Findings& findings)
{
    findings.tested(FactKind::TotalLongChange);
    const double now = totals.sums[0];
    const double before = totals.sums[static_cast<size_t>(years)];
    if (!sameSign(context, now, before) || !totals.sure(0, years) ||
        std::abs(std::log(now / before)) < kLeastLongChange)
        return;
    Candidate found = totalCandidate(context, group, FactKind::TotalLongChange, years, now > before);
    found.effect = ratioEffect(std::exp(beyondPrices(context, std::log(now / before), years)));
    found.p = togetherP(context, group, 0, years, now > before);
    found.size = changeSize(context, now, before);
    found.n = static_cast<int>(group.councils.size());
    found.test = "sign test of the councils' changes";
    found.badExample = context.badWhen(now > before);
    findings.add(std::move(found));
}

// Newest years in a row for which `holds(newer, older)`.
template <class Holds>
int runOf(const Totals& totals, Holds holds)
{
    int length = 0;
    while (length + 1 < totals.years() && holds(length, length + 1))
        ++length;
    return length;
}

void detectRuns(const FieldContext& context, const CouncilGroup& group, const Totals& totals, Findings& findings)
{
    const auto& sums = totals.sums;
    const auto at = [&](int i) { return sums[static_cast<size_t>(i)]; };
    for (const bool up : {true, false}) {
        findings.tested(FactKind::TotalStreak);
        findings.tested(FactKind::TotalRecord);
        const auto above = [up, &at](int a, int b) { return up ? at(a) > at(b) : at(a) < at(b); };
        const int steps = runOf(totals, [&](int a, int b) { return above(a, b) && totals.sure(a, b); });
        const int beaten = runOf(totals, [&](int, int b) { return above(0, b) && totals.sure(0, b); });
        if (steps >= kLeastSteps) {
            Candidate found = totalCandidate(context, group, FactKind::TotalStreak, steps, up);
            found.p = 0;
            for (int i = 0; i < steps; ++i)
                found.p = std::max(found.p, togetherP(context, group, i, i + 1, up));
            found.size = changeSize(context, at(0), at(steps));
            found.effect = changeEffect(context, at(0), at(steps), steps);
            found.n = static_cast<int>(group.councils.size());
            found.test = "sign tests of the councils' steps";
            found.badExample = context.badWhen(up);
            findings.add(std::move(found));
        }
        if (beaten >= kLeastEarlier) {
            Candidate found = totalCandidate(context, group, FactKind::TotalRecord, beaten, up);
            found.direction = up ? Direction::Highest : Direction::Lowest;
            found.p = 0;
            for (int i = 1; i <= beaten; ++i)
                found.p = std::max(found.p, togetherP(context, group, 0, i, up));
            const auto edge = up ? std::max_element(sums.begin() + 1, sums.begin() + beaten + 1)
                                 : std::min_element(sums.begin() + 1, sums.begin() + beaten + 1);
            found.effect = changeEffect(context, at(0), *edge, 1);
            found.size = changeSize(context, at(0), *edge);
            found.n = static_cast<int>(group.councils.size());
            found.test = "sign tests of the councils against each year";
            found.badExample = context.badWhen(up);
            findings.add(std::move(found));
        }
    }
}

// P of so many of the councils with a figure in all the years having a trend of the sum's way.
double trendTogetherP(const FieldContext& context, const CouncilGroup& group, int years, bool up)
{
    int rises = 0, falls = 0;
    for (const int council : members(context.panel, group.scope)) {
        std::vector<double> series;
        for (size_t i = context.back(years - 1); i < context.run.size(); ++i) {
            if (const std::int64_t units = context.units(i, council); units != Block::kMissing)
                series.push_back(static_cast<double>(units));
        }
        if (static_cast<int>(series.size()) != years)
            continue;
        const int score = statistics::kendallS(series);
        rises += score > 0;
        falls += score < 0;
    }
    const bool with = up ? rises > falls : falls > rises;
    return with ? statistics::signTest(rises, rises + falls) : 1;
}

void detectTrend(const FieldContext& context, const CouncilGroup& group, const Totals& totals, Findings& findings)
{
    if (totals.years() < kFewestTrend)
        return;
    findings.tested(FactKind::TotalTrend);
    const std::vector<double> series(totals.sums.rbegin(), totals.sums.rend());
    const int score = statistics::kendallS(series);
    const double p =
        std::max(statistics::mannKendallP(series), trendTogetherP(context, group, totals.years(), score > 0));
    if (statistics::mannKendallP(series) > kTrendLikely || (series.back() - series.front()) * score <= 0)
        return;
    Candidate found = totalCandidate(context, group, FactKind::TotalTrend, totals.years() - 1, score > 0);
    found.p = p;
    const double size = std::abs(median(series));
    const double slope = size > 0 ? statistics::senSlope(series) / size : 0;
    const bool more = slope * series.back() > 0;
    const double real = more ? beyondPrices(context, std::abs(slope), 1) : slope;
    found.effect = distanceEffect(real * totals.years());
    const auto interval = statistics::senInterval(series);
    if (size > 0)
        found.size = {"yearly part of its median", statistics::senSlope(series) / size, interval.low / size,
                      interval.high / size};
    found.n = totals.years();
    found.test = "Mann-Kendall, and sign test of the councils' trends";
    found.badExample = context.badWhen(score > 0);
    findings.add(std::move(found));
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    if (group.councils.size() < 2 || (group.type >= 0 && !group.usable))
        return;
    const Totals totals = totalsOf(context, group);
    const int longest = totals.years() - 1;
    if (longest < 1)
        return;
    detectYear(context, group, totals, findings);
    for (const int years : kSpans) {
        if (years < longest)
            detectLong(context, group, totals, years, findings);
    }
    if (longest >= kShortestLong)
        detectLong(context, group, totals, longest, findings);
    detectRuns(context, group, totals, findings);
    detectTrend(context, group, totals, findings);
}

} // namespace

void detectTotals(const FieldContext& context, Findings& findings)
{
    if (context.rate)
        return;
    detectIn(context, context.base, findings);
    for (const CouncilGroup& nation : context.nations)
        detectIn(context, nation, findings);
    for (const CouncilGroup& group : context.types)
        detectIn(context, group, findings);
}

} // namespace factoid
