#include "core/base/json_in_text.h"

#include <catch2/catch.hpp>

#include <QElapsedTimer>
#include <QJsonArray>

using namespace factoid;

namespace {

const WantedJson kFactoids{{QStringLiteral("factoids")}, {QStringLiteral("factoids")}};
const QString kGood = QStringLiteral(R"({"factoids": [{"facts": [1], "text": "{f1.name} \"did\" so {f1.when}}"}]})");

} // namespace

TEST_CASE("JSON is found in what a model wraps it in")
{
    for (const char* around : {"%1", "  %1\n", "\xef\xbb\xbf%1", "```json\n%1\n```", "```\n%1\n```", "Here: %1 Done.", "I used {f1.name} as asked: %1 and {f2.name}, \"so.",
                               "<think>{x} {\"y\":</think>%1", "<thinking>\n{\"a\": 1}\n</thinking>\n%1", "so {f1.name}.</think>%1", "[THINK]{\"a\":[/THINK]%1", "<think>a</think> b <think>{\"c\":1}</think>%1", "<think>a <think> b</think>%1", "<THINK>\"</THINK>%1",
                               "{\"factoids\": 7} no: %1", "First {\"factoids\": []}, better: %1", "%1\n{\"note\": \"as asked\"}", "<think>%1"}) {
        INFO(around);
        const auto json = jsonInText(QString::fromUtf8(around).arg(kGood), kFactoids);
        REQUIRE(json);
        CHECK(json->value(QStringLiteral("factoids"))[0][QStringLiteral("facts")][0].toInt() == 1);
    }
}

TEST_CASE("a text of JSON and a bare list are read where they can only be meant so")
{
    CHECK(jsonInText(QStringLiteral("\"{\\\"factoids\\\": []}\""), kFactoids));
    CHECK(jsonInText(QStringLiteral("Here: [{\"facts\": [1]}, {\"facts\": [2]}]"), kFactoids)->value(QStringLiteral("factoids")).toArray().size() == 2);
    CHECK_FALSE(jsonInText(QStringLiteral("[{\"facts\": [1]}]"), {{QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("a")}}));
}

TEST_CASE("what holds no JSON as it was wanted gives none")
{
    for (const QString& text : {QString(), QStringLiteral("no"), QStringLiteral("[1,2]"), QStringLiteral("[]"), QStringLiteral("}"), kGood.left(kGood.size() / 2), QStringLiteral("Here: ") + kGood.chopped(2),
                                QStringLiteral("Here: {\"a\": 1}"), QStringLiteral("<think>only thoughts {f1.name}</think>")}) {
        INFO(text.toStdString());
        CHECK_FALSE(jsonInText(text, kFactoids));
    }
    // A whole object of another kind is one: whoever asked says what it lacks.
    CHECK(kFactoids.missingIn(*jsonInText(QStringLiteral("{\"a\": 1}"), kFactoids)) == QStringList{QStringLiteral("factoids")});
    CHECK(kFactoids.missingIn(*jsonInText(QStringLiteral("{\"factoids\": {}}"), kFactoids)) == QStringList{QStringLiteral("factoids")});
}

TEST_CASE("a text made to cost much costs little")
{
    QElapsedTimer timer;
    timer.start();
    for (const char* piece : {"{", "{\"", "{\"a\":", "[{\"a\":1},", "<think>", "\"{", "\\"})
        CHECK_FALSE(jsonInText(QString::fromUtf8(piece).repeated(40'000) + QLatin1Char('}'), kFactoids));
    CHECK(timer.elapsed() < 20'000);
}
