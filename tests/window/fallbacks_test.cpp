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

const QString kNow = QStringLiteral("2026-06-01T09:00:00Z");

Desk& published(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    return desk;
}

Desk& withFallbacks(Desk& desk)
{
    published(desk);
    desk.write(QStringLiteral("set.json"), desk.run(words("--json factoids --limit 3")).out);
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("set.json"))});
    return desk;
}

QJsonArray stored(const Desk& desk)
{
    return desk.ask(words("fallbacks list --bin")).value(QStringLiteral("fallbacks")).toArray();
}

QString order(const Desk& desk)
{
    QStringList ids;
    for (const QJsonValue& value : stored(desk)) {
        if (!value.toObject().contains(QStringLiteral("deleted_at")))
            ids << QString::number(value.toObject().value(QStringLiteral("id")).toInteger());
    }
    return ids.join(QLatin1Char(' '));
}

ReorderList* listOf(Window& window, int rows)
{
    auto* list = window.wait<ReorderList>(QStringLiteral("Fallbacks in the order in which they are served"));
    REQUIRE(window.waitsFor([&] { return list->keys().size() == rows; }));
    QTest::qWait(50); // laid out
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
    Window window(desk, QStringLiteral("fallbacks"), kNow);
    CHECK(window.comesToShow(QStringLiteral("There are no fallbacks.")));
    window.picture(QStringLiteral("fallbacks-empty"));
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(QStringLiteral("Sentence"));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    CHECK_FALSE(save->isEnabled());
    auto* marks = text->document()->findChild<FaultMarks*>();
    REQUIRE(marks);

    // Free text with a number in it.
    text->setFocus();
    QTest::keyClicks(text, QStringLiteral("Councils spent 12 million on parks."));
    REQUIRE(window.waitsFor([&] { return marks->count() == 1; }));
    CHECK(marks->reasonAt(text->toPlainText().indexOf(QStringLiteral("12"))).contains(QStringLiteral("no claim")));
    CHECK(marks->reasonAt(2).isEmpty());
    CHECK_FALSE(save->isEnabled());
    CHECK(window.comesToShow(QStringLiteral("Not checked: no claim bears it out")));
    window.picture(QStringLiteral("fallbacks-fault"));

    // From a live factoid, with its claims; then its number is changed.
    auto* source = window.wait<QComboBox>(QStringLiteral("Start from"));
    REQUIRE(window.waitsFor([&] { return source->count() > 3; }));
    source->setFocus();
    QTest::keyClick(source, Qt::Key_Down);
    Q_EMIT source->activated(source->currentIndex());
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    CHECK(window.comesToShow(QStringLiteral("every word is borne out")));
    const QString good = text->toPlainText();
    text->selectAll();
    QTest::keyClick(text, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, QStringLiteral(", all 17 of them."));
    REQUIRE(window.waitsFor([&] { return !save->isEnabled() && marks->count() > 0; }));
    CHECK_FALSE(window.find<QAbstractButton>(QStringLiteral("Keep it though it is not checked"))); // a text with claims holds or is refused
    CHECK(text->toPlainText().mid(0, good.size() - 1) == good.chopped(1));
    for (int i = 0; i < 17; ++i)
        QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, QStringLiteral("."));
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));

    // A bad date is refused in place.
    auto* review = window.wait<QLineEdit>(QStringLiteral("Review on"));
    review->setFocus();
    QTest::keyClicks(review, QStringLiteral("in spring"));
    CHECK_FALSE(save->isEnabled());
    CHECK(window.comesToShow(QStringLiteral("“in spring” is not a date")));
    review->selectAll();
    QTest::keyClicks(review, QStringLiteral("2026-05-01"));
    auto* expires = window.wait<QLineEdit>(QStringLiteral("Last day of use"));
    expires->setFocus();
    QTest::keyClicks(expires, QStringLiteral("31.12.2026"));
    CHECK_FALSE(save->isEnabled());
    expires->selectAll();
    QTest::keyClicks(expires, QStringLiteral("2026-12-31"));
    QTest::keyClicks(window.wait<QLineEdit>(QStringLiteral("Owner")), QStringLiteral("Anna"));
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stored(desk).size() == 1; }));
    const QJsonObject kept = stored(desk).first().toObject();
    CHECK(kept.value(QStringLiteral("text")).toString() == good);
    CHECK(kept.value(QStringLiteral("owner")).toString() == QStringLiteral("Anna"));
    CHECK(kept.value(QStringLiteral("supported")).toBool());
    CHECK(window.comesToShow(QStringLiteral("1 of 1 would be served today; 1 review is due")));
}

TEST_CASE("fallbacks are ordered by mouse and by keys, and all is undone and done again after a restart")
{
    Desk desk;
    withFallbacks(desk);
    REQUIRE(order(desk) == QStringLiteral("1 2 3"));
    Window window(desk, QStringLiteral("fallbacks"), kNow);
    auto* list = listOf(window, 3);
    drag(list, QStringLiteral("1"), QStringLiteral("3"));
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("2 3 1"); }));
    rowOf(list, QStringLiteral("1"))->setFocus();
    QTest::keyClick(rowOf(list, QStringLiteral("1")), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("2 1 3"); }));
    REQUIRE(window.waitForJobs());
    // The row moved by keys still has the keyboard, so a second press moves it on.
    REQUIRE(window.waitsFor([&] { return list->current() == QStringLiteral("1") && qApp->focusWidget() && qobject_cast<ReorderRow*>(qApp->focusWidget()); }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Up, Qt::AltModifier);
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("1 2 3"); }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Down);
    CHECK(list->current() == QStringLiteral("2"));
    window.picture(QStringLiteral("fallbacks-light"));

    window.click(QStringLiteral("Move the fallback to the bin"));
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("1 3"); }));
    window.restart(QStringLiteral("fallbacks"));
    list = listOf(window, 2);
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    auto* redo = window->actions().find(QStringLiteral("edit.redo"));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("removal of the fallback")); }));
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("1 2 3") && list->keys().size() == 3; }));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("order of the fallbacks")); }));
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("2 1 3") && list->keys().first() == QStringLiteral("2"); }));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled() && redo->text().contains(QStringLiteral("order of the fallbacks")); }));
    redo->trigger();
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("1 2 3"); }));
}

TEST_CASE("the bin keeps what was thrown away and gives it back, and a figure that changes shows at once")
{
    Desk desk;
    withFallbacks(desk);
    (void)desk.ask(words("fallbacks remove 2"));
    Window window(desk, QStringLiteral("fallbacks"), kNow);
    auto* list = listOf(window, 2);
    window.click(QStringLiteral("Show the bin"));
    auto* table = window.wait<QTableView>(QStringLiteral("Bin"));
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 1; }));
    window.picture(QStringLiteral("fallbacks-bin"));
    table->selectRow(0);
    window.click(QStringLiteral("Put the chosen ones back"));
    REQUIRE(window.waitsFor([&] { return order(desk) == QStringLiteral("1 2 3") && list->keys().size() == 3; }));

    // Every figure another: nothing that was said holds any more.
    QByteArray figures = smallFigures();
    figures.replace("000\n", "777\n");
    desk.write(QStringLiteral("data/figures.csv"), figures);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data/figures.csv"))});
    CHECK(window.comesToShow(QStringLiteral("does not hold")));
    CHECK(window.comesToShow(QStringLiteral("no longer borne out")));
}
