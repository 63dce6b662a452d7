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
    window.click(u"Show what changes"_s);
    window.click(u"Import these figures"_s);
}

qsizetype importsIn(const Desk& desk)
{
    return desk.ask({u"imports"_s}).value(u"imports"_s).toArray().size();
}

QString figure(const Desk& desk, const char* council, const char* year)
{
    const QJsonArray versions =
        desk.ask({u"figure"_s, QLatin1String(council), u"total_borrowing"_s, QLatin1String(year)})
            .value(u"versions"_s)
            .toArray();
    return versions.isEmpty() ? QString() : versions.first().toObject().value(u"value"_s).toString();
}

void filled(const Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
}

QByteArray wideFile()
{
    return "Debt at 31 March 2025,,,\nAmounts in £ thousand,,,\nCode,Council,What is owed,Notes\n"
           "E07001000,Ashby,\"41,000\",\nE07001001,Barton,[x],none\nE07009999,Nowhere,12,\nE07001002,Caldon,"
           "1.204.000,\n";
}

} // namespace

TEST_CASE("a tidy folder that is dropped on the window is looked at, compared, imported, and undone")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk);
    drop(window, {desk.path(u"data"_s)});
    REQUIRE(says(window, u"All 360 rows are ready. Nothing is written before the last step."_s));
    CHECK(says(window, u"councils.csv"_s));
    window.picture(u"import-tidy"_s);
    window.click(u"Show what changes"_s);
    REQUIRE(says(window, u"360 new, 0 changed, 0 removed, 0 unchanged. Nothing is written yet."_s));
    CHECK(importsIn(desk) == 0);
    window.picture(u"import-diff"_s);
    window.click(u"Import these figures"_s);
    REQUIRE(says(window, u"Import 1 is done: 360 new"_s));
    CHECK(importsIn(desk) == 1);
    CHECK(figure(desk, "E07001000", "2014/15") == u"40200000"_s);
    window.click(u"Undo this import"_s);
    REQUIRE(says(window, u"Import 1 undone"_s));
    CHECK(desk.ask({u"figures"_s}).value(u"fields"_s).toArray().isEmpty()); // the fields went with it
}

TEST_CASE("of a file that cannot be read nothing is shown, and nothing of the one before")
{
    Desk desk;
    writeSmallData(desk);
    desk.write(u"empty.csv"_s, {});
    desk.write(u"picture.csv"_s, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16).repeated(50));
    Window window(desk);
    drop(window, {desk.path(u"data"_s)});
    REQUIRE(says(window, u"All 360 rows are ready."_s));
    auto* rows = window.wait<DataTable>(u"What each row becomes"_s);
    rows->setFilterText(u"nothing is called that"_s);
    for (const auto& [file, sentence] :
         {std::pair("empty.csv", "is empty"), std::pair("picture.csv", "is a picture")}) {
        INFO(file);
        drop(window, {desk.path(QLatin1String(file))});
        CHECK(says(window, QLatin1String(sentence)));
        CHECK(window.waitsFor([&] { return window->isSettled(); }));
        CHECK(rows->view()->model()->rowCount() == 0);
        CHECK_FALSE(window.shows(u"Reading the file"_s));
        CHECK_FALSE(window.shows(u"councils.csv"_s));
        CHECK_FALSE(window.shows(u"every row can be read"_s));
    }
    // The filter of the file before is not kept for the next.
    drop(window, {desk.path(u"data"_s)});
    REQUIRE(says(window, u"All 360 rows are ready."_s));
    CHECK(window.waitsFor([&] { return rows->view()->model()->rowCount() > 0; }));
}

TEST_CASE("a file that goes before it is compared is told as not compared, and the keyboard stays on the page")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk);
    window->activateWindow();
    drop(window, {desk.path(u"data"_s)});
    REQUIRE(says(window, u"All 360 rows are ready."_s));
    REQUIRE(QFile::rename(desk.path(u"data/figures.csv"_s), desk.path(u"aside.csv"_s)));
    REQUIRE(QFile::rename(desk.path(u"data/councils.csv"_s), desk.path(u"aside2.csv"_s)));
    REQUIRE(QFile::rename(desk.path(u"data/fields.csv"_s), desk.path(u"aside3.csv"_s)));
    auto* next = window.wait<QAbstractButton>(u"Show what changes"_s);
    next->setFocus();
    QTest::keyClick(next, Qt::Key_Space);
    CHECK(says(window, u"It could not be compared with the store. Nothing was written."_s));
    CHECK_FALSE(window.shows(u"No figures change."_s));
    CHECK_FALSE(window.shows(u"the store already has all of this"_s));
    CHECK(window.waitsFor([&] {
        const QWidget* focus = QApplication::focusWidget();
        return focus && (focus == window->currentPage() || window->currentPage()->isAncestorOf(focus));
    }));
    for (const auto& [from, to] :
         {std::pair("aside.csv", "data/figures.csv"), std::pair("aside2.csv", "data/councils.csv"),
          std::pair("aside3.csv", "data/fields.csv")})
        REQUIRE(QFile::rename(desk.path(QLatin1String(from)), desk.path(QLatin1String(to))));
    window.click(u"Compare again"_s);
    REQUIRE(says(window, u"360 new, 0 changed, 0 removed, 0 unchanged."_s));
}

