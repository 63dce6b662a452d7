#include "core/factoids/words/name_formatter.h"
#include "little_land.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace factoid;
using namespace factoid::test;

namespace {

const QStringList kKinds = {u"highest"_s,
                            u"lowest"_s,
                            u"highest_per_head"_s,
                            u"lowest_per_head"_s,
                            u"rank"_s,
                            u"outlier"_s,
                            u"share"_s,
                            u"yoy_change"_s,
                            u"long_change"_s,
                            u"streak"_s,
                            u"record"_s,
                            u"trend"_s,
                            u"ratio"_s,
                            u"gap"_s,
                            u"type_comparison"_s,
                            u"nation_comparison"_s,
                            u"region_comparison"_s,
                            u"concentration"_s,
                            u"mean_median"_s,
                            u"threshold_count"_s,
                            u"threshold_one"_s,
                            u"total_yoy_change"_s,
                            u"total_long_change"_s,
                            u"total_streak"_s,
                            u"total_record"_s,
                            u"total_trend"_s,
                            u"part_of_whole"_s,
                            u"rank_change"_s,
                            u"correlation"_s};

Lexicon english()
{
    auto lexicon = Lexicon::load(u"en"_s);
    REQUIRE(lexicon);
    return *lexicon;
}

} // namespace

TEST_CASE("every fact kind has at least four patterns that end with a full stop")
{
    const Lexicon lexicon = english();
    for (const QString& kind : kKinds) {
        INFO(kind.toStdString());
        const QStringList patterns = lexicon.patterns(kind);
        CHECK(patterns.size() >= 4);
        CHECK(QSet<QString>(patterns.begin(), patterns.end()).size() == patterns.size());
        for (const QString& pattern : patterns)
            CHECK(pattern.endsWith(QLatin1Char('.')));
    }
    CHECK(lexicon.patterns(u"nonsense"_s).isEmpty());
}

TEST_CASE("a language without words is an error")
{
    CHECK_FALSE(Lexicon::load(u"xx"_s));
    CHECK(Lexicon::load(u"xx"_s).error().kind == ErrorKind::Usage);
}

