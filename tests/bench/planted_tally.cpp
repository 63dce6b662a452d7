#include "planted_tally.h"

#include "core/figures/summariser.h"
#include "core/insights/compose.h"
#include "core/insights/detector.h"
#include "core/insights/score.h"

#include <algorithm>
#include <ctime>

namespace factoid::bench {

namespace {
constexpr double kConfident = 0.95;
}

void Tally::add(const PlantedPanel& made, const std::vector<Fact>& facts) {
    QHash<QString, const Planted*> byField;
    for (const Planted& planted : made.planted)
        byField.insert(planted.field, &planted);
    QSet<QString> got;
    for (const Fact& fact : facts) {
        if (fact.confidence < kConfident)
            continue;
        const Planted* first = byField.value(fact.field);
        const Planted* second = fact.field2.isEmpty() ? nullptr : byField.value(fact.field2);
        const auto covers = [&](const Planted* planted) {
            if (!planted)
                return false;
            if (planted->kind == QLatin1String("correlation") || fact.kind == QLatin1String("correlation"))
                return planted->kind == fact.kind;
            // What moved the whole field moves every council's place beside it.
            if (fact.councils.isEmpty() || planted->touched.isEmpty())
                return true;
            return std::ranges::any_of(fact.councils, [&](const QString& code) {
                return planted->touched.contains(code);
            });
        };
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
    for (const Planted& planted : made.planted) {
        auto& [hit, all] = found[planted.kind];
        ++all;
        hit += got.contains(planted.field);
    }
}

double Tally::recall() const {
    int hit = 0, all = 0;
    for (const auto& [kind, counts] : found) {
        hit += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(hit) / all : 1;
}

double Tally::falseShare() const {
    int wrong = 0, all = 0;
    for (const auto& [kind, counts] : called) {
        wrong += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(wrong) / all : 0;
}

std::vector<Fact> calledFacts(const PlantedPanel& made, Cost* cost) {
    constexpr double kMostQ = 0.05;
    const std::clock_t start = std::clock();
    const MiningGround ground = makeGround(made.panel, made.traits, made.today);
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
        findings.tests += some.tests;
        std::ranges::move(some.candidates, std::back_inserter(findings.candidates));
    }
    for (size_t i = 0; i < contexts.size(); ++i) {
        for (size_t j = i + 1; j < contexts.size(); ++j)
            detectCorrelation(contexts[i], contexts[j], findings);
    }
    const std::clock_t found = std::clock();
    const auto parts = scoreAll(findings.candidates, findings.tests, made.today);
    if (cost) {
        const std::clock_t end = std::clock();
        cost->seconds += static_cast<double>(end - start) / CLOCKS_PER_SEC;
        cost->scoring += static_cast<double>(end - found) / CLOCKS_PER_SEC;
        cost->tested += findings.tests;
        cost->scored += static_cast<std::int64_t>(parts.size());
    }
    std::vector<Fact> called;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].q > kMostQ)
            continue;
        if (auto fact = composeFact(made.panel, findings.candidates[i])) {
            fact->confidence = 1 - parts[i].q;
            called.push_back(std::move(*fact));
        }
    }
    return called;
}

} // namespace factoid::bench
