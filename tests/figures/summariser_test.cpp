#include "core/figures/summariser.h"
#include "tests/figures/small_panel.h"
#include "tests/figures/tidy_panel.h"
#include "tests/support/test_paths.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>

#include <QStringList>

#include <limits>
#include <numeric>
#include <random>

using namespace factoid;
using namespace factoid::test;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

const Year kYear = Year::financial(2019);

Summary summaryOf(const Panel& panel, Year year = kYear)
{
    return summarise(panel, 0, year, reportedGroups(panel, 0));
}

Summary summaryOf(const std::vector<Decimal>& values)
{
    Panel panel = panelOf(councilsOf(static_cast<int>(values.size())));
    putAll(panel, kYear, values);
    return summaryOf(panel);
}

QString textOf(const std::optional<Decimal>& value)
{
    return value ? value->toFixed(2) : u"-"_s;
}

QStringList codesOf(const std::vector<SummaryEntry>& entries)
{
    QStringList codes;
    for (const SummaryEntry& entry : entries)
        codes << entry.code;
    return codes;
}

// ---- The independent reckoning: unbounded rationals of units, textbook formulas.

cpp_int roundedToCents(const cpp_rational& units)
{
    const cpp_rational cents = abs(units) / 100;
    const cpp_int magnitude = (2 * numerator(cents) + denominator(cents)) / (2 * denominator(cents));
    return units < 0 ? cpp_int(-magnitude) : magnitude;
}

cpp_rational quantile(const std::vector<cpp_int>& sorted, int quarter)
{
    const cpp_rational position(cpp_int((sorted.size() - 1) * static_cast<size_t>(quarter)), 4);
    const auto below = static_cast<size_t>(cpp_int(numerator(position) / denominator(position)));
    const cpp_rational part = position - cpp_int(below);
    if (part == 0)
        return sorted[below];
    return (1 - part) * sorted[below] + part * sorted[below + 1];
}

// Greatest r with (r − ½)² ≤ variance in cents², found by bisection.
cpp_int deviationCents(const std::vector<cpp_int>& values)
{
    cpp_rational mean = 0;
    for (const cpp_int& value : values)
        mean += value;
    mean /= cpp_int(values.size());
    cpp_rational variance = 0;
    for (const cpp_int& value : values)
        variance += (value - mean) * (value - mean);
    variance /= cpp_int(values.size() - 1) * 10'000;
    cpp_int low = 0;
    cpp_int high = cpp_int(1) << 66;
    while (high - low > 1) {
        const cpp_int middle = (low + high) / 2;
        const cpp_rational edge = cpp_rational(middle) - cpp_rational(1, 2);
        (edge * edge <= variance ? low : high) = middle;
    }
    return low;
}

cpp_int centsOf(const std::optional<Decimal>& value)
{
    REQUIRE(value.has_value());
    REQUIRE(value->units() % 100 == 0);
    return value->units() / 100;
}

void checkAgainstRationals(const std::vector<std::int64_t>& units)
{
    std::vector<Decimal> values;
    std::vector<cpp_int> sorted;
    for (const std::int64_t unit : units) {
        values.push_back(Decimal::fromUnits(unit));
        sorted.emplace_back(unit);
    }
    std::ranges::sort(sorted);
    const Summary summary = summaryOf(values);
    cpp_int sum = 0;
    for (const cpp_int& value : sorted)
        sum += value;
    const cpp_rational q1 = quantile(sorted, 1);
    const cpp_rational q3 = quantile(sorted, 3);
    const cpp_rational fence = (q3 - q1) * cpp_rational(3, 2);
    int outliers = 0;
    for (const cpp_int& value : sorted)
        outliers += static_cast<int>(value < q1 - fence || value > q3 + fence);
    REQUIRE(int128ToString(summary.sumUnits).toStdString() == sum.str());
    REQUIRE(centsOf(summary.average) == roundedToCents(cpp_rational(sum, cpp_int(sorted.size()))));
    REQUIRE(centsOf(summary.q1) == roundedToCents(q1));
    REQUIRE(centsOf(summary.median) == roundedToCents(quantile(sorted, 2)));
    REQUIRE(centsOf(summary.q3) == roundedToCents(q3));
    REQUIRE(summary.outlierCount == outliers);
    if (sorted.size() < 2)
        return;
    const cpp_int deviation = deviationCents(sorted);
    if (deviation * 100 > std::numeric_limits<std::int64_t>::max())
        REQUIRE_FALSE(summary.stdDeviation.has_value());
    else
        REQUIRE(centsOf(summary.stdDeviation) == deviation);
}

} // namespace

