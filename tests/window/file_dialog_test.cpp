// The file dialogs of the window, driven as a hand does: accepted, cancelled, a place that cannot be written to, a name
// without its ending.
#include "tests/window/full_desk.h"
#include "ui/table/data_table.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QToolButton>

using namespace factoid;
using namespace factoid::test;

namespace {

// The dialog that is open, waited for.
QFileDialog* dialogOf(Window& window)
{
    QFileDialog* found = nullptr;
    REQUIRE(window.waitsFor([&] {
        for (QFileDialog* dialog : window->findChildren<QFileDialog*>()) {
            if (dialog->isVisible())
                found = dialog;
        }
        return found != nullptr;
    }));
    return found;
}

// Types the path and presses Enter; empty: Escape.
void answer(Window& window, const QString& path)
{
    const QPointer<QFileDialog> dialog = dialogOf(window);
    if (path.isEmpty()) {
        QTest::keyClick(dialog.data(), Qt::Key_Escape);
    } else {
        auto* line = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        REQUIRE(line);
        line->setText(path);
        QTest::keyClick(line, Qt::Key_Return);
    }
    CHECK(window.waitsFor([&] { return !dialog || !dialog->isVisible(); }));
}

// Nobody can write here, not even root.
const QString kNowhere = u"/proc"_s;

} // namespace

TEST_CASE("a table is exported through the dialog, or not, and one is told where it cannot go")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"history"_s);
    settle(window);
    DataTable* table = nullptr;
    for (DataTable* one : window->currentPage()->findChildren<DataTable*>()) {
        if (one->isVisible() && one->view()->model()->rowCount() > 0)
            table = one;
    }
    REQUIRE(table);
    const auto press = [&] {
        for (auto* button : table->findChildren<QToolButton*>()) {
            if (button->accessibleName() == u"Export as CSV"_s)
                button->click();
        }
    };
    press();
    answer(window, {});
    CHECK(QDir(desk.path(QString())).entryList({u"*.csv"_s}, QDir::Files).isEmpty());
    press();
    answer(window, desk.path(u"rows"_s));
    CHECK(window.comesToShow(u"Written to %1"_s.arg(desk.path(u"rows.csv"_s))));
    CHECK(desk.read(u"rows.csv"_s) == table->csv());
    CHECK(table->csv().count('\n') > 1);
    press();
    answer(window, kNowhere + u"/rows.csv"_s);
    CHECK(window.comesToShow(u"Could not be written: "_s));
}

TEST_CASE("the changes shown are exported through the dialog, or not, and one is told where they cannot go")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"changes"_s);
    settle(window);
    auto* table = window.wait<DataTable>(u"Change log"_s);
    const auto press = [&] {
        for (auto* button : table->findChildren<QToolButton*>()) {
            if (button->accessibleName() == u"Export as CSV"_s)
                button->click();
        }
    };
    press();
    answer(window, {});
    press();
    answer(window, desk.path(u"log"_s));
    CHECK(window.waitsFor([&] {
        return desk.read(u"log.csv"_s).count('\n') == desk.ask(words("changes")).value(u"total"_s).toInteger() + 1;
    }));
    press();
    answer(window, kNowhere + u"/log.csv"_s);
    CHECK(window.comesToShow(kNowhere + u"/log.csv"_s));
    CHECK_FALSE(QFile::exists(kNowhere + u"/log.csv"_s));
}

TEST_CASE("files to import are chosen in the dialog, or not, and what is no file is not taken")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk, u"import"_s);
    settle(window);
    window.click(u"Choose files…"_s);
    answer(window, {});
    CHECK(window.find<QAbstractButton>(u"Choose files…"_s));
    window.click(u"Choose a folder…"_s);
    answer(window, desk.path(u"data"_s));
    CHECK(window.waitsFor([&] { return window->actions().find(u"import.next"_s)->isEnabled(); }));
    CHECK(window.comesToShow(u"figures.csv"_s));
    window.picture(u"dialog-import"_s);
}

TEST_CASE("a bundle goes where the dialog says, or nowhere, and a folder that cannot be written to is told")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"factoids"_s);
    settle(window);
    window.click(u"Export bundle…"_s);
    answer(window, {});
    CHECK_FALSE(window->jobs().isBusy());
    QDir().mkpath(desk.path(u"out"_s));
    window.click(u"Export bundle…"_s);
    answer(window, desk.path(u"out"_s));
    REQUIRE(window.waitForJobs());
    CHECK(QFileInfo::exists(desk.path(u"out/latest/manifest.json"_s)));
    window.click(u"Export bundle…"_s);
    answer(window, kNowhere);
    REQUIRE(window.waitsFor([&] { return window->jobs().jobs().size() == 2; }));
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Failed);
    CHECK(window.comesToShow(kNowhere));
}
