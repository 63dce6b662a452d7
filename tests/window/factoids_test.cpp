// The page of factoids in the real window, with mouse and keys: publish, order, look behind a number down to its line,
// pin, ban, snooze, withdraw, use a candidate, and take it back after a restart.
#include "tests/window/window_fixture.h"
#include "ui/factoids/factoid_columns.h"
#include "ui/table/row_model.h"
#include "ui/widgets/reorder_list.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kNow = u"2026-06-01T09:00:00Z"_s;

Desk& imported(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    return desk;
}

Desk& published(Desk& desk)
{
    imported(desk);
    (void)desk.ask({u"update-factoids"_s});
    return desk;
}

QStringList idsServed(const Desk& desk)
{
    QStringList ids;
    for (const QJsonValue& factoid : desk.ask(words("factoids")).value(u"factoids"_s).toArray())
        ids << factoid.toObject().value(u"id"_s).toString();
    return ids;
}

QJsonArray chosen(const Desk& desk)
{
    return desk.ask(words("curate list")).value(u"choices"_s).toArray();
}

ReorderList* listOf(Window& window)
{
    auto* list = window.wait<ReorderList>(u"Factoids in the order of the site"_s);
    REQUIRE(window.waitsFor([&] { return list->keys().size() >= 3; }));
    window.settle();
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
    window.settle();
}

QTableView* candidatesOf(Window& window)
{
    auto* table = window.wait<QTableView>(u"Candidates"_s);
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() > 10; }));
    return table;
}

} // namespace

TEST_CASE("from figures without a set, one button publishes the first one")
{
    Desk desk;
    imported(desk);
    Window window(desk, u"factoids"_s, kNow);
    window.picture(u"factoids-empty"_s);
    window.click(u"Publish the first set"_s);
    REQUIRE(window.waitForJobs());
    auto* list = listOf(window);
    CHECK(list->keys().mid(0, 3) == idsServed(desk));
    CHECK(window.comesToShow(u"each proven against today's figures"_s));
    // A dry run shows what would come and changes nothing.
    window.click(u"Dry run"_s);
    CHECK(window.comesToShow(u"What would be published"_s));
    CHECK(list->keys().mid(0, 3) == idsServed(desk));
}

TEST_CASE("factoids are ordered by mouse and keys, and the order is undone after a restart")
{
    Desk desk;
    published(desk);
    const QStringList before = idsServed(desk);
    Window window(desk, u"factoids"_s, kNow);
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
    window.picture(u"factoids-light"_s);

    window.restart(u"factoids"_s);
    window.walkHistory("undo", u"order of the factoids"_s);
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == dragged; }));
    settle(window); // the next step has the same words, so only its number tells it apart
    window.walkHistory("undo", u"order of the factoids"_s);
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == before; }));
    auto* redo = window->actions().find(u"edit.redo"_s);
    REQUIRE(window.waitsFor([&] { return redo->isEnabled(); }));
    settle(window);
    redo->trigger();
    REQUIRE(window.waitsFor([&] { return idsServed(desk) == dragged; }));
}

TEST_CASE("a factoid is followed to the line of the file, and its figure's place is asked for")
{
    Desk desk;
    published(desk);
    Window window(desk, u"factoids"_s, kNow);
    auto* list = listOf(window);
    // One that names a council: what is said of a sum has no line of its own.
    int row = 0;
    for (const QJsonArray factoids = desk.ask({u"factoids"_s}).value(u"factoids"_s).toArray(); row < factoids.size();
         ++row) {
        if (!factoids[row].toObject().value(u"councils"_s).toArray().isEmpty())
            break;
    }
    QTest::mouseClick(rowAt(list, row), Qt::LeftButton);
    QAbstractButton* source = nullptr;
    REQUIRE(window.waitsFor([&] {
        for (auto* button : window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->accessibleName().startsWith(u"Source: figures.csv line "_s))
                source = button;
        }
        return source != nullptr;
    }));
    // The very line that it names holds the figure.
    const int line = source->accessibleName().section(u"line "_s, 1).section(QLatin1Char(','), 0, 0).toInt();
    const QByteArray told = desk.read(u"data/figures.csv"_s).split('\n').value(line - 1);
    CHECK(told.startsWith("E0700"));
    REQUIRE(window.comesToShow(u"Score breakdown"_s));
    REQUIRE(window.comesToShow(u"Proven sentences"_s));
    CHECK(window.comesToShow(u"Significance"_s));
    CHECK(window.comesToShow(u"Shown"_s));
    window.picture(u"factoids-panel"_s);
    QAbstractButton* figure = nullptr;
    for (auto* button : window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->accessibleName().startsWith(u"Show the figure of "_s))
            figure = button;
    }
    REQUIRE(figure);
    QTest::mouseClick(figure, Qt::LeftButton);
    const Place place = window->navigator().current();
    CHECK(place.page == u"figures"_s);
    CHECK_FALSE(place.value("field").isEmpty());
    CHECK_FALSE(place.value("year").isEmpty());
    // Back is where one was.
    window->navigator().back();
    CHECK(window->navigator().current().page == u"factoids"_s);
}

