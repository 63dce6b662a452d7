// A store without figures: what cannot be done yet is off and says why.
#include "tests/window/window_fixture.h"

#include <QPushButton>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("on a store without figures nothing can be made or published, and it is said why")
{
    const Desk desk;
    Window window(desk, QStringLiteral("overview"));
    const QString why = QStringLiteral("There are no figures yet: import some first.");
    for (const auto& [page, button] : {std::pair("factoids", "Publish now"), std::pair("factoids", "Dry run"), std::pair("factoids", "Publish the first set"), std::pair("generation", "Make a set now"),
                                       std::pair("schedule", "Run now"), std::pair("schedule", "Dry run")}) {
        window->navigator().go({QLatin1String(page)});
        INFO(page << ": " << button);
        auto* found = window.wait<QPushButton>(QLatin1String(button));
        CHECK(window.waitsFor([&] { return !found->isEnabled(); }));
        CHECK(found->toolTip().toStdString() == why.toStdString());
    }
    for (const char* action : {"summaries.build", "factoids.export", "bundles.export"})
        CHECK_FALSE(window->actions().find(QLatin1String(action))->isEnabled());
    window->navigator().go({QStringLiteral("factoids")});
    CHECK(window.comesToShow(why));
    window.picture(QStringLiteral("empty-factoids"));

    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    auto* publish = window.wait<QPushButton>(QStringLiteral("Publish now"));
    CHECK(window.waitsFor([&] { return publish->isEnabled(); }));
    CHECK(publish->toolTip() == QStringLiteral("Make a set from today's figures and put it on the site"));
    CHECK(window->actions().find(QStringLiteral("bundles.export"))->toolTip() == QStringLiteral("Nothing is published yet: publish a set first."));
    window.click(QStringLiteral("Publish the first set"));
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return window->actions().find(QStringLiteral("bundles.export"))->isEnabled(); }));
}
