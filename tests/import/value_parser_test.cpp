#include "core/import/values/value_parser.h"

#include "tests/import/import_support.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

ValueRules rulesOf(const QStringList& row)
{
    ValueRules rules = rulesForUnit(row[1]);
    QString scale = row[2];
    rules.negate = scale.startsWith(QLatin1Char('-'));
    scale.remove(QLatin1Char('-'));
    if (scale == "0.01"_L1)
        rules.scaleExponent = -2;
    else if (!scale.isEmpty())
        rules.scaleExponent = static_cast<int>(scale.size()) - 1;
    rules.significantDigits = row[3].toInt();
    return rules;
}

} // namespace

TEST_CASE("value parser reads the table of cases")
{
    for (const QStringList& row : caseRows("value_parser.case")) {
        INFO(row.join(QLatin1Char('|')).toStdString());
        REQUIRE(row.size() == 7);
        const auto parsed = parseValue(unescaped(row[0]).toUtf8(), rulesOf(row));
        if (row[4].startsWith(QLatin1Char('!'))) {
            REQUIRE(!parsed);
            CHECK(parsed.error().kind == ErrorKind::Input);
            CHECK(parsed.error().message.contains(row[4].sliced(1)));
            continue;
        }
        if (!parsed)
            FAIL(parsed.error().message.toStdString());
        CHECK(statusName(parsed->status) == row[5]);
        CHECK(parsed->rounded == (row[6] == "yes"_L1));
        CHECK(parsed->value.toString() == (row[4].isEmpty() ? u"0"_s : row[4]));
    }
}

TEST_CASE("value parser fast path agrees with the full one")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string alphabet = "0123456789.-,";
    int fast = 0;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text;
        const auto length = random() % 20;
        for (unsigned at = 0; at < length; ++at)
            text.append(alphabet[random() % (random() % 4 == 0 ? alphabet.size() : 11)]);
        std::int64_t units = 0;
        if (!parsePlain(text, &units))
            continue;
        ++fast;
        INFO(text.toStdString());
        const auto full = parseValue(text);
        REQUIRE(full);
        REQUIRE(full->value.units() == units);
        REQUIRE(full->status == Status::Final);
        REQUIRE_FALSE(full->rounded);
    }
    REQUIRE(fast > 1000);
}

TEST_CASE("value parser agrees with plain decimals and reads back what decimals print")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 100'000; ++i) {
        const auto units = static_cast<std::int64_t>(random() >> (random() % 63));
        const Decimal value = Decimal::fromUnits(random() % 2 ? units : -std::max<std::int64_t>(units, -INT64_MAX));
        if (value.units() == INT64_MIN)
            continue;
        INFO(value.toString().toStdString());
        const auto parsed = parseValue(value.toString().toUtf8());
        REQUIRE(parsed);
        REQUIRE(parsed->value == value);
        REQUIRE_FALSE(parsed->rounded);
    }
}

TEST_CASE("value parser never crashes on random bytes")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string alphabet = "0123456789.,-+()%£$kmbn eE[]pxr\xC2\xA0\xE2\x88\x92\xE2\x80\xA6";
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text;
        const auto length = random() % 16;
        for (unsigned at = 0; at < length; ++at)
            text.append(random() % 8 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()]);
        const auto parsed = parseValue(text, rulesForUnit(u"GBP"_s));
        if (!parsed)
            REQUIRE_FALSE(parsed.error().message.isEmpty());
        else if (isMissing(parsed->status))
            REQUIRE(parsed->value.isZero());
    }
}

TEST_CASE("status column names")
{
    CHECK(statusFromText("") == Status::Final);
    CHECK(statusFromText("Final") == Status::Final);
    CHECK(statusFromText(" provisional ") == Status::Provisional);
    CHECK(statusFromText("[p]") == Status::Provisional);
    CHECK(statusFromText("E") == Status::Estimated);
    CHECK(statusFromText("revised") == Status::Revised);
    CHECK(statusFromText("not_available") == Status::NotAvailable);
    CHECK(statusFromText("Not available") == Status::NotAvailable);
    CHECK(statusFromText("z") == Status::NotApplicable);
    CHECK_FALSE(statusFromText("forecast"));
    CHECK_FALSE(statusFromText("1"));
}
