// Amounts in the free text of a filter of the change log.
#include "core/queries/changes/change_amounts.h"

#include <catch2/catch.hpp>

using namespace factoid;

TEST_CASE("an amount is read as people write it, and means what is as near as it is written")
{
    struct Case {
        const char* text;
        double inside, outside;
    };
    for (const Case& one : {Case{"1,234", 1'234.56, 1'235}, Case{"£1,234.56", 1'234.56, 1'234.57},
                            Case{"£1.2 million", 1'249'999, 1'250'000}, Case{"1.2m", 1'150'000, 1'149'999},
                            Case{"£1.38bn", 1'378'316'000, 1'386'000'000}, Case{"500k", 499'600, 501'000},
                            Case{"42", 42, 43}, Case{"1234", 1'234, 1'233}}) {
        INFO(one.text << " " << one.inside << " " << one.outside);
        const auto range = amountMeant(QString::fromUtf8(one.text));
        REQUIRE(range);
        CHECK((one.inside >= range->from && one.inside < range->below));
        CHECK_FALSE((one.outside >= range->from && one.outside < range->below));
        CHECK_FALSE(range->negative);
    }
    for (const char* text : {"−£64.6m", "-5,000", "£-3"})
        CHECK((amountMeant(QString::fromUtf8(text)) && amountMeant(QString::fromUtf8(text))->negative));
    for (const char* text :
         {"Kent", "2019/20", "1,23", "12,3456", "million", "£", "1.2.3", "5 apples", "E10000016", ""}) {
        INFO(text);
        CHECK_FALSE(amountMeant(QString::fromUtf8(text)));
    }
}

TEST_CASE("an amount and its scale are one word of the filter")
{
    CHECK(filterWords(u"Kent £1.2 million 2019/20"_s) == QStringList{u"Kent"_s, u"£1.2 million"_s, u"2019/20"_s});
    CHECK(filterWords(u"1.2m million"_s) == QStringList{u"1.2m"_s, u"million"_s});
    CHECK(filterWords(u" a  b "_s) == QStringList{u"a"_s, u"b"_s});
}
