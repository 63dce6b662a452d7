// The Schedule page by mouse and keys, on a real store: edits, refusals, undo, pause, dry run, sleep, zone.
#include "tests/window/window_fixture.h"
#include "ui/runs/outcome_strip.h"
#include "ui/schedule/day_band.h"
#include "ui/schedule/inline_choice.h"
#include "ui/schedule/zone_picker.h"
#include "ui/table/data_table.h"

#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTimeEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

const char* const kNow = "2026-07-01T12:24:00Z"; // 13:24 in London

void prepare(Desk& desk, bool passed = true)
{
    desk.setNow(u"2026-07-01T03:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids"));
    (void)desk.ask(words("update-factoids --init-schedule"));
    if (!passed)
        return;
    for (const char* now : {"2026-07-01T05:00:00Z", "2026-07-01T09:30:00Z", "2026-07-01T12:15:00Z"}) {
        desk.setNow(QString::fromLatin1(now));
        (void)desk.ask(words("update-factoids --check-schedule"));
    }
}

QStringList savedSlots(const Desk& desk)
{
    QStringList names;
    for (const QJsonValue& slot : desk.ask(words("schedule show")).value(u"slots"_s).toArray())
        names << slot.toString();
    return names;
}

SlotHandle* slot(const Window& window, const char* time)
{
    return window.wait<SlotHandle>(u"Slot %1"_s.arg(QLatin1String(time)));
}

bool saves(const Window& window, const Desk& desk, const char* slots_)
{
    return window.waitsFor([&] { return savedSlots(desk).join(QLatin1Char(' ')) == QLatin1String(slots_); });
}

// A drag as a hand does it: press, some moves, release.
void dragTo(SlotHandle* handle, const DayBand* band, double hour)
{
    constexpr double kSide = 26;
    const QPoint start = handle->rect().center();
    const double x = kSide + (band->width() - 2 * kSide) * hour / 24;
    const int wide = static_cast<int>(std::lround(x)) - handle->mapTo(band, start).x();
    QTest::mousePress(handle, Qt::LeftButton, {}, start);
    const QPoint origin = handle->mapTo(band, start);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(handle, handle->mapFrom(band, origin + QPoint(wide * step / 4, 0)));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->mapFrom(band, origin + QPoint(wide, 0)));
}

} // namespace

TEST_CASE("a slot is dragged, the edit is saved, and undo puts it back")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    auto* band = window.wait<DayBand>(u"The day's slots"_s);
    dragTo(slot(window, "10:30"), band, 16.5);
    CHECK(saves(window, desk, "06:00 14:00 16:30 18:30"));
    CHECK(window.comesToShow(u"10:30 moves to 16:30"_s));
    window.picture(u"schedule-edited"_s);
    REQUIRE(window.waitForJobs());
    window->jobs().start(u"undo"_s, {}, u"Undo"_s);
    CHECK(saves(window, desk, "06:00 10:30 14:00 18:30"));
    CHECK(window.waitsFor([&] { return window.find<SlotHandle>(u"Slot 10:30"_s) != nullptr; }));
}

TEST_CASE("slots are moved, added and removed by keys alone")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    SlotHandle* first = slot(window, "06:00");
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QTest::keyClick(first, Qt::Key_Right);
    QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier);
    CHECK(first->time() == QTime(7, 10));
    CHECK(window.comesToShow(u"06:00 moves to 07:10"_s));
    CHECK(savedSlots(desk).first() == u"06:00"_s); // nothing is saved while the keys are at work
    QTest::keyClick(first, Qt::Key_Return);
    CHECK(saves(window, desk, "07:10 10:30 14:00 18:30"));

    // Tab goes to the next slot, Escape takes an unsaved move back, Delete removes.
    SlotHandle* second = slot(window, "10:30");
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Left);
    QTest::keyClick(second, Qt::Key_Escape);
    CHECK(slot(window, "10:30") == second);
    QTest::keyClick(second, Qt::Key_Delete);
    CHECK(saves(window, desk, "07:10 14:00 18:30"));
    SlotHandle* last = slot(window, "18:30");
    last->setFocus();
    QTest::keyClick(last, Qt::Key_Insert);
    CHECK(saves(window, desk, "07:10 14:00 18:30 19:30"));
    // Without Enter the edit counts once the keys are quiet.
    SlotHandle* added = slot(window, "19:30");
    added->setFocus();
    QTest::keyClick(added, Qt::Key_Right, Qt::ShiftModifier);
    CHECK(saves(window, desk, "07:10 14:00 18:30 19:31"));
}

