#include "little_land.h"
#include "tests/support/test_paths.h"

#include <map>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kKent = u"E10000016"_s;
const QString kDevon = u"E10000008"_s;
const QString kNorfolk = u"E10000020"_s;

// Each claim once for every way in which a text may show it; a text takes those that it shows.
std::map<QString, std::vector<Claim>> claimSets(const Panel& panel)
{
    using enum Operation;
    const char* debt = "total_borrowing";
    const Operand kent = ofCouncil(debt, 2019, kKent);
    const Operand before = ofCouncil(debt, 2015, kKent);
    const Operand devon = ofCouncil(debt, 2019, kDevon);
    const Operand grant = ofCouncil("revenue_support_grant", 2019, kKent);
    const Operand grantBefore = ofCouncil("revenue_support_grant", 2018, kKent);
    Operand negative = ofAll("unallocated_reserves_close", 2019, Measure::Count);
    negative.below = Decimal();
    const auto rank = [&](const char* shown) {
        return claimOf(Rank, {kent}, shown, Direction::Highest, scopeOf("County"));
    };
    std::map<QString, std::vector<Claim>> sets;
    sets[u"ratio"_s] = {claimOf(Value, {kent}, "£301 million"), claimOf(Value, {devon}, "£152 million"),
                        claimOf(Ratio, {kent, devon}, "twice")};
    sets[u"rank"_s] = {claimOf(Value, {kent}, "£301 million"), rank("more than any other county council in England"),
                       rank("the most of any county council in England"), rank("the most")};
    sets[u"change"_s] = {claimOf(Value, {kent}, "£301 million"), claimOf(Value, {before}, "£75.3 million"),
                         claimOf(Ratio, {kent, before}, "quadrupled"), claimOf(Ratio, {kent, before}, "four times")};
    sets[u"group"_s] = {
        claimOf(Value, {ofAll(debt, 2019, Measure::Sum)}, "£638 million", Direction::None, scopeOf("County"))};
    sets[u"per_head"_s] = {claimOf(Value, {ofCouncil(debt, 2019, kKent, Measure::PerHead)}, "£201")};
    sets[u"income"_s] = {claimOf(Value, {grant}, "£50 million"), claimOf(Value, {grantBefore}, "£100 million"),
                         claimOf(Ratio, {grant, grantBefore}, "halved")};
    sets[u"negative"_s] = {
        claimOf(Count, {negative}, "the only", Direction::None, scopeOf("", "England")),
        claimOf(Value, {ofCouncil("unallocated_reserves_close", 2019, kNorfolk)}, "minus £1.77 million")};
    sets[u"tax"_s] = {claimOf(Value, {ofCouncil("band_d_council_tax", 2019, kKent)}, "£1,534.23")};
    sets[u"unknown_field"_s] = {claimOf(Value, {ofCouncil("library_visits", 2019, kKent)}, "1,234,567")};
    sets[u"euro"_s] = {claimOf(Value, {ofCouncil("water_cost", 2019, kKent)}, "€2.5 million")};
    sets[u"plain_text"_s] = {claimOf(Value, {kent}, "£301 million")};
    for (auto& [name, claims] : sets)
        claims = filled(panel, claims);
    return sets;
}

// The claims that the text shows; all values are claimed either way.
std::vector<Claim> claimsFor(const QString& text, const std::vector<Claim>& set)
{
    std::vector<Claim> claims;
    for (const Claim& claim : set) {
        const bool words = claim.operation != Operation::Value && claim.operation != Operation::Count;
        if (!words || text.contains(claim.shown))
            claims.push_back(claim);
    }
    return claims;
}

Verdict verdictOn(const char* text, const char* set = "plain_text")
{
    static const Panel panel = littleLand();
    static const auto sets = claimSets(panel);
    const Verifier verifier(panel, wordTraits());
    return verifier.verify(
        factoidOf(QString::fromUtf8(text), claimsFor(QString::fromUtf8(text), sets.at(QString::fromLatin1(set)))));
}

} // namespace

