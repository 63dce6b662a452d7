// Replies of a language model, half of them lies: nothing false is published, and little of what is honest is lost. The
// judge of truth is tests/independent/check_model_replies.py, which reads the sentence and the CSV and nothing else. The
// seed is printed; FACTOID_TEST_SEED takes another. The bench makes 100,000 of them.
#include "model_support.h"

#include "tests/support/hostile_replies.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <iostream>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr unsigned kSeed = 20200331;
constexpr int kSentences = 3000;

struct Judged {
    int code = -1; // -1: there is no Python
    QByteArray output;
};

Judged judge(const QString& figures, const std::vector<std::pair<QString, QString>>& texts) {
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
    process.start(python, {QStringLiteral(FACTOID_TEST_DIR "/independent/check_model_replies.py"), figures,
                           QStringLiteral(FACTOID_SOURCE_DIR "/resources/words/en.json"), file.fileName()});
    REQUIRE(process.waitForFinished(200'000));
    return {process.exitCode(), process.readAllStandardOutput() + process.readAllStandardError()};
}

std::vector<std::pair<QString, QString>> textsOf(const Corpus& corpus) {
    std::vector<std::pair<QString, QString>> texts;
    QSet<QString> seen;
    for (const auto& [kind, factoid] : corpus.accepted) {
        if (!seen.contains(factoid.text))
            texts.emplace_back(kind, factoid.text);
        seen.insert(factoid.text);
    }
    return texts;
}

} // namespace

TEST_CASE("no false sentence of a hostile reply is published and at most 2 percent of the honest ones are refused") {
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    CorpusOptions options;
    options.sentences = kSentences;
    options.seed = asked > 0 ? static_cast<unsigned>(asked) : kSeed;
    const auto corpus = makeCorpus(samplePanel(), wordTraits(), factsOfManyKinds(samplePanel(), 12),
                                   phrasingsFrom(QStringLiteral(FACTOID_TEST_DIR "/factoids/cases/model_phrasings.txt")), options);
    REQUIRE(corpus);
    std::cout << "seed " << options.seed << '\n';
    int told = 0;
    for (const auto& [kind, counted] : corpus->kinds) {
        told += counted.told;
        std::cout << kind.toStdString() << ": " << counted.told << " told, " << counted.accepted << " accepted\n";
    }
    CHECK(told == kSentences);
    CHECK(corpus->kinds.size() >= 25);
    const ReplyCount& honest = corpus->kinds.at(QStringLiteral("honest"));
    CHECK(honest.told >= kSentences * 2 / 5);
    CHECK((honest.told - honest.accepted) * 50 <= honest.told);
    const QString figures = QStringLiteral(FACTOID_SOURCE_DIR "/resources/sample");
    std::vector<std::pair<QString, QString>> texts = textsOf(*corpus);
    const Judged judged = judge(figures, texts);
    if (judged.code < 0)
        return;
    INFO(judged.output.right(4000).toStdString());
    CHECK(judged.code == 0);

    // The judge itself is no friend of lies: a digit changed in each.
    std::mt19937 random(options.seed);
    constexpr size_t kChanged = 400;
    std::vector<std::pair<QString, QString>> changed;
    for (const auto& [kind, text] : texts) {
        std::vector<qsizetype> digits;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text.at(i).isDigit())
                digits.push_back(i);
        }
        if (digits.empty() || changed.size() == kChanged)
            continue;
        QString lie = text;
        QChar& digit = lie[digits[random() % digits.size()]];
        digit = QChar(u'0' + (digit.digitValue() + 3) % 10);
        changed.emplace_back(QStringLiteral("changed"), lie);
    }
    const Judged lies = judge(figures, changed);
    CHECK(lies.code == 1);
    const QRegularExpression kTrue(QStringLiteral("judged, (\\d+) true"));
    const int believed = kTrue.match(QString::fromUtf8(lies.output)).captured(1).toInt();
    INFO(lies.output.right(1000).toStdString());
    // Some changed years and ends of roundings are true after all.
    CHECK(believed <= static_cast<int>(changed.size()) / 20);
}

TEST_CASE("no lie of a hostile Welsh reply is published and at most 2 percent of the honest sentences are refused") {
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    CorpusOptions options;
    options.language = QStringLiteral("cy");
    options.sentences = kSentences;
    options.seed = asked > 0 ? static_cast<unsigned>(asked) : kSeed;
    const auto corpus = makeCorpus(samplePanel(), wordTraits(), factsOfManyKinds(samplePanel(), 12),
                                   phrasingsFrom(QStringLiteral(FACTOID_TEST_DIR "/factoids/cases/model_phrasings_cy.txt")), options);
    REQUIRE(corpus);
    std::cout << "seed " << options.seed << '\n';
    int told = 0;
    for (const auto& [kind, counted] : corpus->kinds) {
        told += counted.told;
        std::cout << kind.toStdString() << ": " << counted.told << " told, " << counted.accepted << " accepted\n";
    }
    CHECK(told == kSentences);
    CHECK(corpus->kinds.size() >= 24);
    const ReplyCount& honest = corpus->kinds.at(QStringLiteral("honest"));
    CHECK(honest.told >= kSentences * 2 / 5);
    QString refused;
    for (const auto& [text, why] : corpus->honestRefused)
        refused += text + QStringLiteral(" <- ") + why + QLatin1Char('\n');
    INFO(refused.toStdString());
    CHECK((honest.told - honest.accepted) * 50 <= honest.told);
}
