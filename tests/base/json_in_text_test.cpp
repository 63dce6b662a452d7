#include "core/base/json_in_text.h"

#include <catch2/catch.hpp>

#include <QElapsedTimer>
#include <QJsonArray>

using namespace factoid;

namespace {

const WantedJson kFactoids{{u"factoids"_s}, {u"factoids"_s}};
const QString kGood = QStringLiteral(R"({"factoids": [{"facts": [1], "text": "{f1.name} \"did\" so {f1.when}}"}]})");

} // namespace

TEST_CASE("JSON is found in what a model wraps it in")
{
    for (const char* around : {"%1", "  %1\n", "\xef\xbb\xbf%1", "```json\n%1\n```", "```\n%1\n```", "Here: %1 Done.",
                               "I used {f1.name} as asked: %1 and {f2.name}, \"so.", "<think>{x} {\"y\":</think>%1",
                               "<thinking>\n{\"a\": 1}\n</thinking>\n%1", "so {f1.name}.</think>%1",
                               "[THINK]{\"a\":[/THINK]%1", "<think>a</think> b <think>{\"c\":1}</think>%1",
                               "<think>a <think> b</think>%1", "<THINK>\"</THINK>%1", "{\"factoids\": 7} no: %1",
                               "First {\"factoids\": []}, better: %1", "%1\n{\"note\": \"as asked\"}", "<think>%1"}) {
        INFO(around);
        const auto json = jsonInText(QString::fromUtf8(around).arg(kGood), kFactoids);
        REQUIRE(json);
        CHECK(json->value(u"factoids"_s)[0][u"facts"_s][0].toInt() == 1);
    }
}

TEST_CASE("a text of JSON and a bare list are read where they can only be meant so")
{
    CHECK(jsonInText(u"\"{\\\"factoids\\\": []}\""_s, kFactoids));
    CHECK(
        jsonInText(u"Here: [{\"facts\": [1]}, {\"facts\": [2]}]"_s, kFactoids)->value(u"factoids"_s).toArray().size() ==
        2);
    CHECK_FALSE(jsonInText(u"[{\"facts\": [1]}]"_s, {{u"a"_s, u"b"_s}, {u"a"_s}}));
}

TEST_CASE("what holds no JSON as it was wanted gives none")
{
    for (const QString& text :
         {QString(), u"no"_s, u"[1,2]"_s, u"[]"_s, u"}"_s, kGood.left(kGood.size() / 2), u"Here: "_s + kGood.chopped(2),
          u"Here: {\"a\": 1}"_s, u"<think>only thoughts {f1.name}</think>"_s}) {
        INFO(text.toStdString());
        CHECK_FALSE(jsonInText(text, kFactoids));
    }
    // A whole object of another kind is one: whoever asked says what it lacks.
    CHECK(kFactoids.missingIn(*jsonInText(u"{\"a\": 1}"_s, kFactoids)) == QStringList{u"factoids"_s});
    CHECK(kFactoids.missingIn(*jsonInText(u"{\"factoids\": {}}"_s, kFactoids)) == QStringList{u"factoids"_s});
}

TEST_CASE("a text made to cost much costs little")
{
    QElapsedTimer timer;
    timer.start();
    for (const char* piece : {"{", "{\"", "{\"a\":", "[{\"a\":1},", "<think>", "\"{", "\\"})
        CHECK_FALSE(jsonInText(QString::fromUtf8(piece).repeated(40'000) + QLatin1Char('}'), kFactoids));
    CHECK(timer.elapsed() < 20'000);
}
