// ratio: two councils of one type, one with a round multiple of the other, per head where the field
// has heads, else in all. At least 5 councils above zero. Pairs are picked for roundness, not for size,
// so only those told count as tests. Null: two councils drawn from the type's log-normal; the logarithm
// of their ratio ÷ √2 deviations is Student's t.
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr std::array kMultiples = {2.0, 3.0, 4.0, 5.0, 10.0};
constexpr double kTolerance = 0.025; // WORDS: within 2.5 percent of the true ratio
constexpr double kAlike = 4.0 / 3;   // populations that differ by at most a third
constexpr size_t kMostPerType = 40;

bool isRound(double ratio) {
    return std::ranges::any_of(kMultiples, [ratio](double multiple) {
        return std::abs(multiple - ratio) <= kTolerance * ratio;
    });
}

// How alike two councils are for a reader: the same region, a similar number of people.
double likeness(const FieldContext& context, const Block* heads, int a, int b) {
    const auto& councils = context.panel.councils();
    const auto& first = councils[static_cast<size_t>(a)];
    const auto& second = councils[static_cast<size_t>(b)];
    double alike = !first.region.isEmpty() && first.region == second.region ? 1.0 : 0.75;
    const std::int64_t one = heads ? heads->units[static_cast<size_t>(a)] : Block::kMissing;
    const std::int64_t two = heads ? heads->units[static_cast<size_t>(b)] : Block::kMissing;
    if (one <= 0 || two <= 0)
        return alike * 0.8;
    const double ratio =
        static_cast<double>(std::max(one, two)) / static_cast<double>(std::min(one, two));
    return ratio <= kAlike ? alike : alike * 0.3;
}

} // namespace

namespace {

void detectIn(const FieldContext& context, const CouncilGroup& group,
              const std::vector<Ranked>& ranking, Measure measure, Findings& findings) {
    constexpr size_t kFewest = 5;
    const Block* heads = context.panel.block(context.heads, context.year);
    std::vector<Ranked> positive;
    for (const Ranked& ranked : ranking) {
        if (ranked.units > 0 && context.activeNow(ranked.council))
            positive.push_back(ranked);
    }
    if (positive.size() < kFewest)
        return;
    const auto shape = statistics::robust(scaled(positive).values);
    std::vector<Candidate> found;
    for (size_t i = 0; i < positive.size(); ++i) {
        for (size_t j = i + 1; j < positive.size(); ++j) {
            const double ratio =
                static_cast<double>(positive[i].units) / static_cast<double>(positive[j].units);
            if (ratio > kMultiples.back() * (1 + 2 * kTolerance))
                break;
            if (!isRound(ratio))
                continue;
            const int a = positive[i].council;
            const int b = positive[j].council;
            Candidate pair = context.candidate(FactKind::Ratio, group, a);
            pair.councilB = b;
            pair.measure = measure;
            pair.reach = std::min(context.reach[static_cast<size_t>(a)],
                                  context.reach[static_cast<size_t>(b)]);
            pair.effect = ratioEffect(ratio) * likeness(context, heads, a, b);
            pair.size = {"ratio", ratio, ratio, ratio};
            pair.n = static_cast<int>(positive.size());
            pair.test = "two draws from the type";
            found.push_back(std::move(pair));
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater(),
                             [](const Candidate& c) { return c.effect * c.reach; });
    if (!context.ground.thorough && found.size() > kMostPerType)
        found.resize(kMostPerType);
    findings.tests += static_cast<std::int64_t>(found.size());
    for (Candidate& pair : found) {
        const double apart = std::log(pair.size.value) / (std::sqrt(2.0) * shape.deviation);
        pair.p = shape.deviation > 0
                     ? statistics::studentTwoSided(apart, shape.degreesOfFreedom())
                     : 1;
        findings.add(std::move(pair));
    }
}

} // namespace

void detectRatios(const FieldContext& context, Findings& findings) {
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        detectIn(context, group, group.byValue, Measure::Value, findings);
        if (context.heads >= 0)
            detectIn(context, group, group.byHead, Measure::PerHead, findings);
    }
}

} // namespace factoid
