// One worked example a kind: thirty ordinary councils, one thing done to them, and what must come of it,
// reckoned apart from the program. `fewest` is the least number of councils: with one fewer the kind is
// silent. And with nothing done to them no kind is sure of anything.
#include "core/insights/detect/detector.h"
#include "core/insights/mine/compose.h"
#include "synthetic.h"

#include <catch2/catch.hpp>

#include <functional>
#include <limits>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr int kCouncils = 30;
constexpr int kYears = 10;

// Pounds of council i, `back` years before the newest.
using Amounts = std::function<std::int64_t(int i, int back)>;

std::int64_t ordinary(int i, int back)
{
    // The last part so that no year repeats another.
    return 1'000'000 + 10'000 * ((7 * i) % 30) + 1'000 * ((3 * i * i + 7 * i * back + 5 * back * back) % 13) -
           10 * back;
}

struct Example {
    const char* kind;
    Amounts amounts;
    int council; // index of the council that it is about; -1: none
    size_t claim;
    const char* result; // of that claim
    int fewest;
};

std::int64_t far(int i, int back)
{
    return i == 3 ? 20'000'000 : ordinary(i, back);
}
std::int64_t small(int i, int back)
{
    return i == 3 ? 20'000 : ordinary(i, back);
}
std::int64_t five(int i, int back)
{
    return i < 5 ? 30'000'000 + 1'000 * i : ordinary(i, back);
}
std::int64_t split(int i, int back)
{
    return i % 3 == 0 ? 12 * ordinary(i, back) : ordinary(i, back);
}
std::int64_t everyYear(int i, int back)
{
    return (10 - back) * ordinary(i, 0) / 10;
}

