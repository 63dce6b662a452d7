// The page of fallbacks in the real window, with mouse and keys: write, be told where a number does not hold, order,
// throw away, put back, and take all of it back after a restart.
#include "tests/window/window_fixture.h"
#include "ui/fallbacks/fault_marks.h"
#include "ui/widgets/reorder_list.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kNow = u"2026-06-01T09:00:00Z"_s;

Desk& published(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    return desk;
}

Desk& withFallbacks(Desk& desk)
{
    published(desk);
    desk.write(u"set.json"_s, desk.run(words("--json factoids --limit 3")).out);
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"set.json"_s)});
    return desk;
}

QJsonArray stored(const Desk& desk)
{
    return desk.ask(words("fallbacks list --bin")).value(u"fallbacks"_s).toArray();
}

QString order(const Desk& desk)
{
    QStringList ids;
    for (const QJsonValue& value : stored(desk)) {
        if (!value.toObject().contains(u"deleted_at"_s))
            ids << QString::number(value.toObject().value(u"id"_s).toInteger());
    }
    return ids.join(QLatin1Char(' '));
}

ReorderList* listOf(Window& window, int rows)
{
    auto* list = window.wait<ReorderList>(u"Fallbacks in the order in which they are served"_s);
    REQUIRE(window.waitsFor([&] { return list->keys().size() == rows; }));
    window.settle();
    return list;
}

ReorderRow* rowOf(ReorderList* list, const QString& key)
{
    for (ReorderRow* row : list->findChildren<ReorderRow*>()) {
        if (row->isVisible() && row->key() == key)
            return row;
    }
    FAIL("no row " << key.toStdString());
    return nullptr;
}

void drag(ReorderList* list, const QString& key, const QString& onto)
{
    ReorderRow* row = rowOf(list, key);
    ReorderRow* target = rowOf(list, onto);
    const QPoint from = row->rect().center();
    QTest::mousePress(row, Qt::LeftButton, {}, from);
    const QPoint to = row->mapFromGlobal(target->mapToGlobal(target->rect().center()));
    const int sign = to.y() > from.y() ? 1 : -1;
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(row, from + (to - from) * step / 4 + QPoint(0, step == 4 ? sign * 6 : 0));
    // The row has moved under the mouse; its own coordinates with it.
    QTest::mouseRelease(row, Qt::LeftButton, {}, row->rect().center());
}

} // namespace

TEST_CASE("a fallback is written from a live factoid, told where its number does not hold, and saved when it does")
{
    Desk desk;
    published(desk);
    Window window(desk, u"fallbacks"_s, kNow);
    CHECK(window.comesToShow(u"There are no fallbacks."_s));
    window.picture(u"fallbacks-empty"_s);
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(u"Sentence"_s);
    auto* save = window.wait<QAbstractButton>(u"Save the fallback"_s);
    CHECK_FALSE(save->isEnabled());
    auto* marks = text->document()->findChild<FaultMarks*>();
    REQUIRE(marks);

    // Free text with a number in it.
    text->setFocus();
    QTest::keyClicks(text, u"Councils spent 12 million on parks."_s);
    REQUIRE(window.waitsFor([&] { return marks->count() == 1; }));
    CHECK(marks->reasonAt(text->toPlainText().indexOf(u"12"_s)).contains(u"no claim"_s));
    CHECK(marks->reasonAt(2).isEmpty());
    CHECK_FALSE(save->isEnabled());
    CHECK(window.comesToShow(u"Not checked: no claim supports it"_s));
    window.picture(u"fallbacks-fault"_s);

    // From a live factoid, with its claims; then its number is changed.
    auto* source = window.wait<QComboBox>(u"Start from"_s);
    REQUIRE(window.waitsFor([&] { return source->count() > 3; }));
    source->setFocus();
    QTest::keyClick(source, Qt::Key_Down);
    Q_EMIT source->activated(source->currentIndex());
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    CHECK(window.comesToShow(u"every word is supported"_s));
    const QString good = text->toPlainText();
    text->selectAll();
    QTest::keyClick(text, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, u", all 17 of them."_s);
    REQUIRE(window.waitsFor([&] { return !save->isEnabled() && marks->count() > 0; }));
    CHECK_FALSE(window.find<QAbstractButton>(u"Keep it unchecked"_s)); // a text with claims holds or is refused
    CHECK(text->toPlainText().mid(0, good.size() - 1) == good.chopped(1));
    for (int i = 0; i < 17; ++i)
        QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, u"."_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));

    // A bad date is refused in place.
    auto* review = window.wait<QLineEdit>(u"Review on"_s);
    review->setFocus();
    QTest::keyClicks(review, u"in spring"_s);
    CHECK_FALSE(save->isEnabled());
    CHECK(window.comesToShow(u"“in spring” is not a date"_s));
    review->selectAll();
    QTest::keyClicks(review, u"2026-05-01"_s);
    auto* expires = window.wait<QLineEdit>(u"Last day of use"_s);
    expires->setFocus();
    QTest::keyClicks(expires, u"31.12.2026"_s);
    CHECK_FALSE(save->isEnabled());
    expires->selectAll();
    QTest::keyClicks(expires, u"2026-12-31"_s);
    QTest::keyClicks(window.wait<QLineEdit>(u"Owner"_s), u"Anna"_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stored(desk).size() == 1; }));
    const QJsonObject kept = stored(desk).first().toObject();
    CHECK(kept.value(u"text"_s).toString() == good);
    CHECK(kept.value(u"owner"_s).toString() == u"Anna"_s);
    CHECK(kept.value(u"supported"_s).toBool());
    CHECK(window.comesToShow(u"1 of 1 would be served today; 1 review is due"_s));
}

