#include "core/figures/panel.h"
#include "tests/figures/small_panel.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

const Year kYear = Year::financial(2019);

QStringList codesOf(const Panel& panel)
{
    QStringList codes;
    for (const Council& council : panel.councils())
        codes << council.code;
    return codes;
}

} // namespace

TEST_CASE("councils stand in byte order of their code and totals are left out")
{
    std::vector<Council> councils = {councilOf(u"a1"_s),  councilOf(QString::fromUtf8("É1")),
                                     councilOf(u"ENG"_s), councilOf(u"Z9"_s),
                                     councilOf(u"A10"_s), councilOf(u"A1"_s)};
    councils[2].total = true;
    const Panel panel = panelOf(councils);
    CHECK(codesOf(panel) == QStringList{u"A1"_s, u"A10"_s, u"Z9"_s, u"a1"_s, QString::fromUtf8("É1")});
    CHECK(panel.councilIndex(u"Z9"_s) == 2);
    CHECK(panel.councilIndex(u"ENG"_s) == -1);
    CHECK(panel.codeBytes().at(4) == QByteArray("\xC3\x89"
                                                "1"));
    CHECK(panel.fieldIndex(u"money"_s) == 0);
    CHECK(panel.fieldIndex(u"nothing"_s) == -1);
}

TEST_CASE("a panel counts what is present as figures come and go")
{
    Panel panel = panelOf(councilsOf(3));
    CHECK(panel.block(0, kYear) == nullptr);
    CHECK(panel.block(-1, kYear) == nullptr);
    CHECK_FALSE(panel.value(0, kYear, 0).has_value());
    CHECK(panel.status(0, kYear, 0) == Status::NotAvailable);

    put(panel, kYear, 1, Decimal());
    CHECK(panel.block(0, kYear)->present == 1);
    CHECK(panel.value(0, kYear, 1) == Decimal()); // a zero is a value
    CHECK_FALSE(panel.value(0, kYear, 0).has_value());
    CHECK_FALSE(panel.value(0, kYear, -1).has_value());

    put(panel, kYear, 1, Decimal::fromInt(5), Status::Provisional);
    CHECK(panel.block(0, kYear)->present == 1);
    CHECK(panel.status(0, kYear, 1) == Status::Provisional);
    put(panel, kYear, 1, Decimal::fromInt(5),
        Status::Confidential); // missing, whatever number came along
    CHECK(panel.block(0, kYear)->present == 0);
    CHECK_FALSE(panel.value(0, kYear, 1).has_value());
    CHECK(panel.status(0, kYear, 1) == Status::Confidential);

    panel.dropBlock(0, kYear);
    CHECK(panel.years(0).empty());
}

TEST_CASE("years of a field are in order")
{
    Panel panel = panelOf(councilsOf(1));
    for (const Year year : {Year::financial(2019), Year::calendar(2019), Year::financial(2007), Year::calendar(2020)})
        put(panel, year, 0, Decimal());
    QStringList labels;
    for (const auto& [year, block] : panel.years(0))
        labels << year.label();
    CHECK(labels.join(QLatin1Char(' ')) == "2007/08 2019 2019/20 2020"_L1);
}

TEST_CASE("a name that two councils have is not unique")
{
    std::vector<Council> councils = councilsOf(3);
    councils[0].name = councils[2].name = u"Bedford"_s;
    const Panel panel = panelOf(councils);
    CHECK_FALSE(panel.nameIsUnique(0));
    CHECK(panel.nameIsUnique(1));
    CHECK_FALSE(panel.nameIsUnique(2));
}

TEST_CASE("groups are sorted and who has no region is in none")
{
    const Panel panel = panelOf({
        councilOf(u"A"_s, u"Unitary"_s, u"Wales"_s, QString()),
        councilOf(u"B"_s, u"County"_s, u"England"_s, u"South"_s),
        councilOf(u"C"_s, u"Unitary"_s, u"England"_s, u"North"_s),
        councilOf(u"D"_s, u"County"_s, QString(), u"North"_s),
    });
    CHECK(panel.types().names == std::vector<QString>{u"County"_s, u"Unitary"_s});
    CHECK(panel.types().of == std::vector<int>{1, 0, 1, 0});
    CHECK(panel.nations().names == std::vector<QString>{u"England"_s, u"Wales"_s});
    CHECK(panel.nations().of == std::vector<int>{1, 0, 0, -1});
    CHECK(panel.regions().of == std::vector<int>{-1, 1, 0, 0});
    CHECK(panel.kinds().names.size() == 4);
    CHECK(panel.kinds().names.front() == Kind(u"County"_s, QString()));
    CHECK(panel.kinds().of == std::vector<int>{3, 1, 2, 0});
}
