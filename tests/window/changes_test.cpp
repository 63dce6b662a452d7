// The Changes page on a real store of 6,000 changes, with mouse and keys; what it shows is what the command line says.
#include "tests/support/big_store.h"
#include "tests/window/window_fixture.h"
#include "ui/changes/change_log_model.h"
#include "ui/changes/day_brush.h"
#include "ui/table/data_table.h"
#include "ui/widgets/pick_box.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
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
        window = std::make_unique<Window>(desk, QStringLiteral("changes"));
        says("6,000 changes are logged.");
        table = window->wait<DataTable>(QStringLiteral("Change log"));
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
        const QJsonObject found = desk.ask(QStringList{QStringLiteral("changes"), QStringLiteral("--limit"), QStringLiteral("3")} + options);
        const qint64 total = found.value(QStringLiteral("total")).toInteger();
        INFO(options.join(QLatin1Char(' ')).toStdString() << ": " << total);
        REQUIRE(total > 0);
        const QJsonArray rows = found.value(QStringLiteral("changes")).toArray();
        const auto same = [&] {
            for (int row = 0; row < rows.size(); ++row) {
                if (model->idAt(row) != rows[row].toObject().value(QStringLiteral("id")).toInteger())
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
    page.type(QStringLiteral("Type of change"), QStringLiteral("Revis"));
    page.showsWhatFinds({QStringLiteral("--type"), QStringLiteral("revision")});
    page.type(QStringLiteral("Size at least, percent"), QStringLiteral("7.5"));
    page.showsWhatFinds({QStringLiteral("--type"), QStringLiteral("revision"), QStringLiteral("--at-least"), QStringLiteral("7.5")});
    page.type(QStringLiteral("Import number"), QStringLiteral("9"));
    page.showsWhatFinds({QStringLiteral("--type"), QStringLiteral("revision"), QStringLiteral("--at-least"), QStringLiteral("7.5"), QStringLiteral("--import"), QStringLiteral("9")});
    // What cannot be is refused in place, and what was shown stays.
    const int before = page.model->rowCount();
    page.type(QStringLiteral("Import number"), QStringLiteral("nine"));
    CHECK(page.window->waitsFor([&] { return page.window->shows(QStringLiteral("“nine” is not the number of an import")); }));
    CHECK(page.model->rowCount() == before);
    page.window->click(QStringLiteral("Clear the filters"));
    page.says(QStringLiteral("6,000 changes are logged."));
    page.type(QStringLiteral("Council"), QStringLiteral("Ashbury"));
    page.showsWhatFinds({QStringLiteral("--council"), QStringLiteral("E07000000")});
    page.type(QStringLiteral("Filter of Change log"), QStringLiteral("2019/20"));
    page.showsWhatFinds({QStringLiteral("--council"), QStringLiteral("E07000000"), QStringLiteral("--year"), QStringLiteral("2019/20")});
}

TEST_CASE("the brush over the days narrows the log by mouse and keys")
{
    ChangesDesk page;
    auto* brush = page.window->wait<DayBrush>(QStringLiteral("Changes a day"));
    brush->setFocus();
    QTest::keyClick(brush, Qt::Key_Left);
    CHECK(brush->from().isValid());
    page.showsWhatFinds({QStringLiteral("--from"), brush->from().toString(Qt::ISODate), QStringLiteral("--to"), brush->to().toString(Qt::ISODate)});
    QTest::keyClick(brush, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(brush, Qt::Key_Left, Qt::ShiftModifier);
    page.showsWhatFinds({QStringLiteral("--from"), brush->from().toString(Qt::ISODate), QStringLiteral("--to"), brush->to().toString(Qt::ISODate)});
    CHECK(page.window->wait<QLineEdit>(QStringLiteral("From this day"))->text() == brush->from().toString(Qt::ISODate));
    QTest::keyClick(brush, Qt::Key_Escape);
    page.says(QStringLiteral("6,000 changes are logged."));
    const QPoint from(brush->width() / 3, brush->height() / 2), to(brush->width() - 2, brush->height() / 2);
    QTest::mousePress(brush, Qt::LeftButton, {}, from);
    QTest::mouseMove(brush, to);
    QTest::mouseRelease(brush, Qt::LeftButton, {}, to);
    page.showsWhatFinds({QStringLiteral("--from"), brush->from().toString(Qt::ISODate), QStringLiteral("--to"), brush->to().toString(Qt::ISODate)});
    CHECK(brush->accessibleDescription().contains(QStringLiteral("6,000 changes")));
}

TEST_CASE("rows far down come when they are scrolled to, and the sizes sort")
{
    ChangesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.cell(0, 1) == QStringLiteral("Revision") || !page.cell(0, 1).isEmpty(); }));
    page.table->view()->scrollToBottom();
    REQUIRE(page.window->waitsFor([&] { return page.cell(5'999, 1) == QStringLiteral("New council"); }));
    CHECK(page.model->blocksHeld() < 10); // not what was passed over
    QHeaderView* header = page.table->view()->horizontalHeader();
    const int size = 7;
    page.table->view()->sortByColumn(size, Qt::DescendingOrder);
    page.showsWhatFinds({QStringLiteral("--sort"), QStringLiteral("largest")});
    page.table->view()->sortByColumn(size, Qt::AscendingOrder);
    page.showsWhatFinds({QStringLiteral("--sort"), QStringLiteral("smallest")});
    // A column that is not kept in order does not pretend to be.
    page.table->view()->sortByColumn(2, Qt::AscendingOrder);
    page.showsWhatFinds({QStringLiteral("--sort"), QStringLiteral("newest")});
    CHECK(header->sortIndicatorSection() == 0);
}

TEST_CASE("a change is followed to its import, its figure's other changes and the run")
{
    ChangesDesk page;
    const QJsonArray rows = page.desk.ask(words("changes --processed --type revision --limit 1")).value(QStringLiteral("changes")).toArray();
    const QJsonObject change = rows[0].toObject();
    (*page.window)->navigator().go({QStringLiteral("changes"), {{QStringLiteral("id"), QString::number(change.value(QStringLiteral("id")).toInteger())}}});
    REQUIRE(page.window->waitsFor([&] { return page.window->shows(change.value(QStringLiteral("council_name")).toString()); }));
    CHECK(page.window->shows(QStringLiteral("Source line")));
    CHECK(page.window->shows(QStringLiteral("update-factoids")));
    page.window->click(QStringLiteral("All changes of this import"));
    page.showsWhatFinds({QStringLiteral("--import"), QString::number(change.value(QStringLiteral("import")).toInteger())});
    page.window->picture(QStringLiteral("changes-story"));
    CHECK(page.window->find<QAbstractButton>(QStringLiteral("Open the run")));
    CHECK(page.window->find<QAbstractButton>(QStringLiteral("Open in Figures")));
}

TEST_CASE("groups are counted and lead into the log")
{
    ChangesDesk page;
    auto* by = page.window->wait<QComboBox>(QStringLiteral("Group by"));
    by->setCurrentIndex(2);
    auto* groups = page.window->wait<DataTable>(QStringLiteral("Groups of changes"));
    const QJsonArray expected = page.desk.ask(words("changes --group field --limit 1")).value(QStringLiteral("groups")).toArray();
    REQUIRE(page.window->waitsFor([&] { return groups->view()->model()->rowCount() == expected.size(); }));
    CHECK(groups->view()->model()->index(0, 0).data().toString() == expected[0].toObject().value(QStringLiteral("title")).toString());
    page.window->picture(QStringLiteral("changes-groups"));
    const QRect place = groups->view()->visualRect(groups->view()->model()->index(0, 0));
    QTest::mouseClick(groups->view()->viewport(), Qt::LeftButton, {}, place.center());
    page.showsWhatFinds({QStringLiteral("--field"), expected[0].toObject().value(QStringLiteral("field")).toString()});
}

TEST_CASE("the log is exported whole, and what is copied was read first")
{
    ChangesDesk page;
    page.type(QStringLiteral("Filter of Change log"), QStringLiteral("bury"));
    page.showsWhatFinds({QStringLiteral("--text"), QStringLiteral("bury")});
    const int rows = page.model->rowCount();
    REQUIRE(page.model->writeTo(page.desk.path(QStringLiteral("out.csv"))));
    REQUIRE(page.window->waitsFor([&] { return page.desk.read(QStringLiteral("out.csv")).count('\n') == rows + 1; }));
    page.says(QStringLiteral("are written to"));
    // Rows that were never on the screen.
    page.table->view()->selectAll();
    QTest::keyClick(page.table->view(), Qt::Key_C, Qt::ControlModifier);
    REQUIRE(page.window->waitsFor([&] { return QApplication::clipboard()->text().count(QLatin1Char('\n')) >= rows; }));
    CHECK_FALSE(QApplication::clipboard()->text().contains(QStringLiteral("…")));
}

TEST_CASE("changes that another process logs and deals with come by themselves")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("changes"));
    auto* table = window.wait<DataTable>(QStringLiteral("Change log"));
    const QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto total = [&] { return desk.ask(words("changes")).value(QStringLiteral("total")).toInt(); };
    const int first = total();
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == first; }));
    writeSmallData(desk, 5'000'000);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const int second = total();
    CHECK(second == first + 1);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == second; }));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->index(0, 9).data().toString() == QStringLiteral("open"); }));
    (void)desk.ask(words("update-factoids"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->index(0, 9).data().toString().startsWith(QStringLiteral("run ")); }));
}

