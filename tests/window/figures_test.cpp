// The Figures page: deep links, history, both ways of looking, shading that leaves text legible.
#include "tests/window/window_fixture.h"
#include "ui/figures/matrix_model.h"
#include "ui/table/data_table.h"
#include "ui/widgets/side_panel.h"

#include <QAbstractItemModelTester>
#include <QAbstractProxyModel>
#include <QLineEdit>
#include <QTableView>
#include <QTreeView>

using namespace factoid;
using namespace factoid::test;

namespace {

void filled(const Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"build-summaries"_s});
}

std::shared_ptr<const FigureMatrix> matrixOf(Window& window, bool council)
{
    auto db = window.engine().openForReading();
    REQUIRE(db);
    QueryContext context{**db, window.engine().clock(), {}};
    const auto matrix =
        council ? councilMatrixQuery(context, u"E07001000"_s) : fieldMatrixQuery(context, u"total_borrowing"_s);
    REQUIRE(matrix);
    return std::make_shared<const FigureMatrix>(*matrix);
}

QTableView* figuresTable(const Window& window)
{
    return window.wait<DataTable>(u"Figures"_s)->view();
}

QString currentText(const Window& window)
{
    return figuresTable(window)->currentIndex().data().toString();
}

} // namespace

TEST_CASE("the table of figures is a sound model in all its forms")
{
    Desk desk;
    filled(desk);
    Window window(desk);
    MatrixModel model(window.theme(), MatrixModel::Rows::Councils);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(model.rowCount() == 0);
    model.setMatrix(matrixOf(window, false));
    CHECK(model.rowCount() == 12);
    CHECK(model.columnCount() == MatrixModel::kFirstYear + 10);
    CHECK(model.headerData(MatrixModel::kFirstYear, Qt::Horizontal, Qt::DisplayRole).toString() == u"2023/24"_s);
    // 300 of 420 million: the second highest of twelve is in the highest fifth, the lowest in the lowest.
    const QModelIndex highest = model.find(u"E07001004"_s, u"2023/24"_s);
    CHECK(highest.data(MatrixModel::kShadeRole).toInt() == MatrixModel::kSteps - 1);
    for (const FigureView view : {FigureView::Rounded, FigureView::Change, FigureView::Exact})
        model.setView(view);
    model.setMatrix(matrixOf(window, true));
    CHECK(model.rowCount() == 3);
    model.setMatrix(nullptr);
    CHECK(model.rowCount() == 0);
}

TEST_CASE("figures stay legible on every shade, in every look")
{
    Theme theme(*qApp);
    for (const auto& [mode, least] : {std::pair("light", 4.5), std::pair("dark", 4.5), std::pair("contrast", 7.0)}) {
        theme.choose(QLatin1String(mode));
        for (int step = 0; step < MatrixModel::kSteps; ++step) {
            INFO(mode << " step " << step);
            CHECK(contrastRatio(theme.color(Tone::Text), MatrixModel::shade(theme, step)) >= least);
        }
    }
}

TEST_CASE("a link leads to the figure, and shows its file, line, versions and doubts")
{
    Desk desk;
    filled(desk);
    desk.write(u"restated.csv"_s,
               "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,4040000000 [p]\n");
    (void)desk.ask({u"import"_s, desk.path(u"restated.csv"_s)});
    Window window(desk);
    window->navigator().go(
        {u"figures"_s,
         {{u"field"_s, u"total_borrowing"_s}, {u"year"_s, u"2023/24"_s}, {u"council"_s, u"E07001000"_s}}});
    REQUIRE(window.comesToShow(u"restated.csv, line 2"_s));
    CHECK(currentText(window) == u"4,040,000,000 p"_s);
    CHECK(window.comesToShow(u"£4,040,000,000"_s));
    CHECK(window.comesToShow(u"This figure is provisional."_s));
    CHECK(window.comesToShow(u"perhaps another unit"_s));
    CHECK(window.comesToShow(u"figures.csv, line"_s)); // the version before
    CHECK(window.comesToShow(u"4040000000 [p]"_s));    // the row of the file
    window.picture(u"figures-cell"_s);
    // Escape closes the details, the table stays.
    QTest::keyClick(window.find<SidePanel>(u"Details: Ashby"_s), Qt::Key_Escape);
    CHECK_FALSE(window.shows(u"restated.csv, line 2"_s));
}

TEST_CASE("figures are browsed with the keys, by field and by council, and filtered by typing")
{
    Desk desk;
    filled(desk);
    Window window(desk, u"figures"_s);
    auto* tree = window.wait<QTreeView>(u"Fields"_s);
    REQUIRE(window.comesToShow(u"Total borrowing outstanding: 12 councils, 2014/15 to 2023/24, 100 % complete"_s));
    // The next field down.
    tree->setFocus();
    const QString before = tree->currentIndex().data().toString();
    CHECK(before == u"Total borrowing outstanding"_s);
    auto* find = window.wait<QLineEdit>(u"Find a field or a council"_s);
    find->setFocus();
    QTest::keyClicks(find, u"popul"_s);
    QTest::keyClick(find, Qt::Key_Return);
    QTest::keyClick(tree, Qt::Key_Home);
    QTest::keyClick(tree, Qt::Key_Down);
    REQUIRE(window.comesToShow(u"Population: 12 councils"_s));
    find->clear();

    QTableView* table = figuresTable(window);
    QTest::keyClicks(table, u"barton"_s);
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 1; }));
    window.wait<QLineEdit>(u"Filter of Figures"_s)->clear();
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 12; }));
    // Select a figure; the switch keeps it in view from the other side.
    table->setCurrentIndex(table->model()->index(1, MatrixModel::kFirstYear));
    REQUIRE(window.comesToShow(u"Nothing is doubtful"_s));
    window.click(u"By council"_s);
    REQUIRE(window.comesToShow(u"Barton: 3 fields, 2014/15 to 2023/24."_s));
    CHECK(table->model()->rowCount() == 3);
    CHECK(table->model()->index(table->currentIndex().row(), 0).data().toString() == u"Population"_s);
    window.picture(u"figures-council"_s);
    window.click(u"By field"_s);
    REQUIRE(window.comesToShow(u"Population: 12 councils"_s));
}

TEST_CASE("an empty store says what to do, and what another process imports appears")
{
    Desk desk;
    Window window(desk, u"figures"_s);
    REQUIRE(window.comesToShow(u"No figures yet: import a folder or a file to begin."_s));
    filled(desk);
    REQUIRE(window.comesToShow(u"12 councils, 2014/15 to 2023/24"_s));
    window->navigator().go({u"figures"_s, {{u"field"_s, u"nothing"_s}, {u"year"_s, u"2023/24"_s}}});
    CHECK(window.comesToShow(u"there is no field “nothing”"_s));
}
