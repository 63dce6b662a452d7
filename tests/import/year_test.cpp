#include "core/figures/year.h"

#include "tests/import/import_support.h"

using namespace factoid;
using namespace factoid::test;

TEST_CASE("years as people write them")
{
    for (const QStringList& row : caseRows("year.case")) {
        INFO(row.join(QLatin1Char('|')).toStdString());
        REQUIRE(row.size() == 3);
        const auto year = Year::parse(unescaped(row[0]).toUtf8());
        if (row[1] == "!"_L1) {
            CHECK_FALSE(year);
            continue;
        }
        REQUIRE(year);
        CHECK(year->label() == row[1]);
        CHECK(year->code() == row[2].toInt());
        CHECK(Year::fromCode(year->code()) == year);
        CHECK(Year::parse(year->label().toUtf8()) == year);
    }
}

TEST_CASE("years have an order")
{
    const Year financial = Year::financial(2019);
    CHECK(Year::financial(1999).label() == u"1999/00"_s);
    CHECK(financial.plus(-1) == Year::financial(2018));
    CHECK(Year::calendar(2019) < financial);
    CHECK(Year::financial(2018) < Year::calendar(2019));
    CHECK_FALSE(Year::fromCode(201921));
    CHECK_FALSE(Year::fromCode(0));
}
