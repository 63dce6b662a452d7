// The overview: what an empty store offers, a headless run that shows within two seconds, and the way to a bundle.
#include "tests/window/window_fixture.h"

#include <QElapsedTimer>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("an empty store offers the sample, and three clicks lead from nothing to a bundle")
{
    Desk desk;
    Window window(desk, u"overview"_s);
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"No figures yet"_s; }));
    window.picture(u"first-steps"_s);
    QElapsedTimer timer;
    timer.start();
    window.click(u"Use the real sample"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(u"councils are in"_s));
    window.picture(u"second-step"_s);
    window.click(u"Publish a set"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(u"A set is published"_s));
    window.click(u"Export a bundle"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"All fresh"_s; }));
    CHECK(timer.elapsed() < 180'000);
    // What is live is what a site is served, word for word.
    const QJsonObject served = desk.ask({u"factoids"_s});
    const QString first = served.value(u"factoids"_s).toArray()[0].toObject().value(u"text"_s).toString();
    REQUIRE_FALSE(first.isEmpty());
    CHECK(window.comesToShow(first));
    window.picture(u"overview"_s);
}

TEST_CASE("a headless run on the same store shows by itself")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk, u"overview"_s);
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"No figures yet"_s; }));
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    REQUIRE(window.comesToShow(u"360 figures of 12 councils are in"_s));
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"All fresh"_s; }));
}

TEST_CASE("a store that cannot be read is said in place, with a way out")
{
    Desk desk;
    desk.write(u"store.db"_s, QByteArray("this is not a store\n").repeated(200));
    Window window(desk, u"overview"_s);
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"The store cannot be read"_s; }));
    CHECK(window.comesToShow(u"not a Factoid Desk store"_s));
    CHECK(window.wait<QAbstractButton>(u"Try again"_s));
}
