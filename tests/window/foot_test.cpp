// The foot of the window: what it says of freshness and of jobs.
#include "core/queries/overview/status.h"
#include "tests/window/window_fixture.h"
#include "ui/window/status_line.h"

#include <QPushButton>

using namespace factoid;
using namespace factoid::test;

namespace {

StatusAnswer waiting(int changes, int minutes)
{
    StatusAnswer status;
    status.store = u"sqlite:/x/store.db"_s;
    status.freshness.openChanges = changes;
    status.freshness.minutes = minutes;
    status.freshness.targetMinutes = 60;
    return status;
}

} // namespace

TEST_CASE("the foot tells how long changes wait, and of one that is dated after the clock")
{
    const Desk desk;
    Window window(desk);
    auto* foot = window->findChild<StatusLine*>();
    REQUIRE(foot);
    for (const auto& [changes, minutes, says] :
         {std::tuple(1, 0, "1 change waiting, the oldest under a minute"),
          std::tuple(3, 12, "3 changes waiting, the oldest 12 min 0 s"),
          std::tuple(1, -181, "1 change waiting, the oldest in the future by this clock")}) {
        foot->setStatus(waiting(changes, minutes), QDateTime::currentDateTimeUtc());
        INFO(says);
        CHECK(window.shows(QLatin1String(says)));
    }
}

TEST_CASE("a change dated after the window's clock is told as such, on the Overview too")
{
    Desk desk;
    desk.setNow(u"2026-06-03T12:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
    writeSmallData(desk, 2'000'000);
    desk.setNow(u"2026-06-03T15:01:00Z"_s);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    Window window(desk, u"overview"_s, u"2026-06-03T12:00:00Z"_s);
    CHECK(window.comesToShow(u"1 change waiting, the oldest in the future by this clock"_s));
    CHECK(window.comesToShow(u"1 change waits for it, the oldest in the future by this clock."_s));
    for (const QLabel* label : window->findChildren<QLabel*>()) {
        INFO(label->text().toStdString());
        CHECK_FALSE((label->isVisible() && (label->text().contains(u"-181"_s) || label->text().contains(u"-10860"_s))));
    }
    window.picture(u"foot-ahead"_s);
}

TEST_CASE("the foot says in a sentence what became of a job")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    Window window(desk, u"overview"_s);
    auto* strip = window.wait<QPushButton>(u"Jobs"_s);
    window->jobs().start(u"update-factoids"_s, {{u"force"_s, true}, {u"limit"_s, 1}}, u"Publishing a set"_s);
    REQUIRE(window.waitForJobs());
    CHECK(strip->toolTip().toStdString() == std::string("Publishing a set: 1 factoid published (asked for)"));
    // What is on the site is proven.
    const QJsonObject proven = desk.ask(words("factoids")).value(u"factoids"_s).toArray().first().toObject();
    window->jobs().start(
        u"fallbacks"_s,
        {{u"action"_s, u"add"_s}, {u"text"_s, proven.value(u"text"_s)}, {u"claims"_s, proven.value(u"claims"_s)}},
        u"Adding a fallback"_s);
    REQUIRE(window.waitForJobs());
    CHECK(strip->toolTip().toStdString() ==
          std::string("Adding a fallback: 1 fallback added, supported by today's figures"));
}
