#include "core/insights/mine/miner.h"

#include "core/base/log.h"
#include "core/figures/summariser.h"
#include "core/insights/detect/detector.h"
#include "core/insights/mine/compose.h"
#include "core/insights/mine/mining_memory.h"
#include "core/insights/mine/score.h"

#include <QtConcurrentMap>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace factoid {

namespace {

// What came of one field; the place in the list is the field's, whichever thread fills it.
struct Seam {
    int field = -1;
    std::optional<Year> year;
    QByteArray inputs = {}; // their hash, where there is a memory
    bool isKnown = false;   // from it
    FieldFindings found = {};
};

struct Scored {
    size_t candidate = 0;
    ScoreParts parts;
    double score = 0;
};

bool namesBanned(const Panel& panel, const Candidate& candidate, const QSet<QString>& councils)
{
    if (councils.isEmpty())
        return false;
    for (const int council : {candidate.councilA, candidate.councilB}) {
        if (council >= 0 && councils.contains(panel.councils()[static_cast<size_t>(council)].code))
            return true;
    }
    return false;
}

// Correlations look at pairs of fields, so they come after all of them. `known`: what is kept of pairs, and then of
// those of today.
struct Pairs {
    Findings findings;
    int lookedAt = 0;
};
Pairs correlations(const MiningContext& ground, const std::vector<Seam>& seams, const TaskControl& control, int only,
                   QMap<QByteArray, QByteArray>* known)
{
    struct Pair {
        const Seam& a;
        const Seam& b;
        QByteArray inputs = {};
        bool isKnown = false;
        Findings found = {};
    };
    const auto isCompared = [&](const Seam& seam) {
        return seam.found.side &&
               (seam.field == only || ground.panel.fields()[static_cast<size_t>(seam.field)].comparison);
    };
    std::vector<Pair> pairs;
    for (size_t i = 0; i < seams.size(); ++i) {
        for (size_t j = i + 1; j < seams.size(); ++j) {
            if (isCompared(seams[i]) && isCompared(seams[j]) &&
                (only < 0 || seams[i].field == only || seams[j].field == only))
                pairs.push_back({seams[i], seams[j]});
        }
    }
    QtConcurrent::blockingMap(pairs, [&](Pair& pair) {
        if (control.cancel.requested())
            return;
        if (known) {
            pair.inputs = MiningInputs::ofPair(pair.a.inputs, pair.b.inputs);
            const auto kept = known->constFind(pair.inputs);
            if (auto found = kept != known->cend() ? findingsFrom(*kept) : std::nullopt) {
                pair.isKnown = true;
                pair.found = *std::move(found);
                return;
            }
        }
        detectCorrelation(*pair.a.found.side, *pair.b.found.side, ground, pair.found);
    });
    Pairs all;
    QMap<QByteArray, QByteArray> today;
    for (Pair& pair : pairs) {
        all.lookedAt += pair.isKnown ? 0 : 1;
        if (known)
            today.insert(pair.inputs, pair.isKnown ? known->value(pair.inputs) : toBytes(pair.found));
        all.findings.addTests(pair.found);
        std::ranges::move(pair.found.candidates, std::back_inserter(all.findings.candidates));
    }
    if (known)
        *known = std::move(today);
    return all;
}

// What is said of one council (or one scope) and field a second time in one list is less new each
// time, whatever its kind; and so is one scope's missing returns, whatever the field, a field's
// third correlation, and the same kind of one field of a second scope.
void fadeRepeats(const Panel& panel, const Findings& findings, std::vector<Scored>& bestFirst)
{
    constexpr double kNewness = 0.15;
    // A sum, too, goes the same way in every kind.
    constexpr double kNewnessOfKind = 0.5; // of other scopes
    std::map<QString, int> told;
    std::map<std::pair<FactKind, int>, int> toldOfScopes;
    for (Scored& scored : bestFirst) {
        const Candidate& candidate = findings.candidates[scored.candidate];
        const bool missing = candidate.kind == FactKind::Missing;
        const QString about = candidate.kind == FactKind::Correlation ? u"correlation"_s
                              : missing                               ? u"missing"_s
                              : candidate.councilA >= 0
                                  ? panel.councils()[static_cast<size_t>(candidate.councilA)].code
                                  : candidate.scope.type + QLatin1Char('|') + candidate.scope.nation;
        const int before = told[about + QLatin1Char('|') + QString::number(missing ? -1 : candidate.field)]++;
        if (candidate.councilA < 0)
            scored.parts.novelty *= std::pow(kNewnessOfKind, toldOfScopes[{candidate.kind, candidate.field}]++);
        scored.parts.novelty *= std::pow(kNewness, before);
        scored.score = scored.parts.score();
    }
    std::ranges::stable_sort(bestFirst, std::ranges::greater(), &Scored::score);
}

// Scores every candidate and keeps those that may be among the best `most`, best first.
std::vector<Scored> keepBest(const Panel& panel, const Findings& findings, const MineOptions& options, bool fade)
{
    const std::vector<ScoreParts> parts = scoreAll(findings, panel, options.today);
    const OperatorChoices& choices = options.choices;
    const bool needKeys = !options.shown.factAgeDays.isEmpty() || !choices.isEmpty();
    std::vector<Scored> pinned;
    std::vector<Scored> kept;
    for (size_t i = 0; i < parts.size(); ++i) {
        const Candidate& candidate = findings.candidates[i];
        if (namesBanned(panel, candidate, choices.bannedCouncils))
            continue;
        const QString key = needKeys ? factHead(panel, candidate).key() : QString();
        if (needKeys && choices.forbids(key))
            continue;
        Scored scored{i, parts[i], 0};
        scored.parts.novelty = novelty(options.shown, key, panel, candidate);
        scored.score = scored.parts.score();
        if (needKeys && choices.pinnedFacts.contains(key))
            pinned.push_back(scored);
        else if (scored.score > 0)
            kept.push_back(scored);
    }
    std::ranges::stable_sort(kept, std::ranges::greater(), &Scored::score);
    if (fade)
        fadeRepeats(panel, findings, kept);
    // Equal scores at the edge are all kept for now: which of them stays is up to their keys.
    auto most = static_cast<size_t>(std::max(0, options.most));
    if (most < kept.size()) {
        while (most > 0 && most < kept.size() && kept[most].score == kept[most - 1].score)
            ++most;
        kept.resize(most);
    }
    kept.insert(kept.end(), pinned.begin(), pinned.end());
    return kept;
}

std::vector<Fact> composeAll(const Panel& panel, const Findings& findings, const std::vector<Scored>& kept,
                             const ShownRecord& shown, const TaskControl& control)
{
    std::vector<std::optional<Fact>> made(kept.size());
    std::vector<size_t> order(kept.size());
    std::iota(order.begin(), order.end(), size_t(0));
    QtConcurrent::blockingMap(order, [&](size_t i) {
        if (control.cancel.requested())
            return;
        const Candidate& candidate = findings.candidates[kept[i].candidate];
        auto fact = composeFact(panel, candidate);
        if (!fact) {
            // Doubles found it, exact arithmetic refused it: rare, and right to drop.
            qCDebug(logInsights) << "dropped" << factHead(panel, candidate).key() << fact.error().message;
            return;
        }
        fact->score = kept[i].score;
        if (kept[i].parts.q)
            fact->confidence = 1 - *kept[i].parts.q;
        fact->sheet = scoreSheet(kept[i].parts, candidate);
        if (fact->badExample && !fact->councils.isEmpty())
            fact->badBefore = shown.badExampleCount.value(fact->councils.front());
        made[i] = std::move(*fact);
    });
    std::vector<Fact> facts;
    facts.reserve(kept.size());
    for (auto& fact : made) {
        if (fact)
            facts.push_back(std::move(*fact));
    }
    return facts;
}

// Best first, ties by key; of facts with one key the best. Past `most` only what is pinned stays.
void arrange(std::vector<Fact>& facts, int most, const QSet<QString>& pinned)
{
    std::vector<std::pair<QString, size_t>> keys;
    keys.reserve(facts.size());
    for (size_t i = 0; i < facts.size(); ++i)
        keys.emplace_back(facts[i].key(), i);
    std::ranges::stable_sort(keys, [&](const auto& a, const auto& b) {
        const double left = facts[a.second].score;
        const double right = facts[b.second].score;
        return left != right ? left > right : a.first < b.first;
    });
    std::set<QString> seen;
    std::vector<Fact> sorted;
    sorted.reserve(facts.size());
    for (const auto& [key, index] : keys) {
        const bool full = static_cast<int>(sorted.size()) >= most;
        if (full && pinned.isEmpty())
            break;
        if ((full && !pinned.contains(key)) || !seen.insert(key).second)
            continue;
        sorted.push_back(std::move(facts[index]));
    }
    facts = std::move(sorted);
}

// Takes what the memory has of each seam; the year of each is set.
void recall(const MiningContext& ground, std::vector<Seam>& seams, const MiningMemory& memory)
{
    const MiningInputs inputs(ground);
    QtConcurrent::blockingMap(seams, [&](Seam& seam) {
        if (!seam.year)
            return;
        seam.inputs = inputs.ofField(seam.field, *seam.year);
        const QString& slug = ground.panel.fields()[static_cast<size_t>(seam.field)].slug;
        if (auto known = memory.field(slug, seam.inputs)) {
            seam.isKnown = true;
            seam.found = *std::move(known);
        }
    });
}

// Runs the detectors over every seam that is not known. `only`: the one field whose own facts are wanted; -1: all.
void lookInto(MiningContext& ground, std::vector<Seam>& seams, const TaskControl& control, int only)
{
    std::vector<int> fields;
    for (const Seam& seam : seams) {
        if (!seam.isKnown)
            fields.push_back(seam.field);
    }
    addDoubts(ground, fields);
    QtConcurrent::blockingMap(seams, [&](Seam& seam) {
        if (seam.isKnown || !seam.year || control.cancel.requested())
            return;
        const auto context = makeContext(ground, seam.field, *seam.year);
        if (!context)
            return;
        seam.found.side = correlationSideOf(*context);
        if (only < 0 || seam.field == only)
            seam.found.findings = detectAll(*context);
    });
}

void remember(const Panel& panel, const std::vector<Seam>& seams, const QMap<QByteArray, QByteArray>& pairs,
              int pairsLookedAt, MiningMemory& memory)
{
    QSet<QString> slugs;
    int lookedAt = 0;
    for (const Seam& seam : seams) {
        const QString& slug = panel.fields()[static_cast<size_t>(seam.field)].slug;
        if (!seam.year)
            continue;
        slugs.insert(slug);
        if (seam.isKnown)
            continue;
        ++lookedAt;
        memory.keepField(slug, seam.inputs, seam.found);
    }
    if (pairsLookedAt > 0)
        memory.keepPairs(pairs);
    memory.keepOnly(slugs, lookedAt, pairsLookedAt);
}

Result<std::vector<Fact>> run(MiningContext& ground, std::vector<Seam>& seams, const MineOptions& options, int only,
                              const TaskControl& control, MiningMemory* memory)
{
    control.tell(u"looking for facts"_s, 0, static_cast<qint64>(seams.size()));
    QtConcurrent::blockingMap(seams, [&](Seam& seam) {
        if (!seam.year)
            seam.year = latestYear(ground.panel, seam.field, ground.today);
    });
    if (memory)
        recall(ground, seams, *memory);
    lookInto(ground, seams, control, only);
    auto known = memory ? memory->pairs() : QMap<QByteArray, QByteArray>();
    Pairs pairs = correlations(ground, seams, control, only, memory ? &known : nullptr);
    if (control.cancel.requested())
        return CancelToken::error();
    if (memory)
        remember(ground.panel, seams, known, pairs.lookedAt, *memory);
    Findings all;
    for (Seam& seam : seams) {
        all.addTests(seam.found.findings);
        std::ranges::move(seam.found.findings.candidates, std::back_inserter(all.candidates));
        seam.found = {};
    }
    all.addTests(pairs.findings);
    std::ranges::move(pairs.findings.candidates, std::back_inserter(all.candidates));
    control.tell(u"scoring facts"_s);
    std::vector<Fact> facts =
        composeAll(ground.panel, all, keepBest(ground.panel, all, options, only < 0), options.shown, control);
    if (control.cancel.requested())
        return CancelToken::error();
    arrange(facts, options.most, options.choices.pinnedFacts);
    return facts;
}

} // namespace

