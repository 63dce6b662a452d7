// Nothing dangerous happens by accident: what the palette puts first, what keeps the keyboard and the selection after a
// change, whose changes Ctrl+Z takes back, and what is asked before real readers or a running job are touched.
#include "tests/window/full_desk.h"
#include "ui/table/data_table.h"
#include "ui/widgets/reorder_list.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

// What the palette offers for these letters, best first.
QStringList offered(Window& window, const QString& typed)
{
    QTest::keyClick(&*window, Qt::Key_K, Qt::ControlModifier);
    auto* line = window.wait<QLineEdit>(u"Search or do anything"_s);
    line->setText(typed);
    const auto* list = window.wait<QListView>(u"What was found"_s);
    QStringList titles;
    for (int row = 0; row < list->model()->rowCount(); ++row)
        titles << list->model()->index(row, 0).data().toString();
    QTest::keyClick(line, Qt::Key_Escape);
    return titles;
}

// The actions that remove, withdraw, ban, undo, cancel or replace something, as they are called now.
QStringList dangerous(Window& window)
{
    QStringList texts;
    for (const ActionSpec& spec : window->actions().specs()) {
        if (spec.care == Care::TakesAway)
            texts << window->actions().find(spec.id)->text();
    }
    return texts;
}

ReorderList* factoidsOf(Window& window)
{
    auto* list = window.wait<ReorderList>(u"Factoids in the order of the site"_s);
    REQUIRE(window.waitsFor([&] { return list->keys().size() >= 3; }));
    settle(window);
    return list;
}

void pick(ReorderList* list, int at)
{
    for (ReorderRow* row : list->findChildren<ReorderRow*>()) {
        if (row->isVisible() && row->key() == list->keys()[at])
            return QTest::mouseClick(row, Qt::LeftButton);
    }
    FAIL("no row " << at);
}

qsizetype stepsIn(const Desk& desk, const char* state)
{
    qsizetype count = 0;
    for (const QJsonValue& step : desk.ask(words("history")).value(u"steps"_s).toArray())
        count += step.toObject().value(u"state"_s).toString() == QLatin1String(state);
    return count;
}

// The next Space does nothing: what has the keyboard is the page, a panel, or no button.
bool isHarmless(const QWidget* focus)
{
    return !qobject_cast<const QAbstractButton*>(focus);
}

} // namespace

TEST_CASE("the palette puts words before letters, the page's own actions first, and nothing dangerous by its letters")
{
    Desk desk;
    fill(desk);
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"New figures appear here when they are published."_s});
    Window window(desk);
    window->jobs().start(u"schedule"_s, {{u"action"_s, u"pause"_s}}, u"Pausing"_s); // something to undo
    REQUIRE(window.waitForJobs());
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        const QStringList bad = dangerous(window);
        for (const char* letters : {"check", "print", "follow", "e", "out", "there", "move all", "thefu", "an"}) {
            const QStringList found = offered(window, QLatin1String(letters));
            INFO(page.id.toStdString() << ", “" << letters << "”: " << found.value(0).toStdString());
            CHECK_FALSE(bad.contains(found.value(0)));
        }
    }
    // By its own words it is found.
    window->navigator().go({u"fallbacks"_s});
    CHECK(offered(window, u"move the fallback to"_s).value(0) == u"Move the fallback to the bin"_s);
    CHECK(offered(window, u"undo"_s).value(0).startsWith(u"Undo: "_s));
    CHECK(offered(window, u"pause"_s).value(0) == u"Pause"_s);
    // The page's own come first.
    window->navigator().go({u"schedule"_s});
    CHECK(offered(window, u"dry run"_s).size() == 2);
    window->navigator().go({u"bundles"_s});
    CHECK(offered(window, u"export"_s).value(0) == u"Export"_s);
}

TEST_CASE("what acts on a selection is not run from another page, where the selection is out of sight")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"factoids"_s);
    auto* list = factoidsOf(window);
    pick(list, 0);
    (void)window.wait<QAbstractButton>(u"Ban"_s);
    const auto before = stepsIn(desk, "done");
    for (const ActionSpec& spec : window->actions().specs()) {
        const QString page = spec.id.section(QLatin1Char('.'), 0, 0);
        const bool ofPage =
            std::ranges::any_of(window->pages(), [&](const PageSpec& known) { return known.id == page; });
        if (spec.care == Care::None || !ofPage)
            continue;
        window->navigator().go({page == "overview"_L1 ? u"cache"_s : u"overview"_s});
        QAction* action = window->actions().find(spec.id);
        const bool was = action->isEnabled();
        action->trigger();
        settle(window);
        INFO(spec.id.toStdString());
        CHECK((!was || window->navigator().current().page == page));
    }
    CHECK(stepsIn(desk, "done") == before);
    CHECK(window->jobs().jobs().empty());
}

