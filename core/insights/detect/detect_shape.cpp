// share (of one council in its scope), concentration (of the 5 or 10 highest), gini (how unequal the
// whole is, told as the mean difference of two councils) and mean_median (skew). At least 10 councils,
// 20 for the whole shape. A share says what there is and has no test. Null for the others: the amounts of each type are
// log-normal with its own mean and deviation; the log-odds (of the part of the highest and of Gini) and the logarithm
// (of mean ÷ median) are referred to their mean and deviation over 100 seeded draws (statistics::shapeNull). So what
// councils of unequal size always do is no finding; one that dwarfs the rest, or a group that splits in two, is. Gini:
// mean difference ÷ twice the mean (Gini 1912; with n − 1, Deltas 2003).
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr size_t kFewest = 10;
constexpr size_t kFewestShape = 20;
constexpr int kNamed = 3; // councils whose share is told
constexpr double kLeastShare = 0.05;
constexpr double kTimesEven = 3; // times the even share 1/n
constexpr std::array kTops = {5, 10};
constexpr int kFewestPerTop = 3; // of n per one of the k
constexpr double kLeastConcentration = 0.25;
constexpr double kLeastSkew = 1.5;
constexpr double kLeastGini = 0.5;
// In pounds it is mostly a matter of size.
constexpr double kGiniWeight = 0.6;
constexpr double kShareWeight = 0.5;

std::vector<statistics::Stratum> strataOf(const FieldContext& context, const CouncilGroup& group)
{
    std::map<int, std::vector<double>> logs;
    for (const Ranked& ranked : group.byValue) {
        if (ranked.units > 0)
            logs[context.panel.types().of[static_cast<size_t>(ranked.council)]].push_back(
                std::log(static_cast<double>(ranked.units)));
    }
    std::vector<statistics::Stratum> strata;
    for (const auto& [type, values] : logs) {
        const auto shape = statistics::robust(values);
        strata.push_back({shape.n, shape.mean, shape.deviation});
    }
    return strata;
}

struct Looked {
    const FieldContext& context;
    const CouncilGroup& group;
    statistics::Shape shape;
    double sum = 0;
    double middle = 0;
    bool whole = true; // gini and skew are looked at as well
    mutable std::optional<statistics::ShapeNull> drawn = {};
    [[nodiscard]] double n() const { return static_cast<double>(group.byValue.size()); }
    // Drawn only for what is worth a test.
    [[nodiscard]] const statistics::ShapeNull& null() const
    {
        if (!drawn)
            drawn = statistics::shapeNull(strataOf(context, group), whole);
        return *drawn;
    }
};

double part(double logOdds)
{
    return 1 / (1 + std::exp(-logOdds));
}

// Interval of a statistic by the deviation that the null gives it.
Size sized(const Looked& looked, const char* of, double statistics::Shape::*statistic, double (*back)(double))
{
    constexpr double kNormal95 = 1.96;
    const double value = looked.shape.*statistic;
    const double reach = kNormal95 * looked.null().deviation.*statistic;
    return {of, back(value), back(value - reach), back(value + reach)};
}

void detectShare(const Looked& looked, Findings& findings)
{
    const double n = looked.n();
    for (int i = 0; i < kNamed; ++i) {
        const Ranked& ranked = looked.group.byValue[static_cast<size_t>(i)];
        const double share = static_cast<double>(ranked.units) / looked.sum;
        if (share < std::max(kLeastShare, kTimesEven / n) || !looked.context.activeNow(ranked.council))
            continue;
        Candidate found = looked.context.candidate(FactKind::Share, looked.group, ranked.council);
        found.effect = kShareWeight * std::sqrt(share) * ratioEffect(share * n / kTimesEven + 1);
        found.size = {"share", share, share, share};
        found.n = static_cast<int>(n);
        found.badExample = looked.context.badWhen(true);
        findings.add(std::move(found));
    }
}

void detectConcentration(const Looked& looked, Findings& findings)
{
    const double n = looked.n();
    const auto& byValue = looked.group.byValue;
    for (const int k : kTops) {
        if (byValue.size() < static_cast<size_t>(kFewestPerTop * k))
            break;
        findings.tested(FactKind::Concentration);
        const auto statistic = k == kTops[0] ? &statistics::Shape::top5 : &statistics::Shape::top10;
        const double share = part(looked.shape.*statistic);
        // A tie at the edge would leave open who belongs to the k.
        const auto edge = static_cast<size_t>(k);
        if (share < kLeastConcentration || byValue[edge - 1].units == byValue[edge].units)
            continue;
        // Less than councils of unequal size show anyway: no news, but told to who asks for the field.
        const bool more = looked.shape.*statistic > looked.null().mean.*statistic;
        if (!more && !looked.context.ground.thorough)
            continue;
        Candidate found = looked.context.candidate(FactKind::Concentration, looked.group);
        found.count = k;
        found.p = more ? looked.null().twoSided(statistic, looked.shape.*statistic) : 1;
        found.effect = std::min(1.0, share * ratioEffect(share * n / k / 2));
        found.size = sized(looked, "share", statistic, part);
        found.n = static_cast<int>(n);
        found.test = "top-k share of log-normal amounts";
        findings.add(std::move(found));
    }
}

void detectGini(const Looked& looked, Findings& findings)
{
    findings.tested(FactKind::Gini);
    const double gini = part(looked.shape.gini);
    if (gini < kLeastGini)
        return;
    Candidate found = looked.context.candidate(FactKind::Gini, looked.group);
    found.p = looked.null().twoSided(&statistics::Shape::gini, looked.shape.gini);
    found.effect = kGiniWeight * gini;
    found.size = sized(looked, "gini", &statistics::Shape::gini, part);
    found.n = static_cast<int>(looked.n());
    found.test = "Gini of log-normal amounts";
    findings.add(std::move(found));
}

void detectSkew(const Looked& looked, Findings& findings)
{
    findings.tested(FactKind::MeanMedian);
    const double ratio = std::exp(looked.shape.meanRatio);
    if (!(looked.middle > 0) || (ratio < kLeastSkew && ratio > 1 / kLeastSkew))
        return;
    Candidate found = looked.context.candidate(FactKind::MeanMedian, looked.group);
    found.p = looked.null().twoSided(&statistics::Shape::meanRatio, looked.shape.meanRatio);
    found.effect = ratioEffect(ratio);
    found.size = sized(looked, "ratio", &statistics::Shape::meanRatio, [](double x) { return std::exp(x); });
    found.n = static_cast<int>(looked.n());
    found.test = "mean against median of log-normal amounts";
    findings.add(std::move(found));
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    const auto& byValue = group.byValue;
    if (byValue.size() < kFewest || byValue.back().units < 0 || byValue.front().units <= 0)
        return;
    std::vector<double> amounts;
    double sum = 0;
    for (const Ranked& ranked : byValue) {
        amounts.push_back(static_cast<double>(ranked.units));
        sum += amounts.back();
    }
    const double middle = amounts[amounts.size() / 2];
    const bool whole = byValue.size() >= kFewestShape && group.type >= 0;
    const Looked looked{context, group, statistics::shapeOf(std::move(amounts), whole), sum, middle, whole};
    if (group.complete) {
        detectShare(looked, findings);
        detectConcentration(looked, findings);
    }
    if (!whole)
        return;
    detectGini(looked, findings);
    detectSkew(looked, findings);
}

} // namespace

void detectShapes(const FieldContext& context, Findings& findings)
{
    if (context.rate || !context.traits.compared)
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
