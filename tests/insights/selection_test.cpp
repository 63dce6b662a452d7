#include "core/insights/mine/miner.h"
#include "synthetic.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

Fact factOf(const QString& field, const QString& council, double score, const char* kind = "highest", bool bad = false)
{
    Fact fact;
    fact.kind = QString::fromLatin1(kind);
    fact.field = field;
    fact.year = kNow;
    fact.councils = {council};
    fact.score = score;
    fact.badExample = bad;
    return fact;
}

} // namespace

TEST_CASE("no two facts on one field while another field has something worth saying")
{
    const auto ranked = mined(drawnPanel(150, 8, 10, 5));
    const auto set = selectSet(ranked, 8);
    REQUIRE(set.size() == 8);
    QSet<QString> fields;
    for (const Fact& fact : set)
        fields.insert(fact.field);
    CHECK(fields.size() == 8);
}

TEST_CASE("a field with nothing worth saying does not push a good fact out")
{
    const QString a = u"a"_s, b = u"b"_s;
    const auto set = selectSet({factOf(a, codeAt(1), 0.9), factOf(a, codeAt(2), 0.8), factOf(b, codeAt(3), 0.001)}, 2);
    REQUIRE(set.size() == 2);
    CHECK(set[1].field == a);
}

TEST_CASE("what fails its test or waits for confirmation is shown only when it is pinned")
{
    std::vector<Fact> ranked;
    for (int i = 0; i < 4; ++i)
        ranked.push_back(factOf(u"field %1"_s.arg(i), codeAt(i + 1), 0.9));
    ranked[0].confidence = 0.949;
    ranked[1].confidence = 0.95;
    ranked[2].ifConfirmed = true;
    const auto set = selectSet(ranked, 4);
    REQUIRE(set.size() == 2);
    CHECK(set[0].key() == ranked[1].key());
    CHECK(set[1].key() == ranked[3].key());
    OperatorChoices choices;
    choices.pinnedFacts = {ranked[0].key(), ranked[2].key()};
    CHECK(selectSet(ranked, 4, choices).size() == 4);
}

TEST_CASE("one council is not the bad example again and again")
{
    std::vector<Fact> ranked;
    for (int i = 0; i < 6; ++i) {
        const QString field = u"field %1"_s.arg(i);
        ranked.push_back(factOf(field, codeAt(1), 0.9, "highest", true));
        ranked.push_back(factOf(field, codeAt(2 + i), 0.5, "lowest"));
    }
    int bad = 0;
    for (const Fact& fact : selectSet(ranked, 6))
        bad += fact.councils.contains(codeAt(1));
    CHECK(bad == 1);
}

TEST_CASE("all that may be told can be asked for and every key comes once")
{
    const auto ranked = mined(drawnPanel(400, 12, 10, 3));
    REQUIRE(ranked.size() > 1000);
    const auto tellable = std::ranges::count_if(ranked, &Fact::isTellable);
    const auto set = selectSet(ranked, 1000);
    CHECK(static_cast<std::ptrdiff_t>(set.size()) == std::min<std::ptrdiff_t>(1000, tellable));
    CHECK(set.size() > 200);
    QSet<QString> keys;
    for (const Fact& fact : set)
        keys.insert(fact.key());
    CHECK(keys.size() == static_cast<qsizetype>(set.size()));
}

TEST_CASE("with fewer facts than asked for all come and doubles come once")
{
    const Fact one = factOf(u"a"_s, codeAt(1), 0.5);
    CHECK(selectSet({one, one}, 10).size() == 1);
    CHECK(selectSet({}, 10).empty());
    CHECK(selectSet({one}, 0).empty());
}

TEST_CASE("pins come first while true, bans and naps never, a barred council is not named")
{
    std::vector<Fact> ranked;
    for (int i = 0; i < 8; ++i)
        ranked.push_back(factOf(u"field %1"_s.arg(i), codeAt(i + 1), 0.9 - 0.1 * i));
    Fact pair = factOf(u"field 9"_s, codeAt(1), 0.95, "ratio");
    pair.councils.append(codeAt(8));
    ranked.push_back(pair);
    OperatorChoices choices;
    choices.pinnedFacts = {ranked[6].key(), u"no longer true"_s};
    choices.bannedFacts = {ranked[0].key()};
    choices.snoozedFacts = {ranked[1].key()};
    choices.bannedCouncils = {codeAt(8)};
    const auto set = selectSet(ranked, 20, choices);
    REQUIRE(set.size() == 5);
    CHECK(set[0].key() == ranked[6].key());
    for (const Fact& fact : set) {
        CHECK_FALSE(fact.councils.contains(codeAt(8)));
        CHECK(fact.key() != ranked[0].key());
        CHECK(fact.key() != ranked[1].key());
    }
    choices.bannedFacts.insert(ranked[6].key());
    CHECK(selectSet(ranked, 20, choices).size() == 4);
}

TEST_CASE("who was the bad example before gives way to who was not")
{
    Fact again = factOf(u"a"_s, codeAt(1), 0.9, "highest", true);
    again.badBefore = 2;
    const Fact fresh = factOf(u"a"_s, codeAt(2), 0.4, "highest", true);
    CHECK(selectSet({again, fresh}, 1).front().councils.front() == codeAt(2));
}

TEST_CASE("a set keeps kinds, types, nations and bad lights within their quotas")
{
    std::vector<Fact> ranked;
    for (int i = 0; i < 24; ++i) {
        Fact fact = factOf(u"field %1"_s.arg(i), codeAt(i + 1), i < 12 ? 0.9 : 0.6,
                           i < 12  ? "highest"
                           : i % 2 ? "streak"
                                   : "outlier",
                           i < 12);
        fact.place = {i < 12 ? u"District"_s : u"Type %1"_s.arg(i % 3), i < 12 ? u"England"_s : u"Wales"_s, {}};
        ranked.push_back(fact);
    }
    int bad = 0, districts = 0;
    for (const Fact& fact : selectSet(ranked, 10)) {
        bad += fact.badExample;
        districts += fact.place.type == "District"_L1;
    }
    CHECK(bad <= 3);
    CHECK(districts <= 5);
}

TEST_CASE("one council is not in four of ten, and one amount is not told under two names")
{
    std::vector<Fact> ranked;
    for (int i = 0; i < 10; ++i) {
        ranked.push_back(factOf(u"field %1"_s.arg(i), codeAt(1), 0.9));
        for (int other = 2; other < 6; ++other)
            ranked.push_back(factOf(u"field %1"_s.arg(other % 3), codeAt(10 * other + i), 0.6));
    }
    int mentioned = 0;
    for (const Fact& fact : selectSet(ranked, 10))
        mentioned += fact.councils.contains(codeAt(1)) ? 1 : 0;
    CHECK(mentioned == 2);

    const auto total = [](const QString& group, const char* amount) {
        Fact fact;
        fact.kind = u"sum"_s;
        fact.field = u"debt"_s;
        fact.score = 0.9;
        fact.variant = group;
        Claim claim;
        claim.operation = Operation::Value;
        claim.shown = QLatin1String(amount);
        Operand operand;
        operand.field = fact.field;
        operand.group = group;
        claim.operands = {operand};
        fact.claims = {claim};
        return fact;
    };
    const std::vector<Fact> totals{total(u"Elsewhere"_s, "5"), total(u"towns"_s, "5"), total(u"cities"_s, "4")};
    const auto set = selectSet(totals, 2);
    REQUIRE(set.size() == 2);
    CHECK(set[0].claims[0].shown != set[1].claims[0].shown);
    CHECK(selectSet(totals, 3).size() == 3); // all come, where all are asked for
}