TEST_CASE("a double click adds, and what cannot be is refused in place")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    auto* band = window.wait<DayBand>(u"The day's slots"_s);
    (void)slot(window, "06:00");
    QTest::mouseDClick(band, Qt::LeftButton, {}, QPoint(26 + (band->width() - 52) * 22 / 24, band->height() / 2));
    CHECK(saves(window, desk, "06:00 10:30 14:00 18:30 22:00"));
    REQUIRE(window.waitForJobs());
    // One onto another: said while it is dragged, refused when it is dropped.
    dragTo(slot(window, "06:00"), band, 14);
    CHECK(window.comesToShow(u"update time 14:00 is listed twice"_s));
    CHECK(window.waitsFor([&] { return window.find<SlotHandle>(u"Slot 06:00"_s) != nullptr; }));
    CHECK(savedSlots(desk).size() == 5);
    // No schedule without a slot.
    for (int left = 4; left >= 1; --left) {
        const QString name = savedSlots(desk).first();
        SlotHandle* handle = slot(window, name.toLatin1().constData());
        handle->setFocus();
        QTest::keyClick(handle, Qt::Key_Delete);
        REQUIRE(window.waitsFor([&] { return savedSlots(desk).size() == left; }));
        REQUIRE(window.waitForJobs());
    }
    SlotHandle* last = slot(window, "22:00");
    last->setFocus();
    QTest::keyClick(last, Qt::Key_Delete);
    CHECK(window.comesToShow(u"at least one update time"_s));
    CHECK(savedSlots(desk).size() == 1);
    CHECK(window.wait<SlotHandle>(u"Slot 22:00"_s));
}

TEST_CASE("a slot that was taken out does not come back with what is saved of the edit before")
{
    Theme theme(*qApp);
    DayBand band(theme, nullptr);
    const QTime six(6, 0), ten(10, 30), two(14, 0), half(18, 30);
    band.setSlots({six, ten, two, half}, u"Europe/London"_s);
    int told = 0;
    QObject::connect(&band, &DayBand::committed, &band, [&](const QList<QTime>&) { ++told; });
    const auto takeOut = [&](QTime time) {
        for (SlotHandle* handle : band.findChildren<SlotHandle*>()) {
            if (!handle->isHidden() && handle->time() == time)
                return QTest::keyClick(handle, Qt::Key_Delete);
        }
        FAIL("there is no such slot");
    };
    takeOut(six);
    takeOut(ten);
    CHECK(told == 2);
    // The first is saved and read back while the second is on its way.
    band.settle();
    band.setSlots({ten, two, half}, u"Europe/London"_s);
    CHECK(band.times() == std::vector{two, half});
    band.settle();
    band.setSlots({two, half}, u"Europe/London"_s);
    CHECK(band.times() == std::vector{two, half});
    // Of two on their way the first is refused: the second still stands as it is shown.
    takeOut(two);
    band.addAfter(QTime(20, 0));
    QTest::keyClick(band.findChildren<SlotHandle*>().last(), Qt::Key_Return);
    band.refuse();
    CHECK(band.times().size() == 2);
    band.refuse();
    CHECK(band.times() == std::vector{two, half});
}

TEST_CASE("the rules are changed in their sentences and bad input is refused there")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    CHECK(window.comesToShow(u"the 06:00 and 10:30 slots would run once, at 11:00"_s));
    const auto choose = [&](const char* name, const char* words) {
        auto* button = window.wait<QPushButton>(QString::fromLatin1(name));
        QTest::mouseClick(button, Qt::LeftButton);
        auto* menu = window.wait<QMenu>(QString::fromLatin1(name));
        for (QAction* action : menu->actions()) {
            if (action->text() == QString::fromUtf8(words)) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return;
            }
        }
        FAIL("no entry " << words);
    };
    choose("What a missed slot does", "skip it");
    CHECK(window.waitsFor([&] { return desk.ask(words("schedule show")).value(u"missed"_s).toString() == u"skip"_s; }));
    CHECK(window.comesToShow(u"would be skipped"_s));

    choose("Publish a change within", "Other…");
    auto* line = window.wait<QLineEdit>(u"Publish a change within"_s);
    QTest::keyClicks(line, u"soon"_s);
    // News from the store does not take the line from under the hands.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    REQUIRE(line->isVisible());
    CHECK(line->text() == u"soon"_s);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.comesToShow(u"must be a whole number from 5 to 1440"_s));
    CHECK(window.waitsFor([&] { return line->property("invalid").toBool(); }));
    line->clear();
    QTest::keyClicks(line, u"75"_s);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(
        window.waitsFor([&] { return desk.ask(words("schedule show")).value(u"freshness_minutes"_s).toInt() == 75; }));
    CHECK(window.waitsFor([&] { return !window.shows(u"must be a whole number"_s); }));
    CHECK(window.waitsFor([&] { return !line->isVisible(); }));

    // Another sleep, another answer.
    auto* until = window.wait<QTimeEdit>(u"Sleeps until"_s);
    until->setTime(QTime(15, 0));
    CHECK(window.comesToShow(u"06:00, 10:30 and 14:00 slots"_s));
}