TEST_CASE("every field with traits has words and every field with words has traits")
{
    QFile file(u":/words/en.json"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QJsonObject fields = QJsonDocument::fromJson(file.readAll()).object().value("fields"_L1).toObject();
    CHECK(fields.size() == 72);
    for (const QString& slug : fields.keys()) {
        INFO(slug.toStdString());
        CHECK(wordTraits().contains(slug));
        const QJsonObject words = fields.value(slug).toObject();
        CHECK(words.value("did"_L1).toString().count(u"{amount}"_s) == 1);
        CHECK(!words.value("noun"_L1).toString().isEmpty());
    }
    CHECK(wordTraits().size() >= fields.size());
}

TEST_CASE("a field that nobody has described is spoken of by its name")
{
    const Lexicon lexicon = english();
    const FieldWords words = lexicon.field(landField("library_visits", "Library visits (all branches)", "count"), {});
    CHECK(words.noun.toStdString() == "library visits");
    CHECK(words.did.toStdString() == "reported library visits of {amount}");
    CHECK(lexicon.field(landField("x", "HRA rents", "GBP"), {}).noun.toStdString() == "HRA rents");
}

TEST_CASE("balances are at a date and flows in a year")
{
    const Lexicon lexicon = english();
    const Panel panel;
    const Traits traits;
    const NameFormatter formatter(panel, traits, lexicon);
    const Year year = Year::financial(2019);
    CHECK(formatter.year({}, Moment::Closing, year).toStdString() == "March 2020");
    CHECK(formatter.year({}, Moment::Opening, year).toStdString() == "April 2019");
    CHECK(formatter.year({}, Moment::Flow, year).toStdString() == "2019/20");
    CHECK(formatter.year({}, Moment::Middle, year).toStdString() == "mid-2019");
    CHECK(formatter.year({}, Moment::Flow, Year::calendar(2018)).toStdString() == "2018");
    CHECK(formatter.year({}, Moment::Closing, Year::calendar(2018)).toStdString() == "December 2018");
}

TEST_CASE("councils are named so that one council is meant")
{
    const Panel panel = littleLand();
    const Lexicon lexicon = english();
    const NameFormatter formatter(panel, wordTraits(), lexicon);
    const auto named = [&](const char* code) {
        return formatter.council(panel.councilIndex(QString::fromLatin1(code))).toStdString();
    };
    CHECK(named("E10000016") == "Kent");
    CHECK(named("E0820") == "Cornwall (the former county council)");
    CHECK(named("E06000052") == "Cornwall (the unitary authority)");
    CHECK(named("E06000046") == "the Isle of Wight");
    CHECK(named("E47000010") == "North East (the combined authority)");
    CHECK(named("S12000036") == "Edinburgh");
    CHECK(named("N09000002") == "Armagh City, Banbridge and Craigavon");
    CHECK(possessive(u"Devon"_s).toStdString() == "Devon's");
    CHECK(possessive(u"St Helens"_s).toStdString() == "St Helens'");
}

TEST_CASE("groups are named with the place that they need")
{
    const Panel panel = littleLand();
    const Lexicon lexicon = english();
    const NameFormatter formatter(panel, wordTraits(), lexicon);
    const int borrowing = panel.fieldIndex(u"total_borrowing"_s);
    const Year year = Year::financial(2019);
    CHECK(formatter.group(scopeOf("County"), borrowing, year)->oneIn.toStdString() == "county council in England");
    CHECK(formatter.group(scopeOf("County"), borrowing, year)->manyOf.toStdString() == "English county councils");
    CHECK(formatter.group(scopeOf("London borough"), borrowing, year)->oneIn.toStdString() == "London borough");
    CHECK(formatter.group(scopeOf("Welsh unitary authority"), borrowing, year)->manyOf.toStdString() ==
          "Welsh councils");
    CHECK(formatter.group({{}, {}, u"South West"_s}, borrowing, year)->manyOf.toStdString() ==
          "councils in the South West");
    // Only English councils have figures here, so "the UK" would be untrue.
    CHECK(formatter.group({}, borrowing, year)->oneIn.toStdString() == "council in England");
}

TEST_CASE("data that are not the United Kingdom's are spoken of in their own words, or in none")
{
    const auto profile = profileFromBytes(R"({"whole": {"spoken": "the European Union", "adjective": "EU"},
        "entity": {"one": "country", "many": "countries"}, "types": {"MS": {"one": "member state", "many": "member states"}},
        "nations": {"Holland": {"spoken": "the Netherlands", "adjective": "Dutch"}}, "year_end": "06-30",
        "year_ends": {"tax": "12-31"}, "balances": ["debt"], "flows": ["total_borrowing"]})");
    REQUIRE(profile);
    const auto own = Lexicon::load(u"en"_s, *profile);
    REQUIRE(own);
    CHECK(own->wholeCountry().spoken == u"the European Union"_s);
    CHECK(own->council().many == u"countries"_s);
    CHECK(own->type(u"MS"_s).many == u"member states"_s);
    CHECK(own->place(u"Holland"_s).adjective == u"Dutch"_s);
    CHECK(own->field(landField("debt", "Public debt", "EUR"), {}).moment == Moment::Closing);
    CHECK(own->field(landField("spend", "Spending", "EUR"), {}).moment == Moment::Flow);
    const Panel panel;
    const Traits traits;
    CHECK(NameFormatter(panel, traits, *own).year({}, Moment::Closing, Year::financial(2018)) == u"June 2019"_s);
    CHECK(NameFormatter(panel, traits, *own).year({}, Moment::Opening, Year::financial(2018)) == u"July 2018"_s);
    // A field may have years of its own, and may be no balance though another of its name is one.
    CHECK(NameFormatter(panel, traits, *own).year(u"tax"_s, Moment::Closing, Year::financial(2018)) ==
          u"December 2019"_s);
    CHECK(own->field(landField("total_borrowing", "Borrowing", "EUR"), wordTraits()).moment == Moment::Flow);

    const auto none = Lexicon::load(u"en"_s, DataProfile());
    REQUIRE(none);
    CHECK(none->wholeCountry().spoken.isEmpty());
    CHECK(none->council().one.isEmpty());
    // A type of the United Kingdom's has no nation here.
    CHECK(none->type(u"County"_s).nation.isEmpty());
    CHECK(none->field(landField("total_borrowing", "Debt", "USD"), wordTraits()).moment == Moment::Flow);
    struct Plural {
        const char *one, *many;
    };
    for (const Plural& each :
         {Plural{"Country", "countries"}, Plural{"Parish", "parishes"}, Plural{"Borough", "boroughs"},
          Plural{"Bailey", "baileys"}, Plural{"Unitary authority", "unitary authorities"}, Plural{"State", "states"},
          Plural{"Metropolis", "metropolises"}})
        CHECK(none->type(QString::fromLatin1(each.one)).many.toStdString() == each.many);
    CHECK(none->place(u"United States"_s).in == u"in the United States"_s);
    CHECK(none->place(u"Czech Republic"_s).in == u"in the Czech Republic"_s);
    CHECK(none->place(u"Germany"_s).in == u"in Germany"_s);
    // Welsh has words for the United Kingdom alone.
    CHECK(Lexicon::load(u"cy"_s, *profile)->council().one.isEmpty());
}

TEST_CASE("a field's name as it stands in a sentence")
{
    struct Name {
        const char *name, *said;
    };
    const Lexicon lexicon = english();
    for (const Name& each : {Name{"Library visits (all branches)", "library visits"},
                             Name{"Cost (net) of libraries", "cost (net) of libraries"}, Name{"HRA rents", "HRA rents"},
                             Name{"Capital Financing Requirement", "capital financing requirement"},
                             Name{"of which: Social security contributions", "social security contributions"},
                             Name{"Of which social security contributions", "social security contributions"},
                             Name{"Universal Credit payments", "universal Credit payments"}, Name{"(net)", "(net)"}})
        CHECK(lexicon.field(landField("x", each.name, "GBP"), {}).noun.toStdString() == each.said);
}

TEST_CASE("councils of one name are told apart by kind, then by place, or not named at all")
{
    std::vector<Council> councils;
    const auto add = [&](const char* code, const char* type, const char* region, const char* nation) {
        Council council;
        council.code = QString::fromLatin1(code);
        council.name = u"Springfield"_s;
        council.type = QString::fromLatin1(type);
        council.region = QString::fromLatin1(region);
        council.nation = QString::fromLatin1(nation);
        councils.push_back(council);
    };
    add("1", "City", "Illinois", "United States");
    add("2", "City", "Ohio", "United States");
    add("3", "Township", "Ohio", "United States");
    add("4", "Village", "Maine", "United States");
    add("5", "Village", "Maine", "United States");
    add("6", "Village", "Maine", "Canada");
    const Panel panel(councils, {});
    const Traits traits;
    const auto lexicon = Lexicon::load(u"en"_s, panel.profile());
    REQUIRE(lexicon);
    const NameFormatter formatter(panel, traits, *lexicon);
    const char* expected[] = {
        "Springfield (the city in Illinois)", "Springfield (the city in Ohio)", "Springfield (the township)", "", "",
        "Springfield (the village in Canada)"};
    for (int i = 0; i < 6; ++i)
        CHECK(formatter.council(i).toStdString() == expected[i]);
}