const std::vector<Example>& examples()
{
    static const std::vector<Example> list = {
        {"highest", far, 3, 1, "1", 5},
        {"lowest", small, 3, 1, "1", 5},
        {"highest_per_head", far, 3, 0, "20000", 5},
        {"lowest_per_head", small, 3, 0, "20", 5},
        {"gap", far, 3, 2, "18701000", 5},
        {"outlier", far, 3, 2, "17.2861", 10},
        {"share", far, 3, 2, "37.5157", 10},
        {"concentration", five, -1, 1, "83.8949", 15},
        {"gini", split, -1, 1, "5950124.1379", 20},
        {"mean_median", split, -1, 2, "4.3523", 20},
        {"rank", [](int i, int back) { return i == 3   ? 90'000'000
                                              : i == 4 ? 20'000'000
                                                       : ordinary(i, back); }, 4, 1,
         "2", 10},
        {"threshold_count", [](int i, int back) { return i < 3 ? 12'000'000 + i : ordinary(i, back); }, -1, 0, "3", 20},
        {"ratio", [](int i, int back) { return i == 3   ? 3'030'000
                                               : i == 4 ? 1'010'000
                                                        : ordinary(i, back); }, 3, 2,
         "3", 5},
        {"yoy_change", [](int i, int back) { return i == 3 && back == 0 ? 2 * ordinary(i, 0) : ordinary(i, back); }, 3,
         2, "100.0017", 10},
        {"long_change", [](int i, int back) { return i == 3 && back < 4 ? 2 * ordinary(i, 5) : ordinary(i, back); }, 3,
         2, "2", 10},
        {"record", [](int i, int back) { return i == 3 && back == 0 ? 1'700'000 : ordinary(i, back); }, 3, 1, "2013",
         5},
        {"streak", [](int i, int back) { return i == 3 ? 3'000'000 - 200'000 * back : ordinary(i, back); }, 3, 0, "9",
         5},
        {"trend", [](int i, int back) { return i == 3 ? 1'000'000 + 200'000 * back : ordinary(i, back); }, 3, 0, "-45",
         5},
        {"step",
         [](int i, int back) { return i == 3 && back < 4 ? 2 * ordinary(i, 0) + 1000 * back : ordinary(i, back); }, 3,
         0, "2019", 10},
        {"reversal",
         [](int i, int back) {
             return i == 3 ? (back == 0 ? 1'500'000 : 1'500'000 + 250'000 * back - 700'000) : ordinary(i, back);
         },
         3, 0, "8", 10},
        {"crossing",
         [](int i, int back) {
             return i == 3 ? (back == 0 ? 2'000'000 : 1'200'000) : i == 4 ? 1'500'000 : ordinary(i, back);
         },
         3, 2, "2013", 10},
        {"rank_change", [](int i, int back) { return i == 3 ? (back < 5 ? 2'000'000 : 900'000) : ordinary(i, back); },
         3, 0, "1", 20},
        {"total_yoy_change", [](int i, int back) { return back == 0 ? ordinary(i, 1) * 3 / 2 : ordinary(i, back); }, -1,
         2, "50", 6},
        {"total_long_change", everyYear, -1, 2, "10", 6},
        {"total_streak", everyYear, -1, 0, "9", 6},
        {"total_record", everyYear, -1, 1, "2013", 6},
        {"total_trend", everyYear, -1, 0, "45", 6},
    };
    return list;
}

// Without a figure where `missing` says so.
Panel panelFor(const Amounts& amounts, int councils, const std::function<bool(int i, int back)>& missing = {})
{
    Panel panel = moneyPanel(councils);
    const int heads = panel.fieldIndex(u"population"_s);
    for (int back = 0; back < kYears; ++back) {
        for (int i = 0; i < councils; ++i) {
            panel.set(heads, kNow.plus(-back), i, {Decimal::fromInt(1000), Status::Final, false});
            if (!missing || !missing(i, back))
                setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(amounts(i, back)));
        }
    }
    return panel;
}

std::vector<Candidate> candidatesIn(const Panel& panel, const char* kind)
{
    const Traits traits;
    MiningContext ground = makeGround(panel, traits, kToday);
    ground.thorough = true;
    std::vector<Candidate> found;
    const auto context = makeContext(ground, panel.fieldIndex(u"money"_s), kNow);
    if (!context)
        return found;
    for (const Candidate& candidate : detectAll(*context).candidates) {
        if (factKindName(candidate.kind) == QLatin1String(kind))
            found.push_back(candidate);
    }
    return found;
}

} // namespace

TEST_CASE("each kind finds its worked example with the result that it must have")
{
    for (const Example& example : examples()) {
        INFO(example.kind);
        const Panel panel = panelFor(example.amounts, kCouncils);
        bool found = false;
        for (const Candidate& candidate : candidatesIn(panel, example.kind)) {
            const auto fact = composeFact(panel, candidate);
            if (!fact || candidate.councilA != example.council || example.claim >= fact->claims.size())
                continue;
            CHECK(candidate.n >= 5);
            CHECK((candidate.effect >= 0 && candidate.effect <= 1));
            CHECK((candidate.p >= 0 && candidate.p <= 1));
            CHECK((*candidate.test == '\0') == isDescriptive(candidate.kind));
            if (*candidate.size.of)
                CHECK((candidate.size.low <= candidate.size.value && candidate.size.value <= candidate.size.high));
            found = found || fact->claims[example.claim].result == Decimal::parse(example.result).value();
        }
        CHECK(found);
    }
}

TEST_CASE("with one council fewer than it needs a kind is silent")
{
    for (const Example& example : examples()) {
        if (QLatin1String(example.kind).startsWith("total_"_L1))
            continue; // a total needs that its field has facts at all: five councils
        INFO(example.kind << " of " << example.fewest);
        CHECK(candidatesIn(panelFor(example.amounts, example.fewest - 1), example.kind).empty());
    }
}

TEST_CASE("no kind is sure of anything when nothing was done")
{
    for (const Fact& fact : mined(panelFor(ordinary, kCouncils))) {
        INFO(fact.key().toStdString());
        CHECK((!fact.confidence || *fact.confidence < 0.95));
    }
}

TEST_CASE("bad data gives no detector a fact that is wrong or cannot be")
{
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max() / Decimal::kScale;
    struct Bad {
        const char* name;
        Amounts amounts;
        int councils;
        int years;
        bool silent; // no fact at all; else none that compares what cannot be compared
    };
    const Bad table[] = {
        {"all equal", [](int, int) { return 5; }, kCouncils, kYears, true},
        {"all zero", [](int, int) { return 0; }, kCouncils, kYears, true},
        {"all equal but for the year", [](int, int back) { return 100 - back; }, kCouncils, 4, true},
        {"one council", [](int, int back) { return 1'000 + 100 * back; }, 1, kYears, true},
        // Their sum may be told; that a field needs five councils is the miner's to see.
        {"four councils", [](int i, int back) { return 1'000 * (i + 1) - back; }, 4, kYears, false},
        {"one year, all equal", [](int, int) { return 5; }, kCouncils, 1, true},
        {"one year", [](int i, int) { return ordinary(i, 0); }, kCouncils, 1, false},
        {"zero for most", [](int i, int back) { return i < 4 ? ordinary(i, back) : 0; }, kCouncils, kYears, false},
        {"negative bases", [](int i, int back) { return back > 0 ? -ordinary(i, back) : ordinary(i, 0); }, kCouncils,
         kYears, false},
        {"all negative", [](int i, int back) { return -ordinary(i, back); }, kCouncils, kYears, false},
        {"all as large as can be", [](int, int) { return kHuge; }, kCouncils, kYears, true},
        {"near the end of the type", [](int i, int back) { return kHuge - ordinary(i, back); }, kCouncils, kYears,
         false},
        {"both ends of the type", [](int i, int back) { return i % 2 == 0 ? kHuge - back : back - kHuge; }, kCouncils,
         kYears, false},
    };
    for (const Bad& bad : table) {
        Panel panel = moneyPanel(bad.councils);
        const int heads = panel.fieldIndex(u"population"_s);
        for (int back = 0; back < bad.years; ++back) {
            for (int i = 0; i < bad.councils; ++i) {
                panel.set(heads, kNow.plus(-back), i, {Decimal::fromInt(1000), Status::Final, false});
                setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(bad.amounts(i, back)));
            }
        }
        const Traits traits;
        MiningContext ground = makeGround(panel, traits, kToday);
        for (const bool thorough : {false, true}) {
            ground.thorough = thorough;
            const auto context = makeContext(ground, panel.fieldIndex(u"money"_s), kNow);
            if (!context)
                continue;
            // Each detector by itself: none may rest on another's having looked first.
            size_t which = 0;
            for (const Detector detect : allDetectors()) {
                Findings findings;
                detect(*context, findings);
                INFO(bad.name << ", detector " << which++ << (thorough ? ", thorough" : ""));
                for (const Candidate& candidate : findings.candidates) {
                    const std::string kind = factKindName(candidate.kind).toStdString();
                    INFO(kind);
                    CHECK((candidate.p >= 0 && candidate.p <= 1));
                    CHECK((candidate.effect >= 0 && std::isfinite(candidate.effect)));
                    const auto fact = composeFact(panel, candidate);
                    if (!fact)
                        continue; // exact arithmetic refused it
                    CHECK_FALSE(bad.silent);
                    for (const Claim& claim : fact->claims) {
                        const auto again = completed(panel, claim);
                        REQUIRE(again);
                        CHECK(again->result == claim.result);
                        if (claim.operation == Operation::Percent)
                            CHECK(claim.operands.back().value > Decimal());
                    }
                }
            }
        }
    }
}

TEST_CASE("correlation and its part beside size")
{
    const auto panelWith = [](bool bySize) {
        std::vector<Field> fields = {comparisonField(u"a"_s), comparisonField(u"b"_s), fieldOf(u"population"_s)};
        Panel panel(councilsOf(kCouncils), fields);
        for (int i = 0; i < kCouncils; ++i) {
            const int place = (7 * i) % kCouncils;
            const std::int64_t people = 1000 + 1000 * (bySize ? place : (11 * i) % kCouncils);
            const auto set = [&](const char* slug, std::int64_t value) {
                panel.set(panel.fieldIndex(QLatin1String(slug)), kNow, i,
                          {Decimal::fromInt(value), Status::Final, false});
            };
            set("population", people);
            // Per head: both rise with the place; where size gives the place, only through size.
            set("a", people * (100 + place + (i % 3)));
            set("b", people * (bySize ? 200 + place + 4 * ((i * i) % 5) : 200 + 2 * place + 9 * ((i * i) % 5)));
        }
        return panel;
    };
    const auto found = [](const Panel& panel) { return ofKind(mined(panel), "correlation"); };
    const auto plain = found(panelWith(false));
    REQUIRE(plain.size() == 1);
    CHECK(plain[0].confidence.value_or(0) > 0.95);
    CHECK(plain[0].sheet.contains(u"rho_without_size"_s));
    const QJsonObject size = plain[0].sheet.value(u"size"_s).toObject();
    CHECK(size.value(u"low"_s).toDouble() < size.value(u"value"_s).toDouble());
    // When the places are those of size, nothing is left beside it.
    CHECK(found(panelWith(true)).empty());
}

TEST_CASE("councils under different rules are not compared but their sum is told")
{
    // Half as much again in the newest year, and one council far out.
    const Panel panel = panelFor([](int i, int back) { return (back == 0 ? 3 : 2) * far(i, back); }, kCouncils);
    Traits traits;
    traits[u"money"_s].compared = false;
    const auto facts = mined(panel, traits);
    for (const Fact& fact : facts) {
        INFO(fact.key().toStdString());
        CHECK(fact.councils.isEmpty());
    }
    CHECK_FALSE(ofKind(facts, "total_yoy_change").empty());
    CHECK_FALSE(ofKind(mined(panel), "outlier").empty());
}

TEST_CASE("a rise that parishes levy is not the council's")
{
    const Amounts doubled = [](int i, int back) { return i == 3 && back < 4 ? 2 * ordinary(i, 5) : ordinary(i, back); };
    std::vector<Field> fields = {comparisonField(u"money"_s), fieldOf(u"levy"_s), fieldOf(u"population"_s)};
    Panel panel(councilsOf(kCouncils), fields);
    for (int back = 0; back < kYears; ++back) {
        for (int i = 0; i < kCouncils; ++i) {
            const std::int64_t amount = doubled(i, back);
            setMoney(panel, kNow.plus(-back), i, Decimal::fromInt(amount));
            const std::int64_t levy = i == 3 && back < 4 ? amount - ordinary(i, 5) : 10;
            panel.set(panel.fieldIndex(u"levy"_s), kNow.plus(-back), i, {Decimal::fromInt(levy), Status::Final, false});
        }
    }
    const auto told = [&](const Traits& traits) {
        for (const Fact& fact : ofKind(mined(panel, traits), "long_change")) {
            if (fact.councils.front() == panel.councils()[3].code)
                return true;
        }
        return false;
    };
    Traits traits;
    CHECK(told(traits));
    traits[u"money"_s].levied = u"levy"_s;
    CHECK_FALSE(told(traits));
}

TEST_CASE("what is back at where it was two years ago did not change")
{
    const Panel panel = panelFor(
        [](int i, int back) { return i == 3 && back == 1 ? ordinary(i, 1) / 3 : ordinary(i, back); }, kCouncils);
    for (const Fact& fact : ofKind(mined(panel), "yoy_change"))
        CHECK(fact.councils.front() != panel.councils()[3].code);
}

TEST_CASE("missing returns are a fact and who has no such service is not missed")
{
    Panel panel = panelFor(ordinary, kCouncils);
    const int field = panel.fieldIndex(u"money"_s);
    for (int i = 0; i < 4; ++i)
        panel.set(field, kNow, i, {Decimal(), Status::NotAvailable, false});
    const auto found = candidatesIn(panel, "missing");
    REQUIRE_FALSE(found.empty());
    const auto fact = composeFact(panel, found.front());
    REQUIRE(fact);
    CHECK(fact->claims[0].result == Decimal::fromInt(4));
    // Poisson of 4 or more where a half is expected.
    CHECK(found.front().p == Approx(1 - std::exp(-0.5) * (1 + 0.5 + 0.125 + 0.125 / 6)).epsilon(1e-6));
    CHECK(candidatesIn(panelFor(ordinary, kCouncils), "missing").empty());
}

TEST_CASE("a slip of units is in doubt for as many years as it lasts")
{
    const auto slipped = [](int i, int back) {
        return i == 3 && back < 3 ? ordinary(i, back) / 1000 : ordinary(i, back);
    };
    for (const Fact& fact : mined(panelFor(slipped, kCouncils))) {
        INFO(fact.key().toStdString());
        CHECK_FALSE(fact.councils.contains(codeAt(4)));
    }
    const auto turned = [](int i, int back) { return i == 3 && back == 1 ? -ordinary(i, back) : ordinary(i, back); };
    CHECK(candidatesIn(panelFor(turned, kCouncils), "yoy_change").empty());
}

TEST_CASE("a figure after years in doubt is measured against the last that is not")
{
    // A thousandth for two years, or nothing reported, and then a fortieth of what the council had for years.
    const auto fallen = [](int i, int back) {
        const bool odd = back == 1 || back == 2;
        return i == 3 && odd         ? ordinary(i, back) / 1000
               : i == 3 && back == 0 ? ordinary(i, back) / 40
                                     : ordinary(i, back);
    };
    for (const bool reported : {true, false}) {
        const auto missing = [reported](int i, int back) { return !reported && i == 3 && (back == 1 || back == 2); };
        for (const Fact& fact : mined(panelFor(fallen, kCouncils, missing))) {
            INFO(fact.key().toStdString() << ", reported " << reported);
            CHECK((fact.ifConfirmed || !fact.councils.contains(codeAt(4))));
        }
    }
}

TEST_CASE("a jump that many make at once is less of one")
{
    const auto jumpers = [](int many) {
        return [many](int i, int back) {
            return i % 30 < many && back == 0 ? ordinary(i, 0) * 14 / 10 : ordinary(i, back);
        };
    };
    const auto alone = candidatesIn(panelFor(jumpers(1), kCouncils), "yoy_change");
    const auto among = candidatesIn(panelFor(jumpers(6), kCouncils), "yoy_change");
    REQUIRE(alone.size() == 1);
    REQUIRE(among.size() == 6);
    CHECK(among[0].effect < alone[0].effect / 2);
}

TEST_CASE("a council that took in another is not followed across that")
{
    std::vector<Council> councils = councilsOf(kCouncils);
    councils[5].activeTo = ukProfile().firstDay(kNow.plus(-1));
    councils[5].successors = {codeAt(4)};
    Panel panel(councils, {comparisonField(u"money"_s, u"GBP"_s, {})});
    for (int back = 0; back < kYears; ++back) {
        for (int i = 0; i < kCouncils; ++i) {
            if (i == 5 && back < 2)
                continue;
            setMoney(panel, kNow.plus(-back), i,
                     Decimal::fromInt(i == 3 && back < 2 ? 2 * ordinary(i, back) : ordinary(i, back)));
        }
    }
    for (const Fact& fact : mined(panel)) {
        INFO(fact.key().toStdString());
        if (!fact.councils.contains(codeAt(4)))
            continue;
        for (const Claim& claim : fact.claims) {
            for (const Operand& operand : claim.operands)
                CHECK(operand.year >= kNow.plus(-1));
        }
    }
}

TEST_CASE("councils of a type that are unlike each other are not compared")
{
    const auto wild = [](int i, int back) {
        return static_cast<std::int64_t>(1000.0 * std::pow(1.5, (7 * i) % 30) + back);
    };
    std::vector<Field> fields;
    for (int f = 0; f < 3; ++f)
        fields.push_back(comparisonField(u"field %1"_s.arg(f)));
    fields.push_back(fieldOf(u"population"_s));
    Panel panel(councilsOf(kCouncils), fields);
    for (int back = 0; back < kYears; ++back) {
        for (size_t f = 0; f < fields.size(); ++f) {
            for (int i = 0; i < kCouncils; ++i)
                panel.set(static_cast<int>(f), kNow.plus(-back), i,
                          {Decimal::fromInt(f < 3 ? wild(i, back) : 1000), Status::Final, false});
        }
    }
    for (const Fact& fact : mined(panel)) {
        INFO(fact.key().toStdString());
        CHECK(fact.scope.type.isEmpty());
    }
}

TEST_CASE("who filed the other lines of a return did make one")
{
    // Of 30 councils five have no figure in the newest year; `lines` of the other fields they have.
    const auto told = [](int lines) {
        constexpr int kMany = 30;
        std::vector<Field> fields;
        for (int f = 0; f < 4; ++f)
            fields.push_back(comparisonField(u"line %1"_s.arg(f), u"GBP"_s, {}));
        Panel panel(councilsOf(kMany), fields);
        for (int back = 0; back < kYears; ++back) {
            for (int f = 0; f < 4; ++f) {
                for (int i = 0; i < kMany; ++i) {
                    const bool missing = back == 0 && i < 5 && (f == 0 || f > lines);
                    if (!missing)
                        panel.set(panel.fieldIndex(u"line %1"_s.arg(f)), kNow.plus(-back), i,
                                  {Decimal::fromInt(ordinary(i, back)), Status::Final, false});
                }
            }
        }
        const std::vector<Fact> facts = mined(panel);
        return std::ranges::any_of(
            facts, [](const Fact& fact) { return fact.kind == u"missing"_s && fact.field == u"line 0"_s; });
    };
    CHECK(told(0));
    CHECK_FALSE(told(2));
    CHECK_FALSE(told(3));
}

TEST_CASE("a percentage is compared also where the amounts beside it are of unlike councils")
{
    const auto wild = [](int i, int back) {
        return static_cast<std::int64_t>(1000.0 * std::pow(1.5, (7 * i) % 30) + back);
    };
    std::vector<Field> fields;
    for (int f = 0; f < 3; ++f)
        fields.push_back(comparisonField(u"field %1"_s.arg(f), u"GBP"_s, {}));
    fields.push_back(comparisonField(u"rate"_s, u"percent"_s, {}));
    Panel panel(councilsOf(kCouncils), fields);
    const auto put = [&](const QString& slug, int back, int i, std::int64_t value) {
        panel.set(panel.fieldIndex(slug), kNow.plus(-back), i, {Decimal::fromInt(value), Status::Final, false});
    };
    for (int back = 0; back < kYears; ++back) {
        for (int i = 0; i < kCouncils; ++i) {
            for (int f = 0; f < 3; ++f)
                put(u"field %1"_s.arg(f), back, i, wild(i, back));
            put(u"rate"_s, back, i, i == 7 && back == 0 ? 96 : 40 + (7 * i + 3 * back) % 20);
        }
    }
    const std::vector<Fact> facts = mined(panel);
    const auto about = [&](const QString& slug) {
        return std::ranges::count_if(facts,
                                     [&](const Fact& fact) { return fact.field == slug && !fact.councils.isEmpty(); });
    };
    CHECK(about(u"rate"_s) > 0);
}
