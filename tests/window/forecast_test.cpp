// The Forecast page on a real store, with mouse and keys; every number is the command line's.
#include "tests/window/window_fixture.h"
#include "ui/base/formats.h"
#include "ui/forecast/fan_chart.h"
#include "ui/table/data_table.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

class ForecastDesk
{
  public:
    explicit ForecastDesk(const Place& place)
    {
        desk.setNow(u"2026-06-01T09:00:00Z"_s);
        (void)desk.ask({u"import"_s, sourcePath(u"resources/sample"_s)});
        window = std::make_unique<Window>(desk);
        (*window)->navigator().go(place);
    }
    void says(const QJsonObject& answer) const
    {
        const QString sentence = answer.value(u"sentence"_s).toString();
        INFO("waited for: " << sentence.toStdString());
        const bool came = window->waitsFor([&] { return (*window)->currentPage()->sentence() == sentence; });
        INFO("it is: " << (*window)->currentPage()->sentence().toStdString());
        REQUIRE(came);
        window->settle();
    }
    void pick(const QString& box, const QString& text) const
    {
        auto* edit = window->wait<QLineEdit>(box);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    [[nodiscard]] QAbstractItemModel* rows(const QString& table) const
    {
        return window->wait<DataTable>(table)->view()->model();
    }
    [[nodiscard]] QString bare(const QString& table, int row, int column) const
    {
        return rows(table)->index(row, column).data(BareRole).toString();
    }

    Desk desk;
    std::unique_ptr<Window> window;
};

const QString kYears = u"Figures and forecast by year"_s, kPast = u"Earlier forecasts and what came"_s,
              kMethods = u"Methods and their weights"_s, kCompared = u"Forecasts of all councils"_s;

} // namespace

TEST_CASE("a field is forecast as the command line has it: years, fan, methods, earlier ones")
{
    const ForecastDesk page({u"forecast"_s, {{u"field"_s, u"total_borrowing"_s}}});
    const QJsonObject answer = page.desk.ask(words("forecast total_borrowing --total"));
    page.says(answer);
    const QJsonArray history = answer.value(u"history"_s).toArray(), ahead = answer.value(u"forecast"_s).toArray();
    REQUIRE(ahead.size() == 3);
    const FanData& fan = page.window->wait<FanChart>(u"Figures and forecast"_s)->data();
    REQUIRE(fan.points.size() == static_cast<size_t>(history.size() + ahead.size()));
    for (int i = 0; i < history.size(); ++i) {
        const QJsonObject point = history[i].toObject();
        CHECK(page.bare(kYears, i, 0) == point.value(u"year"_s).toString());
        CHECK(page.bare(kYears, i, 1) == point.value(u"value"_s).toString());
        CHECK(fan.points[static_cast<size_t>(i)].used == point.value(u"used"_s).toBool());
    }
    for (int i = 0; i < ahead.size(); ++i) {
        const QJsonObject point = ahead[i].toObject();
        const int row = static_cast<int>(history.size()) + i;
        CHECK(page.bare(kYears, row, 1) == point.value(u"value"_s).toString());
        CHECK(page.bare(kYears, row, 2) == point.value(u"low"_s).toString());
        CHECK(page.bare(kYears, row, 3) == point.value(u"high"_s).toString());
        CHECK(page.bare(kYears, row, 4) == u"projected"_s);
        const FanPoint& drawn = fan.points[static_cast<size_t>(row)];
        CHECK(drawn.projected);
        CHECK(drawn.low == point.value(u"low"_s).toString().toDouble());
        CHECK(drawn.words.contains(amountText(point.value(u"value"_s).toString(), u"GBP"_s)));
    }
    CHECK(page.rows(kMethods)->rowCount() == answer.value(u"methods"_s).toArray().size());
    const QJsonArray past = answer.value(u"past"_s).toArray();
    REQUIRE(page.rows(kPast)->rowCount() == past.size());
    int inside = 0;
    for (int i = 0; i < past.size(); ++i) {
        CHECK(page.bare(kPast, i, 4) == past[i].toObject().value(u"off"_s).toString());
        inside += past[i].toObject().value(u"inside"_s).toBool();
    }
    CHECK(page.window->shows(u"%1 of %2 within their interval"_s.arg(inside).arg(past.size())));
    CHECK(page.window->shows(u"A forecast is not a figure: no factoid is made from it."_s));
    page.window->picture(u"forecast"_s);
}

