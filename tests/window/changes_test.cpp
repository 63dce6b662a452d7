// The Changes page on a real store of 6,000 changes, with mouse and keys; what it shows is what the command line says.
#include "tests/support/big_store.h"
#include "tests/window/window_fixture.h"
#include "ui/changes/change_log_model.h"
#include "ui/changes/day_brush.h"
#include "ui/table/data_table.h"
#include "ui/widgets/pick_box.h"
#include "ui/widgets/side_panel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>

using namespace factoid;
using namespace factoid::test;

namespace {

class ChangesDesk
{
  public:
    ChangesDesk()
    {
        REQUIRE(makeBigStore(desk.store(), smallShape()));
        window = std::make_unique<Window>(desk, u"changes"_s);
        says("6,000 changes are logged.");
        table = window->wait<DataTable>(u"Change log"_s);
        model = qobject_cast<ChangeLogModel*>(table->view()->model());
        REQUIRE(model);
    }
    // The page's sentence, waited for.
    void says(const QString& sentence)
    {
        INFO("waited for: " << sentence.toStdString());
        const bool came = window->waitsFor([&] { return (*window)->currentPage()->sentence().contains(sentence); });
        INFO("it says: " << (*window)->currentPage()->sentence().toStdString());
        REQUIRE(came);
    }
    // The page shows what `changes` with these options finds.
    void showsWhatFinds(const QStringList& options)
    {
        const QJsonObject found = desk.ask(QStringList{u"changes"_s, u"--limit"_s, u"3"_s} + options);
        const qint64 total = found.value(u"total"_s).toInteger();
        INFO(options.join(QLatin1Char(' ')).toStdString() << ": " << total);
        REQUIRE(total > 0);
        const QJsonArray rows = found.value(u"changes"_s).toArray();
        const auto same = [&] {
            for (int row = 0; row < rows.size(); ++row) {
                if (model->idAt(row) != rows[row].toObject().value(u"id"_s).toInteger())
                    return false;
            }
            return model->rowCount() == total;
        };
        CHECK(window->waitsFor(same));
    }
    void type(const QString& line, const QString& text)
    {
        auto* edit = window->wait<QLineEdit>(line);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    [[nodiscard]] QString cell(int row, int column) const { return model->index(row, column).data().toString(); }

    Desk desk;
    std::unique_ptr<Window> window;
    DataTable* table = nullptr;
    ChangeLogModel* model = nullptr;
};

} // namespace

TEST_CASE("the change log filters by keys alone and finds what the command line finds")
{
    ChangesDesk page;
    const QAbstractItemModelTester tester(page.model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    page.type(u"Type of change"_s, u"Revis"_s);
    page.showsWhatFinds({u"--type"_s, u"revision"_s});
    page.type(u"Size at least, percent"_s, u"7.5"_s);
    page.showsWhatFinds({u"--type"_s, u"revision"_s, u"--at-least"_s, u"7.5"_s});
    page.type(u"Import number"_s, u"9"_s);
    page.showsWhatFinds({u"--type"_s, u"revision"_s, u"--at-least"_s, u"7.5"_s, u"--import"_s, u"9"_s});
    // What cannot be is refused in place, and what was shown stays.
    const int before = page.model->rowCount();
    page.type(u"Import number"_s, u"nine"_s);
    CHECK(page.window->waitsFor([&] { return page.window->shows(u"“nine” is not the number of an import"_s); }));
    CHECK(page.model->rowCount() == before);
    page.window->click(u"Clear the filters"_s);
    page.says(u"6,000 changes are logged."_s);
    page.type(u"Council"_s, u"Ashbury"_s);
    page.showsWhatFinds({u"--council"_s, u"E07000000"_s});
    page.type(u"Filter of Change log"_s, u"2019/20"_s);
    page.showsWhatFinds({u"--council"_s, u"E07000000"_s, u"--year"_s, u"2019/20"_s});
}

TEST_CASE("the brush over the days narrows the log by mouse and keys")
{
    ChangesDesk page;
    auto* brush = page.window->wait<DayBrush>(u"Changes per day"_s);
    brush->setFocus();
    QTest::keyClick(brush, Qt::Key_Left);
    CHECK(brush->from().isValid());
    page.showsWhatFinds(
        {u"--from"_s, brush->from().toString(Qt::ISODate), u"--to"_s, brush->to().toString(Qt::ISODate)});
    QTest::keyClick(brush, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(brush, Qt::Key_Left, Qt::ShiftModifier);
    page.showsWhatFinds(
        {u"--from"_s, brush->from().toString(Qt::ISODate), u"--to"_s, brush->to().toString(Qt::ISODate)});
    CHECK(page.window->wait<QLineEdit>(u"From date"_s)->text() == brush->from().toString(Qt::ISODate));
    QTest::keyClick(brush, Qt::Key_Escape);
    page.says(u"6,000 changes are logged."_s);
    const QPoint from(brush->width() / 3, brush->height() / 2), to(brush->width() - 2, brush->height() / 2);
    QTest::mousePress(brush, Qt::LeftButton, {}, from);
    QTest::mouseMove(brush, to);
    QTest::mouseRelease(brush, Qt::LeftButton, {}, to);
    page.showsWhatFinds(
        {u"--from"_s, brush->from().toString(Qt::ISODate), u"--to"_s, brush->to().toString(Qt::ISODate)});
    CHECK(brush->accessibleDescription().contains(u"6,000 changes"_s));
}

TEST_CASE("rows far down come when they are scrolled to, and the sizes sort")
{
    ChangesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.cell(0, 1) == u"Revision"_s || !page.cell(0, 1).isEmpty(); }));
    page.table->view()->scrollToBottom();
    REQUIRE(page.window->waitsFor([&] { return page.cell(5'999, 1) == u"New council"_s; }));
    CHECK(page.model->blocksHeld() < 10); // not what was passed over
    QHeaderView* header = page.table->view()->horizontalHeader();
    const int size = 7;
    page.table->view()->sortByColumn(size, Qt::DescendingOrder);
    page.showsWhatFinds({u"--sort"_s, u"largest"_s});
    page.table->view()->sortByColumn(size, Qt::AscendingOrder);
    page.showsWhatFinds({u"--sort"_s, u"smallest"_s});
    // A column that is not kept in order does not pretend to be.
    page.table->view()->sortByColumn(2, Qt::AscendingOrder);
    page.showsWhatFinds({u"--sort"_s, u"newest"_s});
    CHECK(header->sortIndicatorSection() == 0);
}

TEST_CASE("a change is followed to its import, its figure's other changes and the run")
{
    ChangesDesk page;
    const QJsonArray rows =
        page.desk.ask(words("changes --processed --type revision --limit 1")).value(u"changes"_s).toArray();
    const QJsonObject change = rows[0].toObject();
    (*page.window)->navigator().go({u"changes"_s, {{u"id"_s, QString::number(change.value(u"id"_s).toInteger())}}});
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(change.value(u"council_name"_s).toString()); }));
    CHECK(page.window->shows(u"Source line"_s));
    CHECK(std::ranges::any_of((*page.window)->findChildren<SidePanel*>(), [](const SidePanel* panel) {
        return panel->isVisible() && std::ranges::any_of(panel->findChildren<QLabel*>(), [](const QLabel* label) {
                   return label->text() == u"Generation"_s;
               });
    }));
    page.window->click(u"All changes of this import"_s);
    page.showsWhatFinds({u"--import"_s, QString::number(change.value(u"import"_s).toInteger())});
    page.window->picture(u"changes-story"_s);
    CHECK(page.window->find<QAbstractButton>(u"Open the run"_s));
    CHECK(page.window->find<QAbstractButton>(u"Open in Figures"_s));
}

TEST_CASE("groups are counted and lead into the log")
{
    ChangesDesk page;
    auto* by = page.window->wait<QComboBox>(u"Group by"_s);
    by->setCurrentIndex(2);
    auto* groups = page.window->wait<DataTable>(u"Groups of changes"_s);
    const QJsonArray expected = page.desk.ask(words("changes --group field --limit 1")).value(u"groups"_s).toArray();
    REQUIRE(page.window->waitsFor([&] { return groups->view()->model()->rowCount() == expected.size(); }));
    CHECK(groups->view()->model()->index(0, 0).data().toString() ==
          expected[0].toObject().value(u"title"_s).toString());
    page.window->picture(u"changes-groups"_s);
    const QRect place = groups->view()->visualRect(groups->view()->model()->index(0, 0));
    QTest::mouseClick(groups->view()->viewport(), Qt::LeftButton, {}, place.center());
    page.showsWhatFinds({u"--field"_s, expected[0].toObject().value(u"field"_s).toString()});
}

TEST_CASE("the log is exported whole, and what is copied was read first")
{
    ChangesDesk page;
    page.type(u"Filter of Change log"_s, u"bury"_s);
    page.showsWhatFinds({u"--text"_s, u"bury"_s});
    const int rows = page.model->rowCount();
    REQUIRE(page.model->writeTo(page.desk.path(u"out.csv"_s)));
    REQUIRE(page.window->waitsFor([&] { return page.desk.read(u"out.csv"_s).count('\n') == rows + 1; }));
    page.says(u"are written to"_s);
    // Rows that were never on the screen.
    page.table->view()->selectAll();
    QTest::keyClick(page.table->view(), Qt::Key_C, Qt::ControlModifier);
    REQUIRE(page.window->waitsFor([&] { return QApplication::clipboard()->text().count(QLatin1Char('\n')) >= rows; }));
    CHECK_FALSE(QApplication::clipboard()->text().contains(u"…"_s));
}

TEST_CASE("changes that another process logs and deals with come by themselves")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    Window window(desk, u"changes"_s);
    auto* table = window.wait<DataTable>(u"Change log"_s);
    const QAbstractItemModelTester tester(table->view()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto total = [&] { return desk.ask(words("changes")).value(u"total"_s).toInt(); };
    const int first = total();
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == first; }));
    writeSmallData(desk, 5'000'000);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const int second = total();
    CHECK(second == first + 1);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == second; }));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->index(0, 9).data().toString() == u"open"_s; }));
    (void)desk.ask(words("update-factoids"));
    REQUIRE(
        window.waitsFor([&] { return table->view()->model()->index(0, 9).data().toString().startsWith(u"run "_s); }));
}