TEST_CASE("texts are proven or refused as in the table")
{
    const Panel panel = littleLand();
    const auto sets = claimSets(panel);
    const Verifier verifier(panel, wordTraits());
    QFile file(testPath(u"factoids/cases/verifier.case"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QString set;
    int checked = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        if (line.startsWith("claims "_L1)) {
            set = line.mid(7);
            REQUIRE(sets.contains(set));
            continue;
        }
        const bool welsh = line.startsWith("cy "_L1);
        const QString told = welsh ? line.mid(3) : line;
        const bool honest = told.startsWith("yes "_L1);
        const QString text = told.section(QLatin1Char(' '), 1).section(u" | "_s, 0, 0);
        const QString words = told.section(u" | "_s, 1);
        Factoid factoid = factoidOf(text, claimsFor(text, sets.at(set)));
        if (welsh) {
            factoid.language = u"cy"_s;
            for (Claim& claim : factoid.claims)
                claim.shown.replace("million"_L1, "miliwn"_L1);
        }
        const Verdict verdict = verifier.verify(factoid);
        INFO(text.toStdString());
        INFO(verdict.reason.toStdString());
        CHECK(verdict.supported == honest);
        CHECK((honest || verdict.reason.contains(words)));
        ++checked;
    }
    CHECK(checked > 60);
}

TEST_CASE("a claim that the figures do not bear out is refused whatever the text says")
{
    const Panel panel = littleLand();
    const Verifier verifier(panel, wordTraits());
    const QString text = u"Kent owed £301 million in March 2020."_s;
    const auto claims =
        filled(panel, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, kKent)}, "£301 million")});
    CHECK(verifier.verify(factoidOf(text, claims)).supported);
    auto wrong = claims;
    wrong[0].operands[0].value = Decimal::fromInt(301'000'000);
    CHECK_FALSE(verifier.verify(factoidOf(text, wrong)).supported);
    wrong = claims;
    wrong[0].result = Decimal::fromInt(301'000'000);
    CHECK_FALSE(verifier.verify(factoidOf(text, wrong)).supported);
    wrong = claims;
    wrong[0].shown.clear();
    CHECK_FALSE(verifier.verify(factoidOf(text, wrong)).supported);
    wrong = claims;
    wrong[0].operands[0].field = u"no_such_field"_s;
    CHECK_FALSE(verifier.verify(factoidOf(text, wrong)).supported);
    CHECK_FALSE(verifier.verify(factoidOf(text, {})).supported);
    Factoid other = factoidOf(text, claims);
    other.language = u"fr"_s;
    CHECK_FALSE(verifier.verify(other).supported);
}

TEST_CASE("characters that are not plain text are refused")
{
    for (const char* text :
         {"Kent\u200b owed £301 million in March 2020.", "Kent owed £301\u00a0million in March 2020.",
          "\u202eKent owed £301 million in March 2020.", "K\u0435nt owed £301 million in March 2020.",
          "Kent owed £\uff13\uff10\uff11 million in March 2020. £301 million.",
          "Kent owed £301 million in March 2020\t.", "Kent owed £301 million in March 2020.\n",
          "Kent owed £301 million\u0301 in March 2020.", "Kent  owed £301 million in March 2020.",
          "“Kent” owed £301 million in March 2020.", "Kent owed £301 million in March 2020 \U0001F600.",
          "Kent owed £301 million in \u24c2arch 2020."}) {
        INFO(text);
        CHECK_FALSE(verdictOn(text).supported);
    }
    CHECK(verdictOn("Kent owed £301 million in March 2020.").supported);
}

TEST_CASE("ambiguous names are refused until they carry their kind")
{
    Panel panel = littleLand();
    put(panel, "total_borrowing", 2019, "E06000052", "5000000");
    const Verifier verifier(panel, wordTraits());
    const auto claims =
        filled(panel, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, u"E06000052"_s)}, "£5 million")});
    CHECK_FALSE(verifier.verify(factoidOf(u"Cornwall owed £5 million in March 2020."_s, claims)).supported);
    CHECK_FALSE(
        verifier.verify(factoidOf(u"Cornwall (the former county council) owed £5 million in March 2020."_s, claims))
            .supported);
    CHECK(verifier.verify(factoidOf(u"Cornwall (the unitary authority) owed £5 million in March 2020."_s, claims))
              .supported);
}

TEST_CASE("provisional figures say so")
{
    Panel panel = littleLand();
    put(panel, "total_borrowing", 2019, "E10000016", "301400000", Status::Provisional);
    const Verifier verifier(panel, wordTraits());
    const auto claims =
        filled(panel, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, kKent)}, "£301 million")});
    CHECK_FALSE(verifier.verify(factoidOf(u"Kent owed £301 million in March 2020."_s, claims)).supported);
    CHECK(verifier.verify(factoidOf(u"Kent owed £301 million in March 2020, on provisional figures."_s, claims))
              .supported);
    CHECK_FALSE(verdictOn("Kent owed £301 million in March 2020, on provisional figures.").supported);
}

TEST_CASE("fault_13 an invented council with markup is refused however confident")
{
    const Panel panel = littleLand();
    const Verifier verifier(panel, wordTraits());
    const auto claims =
        filled(panel, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, kKent)}, "£301 million")});
    for (const char* text :
         {"<script>alert(1)</script>Barchester owed £301 million in March 2020.",
          "Barchester owed £301 million in March 2020.", "Kent and Barchester owed £301 million in March 2020.",
          "Kent owed £301 million in March 2020, like Barchester."}) {
        Factoid factoid = factoidOf(QString::fromUtf8(text), claims);
        factoid.confidence = 0.99;
        INFO(text);
        CHECK_FALSE(verifier.verify(factoid).supported);
    }
}

