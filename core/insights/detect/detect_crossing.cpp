// crossing: one council passes another of its type and region that had stood above it in every one of
// at least 5 earlier years. At least 10 councils of the type; the two of similar size. Null: both moved
// as their type did since the oldest of those years (moves.cpp); the difference of their logarithms of
// change ÷ √2 deviations is Student's t. Every pair looked at is a test.
#include "core/base/median.h"
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLeastYears = 5;
constexpr int kMostYears = 10;
constexpr int kFewest = 10;
constexpr double kWeight = 0.5;      // of two that nobody had set against each other
constexpr double kOwnPart = 0.4;     // of the two moves apart
constexpr double kLeastApart = 0.05; // as a logarithm, at both ends

// Earlier years, newest first and without a gap, in which `a` stood strictly below `b`.
int yearsBelow(const FieldContext& context, int a, int b)
{
    const int known = std::min(context.unbroken[static_cast<size_t>(a)], context.unbroken[static_cast<size_t>(b)]);
    int years = 0;
    while (years + 1 < known && years < kMostYears) {
        const size_t at = context.back(years + 1);
        if (context.units(at, a) >= context.units(at, b))
            break;
        ++years;
    }
    return years;
}

// The typical size of a council's yearly steps, as a logarithm.
double wobble(const FieldContext& context, int council, int years)
{
    std::vector<double> steps;
    for (int back = 0; back < years; ++back) {
        const auto here = static_cast<double>(context.units(context.back(back), council));
        const auto before = static_cast<double>(context.units(context.back(back + 1), council));
        if (here * before > 0)
            steps.push_back(std::abs(std::log(here / before)));
    }
    return median(std::move(steps));
}

// Two whose figures always jump pass each other now and then: 1 when they stand apart by more than
// both usually move in a year and back.
double beyondWobble(const FieldContext& context, int a, int b, int years, double apart)
{
    const double usual = 2 * (wobble(context, a, years) + wobble(context, b, years));
    return usual > 0 ? std::min(1.0, apart / usual) : 1;
}

class CrossingFinder
{
  public:
    CrossingFinder(const FieldContext& context, const CouncilGroup& group, Findings& findings)
        : m_context(context)
        , m_group(group)
        , m_findings(findings)
    {
    }

    void find()
    {
        const auto& regions = m_context.panel.regions().of;
        std::map<int, std::vector<size_t>> members; // by region
        for (size_t i = 0; i < m_group.councils.size(); ++i)
            members[regions[static_cast<size_t>(m_group.councils[i])]].push_back(i);
        for (const auto& [region, places] : members) {
            const auto n = static_cast<std::int64_t>(places.size());
            m_findings.tested(FactKind::Crossing, n * (n - 1) / 2);
            passedIn(places);
        }
        std::ranges::sort(m_passed);
        for (const auto& [i, j] : m_passed) {
            const bool above = m_context.now(m_group.councils[i]) > m_context.now(m_group.councils[j]);
            look(above ? i : j, above ? j : i);
        }
    }

  private:
    // Pairs of which one stands above the other now and stood below it the year before: few of all, so they are found
    // by going up the amounts of now, with those of the year before in order.
    void passedIn(const std::vector<size_t>& places)
    {
        struct Member {
            std::int64_t now = 0;
            std::int64_t before = 0;
            size_t place = 0;
        };
        std::vector<Member> members;
        for (const size_t place : places) {
            const int council = m_group.councils[place];
            if (m_context.now(council) > 0 && m_context.unbroken[static_cast<size_t>(council)] > kLeastYears)
                members.push_back({m_context.now(council), m_context.units(m_context.back(1), council), place});
        }
        std::ranges::sort(members, {}, &Member::now);
        std::vector<Member> below; // by the year before
        for (size_t first = 0, past = 0; first < members.size(); first = past) {
            for (; past < members.size() && members[past].now == members[first].now; ++past) {
                const Member& one = members[past];
                for (auto other = std::ranges::upper_bound(below, one.before, {}, &Member::before);
                     other != below.end(); ++other)
                    m_passed.emplace_back(std::min(one.place, other->place), std::max(one.place, other->place));
            }
            for (size_t i = first; i < past; ++i)
                below.insert(std::ranges::upper_bound(below, members[i].before, {}, &Member::before), members[i]);
        }
    }

    // Whether the member `i` passed `j`, which it is above now.
    void look(size_t i, size_t j)
    {
        const int a = m_group.councils[i];
        const int b = m_group.councils[j];
        const int years = yearsBelow(m_context, a, b);
        if (years < kLeastYears || m_context.units(m_context.back(years), a) <= 0)
            return;
        const PeerChanges& over = movesOver(years);
        if (over.shape.n < kFewest || std::isnan(over.ofMember[i]) || std::isnan(over.ofMember[j]))
            return;
        const size_t oldest = m_context.back(years);
        const double now = std::log(double(m_context.now(a)) / double(m_context.now(b)));
        const double before = std::log(double(m_context.units(oldest, b)) / double(m_context.units(oldest, a)));
        if (now < kLeastApart || before < kLeastApart || !(over.shape.deviation > 0))
            return;
        // It passed because it rose, not because the other fell out of sight.
        if (over.ofMember[i] < kOwnPart * (over.ofMember[i] - over.ofMember[j]))
            return;
        Candidate found = m_context.candidate(FactKind::Crossing, m_group, a);
        found.councilB = b;
        found.reach = std::min(found.reach, m_context.reach[static_cast<size_t>(b)]);
        if (m_context.unconfirmed[static_cast<size_t>(b)]) {
            found.quality *= FieldContext::kUnconfirmed;
            found.ifConfirmed = true;
        }
        found.earlier = m_context.run[oldest];
        found.direction = Direction::Rise;
        found.count = years;
        const double moved = (over.ofMember[i] - over.ofMember[j]) / (std::sqrt(2.0) * over.shape.deviation);
        found.p = statistics::studentTwoSided(moved, over.shape.degreesOfFreedom());
        found.effect = kWeight * std::sqrt(ratioEffect(std::exp(now)) * ratioEffect(std::exp(before))) *
                       beyondWobble(m_context, a, b, years, now) *
                       m_group.material(static_cast<double>(m_context.now(a)));
        found.size = {"ratio", std::exp(now), std::exp(now), std::exp(now)};
        found.n = over.shape.n;
        found.test = "t of the two moves apart, among the type";
        m_findings.add(std::move(found));
    }

    const PeerChanges& movesOver(int years)
    {
        const auto known = m_moves.find(years);
        if (known != m_moves.end())
            return known->second;
        return m_moves
            .emplace(years, peerChangesOf(m_context, m_group, m_context.run.size() - 1, m_context.back(years)))
            .first->second;
    }

    const FieldContext& m_context;
    const CouncilGroup& m_group;
    Findings& m_findings;
    std::map<int, PeerChanges> m_moves; // by how many years back
    std::vector<std::pair<size_t, size_t>> m_passed;
};

} // namespace

void detectCrossings(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    for (const CouncilGroup& group : context.types) {
        if (group.usable && static_cast<int>(group.councils.size()) >= kFewest)
            CrossingFinder(context, group, findings).find();
    }
}

} // namespace factoid