TEST_CASE("summaries of small lists as reckoned with fractions")
{
    const auto rows = csvRows(testPath(u"figures/cases/summaries.csv"_s));
    REQUIRE(rows.size() > 20);
    for (const auto& row : rows) {
        INFO(row.at(0).toStdString());
        std::vector<Decimal> values;
        for (const QByteArray& text : row.at(1).split(' '))
            values.push_back(Decimal::parse(text).value());
        const Summary summary = summaryOf(values);
        CHECK(summary.totalCouncils == static_cast<int>(values.size()));
        CHECK(summary.sumText() == QString::fromLatin1(row.at(2)));
        CHECK(textOf(summary.average) == QString::fromLatin1(row.at(3)));
        CHECK(textOf(summary.median) == QString::fromLatin1(row.at(4)));
        CHECK(textOf(summary.q1) == QString::fromLatin1(row.at(5)));
        CHECK(textOf(summary.q3) == QString::fromLatin1(row.at(6)));
        CHECK(textOf(summary.min) == QString::fromLatin1(row.at(7)));
        CHECK(textOf(summary.max) == QString::fromLatin1(row.at(8)));
        CHECK(textOf(summary.stdDeviation) == QString::fromLatin1(row.at(9)));
        CHECK(summary.outlierCount == row.at(10).toInt());
    }
}

TEST_CASE("fault_15 medians and deviations are exact to the penny whatever the size")
{
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 600; ++round) {
        // From pennies to both ends of 64 bits, so that the narrow and the wide path are both
        // taken.
        const int shift = 1 + static_cast<int>(random() % 62);
        const bool bothSigns = random() % 2 == 0;
        const std::int64_t offset = random() % 3 == 0 ? std::int64_t(1) << 61 : 0;
        std::vector<std::int64_t> units(1 + random() % 40);
        for (std::int64_t& unit : units) {
            const auto magnitude = static_cast<std::int64_t>(random() >> (shift + 1));
            unit = bothSigns && random() % 2 ? -magnitude : magnitude;
            if (random() % 10 == 0)
                unit = units.front();
            if (shift > 2)
                unit += offset;
        }
        CAPTURE(round, shift, units.size());
        checkAgainstRationals(units);
    }
}

