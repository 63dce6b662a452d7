// The independent check (Python, no code of the program) agrees with what is written.
#include "tests/support/test_paths.h"
#include "words_support.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>
#include <iostream>

using namespace factoid;
using namespace factoid::test;

namespace {

QJsonArray factoids(const Panel& panel, const QString& language, int most, bool comparisonOnly)
{
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = most;
    options.comparisonOnly = comparisonOnly;
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    auto writer = makeStatisticsWriter(wordTraits());
    REQUIRE(writer);
    WriteRequest request;
    request.language = language;
    request.facts = *facts;
    const auto written = (*writer)->write(panel, request);
    REQUIRE(written);
    QJsonArray list;
    for (const Factoid& factoid : written->factoids)
        list.append(toJson(factoid));
    return list;
}

// Exit code of the check.
int check(const QString& folder, const QJsonArray& list)
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    REQUIRE_FALSE(python.isEmpty());
    const QTemporaryDir scratch;
    QFile file(scratch.filePath(u"factoids.json"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(list).toJson());
    file.close();
    QProcess process;
    process.start(python, {testPath(u"independent/check_factoids.py"_s), folder, file.fileName()});
    REQUIRE(process.waitForFinished(120'000));
    const QByteArray output = process.readAllStandardOutput() + process.readAllStandardError();
    std::cout << output.right(2000).toStdString();
    return process.exitCode();
}

} // namespace

TEST_CASE("the independent check finds no difference and does find lies")
{
    const QString language = GENERATE(u"en"_s, u"cy"_s);
    INFO(language.toStdString());
    const QString folder = sourcePath(u"resources/sample"_s);
    QJsonArray list = factoids(samplePanel(), language, 1300, true);
    CHECK(list.size() >= 1000);
    CHECK(check(folder, list) == 0);
    QJsonObject lie = list.first().toObject();
    lie.insert(u"text"_s, lie.value("text"_L1).toString() + u" And 777 more."_s);
    CHECK(check(folder, {lie}) == 1);
}

TEST_CASE("the independent check reads the words that a Welsh claim shows")
{
    struct Change {
        const char* from;
        const char* to;
    };
    const std::array kChanges{
        Change{" biliwn", " miliwn"},
        Change{" y cant", " pwynt canran"},
        Change{"minws ", ""},
        Change{"dwywaith", "teirgwaith"},
        Change{"bron i ", "mwy na "},
        Change{"traean", "chwarter"},
        Change{"yr ail ", "y trydydd "},
        Change{"y pedwerydd ", "y pumed "},
        Change{"pum mlynedd", "chwe blynedd"},
        Change{"naw mlynedd", "wyth mlynedd"},
        Change{"ers o leiaf mis Mawrth 20", "ers o leiaf mis Mawrth 19"},
    };
    const QJsonArray list = factoids(samplePanel(), u"cy"_s, 6000, false);
    const QString folder = sourcePath(u"resources/sample"_s);
    for (const Change& change : kChanges) {
        INFO(change.from << " -> " << change.to);
        const QString from = QString::fromUtf8(change.from);
        QJsonObject lie;
        for (const QJsonValue& value : list) {
            QJsonObject factoid = value.toObject();
            QJsonArray claims = factoid.value("claims"_L1).toArray();
            for (qsizetype i = 0; lie.isEmpty() && i < claims.size(); ++i) {
                QJsonObject claim = claims.at(i).toObject();
                const QString shown = claim.value("shown"_L1).toString();
                if (!shown.contains(from))
                    continue;
                const QString told = QString(shown).replace(from, QString::fromUtf8(change.to));
                claim.insert(u"shown"_s, told);
                claims.replace(i, claim);
                factoid.insert(u"claims"_s, claims);
                factoid.insert(u"text"_s, factoid.value("text"_L1).toString().replace(shown, told));
                lie = factoid;
            }
        }
        REQUIRE_FALSE(lie.isEmpty());
        CHECK(check(folder, {lie}) != 0);
    }
}

TEST_CASE("the independent check agrees on all of the real figures", "[shared-data]")
{
    const QString language = GENERATE(u"en"_s, u"cy"_s);
    INFO(language.toStdString());
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA") + u"/tidy"_s;
    CHECK(check(folder, factoids(*panel, language, 4000, false)) == 0);
}
