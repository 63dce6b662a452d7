// The examples of the house style, found in the real figures. Needs the full data:
// FACTOID_SHARED_DATA is the folder that holds tidy/; without it these tests say so and end.
#include "core/insights/mine/miner.h"
#include "synthetic.h"
#include "tests/figures/tidy_panel.h"
#include "traits_file.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

const Panel* sharedPanel()
{
    static const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    static const Panel panel = folder.isEmpty() ? Panel() : tidyPanel(folder + u"/tidy"_s);
    if (folder.isEmpty())
        WARN("skipped: FACTOID_SHARED_DATA is not set");
    return folder.isEmpty() ? nullptr : &panel;
}

std::vector<Fact> found(const Panel& panel, const char* field, int year, const char* kind)
{
    auto facts = factsFor(panel, traitsFile(), QString::fromLatin1(field), Year::financial(year));
    return facts ? ofKind(*facts, kind) : std::vector<Fact>();
}

const Fact* withCouncils(const std::vector<Fact>& facts, const QStringList& codes, const Scope* scope = nullptr,
                         const QString& variant = {})
{
    for (const Fact& fact : facts) {
        if (fact.councils == codes && (!scope || fact.scope == *scope) &&
            (variant.isEmpty() || fact.variant == variant))
            return &fact;
    }
    return nullptr;
}

QString codeOf(const Panel& panel, const char* name, const char* type)
{
    for (const Council& council : panel.councils()) {
        if (council.name == QLatin1String(name) && council.type == QLatin1String(type))
            return council.code;
    }
    return {};
}

const Scope kEverywhere;
const Scope kEngland{{}, u"England"_s, {}};
const Scope kDistricts{u"Non-metropolitan district"_s, {}, {}};

} // namespace

TEST_CASE("Woking owed more per head than any other council in the UK", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "total_borrowing", 2019, "highest_per_head");
    const Fact* fact = withCouncils(facts, {codeOf(*panel, "Woking", "Non-metropolitan district")}, &kEverywhere);
    REQUIRE(fact);
    CHECK(fact->claims[0].result.toString() == u"13199.3526"_s);
    CHECK(fact->claims[1].result == Decimal::fromInt(1));
    CHECK(fact->claims[2].result.toString() == u"1378316000"_s);
}

TEST_CASE("Thurrock borrowing quadrupled in four years", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "total_borrowing", 2019, "long_change");
    const Fact* fact = withCouncils(facts, {codeOf(*panel, "Thurrock", "Unitary authority")}, nullptr, u"2015/16"_s);
    REQUIRE(fact);
    CHECK(fact->claims[2].result.toString() == u"3.9959"_s);
}

TEST_CASE("ten of the 192 districts hold a third of district borrowing", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "total_borrowing", 2019, "concentration");
    const Fact* fact = withCouncils(facts, {}, &kDistricts, u"top 10"_s);
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(192));
    CHECK(fact->claims[1].result.toFixed(2) == u"33.07"_s);
}

TEST_CASE("culture spending in England fell nine years in a row", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "spend_cultural", 2018, "total_streak");
    const Fact* fact = withCouncils(facts, {}, &kEngland);
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(9));
    CHECK(fact->claims[0].direction == Direction::Fall);
    CHECK(fact->claims[1].operands[0].year == Year::financial(2009));
    CHECK(fact->claims[1].result.toString() == u"3423408000"_s);
}

TEST_CASE("the average district owed nearly twice the typical one", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "total_borrowing", 2019, "mean_median");
    const Fact* fact = withCouncils(facts, {}, &kDistricts);
    REQUIRE(fact);
    CHECK(fact->claims[1].result == Decimal::fromInt(42'268'000));
    CHECK(fact->claims[2].result.toString() == u"1.9355"_s);
}

TEST_CASE("Plymouth alone had negative unallocated reserves", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "unallocated_reserves_close", 2023, "threshold_count");
    const Fact* fact = withCouncils(facts, {codeOf(*panel, "Plymouth", "Unitary authority")}, &kEngland);
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(1));
    CHECK(fact->claims[1].result == Decimal::fromInt(-64'632'000));
}

TEST_CASE("revenue support grant to English councils shrank to a thirtieth", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "revenue_support_grant", 2019, "total_long_change");
    const Fact* fact = withCouncils(facts, {}, &kEngland, u"2013/14"_s);
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(-511'115'000));
    CHECK(fact->claims[1].result == Decimal::fromInt(-14'694'960'000));
    CHECK(fact->claims[2].direction == Direction::Rise); // of the stored values: the income fell
}

TEST_CASE("adult social care takes a larger part of service spending", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "spend_adult_social_care", 2023, "part_of_whole");
    const Fact* fact = withCouncils(facts, {}, &kEngland);
    REQUIRE(fact);
    CHECK(fact->claims[0].result.toFixed(0) == u"21"_s);
    CHECK(fact->claims[1].result.toFixed(0) == u"17"_s);
    CHECK(fact->claims[1].operands[0].year == Year::financial(2011));
}

TEST_CASE("Kent held twice the earmarked reserves of Devon", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const auto facts = found(*panel, "earmarked_reserves_close", 2022, "ratio");
    const Fact* fact = withCouncils(facts, {codeOf(*panel, "Kent", "County"), codeOf(*panel, "Devon", "County")});
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(301'318'000));
    CHECK(fact->claims[2].result.toString() == u"1.9779"_s);
}

TEST_CASE("the latest facts of the full data are many and their first set is varied", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    MineOptions options;
    options.today = QDate(2024, 9, 15);
    const auto facts = mine(*panel, traitsFile(), options);
    REQUIRE(facts);
    CHECK(facts->size() > 1'500);
    QSet<QString> fields, kinds;
    for (const Fact& fact : selectSet(*facts, 10)) {
        fields.insert(fact.field);
        kinds.insert(fact.kind);
    }
    CHECK(fields.size() == 10);
    CHECK(kinds.size() >= 5);
}
