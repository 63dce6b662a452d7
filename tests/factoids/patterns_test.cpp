// Every sentence pattern of every kind, on real facts of the sample, through the verifier: a pattern that
// claims what its fact does not license would never be proven, and one that no fact can fill is dead.
#include "words_support.h"

#include "core/factoids/words/lexicon.h"
#include "core/factoids/write/writer.h"
#include "core/insights/detect/detector.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

QString patternKey(const Fact& fact)
{
    const bool one = fact.kind == "threshold_count"_L1 && fact.claims.size() > 1;
    return one ? u"threshold_one"_s : fact.kind;
}

QStringList everyKind()
{
    QStringList kinds;
    for (int kind = 0; kind <= static_cast<int>(FactKind::Missing); ++kind)
        kinds.append(factKindName(static_cast<FactKind>(kind)));
    return kinds + QStringList{u"threshold_one"_s};
}

// What the sample holds and no detector picks: an average among those that reported, and a total that nearly doubled.
std::vector<Fact> factsByHand(const Panel& panel)
{
    const Scope districts = scopeOf("Non-metropolitan district");
    const Operand average = ofAll("interest_payments", 2023, Measure::Average);
    const Operand typical = ofAll("interest_payments", 2023, Measure::Median);
    const Scope boroughs = scopeOf("London borough");
    const Operand now = ofAll("minimum_revenue_provision", 2023, Measure::Sum);
    const Operand before = ofAll("minimum_revenue_provision", 2018, Measure::Sum);
    using enum Operation;
    return {factOf("mean_median", "interest_payments", 2023,
                   filled(panel, {claimOf(Value, {average}, "", Direction::None, districts),
                                  claimOf(Value, {typical}, "", Direction::None, districts),
                                  claimOf(Ratio, {average, typical}, "", Direction::None, districts)}),
                   districts),
            factOf("total_long_change", "minimum_revenue_provision", 2023,
                   filled(panel, {claimOf(Value, {now}, "", Direction::None, boroughs),
                                  claimOf(Value, {before}, "", Direction::None, boroughs),
                                  claimOf(Ratio, {now, before}, "", Direction::None, boroughs)}),
                   boroughs)};
}

} // namespace

TEST_CASE("each kind has several patterns and each of them is proven on a real fact")
{
    struct Least {
        const char* language;
        int patterns;
    };
    const Least least = GENERATE(Least{"en", 6}, Least{"cy", 3});
    const QString language = QLatin1String(least.language);
    INFO(least.language);
    constexpr int kMostFacts = 250; // of a kind
    const Panel& panel = samplePanel();
    const auto lexicon = Lexicon::load(language);
    REQUIRE(lexicon);
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = 200'000;
    options.comparisonOnly = false;
    // The sample's only correlations are of fields that are not compared; a sentence is the same for any.
    Traits open = wordTraits();
    for (FieldTraits& traits : open)
        traits.compared = true;
    auto facts = mine(panel, open, options);
    REQUIRE(facts);
    facts->push_back(nationsCompared(panel));
    // First, as only so many of a kind are tried.
    const std::vector<Fact> made = factsByHand(panel);
    facts->insert(facts->begin(), made.begin(), made.end());
    std::map<QString, std::vector<bool>> proven;
    std::map<QString, int> tried;
    std::map<QString, QString> reasons;
    for (const Fact& fact : *facts) {
        const QString key = patternKey(fact);
        std::vector<bool>& done = proven[key];
        if (!done.empty() && std::ranges::find(done, false) == done.end())
            continue;
        if (++tried[key] > kMostFacts)
            continue;
        const auto variants = allVariants(panel, wordTraits(), fact, language);
        done.resize(variants.size(), false);
        for (size_t i = 0; i < variants.size(); ++i) {
            if (variants[i].second.isEmpty())
                done[i] = true;
            else
                reasons[key + QString::number(i)] = variants[i].first + u" <- "_s + variants[i].second;
        }
    }
    for (const QString& kind : everyKind()) {
        INFO(kind.toStdString());
        const QStringList patterns = lexicon->patterns(kind);
        CHECK(patterns.size() >= least.patterns);
        const std::vector<bool>& done = proven[kind];
        CHECK(done.size() == static_cast<size_t>(patterns.size()));
        for (size_t i = 0; i < done.size(); ++i) {
            INFO(patterns.value(static_cast<qsizetype>(i)).toStdString()
                 << "\n"
                 << reasons[kind + QString::number(i)].toStdString());
            CHECK(done[i]);
        }
    }
}

TEST_CASE("a fact without a sentence says why in plain words and places far down have words")
{
    const Panel& panel = samplePanel();
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = 3'000;
    auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    const auto writer = makeStatisticsWriter(wordTraits());
    REQUIRE(writer);
    WriteRequest request;
    request.language = u"en"_s;
    request.facts = *facts;
    const auto written = (*writer)->write(panel, request);
    REQUIRE(written);
    for (const Refusal& refusal : written->refused) {
        INFO(refusal.factKey.toStdString() << ": " << refusal.reason.toStdString());
        CHECK_FALSE(refusal.reason.isEmpty());
        CHECK_FALSE(refusal.reason.contains(QLatin1Char('{')));
        CHECK_FALSE(refusal.reason.contains("slot"_L1));
    }
    std::map<QString, QString> why; // by reason, one fact
    for (const Refusal& refusal : written->refused) {
        if (refusal.factKey.startsWith("rank_change|"_L1))
            why[refusal.reason] = refusal.text;
    }
    QString reasons;
    for (const auto& [reason, text] : why)
        reasons += reason + u": "_s + text + QLatin1Char('\n');
    int ranked = 0, spoken = 0;
    for (const Fact& fact : *facts) {
        if (fact.kind != "rank_change"_L1)
            continue;
        ++ranked;
        spoken += std::ranges::any_of(written->factoids,
                                      [&](const Factoid& factoid) { return factoid.factKey == fact.key(); });
    }
    INFO(spoken << " of " << ranked << " changes of rank have words\n" << reasons.toStdString());
    CHECK(ranked > 0);
    // Two places among different numbers of returns are often over 30 words.
    CHECK(2 * spoken >= ranked);
}