Result<std::vector<Fact>> mine(const Panel& panel, const Traits& traits, const MineOptions& options,
                               const TaskControl& control, MiningMemory* memory)
{
    MiningContext ground = makeGroundWithoutDoubts(panel, traits, options.today);
    std::vector<Seam> seams;
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        if (!options.comparisonOnly || panel.fields()[field].comparison)
            seams.push_back({static_cast<int>(field), std::nullopt});
    }
    return run(ground, seams, options, -1, control, memory);
}

Result<std::vector<Fact>> factsFor(const Panel& panel, const Traits& traits, const QString& field, Year year,
                                   const TaskControl& control)
{
    const int wanted = panel.fieldIndex(field);
    if (wanted < 0)
        return fail(ErrorKind::Usage, u"there is no field “%1”"_s.arg(field));
    if (!panel.block(wanted, year))
        return fail(ErrorKind::Usage, u"%1 has no figures in %2"_s.arg(field, year.label()));
    const QDate end = panel.days(wanted, year).last;
    MiningContext ground = makeGroundWithoutDoubts(panel, traits, end);
    ground.thorough = true;
    std::vector<Seam> seams;
    for (size_t other = 0; other < panel.fields().size(); ++other) {
        // The others are there to be correlated with.
        if (static_cast<int>(other) == wanted || panel.fields()[other].comparison)
            seams.push_back({static_cast<int>(other), year});
    }
    MineOptions options;
    options.today = end;
    options.most = std::numeric_limits<int>::max();
    return run(ground, seams, options, wanted, control, nullptr);
}

} // namespace factoid
