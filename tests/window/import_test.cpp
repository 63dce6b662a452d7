// The Import page, with mouse and keys on a real store: preview, mapping, ways out, what changes, apply, cancel, undo.
#include "tests/support/stall_watch.h"
#include "tests/window/window_fixture.h"
#include "ui/import/import_draft.h"
#include "ui/table/data_table.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QTableView>
#include <QUrl>

using namespace factoid;
using namespace factoid::test;

namespace {

void drop(Window& window, const QStringList& paths)
{
    QMimeData files;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    files.setUrls(urls);
    QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&*window, &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent dropped(QPointF(600, 400), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&*window, &dropped);
}

bool says(const Window& window, const QString& text)
{
    return window.waitsFor([&] { return window.shows(text); });
}

// From the preview to the end.
void goOn(Window& window)
{
    window.click(QStringLiteral("Show what changes"));
    window.click(QStringLiteral("Import these figures"));
}

qsizetype importsIn(const Desk& desk)
{
    return desk.ask({QStringLiteral("imports")}).value(QStringLiteral("imports")).toArray().size();
}

QString figure(const Desk& desk, const char* council, const char* year)
{
    const QJsonArray versions = desk.ask({QStringLiteral("figure"), QLatin1String(council), QStringLiteral("total_borrowing"), QLatin1String(year)}).value(QStringLiteral("versions")).toArray();
    return versions.isEmpty() ? QString() : versions.first().toObject().value(QStringLiteral("value")).toString();
}

void filled(const Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
}

QByteArray wideFile()
{
    return "Debt at 31 March 2025,,,\nAmounts in £ thousand,,,\nCode,Council,What is owed,Notes\n"
           "E07001000,Ashby,\"41,000\",\nE07001001,Barton,[x],none\nE07009999,Nowhere,12,\nE07001002,Caldon,1.204.000,\n";
}

} // namespace

TEST_CASE("a tidy folder that is dropped on the window is looked at, compared, imported, and undone")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk);
    drop(window, {desk.path(QStringLiteral("data"))});
    REQUIRE(says(window, QStringLiteral("All 360 rows are ready. Nothing is written before the last step.")));
    CHECK(says(window, QStringLiteral("councils.csv")));
    window.picture(QStringLiteral("import-tidy"));
    window.click(QStringLiteral("Show what changes"));
    REQUIRE(says(window, QStringLiteral("360 new, none changed, none removed, none unchanged. Nothing is written yet.")));
    CHECK(importsIn(desk) == 0);
    window.picture(QStringLiteral("import-diff"));
    window.click(QStringLiteral("Import these figures"));
    REQUIRE(says(window, QStringLiteral("Import 1 is done: 360 new")));
    CHECK(importsIn(desk) == 1);
    CHECK(figure(desk, "E07001000", "2014/15") == QStringLiteral("40200000"));
    window.click(QStringLiteral("Undo this import"));
    REQUIRE(says(window, QStringLiteral("Import 1 undone")));
    CHECK(desk.ask({QStringLiteral("figures")}).value(QStringLiteral("fields")).toArray().isEmpty()); // the fields went with it
}

TEST_CASE("of a file that cannot be read nothing is shown, and nothing of the one before")
{
    Desk desk;
    writeSmallData(desk);
    desk.write(QStringLiteral("empty.csv"), {});
    desk.write(QStringLiteral("picture.csv"), QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16).repeated(50));
    Window window(desk);
    drop(window, {desk.path(QStringLiteral("data"))});
    REQUIRE(says(window, QStringLiteral("All 360 rows are ready.")));
    auto* rows = window.wait<DataTable>(QStringLiteral("What each row becomes"));
    rows->setFilterText(QStringLiteral("nothing is called that"));
    for (const auto& [file, sentence] : {std::pair("empty.csv", "is empty"), std::pair("picture.csv", "not a text file")}) {
        INFO(file);
        drop(window, {desk.path(QLatin1String(file))});
        CHECK(says(window, QLatin1String(sentence)));
        CHECK(window.waitsFor([&] { return window->isSettled(); }));
        CHECK(rows->view()->model()->rowCount() == 0);
        CHECK_FALSE(window.shows(QStringLiteral("Looking at the file")));
        CHECK_FALSE(window.shows(QStringLiteral("councils.csv")));
        CHECK_FALSE(window.shows(QStringLiteral("every row can be read")));
    }
    // The filter of the file before is not kept for the next.
    drop(window, {desk.path(QStringLiteral("data"))});
    REQUIRE(says(window, QStringLiteral("All 360 rows are ready.")));
    CHECK(window.waitsFor([&] { return rows->view()->model()->rowCount() > 0; }));
}