TEST_CASE("fallbacks are ordered by mouse and by keys, and all is undone and done again after a restart")
{
    Desk desk;
    withFallbacks(desk);
    REQUIRE(order(desk) == u"1 2 3"_s);
    Window window(desk, u"fallbacks"_s, kNow);
    auto* list = listOf(window, 3);
    drag(list, u"1"_s, u"3"_s);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"2 3 1"_s; }));
    rowOf(list, u"1"_s)->setFocus();
    QTest::keyClick(rowOf(list, u"1"_s), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"2 1 3"_s; }));
    REQUIRE(window.waitForJobs());
    // The row moved by keys still has the keyboard, so a second press moves it on.
    REQUIRE(window.waitsFor([&] {
        return window->isSettled() && list->keys() == QStringList{u"2"_s, u"1"_s, u"3"_s} &&
               list->current() == u"1"_s && qApp->focusWidget() && qobject_cast<ReorderRow*>(qApp->focusWidget());
    }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"1 2 3"_s; }));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] {
        return window->isSettled() && list->keys() == QStringList{u"1"_s, u"2"_s, u"3"_s} &&
               qobject_cast<ReorderRow*>(qApp->focusWidget());
    }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Down);
    CHECK(list->current() == u"2"_s);
    window.picture(u"fallbacks-light"_s);

    window.click(u"Move the fallback to the bin"_s);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"1 3"_s; }));
    window.restart(u"fallbacks"_s);
    list = listOf(window, 2);
    auto* undo = window->actions().find(u"edit.undo"_s);
    auto* redo = window->actions().find(u"edit.redo"_s);
    CHECK_FALSE(undo->isEnabled()); // the window that did it is gone
    window.walkHistory("undo", u"removal of the fallback"_s);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"1 2 3"_s && list->keys().size() == 3; }));
    window.walkHistory("undo", u"order of the fallbacks"_s);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"2 1 3"_s && list->keys().first() == u"2"_s; }));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled() && redo->text().contains(u"order of the fallbacks"_s); }));
    redo->trigger();
    REQUIRE(window.waitsFor([&] { return order(desk) == u"1 2 3"_s; }));
}

TEST_CASE("the bin keeps what was thrown away and gives it back, and a figure that changes shows at once")
{
    Desk desk;
    withFallbacks(desk);
    (void)desk.ask(words("fallbacks remove 2"));
    Window window(desk, u"fallbacks"_s, kNow);
    auto* list = listOf(window, 2);
    window.click(u"Show the bin"_s);
    auto* table = window.wait<QTableView>(u"Bin"_s);
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 1; }));
    window.picture(u"fallbacks-bin"_s);
    table->selectRow(0);
    window.click(u"Restore the selected fallbacks"_s);
    REQUIRE(window.waitsFor([&] { return order(desk) == u"1 2 3"_s && list->keys().size() == 3; }));

    // Every figure another: nothing that was said holds any more.
    QByteArray figures = smallFigures();
    figures.replace("000\n", "777\n");
    desk.write(u"data/figures.csv"_s, figures);
    (void)desk.ask({u"import"_s, desk.path(u"data/figures.csv"_s)});
    CHECK(window.comesToShow(u"not supported"_s));
    CHECK(window.comesToShow(u"no longer supported"_s));
}
