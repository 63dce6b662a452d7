// What a data set calls things: read, kept as settings, and assumed of no register that does not say it.

#include "core/figures/data_profile.h"

#include <catch2/catch.hpp>

using namespace factoid;

namespace {

std::vector<Council> councilsOf(std::initializer_list<const char*> nations)
{
    std::vector<Council> councils;
    for (const char* nation : nations) {
        Council council;
        council.code = QString::number(councils.size());
        council.nation = QString::fromUtf8(nation);
        councils.push_back(council);
    }
    return councils;
}

} // namespace

TEST_CASE("only a register whose nations are the United Kingdom's is the United Kingdom's")
{
    CHECK(profileOf(councilsOf({"England", "Wales"})).isUk());
    CHECK(profileOf(councilsOf({"England"})).isUk());
    CHECK(profileOf(councilsOf({"Scotland", ""})).isUk());
    CHECK(profileOf(councilsOf({"England"})).whole.spoken == u"the UK"_s);
    for (const auto& nations : {councilsOf({"Germany", "France"}), councilsOf({"England", "France"}), councilsOf({""}),
                                councilsOf({}), councilsOf({"United States"})}) {
        const DataProfile profile = profileOf(nations);
        CHECK_FALSE(profile.isUk());
        CHECK(profile == DataProfile());
    }
}

TEST_CASE("a year ends where the profile says")
{
    const Year year = Year::financial(2018);
    CHECK_FALSE(DataProfile().lastDay(year).isValid());
    CHECK_FALSE(DataProfile().firstDay(year).isValid());
    CHECK(DataProfile().lastDay(Year::calendar(2018)) == QDate(2018, 12, 31));
    struct Case {
        const char* said;
        QDate first, last;
    };
    for (const Case& one : {Case{"06-30", {2018, 7, 1}, {2019, 6, 30}}, Case{"03-31", {2018, 4, 1}, {2019, 3, 31}},
                            Case{"09-30", {2018, 10, 1}, {2019, 9, 30}}, Case{"02-29", {2018, 3, 1}, {2019, 2, 28}}}) {
        const auto profile = profileFromJson({{u"year_end"_s, QString::fromLatin1(one.said)}});
        REQUIRE(profile);
        CHECK(profile->lastDay(year) == one.last);
        CHECK(profile->firstDay(year) == one.first);
    }
}

TEST_CASE("a field's years may end otherwise, and where nobody says so a year has all days that it may have")
{
    const auto profile = profileFromBytes(R"({"year_end": "06-30", "year_ends": {"tax": "03-31"}})");
    REQUIRE(profile);
    const Year year = Year::financial(2018);
    CHECK(profile->days(year) == YearDays{{2018, 7, 1}, {2019, 6, 30}});
    CHECK(profile->days(year, u"debt"_s) == YearDays{{2018, 7, 1}, {2019, 6, 30}});
    CHECK(profile->days(year, u"tax"_s) == YearDays{{2018, 4, 1}, {2019, 3, 31}});
    CHECK(profile->days(Year::calendar(2018), u"tax"_s) == YearDays{{2018, 1, 1}, {2018, 12, 31}});
    CHECK(DataProfile().days(year) == YearDays{{2018, 1, 1}, {2019, 12, 31}});

    Council council;
    council.activeFrom = {2019, 5, 1};
    council.activeTo = {2019, 7, 1}; // there from May to June 2019
    CHECK(council.activeIn(profile->days(year)));
    CHECK_FALSE(council.activeIn(profile->days(year, u"tax"_s)));
    CHECK_FALSE(council.activeIn(profile->days(year.plus(1))));
    CHECK(council.activeIn(profile->days(year.plus(1), u"tax"_s)));
    CHECK(council.endedBefore(profile->days(year.plus(1))));
    CHECK_FALSE(council.endedBefore(profile->days(year.plus(1), u"tax"_s)));
    CHECK(council.activeIn(DataProfile().days(year)));
}

