// ratio: two councils of one type, one with a round multiple of the other, per head where the field
// has heads, else in all. At least 5 councils above zero. Null: the two are councils of the type's
// log-normal, whose logarithms differ by √2 deviations (Student's t), times the number of pairs that the type
// has (Bonferroni): some two of many councils always differ so much, and a pair is remarkable only among
// all such pairs.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace factoid {

namespace {

constexpr std::array kMultiples = {2.0, 3.0, 4.0, 5.0, 10.0};
constexpr double kTolerance = 0.025; // WORDS: within 2.5 percent of the true ratio
constexpr double kAlike = 4.0 / 3;   // populations that differ by at most a third
constexpr size_t kMostPerType = 40;
constexpr size_t kMostApart = 10; // more, whatever their worth

bool isRound(double ratio)
{
    return std::ranges::any_of(kMultiples,
                               [ratio](double multiple) { return std::abs(multiple - ratio) <= kTolerance * ratio; });
}

// How alike two councils are for a reader: of one region, of a similar number of people, and neither of
// them far out itself (a multiple of what is odd is told as odd, by `outlier`).
constexpr double kElsewhere = 0.5;
constexpr double kOtherSize = 0.03;
constexpr double kOddPart = 0.3;
constexpr double kOdd = 2.5; // robust spreads
// Two that few readers know are seldom worth setting against each other.
constexpr double kWellKnown = 0.7; // reach
// And it held the year before: else it is an accident of one year.
constexpr double kAccident = 0.1;
constexpr double kHeld = 0.2231; // logarithm of 1.25

// Small, because a type has thousands of pairs.
struct Pair {
    size_t a = 0; // places in the ranking
    size_t b = 0;
    double ratio = 1;
    double effect = 0;
    double reach = 0;
};

class PairFinder
{
  public:
    PairFinder(const FieldContext& context, std::vector<Ranked> positive)
        : m_context(context)
        , m_positive(std::move(positive))
        , m_heads(context.panel.block(context.heads, context.year))
    {
        const std::vector<double> logs = scaled(m_positive).values;
        m_shape = statistics::robust(logs);
        for (const double value : logs)
            m_odd.push_back(std::abs(m_shape.z(value)) > kOdd);
    }
    [[nodiscard]] const statistics::Robust& shape() const { return m_shape; }
    [[nodiscard]] int council(size_t place) const { return m_positive[place].council; }

    // The `most` best pairs with a round multiple, best first, and those of the rest that differ most.
    [[nodiscard]] std::vector<Pair> pairs(size_t most) const
    {
        std::vector<Pair> found;
        for (size_t i = 0; i < m_positive.size(); ++i) {
            const auto high = static_cast<double>(m_positive[i].units);
            for (size_t j = i + 1; j < m_positive.size(); ++j) {
                const double ratio = high / static_cast<double>(m_positive[j].units);
                if (ratio > kMultiples.back() * (1 + 2 * kTolerance))
                    break;
                if (!isRound(ratio))
                    continue;
                const double reach = std::min(m_context.reach[static_cast<size_t>(council(i))],
                                              m_context.reach[static_cast<size_t>(council(j))]);
                const double known = std::min(1.0, reach / kWellKnown);
                found.push_back({i, j, ratio, ratioEffect(ratio) * likeness(i, j) * known * known, reach});
            }
        }
        std::ranges::stable_sort(found, std::ranges::greater(),
                                 [](const Pair& pair) { return pair.effect * pair.reach; });
        if (found.size() > most) {
            const auto rest = found.begin() + static_cast<std::ptrdiff_t>(most);
            std::stable_sort(rest, found.end(), [](const Pair& a, const Pair& b) { return a.ratio > b.ratio; });
            found.resize(std::min(found.size(), most + kMostApart));
        }
        return found;
    }

  private:
    [[nodiscard]] double likeness(size_t a, size_t b) const
    {
        const auto first = static_cast<size_t>(council(a));
        const auto second = static_cast<size_t>(council(b));
        const auto& regions = m_context.panel.regions().of;
        double alike = regions[first] >= 0 && regions[first] == regions[second] ? 1 : kElsewhere;
        if (m_odd[a] || m_odd[b])
            alike *= kOddPart;
        if (!heldBefore(council(a), council(b)))
            alike *= kAccident;
        return isOfOneSize(first, second) ? alike : alike * kOtherSize;
    }

    // Where the field has heads and they are not known of both, they may be of any size.
    [[nodiscard]] bool isOfOneSize(size_t first, size_t second) const
    {
        if (!m_heads)
            return true;
        const std::int64_t one = m_heads->units[first];
        const std::int64_t two = m_heads->units[second];
        return one > 0 && two > 0 && double(std::max(one, two)) <= kAlike * double(std::min(one, two));
    }

    [[nodiscard]] bool heldBefore(int a, int b) const
    {
        if (m_context.run.size() < 2)
            return true;
        const size_t before = m_context.back(1);
        const std::int64_t one = m_context.units(before, a);
        const std::int64_t two = m_context.units(before, b);
        if (one == Block::kMissing || two == Block::kMissing)
            return true;
        const double now = double(m_context.now(a)) / double(m_context.now(b));
        const double then = two != 0 ? double(one) / double(two) : 0;
        return then > 0 && std::abs(std::log(now / then)) <= kHeld;
    }

    const FieldContext& m_context;
    const std::vector<Ranked> m_positive; // highest first
    const Block* m_heads;
    statistics::Robust m_shape;
    std::vector<char> m_odd; // parallel to m_positive
};

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
    const PairFinder finder(context, std::move(positive));
    const auto& shape = finder.shape();
    const double all = 0.5 * n * (n - 1);
    const size_t most = context.ground.thorough ? std::numeric_limits<size_t>::max() : kMostPerType;
    const std::vector<Pair> pairs = finder.pairs(most);
    findings.tested(FactKind::Ratio, static_cast<std::int64_t>(pairs.size()));
    for (const Pair& pair : pairs) {
        Candidate found = context.candidate(FactKind::Ratio, group, finder.council(pair.a));
        found.councilB = finder.council(pair.b);
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