TEST_CASE("a file that goes before it is compared is told as not compared, and the keyboard stays on the page")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk);
    window->activateWindow();
    drop(window, {desk.path(QStringLiteral("data"))});
    REQUIRE(says(window, QStringLiteral("All 360 rows are ready.")));
    REQUIRE(QFile::rename(desk.path(QStringLiteral("data/figures.csv")), desk.path(QStringLiteral("aside.csv"))));
    REQUIRE(QFile::rename(desk.path(QStringLiteral("data/councils.csv")), desk.path(QStringLiteral("aside2.csv"))));
    REQUIRE(QFile::rename(desk.path(QStringLiteral("data/fields.csv")), desk.path(QStringLiteral("aside3.csv"))));
    auto* next = window.wait<QAbstractButton>(QStringLiteral("Show what changes"));
    next->setFocus();
    QTest::keyClick(next, Qt::Key_Space);
    CHECK(says(window, QStringLiteral("It could not be compared with the store. Nothing was written.")));
    CHECK_FALSE(window.shows(QStringLiteral("No figures are touched.")));
    CHECK_FALSE(window.shows(QStringLiteral("the store has all of this already")));
    CHECK(window.waitsFor([&] { return window->currentPage()->isAncestorOf(QApplication::focusWidget()); }));
    for (const auto& [from, to] : {std::pair("aside.csv", "data/figures.csv"), std::pair("aside2.csv", "data/councils.csv"), std::pair("aside3.csv", "data/fields.csv")})
        REQUIRE(QFile::rename(desk.path(QLatin1String(from)), desk.path(QLatin1String(to))));
    window.click(QStringLiteral("Compare again"));
    REQUIRE(says(window, QStringLiteral("360 new, none changed, none removed, none unchanged.")));
}

