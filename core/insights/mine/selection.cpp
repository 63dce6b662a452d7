// The rotation (docs/facts.md, “The set that is shown”) as one greedy objective. Facts are taken one at a time; each
// time the best by this order of preference, so that a later line decides only among equals of the earlier ones:
//   1. pinned by the operator; then whether it says what is said already: the same amounts of the same field and year
//      under another name, as a total of two groups that have the same members; then whether its council was a bad
//      example three times already in the last 90 days;
//   2. worth saying: the score is at least a twentieth of the best one's, and its key is not taken
//      yet; below that, at least a fortieth, an eightieth and so on;
//   3. how far it would take a council's mentions over a fifth of the set, at least one;
//   4. the field used least often so far (no second fact on a field while another has something
//      worth saying);
//   5. fairness: the council that was the bad example least often, in the last 90 days and in this
//      set together;
//   6. the council mentioned least often in this set;
//   7. how far the fact would take its kind, its type of council, its nation and its light over
//      their quotas (a fifth, a half, three quarters and a third of the set, at least one each);
//   8. maximal marginal relevance (Carbonell & Goldstein 1998): 0.7 × score ÷ best score − 0.3 ×
//      likeness to the most alike fact already taken (field, councils, kind, type, nation, region).
// Quotas therefore relax in the order 8, 7, 6, 5, 4, 3, 2 and any number of facts can be asked for:
// with fewer facts than that, all come. What fails its own test, or waits for a figure to be
// confirmed, is not taken at all unless it is pinned.
#include "core/insights/mine/miner.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace factoid {

namespace {

constexpr double kWorth = 0.05;
constexpr int kLeastWorth = 10; // halvings of it that are told apart
constexpr double kRelevance = 0.7;
constexpr int kMostBadTimes = 3; // in 90 days and this set, while anything else is left

// At most so much of a set, and at least one.
struct Quota {
    int part = 1;
    int of = 1;
    [[nodiscard]] int in(int count) const { return std::max(1, count * part / of); }
};
constexpr Quota kKindQuota{1, 5}, kTypeQuota{1, 2}, kNationQuota{3, 4}, kBadQuota{1, 3}, kCouncilQuota{1, 5};

// A fact as numbers, so that comparing thousands of pairs looks no text up. -1: it has none.
struct Traced {
    int field = -1, field2 = -1, kind = -1, type = -1, nation = -1, region = -1;
    std::vector<int> councils;
    double score = 0;
    bool bad = false;
    bool pinned = false;
    int said = -1; // the same number as another's: the same amounts, under other names of groups
    bool saidAlready = false;
};

// What the claims of a fact about groups say, without the groups' names. Empty: it names a council, or claims nothing.
QString saidBy(const Fact& fact)
{
    if (!fact.councils.isEmpty() || fact.claims.empty())
        return {};
    QString said = fact.kind;
    for (const Claim& claim : fact.claims) {
        said += u'|' + operationName(claim.operation) + u'=' + claim.shown;
        for (const Operand& operand : claim.operands)
            said += u',' + operand.field + u' ' + operand.year.label() + u' ' + measureName(operand.measure) + u' ' +
                    operand.council + u' ' + operand.value.toString();
    }
    return said;
}

// Gives each text a number, by order of first appearance.
class Numbers
{
  public:
    int of(const QString& text)
    {
        if (text.isEmpty())
            return -1;
        return m_numbers.try_emplace(text, static_cast<int>(m_numbers.size())).first->second;
    }
    [[nodiscard]] size_t size() const { return m_numbers.size(); }

  private:
    std::map<QString, int> m_numbers;
};

bool same(int a, int b)
{
    return a >= 0 && a == b;
}

// 0 (nothing in common) to 1.
double likeness(const Traced& a, const Traced& b)
{
    constexpr double kField = 0.3, kCouncil = 0.3, kKind = 0.2, kType = 0.1, kNation = 0.05, kRegion = 0.05;
    double alike = 0;
    if (same(a.field, b.field) || same(a.field, b.field2) || same(a.field2, b.field) || same(a.field2, b.field2))
        alike += kField;
    for (const int council : a.councils) {
        if (std::ranges::find(b.councils, council) != b.councils.end()) {
            alike += kCouncil;
            break;
        }
    }
    alike += same(a.kind, b.kind) ? kKind : 0;
    alike += same(a.type, b.type) ? kType : 0;
    alike += same(a.nation, b.nation) ? kNation : 0;
    alike += same(a.region, b.region) ? kRegion : 0;
    return alike;
}

// How often each of something was used, and how far one more would go over its quota.
class Uses
{
  public:
    void resize(size_t size) { m_counts.assign(size, 0); }
    [[nodiscard]] int of(int what) const { return what < 0 ? 0 : m_counts[static_cast<size_t>(what)]; }
    [[nodiscard]] int over(int what, int quota) const { return what < 0 ? 0 : std::max(0, of(what) + 1 - quota); }
    void add(int what, int times = 1)
    {
        if (what >= 0)
            m_counts[static_cast<size_t>(what)] += times;
    }

