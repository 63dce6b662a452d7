#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"
#include "tests/figures/tidy_panel.h"

#include <catch2/catch.hpp>

#include <QtGlobal>

using namespace factoid;
using namespace factoid::test;

namespace {

const QDate kToday(2026, 6, 1);

void putFirst(Panel& panel, Year year, int count)
{
    for (int council = 0; council < count; ++council)
        put(panel, year, council, Decimal::fromInt(100 + council));
}

} // namespace

TEST_CASE("fault_10 the latest year is neither a blank nor a forecast")
{
    Panel panel = panelOf(councilsOf(20));
    putFirst(panel, Year::financial(2023), 20);
    putFirst(panel, Year::financial(2024), 20);
    putFirst(panel, Year::financial(2030), 20);    // a forecast: the year has not begun
    panel.blockForWrite(0, Year::financial(2025)); // began, without a single figure
    CHECK(latestYear(panel, 0, kToday) == Year::financial(2024));
    // On its first day a year is no forecast any more.
    CHECK(latestYear(panel, 0, QDate(2030, 3, 31)) == Year::financial(2024));
    CHECK(latestYear(panel, 0, QDate(2030, 4, 1)) == Year::financial(2030));
    CHECK(latestYear(panel, 0, QDate(2023, 4, 1)) == Year::financial(2023));
    CHECK_FALSE(latestYear(panel, 0, QDate(2023, 3, 31)).has_value());
}

TEST_CASE("the latest year needs 30 percent and five councils")
{
    Panel panel = panelOf(councilsOf(20));
    putFirst(panel, Year::financial(2020), 20);
    putFirst(panel, Year::financial(2021), 5); // 25 percent
    CHECK(latestYear(panel, 0, kToday) == Year::financial(2020));
    putFirst(panel, Year::financial(2022), 6); // exactly 30 percent
    CHECK(latestYear(panel, 0, kToday) == Year::financial(2022));

    Panel few = panelOf(councilsOf(4)); // complete, and too few to say anything
    putFirst(few, Year::financial(2020), 4);
    CHECK_FALSE(latestYear(few, 0, kToday).has_value());
    Panel five = panelOf(councilsOf(5));
    putFirst(five, Year::financial(2020), 5);
    CHECK(latestYear(five, 0, kToday) == Year::financial(2020));
    CHECK_FALSE(latestYear(panelOf(councilsOf(9)), 0, kToday).has_value());
}

TEST_CASE("30 percent is not 29 and a bit rounded up")
{
    // 2,999 of 9,999 are 29.993 percent, 3,000 of 10,000 are 30.
    Panel panel = panelOf(councilsOf(9'999));
    putFirst(panel, Year::financial(2020), 9'999);
    putFirst(panel, Year::financial(2021), 2'999);
    CHECK(latestYear(panel, 0, kToday) == Year::financial(2020));
    Panel more = panelOf(councilsOf(10'000));
    putFirst(more, Year::financial(2020), 10'000);
    putFirst(more, Year::financial(2021), 3'000);
    CHECK(latestYear(more, 0, kToday) == Year::financial(2021));
}

TEST_CASE("closed councils do not hold a year back")
{
    std::vector<Council> councils = councilsOf(30);
    for (int i = 10; i < 30; ++i)
        councils[static_cast<size_t>(i)].activeTo = QDate(2021, 4, 1);
    Panel panel = panelOf(councils);
    putFirst(panel, Year::financial(2020), 30);
    putFirst(panel, Year::financial(2021), 6); // 6 of the 10 that are left
    CHECK(latestYear(panel, 0, kToday) == Year::financial(2021));
}

TEST_CASE("the latest years of the real figures", "[shared-data]")
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    const Panel panel = tidyPanel(folder + u"/tidy"_s);
    const auto latest = [&panel](const char* slug) {
        return latestYear(panel, panel.fieldIndex(QLatin1String(slug)), kToday);
    };
    CHECK(latest("total_borrowing") == Year::financial(2019));
    CHECK(latest("earmarked_reserves_close") == Year::financial(2023));
    CHECK(latest("population") == Year::financial(2023));
    CHECK(latest("spend_social_care") == Year::financial(2010));
}
