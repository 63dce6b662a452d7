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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("build-summaries")});
}

std::shared_ptr<const FigureMatrix> matrixOf(Window& window, bool council)
{
    auto db = window.engine().openForReading();
    REQUIRE(db);
    QueryContext context{**db, window.engine().clock(), {}};
    const auto matrix = council ? councilMatrixQuery(context, QStringLiteral("E07001000")) : fieldMatrixQuery(context, QStringLiteral("total_borrowing"));
    REQUIRE(matrix);
    return std::make_shared<const FigureMatrix>(*matrix);
}

QTableView* figuresTable(const Window& window)
{
    return window.wait<DataTable>(QStringLiteral("Figures"))->view();
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
    CHECK(model.headerData(MatrixModel::kFirstYear, Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("2023/24"));
    // 300 of 420 million: the second highest of twelve is in the highest fifth, the lowest in the lowest.
    const QModelIndex highest = model.find(QStringLiteral("E07001004"), QStringLiteral("2023/24"));
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
    desk.write(QStringLiteral("restated.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,4040000000 [p]\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("restated.csv"))});
    Window window(desk);
    window->navigator().go({QStringLiteral("figures"), {{QStringLiteral("field"), QStringLiteral("total_borrowing")}, {QStringLiteral("year"), QStringLiteral("2023/24")}, {QStringLiteral("council"), QStringLiteral("E07001000")}}});
    REQUIRE(window.comesToShow(QStringLiteral("restated.csv, line 2")));
    CHECK(currentText(window) == QStringLiteral("4,040,000,000 p"));
    CHECK(window.comesToShow(QStringLiteral("£4,040,000,000")));
    CHECK(window.comesToShow(QStringLiteral("This figure is provisional.")));
    CHECK(window.comesToShow(QStringLiteral("perhaps another unit")));
    CHECK(window.comesToShow(QStringLiteral("figures.csv, line"))); // the version before
    CHECK(window.comesToShow(QStringLiteral("4040000000 [p]")));    // the row of the file
    window.picture(QStringLiteral("figures-cell"));
    // Escape closes the details, the table stays.
    QTest::keyClick(window.find<SidePanel>(QStringLiteral("Details: Ashby")), Qt::Key_Escape);
    CHECK_FALSE(window.shows(QStringLiteral("restated.csv, line 2")));
}

TEST_CASE("figures are browsed with the keys, by field and by council, and filtered by typing")
{
    Desk desk;
    filled(desk);
    Window window(desk, QStringLiteral("figures"));
    auto* tree = window.wait<QTreeView>(QStringLiteral("Fields"));
    REQUIRE(window.comesToShow(QStringLiteral("Total borrowing outstanding: 12 councils, 2014/15 to 2023/24, 100 % complete")));
    // The next field down.
    tree->setFocus();
    const QString before = tree->currentIndex().data().toString();
    CHECK(before == QStringLiteral("Total borrowing outstanding"));
    auto* find = window.wait<QLineEdit>(QStringLiteral("Find a field or a council"));
    find->setFocus();
    QTest::keyClicks(find, QStringLiteral("popul"));
    QTest::keyClick(find, Qt::Key_Return);
    QTest::keyClick(tree, Qt::Key_Home);
    QTest::keyClick(tree, Qt::Key_Down);
    REQUIRE(window.comesToShow(QStringLiteral("Population: 12 councils")));
    find->clear();

    QTableView* table = figuresTable(window);
    QTest::keyClicks(table, QStringLiteral("barton"));
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 1; }));
    window.wait<QLineEdit>(QStringLiteral("Filter of Figures"))->clear();
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 12; }));
    // Select a figure; the switch keeps it in view from the other side.
    table->setCurrentIndex(table->model()->index(1, MatrixModel::kFirstYear));
    REQUIRE(window.comesToShow(QStringLiteral("Nothing is doubtful")));
    window.click(QStringLiteral("By council"));
    REQUIRE(window.comesToShow(QStringLiteral("Barton: 3 fields, 2014/15 to 2023/24.")));
    CHECK(table->model()->rowCount() == 3);
    CHECK(table->model()->index(table->currentIndex().row(), 0).data().toString() == QStringLiteral("Population"));
    window.picture(QStringLiteral("figures-council"));
    window.click(QStringLiteral("By field"));
    REQUIRE(window.comesToShow(QStringLiteral("Population: 12 councils")));
}

TEST_CASE("an empty store says what to do, and what another process imports appears")
{
    Desk desk;
    Window window(desk, QStringLiteral("figures"));
    REQUIRE(window.comesToShow(QStringLiteral("No figures yet: import a folder or a file to begin.")));
    filled(desk);
    REQUIRE(window.comesToShow(QStringLiteral("12 councils, 2014/15 to 2023/24")));
    window->navigator().go({QStringLiteral("figures"), {{QStringLiteral("field"), QStringLiteral("nothing")}, {QStringLiteral("year"), QStringLiteral("2023/24")}}});
    CHECK(window.comesToShow(QStringLiteral("there is no field “nothing”")));
}
