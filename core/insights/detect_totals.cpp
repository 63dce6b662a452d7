// total_yoy_change, total_long_change, total_streak, total_record, total_trend: the sum of a scope.
// Only years that are complete are used, and within a type only years with the very same councils,
// because a missing return or a merger would fake a fall. A step counts only when it is larger than
// what is missing could be. Nulls: year on year, the scope's own earlier changes (robust z); over
// years, no drift (t of the yearly changes); streak, record and trend as for single councils.
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

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
constexpr int kFewestChanges = 5;

struct Totals {
    std::vector<double> sums;    // newest first
    std::vector<double> missing; // in doubt: what absent councils returned in the nearest year, and
                                 // returns out of time
    [[nodiscard]] int years() const { return static_cast<int>(sums.size()); }
    [[nodiscard]] bool sure(int newer, int older) const {
        const auto a = static_cast<size_t>(newer);
        const auto b = static_cast<size_t>(older);
        return std::abs(sums[a] - sums[b]) > kSureStep * (missing[a] + missing[b]);
    }
};

// What an eligible council that made no return would likely have said: the nearest year's figure.
double nearest(const FieldContext& context, size_t runIndex, int council) {
    for (size_t distance = 1; distance < context.run.size(); ++distance) {
        for (const size_t other : {runIndex - distance, runIndex + distance}) {
            if (other < context.run.size() && context.units(other, council) != Block::kMissing)
                return std::abs(static_cast<double>(context.units(other, council)));
        }
    }
    return 0;
}

Totals totalsOf(const FieldContext& context, const CouncilGroup& group) {
    Totals totals;
    const std::vector<int> who = members(context.panel, group.scope);
    for (size_t i = context.run.size(); i-- > 0;) {
        double sum = 0, size = 0, missing = 0;
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
            if (has && !(*context.active[i])[at])
                missing += std::abs(static_cast<double>(units));
            if (!context.eligible[i][at])
                continue;
            ++eligible;
            reporting += has;
            if (!has)
                missing += nearest(context, i, council);
        }
        if (!comparable || eligible == 0 || reporting < kLeastComplete * eligible ||
            missing > kMostMissing * size)
            break;
        totals.sums.push_back(sum);
        totals.missing.push_back(missing);
    }
    return totals;
}

bool sameSign(const FieldContext& context, double a, double b) {
    return (a > 0 && b > 0) || (context.traits.income && a < 0 && b < 0);
}

Candidate totalCandidate(const FieldContext& context, const CouncilGroup& group, FactKind kind,
                         int years, bool up) {
    Candidate found = context.candidate(kind, group);
    found.measure = Measure::Sum;
    found.earlier = context.run[context.back(years)];
    found.direction = up ? Direction::Rise : Direction::Fall;
    found.count = years;
    return found;
}

// Yearly logarithms of change over the newest `steps`; empty when a sign stands in the way.
std::vector<double> logChanges(const FieldContext& context, const Totals& totals, int first,
                               int steps) {
    std::vector<double> changes;
    for (int i = first; i < first + steps; ++i) {
        const double now = totals.sums[static_cast<size_t>(i)];
        const double before = totals.sums[static_cast<size_t>(i) + 1];
        if (!sameSign(context, now, before))
            return {};
        changes.push_back(std::log(now / before));
    }
    return changes;
}

void detectYear(const FieldContext& context, const CouncilGroup& group, const Totals& totals,
                Findings& findings) {
    ++findings.tests;
    const double now = totals.sums[0];
    const double before = totals.sums[1];
    if (!totals.sure(0, 1) || before == 0 ||
        std::abs(now - before) < kLeastChange * std::abs(before))
        return;
    Candidate found = totalCandidate(context, group, FactKind::TotalYoyChange, 1, now > before);
    found.effect = ratioEffect(now / before > 0 ? now / before : 0);
    const std::vector<double> earlier = logChanges(context, totals, 1, totals.years() - 2);
    const std::vector<double> latest = logChanges(context, totals, 0, 1);
    if (static_cast<int>(earlier.size()) >= kFewestChanges && !latest.empty()) {
        const auto shape = statistics::robust(earlier);
        found.p = statistics::robustTwoSided(shape.z(latest.front()), shape.n);
        found.n = shape.n + 1;
    }
    found.test = "robust z among its own earlier changes";
    found.badExample = context.badWhen(now > before);
    findings.add(std::move(found));
}

