// outlier: a council so many times its type's typical (median) figure, or figure per head. At least 10
// councils. Two tests must agree: the robust z of Iglewicz & Hoaglin (1993), 0.6745 (x − median) ÷ MAD,
// is 3.5 or more; and the council is among the outliers of the generalised extreme studentised deviate
// test (Rosner 1983), which finds several at once where they would hide each other. Null: the figures
// (their logarithms where all have one sign) are normal. p is Rosner's.
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewest = 10;
constexpr double kOutlierZ = 3.5;
// In plain pounds the biggest council is far out by its size alone.
constexpr double kRawWeight = 0.8;

// Size alone is no finding: what is far out in pounds must be out per head the same way.
constexpr double kOutPerHead = 2;
bool isSize(const FieldContext& context, const CouncilGroup& group, int council, bool high)
{
    if (context.heads < 0)
        return false;
    const auto own = std::ranges::find(group.byHead, council, &Ranked::council);
    if (own == group.byHead.end())
        return true;
    const ScaledValues values = scaled(group.byHead);
    const double z =
        statistics::robust(values.values).z(values.values[static_cast<size_t>(own - group.byHead.begin())]);
    const bool turned = values.logarithms && own->units < 0;
    return (high != turned ? z : -z) < kOutPerHead;
}

void detectIn(const FieldContext& context, const CouncilGroup& group, const std::vector<Ranked>& ranking,
              Measure measure, Findings& findings)
{
    const auto n = static_cast<int>(ranking.size());
    if (n < kFewest)
        return;
    const std::int64_t middle = ranking[ranking.size() / 2].units;
    const ScaledValues values = scaled(ranking);
    const auto shape = statistics::robust(values.values);
    findings.tested(FactKind::Outlier, n / 10);
    // The claim is a ratio to the median, which needs both on one side of zero.
    if (!(shape.spread > 0) || middle == 0)
        return;
    const std::vector<double> p = statistics::rosner(values.values);
    for (size_t i = 0; i < values.values.size(); ++i) {
        const Ranked& ranked = ranking[i];
        const double z = shape.z(values.values[i]);
        const double ratio = static_cast<double>(ranked.units) / static_cast<double>(middle);
        // So many times an amount below zero is more of nothing that has a name, unless it is income.
        if (ranked.units < 0 && !context.traits.income)
            continue;
        if (std::abs(z) < kOutlierZ || !(ratio > 0) || !context.activeNow(ranked.council))
            continue;
        if (measure == Measure::PerHead && fewHeads(context, group, ranked.council))
            continue;
        const bool high = ranked.units > middle;
        if (measure == Measure::Value && isSize(context, group, ranked.council, high))
            continue;
        Candidate found = context.candidate(FactKind::Outlier, group, ranked.council);
        found.measure = measure;
        found.p = p[i];
        found.effect = (context.rate || measure == Measure::PerHead ? 1 : kRawWeight) * ratioEffect(ratio);
        found.size = sizeAgainst(shape, values.values[i], values.logarithms);
        found.n = n;
        found.test = "generalised ESD (Rosner), robust z of 3.5";
        found.badExample = context.badWhen(high);
        findings.add(std::move(found));
    }
}

} // namespace

void detectOutliers(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        detectIn(context, group, group.byValue, Measure::Value, findings);
        if (context.heads >= 0)
            detectIn(context, group, group.byHead, Measure::PerHead, findings);
    }
}

} // namespace factoid
