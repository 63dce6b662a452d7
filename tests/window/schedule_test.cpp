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
    desk.setNow(QStringLiteral("2026-07-01T03:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
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
    for (const QJsonValue& slot : desk.ask(words("schedule show")).value(QStringLiteral("slots")).toArray())
        names << slot.toString();
    return names;
}

SlotHandle* slot(const Window& window, const char* time)
{
    return window.wait<SlotHandle>(QStringLiteral("Slot %1").arg(QLatin1String(time)));
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
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    auto* band = window.wait<DayBand>(QStringLiteral("The day's slots"));
    dragTo(slot(window, "10:30"), band, 16.5);
    CHECK(saves(window, desk, "06:00 14:00 16:30 18:30"));
    CHECK(window.comesToShow(QStringLiteral("10:30 moves to 16:30")));
    window.picture(QStringLiteral("schedule-edited"));
    REQUIRE(window.waitForJobs());
    window->jobs().start(QStringLiteral("undo"), {}, QStringLiteral("Undo"));
    CHECK(saves(window, desk, "06:00 10:30 14:00 18:30"));
    CHECK(window.waitsFor([&] { return window.find<SlotHandle>(QStringLiteral("Slot 10:30")) != nullptr; }));
}

TEST_CASE("slots are moved, added and removed by keys alone")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    SlotHandle* first = slot(window, "06:00");
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QTest::keyClick(first, Qt::Key_Right);
    QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier);
    CHECK(first->time() == QTime(7, 10));
    CHECK(window.comesToShow(QStringLiteral("06:00 moves to 07:10")));
    CHECK(savedSlots(desk).first() == QStringLiteral("06:00")); // nothing is saved while the keys are at work
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
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    auto* band = window.wait<DayBand>(QStringLiteral("The day's slots"));
    (void)slot(window, "06:00");
    QTest::mouseDClick(band, Qt::LeftButton, {}, QPoint(26 + (band->width() - 52) * 22 / 24, band->height() / 2));
    CHECK(saves(window, desk, "06:00 10:30 14:00 18:30 22:00"));
    REQUIRE(window.waitForJobs());
    // One onto another: said while it is dragged, refused when it is dropped.
    dragTo(slot(window, "06:00"), band, 14);
    CHECK(window.comesToShow(QStringLiteral("update time 14:00 is there twice")));
    CHECK(window.waitsFor([&] { return window.find<SlotHandle>(QStringLiteral("Slot 06:00")) != nullptr; }));
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
    CHECK(window.comesToShow(QStringLiteral("at least one update time")));
    CHECK(savedSlots(desk).size() == 1);
    CHECK(window.wait<SlotHandle>(QStringLiteral("Slot 22:00")));
}

TEST_CASE("a slot that was taken out does not come back with what is saved of the edit before")
{
    Theme theme(*qApp);
    DayBand band(theme, nullptr);
    const QTime six(6, 0), ten(10, 30), two(14, 0), half(18, 30);
    band.setSlots({six, ten, two, half}, QStringLiteral("Europe/London"));
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
    band.setSlots({ten, two, half}, QStringLiteral("Europe/London"));
    CHECK(band.times() == std::vector{two, half});
    band.settle();
    band.setSlots({two, half}, QStringLiteral("Europe/London"));
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
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    CHECK(window.comesToShow(QStringLiteral("the 06:00 and 10:30 slots would run once, at 11:00")));
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
    CHECK(window.waitsFor([&] { return desk.ask(words("schedule show")).value(QStringLiteral("missed")).toString() == QStringLiteral("skip"); }));
    CHECK(window.comesToShow(QStringLiteral("would be skipped")));

    choose("Publish a change within", "Other…");
    auto* line = window.wait<QLineEdit>(QStringLiteral("Publish a change within"));
    QTest::keyClicks(line, QStringLiteral("soon"));
    // News from the store does not take the line from under the hands.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    REQUIRE(line->isVisible());
    CHECK(line->text() == QStringLiteral("soon"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.comesToShow(QStringLiteral("must be a whole number from 5 to 1440")));
    CHECK(window.waitsFor([&] { return line->property("invalid").toBool(); }));
    line->clear();
    QTest::keyClicks(line, QStringLiteral("75"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.waitsFor([&] { return desk.ask(words("schedule show")).value(QStringLiteral("freshness_minutes")).toInt() == 75; }));
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("must be a whole number")); }));
    CHECK(window.waitsFor([&] { return !line->isVisible(); }));

    // Another sleep, another answer.
    auto* until = window.wait<QTimeEdit>(QStringLiteral("Asleep until"));
    until->setTime(QTime(15, 0));
    CHECK(window.comesToShow(QStringLiteral("06:00, 10:30 and 14:00 slots")));
}

