// What the verifier proves in Welsh is true by the words and the CSV alone: the judge is
// tests/independent/check_welsh.py, which looks at no claim and shares no code with the program. The judge in turn
// finds lies.
#include "sentence_judge.h"
#include "tests/support/test_paths.h"
#include "words_support.h"

#include <QFile>

#include <iostream>
#include <map>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kWelsh = u"cy"_s;

// Every sentence that every pattern makes of facts of every kind, as far as the verifier proves it.
Texts provenTexts(const Panel& panel, int mostOfAKind)
{
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
    std::map<QString, int> ofKind;
    std::map<QString, int> ofField;
    QSet<QString> seen;
    Texts texts;
    const Traits traits = wordTraits();
    const PatternTrial trial(panel, traits, kWelsh);
    for (const Fact& fact : *facts) {
        // A few of each field, so that a kind's many do not all speak of one.
        if (ofField[fact.kind + fact.field] * 4 >= mostOfAKind || ofKind[fact.kind] >= mostOfAKind)
            continue;
        ++ofField[fact.kind + fact.field];
        ++ofKind[fact.kind];
        for (const auto& [text, why] : trial.variants(fact)) {
            if (why.isEmpty() && !seen.contains(text))
                texts.emplace_back(fact.kind, text);
            seen.insert(text);
        }
    }
    return texts;
}

// "kind: text" lines of the case file; those of "true", or all others.
Texts casesOf(bool isTrue)
{
    QFile file(testPath(u"factoids/cases/welsh_lies.txt"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    Texts texts;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        const QString kind = line.section(u": "_s, 0, 0);
        if (!line.isEmpty() && !line.startsWith(QLatin1Char('#')) && (kind == "true"_L1) == isTrue)
            texts.emplace_back(kind, line.section(u": "_s, 1));
    }
    return texts;
}

void judgeAll(const Panel& panel, const QString& figures, int mostOfAKind, int least)
{
    const Texts texts = provenTexts(panel, mostOfAKind);
    CHECK(texts.size() >= static_cast<size_t>(least));
    const Judged judged = judge(figures, kWelsh, texts);
    if (judged.code < 0)
        return;
    std::cout << judged.output.right(1500).toStdString();
    INFO(judged.output.left(6000).toStdString());
    CHECK(judged.all == static_cast<int>(texts.size()));
    CHECK(judged.wrong == 0);
    CHECK(judged.unread == 0);
    CHECK(judged.code == 0);

    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    const unsigned seed = asked > 0 ? static_cast<unsigned>(asked) : 20200331;
    std::cout << "seed " << seed << '\n';
    changedDigitsAreFound(figures, kWelsh, texts, seed);
}

const QString kSample = sourcePath(u"resources/sample"_s);

} // namespace

TEST_CASE("every Welsh sentence that is proven is true by its words and the figures alone")
{
    judgeAll(samplePanel(), kSample, 36, 2500);
}

TEST_CASE("the judge of Welsh believes what is true and finds every kind of lie")
{
    const Texts truths = casesOf(true), lies = casesOf(false);
    CHECK(truths.size() >= 15);
    CHECK(lies.size() >= 40);
    const Judged believed = judge(kSample, kWelsh, truths);
    if (believed.code < 0)
        return;
    INFO(believed.output.toStdString());
    CHECK(believed.code == 0);
    const Judged found = judge(kSample, kWelsh, lies);
    INFO(found.output.toStdString());
    CHECK(found.code == 1);
    // Read and found wrong, not merely not understood.
    CHECK(found.wrong == static_cast<int>(lies.size()));
}

TEST_CASE("every Welsh sentence of the real figures is true by its words and the figures alone", "[shared-data]")
{
    if (const Panel* panel = sharedPanel())
        judgeAll(*panel, qEnvironmentVariable("FACTOID_SHARED_DATA") + u"/tidy"_s, 36, 3000);
}
