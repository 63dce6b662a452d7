// The rotation of SPEC 5 as one greedy objective. Facts are taken one at a time; each time the best
// by this order of preference, so that a later line decides only among equals of the earlier ones:
//   1. worth saying: the score is at least a twentieth of the best one's, and its key is not taken
//   yet;
//   2. the field used least often so far (no second fact on a field while another has something
//   worth saying);
//   3. the council that was the bad example least often, then the one mentioned least often;
//   4. how far its kind is over its quota (a fifth of the set, at least one);
//   5. maximal marginal relevance (Carbonell & Goldstein 1998): 0.7 × score ÷ best score − 0.3 ×
//   likeness to
//      the most alike fact already taken (field, councils, kind, type, nation, region).
// Quotas therefore relax in the order 5, 4, 3, 2, 1 and any number of facts can be asked for: with
// fewer facts than that, all come.
#include "core/insights/miner.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace factoid {

namespace {

constexpr double kWorth = 0.05;
constexpr double kRelevance = 0.7;
constexpr int kKindsPerSet = 5;

// A fact as numbers, so that comparing thousands of pairs looks no text up. -1: it has none.
struct Traced {
    int field = -1, field2 = -1, kind = -1, type = -1, nation = -1, region = -1;
    std::vector<int> councils;
    double score = 0;
    bool bad = false;
};

// Gives each text a number, by order of first appearance.
class Numbers {
  public:
    int of(const QString& text) {
        if (text.isEmpty())
            return -1;
        return m_numbers.try_emplace(text, static_cast<int>(m_numbers.size())).first->second;
    }
    [[nodiscard]] size_t size() const { return m_numbers.size(); }

  private:
    std::map<QString, int> m_numbers;
};

bool same(int a, int b) {
    return a >= 0 && a == b;
}

// 0 (nothing in common) to 1.
double likeness(const Traced& a, const Traced& b) {
    constexpr double kField = 0.3, kCouncil = 0.3, kKind = 0.2, kType = 0.1, kNation = 0.05,
                     kRegion = 0.05;
    double alike = 0;
    if (same(a.field, b.field) || same(a.field, b.field2) || same(a.field2, b.field) ||
        same(a.field2, b.field2))
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

class Selection {
  public:
    Selection(const std::vector<Fact>& ranked, int count)
        : m_taken(ranked.size(), false)
        , m_likeness(ranked.size(), 0)
        , m_kindQuota(std::max(1, count / kKindsPerSet)) {
        Numbers fields, kinds, places, councils;
        std::set<QString> keys;
        for (size_t i = 0; i < ranked.size(); ++i) {
            const Fact& fact = ranked[i];
            Traced traced{fields.of(fact.field),
                          fields.of(fact.field2),
                          kinds.of(fact.kind),
                          places.of(fact.scope.type),
                          places.of(fact.scope.nation),
                          places.of(fact.scope.region),
                          {},
                          fact.score,
                          fact.badExample};
            for (const QString& code : fact.councils)
                traced.councils.push_back(councils.of(code));
            m_best = std::max(m_best, fact.score);
            const QString key = fact.key();
            m_taken[i] = !keys.insert(key).second;
            m_facts.push_back(std::move(traced));
        }
        m_fieldUses.assign(fields.size(), 0);
        m_kindUses.assign(kinds.size(), 0);
        m_mentions.assign(councils.size(), 0);
        m_badExamples.assign(councils.size(), 0);
    }

    // Position of the next fact, or nothing when all are taken.
    std::optional<size_t> next() {
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
    using Preference = std::tuple<bool, int, int, int, int, double>;

    static int uses(const std::vector<int>& counts, int of) {
        return of < 0 ? 0 : counts[static_cast<size_t>(of)];
    }

    [[nodiscard]] Preference preferenceOf(size_t i) const {
        const Traced& fact = m_facts[i];
        int bad = 0;
        int mentioned = 0;
        for (const int council : fact.councils) {
            bad = std::max(bad, fact.bad ? uses(m_badExamples, council) : 0);
            mentioned = std::max(mentioned, uses(m_mentions, council));
        }
        const int over = std::max(0, uses(m_kindUses, fact.kind) + 1 - m_kindQuota);
        const double relevance = m_best > 0 ? fact.score / m_best : 0;
        return {fact.score < kWorth * m_best,
                uses(m_fieldUses, fact.field),
                bad,
                mentioned,
                over,
                -(kRelevance * relevance - (1 - kRelevance) * m_likeness[i])};
    }

    static void count(std::vector<int>& counts, int of) {
        if (of >= 0)
            ++counts[static_cast<size_t>(of)];
    }

    void take(size_t taken) {
        m_taken[taken] = true;
        const Traced& fact = m_facts[taken];
        count(m_fieldUses, fact.field);
        count(m_kindUses, fact.kind);
        for (const int council : fact.councils) {
            count(m_mentions, council);
            if (fact.bad)
                count(m_badExamples, council);
        }
        for (size_t i = 0; i < m_facts.size(); ++i) {
            if (!m_taken[i])
                m_likeness[i] = std::max(m_likeness[i], likeness(m_facts[i], fact));
        }
    }

    std::vector<Traced> m_facts;
    std::vector<bool> m_taken;
    std::vector<double> m_likeness; // to the most alike fact taken
    std::vector<int> m_fieldUses, m_kindUses, m_mentions, m_badExamples;
    double m_best = 0;
    int m_kindQuota = 1;
};

} // namespace

std::vector<Fact> selectSet(const std::vector<Fact>& ranked, int count) {
    std::vector<Fact> chosen;
    Selection selection(ranked, count);
    while (static_cast<int>(chosen.size()) < count) {
        const auto next = selection.next();
        if (!next)
            break;
        chosen.push_back(ranked[*next]);
    }
    return chosen;
}

} // namespace factoid
