// How far a figure in doubt reaches: what would be told otherwise if it were a slip. One council's slip is in
// the averages of its type, in the places of its peers, and in the counts past an amount; heads in doubt are in
// every figure per head. What a doubted figure could change is no fact; what only an unconfirmed one could
// (it jumped in the newest year, and may be right) waits for confirmation. One rule for each shape of claim:
// - a named council: its own figure, and its heads where it is told per head;
// - a place: another council's figure would stand on the other side of the named one's;
// - a sum, an average, a shape: doubted figures are more than a hundredth of it, or unconfirmed changes more
//   than a twentieth;
// - a count past an amount: a figure would stand on its other side;
// - a correlation, a median: more than a twentieth of the councils.
// Sums over years have rules of their own (detect_totals.cpp).
#include "core/insights/detect/context_parts.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr double kMostDoubted = 0.01;
constexpr double kMostWaiting = 0.05;
constexpr double kMostCouncils = 0.05;

enum class Reach { None, Waits, Out };

Reach worse(Reach a, Reach b)
{
    return a < b ? b : a;
}

// A council of which the amount or the heads are in doubt in the newest year.
struct Suspect {
    int council = -1;
    Reach amount = Reach::None;
    Reach heads = Reach::None;
    double units = 0;
    double likely = 0; // NaN: nobody knows
    double people = 0; // NaN: not known
    double likelyPeople = 0;
};

double asDouble(std::int64_t units)
{
    return units == Block::kMissing ? std::nan("") : static_cast<double>(units);
}

class DoubtReach
{
  public:
    explicit DoubtReach(const FieldContext& context)
        : m_context(context)
        , m_heads(context.panel.block(context.heads, context.year))
    {
        const auto found = context.ground.doubts.find(context.heads);
        if (found != context.ground.doubts.end())
            m_headDoubts = &found->second;
        m_places.assign(context.panel.councils().size(), -1);
        for (int council = 0; council < static_cast<int>(m_places.size()); ++council) {
            const Suspect suspect = suspectOf(council);
            if (suspect.amount == Reach::None && suspect.heads == Reach::None)
                continue;
            m_places[static_cast<size_t>(council)] = static_cast<int>(m_suspects.size());
            m_suspects.push_back(suspect);
        }
    }

    [[nodiscard]] bool isNeeded() const
    {
        return !m_suspects.empty() || m_context.leapt || m_context.traits.partOf.size() > 0;
    }

    [[nodiscard]] Reach of(const Candidate& candidate) const
    {
        Reach reach = worse(named(candidate, candidate.councilA), named(candidate, candidate.councilB));
        if (reach == Reach::Out)
            return reach;
        Reach around = aroundIt(candidate);
        // Who asks for one field is told what may be wrong, and that it may be.
        if (around == Reach::Out && m_context.ground.thorough)
            around = Reach::Waits;
        if (m_context.leapt && candidate.kind != FactKind::Missing)
            around = worse(around, Reach::Waits);
        return worse(reach, around);
    }

    // Of `n` councils of the scope.
    [[nodiscard]] Reach ofMany(const Scope& scope, bool perHead, double n) const
    {
        return doubtedIn(scope, perHead) > kMostCouncils * n ? Reach::Out : Reach::None;
    }

    [[nodiscard]] int doubtedIn(const Scope& scope, bool perHead) const
    {
        return static_cast<int>(std::ranges::count_if(m_suspects, [&](const Suspect& suspect) {
            return reachOf(suspect, perHead) == Reach::Out && isIn(suspect.council, scope);
        }));
    }

  private:
    [[nodiscard]] Suspect suspectOf(int council) const
    {
        const auto at = static_cast<size_t>(council);
        Suspect suspect{.council = council};
        const std::int64_t units = m_context.now(council);
        if (units == Block::kMissing)
            return suspect;
        if (m_context.doubtful.back()[at])
            suspect.amount = Reach::Out;
        else if (m_context.unconfirmed[at])
            suspect.amount = Reach::Waits;
        if (m_headDoubts && m_headDoubts->isDoubtful(m_context.year, council))
            suspect.heads = Reach::Out;
        else if (m_headDoubts && m_headDoubts->isUnconfirmed(m_context.year, council))
            suspect.heads = Reach::Waits;
        if (suspect.amount == Reach::None && suspect.heads == Reach::None)
            return suspect;
        suspect.units = static_cast<double>(units);
        suspect.likely = suspect.amount == Reach::None ? suspect.units
                                                       : asDouble(m_context.likely(m_context.run.size() - 1, council));
        suspect.people = m_heads ? asDouble(m_heads->units[at]) : std::nan("");
        suspect.likelyPeople = suspect.heads == Reach::None ? suspect.people : likelyPeople(council);
        return suspect;
    }

