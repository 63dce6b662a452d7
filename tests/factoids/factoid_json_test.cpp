#include "core/factoids/words/factoid.h"
#include "little_land.h"

using namespace factoid;
using namespace factoid::test;

namespace {

Factoid example()
{
    Factoid made;
    made.text = u"Kent owed £301 million in March 2020."_s;
    made.claims =
        filled(littleLand(),
               {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, u"E10000016"_s)}, "£301 million")});
    made.insightType = u"highest"_s;
    made.confidence = 0.75;
    made.dataHash = "abc123";
    made.generatedAt = QDateTime(QDate(2024, 9, 1), QTime(6, 0), Qt::UTC);
    made.generator = u"statistics"_s;
    made.factKey = u"key"_s;
    made.field = u"total_borrowing"_s;
    made.councils = QStringList{u"E10000016"_s};
    made.score = 0.5;
    made.id = factoidId(made.language, made.text, made.claims);
    return made;
}

} // namespace

TEST_CASE("a factoid survives its JSON")
{
    const Factoid made = example();
    const auto read = factoidFromJson(toJson(made));
    REQUIRE(read);
    CHECK(toJson(*read) == toJson(made));
    for (const char* key :
         {"id", "text", "language", "insight_type", "confidence", "claims", "data_hash", "generated_at", "generator"})
        CHECK(toJson(made).contains(QLatin1String(key)));
    CHECK(toJson(made).value("generated_at"_L1).toString().toStdString() == "2024-09-01T06:00:00Z");
}

TEST_CASE("a factoid of a kind without a test says that it has no confidence")
{
    Factoid made = example();
    made.confidence.reset();
    CHECK(toJson(made).value("confidence"_L1).isNull());
    const auto read = factoidFromJson(toJson(made));
    REQUIRE(read);
    CHECK_FALSE(read->confidence.has_value());
    QJsonObject without = toJson(made);
    without.remove(u"confidence"_s);
    CHECK_FALSE(factoidFromJson(without)->confidence.has_value());
}

TEST_CASE("the id follows what is said and in which language")
{
    const Factoid made = example();
    CHECK(made.id.size() == 17);
    CHECK(made.id.startsWith(QLatin1Char('f')));
    CHECK(factoidId(u"cy"_s, made.text, made.claims) != made.id);
    CHECK(factoidId(made.language, made.text + QLatin1Char(' '), made.claims) != made.id);
    CHECK(factoidId(made.language, made.text, {}) != made.id);
    CHECK(factoidId(made.language, made.text, made.claims) == made.id);
}

TEST_CASE("a factoid that lacks its text or claims is an input error that says so")
{
    QJsonObject json = toJson(example());
    json.remove(u"text"_s);
    CHECK(factoidFromJson(json).error().message.contains("text"_L1));
    json = toJson(example());
    json.insert(u"claims"_s, u"none"_s);
    CHECK(factoidFromJson(json).error().kind == ErrorKind::Input);
    json.insert(u"claims"_s, QJsonArray{1});
    CHECK_FALSE(factoidFromJson(json));
}