TEST_CASE("a publisher's wide file is imported by adjusting one column and taking the ways out")
{
    Desk desk;
    filled(desk);
    desk.write(u"debt.csv"_s, wideFile());
    Window window(desk, u"import"_s);
    drop(window, {desk.path(u"debt.csv"_s)});
    REQUIRE(says(window, u"UTF-8, comma, 2 heading rows skipped, header in row 3"_s));
    CHECK(says(window, u"“£ thousand” in row 2"_s));
    // Its heading is no known field's name: a new one was suggested; the operator says which it is, with the keys.
    auto* use = window.wait<QComboBox>(u"Use of the column What is owed"_s);
    const int wanted = use->findText(u"Field: Total borrowing outstanding"_s);
    REQUIRE(wanted > 0);
    use->setFocus();
    for (int guard = 0; use->currentIndex() != wanted && guard < 50; ++guard)
        QTest::keyClick(use, use->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    REQUIRE(use->currentIndex() == wanted);
    REQUIRE(says(window, u"2 of 4 rows are ready, 2 need attention."_s));

    // The unknown council is matched.
    auto* problems = window.wait<DataTable>(u"Rows that need attention"_s);
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
    openProblem(u"E07009999"_s);
    auto* meant = window.wait<QComboBox>(u"The correct council"_s);
    window.picture(u"import-way-out"_s);
    window.click(u"Match"_s);
    CHECK(window.comesToShow(u"Choose one council of the list."_s)); // refused in place
    meant->setFocus();
    QTest::keyClicks(meant->lineEdit(), u"Denby"_s);
    window.click(u"Match"_s);
    REQUIRE(says(window, u"3 of 4 rows are ready, 1 needs attention."_s));

    // The value is corrected; what is no value either is refused in place.
    openProblem(u"1.204.000"_s);
    auto* right = window.wait<QLineEdit>(u"The correct value, as the file should have it"_s);
    QTest::keyClicks(right, u"x1"_s);
    window.click(u"Correct"_s);
    CHECK(window.comesToShow(u"That is not a value either"_s));
    right->clear();
    QTest::keyClicks(right, u"1204"_s);
    window.click(u"Correct"_s);
    REQUIRE(says(window, u"All 4 rows are ready."_s));
    CHECK(importsIn(desk) == 1);

    goOn(window);
    REQUIRE(says(window, u"Import 2 is done: 4 new"_s));
    CHECK(figure(desk, "E07001000", "2024/25") == u"41000000"_s);
    CHECK(figure(desk, "E07001003", "2024/25") == u"12000"_s);
    CHECK(figure(desk, "E07001002", "2024/25") == u"1204000"_s);
}

TEST_CASE("a word in place of a figure, and one beside it, are settled once for the whole file")
{
    Desk desk;
    filled(desk);
    desk.write(u"words.csv"_s,
               "council_code,field_slug,year,value,status\nE07001000,total_borrowing,2024/25,withheld,\n"
               "E07001001,total_borrowing,2024/25,withheld,\n"
               "E07001002,total_borrowing,2024/25,5000000,prelim.\n"
               "E07001003,total_borrowing,2024/25,6000000,\n");
    Window window(desk, u"import"_s);
    drop(window, {desk.path(u"words.csv"_s)});
    auto* problems = window.wait<DataTable>(u"Rows that need attention"_s);
    const auto open = [&](const QString& value) {
        const QAbstractItemModel* model = problems->view()->model();
        REQUIRE(window.waitsFor([&] {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, 2).data().toString() != value)
                    continue;
                QTest::mouseClick(problems->view()->viewport(), Qt::LeftButton, {},
                                  problems->view()->visualRect(model->index(row, 2)).center());
                return true;
            }
            return false;
        }));
    };
    open(u"withheld"_s);
    window.click(u"“withheld” means no figure, in the whole file"_s);
    REQUIRE(says(window, u"3 of 4 rows are ready, 1 needs attention."_s));
    open(u"prelim."_s);
    auto* meaning = window.wait<QComboBox>(u"What the word says of a figure"_s);
    meaning->setFocus();
    QTest::keyClick(meaning, Qt::Key_Down); // provisional
    window.click(u"Use this meaning"_s);
    REQUIRE(says(window, u"All 4 rows are ready."_s));
    goOn(window);
    REQUIRE(says(window, u"Import 2 is done"_s));
    CHECK(figure(desk, "E07001002", "2024/25") == u"5000000"_s);
    CHECK(figure(desk, "E07001003", "2024/25") == u"6000000"_s);
    CHECK(figure(desk, "E07001000", "2024/25").isEmpty());
}