TEST_CASE("after a choice the panel shows the same factoid, and the keyboard is where it was")
{
    struct Case {
        const char* press;
        const char* then; // the same control afterwards, or none
    };
    for (const auto& [press, then] : {Case{"Pin", "Unpin"}, Case{"Snooze", nullptr}, Case{"Ban", "Allow again"}}) {
        INFO(press);
        Desk desk;
        fill(desk);
        Window window(desk, u"factoids"_s);
        window->activateWindow();
        auto* list = factoidsOf(window);
        pick(list, 2);
        const QString third = list->keys()[2];
        REQUIRE(list->current() == third);
        auto* button = window.wait<QAbstractButton>(QLatin1String(press));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        settle(window);
        CHECK(list->current() == third);
        CHECK(window.shows(u"Number 3 on the site"_s));
        const QWidget* focus = QApplication::focusWidget();
        REQUIRE(focus);
        const auto* now = qobject_cast<const QAbstractButton*>(focus);
        INFO(focus->metaObject()->className() << " “" << focus->accessibleName().toStdString() << "”");
        if (then)
            CHECK((now && now->text() == QLatin1String(then)));
        else
            CHECK(isHarmless(focus));
        CHECK(stepsIn(desk, "done") >= 1);
    }
}

TEST_CASE("coming to a page puts the keyboard on none of its buttons")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"settings"_s);
    window->activateWindow();
    settle(window);
    window->currentPage()->setFocus();
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        INFO(page.id.toStdString());
        REQUIRE(QApplication::focusWidget());
        CHECK(isHarmless(QApplication::focusWidget()));
    }
}

TEST_CASE("after a fallback is saved the next Space moves nothing to the bin")
{
    Desk desk;
    fill(desk);
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"New figures appear here when they are published."_s});
    Window window(desk, u"fallbacks"_s);
    window->activateWindow();
    auto* owner = window.wait<QLineEdit>(u"Owner"_s);
    owner->setFocus();
    QTest::keyClicks(owner, u"Anna"_s);
    auto* save = window.wait<QAbstractButton>(u"Save the fallback"_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    save->setFocus();
    QTest::keyClick(save, Qt::Key_Space);
    settle(window);
    REQUIRE(QApplication::focusWidget());
    CHECK(isHarmless(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    settle(window);
    CHECK(desk.ask(words("fallbacks list")).value(u"fallbacks"_s).toArray().size() == 1);
    // Tab goes on from the page's own controls, not from the sidebar.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    CHECK(window->currentPage()->isAncestorOf(QApplication::focusWidget()));
}

TEST_CASE("an import goes through by the keyboard without undoing or replacing anything")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk);
    window->activateWindow();
    window->navigator().go({u"import"_s, {{u"paths"_s, desk.path(u"data"_s)}}});
    auto* next = window.wait<QAbstractButton>(u"Show what changes"_s);
    REQUIRE(window.waitsFor([&] { return next->isEnabled(); }));
    next->setFocus();
    QTest::keyClick(next, Qt::Key_Space);
    REQUIRE(window.comesToShow(u"360 new"_s));
    settle(window);
    const QWidget* focus = QApplication::focusWidget();
    REQUIRE(focus);
    CHECK_FALSE(qobject_cast<const QCheckBox*>(focus)); // that these files replace everything
    next = window.wait<QAbstractButton>(u"Import these figures"_s);
    next->setFocus();
    QTest::keyClick(next, Qt::Key_Space);
    REQUIRE(window.comesToShow(u"Import 1 is done"_s));
    settle(window);
    REQUIRE(QApplication::focusWidget());
    CHECK(isHarmless(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    settle(window);
    CHECK(stepsIn(desk, "undone") == 0);
}

TEST_CASE("rows that come and go leave the selection on its row, and a row that is gone is chosen no longer")
{
    struct Row {
        QString name;
    };
    Desk desk;
    Theme theme(*qApp);
    UiState state(desk.path(u"state.ini"_s));
    RowModel<Row> model({columnOf<Row>(u"name"_s, u"Name"_s, ColumnKind::Text, &Row::name)}, theme, &Row::name);
    DataTable table(u"t"_s, u"Test"_s, theme, state);
    table.setModel(&model);
    model.setRows({{u"a"_s}, {u"b"_s}, {u"c"_s}}, {});
    table.selectRow(1);
    QList<int> told;
    QObject::connect(&table, &DataTable::currentRowChanged, [&](int row) { told << row; });
    model.setRows({{u"c"_s}, {u"x"_s}, {u"y"_s}, {u"b"_s}}, {});
    CHECK(table.currentRow() == 3);
    CHECK(table.selectedRows() == QList<int>{3});
    CHECK(told.isEmpty()); // it is the same row
    model.setRows({{u"c"_s}, {u"x"_s}}, {});
    CHECK(table.currentRow() == -1);
    CHECK(table.selectedRows().isEmpty());
    CHECK(told == QList<int>{-1});
}

TEST_CASE("Ctrl+Z leaves alone what another process did; History takes it back by its name")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"schedule"_s);
    settle(window);
    (void)desk.run(words("schedule pause"));
    REQUIRE(window.comesToShow(u"paused"_s));
    settle(window);
    const auto done = stepsIn(desk, "done");
    CHECK_FALSE(window->actions().find(u"edit.undo"_s)->isEnabled());
    window->setFocus();
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier);
    settle(window);
    CHECK(stepsIn(desk, "done") == done);
    // What this window does, it takes back.
    window.click(u"Resume"_s);
    REQUIRE(window.waitsFor([&] { return window->actions().find(u"edit.undo"_s)->isEnabled(); }));
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stepsIn(desk, "undone") == 1; }));
    settle(window);
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier); // and no further
    settle(window);
    CHECK(stepsIn(desk, "undone") == 1);
    window.walkHistory("undo", u"pause of the schedule"_s);
    CHECK(stepsIn(desk, "undone") == 2);
}

