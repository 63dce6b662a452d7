// The foot of the window: what it says of freshness and of jobs.
#include "tests/window/window_fixture.h"
#include "ui/window/status_line.h"

#include <QPushButton>

using namespace factoid;
using namespace factoid::test;

namespace {

QJsonObject waiting(int changes, int minutes)
{
    return {{QStringLiteral("store"), QStringLiteral("sqlite:/x/store.db")},
            {QStringLiteral("freshness"), QJsonObject{{QStringLiteral("open_changes"), changes}, {QStringLiteral("minutes"), minutes}, {QStringLiteral("target_minutes"), 60}}}};
}

} // namespace

TEST_CASE("the foot tells how long changes wait, and of one that is dated after the clock")
{
    const Desk desk;
    Window window(desk);
    auto* foot = window->findChild<StatusLine*>();
    REQUIRE(foot);
    for (const auto& [changes, minutes, says] : {std::tuple(1, 0, "1 change waiting, the oldest under a minute"), std::tuple(3, 12, "3 changes waiting, the oldest 12 min 0 s"),
                                                 std::tuple(1, -181, "1 change waiting, the oldest dated ahead of this clock")}) {
        foot->setStatus(waiting(changes, minutes), QDateTime::currentDateTimeUtc());
        INFO(says);
        CHECK(window.shows(QLatin1String(says)));
    }
}

TEST_CASE("a change dated after the window's clock is told as such, on the Overview too")
{
    Desk desk;
    desk.setNow(QStringLiteral("2026-06-03T12:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("bundles"))});
    writeSmallData(desk, 2'000'000);
    desk.setNow(QStringLiteral("2026-06-03T15:01:00Z"));
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("overview"), QStringLiteral("2026-06-03T12:00:00Z"));
    CHECK(window.comesToShow(QStringLiteral("1 change waiting, the oldest dated ahead of this clock")));
    CHECK(window.comesToShow(QStringLiteral("1 change waits for it, the oldest dated ahead of this clock.")));
    for (const QLabel* label : window->findChildren<QLabel*>()) {
        INFO(label->text().toStdString());
        CHECK_FALSE((label->isVisible() && (label->text().contains(QStringLiteral("-181")) || label->text().contains(QStringLiteral("-10860")))));
    }
    window.picture(QStringLiteral("foot-ahead"));
}

TEST_CASE("the foot says in a sentence what became of a job")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("overview"));
    auto* strip = window.wait<QPushButton>(QStringLiteral("Jobs"));
    window->jobs().start(QStringLiteral("update-factoids"), {{QStringLiteral("force"), true}, {QStringLiteral("limit"), 1}}, QStringLiteral("Publishing a set"));
    REQUIRE(window.waitForJobs());
    CHECK(strip->toolTip().toStdString() == std::string("Publishing a set: 1 factoid published (asked for)"));
    // What is on the site is proven.
    const QJsonObject proven = desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().first().toObject();
    window->jobs().start(QStringLiteral("fallbacks"),
                         {{QStringLiteral("action"), QStringLiteral("add")}, {QStringLiteral("text"), proven.value(QStringLiteral("text"))}, {QStringLiteral("claims"), proven.value(QStringLiteral("claims"))}},
                         QStringLiteral("Adding a fallback"));
    REQUIRE(window.waitForJobs());
    CHECK(strip->toolTip().toStdString() == std::string("Adding a fallback: 1 fallback added, borne out by today's figures"));
}
