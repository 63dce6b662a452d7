// yoy_change and long_change of single councils. Null: the council changed as the others of its
// type did, whose logarithms of change are normal about their median (robust z). Where the base is
// not positive there is no ratio; the change in money is then measured against the type's own size.
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewest = 10;
constexpr double kLeastZ = 3;
constexpr double kLeastChange = 0.1; // as a logarithm: about ten percent
constexpr double kMaterial = 0.1;    // of the type's typical amount: smaller bases make wild ratios
constexpr double kMostRatio = 25;    // beyond it, a slip of units or a new service
constexpr std::array kSpans = {4, 5, 10};
constexpr int kShortestLong = 4;

struct Change {
    int council = -1;
    std::int64_t now = 0;
    std::int64_t before = 0;
    double size = 0; // logarithm of the ratio, or the difference in typical amounts
};

double typicalAmount(const FieldContext& context, const CouncilGroup& group, size_t runIndex) {
    std::vector<double> sizes;
    for (const int council : group.councils) {
        if (const std::int64_t units = context.units(runIndex, council);
            units != Block::kMissing && units != 0)
            sizes.push_back(std::abs(static_cast<double>(units)));
    }
    return statistics::median(std::move(sizes));
}

bool ratioMakesSense(const FieldContext& context, const Change& change) {
    if (change.now > 0 && change.before > 0)
        return true;
    return context.traits.income && change.now < 0 && change.before < 0;
}

Candidate changeCandidate(const FieldContext& context, const CouncilGroup& group, FactKind kind,
                          const Change& change, size_t before) {
    Candidate found = context.candidate(kind, group, change.council);
    found.earlier = context.run[before];
    found.direction = change.now > change.before ? Direction::Rise : Direction::Fall;
    found.badExample = context.badWhen(change.now > change.before);
    return found;
}

// Changes that are ratios: everything of one sign and of some size.
void detectRatios(const FieldContext& context, const CouncilGroup& group, FactKind kind,
                  size_t before, Findings& findings) {
    const int years = static_cast<int>(context.run.size() - 1 - before);
    const double typical = typicalAmount(context, group, before);
    std::vector<Change> changes;
    std::vector<double> sizes;
    for (const int council : group.councils) {
        if (context.unbroken[static_cast<size_t>(council)] <= years)
            continue;
        Change change{council, context.now(council), context.units(before, council), 0};
        const double least =
            std::min(std::abs(double(change.now)), std::abs(double(change.before)));
        if (!ratioMakesSense(context, change) || least < kMaterial * typical)
            continue;
        change.size =
            std::log(static_cast<double>(change.now) / static_cast<double>(change.before));
        changes.push_back(change);
        sizes.push_back(change.size);
    }
    if (changes.size() < kFewest)
        return;
    const auto shape = statistics::robust(sizes);
    findings.tests += static_cast<std::int64_t>(changes.size());
    for (const Change& change : changes) {
        const double z = shape.z(change.size);
        const double ratio = std::exp(std::abs(change.size));
        if (std::abs(z) < kLeastZ || std::abs(change.size) < kLeastChange || ratio > kMostRatio)
            continue;
        // A year-on-year percentage needs a base above zero; income's years are told as a
        // difference.
        Candidate found = changeCandidate(context, group, kind, change, before);
        found.p = statistics::robustTwoSided(z, shape.n);
        // Far from the others, and far from where it was.
        found.effect = std::sqrt(ratioEffect(ratio) *
                                 ratioEffect(std::exp(std::abs(change.size - shape.centre))));
        found.n = shape.n;
        found.test = "robust z of change among the type";
        findings.add(std::move(found));
    }
}

// Year on year through zero or below: a difference.
void detectDifferences(const FieldContext& context, const CouncilGroup& group, size_t before,
                       Findings& findings) {
    constexpr double kLeastDifference = 0.5; // of the type's typical amount
    const double typical = typicalAmount(context, group, before);
    if (!(typical > 0))
        return;
    std::vector<Change> changes;
    std::vector<double> sizes;
    for (const int council : group.councils) {
        if (context.unbroken[static_cast<size_t>(council)] <= 1)
            continue;
        Change change{council, context.now(council), context.units(before, council), 0};
        // A figure that is exactly 0 may be a question left open.
        if (change.now == 0 || change.before == 0)
            continue;
        change.size =
            (static_cast<double>(change.now) - static_cast<double>(change.before)) / typical;
        changes.push_back(change);
        sizes.push_back(change.size);
    }
    if (changes.size() < kFewest)
        return;
    const auto shape = statistics::robust(sizes);
    for (const Change& change : changes) {
        if (ratioMakesSense(context, change))
            continue; // tested as a ratio
        ++findings.tests;
        const double z = shape.z(change.size);
        if (std::abs(z) < kLeastZ || std::abs(change.size) < kLeastDifference)
            continue;
        Candidate found = changeCandidate(context, group, FactKind::YoyChange, change, before);
        found.p = statistics::robustTwoSided(z, shape.n);
        found.effect = distanceEffect(change.size);
        found.n = shape.n;
        found.test = "robust z of change among the type";
        findings.add(std::move(found));
    }
}

} // namespace

void detectChanges(const FieldContext& context, Findings& findings) {
    const int longest = static_cast<int>(context.run.size()) - 1;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        if (longest >= 1) {
            detectRatios(context, group, FactKind::YoyChange, context.back(1), findings);
            detectDifferences(context, group, context.back(1), findings);
        }
        for (const int years : kSpans) {
            if (years <= longest)
                detectRatios(context, group, FactKind::LongChange, context.back(years), findings);
        }
        if (longest >= kShortestLong && std::ranges::find(kSpans, longest) == kSpans.end())
            detectRatios(context, group, FactKind::LongChange, context.back(longest), findings);
    }
}

} // namespace factoid