TEST_CASE("a zone is found by typing and the coming days follow it")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    window.click(QStringLiteral("Time zone of the slots"));
    auto* line = window.wait<QLineEdit>(QStringLiteral("Find a time zone"));
    QTest::keyClicks(line, QStringLiteral("new york"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.waitsFor([&] { return desk.ask(words("schedule show")).value(QStringLiteral("zone")).toString() == QStringLiteral("America/New_York"); }));
    auto* table = window.wait<DataTable>(QStringLiteral("Coming slots"));
    CHECK(window.waitsFor([&] { return table->csv().contains("10:00"); })); // 06:00 there, in UTC
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("New York time")); }));
}

TEST_CASE("pause, resume, dry run and run now are in the page's header")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    window.click(QStringLiteral("Pause"));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().startsWith(QStringLiteral("Paused.")); }));
    CHECK(desk.ask(words("schedule show")).value(QStringLiteral("paused")).toBool());
    window.click(QStringLiteral("Resume"));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().startsWith(QStringLiteral("Four times a day, London time")); }));

    const int runsBefore = desk.ask(words("runs")).value(QStringLiteral("total")).toInt();
    window.click(QStringLiteral("Dry run"));
    // Nothing changed: said, with a way to see a set all the same.
    window.click(QStringLiteral("Show the set that would come of it anyway"));
    CHECK(window.comesToShow(QStringLiteral("Nothing was written. This would be published:")));
    QTest::qWait(100);
    window.picture(QStringLiteral("schedule-dry-run"));
    CHECK(desk.ask(words("runs")).value(QStringLiteral("total")).toInt() == runsBefore);
    const QString set = desk.ask(words("status")).value(QStringLiteral("published")).toObject().value(QStringLiteral("published_at")).toString();
    window.click(QStringLiteral("Run now"));
    window.click(QStringLiteral("Publish another set anyway"));
    CHECK(window.waitsFor([&] { return desk.ask(words("status")).value(QStringLiteral("published")).toObject().value(QStringLiteral("published_at")).toString() != set; }));
}

TEST_CASE("the slots that were are shown in a strip, in words and in a table that leads to the run")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("schedule"), QString::fromLatin1(kNow));
    (void)slot(window, "06:00");
    auto* strip = window.wait<OutcomeStrip>(QStringLiteral("How the last slots ended"));
    REQUIRE(window.waitsFor([&] { return strip->shown() == 2; }));
    CHECK(strip->accessibleDescription().contains(QStringLiteral("unchanged, unchanged")));
    CHECK(window.comesToShow(QStringLiteral("unchanged 2")));
    auto* table = window.wait<DataTable>(QStringLiteral("Slots that were"));
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(strip->width() - 2, 5));
    CHECK(table->currentRow() == 0);
    QTest::qWait(100);
    window.picture(QStringLiteral("schedule-light"));
    window.theme().choose(QStringLiteral("dark"));
    window.picture(QStringLiteral("schedule-dark"));
    window->resize(1280, 720);
    QTest::qWait(50);
    window.picture(QStringLiteral("schedule-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    window.picture(QStringLiteral("schedule-light-720"));
}

TEST_CASE("after a generation that failed the page says when it is tried again")
{
    Desk desk;
    prepare(desk, false);
    desk.setNow(QStringLiteral("2026-07-01T09:10:00Z"));
    writeSmallData(desk, 5'000'000);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    {
        auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE((*db)->run(QStringLiteral("CREATE TRIGGER bad BEFORE INSERT ON sets BEGIN SELECT RAISE(ABORT, 'no'); END")));
    }
    desk.setNow(QStringLiteral("2026-07-01T09:31:00Z"));
    CHECK(desk.run(words("update-factoids --check-schedule")).code != 0);
    Window window(desk, QStringLiteral("schedule"), QStringLiteral("2026-07-01T09:31:30Z"));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("the last generation failed; it is tried again at 10:32")); }));
}
