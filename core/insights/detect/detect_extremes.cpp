// highest, lowest, highest_per_head, lowest_per_head: the one end of a ranking, shared by nobody; gap:
// how far the highest is ahead of the second, in pounds or per head. At least 5 councils. That somebody is
// first is no finding, so the ends have no test (what stands out is told by `outlier` and `gap`); their
// effect holds the distance to the next, so that the top of an ordinary list scores low. A gap has one:
// given the second, the first is a draw from the tail beyond it of a (log-)normal group
// (statistics::tailGapP). Where more figures than not are below zero and nobody says that they are income,
// "highest" would be the nearest to nothing: a top end below zero is not told.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewestRanked = 5;
// Being largest or smallest in plain pounds is mostly a matter of size.
constexpr double kRawHighest = 0.4;
constexpr double kRawLowest = 0.2;
constexpr double kGapWeight = 0.5;

struct End {
    std::vector<Ranked> fromEnd; // the extreme first
    bool high = true;
};

double effectOf(const ScaledValues& values)
{
    const auto& x = values.values;
    const double middle = x[x.size() / 2];
    if (values.logarithms)
        return kGapWeight * ratioEffect(std::exp(std::abs(x[0] - x[1]))) +
               (1 - kGapWeight) * ratioEffect(std::exp(std::abs(x[0] - middle)));
    const auto shape = statistics::robust(x);
    if (!(shape.spread > 0))
        return 0;
    return kGapWeight * distanceEffect((x[0] - x[1]) / shape.spread) +
           (1 - kGapWeight) * distanceEffect((x[0] - middle) / shape.spread / 3);
}

// One end of one ranking; nothing when the extreme is shared.
void detectEnd(const FieldContext& context, const CouncilGroup& group, const End& end, Measure measure, double weight,
               Findings& findings)
{
    const Ranked& extreme = end.fromEnd[0];
    if (extreme.units == end.fromEnd[1].units || !context.activeNow(extreme.council))
        return;
    if (end.high && extreme.units < 0 && !context.traits.income)
        return;
    const ScaledValues values = scaled(end.fromEnd);
    const bool perHead = measure == Measure::PerHead;
    const FactKind kind = perHead ? (end.high ? FactKind::HighestPerHead : FactKind::LowestPerHead)
                                  : (end.high ? FactKind::Highest : FactKind::Lowest);
    Candidate found = context.candidate(kind, group, extreme.council);
    found.measure = measure;
    found.direction = end.high ? Direction::Highest : Direction::Lowest;
    const auto shape = statistics::robust(values.values);
    found.size = sizeAgainst(shape, values.values[0], values.logarithms);
    found.effect = weight * effectOf(values);
    found.n = static_cast<int>(end.fromEnd.size());
    const bool overdrawn = extreme.units < 0 && !context.traits.income;
    found.badExample = context.badWhen(end.high) || (context.traits.balance && overdrawn);
    findings.add(found);
    // The distance to the second, in pounds; of two councils, so it is told of the high end only.
    constexpr double kGapLikely = 0.1;
    if (group.type < 0 || !end.high || !context.activeNow(end.fromEnd[1].council))
        return;
    findings.tested(FactKind::Gap);
    found.p = statistics::tailGapP(shape, values.values, 1);
    if (found.p > kGapLikely)
        return;
    found.test = "tail beyond the second";
    found.size = {};
    found.kind = FactKind::Gap;
    found.councilB = end.fromEnd[1].council;
    found.effect *= 0.9; // says the same as `highest` at more length
    findings.add(std::move(found));
}

// Across types, duties differ. The top of all stands only when its own type runs at or below the
// middle of all, so that the duties of the type do not explain it.
bool typeExplains(const FieldContext& context, int council)
{
    const auto middle = [](const std::vector<Ranked>& ranked) { return ranked[ranked.size() / 2].units; };
    const int type = context.panel.types().of[static_cast<size_t>(council)];
    for (const CouncilGroup& group : context.types) {
        if (group.type == type)
            return group.byHead.size() < kFewestRanked || middle(group.byHead) > middle(context.base.byHead);
    }
    return true;
}

std::vector<Ranked> reversed(const std::vector<Ranked>& ranked)
{
    return {ranked.rbegin(), ranked.rend()};
}

void detectPerHead(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    if (group.byHead.size() < kFewestRanked)
        return;
    const bool everyone = group.type < 0;
    if (!everyone && !group.usable)
        return;
    const int top = group.byHead.front().council;
    if (!fewHeads(context, group, top) && !(everyone && typeExplains(context, top)))
        detectEnd(context, group, {group.byHead, true}, Measure::PerHead, 1, findings);
    const Ranked& bottom = group.byHead.back();
    if (!everyone && bottom.units != 0 && !fewHeads(context, group, bottom.council))
        detectEnd(context, group, {reversed(group.byHead), false}, Measure::PerHead, 1, findings);
}

} // namespace

void detectExtremes(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        const bool size = !context.rate;
        const Ranked& bottom = group.byValue.back();
        const bool overdrawn = bottom.units < 0 && !context.traits.income;
        detectEnd(context, group, {group.byValue, true}, Measure::Value, size ? kRawHighest : 1, findings);
        // A council of a handful of people has the least of everything.
        if (!size || overdrawn || !fewHeads(context, group, bottom.council))
            detectEnd(context, group, {reversed(group.byValue), false}, Measure::Value,
                      size && !overdrawn ? kRawLowest : 1, findings);
        if (context.heads >= 0)
            detectPerHead(context, group, findings);
    }
    if (context.heads >= 0) {
        detectPerHead(context, context.base, findings);
        for (const CouncilGroup& nation : context.nations)
            detectPerHead(context, nation, findings);
    }
}

} // namespace factoid
