// correlation of two fields over the councils of one type, per head (or of two rates): Spearman's
// rho (1904) of at least 0.7 either way; at least 20 councils. Size explains none of it: the partial
// correlation with population taken out must keep the sign and two thirds of the strength. Null: no
// association beside size; t = r √((n−3)/(1−r²)) of the partial r. Fields of which one is part of the
// other, or that are two parts of one whole, would correlate by arithmetic and are left out.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/spearman.h"
#include "core/insights/statistics/statistics.h"

#include <cmath>

namespace factoid {

namespace {

constexpr size_t kFewest = 20;
constexpr double kLeastRho = 0.7;
constexpr double kKept = 2.0 / 3; // of rho, once size is taken out
constexpr double kWeight = 0.05;  // who has more of one has more of the other: seldom news
constexpr double kMostRho = 0.97; // nearer to 1 they are one thing under two names

bool related(const FieldContext& a, const FieldContext& b)
{
    return a.traits.partOf == b.info.slug || b.traits.partOf == a.info.slug ||
           (!a.traits.partOf.isEmpty() && a.traits.partOf == b.traits.partOf);
}

// Spearman's rho with the rank of the population taken out; nullopt when that is not known for enough.
std::optional<double> withoutSize(const std::vector<std::int64_t>& xs, const std::vector<std::int64_t>& ys,
                                  const std::vector<std::int64_t>& sizes)
{
    if (xs.size() < kFewest)
        return std::nullopt;
    const auto xy = spearman(xs, ys);
    const auto xs2 = spearman(xs, sizes);
    const auto ys2 = spearman(ys, sizes);
    if (!xy || !xs2 || !ys2)
        return std::nullopt;
    return statistics::partialCorrelation(xy->toDouble(), xs2->toDouble(), ys2->toDouble());
}

const std::vector<Ranked>& ranking(const FieldContext& context, const CouncilGroup& group)
{
    return context.rate ? group.byValue : group.byHead;
}

} // namespace

void detectCorrelation(const FieldContext& a, const FieldContext& b, Findings& findings)
{
    const bool perHead = !a.rate && !b.rate && a.heads >= 0 && b.heads >= 0;
    if (!a.traits.compared || !b.traits.compared || a.year != b.year || related(a, b) ||
        (!perHead && !(a.rate && b.rate)))
        return;
    std::vector<std::int64_t> other(a.panel.councils().size());
    for (const CouncilGroup& group : a.types) {
        const auto same = std::ranges::find(b.types, group.type, &CouncilGroup::type);
        if (same == b.types.end() || !group.usable || !same->usable)
            continue;
        std::ranges::fill(other, Block::kMissing);
        for (const Ranked& ranked : ranking(b, *same))
            other[static_cast<size_t>(ranked.council)] = ranked.units;
        const Block* people = a.panel.block(a.heads >= 0 ? a.heads : a.people, a.year);
        std::vector<std::int64_t> xs, ys, xsOfSized, ysOfSized, sizes;
        for (const Ranked& ranked : ranking(a, group)) {
            const std::int64_t second = other[static_cast<size_t>(ranked.council)];
            if (second == Block::kMissing)
                continue;
            xs.push_back(ranked.units);
            ys.push_back(second);
            const std::int64_t size = people ? people->units[static_cast<size_t>(ranked.council)] : Block::kMissing;
            if (size == Block::kMissing)
                continue;
            xsOfSized.push_back(ranked.units);
            ysOfSized.push_back(second);
            sizes.push_back(size);
        }
        if (xs.size() < kFewest)
            continue;
        findings.tested(FactKind::Correlation);
        const auto rho = spearman(xs, ys);
        const double size = rho ? std::abs(rho->toDouble()) : 0;
        if (size < kLeastRho || size > kMostRho)
            continue;
        const auto n = static_cast<int>(xs.size());
        const auto partial = withoutSize(xsOfSized, ysOfSized, sizes);
        const double left = partial.value_or(rho->toDouble());
        if (left * rho->toDouble() <= 0 || std::abs(left) < kKept * size)
            continue;
        if (isMuchInDoubt(a, group.scope, perHead, n) || isMuchInDoubt(b, group.scope, perHead, n))
            continue;
        Candidate found = a.candidate(FactKind::Correlation, group);
        found.ifConfirmed = a.leapt || b.leapt;
        found.field2 = b.field;
        found.measure = perHead ? Measure::PerHead : Measure::Value;
        found.quality = std::min(a.qualityScore, b.qualityScore);
        found.p = statistics::studentTwoSided(left * std::sqrt((n - 3) / (1 - left * left)), n - 3);
        const auto interval = statistics::rankCorrelationInterval(rho->toDouble(), n);
        found.size = {"rho", rho->toDouble(), interval.low, interval.high};
        found.partial = partial;
        found.effect = size * size * kWeight;
        found.n = n;
        found.test = "Spearman rank correlation, partial on size";
        findings.add(std::move(found));
    }
}

} // namespace factoid
