// The window tells the truth about itself: headline, tile, foot and list say what `status` and `doctor` say; nothing is
// called empty before it is known; what stands in two places stands the same in both.
#include "tests/window/full_desk.h"
#include "ui/import/diff_step.h"
#include "ui/table/data_table.h"

#include <QTableView>

using namespace factoid;
using namespace factoid::test;

namespace {

// A change that has waited for 101 minutes, of 60.
const QString kChanged = u"2026-06-03T09:00:00Z"_s;
const QString kLater = u"2026-06-03T10:41:00Z"_s;

void withWaitingChange(Desk& desk)
{
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    fill(desk);
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"New figures appear here when they are published."_s});
    (void)desk.ask({u"settings"_s, u"set"_s, u"schedule.freshness_minutes=60"_s});
    desk.setNow(kChanged);
    writeSmallData(desk, 2'000'000);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.setNow(kLater);
}

QStringList emptyStates(Window& window)
{
    QStringList seen;
    for (const EmptyState* state : window->currentPage()->findChildren<EmptyState*>()) {
        if (!state->isVisible())
            continue;
        for (const QLabel* label : state->findChildren<QLabel*>())
            seen << label->text();
    }
    return seen;
}

} // namespace

TEST_CASE("headline, tile, foot, list, status and doctor say the same of a change that waits too long")
{
    Desk desk;
    withWaitingChange(desk);
    const QString sentence = u"A change has waited 101 minutes; the target is 60"_s;
    Window window(desk, u"overview"_s, kLater);
    REQUIRE(window.comesToShow(sentence)); // the list
    settle(window);
    window.picture(u"overview-wrong"_s);
    const QJsonObject health = desk.ask(words("status")).value(u"health"_s).toObject();
    CHECK(health.value(u"level"_s).toString() == u"bad"_s);
    qint64 bad = 0;
    for (const QJsonValue& item : health.value(u"items"_s).toArray()) {
        bad += item.toObject().value(u"level"_s).toString() == u"bad"_s;
        CHECK(window.shows(item.toObject().value(u"text"_s).toString()));
    }
    REQUIRE(bad >= 1);
    const QString counted = bad == 1 ? u"1 thing is wrong"_s : u"%1 things are wrong"_s.arg(bad);
    CHECK(window->currentPage()->title() == counted);
    bool inFoot = false;
    for (const StateDot* dot : window->findChild<QWidget*>(u"statusline"_s)->findChildren<StateDot*>())
        inFoot = inFoot || dot->text() == counted;
    CHECK(inFoot);
    CHECK(window.shows(u"101 min"_s));
    CHECK(desk.run(words("status")).out.contains(("health     bad: " + sentence.toStdString()).c_str()));
    const Answer doctor = desk.run({u"--json"_s, u"doctor"_s});
    bool found = false;
    for (const QJsonValue& check : doctor.json().value(u"checks"_s).toArray()) {
        if (check.toObject().value(u"name"_s).toString() != u"nothing is wrong now"_s)
            continue;
        found = true;
        CHECK_FALSE(check.toObject().value(u"ok"_s).toBool());
        CHECK(check.toObject().value(u"message"_s).toString().contains(sentence));
    }
    CHECK(found);

    // And of the same desk once it is published.
    (void)desk.ask(words("update-factoids --force"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"All fresh"_s; }));
    CHECK(desk.ask(words("status")).value(u"health"_s).toObject().value(u"level"_s).toString() != u"bad"_s);
}