TEST_CASE("a publisher's wide file is imported by adjusting one column and taking the ways out")
{
    Desk desk;
    filled(desk);
    desk.write(QStringLiteral("debt.csv"), wideFile());
    Window window(desk, QStringLiteral("import"));
    drop(window, {desk.path(QStringLiteral("debt.csv"))});
    REQUIRE(says(window, QStringLiteral("UTF-8, comma, 2 heading rows skipped, header in row 3")));
    CHECK(says(window, QStringLiteral("“£ thousand” in row 2")));
    // Its heading is no known field's name: a new one was suggested; the operator says which it is, with the keys.
    auto* use = window.wait<QComboBox>(QStringLiteral("Use of the column What is owed"));
    const int wanted = use->findText(QStringLiteral("Field: Total borrowing outstanding"));
    REQUIRE(wanted > 0);
    use->setFocus();
    for (int guard = 0; use->currentIndex() != wanted && guard < 50; ++guard)
        QTest::keyClick(use, use->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    REQUIRE(use->currentIndex() == wanted);
    REQUIRE(says(window, QStringLiteral("2 of 4 rows are ready, 2 need you.")));

    // The unknown council is matched.
    auto* problems = window.wait<DataTable>(QStringLiteral("Rows that need you"));
    const auto rowOf = [&](const QString& value) {
        for (int row = 0; row < problems->view()->model()->rowCount(); ++row) {
            if (problems->view()->model()->index(row, 2).data().toString() == value)
                return row;
        }
        FAIL("no such problem: " << value.toStdString());
        return -1;
    };
    const auto openProblem = [&](const QString& value) {
        const QRect cell = problems->view()->visualRect(problems->view()->model()->index(rowOf(value), 2));
        QTest::mouseClick(problems->view()->viewport(), Qt::LeftButton, {}, cell.center());
    };
    openProblem(QStringLiteral("E07009999"));
    auto* meant = window.wait<QComboBox>(QStringLiteral("The council that is meant"));
    window.picture(QStringLiteral("import-way-out"));
    window.click(QStringLiteral("Match"));
    CHECK(window.comesToShow(QStringLiteral("Choose one council of the list."))); // refused in place
    meant->setFocus();
    QTest::keyClicks(meant->lineEdit(), QStringLiteral("Denby"));
    window.click(QStringLiteral("Match"));
    REQUIRE(says(window, QStringLiteral("3 of 4 rows are ready, 1 needs you.")));

    // The value is corrected; what is no value either is refused in place.
    openProblem(QStringLiteral("1.204.000"));
    auto* right = window.wait<QLineEdit>(QStringLiteral("The right value, as it should stand in the file"));
    QTest::keyClicks(right, QStringLiteral("x1"));
    window.click(QStringLiteral("Correct"));
    CHECK(window.comesToShow(QStringLiteral("That is no value either")));
    right->clear();
    QTest::keyClicks(right, QStringLiteral("1204"));
    window.click(QStringLiteral("Correct"));
    REQUIRE(says(window, QStringLiteral("All 4 rows are ready.")));
    CHECK(importsIn(desk) == 1);

    goOn(window);
    REQUIRE(says(window, QStringLiteral("Import 2 is done: 4 new")));
    CHECK(figure(desk, "E07001000", "2024/25") == QStringLiteral("41000000"));
    CHECK(figure(desk, "E07001003", "2024/25") == QStringLiteral("12000"));
    CHECK(figure(desk, "E07001002", "2024/25") == QStringLiteral("1204000"));
}

TEST_CASE("a column can have a unit of its own beside that of the file")
{
    Desk desk;
    filled(desk);
    desk.write(QStringLiteral("debt.csv"), "Debt at 31 March 2025,,\nAmounts in £ thousand,,\nCode,Council,Total borrowing outstanding\nE07001000,Ashby,\"41,000\"\n");
    Window window(desk, QStringLiteral("import"));
    drop(window, {desk.path(QStringLiteral("debt.csv"))});
    REQUIRE(says(window, QStringLiteral("“£ thousand” in row 2")));
    auto* unit = window.wait<QComboBox>(QStringLiteral("Unit of the column Total borrowing outstanding"));
    CHECK(unit->currentText() == QStringLiteral("Unit of the whole file"));
    CHECK_FALSE(window.find<QComboBox>(QStringLiteral("Unit of the column Council")));
    unit->setFocus();
    for (int guard = 0; unit->currentText() != QStringLiteral("As written") && guard < 9; ++guard)
        QTest::keyClick(unit, Qt::Key_Down);
    REQUIRE(says(window, QStringLiteral("The one row is ready.")));
    goOn(window);
    REQUIRE(says(window, QStringLiteral("Import 2 is done: 1 new")));
    CHECK(figure(desk, "E07001000", "2024/25") == QStringLiteral("41000"));
}

TEST_CASE("bad input to an import is refused in place and a file that is none says so")
{
    Desk desk;
    filled(desk);
    desk.write(QStringLiteral("debt.csv"), wideFile());
    desk.write(QStringLiteral("picture.csv"), QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11));
    Window window(desk, QStringLiteral("import"));
    drop(window, {desk.path(QStringLiteral("picture.csv"))});
    REQUIRE(says(window, QStringLiteral("NUL bytes")));
    window.click(QStringLiteral("Choose another file"));
    REQUIRE(window.wait<QAbstractButton>(QStringLiteral("Choose files…")));
    drop(window, {desk.path(QStringLiteral("debt.csv"))});
    auto* year = window.wait<QComboBox>(QStringLiteral("Year of the whole file"));
    CHECK(year->currentText() == QStringLiteral("2024/25"));
    year->lineEdit()->selectAll();
    QTest::keyClicks(year->lineEdit(), QStringLiteral("soon"));
    CHECK(says(window, QStringLiteral("“soon” is not a year")));
    year->lineEdit()->selectAll();
    QTest::keyClicks(year->lineEdit(), QStringLiteral("2025/26"));
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("is not a year")); }));
    // Without a council nothing can be read, and the page says so.
    for (const char* column : {"Code", "Council"}) {
        auto* use = window.wait<QComboBox>(QStringLiteral("Use of the column %1").arg(QLatin1String(column)));
        use->setFocus();
        QTest::keyClick(use, Qt::Key_Home);
    }
    CHECK(says(window, QStringLiteral("Say which column holds the council")));
    CHECK_FALSE(window.find<QAbstractButton>(QStringLiteral("Show what changes"))->isEnabled());
    CHECK(importsIn(desk) == 1);
}

