// The Cache page on a real store: levels, keys, who is served what, warming, invalidating, rehearsing an outage.
#include "tests/window/window_fixture.h"
#include "ui/table/data_table.h"

#include <QLineEdit>
#include <QPushButton>

using namespace factoid;
using namespace factoid::test;

namespace {

void prepare(Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids"));
    (void)desk.ask(words("warm-cache"));
    const QJsonObject set = desk.ask(words("factoids"));
    desk.write(u"curated.json"_s, QJsonDocument(set).toJson());
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"curated.json"_s)});
}

int keys(const Desk& desk)
{
    return desk.ask(words("cache keys")).value(u"keys"_s).toArray().size();
}

} // namespace

TEST_CASE("the cache is shown by level and key, warmed and invalidated with what it touches")
{
    Desk desk;
    prepare(desk);
    REQUIRE(keys(desk) == 2);
    Window window(desk, u"cache"_s);
    auto* table = window.wait<DataTable>(u"Keys"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    CHECK(window.waitsFor(
        [&] { return window->currentPage()->sentence().contains(u"3 factoids from the store, fresh"_s); }));
    CHECK(window.comesToShow(u"3 proven"_s));
    window.settle();
    window.picture(u"cache-light"_s);
    window.theme().choose(u"dark"_s);
    window.picture(u"cache-dark"_s);
    window->resize(1280, 720);
    window.settle();
    window.picture(u"cache-dark-720"_s);
    window.theme().choose(u"light"_s);

    // By keys alone: the prefix, Enter to see, and only then the button.
    auto* prefix = window.wait<QLineEdit>(u"Prefix of the keys to invalidate"_s);
    prefix->setFocus();
    QTest::keyClicks(prefix, u"sitewide_summ"_s);
    QTest::keyClick(prefix, Qt::Key_Return);
    auto* button = window.wait<QPushButton>(u"Invalidate 1 key"_s);
    CHECK(window.comesToShow(u"1 key would be dropped"_s));
    CHECK_FALSE(window.shows(u"The published set is among them"_s));
    CHECK(keys(desk) == 2); // asking touches nothing
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    CHECK(window.waitsFor([&] { return keys(desk) == 1; }));
    CHECK(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    REQUIRE(window.waitForJobs());

    prefix->clear();
    window.click(u"What would it affect?"_s);
    CHECK(window.comesToShow(u"The published set is among them"_s));
    window.click(u"Invalidate 1 key"_s);
    CHECK(window.waitsFor([&] { return keys(desk) == 0; }));
    CHECK(window.waitsFor(
        [&] { return window->currentPage()->sentence().contains(u"put into the cache for this read"_s); }));
    CHECK(keys(desk) == 0); // looking made nothing
    REQUIRE(window.waitForJobs());
    window.click(u"Warm the cache"_s);
    CHECK(window.waitsFor([&] { return keys(desk) == 2; }));
}

TEST_CASE("an outage is rehearsed from the card, seen by another process, and ended by undo")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"cache"_s);
    REQUIRE(window.comesToShow(u"3 proven"_s));
    window.click(u"Rehearse an outage of Store"_s);
    window.click(u"Start the rehearsal of Store"_s);
    CHECK(window.comesToShow(u"Rehearsal: readers of every process are served as if these levels were down: store"_s));
    CHECK(window.comesToShow(u"Rehearsed outage: store"_s)); // in the window's foot, on every page
    CHECK(desk.run(words("factoids")).code == 5);
    CHECK(window.comesToShow(u"that an editor wrote"_s));
    window.settle();
    window.picture(u"cache-rehearsal"_s);
    REQUIRE(window.waitForJobs());
    window->jobs().start(u"undo"_s, {}, u"Undo"_s);
    CHECK(window.waitsFor([&] { return desk.run(words("factoids")).code == 0; }));
    CHECK(window.waitsFor([&] { return !window.shows(u"Rehearsal: readers"_s); }));

    // And by its own switch.
    window.click(u"Rehearse an outage of Memory"_s);
    window.click(u"Start the rehearsal of Memory"_s);
    CHECK(window.comesToShow(u"were down: memory"_s));
    REQUIRE(window.waitForJobs());
    const auto* memory = window.wait<QAbstractButton>(u"Rehearse an outage of Memory"_s);
    REQUIRE(window.waitsFor([&] { return memory->text() == u"End the rehearsal"_s; }));
    window.click(u"Rehearse an outage of Memory"_s);
    CHECK(window.waitsFor([&] { return !window.shows(u"Rehearsal: readers"_s); }));
}

TEST_CASE("who would be served what is told word for word, and a key is shown with its life")
{
    Desk desk;
    prepare(desk);
    const QString first =
        desk.ask(words("factoids")).value(u"factoids"_s).toArray()[0].toObject().value(u"text"_s).toString();
    Window window(desk, u"cache"_s);
    auto* table = window.wait<DataTable>(u"Keys"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    window.click(u"Show what is served"_s);
    CHECK(window.comesToShow(first));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(u"Served stale until"_s));
    CHECK(window.comesToShow(u"factoids made by hand"_s));
    window.settle();
    window.picture(u"cache-key"_s);
}

TEST_CASE("a level that is left out by its breaker is said to be, and taken back")
{
    Desk desk;
    prepare(desk);
    Window window(desk, u"cache"_s);
    REQUIRE(window.comesToShow(u"3 proven"_s));
    (void)desk.ask({u"breakers"_s, u"open"_s, u"cache:store"_s, u"--reason"_s, u"disk is being changed"_s});
    CHECK(window.comesToShow(u"left out"_s));
    window.picture(u"cache-left-out"_s);
    (void)desk.ask({u"breakers"_s, u"release"_s, u"cache:store"_s});
    CHECK(window.waitsFor([&] { return !window.shows(u"left out"_s); }));
}
