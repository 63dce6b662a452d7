#include "little_land.h"

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kKent = u"E10000016"_s;
const QString kDevon = u"E10000008"_s;
const QString kNorfolk = u"E10000020"_s;

Fact ratioFact(const Panel& panel, const char* field = "total_borrowing")
{
    const Operand kent = ofCouncil(field, 2019, kKent);
    const Operand devon = ofCouncil(field, 2019, kDevon);
    return factOf("ratio", field, 2019,
                  filled(panel, {claimOf(Operation::Value, {kent}), claimOf(Operation::Value, {devon}),
                                 claimOf(Operation::Ratio, {kent, devon})}),
                  scopeOf("County"));
}

Fact highestFact(const Panel& panel, const char* field)
{
    const Operand kent = ofCouncil(field, 2019, kKent);
    return factOf("highest", field, 2019,
                  filled(panel, {claimOf(Operation::Value, {kent}),
                                 claimOf(Operation::Rank, {kent}, "", Direction::Highest, scopeOf("County"))}),
                  scopeOf("County"));
}

WriteResult written(const Panel& panel, const std::vector<Fact>& facts, const QByteArray& hash = "hash")
{
    auto writer = makeStatisticsWriter(wordTraits());
    REQUIRE(writer);
    WriteRequest request;
    request.facts = facts;
    request.dataHash = hash;
    request.generatedAt = QDateTime(QDate(2024, 9, 1), QTime(6, 0), Qt::UTC);
    auto result = (*writer)->write(panel, request);
    REQUIRE(result);
    return *result;
}

std::string refusals(const WriteResult& result)
{
    std::string text;
    for (const Refusal& refusal : result.refused)
        text += refusal.text.toStdString() + " <- " + refusal.reason.toStdString() + "\n";
    return text;
}

} // namespace

TEST_CASE("the same fact on the same data gets the same words and new data may get others")
{
    const Panel panel = littleLand();
    const std::vector<Fact> facts = {ratioFact(panel)};
    const QString first = written(panel, facts).factoids.at(0).text;
    CHECK(written(panel, facts).factoids.at(0).text == first);
    QSet<QString> texts;
    for (int i = 0; i < 40; ++i)
        texts.insert(written(panel, facts, QByteArray::number(i)).factoids.at(0).text);
    CHECK(texts.size() >= 4);
}

TEST_CASE("a factoid carries all that is published")
{
    const Panel panel = littleLand();
    Fact fact = ratioFact(panel);
    fact.confidence = 0.9;
    fact.score = 0.4;
    const Factoid made = written(panel, {fact}).factoids.at(0);
    CHECK(made.generator.toStdString() == "statistics");
    CHECK(made.insightType.toStdString() == "ratio");
    CHECK(made.dataHash == QByteArray("hash"));
    CHECK(made.factKey == fact.key());
    CHECK(made.councils == fact.councils);
    CHECK(made.id == factoidId(made.language, made.text, made.claims));
    for (const Claim& claim : made.claims) {
        CHECK(!claim.shown.isEmpty());
        CHECK(made.text.contains(claim.shown));
    }
}

TEST_CASE("one bad sentence costs one sentence")
{
    const Panel panel = littleLand();
    Fact unknown = ratioFact(panel);
    unknown.kind = u"horoscope"_s;
    Fact stale = ratioFact(panel);
    stale.claims[0].operands[0].value = Decimal::fromInt(1);
    stale.claims[0].result = Decimal::fromInt(1);
    const WriteResult result =
        written(panel, {unknown, ratioFact(panel), stale, highestFact(panel, "total_borrowing")});
    CHECK(result.factoids.size() == 2);
    REQUIRE(result.refused.size() == 2);
    for (const Refusal& refusal : result.refused)
        CHECK(!refusal.reason.isEmpty());
}

