// correlation of two fields over the councils of one type, per head (or of two rates): Spearman's
// rho of at least 0.6 either way. Null: no association; t = rho √((n−2)/(1−rho²)). Fields of which
// one is part of the other, or that are two parts of one whole, would correlate by arithmetic and
// are left out.
#include "core/insights/detector.h"
#include "core/insights/spearman.h"
#include "core/insights/statistics.h"

#include <cmath>

namespace factoid {

namespace {

constexpr size_t kFewest = 20;
constexpr double kLeastRho = 0.6;
constexpr double kMostRho = 0.97; // nearer to 1 they are one thing under two names

bool related(const FieldContext& a, const FieldContext& b) {
    return a.traits.partOf == b.info.slug || b.traits.partOf == a.info.slug ||
           (!a.traits.partOf.isEmpty() && a.traits.partOf == b.traits.partOf);
}

const std::vector<Ranked>& ranking(const FieldContext& context, const CouncilGroup& group) {
    return context.rate ? group.byValue : group.byHead;
}

} // namespace

void detectCorrelation(const FieldContext& a, const FieldContext& b, Findings& findings) {
    const bool perHead = !a.rate && !b.rate && a.heads >= 0 && b.heads >= 0;
    if (a.year != b.year || related(a, b) || (!perHead && !(a.rate && b.rate)))
        return;
    std::vector<std::int64_t> other(a.panel.councils().size());
    for (const CouncilGroup& group : a.types) {
        const auto same = std::ranges::find(b.types, group.type, &CouncilGroup::type);
        if (same == b.types.end() || !group.usable || !same->usable)
            continue;
        std::ranges::fill(other, Block::kMissing);
        for (const Ranked& ranked : ranking(b, *same))
            other[static_cast<size_t>(ranked.council)] = ranked.units;
        std::vector<std::int64_t> xs, ys;
        for (const Ranked& ranked : ranking(a, group)) {
            const std::int64_t second = other[static_cast<size_t>(ranked.council)];
            if (second == Block::kMissing)
                continue;
            xs.push_back(ranked.units);
            ys.push_back(second);
        }
        if (xs.size() < kFewest)
            continue;
        ++findings.tests;
        const auto rho = spearman(xs, ys);
        const double size = rho ? std::abs(rho->toDouble()) : 0;
        if (size < kLeastRho || size > kMostRho)
            continue;
        const auto n = static_cast<int>(xs.size());
        Candidate found = a.candidate(FactKind::Correlation, group);
        found.field2 = b.field;
        found.measure = perHead ? Measure::PerHead : Measure::Value;
        found.quality = std::min(a.qualityScore, b.qualityScore);
        found.p = statistics::studentTwoSided(size * std::sqrt((n - 2) / (1 - size * size)), n - 2);
        found.effect = size * size * 0.6;
        found.n = n;
        found.test = "Spearman rank correlation";
        findings.add(std::move(found));
    }
}

} // namespace factoid