void detectLong(const FieldContext& context, const CouncilGroup& group, const Totals& totals,
                int years, Findings& findings) {
    ++findings.tests;
    const double now = totals.sums[0];
    const double before = totals.sums[static_cast<size_t>(years)];
    if (!sameSign(context, now, before) || !totals.sure(0, years) ||
        std::abs(std::log(now / before)) < kLeastLongChange)
        return;
    Candidate found =
        totalCandidate(context, group, FactKind::TotalLongChange, years, now > before);
    found.effect = ratioEffect(now / before);
    const std::vector<double> changes = logChanges(context, totals, 0, years);
    if (changes.size() >= 2) {
        const auto n = static_cast<double>(changes.size());
        const double mean = std::log(now / before) / n;
        double squares = 0;
        for (const double change : changes)
            squares += (change - mean) * (change - mean);
        const double error = std::sqrt(squares / (n - 1) / n);
        found.p =
            error > 0 ? statistics::studentTwoSided(mean / error, static_cast<int>(n) - 1) : 1;
    }
    found.n = years + 1;
    found.test = "t of the yearly changes";
    found.badExample = context.badWhen(now > before);
    findings.add(std::move(found));
}

// Newest years in a row for which `holds(newer, older)`.
template <class Holds>
int runOf(const Totals& totals, Holds holds) {
    int length = 0;
    while (length + 1 < totals.years() && holds(length, length + 1))
        ++length;
    return length;
}

void detectRuns(const FieldContext& context, const CouncilGroup& group, const Totals& totals,
                Findings& findings) {
    const auto& sums = totals.sums;
    const auto at = [&](int i) { return sums[static_cast<size_t>(i)]; };
    for (const bool up : {true, false}) {
        findings.tests += 2;
        const auto above = [up, &at](int a, int b) { return up ? at(a) > at(b) : at(a) < at(b); };
        const int steps =
            runOf(totals, [&](int a, int b) { return above(a, b) && totals.sure(a, b); });
        const int beaten =
            runOf(totals, [&](int, int b) { return above(0, b) && totals.sure(0, b); });
        if (steps >= kLeastSteps) {
            Candidate found = totalCandidate(context, group, FactKind::TotalStreak, steps, up);
            found.p = statistics::streakP(steps);
            found.effect = sameSign(context, at(0), at(steps)) ? ratioEffect(at(0) / at(steps)) : 1;
            found.n = steps + 1;
            found.test = "orderings of the years";
            found.badExample = context.badWhen(up);
            findings.add(std::move(found));
        }
        if (beaten >= kLeastEarlier) {
            Candidate found = totalCandidate(context, group, FactKind::TotalRecord, beaten, up);
            found.direction = up ? Direction::Highest : Direction::Lowest;
            found.p = std::min(1.0, 2.0 / (beaten + 1));
            const auto edge = up ? std::max_element(sums.begin() + 1, sums.begin() + beaten + 1)
                                 : std::min_element(sums.begin() + 1, sums.begin() + beaten + 1);
            found.effect = sameSign(context, at(0), *edge) ? ratioEffect(at(0) / *edge) : 1;
            found.n = beaten + 1;
            found.test = "orderings of the years";
            found.badExample = context.badWhen(up);
            findings.add(std::move(found));
        }
    }
}

void detectTrend(const FieldContext& context, const CouncilGroup& group, const Totals& totals,
                 Findings& findings) {
    if (totals.years() < kFewestTrend)
        return;
    ++findings.tests;
    const std::vector<double> series(totals.sums.rbegin(), totals.sums.rend());
    const double p = statistics::mannKendallP(series);
    const int score = statistics::kendallS(series);
    if (p > kTrendLikely || (series.back() - series.front()) * score <= 0)
        return;
    Candidate found =
        totalCandidate(context, group, FactKind::TotalTrend, totals.years() - 1, score > 0);
    found.p = p;
    const double size = std::abs(statistics::median(series));
    found.effect =
        size > 0 ? distanceEffect(statistics::senSlope(series) * totals.years() / size) : 0;
    found.n = totals.years();
    found.test = "Mann-Kendall";
    found.badExample = context.badWhen(score > 0);
    findings.add(std::move(found));
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings) {
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

void detectTotals(const FieldContext& context, Findings& findings) {
    if (context.rate)
        return;
    detectIn(context, context.base, findings);
    for (const CouncilGroup& nation : context.nations)
        detectIn(context, nation, findings);
    for (const CouncilGroup& group : context.types)
        detectIn(context, group, findings);
}

} // namespace factoid
