// rank: a council at places 2 to 5 that stands clear of those behind it; at least 10 councils. Null:
// (log-)normal figures, of which those beyond the next place are draws from the tail beyond it
// (statistics::tailGapP). rank_change: places moved within the type over 5 or 10 years, a quarter of the
// places at least and 2.5 robust spreads more than the others'; at least 20 councils. It tells two places
// and has no test.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLastPlace = 5;
constexpr double kRankLikely = 0.05;
constexpr double kRankWeight = 0.3; // second is less to tell than first

void detectPlaces(const FieldContext& context, const CouncilGroup& group, const std::vector<Ranked>& ranked,
                  Measure measure, bool high, Findings& findings)
{
    const ScaledValues values = scaled(ranked);
    const auto shape = statistics::robust(values.values);
    for (int place = 2; place <= kLastPlace && place < static_cast<int>(ranked.size()); ++place) {
        const auto at = static_cast<size_t>(place) - 1;
        findings.tested(FactKind::Rank);
        if (high && ranked[at].units < 0 && !context.traits.income)
            return;
        const bool shared = ranked[at].units == ranked[at + 1].units || ranked[at].units == ranked[at - 1].units;
        const double p = statistics::tailGapP(shape, values.values, place);
        const int council = ranked[at].council;
        if (shared || p > kRankLikely || !context.activeNow(council) ||
            (measure == Measure::PerHead && fewHeads(context, group, council)))
            continue;
        Candidate found = context.candidate(FactKind::Rank, group, council);
        found.measure = measure;
        found.direction = high ? Direction::Highest : Direction::Lowest;
        found.p = p;
        found.effect = kRankWeight * distanceEffect(shape.z(values.values[at]) / 3) / std::sqrt(place - 1.0);
        found.n = static_cast<int>(ranked.size());
        found.size = sizeAgainst(shape, values.values[at], values.logarithms);
        found.test = "tail beyond the next place";
        found.badExample = context.badWhen(high);
        findings.add(std::move(found));
    }
}

// Place of each council among those listed, 1 highest, equal values sharing the best.
std::map<int, int> placesOf(std::vector<Ranked> ranked)
{
    std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) { return a.units > b.units; });
    std::map<int, int> places;
    int place = 0;
    for (size_t i = 0; i < ranked.size(); ++i) {
        if (i == 0 || ranked[i].units != ranked[i - 1].units)
            place = static_cast<int>(i) + 1;
        places.emplace(ranked[i].council, place);
    }
    return places;
}

std::vector<Ranked> rankedIn(const FieldContext& context, size_t runIndex, const std::vector<int>& who, Measure measure)
{
    std::vector<Ranked> ranked;
    const Block* heads = context.panel.block(context.heads, context.run[runIndex]);
    for (const int council : who) {
        const std::int64_t units = context.units(runIndex, council);
        if (units == Block::kMissing)
            continue;
        if (measure == Measure::Value) {
            ranked.push_back({units, council});
            continue;
        }
        const std::int64_t people = heads ? heads->units[static_cast<size_t>(council)] : Block::kMissing;
        if (people == Block::kMissing || people <= 0)
            continue;
        if (const auto each = Decimal::fromUnits(units).dividedBy(Decimal::fromUnits(people)))
            ranked.push_back({each->units(), council});
    }
    return ranked;
}

void detectRankChange(const FieldContext& context, const CouncilGroup& group, int years, Findings& findings)
{
    constexpr int kFewest = 20;
    constexpr double kLeastMove = 0.25; // of the places there are
    constexpr double kSameField = 0.1;  // how far the numbers ranked may differ
    constexpr double kLeastZ = 2.5;
    const Measure measure = context.rate ? Measure::Value : Measure::PerHead;
    const size_t before = context.back(years);
    const std::vector<int> who = members(context.panel, group.scope);
    const auto now = placesOf(rankedIn(context, context.run.size() - 1, who, measure));
    const auto then = placesOf(rankedIn(context, before, who, measure));
    const auto n = static_cast<double>(now.size());
    if (now.size() < kFewest || std::abs(static_cast<double>(then.size()) - n) > kSameField * n)
        return;
    std::vector<double> moves;
    for (const auto& [council, place] : now) {
        if (const auto found = then.find(council); found != then.end())
            moves.push_back(place - found->second);
    }
    const auto shape = statistics::robust(moves);
    for (const auto& [council, place] : now) {
        const auto found = then.find(council);
        if (found == then.end() || context.unbroken[static_cast<size_t>(council)] <= years ||
            (measure == Measure::PerHead && fewHeads(context, group, council)))
            continue;
        const double move = place - found->second;
        const double z = shape.z(move);
        if (std::abs(move) < kLeastMove * n || (shape.spread > 0 && std::abs(z) < kLeastZ))
            continue;
        Candidate made = context.candidate(FactKind::RankChange, group, council);
        made.measure = measure;
        made.direction = Direction::Highest;
        made.earlier = context.run[before];
        made.effect = std::min(1.0, std::abs(move) / n);
        made.n = shape.n;
        made.size = {"places", move, move, move};
        made.badExample = context.badWhen(move < 0);
        findings.add(std::move(made));
    }
}

} // namespace

void detectRanks(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    constexpr int kFewest = 10;
    for (const CouncilGroup& group : context.types) {
        const std::vector<Ranked>& ranked = context.rate ? group.byValue : group.byHead;
        if (!group.usable || ranked.size() < kFewest)
            continue;
        const Measure measure = context.rate ? Measure::Value : Measure::PerHead;
        detectPlaces(context, group, ranked, measure, true, findings);
        if (context.rate)
            detectPlaces(context, group, {ranked.rbegin(), ranked.rend()}, measure, false, findings);
        for (const int years : {5, 10}) {
            if (years < static_cast<int>(context.run.size()))
                detectRankChange(context, group, years, findings);
        }
    }
}

} // namespace factoid
