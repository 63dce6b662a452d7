#include "core/insights/claims/claim_math.h"
#include "core/insights/detect/detector.h"
#include "core/insights/mine/miner.h"
#include "synthetic.h"
#include "tests/figures/tidy_panel.h"
#include "tests/support/test_paths.h"
#include "traits_file.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>
#include <QThreadPool>

using namespace factoid;
using namespace factoid::test;

namespace {

const Panel& samplePanel()
{
    static const Panel panel = tidyPanel(sourcePath(u"resources/sample"_s));
    return panel;
}

std::vector<Fact> sampleFacts()
{
    MineOptions options;
    options.today = QDate(2024, 9, 15);
    auto facts = mine(samplePanel(), traitsFile(), options);
    REQUIRE(facts);
    return *facts;
}

// Twenty ordinary amounts and nothing special.
Panel ordinaryPanel()
{
    Panel panel = moneyPanel(20);
    for (int back = 0; back < 10; ++back) {
        for (int i = 0; i < 20; ++i)
            setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(1'000'000 + 37'000 * ((i * 7 + back * 3) % 20)));
    }
    return panel;
}

QByteArray asJson(const std::vector<Fact>& facts)
{
    QJsonArray array;
    for (const Fact& fact : facts)
        array.append(fact.toJson());
    return QJsonDocument(array).toJson();
}

} // namespace

TEST_CASE("every claim of every fact of the sample is proven again from the figures")
{
    const Panel& panel = samplePanel();
    const auto facts = sampleFacts();
    REQUIRE(facts.size() > 1000);
    for (const Fact& fact : facts) {
        INFO(fact.key().toStdString());
        REQUIRE_FALSE(fact.claims.empty());
        CHECK((fact.score > 0 && fact.score <= 1));
        CHECK((!fact.confidence || (*fact.confidence >= 0 && *fact.confidence <= 1)));
        for (const Claim& claim : fact.claims) {
            const auto again = completed(panel, claim);
            REQUIRE(again);
            CHECK(*again == claim);
            const auto read = claimFromJson(toJson(claim));
            REQUIRE(read);
            CHECK(*read == claim);
            if (claim.operation == Operation::Rank)
                CHECK(claim.of >= 5);
            for (const Operand& operand : claim.operands)
                CHECK(operand.year <= fact.year);
        }
    }
}

TEST_CASE("the list is best first and no key comes twice")
{
    const auto facts = sampleFacts();
    QSet<QString> keys;
    for (size_t i = 0; i < facts.size(); ++i) {
        CHECK_FALSE(keys.contains(facts[i].key()));
        keys.insert(facts[i].key());
        if (i > 0) {
            CHECK(facts[i - 1].score >= facts[i].score);
            if (facts[i - 1].score == facts[i].score)
                CHECK(facts[i - 1].key() < facts[i].key());
        }
    }
}

TEST_CASE("the same figures give the same list on one thread and on many")
{
    const int before = QThreadPool::globalInstance()->maxThreadCount();
    QThreadPool::globalInstance()->setMaxThreadCount(1);
    const QByteArray alone = asJson(sampleFacts());
    QThreadPool::globalInstance()->setMaxThreadCount(7);
    const QByteArray many = asJson(sampleFacts());
    QThreadPool::globalInstance()->setMaxThreadCount(before);
    CHECK(alone == many);
}

TEST_CASE("fault_11 facts per head exist on the sample")
{
    int perHead = 0;
    for (const Fact& fact : sampleFacts()) {
        for (const Claim& claim : fact.claims)
            perHead += claim.operands.front().measure == Measure::PerHead;
    }
    CHECK(perHead > 20);
}

TEST_CASE("fault_09 a claim mixes years only to compare them and every operand names its year")
{
    for (const Fact& fact : sampleFacts()) {
        INFO(fact.key().toStdString());
        for (const Claim& claim : fact.claims) {
            const bool overTime = claim.direction == Direction::Rise || claim.direction == Direction::Fall ||
                                  claim.operation == Operation::Record;
            for (const Operand& operand : claim.operands) {
                CHECK(operand.year.isValid());
                if (!overTime)
                    CHECK(operand.year == claim.operands.front().year);
            }
        }
    }
}

TEST_CASE("fault_07 a council at zero is a value and not a failure")
{
    Panel panel = ordinaryPanel();
    setMoney(panel, kNow, 3, Decimal());
    setMoney(panel, kNow.plus(-1), 3, Decimal());
    MineOptions options;
    options.today = kToday;
    CHECK(mine(panel, {}, options));
}

TEST_CASE("fault_08 lowest is the lowest and never one of several")
{
    Panel panel = ordinaryPanel();
    for (int i = 0; i < 20; ++i)
        setMoney(panel, kNow, i, Decimal::fromInt(1'000'000 + 1000 * i));
    setMoney(panel, kNow, 11, Decimal::fromInt(300'000));
    auto lowest = ofKind(mined(panel), "lowest");
    REQUIRE(lowest.size() == 1);
    CHECK(lowest[0].councils == QStringList{codeAt(12)});
    setMoney(panel, kNow, 4, Decimal::fromInt(300'000));
    CHECK(ofKind(mined(panel), "lowest").empty());
}

TEST_CASE("fault_10 a forecast year is not the latest year")
{
    Panel panel = ordinaryPanel();
    for (int i = 0; i < 20; ++i)
        setMoney(panel, Year::financial(2030), i, Decimal::fromInt(1'000'000'000 + i));
    for (const Fact& fact : mined(panel))
        CHECK(fact.year <= kNow);
}

TEST_CASE("fault_12 a change from a base at or below zero is told as a difference")
{
    Panel panel = ordinaryPanel();
    setMoney(panel, kNow.plus(-1), 5, Decimal::fromInt(-900'000));
    setMoney(panel, kNow, 5, Decimal::fromInt(30'000'000));
    setMoney(panel, kNow.plus(-1), 6, Decimal::fromInt(1'200'000));
    setMoney(panel, kNow, 6, Decimal::fromInt(-40'000'000));
    const auto changes = ofKind(mined(panel), "yoy_change");
    REQUIRE(changes.size() >= 2);
    for (const Fact& fact : changes) {
        if (fact.councils[0] == codeAt(6) || fact.councils[0] == codeAt(7))
            CHECK(fact.claims[2].operation == Operation::Difference);
    }
}

TEST_CASE("fault_22 councils that closed give no facts")
{
    std::vector<Council> councils = councilsOf(20);
    councils[2].activeTo = QDate(2019, 4, 1);
    Panel panel(councils, {comparisonField(u"money"_s)});
    for (int back = 0; back < 12; ++back) {
        for (int i = 0; i < 20; ++i)
            setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(1'000'000 + 37'000 * ((i * 7 + back * 3) % 20)));
        setMoney(panel, kNow.plus(-back), 2, Decimal::fromInt(90'000'000 - 5'000'000 * back));
    }
    for (const Fact& fact : mined(panel)) {
        INFO(fact.key().toStdString());
        CHECK_FALSE(fact.councils.contains(codeAt(3)));
    }
}

TEST_CASE("fault_23 unknown stored as zero and years copied forward are kept out")
{
    Panel zeros = ordinaryPanel();
    for (int i = 0; i < 18; ++i)
        setMoney(zeros, kNow, i, Decimal());
    CHECK(mined(zeros).empty());
    Panel copied = ordinaryPanel();
    for (int i = 0; i < 20; ++i)
        setMoney(copied, kNow, i, copied.value(copied.fieldIndex(u"money"_s), kNow.plus(-2), i).value());
    CHECK(mined(copied).empty());
    CHECK(factsFor(copied, {}, u"money"_s, kNow)->empty());
}

TEST_CASE("missing returns do not fake a fall of the total")
{
    Panel panel = ordinaryPanel();
    for (int back = 0; back < 10; ++back) {
        for (int i = 0; i < 20; ++i)
            setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(1'000'000 + 1000 * i + 80'000 * (10 - back)));
    }
    const int field = panel.fieldIndex(u"money"_s);
    REQUIRE_FALSE(ofKind(mined(panel), "total_streak").empty());
    for (int i = 0; i < 2; ++i)
        panel.set(field, kNow, i, {Decimal(), Status::NotAvailable, false});
    for (const Fact& fact : mined(panel)) {
        INFO(fact.key().toStdString());
        CHECK_FALSE(fact.kind.startsWith("total_"_L1));
    }
}

TEST_CASE("nothing is compared across a break of the definition")
{
    const Panel panel = drawnPanel(100, 2, 10, 7);
    Traits traits;
    traits[u"field_00"_s].breaks = {kNow.plus(-3)};
    for (const Fact& fact : mined(panel, traits)) {
        if (fact.field != u"field_00"_s)
            continue;
        for (const Claim& claim : fact.claims) {
            for (const Operand& operand : claim.operands)
                CHECK(operand.year >= kNow.plus(-3));
        }
    }
}

TEST_CASE("bad data gives no fact rather than a wrong one")
{
    const auto factsOf = [](int councils, int years, auto value) {
        Panel panel = moneyPanel(councils);
        for (int back = 0; back < years; ++back) {
            for (int i = 0; i < councils; ++i)
                setMoney(panel, kNow.plus(-back), i, value(i, back));
        }
        return mined(panel);
    };
    const Decimal huge = Decimal::fromUnits(std::numeric_limits<std::int64_t>::max());
    CHECK(factsOf(20, 10, [](int, int) { return Decimal::fromInt(5); }).empty());
    CHECK(factsOf(20, 1, [](int, int) { return Decimal(); }).empty());
    CHECK(factsOf(1, 10, [](int, int back) { return Decimal::fromInt(100 - back); }).empty());
    CHECK(factsOf(4, 10, [](int i, int back) { return Decimal::fromInt(100 * i - back); }).empty());
    CHECK(factsOf(20, 1, [huge](int, int) { return huge; }).empty());
    // One amount near the end of the type: what is said about it is still exact, sums that do not
    // fit are not said.
    const auto vast = factsOf(40, 10, [huge](int i, int back) {
        return i == 0 ? huge : Decimal::fromInt(900'000'000'000'000 - 1'000'000 * ((i * 7 + back) % 40));
    });
    for (const Fact& fact : vast) {
        for (const Claim& claim : fact.claims)
            CHECK(claim.operands.front().measure != Measure::Sum);
    }
    CHECK(mined(Panel()).empty());
    CHECK(mined(Panel(councilsOf(5), {comparisonField(u"money"_s)})).empty());
}

TEST_CASE("a group comparison that reverses inside the nations is dropped")
{
    // Simpson: boroughs are higher than districts overall, lower in each nation.
    const auto panelOfLevels = [](std::int64_t boroughInWales, std::int64_t boroughInEngland) {
        std::vector<Council> councils;
        for (int i = 0; i < 48; ++i) {
            const bool borough = i < 24;
            const bool wales = borough ? i < 20 : i < 28;
            councils.push_back(councilOf(codeAt(i + 1), borough ? u"Borough"_s : u"District"_s,
                                         wales ? u"Wales"_s : u"England"_s, {}));
        }
        Panel panel(councils, {comparisonField(u"money"_s), fieldOf(u"population"_s)});
        const int heads = panel.fieldIndex(u"population"_s);
        for (int i = 0; i < 48; ++i) {
            const bool borough = i < 24;
            const bool wales = borough ? i < 20 : i < 28;
            const std::int64_t level = borough ? (wales ? boroughInWales : boroughInEngland) : (wales ? 210 : 100);
            panel.set(heads, kNow, i, {Decimal::fromInt(1000), Status::Final, false});
            setMoney(panel, kNow, i, Decimal::fromInt(1000 * level + 11 * i));
        }
        return panel;
    };
    CHECK(ofKind(mined(panelOfLevels(190, 90)), "type_comparison").empty());
    CHECK(ofKind(mined(panelOfLevels(230, 120)), "type_comparison").size() == 1);
}

TEST_CASE("drawn noise gives few facts that are called significant")
{
    const unsigned seed = 4711;
    INFO("seed " << seed);
    // Only kinds whose null is what the panel was drawn from: changes and outliers of log-normal
    // amounts.
    int sure = 0;
    for (const Fact& fact : mined(drawnPanel(300, 6, 3, seed))) {
        if (fact.kind == "outlier"_L1 || fact.kind == "yoy_change"_L1)
            sure += fact.confidence.value_or(0) > 0.95;
    }
    CHECK(sure == 0);
}

TEST_CASE("what was shown sinks and what is banned is absent")
{
    const Panel panel = drawnPanel(100, 4, 10, 99);
    MineOptions options;
    options.today = kToday;
    const auto plain = mine(panel, {}, options).value();
    REQUIRE(plain.size() > 10);
    options.shown.factAgeDays[plain[0].key()] = 1;
    const auto later = mine(panel, {}, options).value();
    CHECK(later[0].key() != plain[0].key());
    options.choices.bannedFacts.insert(plain[1].key());
    options.choices.snoozedFacts.insert(plain[2].key());
    options.choices.bannedCouncils.insert(codeAt(1));
    const auto allowed = mine(panel, {}, options).value();
    for (const Fact& fact : allowed) {
        CHECK(fact.key() != plain[1].key());
        CHECK(fact.key() != plain[2].key());
        CHECK_FALSE(fact.councils.contains(codeAt(1)));
    }
    // What is pinned stays in a list that is too short for it.
    options.choices = {};
    options.choices.pinnedFacts.insert(plain.back().key());
    options.most = 5;
    const auto few = mine(panel, {}, options).value();
    REQUIRE(few.size() == 6);
    CHECK(few.back().key() == plain.back().key());
}

TEST_CASE("a cancelled search says so and a field that is not there is a usage error")
{
    const Panel panel = ordinaryPanel();
    TaskControl control;
    control.cancel.request();
    const auto facts = mine(panel, {}, {.today = kToday, .shown = {}, .choices = {}}, control);
    REQUIRE_FALSE(facts);
    CHECK(facts.error().kind == ErrorKind::Interrupted);
    CHECK(factsFor(panel, {}, u"mony"_s, kNow).error().kind == ErrorKind::Usage);
    CHECK(factsFor(panel, {}, u"money"_s, kNow.plus(5)).error().kind == ErrorKind::Usage);
}
