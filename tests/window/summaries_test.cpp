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

const QStringList kSummary{QStringLiteral("summary"), QStringLiteral("total_borrowing"), QStringLiteral("2023/24")};

class SummariesDesk
{
  public:
    SummariesDesk()
    {
        importTwoDays(desk);
        window = std::make_unique<Window>(desk);
        (*window)->navigator().go({QStringLiteral("summaries"), {{QStringLiteral("field"), QStringLiteral("total_borrowing")}, {QStringLiteral("year"), QStringLiteral("2023/24")}}});
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
        for (const ChartPoint& point : chart(QStringLiteral("How councils spread"))->data().series.front().points)
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
    const QJsonObject summary = spread.value(QStringLiteral("summary")).toObject();
    CHECK((*page.window)->currentPage()->sentence() == spread.value(QStringLiteral("reported")).toString() + QLatin1Char(' ') + spread.value(QStringLiteral("sentence")).toString());
    CHECK(page.drawn() == 12);
    CHECK(page.window->waitsFor([&] { return page.window->shows(amountText(summary.value(QStringLiteral("sum")).toString(), QStringLiteral("GBP"))); }));
    CHECK(page.window->waitsFor([&] { return page.window->shows(amountText(summary.value(QStringLiteral("average")).toString(), QStringLiteral("GBP"))); }));
    page.window->click(QStringLiteral("Copy the hash"));
    CHECK(QApplication::clipboard()->text() == summary.value(QStringLiteral("data_hash")).toString());
    CHECK(page.chart(QStringLiteral("Over the years"))->data().series.front().points.size() == 10);
    page.window->picture(QStringLiteral("summaries"));
}

TEST_CASE("pickers narrow by typing and a bar by clicking; another field keeps the year")
{
    const SummariesDesk page;
    page.pick(QStringLiteral("Type of council"), QStringLiteral("Coun"));
    page.titled(QStringLiteral("Total borrowing outstanding, 2023/24 – County"));
    CHECK(page.drawn() == 3);
    // The types stay beside each other though one is picked.
    CHECK(page.chart(QStringLiteral("Average by type"))->data().series.front().points.size() == 2);
    auto* bars = qobject_cast<QAbstractScrollArea*>(page.chart(QStringLiteral("Average by type"))->picture());
    QTest::mouseClick(bars->viewport(), Qt::LeftButton, {}, QPoint(60, 12 + 24));
    page.titled(QStringLiteral("Total borrowing outstanding, 2023/24 – District"));
    CHECK(page.drawn() == 9);
    page.pick(QStringLiteral("Field"), QStringLiteral("cultural"));
    page.titled(QStringLiteral("Cultural and related services, 2023/24 – District"));
    page.pick(QStringLiteral("Year"), QStringLiteral("2015/16"));
    page.titled(QStringLiteral("Cultural and related services, 2015/16 – District"));
    // What is no choice brings back what was picked.
    page.pick(QStringLiteral("Year"), QStringLiteral("1066"));
    CHECK(page.window->wait<QLineEdit>(QStringLiteral("Year"))->text() == QStringLiteral("2015/16"));
}

TEST_CASE("every chart has its table and a sentence for a screen reader, and the models hold")
{
    const SummariesDesk page;
    (*page.window)->actions().find(QStringLiteral("summaries.tables"))->trigger();
    for (const char* heading : {"How councils spread", "Over the years", "Average by type", "Average by nation", "Average by region"}) {
        INFO(heading);
        ChartCard* card = page.chart(QLatin1String(heading));
        CHECK_FALSE(card->data().summary.isEmpty());
        CHECK(card->picture()->accessibleDescription() == card->data().summary);
        CHECK(card->table()->view()->model()->rowCount() == static_cast<int>(card->data().series.front().points.size()));
    }
    for (DataTable* table : (*page.window)->findChildren<DataTable*>()) {
        if (table->view()->model())
            const QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    page.window->picture(QStringLiteral("summaries-tables"));
}

TEST_CASE("two days of a summary stand beside each other")
{
    const SummariesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(QStringLiteral("numbers of the summary differ")); }));
    const QJsonObject compared = page.desk.ask(kSummary + words("--compare 2026-06-01 --on 2026-06-03"));
    for (DataTable* table : (*page.window)->findChildren<DataTable*>()) {
        if (table->accessibleName() == QStringLiteral("What differs between the two days"))
            CHECK(table->view()->model()->rowCount() == compared.value(QStringLiteral("differences")).toArray().size());
    }
}

TEST_CASE("figures that changed since the summary are said to, and one click builds it")
{
    SummariesDesk page;
    writeSmallData(page.desk, 9'000'000);
    (void)page.desk.ask({QStringLiteral("import"), page.desk.path(QStringLiteral("data"))});
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(QStringLiteral("The figures changed after the summary of 2026-06-03")); }));
    page.window->click(QStringLiteral("Build summaries"));
    REQUIRE(page.window->waitForJobs());
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(QStringLiteral("As stored on")); }));
}

TEST_CASE("a store without figures says what to do")
{
    Desk desk;
    Window window(desk, QStringLiteral("summaries"));
    REQUIRE(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Import figures")) != nullptr; }));
}
