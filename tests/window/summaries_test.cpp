// The Summaries page on a real store, with mouse and keys; every number is the command line's.
#include "tests/window/window_fixture.h"
#include "ui/base/formats.h"
#include "ui/chart/chart_card.h"

#include <QAbstractItemModelTester>
#include <QAbstractScrollArea>
#include <QClipboard>
#include <QLineEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

const QStringList kSummary{u"summary"_s, u"total_borrowing"_s, u"2023/24"_s};

class SummariesDesk
{
  public:
    SummariesDesk()
    {
        importTwoDays(desk);
        window = std::make_unique<Window>(desk);
        (*window)->navigator().go({u"summaries"_s, {{u"field"_s, u"total_borrowing"_s}, {u"year"_s, u"2023/24"_s}}});
        titled("Total borrowing outstanding, 2023/24");
    }
    void titled(const QString& title) const
    {
        INFO("waited for: " << title.toStdString());
        const bool came = window->waitsFor([&] { return (*window)->currentPage()->title() == title; });
        INFO("it is: " << (*window)->currentPage()->title().toStdString());
        REQUIRE(came);
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
    [[nodiscard]] ChartCard* chart(const QString& heading) const
    {
        for (ChartCard* card : (*window)->findChildren<ChartCard*>()) {
            if (card->accessibleName() == heading)
                return card;
        }
        FAIL("no chart " << heading.toStdString());
        return nullptr;
    }
    [[nodiscard]] int drawn() const
    {
        double sum = 0;
        for (const ChartPoint& point : chart(u"How councils spread"_s)->data().series.front().points)
            sum += point.value.value_or(0);
        return static_cast<int>(sum);
    }

    Desk desk;
    std::unique_ptr<Window> window;
};

} // namespace

TEST_CASE("a field and year show the command line's numbers, and the hash can be copied")
{
    const SummariesDesk page;
    const QJsonObject spread = page.desk.ask(kSummary + words("--spread"));
    const QJsonObject summary = spread.value(u"summary"_s).toObject();
    CHECK((*page.window)->currentPage()->sentence() ==
          spread.value(u"reported"_s).toString() + QLatin1Char(' ') + spread.value(u"sentence"_s).toString());
    CHECK(page.drawn() == 12);
    CHECK(page.window->waitsFor(
        [&] { return page.window->shows(amountText(summary.value(u"sum"_s).toString(), u"GBP"_s)); }));
    CHECK(page.window->waitsFor(
        [&] { return page.window->shows(amountText(summary.value(u"average"_s).toString(), u"GBP"_s)); }));
    page.window->click(u"Copy the hash"_s);
    CHECK(QApplication::clipboard()->text() == summary.value(u"data_hash"_s).toString());
    CHECK(page.chart(u"Over the years"_s)->data().series.front().points.size() == 10);
    page.window->picture(u"summaries"_s);
}

TEST_CASE("pickers narrow by typing and a bar by clicking; another field keeps the year")
{
    const SummariesDesk page;
    page.pick(u"Type of council"_s, u"Coun"_s);
    page.titled(u"Total borrowing outstanding, 2023/24 – County"_s);
    CHECK(page.drawn() == 3);
    // The types stay beside each other though one is picked.
    CHECK(page.chart(u"Average by type"_s)->data().series.front().points.size() == 2);
    auto* bars = qobject_cast<QAbstractScrollArea*>(page.chart(u"Average by type"_s)->picture());
    QTest::mouseClick(bars->viewport(), Qt::LeftButton, {}, QPoint(60, 12 + 24));
    page.titled(u"Total borrowing outstanding, 2023/24 – District"_s);
    CHECK(page.drawn() == 9);
    page.pick(u"Field"_s, u"cultural"_s);
    page.titled(u"Cultural and related services, 2023/24 – District"_s);
    page.pick(u"Year"_s, u"2015/16"_s);
    page.titled(u"Cultural and related services, 2015/16 – District"_s);
    // What is no choice brings back what was picked.
    page.pick(u"Year"_s, u"1066"_s);
    CHECK(page.window->wait<QLineEdit>(u"Year"_s)->text() == u"2015/16"_s);
}

TEST_CASE("every chart has its table and a sentence for a screen reader, and the models hold")
{
    const SummariesDesk page;
    (*page.window)->actions().find(u"summaries.tables"_s)->trigger();
    for (const char* heading :
         {"How councils spread", "Over the years", "Average by type", "Average by nation", "Average by region"}) {
        INFO(heading);
        ChartCard* card = page.chart(QLatin1String(heading));
        CHECK_FALSE(card->data().summary.isEmpty());
        CHECK(card->picture()->accessibleDescription() == card->data().summary);
        CHECK(card->table()->view()->model()->rowCount() ==
              static_cast<int>(card->data().series.front().points.size()));
    }
    for (DataTable* table : (*page.window)->findChildren<DataTable*>()) {
        if (table->view()->model())
            const QAbstractItemModelTester tester(table->view()->model(),
                                                  QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    page.window->picture(u"summaries-tables"_s);
}

TEST_CASE("two days of a summary stand beside each other")
{
    const SummariesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(u"numbers of the summary differ"_s); }));
    const QJsonObject compared = page.desk.ask(kSummary + words("--compare 2026-06-01 --on 2026-06-03"));
    for (DataTable* table : (*page.window)->findChildren<DataTable*>()) {
        if (table->accessibleName() == u"What differs between the two days"_s)
            CHECK(table->view()->model()->rowCount() == compared.value(u"differences"_s).toArray().size());
    }
}

TEST_CASE("figures that changed since the summary are said to, and one click builds it")
{
    SummariesDesk page;
    writeSmallData(page.desk, 9'000'000);
    (void)page.desk.ask({u"import"_s, page.desk.path(u"data"_s)});
    REQUIRE(page.window->waitsFor(
        [&] { return page.window->shows(u"The figures changed after the summary of 2026-06-03"_s); }));
    page.window->click(u"Build summaries"_s);
    REQUIRE(page.window->waitForJobs());
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(u"As stored on"_s); }));
}

TEST_CASE("a store without figures says what to do")
{
    Desk desk;
    Window window(desk, u"summaries"_s);
    REQUIRE(window.waitsFor([&] { return window.find<QAbstractButton>(u"Import figures"_s) != nullptr; }));
}
