// streak of single councils: 5 years in a row or more; record: beats 6 years or more. Streak: p is the
// larger of two: 2/(k+1)!, every order of the years being equally likely, and that the council's change
// over those years is one of its type's (moves.cpp), which holds where one year hangs on the year
// before. Record: a newest year that stands so far beyond the nearest earlier one took a step of at
// least that size, so p is that of such a step among the type's. What the whole type does at the same
// time is no news of one council, so the effect falls with the share of peers that do it too.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLeastSteps = 5;
constexpr int kLeastEarlier = 6; // years that a record beats
constexpr int kFewestPeers = 5;

// Steps up to the newest year that all go one way: positive up, negative down, 0 none.
int stepsOf(const FieldContext& context, int council)
{
    const size_t newest = context.run.size() - 1;
    const int known = context.unbroken[static_cast<size_t>(council)];
    int steps = 0;
    for (int back = 0; back + 1 < known; ++back) {
        const std::int64_t here = context.units(newest - static_cast<size_t>(back), council);
        const std::int64_t before = context.units(newest - static_cast<size_t>(back) - 1, council);
        const int way = (here > before) - (here < before);
        if (way == 0 || (steps != 0 && (way > 0) != (steps > 0)))
            break;
        steps += way;
    }
    return steps;
}

// Earlier years in a row that the newest is strictly above (positive) or below (negative).
int beatenOf(const FieldContext& context, int council)
{
    const size_t newest = context.run.size() - 1;
    const int known = context.unbroken[static_cast<size_t>(council)];
    const std::int64_t now = context.now(council);
    int beaten = 0;
    for (int back = 1; back < known; ++back) {
        const std::int64_t before = context.units(newest - static_cast<size_t>(back), council);
        const int way = (now > before) - (now < before);
        if (way == 0 || (beaten != 0 && (way > 0) != (beaten > 0)))
            break;
        beaten += way;
    }
    return beaten;
}

double largest(std::int64_t a, std::int64_t b)
{
    return static_cast<double>(std::max(std::abs(a), std::abs(b)));
}

double changeEffect(const FieldContext& context, std::int64_t now, std::int64_t before, int years)
{
    if (before == 0)
        return 0;
    const double ratio = static_cast<double>(now) / static_cast<double>(before);
    return ratio > 0 ? ratioEffect(std::exp(beyondPrices(context, std::log(ratio), years))) : 1;
}

// The nearest value to `now` among the `years` before it.
std::int64_t nearestBefore(const FieldContext& context, int council, int years)
{
    const std::int64_t now = context.now(council);
    std::int64_t nearest = context.units(context.back(1), council);
    for (int back = 2; back <= years; ++back) {
        const std::int64_t value = context.units(context.back(back), council);
        if (std::abs(static_cast<double>(value) - static_cast<double>(now)) <
            std::abs(static_cast<double>(nearest) - static_cast<double>(now)))
            nearest = value;
    }
    return nearest;
}

// P that a step of the type is at least as large as the newest year's excess over the record.
double excessP(const PeerChanges& steps, std::int64_t now, std::int64_t record)
{
    const double ratio = record != 0 ? static_cast<double>(now) / static_cast<double>(record) : 0;
    return ratio > 0 ? std::min(1.0, 2 * steps.shape.tail(std::log(ratio), ratio > 1)) : 1;
}

struct Runs {
    std::vector<int> lengths; // parallel to the group's councils
    // The share of councils, followed for at least so long, whose run goes the same way at least as
    // far.
    [[nodiscard]] double peers(const FieldContext& context, const CouncilGroup& group, int length) const
    {
        int followed = 0;
        int alike = 0;
        for (size_t i = 0; i < lengths.size(); ++i) {
            if (context.unbroken[static_cast<size_t>(group.councils[i])] <= std::abs(length))
                continue;
            ++followed;
            alike += length > 0 ? lengths[i] >= length : lengths[i] <= length;
        }
        return followed < kFewestPeers ? 1 : static_cast<double>(alike) / followed;
    }
};

void detectGroup(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    Runs streaks, records;
    for (const int council : group.councils) {
        streaks.lengths.push_back(stepsOf(context, council));
        records.lengths.push_back(beatenOf(context, council));
    }
    std::map<int, PeerChanges> moves;
    const auto movesOver = [&](int years) -> const PeerChanges& {
        const auto found = moves.find(years);
        if (found != moves.end())
            return found->second;
        return moves.emplace(years, peerChangesOf(context, group, context.run.size() - 1, context.back(years)))
            .first->second;
    };
    for (size_t i = 0; i < group.councils.size(); ++i) {
        const int council = group.councils[i];
        const int known = context.unbroken[static_cast<size_t>(council)];
        findings.tested(FactKind::Streak, known > kLeastSteps);
        findings.tested(FactKind::Record, known > kLeastEarlier);
        if (const int steps = streaks.lengths[i]; std::abs(steps) >= kLeastSteps) {
            const int years = std::abs(steps);
            Candidate found = context.candidate(FactKind::Streak, group, council);
            found.earlier = context.run[context.back(years)];
            found.count = years;
            found.direction = steps > 0 ? Direction::Rise : Direction::Fall;
            found.p = std::max(statistics::streakP(years), movesOver(years).p(i));
            if (!std::isnan(movesOver(years).ofMember[i]))
                found.size = sizeAgainst(movesOver(years).shape, movesOver(years).ofMember[i], true);
            found.effect =
                changeEffect(context, context.now(council), context.units(context.back(years), council), years) *
                group.material(largest(context.now(council), context.units(context.back(years), council))) *
                (1 - streaks.peers(context, group, steps));
            found.n = years + 1;
            found.test = "orderings of the years, and change among the type";
            found.badExample = context.badWhen(steps > 0);
            findings.add(std::move(found));
        }
        if (const int beaten = records.lengths[i]; std::abs(beaten) >= kLeastEarlier) {
            const int years = std::abs(beaten);
            Candidate found = context.candidate(FactKind::Record, group, council);
            found.earlier = context.run[context.back(years)];
            found.count = years;
            found.direction = beaten > 0 ? Direction::Highest : Direction::Lowest;
            const std::int64_t nearest = nearestBefore(context, council, years);
            found.p = excessP(movesOver(1), context.now(council), nearest);
            if (context.now(council) != 0 && nearest != 0) {
                const double times = double(context.now(council)) / double(nearest);
                found.size = {"ratio", times, times, times};
            }
            found.effect = changeEffect(context, context.now(council), nearest, 1) *
                           group.material(largest(context.now(council), nearest)) *
                           (1 - records.peers(context, group, beaten));
            found.n = years + 1;
            found.test = "step as large as the excess, among the type";
            found.badExample = context.badWhen(beaten > 0);
            findings.add(std::move(found));
        }
    }
}

} // namespace

void detectStreaks(const FieldContext& context, Findings& findings)
{
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            detectGroup(context, group, findings);
    }
}

} // namespace factoid
