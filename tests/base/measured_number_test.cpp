// What a person reads of a measured value.
#include "core/base/literals.h"
#include "core/base/measured_number.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace factoid;

TEST_CASE("a measured value is read without an exponent")
{
    struct Row {
        double value;
        const char* text;
    };
    for (const Row& row : {Row{0, "0"}, Row{1, "1"}, Row{-1, "-1"}, Row{12.5, "12.5"}, Row{999.9, "999.9"},
                           Row{1'000, "1,000"}, Row{22'096'100, "22,096,100"}, Row{2.2e12, "2,200,000,000,000"},
                           Row{-1'234.4, "-1,234"}, Row{1.0 / 3, "0.333333"}, Row{0.000012, "0.000012"},
                           Row{123.456789, "123.457"}, Row{100, "100"}, Row{0.1, "0.1"}}) {
        INFO(row.value);
        CHECK(measuredNumber(row.value) == QLatin1String(row.text));
    }
    CHECK(measuredNumber(std::numeric_limits<double>::quiet_NaN()) == u"no data"_s);
}
