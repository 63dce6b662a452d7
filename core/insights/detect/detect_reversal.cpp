// reversal: a council's figure went one way 4 years in a row or more and turned in the newest. At least
// 10 councils of the type. p is the larger of two, because both must be out of the common: the change
// over the run, and the turn, each as one of its type's (moves.cpp, Student's t).
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLeastSteps = 4;
constexpr int kFewest = 10;
constexpr double kLeastTurn = 0.05; // as a logarithm

// Steps of one way before the newest, against the way of the newest; 0 when it did not turn.
int stepsBefore(const FieldContext& context, int council)
{
    const size_t newest = context.run.size() - 1;
    const int known = context.unbroken[static_cast<size_t>(council)];
    if (known < kLeastSteps + 2)
        return 0;
    const auto way = [&](int back) {
        const std::int64_t here = context.units(newest - static_cast<size_t>(back), council);
        const std::int64_t before = context.units(newest - static_cast<size_t>(back) - 1, council);
        return (here > before) - (here < before);
    };
    const int turn = way(0);
    int steps = 0;
    while (turn != 0 && steps + 2 < known && way(steps + 1) == -turn)
        ++steps;
    return steps;
}

} // namespace

void detectReversals(const FieldContext& context, Findings& findings)
{
    const size_t newest = context.run.size() - 1;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable || newest < static_cast<size_t>(kLeastSteps) + 1)
            continue;
        std::vector<int> steps;
        for (const int council : group.councils) {
            steps.push_back(stepsBefore(context, council));
            findings.tested(FactKind::Reversal, context.unbroken[static_cast<size_t>(council)] > kLeastSteps + 1);
        }
        const PeerChanges turns = peerChangesOf(context, group, newest, newest - 1);
        if (turns.shape.n < kFewest)
            continue;
        for (size_t i = 0; i < group.councils.size(); ++i) {
            const int years = steps[i];
            if (years < kLeastSteps || std::isnan(turns.ofMember[i]) || std::abs(turns.ofMember[i]) < kLeastTurn)
                continue;
            const size_t first = newest - 1 - static_cast<size_t>(years);
            const PeerChanges runs = peerChangesOf(context, group, newest - 1, first);
            if (std::isnan(runs.ofMember[i]))
                continue;
            const int council = group.councils[i];
            const bool up = context.now(council) > context.units(newest - 1, council);
            Candidate found = context.candidate(FactKind::Reversal, group, council);
            found.earlier = context.run[first];
            found.turn = context.run[newest - 1];
            found.count = years;
            found.direction = up ? Direction::Rise : Direction::Fall;
            found.p = std::max(turns.p(i), runs.p(i));
            found.effect =
                std::sqrt(ratioEffect(std::exp(turns.ofMember[i])) * ratioEffect(std::exp(runs.ofMember[i]))) *
                group.material(static_cast<double>(
                    std::max(std::abs(context.now(council)), std::abs(context.units(newest - 1, council)))));
            found.size = sizeAgainst(turns.shape, turns.ofMember[i], true);
            found.n = years + 2;
            found.test = "t of the run and of the turn among the type";
            found.badExample = context.badWhen(up);
            findings.add(std::move(found));
        }
    }
}

} // namespace factoid
