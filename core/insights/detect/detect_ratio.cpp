// ratio: two councils of one type, one with a round multiple of the other, per head where the field
// has heads, else in all. At least 5 councils above zero. Null: the two are councils of the type's
// log-normal, whose logarithms differ by √2 deviations (Student's t), times the number of pairs that the type
// has (Bonferroni): some two of many councils always differ so much, and a pair is remarkable only among
// all such pairs.
#include "core/insights/detect/detector.h"
#include "core/insights/detect/pair_search.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr size_t kMostPerType = 40;
constexpr size_t kMostApart = 10; // more, whatever their worth
constexpr double kOdd = 2.5;      // robust spreads
// Fewer councils are all looked at faster than they are laid out to be searched.
constexpr size_t kFewToLookAt = 300;

PairSearch searchOf(const FieldContext& context, const std::vector<Ranked>& positive, const std::vector<double>& logs,
                    const statistics::Robust& shape)
{
    const bool followed = context.run.size() >= 2;
    const Block* heads = context.panel.block(context.heads, context.year);
    std::vector<PairSide> sides;
    sides.reserve(positive.size());
    for (size_t place = 0; place < positive.size(); ++place) {
        const int council = positive[place].council;
        const auto at = static_cast<size_t>(council);
        sides.push_back({.units = positive[place].units,
                         .reach = context.reach[at],
                         .region = context.panel.regions().of[at],
                         .odd = std::abs(shape.z(logs[place])) > kOdd,
                         .people = heads ? heads->units[at] : 0,
                         .now = context.now(council),
                         .before = followed ? context.units(context.back(1), council) : Block::kMissing});
    }
    return {std::move(sides), heads != nullptr, followed};
}

std::vector<RoundPair> pairsOf(const PairSearch& search, size_t councils, bool thorough)
{
    if (!thorough && councils > kFewToLookAt)
        return search.best(kMostPerType, kMostApart);
    std::vector<RoundPair> found = search.all();
    if (!thorough && found.size() > kMostPerType) {
        const auto rest = found.begin() + static_cast<std::ptrdiff_t>(kMostPerType);
        std::stable_sort(rest, found.end(), [](const RoundPair& a, const RoundPair& b) { return a.ratio > b.ratio; });
        found.resize(std::min(found.size(), kMostPerType + kMostApart));
    }
    return found;
}

void detectIn(const FieldContext& context, const CouncilGroup& group, const std::vector<Ranked>& ranking,
              Measure measure, Findings& findings)
{
    constexpr size_t kFewest = 5;
    std::vector<Ranked> positive;
    for (const Ranked& ranked : ranking) {
        const bool few = measure == Measure::PerHead && fewHeads(context, group, ranked.council);
        if (ranked.units > 0 && context.activeNow(ranked.council) && !few)
            positive.push_back(ranked);
    }
    const auto n = static_cast<int>(positive.size());
    if (positive.size() < kFewest)
        return;
    const std::vector<double> logs = scaled(positive).values;
    const statistics::Robust shape = statistics::robust(logs);
    const double all = 0.5 * n * (n - 1);
    const PairSearch search = searchOf(context, positive, logs, shape);
    const std::vector<RoundPair> pairs = pairsOf(search, positive.size(), context.ground.thorough);
    findings.tested(FactKind::Ratio, static_cast<std::int64_t>(pairs.size()));
    for (const RoundPair& pair : pairs) {
        Candidate found = context.candidate(FactKind::Ratio, group, positive[pair.a].council);
        found.councilB = positive[pair.b].council;
        found.measure = measure;
        found.reach = pair.reach;
        found.effect = pair.effect;
        found.size = {"ratio", pair.ratio, pair.ratio, pair.ratio};
        found.n = n;
        found.test = "two draws from the type, times its pairs";
        const double apart = std::log(pair.ratio) / (std::sqrt(2.0) * shape.deviation);
        found.p =
            shape.deviation > 0 ? std::min(1.0, all * statistics::studentTwoSided(apart, shape.degreesOfFreedom())) : 1;
        findings.add(std::move(found));
    }
}

} // namespace

void detectRatios(const FieldContext& context, Findings& findings)
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