TEST_CASE("pins, bans and sleeps are made in the panel, bad dates refused in place, and undone after a restart")
{
    Desk desk;
    published(desk);
    Window window(desk, u"factoids"_s, kNow);
    auto* list = listOf(window);
    QTest::mouseClick(rowAt(list, 0), Qt::LeftButton);
    window.click(u"Pin"_s);
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 1; }));
    CHECK(chosen(desk).first().toObject().value(u"kind"_s).toString() == u"pin"_s);
    CHECK(window.comesToShow(u"pinned"_s));
    CHECK(window.comesToShow(u"Your choices take effect with the next set"_s));
    (void)window.wait<QAbstractButton>(u"Unpin"_s);

    QTest::mouseClick(rowAt(list, 1), Qt::LeftButton);
    auto* until = window.wait<QLineEdit>(u"Snooze until"_s);
    until->setFocus();
    until->selectAll();
    QTest::keyClicks(until, u"next week"_s);
    window.click(u"Snooze"_s);
    CHECK(window.comesToShow(u"“next week” is not a date"_s));
    until->selectAll();
    QTest::keyClicks(until, u"2026-05-01"_s);
    window.click(u"Snooze"_s);
    CHECK(window.comesToShow(u"a snooze must end after today"_s));
    CHECK(chosen(desk).size() == 1);
    until->selectAll();
    QTest::keyClicks(until, u"2026-06-20"_s);
    window.click(u"Snooze"_s);
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 2; }));
    CHECK(window.comesToShow(u"Snoozed until 2026-06-20"_s));

    QTest::mouseClick(rowAt(list, 2), Qt::LeftButton);
    (void)window.wait<QAbstractButton>(u"Ban"_s);
    QTest::keyClick(&*window, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 3; }));
    window.click(u"Withdraw"_s);
    CHECK(window.comesToShow(u"Give a reason"_s));
    const QString third = list->keys()[2];
    QTest::keyClicks(window.wait<QLineEdit>(u"Reason"_s), u"the council asked us to check"_s);
    window.click(u"Withdraw"_s);
    REQUIRE(window.waitsFor([&] { return !idsServed(desk).contains(third); }));
    CHECK(window.waitsFor([&] { return !list->keys().contains(third); }));

    window.restart(u"factoids"_s);
    list = listOf(window);
    window.walkHistory("undo", u"withdrawal of"_s);
    REQUIRE(window.waitsFor([&] { return idsServed(desk).contains(third); }));
    window.walkHistory("undo", u"ban of"_s);
    REQUIRE(window.waitsFor([&] { return chosen(desk).size() == 2; }));
}

TEST_CASE("candidates are ranked with why, and one is put on the site")
{
    Desk desk;
    published(desk);
    Window window(desk, u"factoids"_s, kNow);
    (void)listOf(window);
    auto* table = candidatesOf(window);
    auto* model = table->model();
    QAbstractItemModelTester tester(qobject_cast<QSortFilterProxyModel*>(model)->sourceModel(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    int outsider = -1;
    for (int row = 0; row < model->rowCount() && outsider < 0; ++row) {
        const CandidateStanding standing = model->index(row, 0).data(RowRole).value<RankedCandidate>().standing;
        if (standing.live == 0 && standing.eligible && !standing.text.isEmpty())
            outsider = row;
        CHECK_FALSE(standing.why.isEmpty());
    }
    REQUIRE(outsider >= 0);
    const QString key = model->index(outsider, 0).data(RowRole).value<RankedCandidate>().key();
    table->setFocus();
    table->setCurrentIndex(model->index(outsider, 1));
    window.picture(u"factoids-candidate"_s);
    window.click(u"Put on the site now"_s);
    REQUIRE(window.waitsFor([&] {
        return desk.ask(words("factoids"))
                   .value(u"factoids"_s)
                   .toArray()
                   .first()
                   .toObject()
                   .value(u"fact_key"_s)
                   .toString() == key;
    }));
    auto* undo = window->actions().find(u"edit.undo"_s);
    REQUIRE(window.waitsFor([&] { return undo->text().contains(u"use of"_s) && !window->jobs().isBusy(); }));
    undo->trigger();
    CHECK(window.waitsFor([&] {
        return desk.ask(words("factoids"))
                   .value(u"factoids"_s)
                   .toArray()
                   .first()
                   .toObject()
                   .value(u"fact_key"_s)
                   .toString() != key;
    }));
}
