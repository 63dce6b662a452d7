// What an operator misses in daily work: a run once more, the care of the store, filters that stay with their store,
// drafts that are kept, buttons that are off where nothing can be written, and figures that are marked before they
// land.
#include "tests/window/full_desk.h"
#include "ui/table/data_table.h"
#include "ui/widgets/reorder_list.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

// The dialog that is open, given the path.
void answerWith(Window& window, const QString& path)
{
    QFileDialog* dialog = nullptr;
    REQUIRE(window.waitsFor([&] {
        for (QFileDialog* each : window->findChildren<QFileDialog*>()) {
            if (each->isVisible())
                dialog = each;
        }
        return dialog != nullptr;
    }));
    auto* line = dialog->findChild<QLineEdit*>();
    REQUIRE(line);
    line->setText(path);
    QTest::keyClick(line, Qt::Key_Return);
}

} // namespace

TEST_CASE("a run is started once more with its own options")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"generation"_s);
    settle(window);
    const QJsonObject last = desk.ask(words("runs")).value(u"runs"_s).toArray().first().toObject();
    REQUIRE(last.value(u"job"_s).toString() == u"export"_s);
    window->navigator().go({u"generation"_s, {{u"run"_s, QString::number(last.value(u"id"_s).toInteger())}}});
    window.click(u"Run again with the same options"_s);
    REQUIRE(window.waitForJobs());
    CHECK(desk.ask(words("bundles")).value(u"bundles"_s).toArray().size() == 2);
}

TEST_CASE("the store is checked, backed up and restored from the window")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"connections"_s);
    settle(window);
    window.click(u"Check the store"_s);
    CHECK(window.comesToShow(u"Every check is well."_s));
    window.picture(u"connections-check"_s);
    window.click(u"Back up…"_s);
    answerWith(window, desk.path(u"backup.db"_s));
    REQUIRE(window.waitsFor([&] { return QFile::exists(desk.path(u"backup.db"_s)); }));
    REQUIRE(window.waitForJobs());
    (void)desk.run(words("schedule pause"));
    window.click(u"Restore…"_s);
    answerWith(window, desk.path(u"backup.db"_s));
    REQUIRE(window.comesToShow(u"What was changed since that backup is lost."_s));
    settle(window);
    CHECK(desk.ask(words("status")).value(u"schedule"_s).toObject().value(u"paused"_s).toBool()); // not before it is
                                                                                                  // meant
    window.click(u"Replace the store with this backup"_s);
    REQUIRE(window.waitForJobs());
    CHECK_FALSE(desk.ask(words("status")).value(u"schedule"_s).toObject().value(u"paused"_s).toBool());
}

TEST_CASE("a filter stays with the store that it was set on")
{
    Desk one, other;
    fill(one);
    fill(other);
    const auto filterOf = [](Window& window) {
        auto* table = window.wait<DataTable>(u"Bundles"_s);
        return table->filterLine();
    };
    {
        Window window(one, u"bundles"_s);
        settle(window);
        filterOf(window)->setText(u"zip"_s);
        auto* rows = window.wait<DataTable>(u"Bundles"_s)->view()->model();
        REQUIRE(window.waitsFor([&] { return rows->rowCount() == 0; })); // it is a folder
        window.restart(u"bundles"_s);
        CHECK(filterOf(window)->text() == u"zip"_s);
    }
    // The same person's state, another store.
    REQUIRE(QFile::copy(one.path(u"window.ini"_s), other.path(u"window.ini"_s)));
    Window window(other, u"bundles"_s);
    settle(window);
    CHECK(filterOf(window)->text().isEmpty());
}

TEST_CASE("New does not throw a draft away")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"fallbacks"_s);
    settle(window);
    window.click(u"New fallback"_s);
    auto* text = window.wait<QPlainTextEdit>(u"Sentence"_s);
    text->setFocus();
    QTest::keyClicks(text, u"Half a sentence"_s);
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    CHECK(text->toPlainText() == u"Half a sentence"_s);
    window->navigator().go({u"overview"_s});
    window->navigator().go({u"fallbacks"_s});
    CHECK(window.wait<QPlainTextEdit>(u"Sentence"_s)->toPlainText() == u"Half a sentence"_s);
}

TEST_CASE("where nothing can be written every action that writes is off and says why")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"overview"_s, {}, true);
    int writing = 0;
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        for (const ActionSpec& spec : window->actions().specs()) {
            if (!spec.writes)
                continue;
            ++writing;
            INFO(page.id.toStdString() << ", " << spec.id.toStdString());
            CHECK_FALSE(window->actions().find(spec.id)->isEnabled());
            CHECK(window->actions().find(spec.id)->toolTip() == u"This store is open read-only."_s);
        }
        for (const QPushButton* button : window->currentPage()->findChildren<QPushButton*>()) {
            INFO(page.id.toStdString() << ": " << button->text().toStdString());
            if (button->isVisible() && button->property("role").toString() == u"primary"_s && button->isEnabled())
                CHECK((button->text() == u"Choose files…"_s || button->text() == u"Open the connection"_s));
        }
    }
    CHECK(writing > 100);
}

TEST_CASE("figures a power of ten off are marked before they are imported")
{
    Desk desk;
    fill(desk);
    QByteArray figures = smallFigures();
    const QByteArray right = "E07001004,total_borrowing,2023/24,";
    const auto at = figures.indexOf(right) + right.size();
    figures.insert(figures.indexOf('\n', at), "000");
    desk.write(u"wrong.csv"_s, figures);
    Window window(desk, u"import"_s);
    window->navigator().go({u"import"_s, {{u"paths"_s, desk.path(u"wrong.csv"_s)}}});
    auto* next = window.wait<QAbstractButton>(u"Show what changes"_s);
    REQUIRE(window.waitsFor([&] { return next->isEnabled(); }));
    next->click();
    CHECK(window.comesToShow(u"1 figure falls to zero, changes sign or changes tenfold. It is marked below."_s));
    CHECK(window.comesToShow(u"Elford"_s)); // what the comparison warns of names it
    auto* rows = window.wait<QTableView>(u"What changes row by row"_s);
    bool isSigned = false;
    for (int column = 0; column < rows->model()->columnCount(); ++column)
        isSigned = isSigned || rows->model()->index(0, column).data().toString().startsWith(QLatin1Char('+'));
    CHECK(isSigned);
    settle(window);
    window.picture(u"import-tenfold"_s);
    CHECK(desk.ask({u"imports"_s}).value(u"imports"_s).toArray().size() == 1);
}

TEST_CASE("About says the version, the licence and where the files are")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    settle(window);
    window->actions().find(u"help.about"_s)->trigger();
    auto* box = window->findChild<QMessageBox*>();
    REQUIRE(box);
    CHECK(box->text().startsWith(u"Factoid Desk "_s));
    for (const QString& said : {desk.store(), window.state().path(), u"GPL-3.0"_s})
        CHECK(box->informativeText().contains(said));
    box->close();
}