TEST_CASE("fault_14 an amount that was cut is refused and nothing is shortened to fit")
{
    CHECK_FALSE(verdictOn("Kent charged £1,5 for a Band D home in 2019/20.", "tax").supported);
    CHECK_FALSE(verdictOn("Kent charged £1,534.2", "tax").supported);
    QString longText = u"Kent charged £1,534.23 for a Band D home in 2019/20"_s;
    for (int i = 0; i < 30; ++i)
        longText += u" for a"_s;
    const Verdict verdict = verdictOn((longText + QLatin1Char('.')).toUtf8().constData(), "tax");
    CHECK_FALSE(verdict.supported);
    CHECK(verdict.reason.contains("words"_L1));
}

TEST_CASE("fault_09 two years under one label are refused")
{
    CHECK_FALSE(verdictOn("Kent owed £75.3 million and £301 million in March 2020.", "change").supported);
    CHECK_FALSE(
        verdictOn("Kent's borrowing rose from £75.3 million to £301 million in March 2020.", "change").supported);
}

TEST_CASE("fault_12 no percentage is claimed on a negative base")
{
    const Panel panel = littleLand();
    Claim claim =
        claimOf(Operation::Percent,
                {ofCouncil("revenue_support_grant", 2019, kKent), ofCouncil("revenue_support_grant", 2018, kKent)},
                "0 percent");
    CHECK_FALSE(completed(panel, claim));
    claim.operands[0].value = Decimal::fromInt(-50'000'000);
    claim.operands[1].value = Decimal::fromInt(-100'000'000);
    const Verifier verifier(panel, wordTraits());
    CHECK_FALSE(
        verifier
            .verify(factoidOf(u"Kent's revenue support grant rose by 0 percent in 2019/20 from 2018/19."_s, {claim}))
            .supported);
}

TEST_CASE("fault_08 the lowest is the lowest")
{
    const Panel panel = littleLand();
    const Verifier verifier(panel, wordTraits());
    const auto lowest = [&](const QString& code, const char* shown) {
        return completed(panel, claimOf(Operation::Rank, {ofCouncil("band_d_council_tax", 2019, code)}, shown,
                                        Direction::Lowest, scopeOf("County")));
    };
    const QString essex = u"E10000012"_s;
    const QString text = u"%1 charged less for a Band D home in 2019/20 than any "
                         "other county council in England: £1,391.40."_s;
    const QString better = u"In 2019/20, %1 charged £1,391.40 for a Band D home, "
                           "less than any other county council in England."_s;
    auto claim = lowest(essex, "less than any other county council in England");
    REQUIRE(claim);
    CHECK(claim->result == Decimal::fromInt(1));
    const auto value =
        filled(panel, {claimOf(Operation::Value, {ofCouncil("band_d_council_tax", 2019, essex)}, "£1,391.40")});
    CHECK(verifier.verify(factoidOf(better.arg(u"Essex"_s), {value[0], *claim})).supported);
    CHECK_FALSE(verifier.verify(factoidOf(better.arg(u"Devon"_s), {value[0], *claim})).supported);
    CHECK_FALSE(verifier.verify(factoidOf(text.arg(u"Devon"_s), {value[0], *claim})).supported);
    const auto devon = lowest(kDevon, "less than any other county council in England");
    REQUIRE(devon);
    CHECK(devon->result == Decimal::fromInt(2));
}

// What a text is read with is kept from one verifier to the next; it is that of the register at hand all the same.
TEST_CASE("a verifier reads with the names of its own register")
{
    const auto landWith = [](const QString& name) {
        std::vector<Council> councils = landCouncils();
        for (Council& council : councils)
            council.name = council.code == kKent ? name : council.name;
        Panel panel(std::move(councils), landFields());
        put(panel, "total_borrowing", 2019, "E10000016", "301400000");
        return panel;
    };
    const Panel kent = landWith(u"Kent"_s);
    const Panel ashby = landWith(u"Ashby"_s);
    const auto claims =
        filled(kent, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, kKent)}, "£301 million")});
    const auto isProven = [&](const Panel& panel, const Traits& traits, const QString& name) {
        return Verifier(panel, traits)
            .verify(factoidOf(u"%1 owed £301 million at the end of March 2020."_s.arg(name), claims))
            .supported;
    };
    for (int turn = 0; turn < 2; ++turn) {
        CHECK(isProven(kent, wordTraits(), u"Kent"_s));
        CHECK_FALSE(isProven(kent, wordTraits(), u"Ashby"_s));
        CHECK(isProven(ashby, wordTraits(), u"Ashby"_s));
        CHECK_FALSE(isProven(ashby, wordTraits(), u"Kent"_s));
        // The same register again, with other figures.
        Panel other = kent;
        put(other, "total_borrowing", 2019, "E10000016", "201400000");
        CHECK_FALSE(isProven(other, wordTraits(), u"Kent"_s));
    }
    // A text in a language that is not known has no reader.
    const Verifier verifier(kent, wordTraits());
    Factoid french = factoidOf(u"Kent owed £301 million."_s, claims);
    french.language = u"fr"_s;
    CHECK_FALSE(verifier.verify(french).supported);
    CHECK(verifier.verify(french).reason.contains(u"“fr”"_s));
}
