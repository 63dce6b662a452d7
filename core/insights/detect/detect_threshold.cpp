// threshold_count: how many councils are below zero, or above a round amount (1, 2 or 5 times a
// power of ten). At least 20 councils. A count says what there is: it has no test.
#include "core/insights/detect/detector.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewest = 20;
constexpr double kMostShare = 0.1; // a threshold that more pass is not remarkable
constexpr int kMostCouncils = 20;
constexpr int kFewestAbove = 2;
constexpr double kRoundWeight = 0.05; // a round amount is nobody's limit, as zero is
constexpr std::array<std::int64_t, 3> kSteps = {5, 2, 1};

double effectOf(int count)
{
    return 1 / std::pow(static_cast<double>(count), 0.4);
}

bool providedBy(const FieldContext& context, int council)
{
    const int type = context.panel.types().of[static_cast<size_t>(council)];
    return std::ranges::any_of(context.types,
                               [type](const CouncilGroup& group) { return group.type == type && group.usable; });
}

void detectBelowZero(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    if (context.traits.income)
        return;
    int count = 0;
    for (const Ranked& ranked : group.byValue) {
        if (ranked.units >= 0)
            continue;
        ++count;
        // A correction in a kind of council that does not have the service is not a deficit.
        if (!providedBy(context, ranked.council) || !context.activeNow(ranked.council))
            return;
    }
    const auto n = static_cast<int>(group.byValue.size());
    if (count < 1 || count > kMostCouncils || count > kMostShare * n)
        return;
    const int lowest = group.byValue.back().council;
    Candidate found = context.candidate(FactKind::ThresholdCount, group);
    if (count == 1 && context.activeNow(lowest))
        found.councilA = lowest;
    found.direction = Direction::Lowest;
    found.threshold = Decimal();
    found.count = count;
    found.size = {"councils", double(count), double(count), double(count)};
    found.effect = effectOf(count);
    found.n = n;
    found.badExample = count == 1 && context.traits.balance;
    findings.add(std::move(found));
}

// The highest round amount that some council passes, and the next one down that is still
// remarkable.
void detectAbove(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    constexpr int kThresholds = 2;
    const std::int64_t top = group.byValue.front().units;
    if (top <= Decimal::kScale)
        return;
    const auto n = static_cast<int>(group.byValue.size());
    int told = 0;
    std::int64_t power = Decimal::kScale;
    while (power <= top / 10)
        power *= 10;
    for (; power >= Decimal::kScale && told < kThresholds; power /= 10) {
        for (const std::int64_t step : kSteps) {
            const Int128 wide = Int128(step) * power;
            if (wide >= top || told == kThresholds)
                continue;
            const auto bound = static_cast<std::int64_t>(wide);
            const auto past =
                std::ranges::find_if(group.byValue, [bound](const Ranked& r) { return r.units <= bound; });
            const auto count = static_cast<int>(past - group.byValue.begin());
            if (count > kMostCouncils || count > kMostShare * n)
                return;
            if (count < kFewestAbove)
                continue; // that is what `highest` says
            ++told;
            Candidate found = context.candidate(FactKind::ThresholdCount, group);
            found.direction = Direction::Highest;
            found.threshold = Decimal::fromUnits(bound);
            found.count = count;
            found.effect = kRoundWeight * effectOf(count);
            found.n = n;
            found.size = {"councils", double(count), double(count), double(count)};
            findings.add(std::move(found));
        }
    }
}

} // namespace

void detectThresholds(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    const auto look = [&](const CouncilGroup& group) {
        if (group.byValue.size() < kFewest)
            return;
        detectBelowZero(context, group, findings);
        // Across types a round amount would only tell the big kinds of council from the small ones.
        if (group.type >= 0)
            detectAbove(context, group, findings);
    };
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            look(group);
    }
    look(context.base);
    for (const CouncilGroup& nation : context.nations)
        look(nation);
}

} // namespace factoid