TEST_CASE("a provider whose price is in another currency than the limits is shown as a problem at once")
{
    Desk desk;
    fill(desk);
    const QJsonObject config{
        {u"providers"_s,
         QJsonArray{QJsonObject{
             {u"name"_s, u"first"_s}, {u"base_url"_s, u"http://127.0.0.1:9/v1"_s}, {u"model"_s, u"little"_s}}}},
        {u"spend"_s, QJsonObject{{u"currency"_s, u"GBP"_s},
                                 {u"prices"_s, QJsonArray{QJsonObject{{u"provider"_s, u"first"_s},
                                                                      {u"model"_s, u"little"_s},
                                                                      {u"in"_s, u"1"_s},
                                                                      {u"out"_s, u"2"_s},
                                                                      {u"currency"_s, u"USD"_s}}}}}}};
    Window window(desk, u"overview"_s, {}, false, config);
    CHECK(
        window.comesToShow(u"The provider “first” is never asked: its price is in USD, the spending limits are in GBP, "
                           "and no exchange rate is configured"_s));
}

TEST_CASE("while a page loads it does not say that there is nothing")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    settle(window);
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id}); // made now, and not answered yet
        QStringList seen = emptyStates(window);
        seen.removeAll(u"No connections are saved. The window shows the store it was started with; save others here to "
                       "switch between them."_s);                                                // known at once
        seen.removeIf([](const QString& text) { return text.startsWith(u"Drop CSV files"_s); }); // what to do
        INFO(page.id.toStdString() << ": " << seen.join(u" | "_s).toStdString());
        CHECK(seen.isEmpty());
        settle(window);
    }
}

TEST_CASE("of a store that vanished no page says that it is empty")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"overview"_s);
    settle(window);
    REQUIRE(QFile::rename(desk.store(), desk.path(u"aside.db"_s)));
    for (const char* page : {"factoids", "fallbacks", "figures", "bundles", "changes", "history"}) {
        window->navigator().go({QLatin1String(page)});
        CHECK(window.comesToShow(u"is no longer there"_s));
        settle(window);
        INFO(page << ": " << emptyStates(window).join(u" | "_s).toStdString());
        CHECK(emptyStates(window).isEmpty());
    }
}

TEST_CASE("a bundle from before the published set is not called one of today's figures")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    fill(desk);
    desk.setNow(u"2026-06-01T10:00:00Z"_s);
    (void)desk.ask(words("update-factoids --force")); // the same figures, another set
    Window window(desk, u"bundles"_s, u"2026-06-01T11:00:00Z"_s);
    auto* table = window.wait<QTableView>(u"Bundles"_s);
    REQUIRE(window.waitsFor([&] { return table->model()->rowCount() == 1; }));
    QStringList cells;
    for (int column = 0; column < table->model()->columnCount(); ++column)
        cells << table->model()->index(0, column).data().toString();
    INFO(cells.join(u" | "_s).toStdString());
    CHECK(cells.filter(u"today's figures"_s).isEmpty());
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
    CHECK(window.waitsFor([&] { return table->model()->rowCount() == 2; }));
}

TEST_CASE("an import that was undone by its number is undone in History too")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("import --undo 1"));
    const QJsonArray steps = desk.ask(words("history")).value(u"steps"_s).toArray();
    REQUIRE(steps.size() == 2);
    CHECK(steps[1].toObject().value(u"state"_s).toString() == u"undone"_s);
    CHECK(steps[0].toObject().value(u"state"_s).toString() == u"done"_s);
    CHECK_FALSE(
        desk.ask({u"imports"_s}).value(u"imports"_s).toArray().first().toObject().value(u"undone_at"_s).isNull());
}

TEST_CASE("a click that was refused is no incident, and nothing red")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"overview"_s);
    settle(window);
    window->jobs().start(u"curate"_s, {{u"action"_s, u"withdraw"_s}, {u"id"_s, u"no such factoid"_s}},
                         u"Withdrawing"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window->jobs().jobs().front().phase == JobView::Phase::Failed);
    settle(window);
    CHECK(window->currentPage()->failure().startsWith(u"Withdrawing failed: "_s)); // told where it was clicked
    const QJsonObject status = desk.ask(words("status"));
    CHECK(status.value(u"errors"_s).toObject().value(u"open"_s).toInteger() == 0);
    CHECK(status.value(u"health"_s).toObject().value(u"level"_s).toString() != u"bad"_s);
    CHECK(window->currentPage()->title() == u"All fresh"_s);
}