TEST_CASE("the words of the log's filter find amounts, as the command line does")
{
    ChangesDesk page;
    REQUIRE(page.window->waitsFor([&] { return page.cell(0, 6).startsWith(QStringLiteral("£")); }));
    const QString amount = page.cell(0, 6); // "£7,654,321", what it is after the change
    const qint64 id = page.model->idAt(0);
    for (const QString& text : {amount, QString(amount).remove(QLatin1Char(',')).mid(1), QStringLiteral("%1 million").arg(amount.section(QLatin1Char(','), 0, 0))}) {
        const QStringList options{QStringLiteral("--text"), text};
        INFO(text.toStdString());
        page.type(QStringLiteral("Filter of Change log"), text);
        page.showsWhatFinds(options);
        if (!text.contains(QStringLiteral("million")))
            CHECK(page.model->rowOf(id) >= 0);
    }
    page.window->picture(QStringLiteral("changes-amount"));
}

TEST_CASE("a change late in the evening of UTC lies on the day that the schedule's clocks show")
{
    Desk desk;
    desk.setNow(QStringLiteral("2026-06-03T23:30:00Z")); // half past midnight in London
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    CHECK(desk.ask(words("changes --from 2026-06-04 --to 2026-06-04")).value(QStringLiteral("total")).toInt() > 0);
    CHECK(desk.ask(words("changes --from 2026-06-03 --to 2026-06-03")).value(QStringLiteral("total")).toInt() == 0);
    Window window(desk, QStringLiteral("changes"), QStringLiteral("2026-06-04T09:00:00Z"));
    auto* brush = window.wait<DayBrush>(QStringLiteral("Changes a day"));
    CHECK(window.waitsFor([&] { return brush->accessibleDescription().contains(QStringLiteral("on 1 day from 4 Jun 2026 to 4 Jun 2026")); }));
    INFO(brush->accessibleDescription().toStdString());
    QTest::mouseMove(brush, QPoint(brush->width() - 6, brush->height() / 2));
    window.picture(QStringLiteral("changes-zone"));
}