    [[nodiscard]] double likelyPeople(int council) const
    {
        constexpr int kFarthest = 5;
        for (int back = 1; back <= kFarthest; ++back) {
            const Year year = m_context.year.plus(-back);
            const Block* block = m_context.panel.block(m_context.heads, year);
            if (block && block->units[static_cast<size_t>(council)] != Block::kMissing &&
                !m_headDoubts->isDoubtful(year, council))
                return static_cast<double>(block->units[static_cast<size_t>(council)]);
        }
        return std::nan("");
    }

    [[nodiscard]] bool isIn(int council, const Scope& scope) const
    {
        const Council& of = m_context.panel.councils()[static_cast<size_t>(council)];
        return (scope.type.isEmpty() || scope.type == of.type) &&
               (scope.nation.isEmpty() || scope.nation == of.nation) &&
               (scope.region.isEmpty() || scope.region == of.region);
    }

    static Reach reachOf(const Suspect& suspect, bool perHead)
    {
        return perHead ? worse(suspect.amount, suspect.heads) : suspect.amount;
    }

    [[nodiscard]] Reach named(const Candidate& candidate, int council) const
    {
        const int place = council < 0 ? -1 : m_places[static_cast<size_t>(council)];
        return place < 0 ? Reach::None
                         : reachOf(m_suspects[static_cast<size_t>(place)], candidate.measure == Measure::PerHead);
    }

    [[nodiscard]] Reach aroundIt(const Candidate& candidate) const
    {
        switch (candidate.kind) {
        case FactKind::Highest:
        case FactKind::Lowest:
        case FactKind::HighestPerHead:
        case FactKind::LowestPerHead:
        case FactKind::Rank:
        case FactKind::Gap:
        case FactKind::RankChange:
            return places(candidate);
        case FactKind::Outlier:
            return candidate.measure == Measure::PerHead ? sums(candidate.scope, true)
                                                         : ofMany(candidate.scope, false, candidate.n);
        case FactKind::Share:
        case FactKind::Concentration:
        case FactKind::Gini:
        case FactKind::MeanMedian:
            return sums(candidate.scope, false);
        case FactKind::ThresholdCount:
            return counts(candidate);
        case FactKind::TypeComparison:
        case FactKind::NationComparison:
        case FactKind::RegionComparison:
            return worse(sums(groupScope(candidate, candidate.groupA), candidate.measure == Measure::PerHead),
                         sums(groupScope(candidate, candidate.groupB), candidate.measure == Measure::PerHead));
        case FactKind::PartOfWhole:
            return parts(candidate);
        default:
            return Reach::None;
        }
    }

    static Scope groupScope(const Candidate& candidate, const QString& name)
    {
        Scope scope = candidate.scope;
        (candidate.by == GroupBy::Type     ? scope.type
         : candidate.by == GroupBy::Nation ? scope.nation
                                           : scope.region) = name;
        return scope;
    }

    [[nodiscard]] Reach places(const Candidate& candidate) const
    {
        const bool perHead = candidate.measure == Measure::PerHead;
        const auto at = static_cast<size_t>(candidate.councilA);
        const double people = m_heads ? asDouble(m_heads->units[at]) : std::nan("");
        const double own = static_cast<double>(m_context.now(candidate.councilA)) / (perHead ? people : 1);
        Reach reach = Reach::None;
        for (const Suspect& suspect : m_suspects) {
            if (suspect.council == candidate.councilA || !isIn(suspect.council, candidate.scope))
                continue;
            const double stored = suspect.units / (perHead ? suspect.people : 1);
            const double likely = suspect.likely / (perHead ? suspect.likelyPeople : 1);
            if (std::isnan(stored) && perHead)
                continue; // takes no place
            const bool stands = !std::isnan(likely) && (stored > own) == (likely > own);
            if (!stands)
                reach = worse(reach, reachOf(suspect, perHead));
        }
        return reach;
    }

    [[nodiscard]] Reach counts(const Candidate& candidate) const
    {
        const auto bound = static_cast<double>(candidate.threshold ? candidate.threshold->units() : 0);
        const bool below = candidate.direction == Direction::Lowest;
        const auto isPast = [&](double units) { return below ? units < bound : units > bound; };
        Reach reach = Reach::None;
        for (const Suspect& suspect : m_suspects) {
            if (suspect.amount == Reach::None || !isIn(suspect.council, candidate.scope))
                continue;
            if (std::isnan(suspect.likely) || isPast(suspect.units) != isPast(suspect.likely))
                reach = worse(reach, suspect.amount);
        }
        return reach;
    }