  private:
    std::vector<int> m_counts;
};

class Selection
{
  public:
    Selection(const std::vector<Fact>& ranked, int count, const OperatorChoices& choices)
        : m_taken(ranked.size(), false)
        , m_likeness(ranked.size(), 0)
        , m_count(count)
    {
        Numbers fields, kinds, types, nations, regions, councils, amounts;
        std::set<QString> keys;
        std::map<int, int> badBefore;
        for (size_t i = 0; i < ranked.size(); ++i) {
            const Fact& fact = ranked[i];
            const QString key = fact.key();
            Traced traced{fields.of(fact.field),
                          fields.of(fact.field2),
                          kinds.of(fact.kind),
                          types.of(fact.place.type),
                          nations.of(fact.place.nation),
                          regions.of(fact.place.region),
                          {},
                          fact.score,
                          fact.badExample,
                          choices.pinnedFacts.contains(key),
                          amounts.of(saidBy(fact))};
            for (const QString& code : fact.councils)
                traced.councils.push_back(councils.of(code));
            if (fact.badExample && !traced.councils.empty()) {
                int& before = badBefore[traced.councils.front()];
                before = std::max(before, fact.badBefore);
            }
            m_best = std::max(m_best, fact.score);
            m_taken[i] = !keys.insert(key).second;
            m_facts.push_back(std::move(traced));
        }
        m_fields.resize(fields.size());
        m_kinds.resize(kinds.size());
        m_types.resize(types.size());
        m_nations.resize(nations.size());
        m_mentions.resize(councils.size());
        m_badExamples.resize(councils.size());
        for (const auto& [council, times] : badBefore)
            m_badExamples.add(council, times);
    }

    // Position of the next fact, or nothing when all are taken.
    std::optional<size_t> next()
    {
        std::optional<size_t> best;
        Preference bestPreference;
        for (size_t i = 0; i < m_facts.size(); ++i) {
            if (m_taken[i])
                continue;
            const Preference preference = preferenceOf(i);
            if (!best || preference < bestPreference) {
                best = i;
                bestPreference = preference;
            }
        }
        if (best)
            take(*best);
        return best;
    }

  private:
    // Smaller is better, line by line as told above.
    using Preference = std::tuple<bool, bool, int, int, int, int, int, int, int, double>;

    [[nodiscard]] Preference preferenceOf(size_t i) const
    {
        const Traced& fact = m_facts[i];
        int mentioned = 0;
        for (const int council : fact.councils)
            mentioned = std::max(mentioned, m_mentions.of(council));
        // The first council is the one that a bad light falls on.
        const int bad = fact.bad && !fact.councils.empty() ? m_badExamples.of(fact.councils.front()) : 0;
        const int over = m_kinds.over(fact.kind, kKindQuota.in(m_count)) +
                         m_types.over(fact.type, kTypeQuota.in(m_count)) +
                         m_nations.over(fact.nation, kNationQuota.in(m_count)) +
                         (fact.bad ? std::max(0, m_bad + 1 - kBadQuota.in(m_count)) : 0);
        const double relevance = m_best > 0 ? fact.score / m_best : 0;
        return {!fact.pinned,
                fact.saidAlready,
                std::max(0, bad + 1 - kMostBadTimes),
                belowWorth(fact.score),
                std::max(0, mentioned + 1 - kCouncilQuota.in(m_count)),
                m_fields.of(fact.field),
                bad,
                mentioned,
                over,
                -(kRelevance * relevance - (1 - kRelevance) * m_likeness[i])};
    }

    // 0: worth saying; else how often its score must be doubled to be.
    [[nodiscard]] int belowWorth(double score) const
    {
        int doublings = 0;
        for (; score < kWorth * m_best && doublings < kLeastWorth; score *= 2)
            ++doublings;
        return doublings;
    }

    void take(size_t taken)
    {
        m_taken[taken] = true;
        const Traced& fact = m_facts[taken];
        m_fields.add(fact.field);
        m_kinds.add(fact.kind);
        m_types.add(fact.type);
        m_nations.add(fact.nation);
        m_bad += fact.bad;
        for (const int council : fact.councils)
            m_mentions.add(council);
        if (fact.bad && !fact.councils.empty())
            m_badExamples.add(fact.councils.front());
        for (size_t i = 0; i < m_facts.size(); ++i) {
            m_facts[i].saidAlready = m_facts[i].saidAlready || same(m_facts[i].said, fact.said);
            if (!m_taken[i])
                m_likeness[i] = std::max(m_likeness[i], likeness(m_facts[i], fact));
        }
    }

    std::vector<Traced> m_facts;
    std::vector<bool> m_taken;
    std::vector<double> m_likeness; // to the most alike fact taken
    Uses m_fields, m_kinds, m_types, m_nations, m_mentions, m_badExamples;
    double m_best = 0;
    int m_bad = 0;
    int m_count = 0;
};

} // namespace

std::vector<Fact> selectSet(const std::vector<Fact>& all, int count, const OperatorChoices& choices)
{
    std::vector<Fact> ranked;
    std::ranges::copy_if(all, std::back_inserter(ranked), [&](const Fact& fact) {
        return !choices.forbids(fact) && (fact.isTellable() || choices.pins(fact));
    });
    std::vector<Fact> chosen;
    Selection selection(ranked, count, choices);
    while (static_cast<int>(chosen.size()) < count) {
        const auto next = selection.next();
        if (!next)
            break;
        chosen.push_back(ranked[*next]);
    }
    return chosen;
}

} // namespace factoid
