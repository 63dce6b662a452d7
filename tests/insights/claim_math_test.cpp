#include "core/insights/claims/claim_math.h"
#include "core/insights/statistics/spearman.h"
#include "synthetic.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>

using namespace factoid;
using namespace factoid::test;

namespace {

// Five counties with money 10, 20, 30, 40, 100.0001 and heads 3, 0, missing, 7, 10; a sixth without
// figures.
Panel smallPanel()
{
    Panel panel = moneyPanel(6);
    const char* const money[] = {"10", "20", "30", "40", "100.0001"};
    for (int i = 0; i < 5; ++i)
        setMoney(panel, kNow, i, amount(money[i]));
    const int heads = panel.fieldIndex(u"population"_s);
    panel.set(heads, kNow, 0, {amount("3"), Status::Final, false});
    panel.set(heads, kNow, 1, {amount("0"), Status::Final, false});
    panel.set(heads, kNow, 3, {amount("7"), Status::Final, false});
    panel.set(heads, kNow, 4, {amount("10"), Status::Final, false});
    return panel;
}

Operand councilOf(int number, Measure measure = Measure::Value, Year year = kNow)
{
    Operand operand;
    operand.field = u"money"_s;
    operand.year = year;
    operand.measure = measure;
    operand.council = codeAt(number);
    return operand;
}

Operand allOf(Measure measure)
{
    Operand operand = councilOf(1, measure);
    operand.council.clear();
    operand.all = true;
    return operand;
}

Claim claimOf(Operation operation, std::vector<Operand> operands, Direction direction = Direction::None)
{
    Claim claim;
    claim.operation = operation;
    claim.operands = std::move(operands);
    claim.direction = direction;
    return claim;
}

QString valueOf(const Panel& panel, const Operand& operand, const Scope& scope = {})
{
    const auto value = operandValue(panel, operand, scope);
    return value ? value->toString() : u"refused: "_s + value.error().message;
}

QString resultOf(const Panel& panel, Claim claim)
{
    const auto done = completed(panel, std::move(claim));
    return done ? done->result.toString() : u"refused"_s;
}

} // namespace

TEST_CASE("operands are exact to the fourth decimal")
{
    const Panel panel = smallPanel();
    CHECK(valueOf(panel, councilOf(5)) == u"100.0001"_s);
    CHECK(valueOf(panel, councilOf(1, Measure::PerHead)) == u"3.3333"_s);
    CHECK(valueOf(panel, councilOf(4, Measure::PerHead)) == u"5.7143"_s);
    CHECK(valueOf(panel, allOf(Measure::Sum)) == u"200.0001"_s);
    CHECK(valueOf(panel, allOf(Measure::Average)) == u"40"_s);
    CHECK(valueOf(panel, allOf(Measure::Median)) == u"30"_s);
    CHECK(valueOf(panel, allOf(Measure::Count)) == u"5"_s);
    // (10 + 20 + 40 + 100.0001) ÷ (3 + 0 + 7 + 10): the councils that have both.
    CHECK(valueOf(panel, allOf(Measure::PerHead)) == u"8.5"_s);
    Operand top = allOf(Measure::Sum);
    top.top = 2;
    CHECK(valueOf(panel, top) == u"140.0001"_s);
    Operand counted = allOf(Measure::Count);
    counted.above = amount("20");
    CHECK(valueOf(panel, counted) == u"3"_s);
    counted.above.reset();
    counted.below = amount("20");
    CHECK(valueOf(panel, counted) == u"1"_s);
    Operand share = allOf(Measure::Share);
    share.ofField = u"population"_s;
    CHECK(valueOf(panel, share) == u"850.0005"_s);
}

TEST_CASE("an operand that the figures do not hold is refused")
{
    const Panel panel = smallPanel();
    const auto refused = [&](const Operand& operand, const Scope& scope = {}) {
        return valueOf(panel, operand, scope).startsWith(u"refused"_s);
    };
    CHECK(refused(councilOf(6)));                   // no figure
    CHECK(refused(councilOf(7)));                   // no such council
    CHECK(refused(councilOf(2, Measure::PerHead))); // no heads
    CHECK(refused(councilOf(3, Measure::PerHead))); // heads missing
    CHECK(refused(councilOf(1, Measure::Average))); // a council has no average
    CHECK(refused(councilOf(1, Measure::Value, kNow.plus(-1))));
    CHECK(refused(allOf(Measure::Value)));
    CHECK(refused(allOf(Measure::Sum), {u"Borough"_s, {}, {}})); // nobody in scope
    Operand unknown = councilOf(1);
    unknown.field = u"mony"_s;
    CHECK(refused(unknown));
    Panel single = moneyPanel(2);
    setMoney(single, kNow, 0, amount("1"));
    CHECK(valueOf(single, allOf(Measure::Average)).startsWith(u"refused"_s)); // a group of one
}

TEST_CASE("results are the operation on the operands as printed")
{
    const Panel panel = smallPanel();
    CHECK(resultOf(panel, claimOf(Operation::Difference, {councilOf(2), councilOf(5)})) == u"-80.0001"_s);
    CHECK(resultOf(panel, claimOf(Operation::Ratio, {councilOf(1), councilOf(3)})) == u"0.3333"_s);
    CHECK(resultOf(panel, claimOf(Operation::Percent, {councilOf(4), councilOf(3)})) == u"33.3333"_s);
    CHECK(resultOf(panel, claimOf(Operation::Share, {councilOf(4), allOf(Measure::Sum)})) == u"20"_s);
    // 3.3333 ÷ 5.7143, not (10 ÷ 3) ÷ (40 ÷ 7).
    CHECK(resultOf(panel, claimOf(Operation::Ratio,
                                  {councilOf(1, Measure::PerHead), councilOf(4, Measure::PerHead)})) == u"0.5833"_s);
}

