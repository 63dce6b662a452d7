#include "core/factoids/words/speech.h"
#include "little_land.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace factoid;
using namespace factoid::test;

namespace {

const QStringList kKinds = {QStringLiteral("highest"),
                            QStringLiteral("lowest"),
                            QStringLiteral("highest_per_head"),
                            QStringLiteral("lowest_per_head"),
                            QStringLiteral("rank"),
                            QStringLiteral("outlier"),
                            QStringLiteral("share"),
                            QStringLiteral("yoy_change"),
                            QStringLiteral("long_change"),
                            QStringLiteral("streak"),
                            QStringLiteral("record"),
                            QStringLiteral("trend"),
                            QStringLiteral("ratio"),
                            QStringLiteral("gap"),
                            QStringLiteral("type_comparison"),
                            QStringLiteral("nation_comparison"),
                            QStringLiteral("region_comparison"),
                            QStringLiteral("concentration"),
                            QStringLiteral("mean_median"),
                            QStringLiteral("threshold_count"),
                            QStringLiteral("threshold_one"),
                            QStringLiteral("total_yoy_change"),
                            QStringLiteral("total_long_change"),
                            QStringLiteral("total_streak"),
                            QStringLiteral("total_record"),
                            QStringLiteral("total_trend"),
                            QStringLiteral("part_of_whole"),
                            QStringLiteral("rank_change"),
                            QStringLiteral("correlation")};

Lexicon english() {
    auto lexicon = Lexicon::load(QStringLiteral("en"));
    REQUIRE(lexicon);
    return *lexicon;
}

} // namespace

TEST_CASE("every fact kind has at least four patterns that end with a full stop") {
    const Lexicon lexicon = english();
    for (const QString& kind : kKinds) {
        INFO(kind.toStdString());
        const QStringList patterns = lexicon.patterns(kind);
        CHECK(patterns.size() >= 4);
        CHECK(QSet<QString>(patterns.begin(), patterns.end()).size() == patterns.size());
        for (const QString& pattern : patterns)
            CHECK(pattern.endsWith(QLatin1Char('.')));
    }
    CHECK(lexicon.patterns(QStringLiteral("nonsense")).isEmpty());
}

TEST_CASE("a language without words is an error") {
    CHECK_FALSE(Lexicon::load(QStringLiteral("xx")));
    CHECK(Lexicon::load(QStringLiteral("xx")).error().kind == ErrorKind::Usage);
}

TEST_CASE("every field with traits has words and every field with words has traits") {
    QFile file(QStringLiteral(":/words/en.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QJsonObject fields =
        QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("fields")).toObject();
    CHECK(fields.size() == 72);
    for (const QString& slug : fields.keys()) {
        INFO(slug.toStdString());
        CHECK(wordTraits().contains(slug));
        const QJsonObject words = fields.value(slug).toObject();
        CHECK(words.value(QLatin1String("did")).toString().count(QStringLiteral("{amount}")) == 1);
        CHECK(!words.value(QLatin1String("noun")).toString().isEmpty());
    }
    CHECK(wordTraits().size() >= fields.size());
}

TEST_CASE("a field that nobody has described is spoken of by its name") {
    const Lexicon lexicon = english();
    const FieldWords words =
        lexicon.field(landField("library_visits", "Library visits (all branches)", "count"), {});
    CHECK(words.noun.toStdString() == "library visits");
    CHECK(words.did.toStdString() == "reported library visits of {amount}");
    CHECK(lexicon.field(landField("x", "HRA rents", "GBP"), {}).noun.toStdString() == "HRA rents");
}

TEST_CASE("balances are at a date and flows in a year") {
    const Year year = Year::financial(2019);
    CHECK(Speech::year(Moment::Closing, year).toStdString() == "March 2020");
    CHECK(Speech::year(Moment::Opening, year).toStdString() == "April 2019");
    CHECK(Speech::year(Moment::Flow, year).toStdString() == "2019/20");
    CHECK(Speech::year(Moment::Middle, year).toStdString() == "mid-2019");
    CHECK(Speech::year(Moment::Flow, Year::calendar(2018)).toStdString() == "2018");
    CHECK(Speech::year(Moment::Closing, Year::calendar(2018)).toStdString() == "December 2018");
}

TEST_CASE("councils are named so that one council is meant") {
    const Panel panel = littleLand();
    const Lexicon lexicon = english();
    const Speech speech(panel, wordTraits(), lexicon);
    const auto named = [&](const char* code) {
        return speech.council(panel.councilIndex(QString::fromLatin1(code))).toStdString();
    };
    CHECK(named("E10000016") == "Kent");
    CHECK(named("E0820") == "Cornwall (the former county council)");
    CHECK(named("E06000052") == "Cornwall (the unitary authority)");
    CHECK(named("E06000046") == "the Isle of Wight");
    CHECK(named("E47000010") == "North East (the combined authority)");
    CHECK(named("S12000036") == "Edinburgh");
    CHECK(named("N09000002") == "Armagh City, Banbridge and Craigavon");
    CHECK(possessive(QStringLiteral("Devon")).toStdString() == "Devon's");
    CHECK(possessive(QStringLiteral("St Helens")).toStdString() == "St Helens'");
}

TEST_CASE("groups are named with the place that they need") {
    const Panel panel = littleLand();
    const Lexicon lexicon = english();
    const Speech speech(panel, wordTraits(), lexicon);
    const int borrowing = panel.fieldIndex(QStringLiteral("total_borrowing"));
    const Year year = Year::financial(2019);
    CHECK(speech.group(scopeOf("County"), borrowing, year)->oneIn.toStdString() ==
          "county council in England");
    CHECK(speech.group(scopeOf("County"), borrowing, year)->manyOf.toStdString() ==
          "English county councils");
    CHECK(speech.group(scopeOf("London borough"), borrowing, year)->oneIn.toStdString() ==
          "London borough");
    CHECK(speech.group(scopeOf("Welsh unitary authority"), borrowing, year)->manyOf.toStdString() ==
          "Welsh councils");
    CHECK(speech.group({{}, {}, QStringLiteral("South West")}, borrowing, year)
              ->manyOf.toStdString() == "councils in the South West");
    // Only English councils have figures here, so "the UK" would be untrue.
    CHECK(speech.group({}, borrowing, year)->oneIn.toStdString() == "council in England");
}