TEST_CASE("half a million figures come in without holding the window, and a cancel leaves nothing")
{
    Desk desk;
    QByteArray councils = "code,name,type,nation\n", fields = "slug,name,unit\n", figures = "council_code,field_slug,year,value\n";
    constexpr int kCouncils = 500, kFields = 50, kYears = 20;
    for (int c = 0; c < kCouncils; ++c)
        councils += "E0700" + QByteArray::number(1000 + c) + ",Council " + QByteArray::number(c) + ",District,England\n";
    for (int f = 0; f < kFields; ++f) {
        fields += "field_" + QByteArray::number(f) + ",Field " + QByteArray::number(f) + ",GBP\n";
        for (int y = 0; y < kYears; ++y) {
            const QByteArray year = QByteArray::number(2000 + y) + "/" + QByteArray::number((2001 + y) % 100).rightJustified(2, '0');
            for (int c = 0; c < kCouncils; ++c)
                figures += "E0700" + QByteArray::number(1000 + c) + ",field_" + QByteArray::number(f) + "," + year + "," + QByteArray::number(1000 * c + 7 * y + f) + "\n";
        }
    }
    desk.write(QStringLiteral("big/councils.csv"), councils);
    desk.write(QStringLiteral("big/fields.csv"), fields);
    desk.write(QStringLiteral("big/figures.csv"), figures);
    Window window(desk, QStringLiteral("import"));
    QTest::qWait(300);

    auto* watch = static_cast<StallWatch*>(qApp);
    watch->forget();
    drop(window, {desk.path(QStringLiteral("big"))});
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("All 500,000 rows are ready.")); }, 3 * kPatience));
    window.click(QStringLiteral("Show what changes"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("500,000 new")); }, 3 * kPatience));
    window.click(QStringLiteral("Import these figures"));
    REQUIRE(window.wait<QAbstractButton>(QStringLiteral("Cancel the import")));
    window.click(QStringLiteral("Cancel the import"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("The import was cancelled. Nothing was written.")); }, 3 * kPatience));
    CHECK(importsIn(desk) == 0);

    window.click(QStringLiteral("Import another"));
    drop(window, {desk.path(QStringLiteral("big"))});
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("All 500,000 rows are ready.")); }, 3 * kPatience));
    window.click(QStringLiteral("Show what changes"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("500,000 new")); }, 3 * kPatience));
    window.click(QStringLiteral("Import these figures"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("is done: 500,000 new")); }, 3 * kPatience));
    // By the processor's time of this thread: what the machine does for others is not counted.
    constexpr double kMost = 50; // ms
    QStringList held;
    for (const Stall& stall : watch->stalls())
        held << stall.what;
    INFO(held.join(QLatin1Char('\n')).toStdString());
    CHECK(watch->longestOwn() < kMost);
    CHECK(importsIn(desk) == 1);
}

TEST_CASE("a mapping that is saved is offered for the next file of its shape; past imports are undone from the list")
{
    Desk desk;
    filled(desk);
    desk.write(QStringLiteral("debt.csv"), wideFile());
    Window window(desk, QStringLiteral("import"));
    REQUIRE(window.waitsFor([&] { return window.find<DataTable>(QStringLiteral("Past imports")) && window.find<DataTable>(QStringLiteral("Past imports"))->view()->model()->rowCount() == 1; }));
    drop(window, {desk.path(QStringLiteral("debt.csv"))});
    REQUIRE(says(window, QStringLiteral("header in row 3")));
    REQUIRE(says(window, QStringLiteral("rows are ready")));
    window.click(QStringLiteral("Save mapping…"));
    auto* name = window.wait<QLineEdit>(QStringLiteral("Name of the mapping"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("No Good!"));
    window.click(QStringLiteral("Save"));
    CHECK(says(window, QStringLiteral("must be lower-case letters")));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("debt_test"));
    window.click(QStringLiteral("Save"));
    REQUIRE(says(window, QStringLiteral("debt_test.json")));
    window.click(QStringLiteral("Step back"));
    drop(window, {desk.path(QStringLiteral("debt.csv"))});
    REQUIRE(window.wait<QComboBox>(QStringLiteral("Saved mapping")));
    QFile::remove(MappingLibrary::standardFolder() + QStringLiteral("/debt_test.json"));
    window.click(QStringLiteral("Step back"));

    auto* past = window.wait<DataTable>(QStringLiteral("Past imports"));
    past->selectRow(0);
    window.click(QStringLiteral("Undo the selected import"));
    REQUIRE(says(window, QStringLiteral("Import 1 undone")));
    CHECK(desk.ask({QStringLiteral("figures")}).value(QStringLiteral("fields")).toArray().isEmpty()); // the fields went with it
}