TEST_CASE("deviations that end in exactly half a penny are rounded up")
{
    // For 0, 0, 0 and x the deviation is x / 2.
    for (const std::int64_t cents : {1LL, 3LL, 101LL, 30'000'000'001LL, 9'000'000'000'000'001LL}) {
        const std::int64_t units = cents * 100;
        for (const std::int64_t base : {0LL, -12'345LL, 987'654'321LL}) {
            CAPTURE(cents, base);
            CHECK(sampleDeviation(std::vector<std::int64_t>{base, base + units, base, base})->units() ==
                  (cents + 1) / 2 * 100);
            CHECK(sampleDeviation(std::vector<std::int64_t>{base, base + units - 1, base, base})->units() ==
                  cents / 2 * 100);
        }
    }
    CHECK_FALSE(sampleDeviation(std::vector<std::int64_t>{5}).has_value());
    CHECK_FALSE(sampleDeviation({}).has_value());
}

TEST_CASE("a sum past 64 bits is written in full")
{
    const Decimal most = amount("922337203685477.5807");
    const Summary summary = summaryOf(std::vector<Decimal>(1'000, most));
    CHECK(summary.sumText() == "922337203685477580.70"_L1);
    CHECK(textOf(summary.average) == "922337203685477.58"_L1);
    CHECK(summary.stdDeviation == Decimal());
}

TEST_CASE("fault_08 lists start with the extreme and ties go by code")
{
    const Summary summary = summaryOf(whole({5, 9, 1, 9, 0, 7, 0, 9, 2, 9, 9, 0}));
    CHECK(codesOf(summary.top5).join(QLatin1Char(' ')) == "C0002 C0004 C0008 C0010 C0011"_L1);
    CHECK(codesOf(summary.bottom5).join(QLatin1Char(' ')) == "C0005 C0007 C0012 C0003 C0009"_L1);
    CHECK(summary.bottom5.front().value == Decimal());
    CHECK(summary.bottom5.back().value == Decimal::fromInt(2));

    const Summary few = summaryOf(whole({3, 1, 2}));
    CHECK(codesOf(few.top5).join(QLatin1Char(' ')) == "C0001 C0003 C0002"_L1);
    CHECK(codesOf(few.bottom5).join(QLatin1Char(' ')) == "C0002 C0003 C0001"_L1);
}

TEST_CASE("lists agree with a full sort")
{
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::int64_t> values(1 + random() % 30);
        for (std::int64_t& value : values)
            value = static_cast<std::int64_t>(random() % 6) - 3;
        std::vector<size_t> order(values.size());
        std::iota(order.begin(), order.end(), size_t(0));
        QStringList top;
        QStringList bottom;
        std::ranges::stable_sort(order, std::ranges::greater(), [&](size_t at) { return values[at]; });
        for (size_t at = 0; at < std::min<size_t>(5, order.size()); ++at)
            top << codeAt(static_cast<int>(order[at]) + 1);
        std::ranges::sort(order);
        std::ranges::stable_sort(order, {}, [&](size_t at) { return values[at]; });
        for (size_t at = 0; at < std::min<size_t>(5, order.size()); ++at)
            bottom << codeAt(static_cast<int>(order[at]) + 1);
        const Summary summary = summaryOf(whole(values));
        REQUIRE(codesOf(summary.top5) == top);
        REQUIRE(codesOf(summary.bottom5) == bottom);
    }
}

TEST_CASE("averages by type nation and region leave the nameless out")
{
    const QString county = u"County"_s;
    const QString unitary = u"Unitary"_s;
    const QString england = u"England"_s;
    Panel panel = panelOf(
        {councilOf(codeAt(1), county, england, u"North"_s), councilOf(codeAt(2), county, england, QString()),
         councilOf(codeAt(3), unitary, england, u"North"_s), councilOf(codeAt(4), unitary, u"Wales"_s, u"Wales"_s),
         councilOf(codeAt(5), u"Borough"_s, england, u"South"_s)});
    putAll(panel, kYear, {amount("1"), amount("2"), amount("3.005"), amount("-8")});
    const Summary summary = summaryOf(panel);
    using Groups = std::map<QString, GroupAverage>;
    CHECK(summary.typeAverages == Groups{{county, {amount("1.5"), 2}}, {unitary, {amount("-2.5"), 2}}});
    CHECK(summary.nationAverages == Groups{{england, {amount("2"), 3}}, {u"Wales"_s, {amount("-8"), 1}}});
    CHECK(summary.regionAverages == Groups{{u"North"_s, {amount("2"), 2}}, {u"Wales"_s, {amount("-8"), 1}}});
}

TEST_CASE("fault_22 only councils that were alive and of a reporting kind are expected")
{
    std::vector<Council> councils = councilsOf(8);
    councils[1].activeTo = QDate(2019, 4, 1);    // its last day was the day before the year
    councils[2].activeTo = QDate(2019, 4, 2);    // lived one day of it
    councils[3].activeFrom = QDate(2020, 3, 31); // began on the last day
    councils[4].activeFrom = QDate(2020, 4, 1);  // began the day after
    councils[5].type = u"District"_s;            // never reported this field
    councils[6].nation = u"Wales"_s;             // reported it once, long ago
    Panel panel = panelOf(councils);
    put(panel, Year::financial(2009), 6, Decimal::fromInt(1));
    put(panel, kYear, 0, Decimal::fromInt(10));
    put(panel, kYear, 2, Decimal::fromInt(20));
    put(panel, kYear, 1,
        Decimal::fromInt(30)); // has a figure though it was gone: counted, not expected
    put(panel, kYear, 5, {}, Status::NotApplicable);
    const ReportedGroups reported = reportedGroups(panel, 0);
    CHECK(reported == ReportedGroups{{u"County"_s, u"England"_s}, {u"County"_s, u"Wales"_s}});
    CHECK(eligibleCouncils(panel, 0, kYear, reported) ==
          std::vector<bool>{true, false, true, true, false, false, true, true});
    const Summary summary = summaryOf(panel);
    CHECK(summary.totalCouncils == 3);
    CHECK(summary.eligibleCouncils == 5);
    CHECK(summary.completeness == Decimal::fromInt(40)); // 2 of 5: the closed one does not count
}

TEST_CASE("who was there in a year depends on where the field's years end")
{
    std::vector<Council> councils = councilsOf(3);
    councils[1].activeFrom = QDate(2020, 4, 1); // in 2019/20 only if that ends later than in March
    councils[2].activeTo = QDate(2019, 5, 1);   // in 2019/20 only if that began before May
    struct Case {
        const char* profile;
        std::vector<bool> eligible;
    };
    for (const Case& one :
         {Case{R"({"year_end": "03-31"})", {true, false, true}}, Case{R"({"year_end": "06-30"})", {true, true, false}},
          Case{R"({"year_end": "06-30", "year_ends": {"money": "03-31"}})", {true, false, true}},
          Case{"{}", {true, true, true}}}) {
        INFO(one.profile);
        Panel panel = panelOf(councils);
        QByteArray said = one.profile;
        said.replace("money", panel.fields()[0].slug.toUtf8());
        panel.setProfile(*profileFromBytes(said));
        put(panel, kYear, 0, Decimal::fromInt(1));
        CHECK(eligibleCouncils(panel, 0, kYear, reportedGroups(panel, 0)) == one.eligible);
        CHECK(summaryOf(panel).eligibleCouncils == std::ranges::count(one.eligible, true));
    }
}

TEST_CASE("completeness is rounded and never guessed")
{
    CHECK(Coverage{3, 2}.percent() == amount("66.67"));
    CHECK(Coverage{8, 1}.percent() == amount("12.5"));
    CHECK(Coverage{800, 1}.percent() == amount("0.13")); // 0.125
    CHECK(Coverage{7, 7}.percent() == Decimal::fromInt(100));
    CHECK(Coverage{0, 0}.percent() == Decimal());
}

TEST_CASE("a year without figures has a summary that says so")
{
    Panel panel = panelOf(councilsOf(4));
    put(panel, kYear, 0, Decimal::fromInt(1));
    const Summary none = summaryOf(panel, Year::financial(2020));
    CHECK(none.totalCouncils == 0);
    CHECK(none.eligibleCouncils == 4);
    CHECK_FALSE(none.average.has_value());
    CHECK_FALSE(none.stdDeviation.has_value());
    CHECK(none.top5.empty());
    CHECK(none.sumText() == "0.00"_L1);
    CHECK(toJson(none).value(u"median"_s).isNull());
    CHECK(none.dataHash == dataHash(panel, panel.blockForWrite(0, Year::financial(2020))));
}

TEST_CASE("a hash that the store already knows is used")
{
    Panel panel = panelOf(councilsOf(2));
    put(panel, kYear, 0, Decimal::fromInt(1));
    CHECK(summaryOf(panel).dataHash == dataHash(panel, *panel.block(0, kYear)));
    panel.blockForWrite(0, kYear).dataHash = "known";
    CHECK(summaryOf(panel).dataHash == "known");
}

TEST_CASE("a summary as JSON has the names and decimals of the contract")
{
    Panel panel = panelOf(councilsOf(3));
    putAll(panel, kYear, {amount("1.005"), amount("2"), amount("-3")});
    const QJsonObject json = toJson(summaryOf(panel));
    const QString names = QStringList(json.keys()).join(QLatin1Char(' '));
    CHECK(names.toStdString() == "average bottom_5 completeness data_hash eligible_councils field "
                                 "max median min nation_averages "
                                 "outlier_count q1 q3 region_averages std_deviation sum top_5 "
                                 "total_councils type_averages year");
    CHECK(json.value(u"field"_s).toString() == "money"_L1);
    CHECK(json.value(u"year"_s).toString() == "2019/20"_L1);
    CHECK(json.value(u"sum"_s).toString() == "0.01"_L1); // 0.005
    CHECK(json.value(u"average"_s).toString() == "0.00"_L1);
    CHECK(json.value(u"completeness"_s).toString() == "100.00"_L1);
    CHECK(json.value(u"total_councils"_s).toInt() == 3);
    const QJsonObject lowest = json.value(u"bottom_5"_s)[0].toObject();
    CHECK(lowest.value(u"code"_s).toString() == "C0003"_L1);
    CHECK(lowest.value(u"name"_s).toString() == "Council C0003"_L1);
    CHECK(lowest.value(u"value"_s).toString() == "-3.00"_L1);
    const QJsonValue group = json.value(u"type_averages"_s)[u"County"_s];
    CHECK(group[u"average"_s].toString() == "0.00"_L1);
    CHECK(group[u"count"_s].toInt() == 3);
}