TEST_CASE("what the file does not decide is asked, and each column is held against the store")
{
    Desk desk;
    filled(desk);
    // Two headings resemble a field; the third column is stored, a thousand times as large.
    desk.write(u"wide.csv"_s,
               "Cultural spending 2023-24,,,,\nCode,Council,Cultural and related services east,Cultural and "
               "related services west,Population\nE07001000,Ashby,9,8,94.5\nE07001001,Barton,7,6,98.5\n");
    Window window(desk);
    drop(window, {desk.path(u"wide.csv"_s)});
    CHECK(says(window, u"Please check:"_s));
    CHECK(says(window, u"“Cultural and related services"_s));
    CHECK(says(window, u"all 2 figures differ from what is stored: one part in 1,000 of it"_s));
}

TEST_CASE("a column can have a unit of its own beside that of the file")
{
    Desk desk;
    filled(desk);
    desk.write(u"debt.csv"_s, "Debt at 31 March 2025,,\nAmounts in £ thousand,,\nCode,Council,Total borrowing "
                              "outstanding\nE07001000,Ashby,\"41,000\"\n");
    Window window(desk, u"import"_s);
    drop(window, {desk.path(u"debt.csv"_s)});
    REQUIRE(says(window, u"“£ thousand” in row 2"_s));
    auto* unit = window.wait<QComboBox>(u"Unit of the column Total borrowing outstanding"_s);
    CHECK(unit->currentText() == u"Unit of the whole file"_s);
    CHECK_FALSE(window.find<QComboBox>(u"Unit of the column Council"_s));
    unit->setFocus();
    for (int guard = 0; unit->currentText() != u"As written"_s && guard < 9; ++guard)
        QTest::keyClick(unit, Qt::Key_Down);
    REQUIRE(says(window, u"The one row is ready."_s));
    goOn(window);
    REQUIRE(says(window, u"Import 2 is done: 1 new"_s));
    CHECK(figure(desk, "E07001000", "2024/25") == u"41000"_s);
}

TEST_CASE("bad input to an import is refused in place and a file that is none says so")
{
    Desk desk;
    filled(desk);
    desk.write(u"debt.csv"_s, wideFile());
    desk.write(u"picture.csv"_s, QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11));
    Window window(desk, u"import"_s);
    drop(window, {desk.path(u"picture.csv"_s)});
    REQUIRE(says(window, u"is a picture"_s));
    window.click(u"Choose another file"_s);
    REQUIRE(window.wait<QAbstractButton>(u"Choose files…"_s));
    drop(window, {desk.path(u"debt.csv"_s)});
    auto* year = window.wait<QComboBox>(u"Year of the whole file"_s);
    CHECK(year->currentText() == u"2024/25"_s);
    year->lineEdit()->selectAll();
    QTest::keyClicks(year->lineEdit(), u"soon"_s);
    CHECK(says(window, u"“soon” is not a year"_s));
    year->lineEdit()->selectAll();
    QTest::keyClicks(year->lineEdit(), u"2025/26"_s);
    CHECK(window.waitsFor([&] { return !window.shows(u"is not a year"_s); }));
    // Without a council nothing can be read, and the page says so.
    for (const char* column : {"Code", "Council"}) {
        auto* use = window.wait<QComboBox>(u"Use of the column %1"_s.arg(QLatin1String(column)));
        use->setFocus();
        QTest::keyClick(use, Qt::Key_Home);
    }
    CHECK(says(window, u"Choose the column that holds the council"_s));
    CHECK_FALSE(window.find<QAbstractButton>(u"Show what changes"_s)->isEnabled());
    CHECK(importsIn(desk) == 1);
}

