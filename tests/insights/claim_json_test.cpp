#include "core/insights/claims/claim.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QJsonDocument>

using namespace factoid;
using namespace factoid::test;

namespace {

Operand sumOf(const QString& field, Year year)
{
    Operand operand;
    operand.field = field;
    operand.year = year;
    operand.measure = Measure::Sum;
    operand.all = true;
    operand.value = Decimal::parse("112357422000").value();
    return operand;
}

} // namespace

TEST_CASE("a claim survives its JSON with every key in use")
{
    Claim claim;
    claim.operation = Operation::Share;
    Operand top = sumOf(u"total_borrowing"_s, Year::financial(2019));
    top.top = 10;
    Operand group = sumOf(u"total_borrowing"_s, Year::calendar(2018));
    group.all = false;
    group.groupBy = GroupBy::Region;
    group.group = u"Yorkshire and The Humber"_s;
    group.measure = Measure::Count;
    group.below = Decimal::parse("-0.5").value();
    group.above = Decimal::parse("-12").value();
    Operand council = sumOf(u"a"_s, Year::financial(1999));
    council.all = false;
    council.council = u"E10000016"_s;
    council.measure = Measure::Share;
    council.ofField = u"b"_s;
    claim.operands = {top, group, council};
    claim.result = Decimal::parse("33.0701").value();
    claim.shown = u"a third"_s;
    claim.direction = Direction::Fall;
    claim.scope = {u"County"_s, u"England"_s, u"South West"_s};
    claim.of = 192;
    const auto read = claimFromJson(toJson(claim));
    REQUIRE(read);
    CHECK(*read == claim);
}

TEST_CASE("numbers in a claim are decimal strings and empty scope keys are left out")
{
    Claim claim;
    claim.operation = Operation::Value;
    claim.operands = {sumOf(u"x"_s, Year::financial(2019))};
    claim.result = claim.operands[0].value;
    claim.scope.nation = u"England"_s;
    claim.of = 7;
    const QByteArray json = QJsonDocument(toJson(claim)).toJson(QJsonDocument::Compact);
    CHECK(json ==
          R"({"of":"7","operands":[{"all":true,"field":"x","measure":"sum","value":"112357422000","year":"2019/20"}],)"
          R"("operation":"value","result":"112357422000","scope":{"nation":"England"},"shown":""})");
}

TEST_CASE("a claim that is not complete or not known is refused with the key that is wrong")
{
    QFile file(testPath(u"insights/cases/claim_errors.case"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    int cases = 0;
    QByteArray json;
    for (QByteArray line : file.readAll().split('\n')) {
        line = line.trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (json.isEmpty()) {
            json = line;
            continue;
        }
        INFO(json.toStdString());
        const auto document = QJsonDocument::fromJson(json);
        REQUIRE(document.isObject());
        const auto claim = claimFromJson(document.object());
        REQUIRE_FALSE(claim);
        CHECK(claim.error().kind == ErrorKind::Input);
        INFO(claim.error().message.toStdString());
        CHECK(claim.error().message.contains(QString::fromUtf8(line)));
        json.clear();
        ++cases;
    }
    CHECK(cases == 24);
}
