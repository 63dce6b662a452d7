// The page of factoids in the real window, with mouse and keys: publish, order, look behind a number down to its line,
// pin, ban, snooze, withdraw, use a candidate, and take it back after a restart.
#include "tests/window/window_fixture.h"
#include "ui/table/record_model.h"
#include "ui/widgets/reorder_list.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kNow = QStringLiteral("2026-06-01T09:00:00Z");

Desk& imported(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    return desk;
}

Desk& published(Desk& desk)
{
    imported(desk);
    (void)desk.ask({QStringLiteral("update-factoids")});
    return desk;
}

QStringList idsServed(const Desk& desk)
{
    QStringList ids;
    for (const QJsonValue& factoid : desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray())
        ids << factoid.toObject().value(QStringLiteral("id")).toString();
    return ids;
}

QJsonArray chosen(const Desk& desk)
{
    return desk.ask(words("curate list")).value(QStringLiteral("choices")).toArray();
}

ReorderList* listOf(Window& window)
{
    auto* list = window.wait<ReorderList>(QStringLiteral("Factoids in the order of the site"));
    REQUIRE(window.waitsFor([&] { return list->keys().size() >= 3; }));
    QTest::qWait(50);
    return list;
}

ReorderRow* rowAt(ReorderList* list, int at)
{
    for (ReorderRow* row : list->findChildren<ReorderRow*>()) {
        if (row->isVisible() && row->key() == list->keys()[at])
            return row;
    }
    FAIL("no row " << at);
    return nullptr;
}

// No job is at work and the window has heard of what the last one changed.
void settle(Window& window)
{
    for (int i = 0; i < 3; ++i) {
        REQUIRE(window.waitForJobs());
        QTest::qWait(400);
        REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    }
}

QTableView* candidatesOf(Window& window)
{
    auto* table = window.wait<QTableView>(QStringLiteral("Candidates"));
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() > 10; }));
    return table;
}

} // namespace

TEST_CASE("from figures without a set, one button publishes the first one")
{
    Desk desk;
    imported(desk);
    Window window(desk, QStringLiteral("factoids"), kNow);
    window.picture(QStringLiteral("factoids-empty"));
    window.click(QStringLiteral("Publish the first set"));
    REQUIRE(window.waitForJobs());
    auto* list = listOf(window);
    CHECK(list->keys().mid(0, 3) == idsServed(desk));
    CHECK(window.comesToShow(QStringLiteral("each proven against today's figures")));
    // A dry run shows what would come and changes nothing.
    window.click(QStringLiteral("Dry run"));
    CHECK(window.comesToShow(QStringLiteral("What would be published")));
    CHECK(list->keys().mid(0, 3) == idsServed(desk));
}

TEST_CASE("factoids are ordered by mouse and keys, and the order is undone after a restart")
{
    Desk desk;
    published(desk);
    const QStringList before = idsServed(desk);
    Window window(desk, QStringLiteral("factoids"), kNow);
    auto* list = listOf(window);
    ReorderRow* first = rowAt(list, 0);
    ReorderRow* third = rowAt(list, 2);
    const QPoint from = first->rect().center();
    QTest::mousePress(first, Qt::LeftButton, {}, from);
    const QPoint to = first->mapFromGlobal(third->mapToGlobal(third->rect().center())) + QPoint(0, 8);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(first, from + (to - from) * step / 4);
    QTest::mouseRelease(first, Qt::LeftButton, {}, first->rect().center());
    const QStringList dragged{before[1], before[2], before[0]};
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == dragged; }));
    rowAt(list, 2)->setFocus();
    QTest::keyClick(rowAt(list, 2), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == QStringList{before[1], before[0], before[2]}; }));
    REQUIRE(window.waitForJobs());
    window.picture(QStringLiteral("factoids-light"));

    window.restart(QStringLiteral("factoids"));
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("order of the factoids")); }));
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == dragged; }));
    settle(window); // the next step has the same words, so only its number tells it apart
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == before; }));
    auto* redo = window->actions().find(QStringLiteral("edit.redo"));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled(); }));
    settle(window);
    redo->trigger();
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == dragged; }));
}

TEST_CASE("a factoid is followed to the line of the file, and its figure's place is asked for")
{
    Desk desk;
    published(desk);
    Window window(desk, QStringLiteral("factoids"), kNow);
    auto* list = listOf(window);
    // One that names a council: what is said of a sum has no line of its own.
    int row = 0;
    for (const QJsonArray factoids = desk.ask({QStringLiteral("factoids")}).value(QStringLiteral("factoids")).toArray(); row < factoids.size(); ++row) {
        if (!factoids[row].toObject().value(QStringLiteral("councils")).toArray().isEmpty())
            break;
    }
    QTest::mouseClick(rowAt(list, row), Qt::LeftButton);
    QAbstractButton* source = nullptr;
    REQUIRE(window.waitsFor([&] {
        for (auto* button : window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("Source: figures.csv line ")))
                source = button;
        }
        return source != nullptr;
    }));
    // The very line that it names holds the figure.
    const int line = source->accessibleName().section(QStringLiteral("line "), 1).section(QLatin1Char(','), 0, 0).toInt();
    const QByteArray told = desk.read(QStringLiteral("data/figures.csv")).split('\n').value(line - 1);
    CHECK(told.startsWith("E0700"));
    REQUIRE(window.comesToShow(QStringLiteral("Score sheet")));
    REQUIRE(window.comesToShow(QStringLiteral("Proven sentences")));
    CHECK(window.comesToShow(QStringLiteral("Significance")));
    CHECK(window.comesToShow(QStringLiteral("Shown")));
    window.picture(QStringLiteral("factoids-panel"));
    QAbstractButton* figure = nullptr;
    for (auto* button : window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("Show the figure of ")))
            figure = button;
    }
    REQUIRE(figure);
    QTest::mouseClick(figure, Qt::LeftButton);
    const Place place = window->navigator().current();
    CHECK(place.page == QStringLiteral("figures"));
    CHECK_FALSE(place.value("field").isEmpty());
    CHECK_FALSE(place.value("year").isEmpty());
    // Back is where one was.
    window->navigator().back();
    CHECK(window->navigator().current().page == QStringLiteral("factoids"));
}