TEST_CASE("what is said later is added to what is kept, and a flow is no longer a balance")
{
    const auto kept = profileSettings(*profileFromBytes(
        R"({"year_end": "06-30", "nations": {"Malta": "Malta"}, "balances": ["debt", "cash"], "year_ends": {"tax": "03-31"}})"));
    const auto said =
        profileSettings(*profileFromBytes(R"({"whole": "the Three", "flows": ["debt"], "balances": ["tax"]})"));
    const DataProfile both = profileWith(councilsOf({"Malta"}), settingsWith(kept, said));
    CHECK(both.whole.spoken == u"the Three"_s);
    CHECK(both.yearEnds == 630);
    CHECK(both.nations.contains(u"Malta"_s));
    CHECK(both.balances == QSet<QString>{u"cash"_s, u"tax"_s});
    CHECK(both.flows == QSet<QString>{u"debt"_s});
    CHECK(both.fieldYearEnds.value(u"tax"_s) == 331);
    CHECK(settingsWith({}, said) == said);
    CHECK(settingsWith(kept, {}) == kept);
    // A register of the United Kingdom that says so keeps the words that ship.
    CHECK(profileWith(councilsOf({"England"}), {{u"data.whole"_s, u"the UK"_s}}).isUk());
}

TEST_CASE("former codes are read and written")
{
    const auto codes = formerCodesFrom(u" E1  E2:2013-04-01 ");
    REQUIRE(codes);
    CHECK(*codes == std::vector<FormerCode>{{u"E1"_s, {}}, {u"E2"_s, {2013, 4, 1}}});
    CHECK(formerCodesText(*codes) == u"E1 E2:2013-04-01"_s);
    CHECK(formerCodesFrom(u"E1,E2:2013-04-01") == codes);
    CHECK(formerCodesFrom(u"")->empty());
    for (const char* wrong : {"E1:2013", ":2013-04-01", "E1:", "E1:2013-02-30"})
        CHECK_FALSE(formerCodesFrom(QString::fromLatin1(wrong)));
}

TEST_CASE("a profile is read, written and kept as settings without loss")
{
    const auto profile =
        profileFromBytes(R"({"profile": 1, "whole": {"spoken": "the European Union", "adjective": "EU"},
        "entity": {"one": "country", "many": "countries"}, "types": {"MS": {"one": "member state", "many": "member states"}},
        "nations": {"Netherlands": {"spoken": "the Netherlands", "adjective": "Dutch"}, "Malta": "Malta"},
        "year_end": "06-30", "balances": ["debt"]})");
    REQUIRE(profile);
    CHECK(*profileFromJson(profileToJson(*profile)) == *profile);
    CHECK(profileWith(councilsOf({"Netherlands", "Malta"}), profileSettings(*profile)) == *profile);
    CHECK(profileSettings(DataProfile()).isEmpty());
    CHECK(profileWith(councilsOf({"England"}), {}).isUk());
    CHECK(profileWith(councilsOf({"England"}), {{u"data.year_end"_s, u"09-30"_s}}).isUk());
    CHECK_FALSE(profileWith(councilsOf({"England"}), profileSettings(*profile)).isUk());
    CHECK(profileWith(councilsOf({"Malta"}), {{u"data.words"_s, u"{nonsense"_s}}) == DataProfile());
}

TEST_CASE("a profile that says something else is refused by its key")
{
    struct Case {
        const char* json;
        const char* said;
    };
    for (const Case& one :
         {Case{R"({"colour": 1})", "colour is not a key"}, Case{R"({"profile": 2})", "profile must be 1"},
          Case{R"({"entity": {"one": "state"}})", "entity must have one and many"},
          Case{R"({"whole": {"adjective": "EU"}})", "whole must be a name"},
          Case{R"({"nations": {"Malta": 3}})", "nations.Malta must be a name"},
          Case{R"({"year_end": "June"})", "year_end must be month and day"},
          Case{R"({"types": {"MS": {"one": "a", "many": "b", "x": 1}}})", "types.MS.x is not a key"},
          Case{R"({"year_ends": {"tax": "13-01"}})", "year_ends.tax must be month and day"},
          Case{R"({"balances": ["a"], "flows": ["a"]})", "flows names a field that is also"},
          Case{"[]", "not a JSON object"}}) {
        const auto refused = profileFromBytes(one.json);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(QString::fromLatin1(one.said)));
    }
}
