#include "core/insights/detect/detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace factoid {

namespace {

// In the order of FactKind.
constexpr std::array kNames = {
    "highest",
    "lowest",
    "highest_per_head",
    "lowest_per_head",
    "rank",
    "outlier",
    "share",
    "yoy_change",
    "long_change",
    "streak",
    "record",
    "trend",
    "ratio",
    "gap",
    "type_comparison",
    "nation_comparison",
    "region_comparison",
    "concentration",
    "mean_median",
    "threshold_count",
    "total_yoy_change",
    "total_long_change",
    "total_streak",
    "total_record",
    "total_trend",
    "part_of_whole",
    "rank_change",
    "correlation",
    "step",
    "reversal",
    "crossing",
    "gini",
    "missing",
};
static_assert(kNames.size() == static_cast<size_t>(FactKind::Missing) + 1);

constexpr std::array<Detector, 16> kDetectors = {
    detectExtremes, detectRanks,     detectOutliers,  detectShapes,  detectThresholds, detectRatios,
    detectGroups,   detectChanges,   detectStreaks,   detectTrends,  detectTotals,     detectParts,
    detectSteps,    detectReversals, detectCrossings, detectMissing,
};

} // namespace

QString factKindName(FactKind kind)
{
    return QString::fromLatin1(kNames[static_cast<size_t>(kind)]);
}

std::span<const Detector> allDetectors()
{
    return kDetectors;
}

void Findings::addTests(const Findings& others)
{
    for (size_t kind = 0; kind < testsOf.size(); ++kind)
        testsOf[kind] += others.testsOf[kind];
}

std::int64_t Findings::tests() const
{
    return std::accumulate(testsOf.begin(), testsOf.end(), std::int64_t(0));
}

Findings detectAll(const FieldContext& context)
{
    Findings findings;
    for (const Detector detect : allDetectors())
        detect(context, findings);
    keepDoubtsOut(context, findings);
    return findings;
}

bool isDescriptive(FactKind kind)
{
    switch (kind) {
    case FactKind::Highest:
    case FactKind::Lowest:
    case FactKind::HighestPerHead:
    case FactKind::LowestPerHead:
    case FactKind::Share:
    case FactKind::ThresholdCount:
    case FactKind::LongChange:
    case FactKind::RankChange:
        return true;
    default:
        return false;
    }
}

double ratioEffect(double ratio)
{
    if (!(ratio > 0) || !std::isfinite(ratio))
        return 0;
    return ratio >= 1 ? 1 - 1 / ratio : 1 - ratio;
}

double distanceEffect(double distance)
{
    return 1 - 1 / (1 + std::abs(distance));
}

double beyondPrices(const FieldContext& context, double logRatio, int years)
{
    constexpr double kYearly = 0.03;
    const bool money = context.currency || context.info.unit.contains("_per_"_L1);
    // Income is stored as negative, so a larger ratio is more of it too.
    return money && logRatio > 0 ? std::max(0.0, logRatio - kYearly * years) : logRatio;
}

Size sizeAgainst(const statistics::Robust& shape, double value, bool logarithms)
{
    const double distance = value - shape.centre;
    const double error = shape.kept > 1 ? statistics::student95(shape.degreesOfFreedom()) * shape.deviation /
                                              std::sqrt(static_cast<double>(shape.kept))
                                        : 0;
    if (!logarithms) {
        const double unit = shape.deviation > 0 ? shape.deviation : 1;
        return {"spreads", distance / unit, (distance - error) / unit, (distance + error) / unit};
    }
    return {"ratio", std::exp(distance), std::exp(distance - error), std::exp(distance + error)};
}

ScaledValues scaled(const std::vector<Ranked>& ranked)
{
    ScaledValues result;
    const bool positive = std::ranges::all_of(ranked, [](const Ranked& r) { return r.units > 0; });
    const bool negative = std::ranges::all_of(ranked, [](const Ranked& r) { return r.units < 0; });
    result.logarithms = positive || negative;
    result.values.reserve(ranked.size());
    for (const Ranked& r : ranked) {
        const double value = static_cast<double>(r.units) / Decimal::kScale;
        result.values.push_back(result.logarithms ? std::log(std::abs(value)) : value);
    }
    return result;
}

std::int64_t FieldContext::likely(size_t runIndex, int council) const
{
    for (size_t distance = 1; distance < run.size(); ++distance) {
        for (const size_t other : {runIndex - distance, runIndex + distance}) {
            if (other < run.size() && units(other, council) != Block::kMissing &&
                !doubtful[other][static_cast<size_t>(council)])
                return units(other, council);
        }
    }
    return Block::kMissing;
}

double FieldContext::atStake(size_t runIndex, int council) const
{
    const auto amount = [](std::int64_t units) { return units == Block::kMissing ? 0 : static_cast<double>(units); };
    return std::abs(amount(units(runIndex, council)) - amount(likely(runIndex, council)));
}

bool FieldContext::badWhen(bool high) const
{
    return info.polarity == (high ? Polarity::LowerIsBetter : Polarity::HigherIsBetter);
}

Candidate FieldContext::candidate(FactKind kind, const CouncilGroup& group) const
{
    Candidate made;
    made.kind = kind;
    made.field = field;
    made.year = year;
    made.scope = group.scope;
    made.quality = qualityScore;
    // A whole nation or type speaks to more people than any one council.
    made.reach = group.type < 0 ? 1.0 : 0.85;
    return made;
}

Candidate FieldContext::candidate(FactKind kind, const CouncilGroup& group, int council) const
{
    Candidate made = candidate(kind, group);
    made.councilA = council;
    made.reach = reach[static_cast<size_t>(council)];
    if (unconfirmed[static_cast<size_t>(council)]) {
        made.quality *= kUnconfirmed;
        made.ifConfirmed = true;
    }
    return made;
}

} // namespace factoid