TEST_CASE("pins, bans and sleeps are made in the panel, bad dates refused in place, and undone after a restart")
{
    Desk desk;
    published(desk);
    Window window(desk, QStringLiteral("factoids"), kNow);
    auto* list = listOf(window);
    QTest::mouseClick(rowAt(list, 0), Qt::LeftButton);
    window.click(QStringLiteral("Pin"));
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 1; }));
    CHECK(chosen(desk).first().toObject().value(QStringLiteral("kind")).toString() == QStringLiteral("pin"));
    CHECK(window.comesToShow(QStringLiteral("pinned")));
    CHECK(window.comesToShow(QStringLiteral("Your choices hold from the next set on")));
    (void)window.wait<QAbstractButton>(QStringLiteral("Unpin"));

    QTest::mouseClick(rowAt(list, 1), Qt::LeftButton);
    auto* until = window.wait<QLineEdit>(QStringLiteral("Snooze until"));
    until->setFocus();
    until->selectAll();
    QTest::keyClicks(until, QStringLiteral("next week"));
    window.click(QStringLiteral("Snooze"));
    CHECK(window.comesToShow(QStringLiteral("“next week” is not a date")));
    until->selectAll();
    QTest::keyClicks(until, QStringLiteral("2026-05-01"));
    window.click(QStringLiteral("Snooze"));
    CHECK(window.comesToShow(QStringLiteral("a snooze must end after today")));
    CHECK(chosen(desk).size() == 1);
    until->selectAll();
    QTest::keyClicks(until, QStringLiteral("2026-06-20"));
    window.click(QStringLiteral("Snooze"));
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 2; }));
    CHECK(window.comesToShow(QStringLiteral("Asleep until 2026-06-20")));

    QTest::mouseClick(rowAt(list, 2), Qt::LeftButton);
    (void)window.wait<QAbstractButton>(QStringLiteral("Ban"));
    QTest::keyClick(&*window, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 3; }));
    window.click(QStringLiteral("Withdraw"));
    CHECK(window.comesToShow(QStringLiteral("Say why")));
    const QString third = list->keys()[2];
    QTest::keyClicks(window.wait<QLineEdit>(QStringLiteral("Reason")), QStringLiteral("the council asked us to check"));
    window.click(QStringLiteral("Withdraw"));
    REQUIRE(window.waitsFor([&] { return !idsServed(desk).contains(third); }));
    CHECK(window.waitsFor([&] { return !list->keys().contains(third); }));

    window.restart(QStringLiteral("factoids"));
    list = listOf(window);
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("withdrawal of")); }));
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return idsServed(desk).contains(third); }));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("ban of")); }));
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 2; }));
}

TEST_CASE("candidates are ranked with why, and one is put on the site")
{
    Desk desk;
    published(desk);
    Window window(desk, QStringLiteral("factoids"), kNow);
    (void)listOf(window);
    auto* table = candidatesOf(window);
    auto* model = table->model();
    QAbstractItemModelTester tester(qobject_cast<QSortFilterProxyModel*>(model)->sourceModel(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    int outsider = -1;
    for (int row = 0; row < model->rowCount() && outsider < 0; ++row) {
        const QJsonObject candidate = model->index(row, 0).data(RowRole).toJsonObject();
        if (candidate.value(QStringLiteral("live")).toInt() == 0 && candidate.value(QStringLiteral("eligible")).toBool() && !candidate.value(QStringLiteral("text")).toString().isEmpty())
            outsider = row;
        CHECK_FALSE(candidate.value(QStringLiteral("why")).toString().isEmpty());
    }
    REQUIRE(outsider >= 0);
    const QString key = model->index(outsider, 0).data(RowRole).toJsonObject().value(QStringLiteral("key")).toString();
    table->setFocus();
    table->setCurrentIndex(model->index(outsider, 1));
    window.picture(QStringLiteral("factoids-candidate"));
    window.click(QStringLiteral("Put on the site now"));
    REQUIRE(window.waitsFor([&] { return desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().first().toObject().value(QStringLiteral("fact_key")).toString() == key; }));
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("use of")) && !window->jobs().isBusy(); }));
    undo->trigger();
    CHECK(window.waitsFor([&] { return desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().first().toObject().value(QStringLiteral("fact_key")).toString() != key; }));
}
