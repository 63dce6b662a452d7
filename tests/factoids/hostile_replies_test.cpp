// Replies of a language model, half of them lies: nothing false is published, and little of what is honest is lost. The
// judge of truth is tests/independent/check_model_replies.py (check_welsh.py), which reads the sentence and the CSV
// alone. The seed is printed; FACTOID_TEST_SEED takes another. The bench makes 100,000 of them.
#include "model_support.h"
#include "sentence_judge.h"

#include "tests/support/hostile_replies.h"
#include "tests/support/test_paths.h"

#include <iostream>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr unsigned kSeed = 20200331;
constexpr int kSentences = 3000;

Texts textsOf(const Corpus& corpus)
{
    Texts texts;
    QSet<QString> seen;
    for (const auto& [kind, factoid] : corpus.accepted) {
        if (!seen.contains(factoid.text))
            texts.emplace_back(kind, factoid.text);
        seen.insert(factoid.text);
    }
    return texts;
}

// Some of what was honest and refused, with the reasons.
std::string refusalsOf(const Corpus& corpus)
{
    std::string text;
    int shown = 0;
    for (const auto& [sentence, why] : corpus.honestRefused) {
        if (++shown > 40)
            break;
        text += sentence.toStdString() + "\n    <- " + why.toStdString() + '\n';
    }
    return text;
}

} // namespace

TEST_CASE("no false sentence of a hostile reply is published and at most 2 percent of the honest ones are refused")
{
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    CorpusOptions options;
    options.sentences = kSentences;
    options.seed = asked > 0 ? static_cast<unsigned>(asked) : kSeed;
    const auto corpus = makeCorpus(samplePanel(), wordTraits(), factsOfManyKinds(samplePanel(), 12),
                                   phrasingsFrom(testPath(u"factoids/cases/model_phrasings.txt"_s)), options);
    REQUIRE(corpus);
    std::cout << "seed " << options.seed << '\n';
    int told = 0;
    for (const auto& [kind, counted] : corpus->kinds) {
        told += counted.told;
        std::cout << kind.toStdString() << ": " << counted.told << " told, " << counted.accepted << " accepted\n";
    }
    CHECK(told == kSentences);
    CHECK(corpus->kinds.size() >= 25);
    const ReplyCount& honest = corpus->kinds.at(u"honest"_s);
    CHECK(honest.told >= kSentences * 2 / 5);
    INFO(refusalsOf(*corpus));
    CHECK((honest.told - honest.accepted) * 50 <= honest.told);
    const QString figures = sourcePath(u"resources/sample"_s);
    const Texts texts = textsOf(*corpus);
    const Judged judged = judge(figures, u"en"_s, texts);
    if (judged.code < 0)
        return;
    INFO(judged.output.right(4000).toStdString());
    CHECK(judged.code == 0);
    changedDigitsAreFound(figures, u"en"_s, texts, options.seed);
}

TEST_CASE("no lie of a hostile Welsh reply is published and at most 2 percent of the honest sentences are refused")
{
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    CorpusOptions options;
    options.language = u"cy"_s;
    options.sentences = kSentences;
    options.seed = asked > 0 ? static_cast<unsigned>(asked) : kSeed;
    const auto corpus = makeCorpus(samplePanel(), wordTraits(), factsOfManyKinds(samplePanel(), 12),
                                   phrasingsFrom(testPath(u"factoids/cases/model_phrasings_cy.txt"_s)), options);
    REQUIRE(corpus);
    std::cout << "seed " << options.seed << '\n';
    int told = 0;
    for (const auto& [kind, counted] : corpus->kinds) {
        told += counted.told;
        std::cout << kind.toStdString() << ": " << counted.told << " told, " << counted.accepted << " accepted\n";
    }
    CHECK(told == kSentences);
    CHECK(corpus->kinds.size() >= 24);
    const ReplyCount& honest = corpus->kinds.at(u"honest"_s);
    CHECK(honest.told >= kSentences * 2 / 5);
    QString refused;
    for (const auto& [text, why] : corpus->honestRefused)
        refused += text + u" <- "_s + why + QLatin1Char('\n');
    INFO(refused.toStdString());
    INFO(refusalsOf(*corpus));
    CHECK((honest.told - honest.accepted) * 50 <= honest.told);
    const Judged judged = judge(sourcePath(u"resources/sample"_s), options.language, textsOf(*corpus));
    INFO(judged.output.right(4000).toStdString());
    CHECK(judged.code <= 0);
}
