// A store without figures: what cannot be done yet is off and says why.
#include "tests/window/window_fixture.h"

#include <QPushButton>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("on a store without figures nothing can be made or published, and it is said why")
{
    const Desk desk;
    Window window(desk, u"overview"_s);
    const QString why = u"There are no figures yet: import some first."_s;
    for (const auto& [page, button] :
         {std::pair("factoids", "Publish now"), std::pair("factoids", "Dry run"),
          std::pair("factoids", "Publish the first set"), std::pair("generation", "Make a set now"),
          std::pair("schedule", "Run now"), std::pair("schedule", "Dry run")}) {
        window->navigator().go({QLatin1String(page)});
        INFO(page << ": " << button);
        auto* found = window.wait<QPushButton>(QLatin1String(button));
        CHECK(window.waitsFor([&] { return !found->isEnabled(); }));
        CHECK(found->toolTip().toStdString() == why.toStdString());
    }
    for (const char* action : {"summaries.build", "factoids.export", "bundles.export"})
        CHECK_FALSE(window->actions().find(QLatin1String(action))->isEnabled());
    window->navigator().go({u"factoids"_s});
    CHECK(window.comesToShow(why));
    window.picture(u"empty-factoids"_s);

    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    auto* publish = window.wait<QPushButton>(u"Publish now"_s);
    CHECK(window.waitsFor([&] { return publish->isEnabled(); }));
    CHECK(publish->toolTip() == u"Make a set from today's figures and put it on the site"_s);
    CHECK(window->actions().find(u"bundles.export"_s)->toolTip() ==
          u"Nothing is published yet: publish a set first."_s);
    window.click(u"Publish the first set"_s);
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return window->actions().find(u"bundles.export"_s)->isEnabled(); }));
}
