// The closed grammar of notices: what it reads whole, what it does not, what may stand in its slots, and that no file
// of rules is taken that could not be read to an end.
#include "core/factoids/verify/notice_grammar.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

QJsonObject cases()
{
    QFile file(testPath(u"factoids/cases/notices.json"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    REQUIRE(document.isObject());
    return document.object();
}

SiteNames siteOf(const QJsonObject& cases)
{
    const QJsonObject site = cases.value(u"site"_s).toObject();
    return {site.value(u"title"_s).toString(), site.value(u"url"_s).toString()};
}

QStringList texts(const QJsonObject& cases, const QString& language, const char* kind)
{
    QStringList list;
    for (const QJsonValue& text : cases.value(language).toObject().value(QLatin1String(kind)).toArray())
        list << text.toString();
    return list;
}

const NoticeGrammar& grammarOf(const QString& language)
{
    static std::map<QString, NoticeGrammar> loaded;
    if (!loaded.contains(language)) {
        auto grammar = NoticeGrammar::load(language);
        REQUIRE(grammar);
        loaded.emplace(language, *std::move(grammar));
    }
    return loaded.at(language);
}

const QStringList kLanguages{u"en"_s, u"cy"_s};

} // namespace

TEST_CASE("a notice is read whole, and nothing else is one")
{
    const QJsonObject table = cases();
    const SiteNames site = siteOf(table);
    for (const QString& language : kLanguages) {
        const NoticeGrammar& grammar = grammarOf(language);
        for (const QString& text : texts(table, language, "notices")) {
            INFO(text.toStdString());
            CHECK(grammar.read(text, site).isNotice);
        }
        const QStringList none = texts(table, language, "none");
        CHECK(none.size() > 15);
        for (const QString& text : none) {
            const NoticeReading reading = grammar.read(text, site);
            INFO(text.toStdString());
            CHECK_FALSE(reading.isNotice);
            CHECK(reading.start + reading.length <= text.size());
        }
        CHECK(grammar.examples().size() >= 3);
        for (const QString& example : grammar.examples()) {
            INFO(example.toStdString());
            CHECK(grammar.read(example, site).isNotice);
        }
    }
}

TEST_CASE("no word put into a notice, taken out of it or changed in it leaves one that says something else")
{
    const QJsonObject table = cases();
    const SiteNames site = siteOf(table);
    const auto seed = std::random_device()();
    WARN("seed " << seed);
    std::mt19937 random(seed);
    const QStringList strange{u"Kent"_s,   u"poor"_s,    u"not"_s,   u"twelve"_s, u"£12"_s,   u"XIV"_s,
                              u"most"_s,   u"because"_s, u"never"_s, u"debt"_s,   u"dyled"_s, u"Caerdydd"_s,
                              u"hanner"_s, u"nid"_s,     u"2020"_s,  u"<b>"_s,    u"stole"_s};
    for (const QString& language : kLanguages) {
        const QStringList notices = texts(table, language, "notices");
        for (int round = 0; round < 500; ++round) {
            QStringList parts =
                notices[static_cast<qsizetype>(random() % static_cast<unsigned>(notices.size()))].split(u' ');
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(parts.size()));
            const QString word = strange[static_cast<qsizetype>(random() % static_cast<unsigned>(strange.size()))];
            if (random() % 2)
                parts[at] = word + (at + 1 == parts.size() ? u"."_s : QString());
            else
                parts.insert(at, word);
            const QString text = parts.join(u' ');
            INFO(text.toStdString());
            const NoticeReading reading = grammarOf(language).read(text, site);
            CHECK_FALSE(reading.isNotice);
            CHECK(reading.start >= 0);
        }
    }
}

TEST_CASE("a notice's slots hold the site's own name and address and nothing else")
{
    const NoticeGrammar& grammar = grammarOf(u"en"_s);
    struct Case {
        const char* title;
        const char* url;
        const char* text;
        bool notice;
    };
    const Case cases[] = {
        {"Our Councils", "", "Our Councils is being updated.", true},
        {"Our Councils", "", "Our councils is being updated.", false},
        {"Our Councils", "", "Councils is being updated.", false},
        {"", "", " is being updated.", false},
        {"", "", "Is being updated.", false},
        {"Kent owes £9 billion. We", "", "Kent owes £9 billion. We is being updated.",
         false}, // a title that is no name
        {"Councils 9", "", "Councils 9 is being updated.", false},
        {"", "https://councils.example/facts/", "See https://councils.example/facts/ for more.", true},
        {"", "https://councils.example/facts/", "See https://councils.example/facts for more.", true},
        {"", "https://councils.example/facts/", "See councils.example/facts for more.", true},
        {"", "https://councils.example/facts/", "There is more at councils.example/facts/.", true},
        {"", "https://councils.example/facts/", "See councils.example for more.", false},
        {"", "https://councils.example/facts/", "See councils.example.evil/facts for more.", false},
        {"", "kent owes money", "See kent owes money for more.", false}, // no address
        {"", "", "See  for more.", false},
    };
    for (const Case& each : cases) {
        INFO(each.title << " | " << each.url << " | " << each.text);
        CHECK(grammar.read(QString::fromUtf8(each.text), {QString::fromUtf8(each.title), QString::fromUtf8(each.url)})
                  .isNotice == each.notice);
    }
}

TEST_CASE("a letter with its accent beside it is the letter with its accent")
{
    const QString text = u"Bydd ffigurau newydd yn ymddangos yma pan gânt eu cyhoeddi."_s;
    CHECK(grammarOf(u"cy"_s).read(text.normalized(QString::NormalizationForm_D), {}).isNotice);
}

TEST_CASE("what no notice says is placed where the text stops being one")
{
    const NoticeGrammar& grammar = grammarOf(u"en"_s);
    const QString text = u"We are updating Kent."_s;
    const NoticeReading reading = grammar.read(text, {});
    CHECK(text.mid(reading.start, reading.length) == u"Kent"_s);
    CHECK(grammar.read(u"We are updating this page"_s, {}).start == -1); // it only lacks its end
}

TEST_CASE("a file of rules that cannot be read to an end is refused")
{
    struct Case {
        const char* json;
        const char* why; // empty: it is taken
    };
    const Case cases[] = {
        {R"({"rules": {"notice": ["go <where>"], "where": ["here", "there"]}})", ""},
        {R"({"rules": {"notice": ["go <where>"]}})", "no rule “where”"},
        {R"({"rules": {"notice": ["<a>"], "a": ["x <b>"], "b": ["<a> y"]}})", "leads back to itself"},
        {R"({"rules": {"notice": ["<notice>"]}})", "leads back to itself"},
        {R"({"rules": {"notice": ["see {anything}"]}})", "no slot “anything”"},
        {R"({"rules": {}})", "no rule “notice”"},
        {R"([)", "is no grammar"},
    };
    for (const Case& each : cases) {
        INFO(each.json);
        const auto grammar = NoticeGrammar::parse(each.json, u"test"_s);
        CHECK(grammar.has_value() == (each.why[0] == '\0'));
        if (!grammar)
            CHECK(grammar.error().message.contains(QString::fromUtf8(each.why)));
    }
    CHECK_FALSE(NoticeGrammar::load(u"xx"_s));
}
