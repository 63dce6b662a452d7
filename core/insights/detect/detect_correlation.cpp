// correlation of two fields over the councils of one type, per head (or of two rates): Spearman's
// rho (1904) of at least 0.7 either way; at least 20 councils. Size explains none of it: the partial
// correlation with population taken out must keep the sign and two thirds of the strength. Null: no
// association beside size; t = r √((n−3)/(1−r²)) of the partial r. Fields of which one is part of the
// other, or that are two parts of one whole, would correlate by arithmetic and are left out.
#include "core/insights/detect/correlation_side.h"
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

bool related(const CorrelationSide& a, const CorrelationSide& b, const MiningContext& ground)
{
    const auto slugOf = [&](const CorrelationSide& side) {
        return ground.panel.fields()[static_cast<size_t>(side.field)].slug;
    };
    const QString one = ground.traits.value(slugOf(a)).partOf;
    const QString two = ground.traits.value(slugOf(b)).partOf;
    return one == slugOf(b) || two == slugOf(a) || (!one.isEmpty() && one == two);
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

} // namespace

CorrelationSide correlationSideOf(const FieldContext& context)
{
    CorrelationSide side{.field = context.field,
                         .year = context.year,
                         .rate = context.rate,
                         .leapt = context.leapt,
                         .heads = context.heads,
                         .people = context.people,
                         .quality = context.qualityScore};
    if (!context.traits.compared)
        return side;
    const std::vector<DoubtedCouncils> doubted = doubtedByType(context);
    for (size_t i = 0; i < context.types.size(); ++i) {
        const CouncilGroup& group = context.types[i];
        if (!group.usable)
            continue;
        side.groups.push_back({.type = group.type,
                               .scope = group.scope,
                               .reach = context.candidate(FactKind::Correlation, group).reach,
                               .doubtedAmounts = doubted[i].amounts,
                               .doubtedPerHead = doubted[i].perHead,
                               .ranking = context.rate ? group.byValue : group.byHead});
    }
    return side;
}

void detectCorrelation(const FieldContext& a, const FieldContext& b, Findings& findings)
{
    detectCorrelation(correlationSideOf(a), correlationSideOf(b), a.ground, findings);
}

void detectCorrelation(const CorrelationSide& a, const CorrelationSide& b, const MiningContext& ground,
                       Findings& findings)
{
    const bool perHead = !a.rate && !b.rate && a.heads >= 0 && b.heads >= 0;
    if (a.year != b.year || related(a, b, ground) || (!perHead && !(a.rate && b.rate)))
        return;
    const Panel& panel = ground.panel;
    std::vector<std::int64_t> other(panel.councils().size());
    for (const CorrelationSide::Group& group : a.groups) {
        const auto same = std::ranges::find(b.groups, group.type, &CorrelationSide::Group::type);
        if (same == b.groups.end())
            continue;
        std::ranges::fill(other, Block::kMissing);
        for (const Ranked& ranked : same->ranking)
            other[static_cast<size_t>(ranked.council)] = ranked.units;
        const Block* people = panel.block(a.heads >= 0 ? a.heads : a.people, a.year);
        std::vector<std::int64_t> xs, ys, xsOfSized, ysOfSized, sizes;
        for (const Ranked& ranked : group.ranking) {
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
        if (isMuchInDoubt(perHead ? group.doubtedPerHead : group.doubtedAmounts, n) ||
            isMuchInDoubt(perHead ? same->doubtedPerHead : same->doubtedAmounts, n))
            continue;
        Candidate found;
        found.kind = FactKind::Correlation;
        found.field = a.field;
        found.year = a.year;
        found.scope = group.scope;
        found.reach = group.reach;
        found.ifConfirmed = a.leapt || b.leapt;
        found.field2 = b.field;
        found.measure = perHead ? Measure::PerHead : Measure::Value;
        found.quality = std::min(a.quality, b.quality);
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
