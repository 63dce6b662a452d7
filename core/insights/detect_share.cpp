// share (of one council in its scope) and concentration (of the k highest). Null for both: the
// total is broken at random ("broken stick"), as n exponential amounts are. Share: Fisher's (1929)
// bound for the largest part, n (1 − s)^(n−1). Concentration: the k highest of n exponentials hold
// (k/n)(1 + ln(n/k)) on average with variance (2k − k²/n)/n²; the excess as a normal deviate.
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewest = 10;
constexpr int kNamed = 3; // councils whose share is told
constexpr double kLeastShare = 0.05;
constexpr double kTimesEven = 3; // times the even share 1/n
constexpr std::array kTops = {5, 10};
constexpr int kFewestPerTop = 3; // of n per one of the k
constexpr double kLeastConcentration = 0.25;

double total(const CouncilGroup& group) {
    double sum = 0;
    for (const Ranked& ranked : group.byValue)
        sum += static_cast<double>(ranked.units);
    return sum;
}

void detectShare(const FieldContext& context, const CouncilGroup& group, double sum,
                 Findings& findings) {
    const auto n = static_cast<double>(group.byValue.size());
    for (int i = 0; i < kNamed; ++i) {
        const Ranked& ranked = group.byValue[static_cast<size_t>(i)];
        ++findings.tests;
        const double share = static_cast<double>(ranked.units) / sum;
        if (share < std::max(kLeastShare, kTimesEven / n) || !context.activeNow(ranked.council))
            continue;
        Candidate found = context.candidate(FactKind::Share, group, ranked.council);
        found.p = std::min(1.0, n * std::pow(1 - share, n - 1));
        found.effect = std::sqrt(share) * ratioEffect(share * n / kTimesEven + 1);
        found.n = static_cast<int>(n);
        found.test = "largest part of a broken stick (Fisher)";
        found.badExample = context.badWhen(true);
        findings.add(std::move(found));
    }
}

void detectConcentration(const FieldContext& context, const CouncilGroup& group, double sum,
                         Findings& findings) {
    const auto n = static_cast<double>(group.byValue.size());
    double held = 0;
    int added = 0;
    for (const int k : kTops) {
        if (group.byValue.size() < static_cast<size_t>(kFewestPerTop * k))
            break;
        ++findings.tests;
        for (; added < k; ++added)
            held += static_cast<double>(group.byValue[static_cast<size_t>(added)].units);
        const double share = held / sum;
        const double expected = k / n * (1 + std::log(n / k));
        const double deviation = std::sqrt(2 * k - k * k / n) / n;
        // A tie at the edge would leave open who belongs to the k.
        const auto edge = static_cast<size_t>(k);
        if (share < kLeastConcentration || share <= expected ||
            group.byValue[edge - 1].units == group.byValue[edge].units)
            continue;
        Candidate found = context.candidate(FactKind::Concentration, group);
        found.count = k;
        found.p = statistics::normalTwoSided((share - expected) / deviation);
        found.effect = std::min(1.0, share * ratioEffect(share * n / k / 2));
        found.n = static_cast<int>(n);
        found.test = "top-k share of a broken stick";
        findings.add(std::move(found));
    }
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings) {
    if (group.byValue.size() < kFewest || !group.complete || group.byValue.back().units < 0)
        return;
    const double sum = total(group);
    if (!(sum > 0))
        return;
    detectShare(context, group, sum, findings);
    detectConcentration(context, group, sum, findings);
}

} // namespace

void detectShares(const FieldContext& context, Findings& findings) {
    if (context.rate)
        return;
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            detectIn(context, group, findings);
    }
    detectIn(context, context.base, findings);
    for (const CouncilGroup& nation : context.nations)
        detectIn(context, nation, findings);
}

} // namespace factoid