TEST_CASE("the words of the log's filter find amounts, as the command line does")
{
    ChangesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.cell(0, 6).startsWith(u"£"_s); }));
    const QString amount = page.cell(0, 6); // "£7,654,321", what it is after the change
    const qint64 id = page.model->idAt(0);
    for (const QString& text : {amount, QString(amount).remove(QLatin1Char(',')).mid(1),
                                u"%1 million"_s.arg(amount.section(QLatin1Char(','), 0, 0))}) {
        const QStringList options{u"--text"_s, text};
        INFO(text.toStdString());
        page.type(u"Filter of Change log"_s, text);
        page.showsWhatFinds(options);
        if (!text.contains(u"million"_s))
            CHECK(page.model->rowOf(id) >= 0);
    }
    page.window->picture(u"changes-amount"_s);
}

TEST_CASE("a change late in the evening of UTC lies on the day that the schedule's clocks show")
{
    Desk desk;
    desk.setNow(u"2026-06-03T23:30:00Z"_s); // half past midnight in London
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK(desk.ask(words("changes --from 2026-06-04 --to 2026-06-04")).value(u"total"_s).toInt() > 0);
    CHECK(desk.ask(words("changes --from 2026-06-03 --to 2026-06-03")).value(u"total"_s).toInt() == 0);
    Window window(desk, u"changes"_s, u"2026-06-04T09:00:00Z"_s);
    auto* brush = window.wait<DayBrush>(u"Changes per day"_s);
    CHECK(window.waitsFor(
        [&] { return brush->accessibleDescription().contains(u"on 1 day from 4 Jun 2026 to 4 Jun 2026"_s); }));
    INFO(brush->accessibleDescription().toStdString());
    QTest::mouseMove(brush, QPoint(brush->width() - 6, brush->height() / 2));
    window.picture(u"changes-zone"_s);
}