TEST_CASE("half a million figures come in without holding the window, and a cancel leaves nothing")
{
    Desk desk;
    QByteArray councils = "code,name,type,nation\n", fields = "slug,name,unit\n",
               figures = "council_code,field_slug,year,value\n";
    constexpr int kCouncils = 500, kFields = 50, kYears = 20;
    for (int c = 0; c < kCouncils; ++c)
        councils +=
            "E0700" + QByteArray::number(1000 + c) + ",Council " + QByteArray::number(c) + ",District,England\n";
    for (int f = 0; f < kFields; ++f) {
        fields += "field_" + QByteArray::number(f) + ",Field " + QByteArray::number(f) + ",GBP\n";
        for (int y = 0; y < kYears; ++y) {
            const QByteArray year =
                QByteArray::number(2000 + y) + "/" + QByteArray::number((2001 + y) % 100).rightJustified(2, '0');
            for (int c = 0; c < kCouncils; ++c)
                figures += "E0700" + QByteArray::number(1000 + c) + ",field_" + QByteArray::number(f) + "," + year +
                           "," + QByteArray::number(1000 * c + 7 * y + f) + "\n";
        }
    }
    desk.write(u"big/councils.csv"_s, councils);
    desk.write(u"big/fields.csv"_s, fields);
    desk.write(u"big/figures.csv"_s, figures);
    Window window(desk, u"import"_s);
    window.settle();

    auto* watch = static_cast<StallWatch*>(qApp);
    watch->forget();
    drop(window, {desk.path(u"big"_s)});
    REQUIRE(window.waitsFor([&] { return window.shows(u"All 500,000 rows are ready."_s); }, 3 * kPatience));
    window.click(u"Show what changes"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"500,000 new"_s); }, 3 * kPatience));
    window.click(u"Import these figures"_s);
    REQUIRE(window.wait<QAbstractButton>(u"Cancel the import"_s));
    window.click(u"Cancel the import"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"The import was cancelled. Nothing was written."_s); },
                            3 * kPatience));
    CHECK(importsIn(desk) == 0);

    window.click(u"Import another"_s);
    drop(window, {desk.path(u"big"_s)});
    REQUIRE(window.waitsFor([&] { return window.shows(u"All 500,000 rows are ready."_s); }, 3 * kPatience));
    window.click(u"Show what changes"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"500,000 new"_s); }, 3 * kPatience));
    window.click(u"Import these figures"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"is done: 500,000 new"_s); }, 3 * kPatience));
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
    desk.write(u"debt.csv"_s, wideFile());
    Window window(desk, u"import"_s);
    REQUIRE(window.waitsFor([&] {
        return window.find<DataTable>(u"Past imports"_s) &&
               window.find<DataTable>(u"Past imports"_s)->view()->model()->rowCount() == 1;
    }));
    drop(window, {desk.path(u"debt.csv"_s)});
    REQUIRE(says(window, u"header in row 3"_s));
    REQUIRE(says(window, u"rows are ready"_s));
    window.click(u"Save mapping…"_s);
    auto* name = window.wait<QLineEdit>(u"Name of the mapping"_s);
    name->selectAll();
    QTest::keyClicks(name, u"No Good!"_s);
    window.click(u"Save"_s);
    CHECK(says(window, u"must be lower-case letters"_s));
    name->selectAll();
    QTest::keyClicks(name, u"debt_test"_s);
    window.click(u"Save"_s);
    REQUIRE(says(window, u"debt_test.json"_s));
    window.click(u"Previous step"_s);
    drop(window, {desk.path(u"debt.csv"_s)});
    REQUIRE(window.wait<QComboBox>(u"Saved mapping"_s));
    QFile::remove(MappingLibrary::standardFolder() + u"/debt_test.json"_s);
    window.click(u"Previous step"_s);

    auto* past = window.wait<DataTable>(u"Past imports"_s);
    past->selectRow(0);
    window.click(u"Undo the selected import"_s);
    REQUIRE(says(window, u"Import 1 undone"_s));
    CHECK(desk.ask({u"figures"_s}).value(u"fields"_s).toArray().isEmpty()); // the fields went with it
}

TEST_CASE("of a workbook the longest sheet is looked at, and another is chosen on the page")
{
    Desk desk;
    filled(desk);
    QFile::copy(testPath(u"import/books/messy_office.xlsx"_s), desk.path(u"borrowing.xlsx"_s));
    Window window(desk, u"import"_s);
    drop(window, {desk.path(u"borrowing.xlsx"_s)});
    REQUIRE(says(window, u"1 heading row skipped, header in row 3"_s));
    CHECK(says(window, u"the longest is looked at"_s));
    auto* sheet = window.wait<QComboBox>(u"Sheet"_s);
    CHECK(sheet->currentText() == u"Data & more"_s);
    sheet->setFocus();
    window.picture(u"import-workbook"_s);
    QTest::keyClick(sheet, Qt::Key_Home);
    REQUIRE(says(window, u"No row of this file looks like a header"_s));
    sheet = window.wait<QComboBox>(u"Sheet"_s);
    CHECK(sheet->currentText() == u"Cover"_s);
    // Nothing is read but what is chosen.
    CHECK_FALSE(window.shows(u"the longest is looked at"_s));
    QTest::keyClick(sheet, Qt::Key_Down);
    REQUIRE(says(window, u"1 heading row skipped, header in row 3"_s));
}
