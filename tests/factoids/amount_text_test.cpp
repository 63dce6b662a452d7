#include "core/factoids/words/amount_text.h"
#include "core/factoids/words/number_words.h"
#include "tests/support/test_paths.h"
#include "words_support.h"

#include <iostream>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

std::vector<QStringList> caseRows(const char* name)
{
    QFile file(testPath(u"factoids/cases/"_s) + QString::fromLatin1(name));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<QStringList> rows;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        QStringList cells = line.split(QLatin1Char('|'));
        for (QString& cell : cells)
            cell = cell.trimmed();
        rows.push_back(cells);
    }
    REQUIRE(!rows.empty());
    return rows;
}

AmountStyle styleFrom(const QString& text)
{
    AmountStyle style;
    style.perHead = text == "per_head"_L1;
    if (text.startsWith(QLatin1Char('+')))
        style.extraDigits = text.mid(1).toInt();
    return style;
}

} // namespace

TEST_CASE("amounts are printed as in the table")
{
    for (const QStringList& row : caseRows("amount.case")) {
        REQUIRE(row.size() == 4);
        INFO(row.join(QLatin1Char('|')).toStdString());
        const auto made = amountText(Decimal::parse(row[0].toLatin1()).value(), unitFrom(row[1]), styleFrom(row[2]));
        CHECK((made ? made->text : u"-"_s).toStdString() == row[3].toStdString());
    }
}

// What a reader understands is what `printedUnits` says, and that is within half a step of the
// truth.
TEST_CASE("what is printed is a rounding of the amount at any size")
{
    constexpr unsigned kSeed = 20240907;
    std::cout << "amounts: seed " << kSeed << "\n";
    std::mt19937_64 random(kSeed);
    const Unit pounds = unitFrom(u"GBP"_s);
    for (int i = 0; i < 20'000; ++i) {
        const auto bits = static_cast<int>(1 + random() % 62);
        const auto units = static_cast<std::int64_t>(random() >> (64 - bits));
        const Decimal value = Decimal::fromUnits(random() % 2 ? units : -units);
        const auto made = amountText(value, pounds);
        INFO(value.toString().toStdString());
        if (!made) {
            CHECK((value.units() < 5'000 && value.units() > -5'000));
            continue;
        }
        INFO(made->text.toStdString());
        const Int128 off = made->printedUnits - value.units();
        const Int128 size = value.units() < 0 ? -Int128(value.units()) : Int128(value.units());
        // Three significant figures: at most half a percent off; whole pounds: at most half a
        // pound.
        CHECK(((off < 0 ? -off : off) * 200 <= size || (off < 0 ? -off : off) <= 5'000));
        CHECK(made->text.startsWith("minus"_L1) == (value.isNegative() && made->printedUnits != 0));
        CHECK_FALSE(made->text.contains("1,000 m"_L1));
    }
}

TEST_CASE("fault_06 pounds are never printed as millions of millions")
{
    const auto made = amountText(Decimal::fromInt(1'765'861'000), unitFrom(u"GBP"_s));
    REQUIRE(made);
    CHECK(made->text.toStdString() == "£1.77 billion");
    // The same digits of another unit are not money.
    CHECK(amountText(Decimal::fromInt(1'765'861), unitFrom(u"count"_s))->text.toStdString() == "1,765,861");
}

TEST_CASE("number words go both ways")
{
    for (int i = 0; i <= 10; ++i)
        CHECK(cardinalFromWord(cardinal(i)) == i);
    CHECK(cardinal(11).toStdString() == "11");
    CHECK(cardinal(1234567).toStdString() == "1,234,567");
    CHECK(cardinalFromWord(u"dozen"_s) == 12);
    CHECK_FALSE(cardinalFromWord(u"many"_s));
    for (int i = 2; i <= 300; ++i)
        CHECK(ordinalFromWord(ordinal(i)) == i);
    CHECK(ordinal(11).toStdString() == "11th");
    CHECK(ordinal(21).toStdString() == "21st");
    CHECK(ordinal(112).toStdString() == "112th");
    CHECK(ordinal(123).toStdString() == "123rd");
    CHECK_FALSE(ordinalFromWord(u"11st"_s));
    CHECK(withSeparators(u"12345"_s).toStdString() == "12,345");
}