TEST_CASE("ranks count from the end that is named and share the best place")
{
    Panel panel = moneyPanel(6);
    const char* const money[] = {"5", "9", "9", "1", "0", "-3"};
    for (int i = 0; i < 6; ++i)
        setMoney(panel, kNow, i, amount(money[i]));
    const auto place = [&](int number, Direction direction) {
        const auto done = completed(panel, claimOf(Operation::Rank, {councilOf(number)}, direction));
        return done ? u"%1/%2"_s.arg(done->result.toString()).arg(done->of) : u"refused"_s;
    };
    CHECK(place(2, Direction::Highest) == u"1/6"_s);
    CHECK(place(3, Direction::Highest) == u"1/6"_s);
    CHECK(place(1, Direction::Highest) == u"3/6"_s);
    CHECK(place(6, Direction::Lowest) == u"1/6"_s);
    CHECK(place(5, Direction::Lowest) == u"2/6"_s);
    CHECK(place(5, Direction::Rise) == u"refused"_s);
}

TEST_CASE("fault_12 no percentage on a base at or below zero")
{
    Panel panel = moneyPanel(3);
    setMoney(panel, kNow, 0, amount("5"));
    setMoney(panel, kNow, 1, amount("-4"));
    setMoney(panel, kNow, 2, amount("0"));
    CHECK(resultOf(panel, claimOf(Operation::Percent, {councilOf(1), councilOf(2)})) == u"refused"_s);
    CHECK(resultOf(panel, claimOf(Operation::Percent, {councilOf(1), councilOf(3)})) == u"refused"_s);
    CHECK(resultOf(panel, claimOf(Operation::Difference, {councilOf(1), councilOf(2)})) == u"9"_s);
    CHECK(resultOf(panel, claimOf(Operation::Ratio, {councilOf(1), councilOf(3)})) == u"refused"_s);
}

TEST_CASE("streak record and trend need the years they speak of")
{
    Panel panel = moneyPanel(2);
    const std::vector<std::int64_t> values = {9, 5, 6, 7, 12};
    for (int i = 0; i < 5; ++i)
        setMoney(panel, kNow.plus(i - 4), 0, Decimal::fromInt(values[static_cast<size_t>(i)]));
    std::vector<Operand> series;
    for (int i = 0; i < 5; ++i)
        series.push_back(councilOf(1, Measure::Value, kNow.plus(i - 4)));
    const std::vector<Operand> newestFirst(series.rbegin(), series.rend());
    CHECK(resultOf(panel, claimOf(Operation::Streak, series, Direction::Rise)) == u"3"_s);
    CHECK(resultOf(panel, claimOf(Operation::Streak, series, Direction::Fall)) == u"refused"_s);
    CHECK(resultOf(panel, claimOf(Operation::Streak, newestFirst, Direction::Rise)) == u"refused"_s);
    CHECK(resultOf(panel, claimOf(Operation::Record, newestFirst, Direction::Highest)) == u"2018"_s);
    CHECK(resultOf(panel, claimOf(Operation::Record, newestFirst, Direction::Lowest)) == u"refused"_s);
    CHECK(resultOf(panel, claimOf(Operation::Record, series, Direction::Highest)) == u"refused"_s);
    // 9 5 6 7 12: seven pairs rise, three fall.
    CHECK(resultOf(panel, claimOf(Operation::Trend, series, Direction::Rise)) == u"4"_s);
    CHECK(resultOf(panel, claimOf(Operation::Trend, series, Direction::Fall)) == u"refused"_s);
    std::vector<Operand> gap = series;
    gap.erase(gap.begin() + 2);
    CHECK(resultOf(panel, claimOf(Operation::Streak, gap, Direction::Rise)) == u"refused"_s);
}

TEST_CASE("amounts of the size of the type overflow nowhere")
{
    Panel panel = moneyPanel(3);
    const Decimal huge = Decimal::fromUnits(std::numeric_limits<std::int64_t>::max());
    for (int i = 0; i < 3; ++i)
        setMoney(panel, kNow, i, huge);
    CHECK(valueOf(panel, allOf(Measure::Sum)).startsWith(u"refused"_s));
    CHECK(valueOf(panel, allOf(Measure::Average)) == huge.toString());
    CHECK(valueOf(panel, allOf(Measure::Median)) == huge.toString());
    CHECK(resultOf(panel, claimOf(Operation::Share, {councilOf(1), councilOf(2)})) == u"100"_s);
    CHECK(resultOf(panel, claimOf(Operation::Ratio, {councilOf(1), councilOf(2)})) == u"1"_s);
}

TEST_CASE("spearman is exact")
{
    QFile file(testPath(u"insights/cases/spearman.csv"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto numbers = [](const QByteArray& text) {
        std::vector<std::int64_t> list;
        for (const QByteArray& number : text.split(' '))
            list.push_back(number.toLongLong());
        return list;
    };
    for (const QByteArray& line : file.readAll().split('\n')) {
        const auto cells = line.trimmed().split(',');
        if (line.startsWith('#') || cells.size() != 3)
            continue;
        INFO(line.toStdString());
        const auto rho = spearman(numbers(cells[0]), numbers(cells[1]));
        REQUIRE(rho);
        CHECK(rho->toString() == QString::fromLatin1(cells[2]));
    }
    CHECK_FALSE(spearman({1, 1, 1}, {1, 2, 3}));
    CHECK_FALSE(spearman({1, 2}, {1, 2}));
}