TEST_CASE("a council is picked by typing, or with Enter among all of them; years ahead follow")
{
    const ForecastDesk page({u"forecast"_s, {{u"field"_s, u"total_borrowing"_s}}});
    page.says(page.desk.ask(words("forecast total_borrowing --total")));
    page.pick(u"Council or group"_s, u"Kent"_s);
    page.says(page.desk.ask(words("forecast total_borrowing --council E10000016")));
    auto* years = page.window->wait<QComboBox>(u"Years ahead"_s);
    years->setFocus();
    QTest::keyClick(years, Qt::Key_Home);
    const QJsonObject one = page.desk.ask(words("forecast total_borrowing --council E10000016 --years 1"));
    REQUIRE(page.window->waitsFor(
        [&] { return page.rows(kYears)->rowCount() == one.value(u"history"_s).toArray().size() + 1; }));
    page.window->settle();
    const QJsonArray all = page.desk.ask(words("forecast total_borrowing --years 1")).value(u"councils"_s).toArray();
    auto* compared = page.window->wait<DataTable>(kCompared);
    REQUIRE(compared->view()->model()->rowCount() == all.size());
    compared->selectRow(3);
    compared->view()->setFocus();
    QTest::keyClick(compared->view(), Qt::Key_Return);
    const QString code = all[3].toObject().value(u"code"_s).toString();
    page.says(page.desk.ask({u"forecast"_s, u"total_borrowing"_s, u"--council"_s, code, u"--years"_s, u"1"_s}));
    page.window->picture(u"forecast-council"_s);
}

TEST_CASE("the fan is read year by year with the arrow keys")
{
    const ForecastDesk page({u"forecast"_s, {{u"field"_s, u"total_borrowing"_s}, {u"group"_s, u"nation=Wales"_s}}});
    page.says(page.desk.ask(words("forecast total_borrowing --group nation=Wales")));
    auto* fan = page.window->wait<FanChart>(u"Figures and forecast"_s);
    CHECK(fan->accessibleDescription() == (*page.window)->currentPage()->sentence());
    fan->setFocus();
    QTest::keyClick(fan, Qt::Key_End);
    const auto last = static_cast<int>(fan->data().points.size()) - 1;
    CHECK(fan->current() == last);
    CHECK(fan->accessibleDescription() == fan->data().points.back().words);
    QTest::keyClick(fan, Qt::Key_Left);
    QTest::keyClick(fan, Qt::Key_Right);
    QTest::keyClick(fan, Qt::Key_Right); // no further
    CHECK(fan->current() == last);
    QTest::keyClick(fan, Qt::Key_Home);
    CHECK(fan->accessibleDescription() == fan->data().points.front().words);
}

TEST_CASE("where there is no forecast the page says why and shows the figures all the same")
{
    const ForecastDesk page({u"forecast"_s, {{u"field"_s, u"population"_s}, {u"council"_s, u"E10000016"_s}}});
    const QJsonObject answer = page.desk.ask(words("forecast population --council E10000016"));
    REQUIRE_FALSE(answer.value(u"refusal"_s).isNull());
    page.says(answer);
    CHECK(page.rows(kYears)->rowCount() == answer.value(u"history"_s).toArray().size());
    CHECK(page.rows(kMethods)->rowCount() == 0);
    CHECK(page.window->shows(u"no forecast"_s));
    page.window->click(u"Show the figures"_s);
    CHECK((*page.window)->navigator().current().page == u"figures"_s);
}

TEST_CASE("without figures the Forecast page leads to the import")
{
    Desk desk;
    Window window(desk, u"forecast"_s);
    REQUIRE(window.comesToShow(u"There are no figures to forecast from yet."_s));
    window.click(u"Import figures"_s);
    CHECK(window->navigator().current().page == u"import"_s);
}