TEST_CASE("a zone is found by typing and the coming days follow it")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    window.click(u"Time zone of the slots"_s);
    auto* line = window.wait<QLineEdit>(u"Find a time zone"_s);
    QTest::keyClicks(line, u"new york"_s);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.waitsFor(
        [&] { return desk.ask(words("schedule show")).value(u"zone"_s).toString() == u"America/New_York"_s; }));
    auto* table = window.wait<DataTable>(u"Upcoming slots"_s);
    CHECK(window.waitsFor([&] { return table->csv().contains("10:00"); })); // 06:00 there, in UTC
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(u"New York time"_s); }));
}

TEST_CASE("pause, resume, dry run and run now are in the page's header")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    window.click(u"Pause"_s);
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().startsWith(u"Paused."_s); }));
    CHECK(desk.ask(words("schedule show")).value(u"paused"_s).toBool());
    window.click(u"Resume"_s);
    CHECK(window.waitsFor(
        [&] { return window->currentPage()->sentence().startsWith(u"Four times a day, London time"_s); }));

    const int runsBefore = desk.ask(words("runs")).value(u"total"_s).toInt();
    window.click(u"Dry run"_s);
    // Nothing changed: said, with a way to see a set all the same.
    window.click(u"Show the set it would publish anyway"_s);
    CHECK(window.comesToShow(u"Nothing was written. This would be published:"_s));
    window.settle();
    window.picture(u"schedule-dry-run"_s);
    CHECK(desk.ask(words("runs")).value(u"total"_s).toInt() == runsBefore);
    const QString set = desk.ask(words("status")).value(u"published"_s).toObject().value(u"published_at"_s).toString();
    window.click(u"Run now"_s);
    window.click(u"Publish another set anyway"_s);
    CHECK(window.waitsFor([&] {
        return desk.ask(words("status")).value(u"published"_s).toObject().value(u"published_at"_s).toString() != set;
    }));
}

TEST_CASE("the slots that were are shown in a strip, in words and in a table that leads to the run")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"schedule"_s, QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    auto* strip = window.wait<OutcomeStrip>(u"How the last slots ended"_s);
    REQUIRE(window.waitsFor([&] { return strip->shown() == 2; }));
    CHECK(strip->accessibleDescription().contains(u"unchanged, unchanged"_s));
    CHECK(window.comesToShow(u"unchanged 2"_s));
    auto* table = window.wait<DataTable>(u"Past slots"_s);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(strip->width() - 2, 5));
    CHECK(table->currentRow() == 0);
    window.settle();
    window.picture(u"schedule-light"_s);
    window.theme().choose(u"dark"_s);
    window.picture(u"schedule-dark"_s);
    window->resize(1280, 720);
    window.settle();
    window.picture(u"schedule-dark-720"_s);
    window.theme().choose(u"light"_s);
    window.picture(u"schedule-light-720"_s);
}

TEST_CASE("after a generation that failed the page says when it is tried again")
{
    Desk desk;
    prepare(desk, false);
    desk.setNow(u"2026-07-01T09:10:00Z"_s);
    writeSmallData(desk, 5'000'000);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    {
        auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE((*db)->run(u"CREATE TRIGGER bad BEFORE INSERT ON sets BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
    }
    desk.setNow(u"2026-07-01T09:31:00Z"_s);
    CHECK(desk.run(words("update-factoids --check-schedule")).code != 0);
    Window window(desk, u"schedule"_s, u"2026-07-01T09:31:30Z"_s);
    CHECK(window.waitsFor([&] {
        return window->currentPage()->sentence().contains(u"the last generation failed; it is tried again at 10:32"_s);
    }));
}
