// What the verifier proves in Welsh is true by the words and the CSV alone: the judge is tests/independent/check_welsh.py,
// which looks at no claim and shares no code with the program. The judge in turn finds lies.
#include "words_support.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <iostream>
#include <map>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

using Texts = std::vector<std::pair<QString, QString>>; // kind, text

struct Judged {
    int code = -1; // -1: there is no Python
    int all = 0, believed = 0, wrong = 0, unread = 0;
    QByteArray output;
};

Judged judge(const QString& figures, const Texts& texts) {
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty()) {
        WARN("skipped: there is no python3");
        return {};
    }
    const QTemporaryDir scratch;
    QFile file(scratch.filePath(QStringLiteral("accepted.jsonl")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    for (const auto& [kind, text] : texts)
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("kind"), kind}, {QStringLiteral("text"), text}}).toJson(QJsonDocument::Compact) + '\n');
    file.close();
    QProcess process;
    process.start(python, {QStringLiteral(FACTOID_TEST_DIR "/independent/check_welsh.py"), figures,
                           QStringLiteral(FACTOID_SOURCE_DIR "/resources/words/cy.json"), file.fileName()});
    REQUIRE(process.waitForFinished(200'000));
    Judged judged;
    judged.code = process.exitCode();
    judged.output = process.readAllStandardOutput() + process.readAllStandardError();
    static const QRegularExpression kTotals(QStringLiteral("(\\d+) texts judged, (\\d+) true, (\\d+) false, (\\d+) unread"));
    const auto totals = kTotals.match(QString::fromUtf8(judged.output));
    judged.all = totals.captured(1).toInt();
    judged.believed = totals.captured(2).toInt();
    judged.wrong = totals.captured(3).toInt();
    judged.unread = totals.captured(4).toInt();
    return judged;
}

// Every sentence that every pattern makes of facts of every kind, as far as the verifier proves it.
Texts provenTexts(const Panel& panel, int mostOfAKind) {
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
    for (const Fact& fact : *facts) {
        // A few of each field, so that a kind's many do not all speak of one.
        if (ofField[fact.kind + fact.field] * 4 >= mostOfAKind || ofKind[fact.kind] >= mostOfAKind)
            continue;
        ++ofField[fact.kind + fact.field];
        ++ofKind[fact.kind];
        for (const auto& [text, why] : allVariants(panel, wordTraits(), fact, QStringLiteral("cy"))) {
            if (why.isEmpty() && !seen.contains(text))
                texts.emplace_back(fact.kind, text);
            seen.insert(text);
        }
    }
    return texts;
}

Texts withADigitChanged(const Texts& texts, size_t most) {
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    const unsigned seed = asked > 0 ? static_cast<unsigned>(asked) : 20200331;
    std::cout << "seed " << seed << '\n';
    std::mt19937 random(seed);
    Texts shuffled = texts;
    for (size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[random() % i]);
    Texts changed;
    for (const auto& [kind, text] : shuffled) {
        std::vector<qsizetype> digits;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text.at(i).isDigit())
                digits.push_back(i);
        }
        if (digits.empty() || changed.size() == most)
            continue;
        QString lie = text;
        QChar& digit = lie[digits[random() % digits.size()]];
        digit = QChar(u'0' + (digit.digitValue() + 3) % 10);
        changed.emplace_back(kind, lie);
    }
    return changed;
}

// "kind: text" lines of the case file; those of "true", or all others.
Texts casesOf(bool isTrue) {
    QFile file(QStringLiteral(FACTOID_TEST_DIR "/factoids/cases/welsh_lies.txt"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    Texts texts;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        const QString kind = line.section(QStringLiteral(": "), 0, 0);
        if (!line.isEmpty() && !line.startsWith(QLatin1Char('#')) && (kind == QLatin1String("true")) == isTrue)
            texts.emplace_back(kind, line.section(QStringLiteral(": "), 1));
    }
    return texts;
}

void judgeAll(const Panel& panel, const QString& figures, int mostOfAKind, int least) {
    const Texts texts = provenTexts(panel, mostOfAKind);
    CHECK(texts.size() >= static_cast<size_t>(least));
    const Judged judged = judge(figures, texts);
    if (judged.code < 0)
        return;
    std::cout << judged.output.right(1500).toStdString();
    INFO(judged.output.left(6000).toStdString());
    CHECK(judged.all == static_cast<int>(texts.size()));
    CHECK(judged.wrong == 0);
    CHECK(judged.unread == 0);
    CHECK(judged.code == 0);

    constexpr size_t kChanged = 400;
    const Texts changed = withADigitChanged(texts, kChanged);
    CHECK(changed.size() == kChanged);
    const Judged lies = judge(figures, changed);
    INFO(lies.output.right(1000).toStdString());
    std::cout << lies.believed << " of " << lies.all << " with a digit changed are believed\n";
    CHECK(lies.code == 1);
    // Some changed years and ends of roundings are true after all.
    CHECK(lies.believed <= static_cast<int>(changed.size()) / 20);
}

const QString kSample = QStringLiteral(FACTOID_SOURCE_DIR "/resources/sample");

} // namespace

TEST_CASE("every Welsh sentence that is proven is true by its words and the figures alone") {
    judgeAll(samplePanel(), kSample, 36, 2500);
}

TEST_CASE("the judge of Welsh believes what is true and finds every kind of lie") {
    const Texts truths = casesOf(true), lies = casesOf(false);
    CHECK(truths.size() >= 15);
    CHECK(lies.size() >= 40);
    const Judged believed = judge(kSample, truths);
    if (believed.code < 0)
        return;
    INFO(believed.output.toStdString());
    CHECK(believed.code == 0);
    const Judged found = judge(kSample, lies);
    INFO(found.output.toStdString());
    CHECK(found.code == 1);
    // Read and found wrong, not merely not understood.
    CHECK(found.wrong == static_cast<int>(lies.size()));
}

TEST_CASE("every Welsh sentence of the real figures is true by its words and the figures alone", "[shared-data]") {
    if (const Panel* panel = sharedPanel())
        judgeAll(*panel, qEnvironmentVariable("FACTOID_SHARED_DATA") + QStringLiteral("/tidy"), 36, 3000);
}
