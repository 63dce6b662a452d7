#include "planted_tally.h"

#include "core/base/literals.h"
#include "core/figures/summariser.h"
#include "core/insights/detect/detector.h"
#include "core/insights/mine/compose.h"
#include "core/insights/mine/score.h"

#include <algorithm>
#include <ctime>

namespace factoid::bench {

namespace {
// A kind without a test cannot be called falsely; it is found when it weighs more than all but one in a
// hundred of those that chance gives.
constexpr double kOutranked = 0.99;
} // namespace

void Tally::add(const PlantedPanel& made, const std::vector<Fact>& facts)
{
    QHash<QString, const Planted*> byField;
    for (const Planted& planted : made.planted)
        byField.insert(planted.field, &planted);
    QSet<QString> got;
    std::map<QString, std::vector<double>> chance; // effects, by descriptive kind
    std::map<QString, double> weights;             // by field: of what describes the planted
    for (const Fact& fact : facts) {
        if (fact.confidence && *fact.confidence < Fact::kConfident)
            continue;
        const Planted* first = byField.value(fact.field);
        const Planted* second = fact.field2.isEmpty() ? nullptr : byField.value(fact.field2);
        const auto covers = [&](const Planted* planted) {
            if (!planted)
                return false;
            if (planted->kind == "correlation"_L1 || fact.kind == "correlation"_L1)
                return planted->kind == fact.kind;
            // What moved the whole field moves every council's place beside it.
            if (fact.councils.isEmpty() || planted->touched.isEmpty())
                return true;
            return std::ranges::any_of(fact.councils,
                                       [&](const QString& code) { return planted->touched.contains(code); });
        };
        if (!fact.confidence) {
            if (!covers(first))
                chance[fact.kind].push_back(fact.score);
            else if (first->kind == fact.kind &&
                     (first->councils.isEmpty() || fact.councils.contains(first->councils.front())))
                weights[first->field] = std::max(weights[first->field], fact.score);
            continue;
        }
        auto& [wrong, all] = called[fact.kind];
        ++all;
        if (!covers(first) && !covers(second)) {
            ++wrong;
            continue;
        }
        for (const Planted* planted : {first, second}) {
            if (planted && planted->kind == fact.kind &&
                (planted->councils.isEmpty() || fact.councils.contains(planted->councils.front())))
                got.insert(planted->field);
        }
    }
    for (auto& [kind, effects] : chance)
        std::ranges::sort(effects);
    for (const Planted& each : made.planted) {
        auto& [hit, all] = found[each.kind];
        ++all;
        if (const auto described = weights.find(each.field); described != weights.end()) {
            const auto& others = chance[each.kind];
            const auto place = static_cast<size_t>(kOutranked * static_cast<double>(others.size()));
            // A count weighs less the more it counts, so that it is told is all there is to find.
            const bool count = each.kind == "threshold_count"_L1;
            hit += count || others.empty() || described->second > others[std::min(place, others.size() - 1)];
            continue;
        }
        hit += got.contains(each.field);
    }
}

double Tally::recall() const
{
    int hit = 0, all = 0;
    for (const auto& [kind, counts] : found) {
        hit += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(hit) / all : 1;
}

double Tally::falseShare() const
{
    int wrong = 0, all = 0;
    for (const auto& [kind, counts] : called) {
        wrong += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(wrong) / all : 0;
}

std::vector<Fact> calledFacts(const PlantedPanel& made, Cost* cost)
{
    constexpr double kMostQ = 0.05;
    const std::clock_t start = std::clock();
    const MiningContext ground = makeGround(made.panel, made.traits, made.today);
    std::vector<FieldContext> contexts;
    for (size_t field = 0; field < made.panel.fields().size(); ++field) {
        if (!made.panel.fields()[field].comparison)
            continue;
        const auto year = latestYear(made.panel, static_cast<int>(field), made.today);
        if (auto context = makeContext(ground, static_cast<int>(field), *year))
            contexts.push_back(std::move(*context));
    }
    Findings findings;
    for (const FieldContext& context : contexts) {
        Findings some = detectAll(context);
        findings.addTests(some);
        std::ranges::move(some.candidates, std::back_inserter(findings.candidates));
    }
    for (size_t i = 0; i < contexts.size(); ++i) {
        for (size_t j = i + 1; j < contexts.size(); ++j)
            detectCorrelation(contexts[i], contexts[j], findings);
    }
    const std::clock_t found = std::clock();
    const auto parts = scoreAll(findings, made.panel, made.today);
    if (cost) {
        const std::clock_t end = std::clock();
        cost->seconds += static_cast<double>(end - start) / CLOCKS_PER_SEC;
        cost->scoring += static_cast<double>(end - found) / CLOCKS_PER_SEC;
        cost->tested += findings.tests();
        cost->scored += static_cast<std::int64_t>(parts.size());
    }
    std::vector<Fact> called;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].q && *parts[i].q > kMostQ)
            continue;
        if (auto fact = composeFact(made.panel, findings.candidates[i])) {
            if (parts[i].q)
                fact->confidence = 1 - *parts[i].q;
            fact->score = findings.candidates[i].effect;
            called.push_back(std::move(*fact));
        }
    }
    return called;
}

} // namespace factoid::bench
