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
        auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        REQUIRE(line);
        line->setText(path);
        QTest::keyClick(line, Qt::Key_Return);
    }
    CHECK(window.waitsFor([&] { return !dialog || !dialog->isVisible(); }));
}

// Nobody can write here, not even root.
const QString kNowhere = QStringLiteral("/proc");

} // namespace

TEST_CASE("a table is exported through the dialog, or not, and one is told where it cannot go")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("history"));
    settle(window);
    DataTable* table = nullptr;
    for (DataTable* one : window->currentPage()->findChildren<DataTable*>()) {
        if (one->isVisible() && one->view()->model()->rowCount() > 0)
            table = one;
    }
    REQUIRE(table);
    const auto press = [&] {
        for (auto* button : table->findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Export as CSV"))
                button->click();
        }
    };
    press();
    answer(window, {});
    CHECK(QDir(desk.path(QString())).entryList({QStringLiteral("*.csv")}, QDir::Files).isEmpty());
    press();
    answer(window, desk.path(QStringLiteral("rows")));
    CHECK(window.comesToShow(QStringLiteral("Written to %1").arg(desk.path(QStringLiteral("rows.csv")))));
    CHECK(desk.read(QStringLiteral("rows.csv")) == table->csv());
    CHECK(table->csv().count('\n') > 1);
    press();
    answer(window, kNowhere + QStringLiteral("/rows.csv"));
    CHECK(window.comesToShow(QStringLiteral("Could not be written: ")));
}

TEST_CASE("the changes shown are exported through the dialog, or not, and one is told where they cannot go")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("changes"));
    settle(window);
    auto* table = window.wait<DataTable>(QStringLiteral("Change log"));
    const auto press = [&] {
        for (auto* button : table->findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Export as CSV"))
                button->click();
        }
    };
    press();
    answer(window, {});
    press();
    answer(window, desk.path(QStringLiteral("log")));
    CHECK(window.waitsFor([&] { return desk.read(QStringLiteral("log.csv")).count('\n') == desk.ask(words("changes")).value(QStringLiteral("total")).toInteger() + 1; }));
    press();
    answer(window, kNowhere + QStringLiteral("/log.csv"));
    CHECK(window.comesToShow(kNowhere + QStringLiteral("/log.csv")));
    CHECK_FALSE(QFile::exists(kNowhere + QStringLiteral("/log.csv")));
}

TEST_CASE("files to import are chosen in the dialog, or not, and what is no file is not taken")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk, QStringLiteral("import"));
    settle(window);
    window.click(QStringLiteral("Choose files…"));
    answer(window, {});
    CHECK(window.find<QAbstractButton>(QStringLiteral("Choose files…")));
    window.click(QStringLiteral("Choose a folder…"));
    answer(window, desk.path(QStringLiteral("data")));
    CHECK(window.waitsFor([&] { return window->actions().find(QStringLiteral("import.next"))->isEnabled(); }));
    CHECK(window.comesToShow(QStringLiteral("figures.csv")));
    window.picture(QStringLiteral("dialog-import"));
}

TEST_CASE("a bundle goes where the dialog says, or nowhere, and a folder that cannot be written to is told")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("factoids"));
    settle(window);
    window.click(QStringLiteral("Export bundle…"));
    answer(window, {});
    CHECK_FALSE(window->jobs().isBusy());
    QDir().mkpath(desk.path(QStringLiteral("out")));
    window.click(QStringLiteral("Export bundle…"));
    answer(window, desk.path(QStringLiteral("out")));
    REQUIRE(window.waitForJobs());
    CHECK(QFileInfo::exists(desk.path(QStringLiteral("out/latest/manifest.json"))));
    window.click(QStringLiteral("Export bundle…"));
    answer(window, kNowhere);
    REQUIRE(window.waitsFor([&] { return window->jobs().jobs().size() == 2; }));
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Failed);
    CHECK(window.comesToShow(kNowhere));
}
