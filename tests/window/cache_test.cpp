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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids"));
    (void)desk.ask(words("warm-cache"));
    const QJsonObject set = desk.ask(words("factoids"));
    desk.write(QStringLiteral("curated.json"), QJsonDocument(set).toJson());
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("curated.json"))});
}

int keys(const Desk& desk)
{
    return desk.ask(words("cache keys")).value(QStringLiteral("keys")).toArray().size();
}

} // namespace

TEST_CASE("the cache is shown by level and key, warmed and invalidated with what it touches")
{
    Desk desk;
    prepare(desk);
    REQUIRE(keys(desk) == 2);
    Window window(desk, QStringLiteral("cache"));
    auto* table = window.wait<DataTable>(QStringLiteral("Keys"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("3 factoids from the store, fresh")); }));
    CHECK(window.comesToShow(QStringLiteral("3 proven")));
    QTest::qWait(100);
    window.picture(QStringLiteral("cache-light"));
    window.theme().choose(QStringLiteral("dark"));
    window.picture(QStringLiteral("cache-dark"));
    window->resize(1280, 720);
    QTest::qWait(100);
    window.picture(QStringLiteral("cache-dark-720"));
    window.theme().choose(QStringLiteral("light"));

    // By keys alone: the prefix, Enter to see, and only then the button.
    auto* prefix = window.wait<QLineEdit>(QStringLiteral("Prefix of the keys to invalidate"));
    prefix->setFocus();
    QTest::keyClicks(prefix, QStringLiteral("sitewide_summ"));
    QTest::keyClick(prefix, Qt::Key_Return);
    auto* button = window.wait<QPushButton>(QStringLiteral("Invalidate 1 key"));
    CHECK(window.comesToShow(QStringLiteral("1 key would go")));
    CHECK_FALSE(window.shows(QStringLiteral("The published set is among them")));
    CHECK(keys(desk) == 2); // asking touches nothing
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    CHECK(window.waitsFor([&] { return keys(desk) == 1; }));
    CHECK(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    REQUIRE(window.waitForJobs());

    prefix->clear();
    window.click(QStringLiteral("What would it touch?"));
    CHECK(window.comesToShow(QStringLiteral("The published set is among them")));
    window.click(QStringLiteral("Invalidate 1 key"));
    CHECK(window.waitsFor([&] { return keys(desk) == 0; }));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("put into the cache for this read")); }));
    CHECK(keys(desk) == 0); // looking made nothing
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("Warm the cache"));
    CHECK(window.waitsFor([&] { return keys(desk) == 2; }));
}

TEST_CASE("an outage is rehearsed from the card, seen by another process, and ended by undo")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("cache"));
    REQUIRE(window.comesToShow(QStringLiteral("3 proven")));
    window.click(QStringLiteral("Rehearse an outage of Store"));
    CHECK(window.comesToShow(QStringLiteral("Rehearsal: readers of every process are served as if these levels were dead: store")));
    CHECK(window.comesToShow(QStringLiteral("Rehearsed outage: store"))); // in the window's foot, on every page
    CHECK(desk.run(words("factoids")).code == 5);
    CHECK(window.comesToShow(QStringLiteral("that an editor wrote")));
    QTest::qWait(100);
    window.picture(QStringLiteral("cache-rehearsal"));
    REQUIRE(window.waitForJobs());
    window->jobs().start(QStringLiteral("undo"), {}, QStringLiteral("Undo"));
    CHECK(window.waitsFor([&] { return desk.run(words("factoids")).code == 0; }));
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("Rehearsal: readers")); }));

    // And by its own switch.
    window.click(QStringLiteral("Rehearse an outage of Memory"));
    CHECK(window.comesToShow(QStringLiteral("were dead: memory")));
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("Rehearse an outage of Memory"));
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("Rehearsal: readers")); }));
}

TEST_CASE("who would be served what is told word for word, and a key is shown with its life")
{
    Desk desk;
    prepare(desk);
    const QString first = desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray()[0].toObject().value(QStringLiteral("text")).toString();
    Window window(desk, QStringLiteral("cache"));
    auto* table = window.wait<DataTable>(QStringLiteral("Keys"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    window.click(QStringLiteral("Show what is served"));
    CHECK(window.comesToShow(first));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(QStringLiteral("Served stale until")));
    CHECK(window.comesToShow(QStringLiteral("factoids made by hand")));
    QTest::qWait(100);
    window.picture(QStringLiteral("cache-key"));
}

TEST_CASE("a level that is left out by its breaker is said to be, and taken back")
{
    Desk desk;
    prepare(desk);
    Window window(desk, QStringLiteral("cache"));
    REQUIRE(window.comesToShow(QStringLiteral("3 proven")));
    (void)desk.ask({QStringLiteral("breakers"), QStringLiteral("open"), QStringLiteral("cache:store"), QStringLiteral("--reason"), QStringLiteral("disk is being changed")});
    CHECK(window.comesToShow(QStringLiteral("left out")));
    window.picture(QStringLiteral("cache-left-out"));
    (void)desk.ask({QStringLiteral("breakers"), QStringLiteral("release"), QStringLiteral("cache:store")});
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("left out")); }));
}