TEST_CASE("a rehearsal says whom it hits and for how long before it starts, and shows on every page while it runs")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"cache"_s);
    settle(window);
    window.click(u"Rehearse an outage of Store"_s);
    CHECK(window.shows(u"Readers of every process on this store, web servers included, are served as if this level "
                       "were down for 5 minutes. They are real readers."_s));
    window.picture(u"cache-rehearsal-asks"_s);
    settle(window);
    CHECK(desk.ask(words("status")).value(u"rehearsals"_s).toArray().isEmpty());
    window.click(u"Do not rehearse an outage of Store"_s);
    CHECK_FALSE(window.shows(u"They are real readers"_s));
    window.click(u"Rehearse an outage of Store"_s);
    window.click(u"Start the rehearsal of Store"_s);
    REQUIRE(window.waitForJobs());
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        INFO(page.id.toStdString());
        CHECK(window.comesToShow(
            u"Rehearsal: readers of every process are served as if these levels were down: store"_s));
    }
    window->navigator().go({u"overview"_s});
    settle(window);
    window.picture(u"overview-rehearsal"_s);
}

TEST_CASE("closing the window in the middle of a job asks: stay, cancel, or finish in the background")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"overview"_s);
    settle(window);
    // Another program has the store: the job waits for it.
    QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"careful"_s);
    other.setDatabaseName(desk.store());
    REQUIRE(other.open());
    const auto ask = [&] {
        CHECK_FALSE(window->close());
        auto* box = window->findChild<QMessageBox*>();
        REQUIRE(box);
        CHECK(box->text() == u"Making a set is not finished."_s);
        return box;
    };
    const auto press = [](const QMessageBox* box, const QString& text) {
        for (QAbstractButton* button : box->buttons()) {
            if (button->text() == text)
                return button->click();
        }
        FAIL(text.toStdString());
    };
    REQUIRE(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
    window->jobs().start(u"update-factoids"_s, {{u"force"_s, true}}, u"Making a set"_s);
    press(ask(), u"Stay"_s);
    CHECK(window->isVisible());
    CHECK(window->jobs().isWriting());
    REQUIRE(window.waitsFor([&] { return !window->findChild<QMessageBox*>(); }));

    press(ask(), u"Finish in the background"_s);
    CHECK_FALSE(window->isVisible());
    CHECK(window->jobs().isWriting());
    REQUIRE(QSqlQuery(other).exec(u"ROLLBACK"_s));
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Done);
    window.settle();

    window.restart(u"overview"_s);
    settle(window);
    REQUIRE(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
    window->jobs().start(u"update-factoids"_s, {{u"force"_s, true}}, u"Making a set"_s);
    press(ask(), u"Cancel the job and close"_s);
    REQUIRE(QSqlQuery(other).exec(u"ROLLBACK"_s));
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return !window->isVisible(); }));
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Cancelled);
    CHECK(window->close());
    other.close();
}

TEST_CASE("an action that failed is told on the page until it is closed, whatever the page shows meanwhile")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"factoids"_s);
    settle(window);
    desk.write(u"file"_s, "no folder");
    window->jobs().start(u"export"_s, {{u"out"_s, desk.path(u"file/bundles"_s)}}, u"Exporting a bundle"_s);
    REQUIRE(window.waitForJobs());
    CHECK(window->currentPage()->failure().startsWith(u"Exporting a bundle failed: "_s));
    window->currentPage()->refresh();
    settle(window);
    CHECK(window.shows(u"Exporting a bundle failed: "_s));
    window.picture(u"factoids-failure"_s);
    window.click(u"Close the message"_s);
    CHECK(window->currentPage()->failure().isEmpty());
}

TEST_CASE("a bundle's folder that is gone, and a table that cannot be written, are told in place")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"bundles"_s);
    settle(window);
    REQUIRE(QDir(desk.path(u"bundles"_s)).removeRecursively());
    window.click(u"Open the folder"_s);
    CHECK(window->currentPage()->failure().contains(u"is no longer there"_s));
}
