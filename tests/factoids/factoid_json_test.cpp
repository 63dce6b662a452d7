#include "core/factoids/words/factoid.h"
#include "little_land.h"

using namespace factoid;
using namespace factoid::test;

namespace {

Factoid example() {
    Factoid made;
    made.text = QStringLiteral("Kent owed £301 million in March 2020.");
    made.claims = filled(littleLand(),
                         {claimOf(Operation::Value,
                                  {ofCouncil("total_borrowing", 2019, QStringLiteral("E10000016"))},
                                  "£301 million")});
    made.insightType = QStringLiteral("highest");
    made.confidence = 0.75;
    made.dataHash = "abc123";
    made.generatedAt = QDateTime(QDate(2024, 9, 1), QTime(6, 0), Qt::UTC);
    made.generator = QStringLiteral("statistics");
    made.factKey = QStringLiteral("key");
    made.field = QStringLiteral("total_borrowing");
    made.councils = QStringList{QStringLiteral("E10000016")};
    made.score = 0.5;
    made.id = factoidId(made.language, made.text, made.claims);
    return made;
}

} // namespace

TEST_CASE("a factoid survives its JSON") {
    const Factoid made = example();
    const auto read = factoidFromJson(toJson(made));
    REQUIRE(read);
    CHECK(toJson(*read) == toJson(made));
    for (const char* key : {"id", "text", "language", "insight_type", "confidence", "claims",
                            "data_hash", "generated_at", "generator"})
        CHECK(toJson(made).contains(QLatin1String(key)));
    CHECK(toJson(made).value(QLatin1String("generated_at")).toString().toStdString() ==
          "2024-09-01T06:00:00Z");
}

TEST_CASE("a factoid of a kind without a test says that it has no confidence") {
    Factoid made = example();
    made.confidence.reset();
    CHECK(toJson(made).value(QLatin1String("confidence")).isNull());
    const auto read = factoidFromJson(toJson(made));
    REQUIRE(read);
    CHECK_FALSE(read->confidence.has_value());
    QJsonObject without = toJson(made);
    without.remove(QStringLiteral("confidence"));
    CHECK_FALSE(factoidFromJson(without)->confidence.has_value());
}

TEST_CASE("the id follows what is said and in which language") {
    const Factoid made = example();
    CHECK(made.id.size() == 17);
    CHECK(made.id.startsWith(QLatin1Char('f')));
    CHECK(factoidId(QStringLiteral("cy"), made.text, made.claims) != made.id);
    CHECK(factoidId(made.language, made.text + QLatin1Char(' '), made.claims) != made.id);
    CHECK(factoidId(made.language, made.text, {}) != made.id);
    CHECK(factoidId(made.language, made.text, made.claims) == made.id);
}

TEST_CASE("a factoid that lacks its text or claims is an input error that says so") {
    QJsonObject json = toJson(example());
    json.remove(QStringLiteral("text"));
    CHECK(factoidFromJson(json).error().message.contains(QLatin1String("text")));
    json = toJson(example());
    json.insert(QStringLiteral("claims"), QStringLiteral("none"));
    CHECK(factoidFromJson(json).error().kind == ErrorKind::Input);
    json.insert(QStringLiteral("claims"), QJsonArray{1});
    CHECK_FALSE(factoidFromJson(json));
}