TEST_CASE("income is spoken of by its sense")
{
    const Panel panel = littleLand();
    const Operand now = ofCouncil("revenue_support_grant", 2019, kKent);
    const Operand before = ofCouncil("revenue_support_grant", 2018, kKent);
    const Fact fact = factOf("long_change", "revenue_support_grant", 2019,
                             filled(panel, {claimOf(Operation::Value, {now}), claimOf(Operation::Value, {before}),
                                            claimOf(Operation::Ratio, {now, before})}));
    for (const auto& [text, refusal] : allVariants(panel, wordTraits(), fact, u"en"_s)) {
        INFO(text.toStdString() << " " << refusal.toStdString());
        if (!refusal.isEmpty())
            continue;
        CHECK_FALSE(text.contains("minus"_L1));
        CHECK_FALSE(text.contains("rose"_L1));
        CHECK((text.contains("fell"_L1) || text.contains("down"_L1) || text.contains("half"_L1) ||
               text.contains("halved"_L1) || text.contains("later"_L1)));
    }
    // A rank of the grant is not told: the councils of one class keep it under different rules.
    const Operand kent = ofCouncil("revenue_support_grant", 2019, kKent);
    const Fact most =
        factOf("lowest", "revenue_support_grant", 2019,
               filled(panel, {claimOf(Operation::Value, {kent}),
                              claimOf(Operation::Rank, {kent}, "", Direction::Lowest, scopeOf("County"))}),
               scopeOf("County"));
    const WriteResult result = written(panel, {most});
    INFO(refusals(result));
    CHECK(result.factoids.empty());
    REQUIRE(result.refused.size() == 1);
    CHECK(refusals(result).find("different rules") != std::string::npos);
}

TEST_CASE("amounts of other units are printed as what they are")
{
    const Panel panel = littleLand();
    for (const auto& [field, words] :
         {std::pair("library_visits", "1,234,567"), std::pair("water_cost", "€2.5 million"),
          std::pair("band_d_council_tax", "£1,534.23"), std::pair("estimated_collection_rate", "98.5 percent")}) {
        const Operand kent = ofCouncil(field, 2019, kKent);
        Fact fact = factOf("rank", field, 2019,
                           filled(panel, {claimOf(Operation::Value, {kent}),
                                          claimOf(Operation::Rank, {kent}, "", Direction::Highest, scopeOf("County"))}),
                           scopeOf("County"));
        const WriteResult result = written(panel, {fact});
        INFO(field << "\n" << refusals(result));
        REQUIRE(result.factoids.size() == 1);
        INFO(result.factoids[0].text.toStdString());
        CHECK(result.factoids[0].text.contains(QString::fromUtf8(words)));
    }
}

TEST_CASE("gaps in returns and provisional figures are said")
{
    Panel panel = littleLand();
    const int borrowing = panel.fieldIndex(u"total_borrowing"_s);
    panel.set(borrowing, Year::financial(2019), panel.councilIndex(kNorfolk), {Decimal(), Status::NotAvailable, false});
    const WriteResult result = written(panel, {highestFact(panel, "total_borrowing")});
    INFO(refusals(result));
    REQUIRE(result.factoids.size() == 1);
    CHECK(result.factoids[0].text.contains("the four English county councils that reported"_L1));
    put(panel, "total_borrowing", 2019, "E10000016", "301400000", Status::Provisional);
    const WriteResult provisional = written(panel, {ratioFact(panel)});
    INFO(refusals(provisional));
    REQUIRE(provisional.factoids.size() == 1);
    CHECK(provisional.factoids[0].text.contains("on provisional figures"_L1));
}

TEST_CASE("amounts that would print the same get more digits or no sentence")
{
    Panel panel = littleLand();
    put(panel, "total_borrowing", 2019, "E10000008", "301350000");
    const Operand kent = ofCouncil("total_borrowing", 2019, kKent);
    const Operand devon = ofCouncil("total_borrowing", 2019, kDevon);
    const Fact gap =
        factOf("gap", "total_borrowing", 2019,
               filled(panel, {claimOf(Operation::Value, {kent}), claimOf(Operation::Value, {devon}),
                              claimOf(Operation::Difference, {kent, devon}),
                              claimOf(Operation::Rank, {kent}, "", Direction::Highest, scopeOf("County"))}),
               scopeOf("County"));
    for (const auto& [text, refusal] : allVariants(panel, wordTraits(), gap, u"en"_s)) {
        INFO(text.toStdString());
        if (refusal.isEmpty())
            CHECK(text.count(u"£301 million"_s) < 2);
    }
}

TEST_CASE("every pattern of every kind has slots that the writer knows")
{
    const Panel panel = littleLand();
    const auto lexicon = Lexicon::load(u"en"_s);
    REQUIRE(lexicon);
    for (const char* kind : {"highest", "highest_per_head", "rank", "outlier", "share", "yoy_change", "long_change",
                             "streak", "record", "trend", "ratio", "gap", "type_comparison", "concentration",
                             "mean_median", "threshold_count", "part_of_whole", "rank_change", "correlation"}) {
        Fact fact = ratioFact(panel);
        fact.kind = QString::fromLatin1(kind);
        for (const auto& [text, refusal] : allVariants(panel, wordTraits(), fact, u"en"_s)) {
            INFO(text.toStdString() << " " << refusal.toStdString());
            CHECK_FALSE(refusal.contains("unknown slot"_L1));
        }
    }
}