    // Of a sum's parts; `divided`: also of the heads that it is divided by.
    [[nodiscard]] Reach sums(const Scope& scope, bool divided) const
    {
        double doubted = 0, waiting = 0, doubtedPeople = 0, waitingPeople = 0;
        bool any = false;
        for (const Suspect& suspect : m_suspects) {
            if (!isIn(suspect.council, scope))
                continue;
            const double size = std::max(std::abs(suspect.units), std::abs(suspect.likely));
            const double change = std::abs(suspect.units - suspect.likely);
            if (suspect.amount == Reach::Out)
                doubted += std::isnan(suspect.likely) ? std::numeric_limits<double>::infinity() : size;
            else if (suspect.amount == Reach::Waits)
                waiting += std::isnan(change) ? std::abs(suspect.units) : change;
            const double people = std::fmax(suspect.people, suspect.likelyPeople);
            if (suspect.heads == Reach::Out && !std::isnan(people))
                doubtedPeople += people;
            else if (suspect.heads == Reach::Waits && !std::isnan(people))
                waitingPeople += std::abs(suspect.people - suspect.likelyPeople);
            any = true;
        }
        if (!any)
            return Reach::None;
        double sum = 0, people = 0;
        for (size_t council = 0; council < m_context.block().units.size(); ++council) {
            const std::int64_t units = m_context.block().units[council];
            if (units == Block::kMissing || !isIn(static_cast<int>(council), scope))
                continue;
            if (!m_context.doubtful.back()[council])
                sum += std::abs(static_cast<double>(units));
            if (m_heads && m_heads->units[council] != Block::kMissing)
                people += static_cast<double>(m_heads->units[council]);
        }
        if (doubted > kMostDoubted * sum || (divided && doubtedPeople > kMostDoubted * people))
            return Reach::Out;
        return waiting > kMostWaiting * sum || (divided && waitingPeople > kMostWaiting * people) ? Reach::Waits
                                                                                                  : Reach::None;
    }

    // Both years' parts and wholes; `earlier` is in the run.
    [[nodiscard]] Reach parts(const Candidate& candidate) const
    {
        const Reach newest = sums(candidate.scope, false);
        const auto whole = m_context.ground.doubts.find(candidate.field2);
        const auto before = std::ranges::find(m_context.run, candidate.earlier) - m_context.run.begin();
        const auto i = static_cast<size_t>(before);
        double doubted = 0, sum = 0;
        Reach reach = newest;
        for (const Year year : {candidate.year, candidate.earlier}) {
            double wholeDoubted = 0, wholeSum = 0, waiting = 0;
            const Block* block = m_context.panel.block(candidate.field2, year);
            for (size_t council = 0; block && council < block->units.size(); ++council) {
                if (block->units[council] == Block::kMissing || !isIn(static_cast<int>(council), candidate.scope))
                    continue;
                const double size = std::abs(static_cast<double>(block->units[council]));
                const bool known = whole != m_context.ground.doubts.end();
                if (known && whole->second.isDoubtful(year, static_cast<int>(council)))
                    wholeDoubted += size;
                else
                    wholeSum += size;
                if (known && whole->second.isUnconfirmed(year, static_cast<int>(council)))
                    waiting += size;
            }
            if (wholeDoubted > kMostDoubted * wholeSum)
                return Reach::Out;
            if (waiting > kMostWaiting * wholeSum)
                reach = worse(reach, Reach::Waits);
        }
        for (int council = 0; council < static_cast<int>(m_context.panel.councils().size()); ++council) {
            const std::int64_t units = m_context.units(i, council);
            if (units == Block::kMissing || !isIn(council, candidate.scope))
                continue;
            const double size = std::abs(static_cast<double>(units));
            (m_context.doubtful[i][static_cast<size_t>(council)] ? doubted : sum) += size;
        }
        return doubted > kMostDoubted * sum ? Reach::Out : reach;
    }

    const FieldContext& m_context;
    const Block* m_heads;
    const SharedDoubts* m_headDoubts = nullptr;
    std::vector<Suspect> m_suspects;
    std::vector<int> m_places; // by council: in m_suspects; -1: none
};

void mark(Candidate& candidate)
{
    if (candidate.ifConfirmed)
        return;
    candidate.ifConfirmed = true;
    candidate.quality *= FieldContext::kUnconfirmed;
}

} // namespace

void keepDoubtsOut(const FieldContext& context, Findings& findings)
{
    const DoubtReach doubts(context);
    if (!doubts.isNeeded())
        return;
    std::erase_if(findings.candidates, [&](Candidate& candidate) {
        const Reach reach = doubts.of(candidate);
        if (reach == Reach::Waits)
            mark(candidate);
        return reach == Reach::Out;
    });
}

std::vector<DoubtedCouncils> doubtedByType(const FieldContext& context)
{
    const DoubtReach doubts(context);
    std::vector<DoubtedCouncils> doubted;
    for (const CouncilGroup& group : context.types)
        doubted.push_back({doubts.doubtedIn(group.scope, false), doubts.doubtedIn(group.scope, true)});
    return doubted;
}

bool isMuchInDoubt(int doubted, int n)
{
    return doubted > kMostCouncils * n;
}

} // namespace factoid
