// The overview: what an empty store offers, a headless run that shows within two seconds, and the way to a bundle.
#include "tests/window/window_fixture.h"

#include <QElapsedTimer>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("an empty store offers the sample, and three clicks lead from nothing to a bundle")
{
    Desk desk;
    Window window(desk, QStringLiteral("overview"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == QStringLiteral("No figures yet"); }));
    window.picture(QStringLiteral("first-steps"));
    QElapsedTimer timer;
    timer.start();
    window.click(QStringLiteral("Use the real sample"));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(QStringLiteral("councils are in")));
    window.picture(QStringLiteral("second-step"));
    window.click(QStringLiteral("Publish a set"));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(QStringLiteral("A set is published")));
    window.click(QStringLiteral("Export a bundle"));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == QStringLiteral("All fresh"); }));
    CHECK(timer.elapsed() < 180'000);
    // What is live is what a site is served, word for word.
    const QJsonObject served = desk.ask({QStringLiteral("factoids")});
    const QString first = served.value(QStringLiteral("factoids")).toArray()[0].toObject().value(QStringLiteral("text")).toString();
    REQUIRE_FALSE(first.isEmpty());
    CHECK(window.comesToShow(first));
    window.picture(QStringLiteral("overview"));
}

TEST_CASE("a headless run on the same store shows by itself")
{
    Desk desk;
    writeSmallData(desk);
    Window window(desk, QStringLiteral("overview"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == QStringLiteral("No figures yet"); }));
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    REQUIRE(window.comesToShow(QStringLiteral("360 figures of 12 councils are in")));
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("bundles"))});
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == QStringLiteral("All fresh"); }));
}

TEST_CASE("a store that cannot be read is said in place, with a way out")
{
    Desk desk;
    desk.write(QStringLiteral("store.db"), QByteArray("this is not a store\n").repeated(200));
    Window window(desk, QStringLiteral("overview"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == QStringLiteral("The store cannot be read"); }));
    CHECK(window.comesToShow(QStringLiteral("not a Factoid Desk store")));
    CHECK(window.wait<QAbstractButton>(QStringLiteral("Try again")));
}
