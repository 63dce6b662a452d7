// The Errors page on a real store beside endpoints that misbehave: incidents and patterns, an incident whole and tried
// again, breakers by hand with a reason, the recovery table edited; each taken back.
#include "core/monitor/recovery/incident_log.h"
#include "tests/window/model_window.h"
#include "ui/errors/failure_chart.h"
#include "ui/errors/hour_map.h"
#include "ui/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>

using namespace factoid;
using namespace factoid::test;

namespace {

// The first refuses the key, the second works.
struct Refused {
    ModelEndpoint endpoint;
    ModelDesk model{{providerAt("first", endpoint.baseUrl(u"401"_s)), providerAt("second", endpoint.baseUrl())}};
    Refused() { endpoint.setReply(plainReply); }
};

DataTable* tableOf(const Window& window, int tab, const char* name)
{
    auto* tabs = window.wait<QTabBar>(u"What is listed"_s);
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    return window.wait<DataTable>(QLatin1String(name));
}

QJsonObject breaker(const Desk& desk, const char* name)
{
    for (const QJsonValue& value : desk.ask(words("breakers list")).value(u"breakers"_s).toArray()) {
        if (value.toObject().value(u"name"_s).toString() == QLatin1String(name))
            return value.toObject();
    }
    return {};
}

QJsonObject rule(const Desk& desk, const char* pattern)
{
    for (const QJsonValue& value : desk.ask(words("recovery list")).value(u"rules"_s).toArray()) {
        if (value.toObject().value(u"pattern"_s).toString() == QLatin1String(pattern))
            return value.toObject();
    }
    return {};
}

QString force(const Desk& desk)
{
    return breaker(desk, "provider:first").value(u"force"_s).toString();
}

// The newest change, once the window names it as what Ctrl+Z would take back.
void undo(Window& window, const char* what)
{
    REQUIRE(window.waitForJobs());
    const QAction* action = window->actions().find(u"edit.undo"_s);
    REQUIRE(window.waitsFor([&] { return action->isEnabled() && action->text().contains(QLatin1String(what)); }));
    window->setFocus();
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier);
}

void type(QLineEdit* line, const QString& text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace

TEST_CASE("a provider's failure shows while the page is open, in the chart, the tables and the sidebar")
{
    Refused refused;
    const Desk& desk = refused.model.desk;
    Window window(desk, u"errors"_s, {}, false, refused.model.config);
    REQUIRE(
        window.waitsFor([&] { return window->currentPage()->sentence() == u"Nothing failed in the last 7 days."_s; }));
    CHECK(window.comesToShow(u"It has not been called yet"_s));
    (void)refused.model.generate();
    REQUIRE(
        window.waitsFor([&] { return window->currentPage()->sentence().contains(u"1 incident needs attention"_s); }));
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(u"Errors, 1 need attention"_s) != nullptr; }));
    window.click(u"Show failures by day"_s);
    CHECK(window.waitsFor([&] {
        return window.wait<FailureChart>(u"Failures by day"_s)
            ->data()
            .summary.contains(u"1 failure in the last 7 days: Key rejected 1"_s);
    }));

    DataTable* incidents = tableOf(window, 0, "Incidents");
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    QAbstractItemModelTester tester(incidents->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(incidents->csv().contains("auth"));
    // By keys: Enter opens it.
    incidents->view()->setFocus();
    incidents->view()->selectRow(0);
    QTest::keyClick(incidents->view(), Qt::Key_Return);
    REQUIRE(window.comesToShow(u"Incident 1: Key rejected"_s));
    CHECK(window.comesToShow(u"alert a person"_s));
    CHECK(window.comesToShow(u"try another provider: worked"_s));
    CHECK(window.wait<QAbstractButton>(u"Try it again now"_s));
    window.settle();
    window.picture(u"errors-light"_s);
    window.theme().choose(u"dark"_s);
    window.picture(u"errors-dark"_s);
    window->resize(1280, 720);
    window.settle();
    window.picture(u"errors-dark-720"_s);
    // Beside the open panel too there is room for a breaker's buttons.
    const auto* button = window.find<QAbstractButton>(u"Close the breaker of first"_s);
    REQUIRE(button);
    CHECK(button->visibleRegion().boundingRect().width() == button->width());
    window.theme().choose(u"light"_s);

    DataTable* patterns = tableOf(window, 1, "Patterns");
    REQUIRE(window.waitsFor([&] { return patterns->view()->model()->rowCount() == 1; }));
    QAbstractItemModelTester testerOfPatterns(patterns->view()->model(),
                                              QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(patterns->csv().contains("rejected key at first since"));
    window.picture(u"errors-patterns"_s);

    // Filters narrow the incidents and say so; the pattern stays.
    incidents = tableOf(window, 0, "Incidents");
    auto* kind = window.wait<QComboBox>(u"Kind of failure"_s);
    kind->setCurrentIndex(kind->findData(u"timeout"_s));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 0; }));
    kind->setCurrentIndex(0);
    auto* provider = window.wait<QComboBox>(u"Provider"_s);
    provider->setCurrentIndex(provider->findData(u"second"_s));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 0; }));
    provider->setCurrentIndex(provider->findData(u"first"_s));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));

    // From the incident to the run that met it, and from the overview to the incident.
    incidents->view()->selectRow(0);
    incidents->view()->setFocus();
    QTest::keyClick(incidents->view(), Qt::Key_Return);
    window.click(u"Open run 2"_s);
    CHECK(window.comesToShow(u"Run 2: Generation"_s));
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
    window->navigator().go({u"overview"_s});
    window.click(u"See what: 1 incident needs attention"_s);
    CHECK(window.waitsFor([&] { return window->navigator().current().page == u"errors"_s; }));
    CHECK(window.wait<QCheckBox>(u"open only"_s)->isChecked());
}

TEST_CASE("kinds stand beside each other, also over a longer time")
{
    ModelEndpoint endpoint;
    const ModelDesk model(
        {providerAt("first", endpoint.baseUrl(u"401"_s)), providerAt("second", endpoint.baseUrl(u"402"_s))});
    for (int i = 0; i < 2; ++i)
        (void)model.generate();
    Window window(model.desk, u"errors"_s, {}, false, model.config);
    window.click(u"Show failures by day"_s);
    auto* chart = window.wait<FailureChart>(u"Failures by day"_s);
    REQUIRE(window.waitsFor([&] {
        return chart->data().summary == u"4 failures in the last 7 days: Key rejected 2, Spending limit 2."_s;
    }));
    CHECK(chart->data().series.size() == 2);
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(u"Errors, 2 need attention"_s) != nullptr; }));
    window.picture(u"errors-kinds"_s);
    auto* days = window.wait<QComboBox>(u"How many days"_s);
    days->setCurrentIndex(2);
    CHECK(window.waitsFor([&] { return chart->data().series.front().points.size() == 30; }));
    CHECK(chart->data().summary == u"4 failures in the last 30 days: Key rejected 2, Spending limit 2."_s);
    window.picture(u"errors-month"_s);
    window.click(u"Show Failures by day as a table"_s);
    CHECK(window.waitsFor([&] { return chart->table()->csv().contains("Spending limit"); }));
}

TEST_CASE("the map of kinds and hours says where failures gather, and a cell of it narrows the incidents by mouse and "
          "by keys")
{
    ModelEndpoint endpoint;
    const ModelDesk model({providerAt("first", endpoint.baseUrl(u"401"_s))});
    {
        auto db = Database::open({model.desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        IncidentLog book(**db);
        const auto note = [&](FailureKind kind, const char* sentence, const char* when) {
            Failure failure;
            failure.kind = kind;
            failure.provider = u"first"_s;
            failure.job = u"update-factoids"_s;
            failure.sentence = Message::verbatim(QLatin1String(sentence));
            REQUIRE(book.note(failure, QDateTime::fromString(QLatin1String(when), Qt::ISODate)));
        };
        for (const char* day : {"2026-11-22", "2026-11-23", "2026-11-24"})
            note(FailureKind::Rate, "asked too often", (QByteArray(day) + "T14:05:00Z").constData());
        note(FailureKind::Rate, "still too often", "2026-11-24T02:10:00Z");
        note(FailureKind::Timeout, "no answer", "2026-11-23T14:30:00Z");
    }
    Window window(model.desk, u"errors"_s, u"2026-11-24T15:00:00.000Z"_s, false, model.config);
    auto* card = window.wait<HourCard>(u"Failures by kind and hour"_s);
    REQUIRE(window.waitsFor([&] {
        return card->summary() ==
               u"5 failures in the last 7 days by hour of Europe/London: Too many requests 4, most at 14:00–15:00 (3); Timed out 1, most at 14:00–15:00 (1)."_s;
    }));
    CHECK(card->map()->accessibleName().contains(card->summary()));
    DataTable* incidents = tableOf(window, 0, "Incidents");
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 3; }));
    window.picture(u"errors-hours"_s);

    QTest::mouseClick(card->map(), Qt::LeftButton, {}, card->map()->cell(u"rate"_s, 14).center());
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    CHECK(incidents->csv().contains("asked too often"));
    CHECK(window.wait<QComboBox>(u"Kind of failure"_s)->currentData().toString() == u"rate"_s);
    CHECK(card->map()->accessibleDescription().contains(u"only these are listed"_s));
    window.picture(u"errors-hours-picked"_s);
    window.theme().choose(u"dark"_s);
    window->resize(1280, 720);
    window.picture(u"errors-hours-dark-720"_s);
    window.theme().choose(u"light"_s);
    // The filter stands beside the others and is taken away there.
    window.click(u"Only 14:00–15:00; show all hours"_s);
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 2; }));
    CHECK(window.waitsFor([&] { return !card->map()->accessibleDescription().contains(u"only these are listed"_s); }));

    // By keys: to 02:00 of the same kind, and let go.
    card->map()->setFocus();
    for (int i = 0; i < 12; ++i)
        QTest::keyClick(card->map(), Qt::Key_Left);
    CHECK(card->map()->accessibleDescription() == u"Too many requests, 02:00–03:00: 1 failure"_s);
    QTest::keyClick(card->map(), Qt::Key_Return);
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    CHECK(incidents->csv().contains("still too often"));
    QTest::keyClick(card->map(), Qt::Key_Escape);
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 3; }));
    // The table twin, and the pattern of an hour.
    window.click(u"Show failures by kind and hour as a table"_s);
    CHECK(window.waitsFor([&] { return card->table()->csv().contains("rate,14,3"); }));
    DataTable* patterns = tableOf(window, 1, "Patterns");
    patterns->setFilterText(u"between 14:00"_s);
    REQUIRE(window.waitsFor([&] { return patterns->view()->model()->rowCount() == 1; }));
    patterns->view()->setFocus();
    patterns->view()->selectRow(0);
    QTest::keyClick(patterns->view(), Qt::Key_Return);
    CHECK(window.waitsFor([&] {
        return window.find<DataTable>(u"Incidents"_s) && incidents->view()->model()->rowCount() == 1 &&
               incidents->csv().contains("asked too often");
    }));
}

TEST_CASE("a breaker is opened by mouse with a reason, is refused without one, and Ctrl+Z lets it go")
{
    Refused refused;
    const Desk& desk = refused.model.desk;
    (void)refused.model.generate();
    Window window(desk, u"errors"_s, {}, false, refused.model.config);
    window.click(u"Open the breaker of first"_s);
    window.click(u"Keep it open"_s);
    CHECK(window.comesToShow(u"Give a reason, so that whoever looks next"_s));
    window.picture(u"errors-reason"_s);
    CHECK(force(desk) == u"none"_s);
    type(window.wait<QLineEdit>(u"Reason for the breaker of first"_s), u"   "_s);
    window.click(u"Keep it open"_s);
    CHECK(window.comesToShow(u"Give a reason, so that whoever looks next"_s));
    CHECK(force(desk) == u"none"_s);

    type(window.wait<QLineEdit>(u"Reason for the breaker of first"_s), u"its key is being renewed"_s);
    CHECK_FALSE(window.shows(u"Give a reason, so that whoever looks next"_s));
    window.click(u"Keep it open"_s);
    CHECK(window.comesToShow(u"its key is being renewed (window"_s));
    CHECK(window.comesToShow(u"kept open"_s));
    CHECK(force(desk) == u"open"_s);
    CHECK(breaker(desk, "provider:first").value(u"force_reason"_s).toString() == u"its key is being renewed"_s);
    undo(window, "opening of the breaker");
    CHECK(window.waitsFor([&] { return force(desk) == u"none"_s; }));
    CHECK(window.waitsFor([&] { return !window.shows(u"kept open"_s); }));

    // Closed by keys, and let go by its own button.
    auto* close = window.wait<QAbstractButton>(u"Close the breaker of first"_s);
    close->setFocus();
    QTest::keyClick(close, Qt::Key_Space);
    auto* reason = window.wait<QLineEdit>(u"Reason for the breaker of first"_s);
    type(reason, u"it is well again"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(window.waitsFor([&] { return force(desk) == u"closed"_s; }));
    REQUIRE(window.waitForJobs());
    window.click(u"Return the breaker of first to automatic"_s);
    CHECK(window.waitsFor([&] { return force(desk) == u"none"_s; }));
    // Escape gives up.
    REQUIRE(window.waitForJobs());
    window.click(u"Open the breaker of first"_s);
    QTest::keyClick(window.wait<QLineEdit>(u"Reason for the breaker of first"_s), Qt::Key_Escape);
    CHECK_FALSE(window.find<QLineEdit>(u"Reason for the breaker of first"_s));
}

TEST_CASE("a recovery rule is edited in place, what cannot be is refused, and it is undone and reset")
{
    Refused refused;
    const Desk& desk = refused.model.desk;
    Window window(desk, u"errors"_s, {}, false, refused.model.config);
    DataTable* rules = tableOf(window, 2, "Recovery table");
    REQUIRE(window.waitsFor([&] { return rules->view()->model()->rowCount() == 13; }));
    QAbstractItemModelTester tester(rules->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QJsonObject before = rule(desk, "auth");
    CHECK_FALSE(before.value(u"own"_s).toBool());
    rules->setFilterText(u"Key rejected"_s);
    REQUIRE(window.waitsFor([&] { return rules->view()->model()->rowCount() == 1; }));
    rules->view()->setFocus();
    rules->view()->selectRow(0);
    QTest::keyClick(rules->view(), Qt::Key_Return);
    REQUIRE(window.comesToShow(u"Recovery: Key rejected"_s));
    auto* save = window.wait<QAbstractButton>(u"Save the rule"_s);
    CHECK_FALSE(save->isEnabled());

    auto* from = window.wait<QLineEdit>(u"Alert after this many failures"_s);
    for (const char* wrong : {"soon", "0", "1000001", "1.5"}) {
        type(from, QLatin1String(wrong));
        INFO(wrong);
        CHECK(window.comesToShow(u"“Alert after this many failures” must be a whole number from 1 to 1000000."_s));
        CHECK_FALSE(save->isEnabled());
    }
    type(from, u"3"_s);
    CHECK(save->isEnabled());
    // Tries and waits, in seconds.
    type(window.wait<QLineEdit>(u"Attempts, including the first"_s), u"21"_s);
    CHECK(window.comesToShow(u"“Attempts, including the first” must be a whole number from 0 to 20."_s));
    type(window.wait<QLineEdit>(u"Attempts, including the first"_s), u"4"_s);
    for (const char* name : {"First retry delay, at most, in seconds", "Longest retry delay, in seconds",
                             "Longest delay a provider may ask for, in seconds"}) {
        auto* wait = window.wait<QLineEdit>(QLatin1String(name));
        const QString as = wait->text();
        for (const char* wrong : {"soon", "-1", "3600.001", "1.2345", "1,5", ""}) {
            wait->selectAll();
            QTest::keyClick(wait, Qt::Key_Delete);
            type(wait, QLatin1String(wrong));
            INFO(name << " " << wrong);
            CHECK(window.comesToShow(
                u"“%1” must be a number of seconds from 0 to 3600, with at most three decimals."_s.arg(
                    QLatin1String(name))));
            CHECK_FALSE(save->isEnabled());
        }
        type(wait, as);
        CHECK(save->isEnabled());
    }
    type(window.wait<QLineEdit>(u"First retry delay, at most, in seconds"_s), u"2.5"_s);
    type(window.wait<QLineEdit>(u"Longest retry delay, in seconds"_s), u"45"_s);
    type(window.wait<QLineEdit>(u"Longest delay a provider may ask for, in seconds"_s), u"3600"_s);
    // News on the page takes nothing of it away.
    (void)refused.model.generate();
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor(
        [&] { return window->isSettled() && window->currentPage()->sentence().contains(u"needs attention"_s); }));
    CHECK(window.wait<QLineEdit>(u"First retry delay, at most, in seconds"_s)->text() == u"2.5"_s);
    for (const char* step :
         {"alert a person", "try another provider", "write without a model", "keep the published set"})
        window.click(u"Remove the step “%1”"_s.arg(QLatin1String(step)));
    window.click(u"Remove the step “serve the fallbacks”"_s);
    CHECK(window.comesToShow(u"A rule needs at least one step."_s));
    CHECK_FALSE(save->isEnabled());
    auto* more = window.wait<QComboBox>(u"Another step"_s);
    for (const char* step : {"write_by_statistics", "raise_alert"}) {
        more->setCurrentIndex(more->findData(QLatin1String(step)));
        window.click(u"Add step"_s);
    }
    window.picture(u"errors-rule"_s);
    window.click(u"Save the rule"_s);
    REQUIRE(window.waitsFor([&] { return rule(desk, "auth").value(u"own"_s).toBool(); }));
    const QJsonObject saved = rule(desk, "auth").value(u"rule"_s).toObject();
    CHECK(saved.value(u"steps"_s).toArray() == QJsonArray{u"write_by_statistics"_s, u"raise_alert"_s});
    CHECK(saved.value(u"alert_after"_s).toInt() == 3);
    CHECK(saved.value(u"wait"_s).toObject() == QJsonObject{{u"attempts"_s, 4},
                                                           {u"first_ms"_s, 2'500},
                                                           {u"longest_ms"_s, 45'000},
                                                           {u"longest_asked_ms"_s, 3'600'000}});
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(u"Reset to built-in"_s) != nullptr; }));

    undo(window, "recovery rule");
    CHECK(window.waitsFor([&] { return rule(desk, "auth") == before; }));
    // The panel follows.
    CHECK(window.waitsFor([&] { return !window.find<QAbstractButton>(u"Reset to built-in"_s); }));

    // For one provider alone, and back.
    REQUIRE(window.waitForJobs());
    window.click(u"A separate rule for second ›"_s);
    REQUIRE(window.comesToShow(u"Recovery: Key rejected at second"_s));
    window.click(u"Remove the step “alert a person”"_s);
    window.click(u"Save the rule"_s);
    REQUIRE(window.waitsFor([&] { return rule(desk, "auth@second").value(u"own"_s).toBool(); }));
    CHECK(rule(desk, "auth") == before);
    REQUIRE(window.waitForJobs());
    window.click(u"Use the rule for all providers"_s);
    CHECK(window.waitsFor([&] { return rule(desk, "auth@second").isEmpty(); }));
}

TEST_CASE("a failed generation is tried again from its incident, which says how it went and ends")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    endpoint.always(u"refusal"_s);
    const ModelDesk model({providerAt("only", endpoint.baseUrl())});
    (void)model.generate();
    Window window(model.desk, {}, {}, false, model.config);
    window->navigator().go({u"errors"_s, {{u"incident"_s, u"1"_s}}});
    REQUIRE(window.comesToShow(u"Incident 1: Model refused"_s));
    CHECK(window.comesToShow(u"write without a model: worked"_s));
    // What it was asked and said is there to read.
    window.click(u"Show the prompt to only"_s);
    endpoint.always(u"ok"_s);
    window.click(u"Try it again now"_s);
    CHECK(window.comesToShow(u"tried again"_s));
    CHECK(window.comesToShow(u"published: only answered"_s));
    CHECK(window.comesToShow(u"Resolved"_s));
    window.picture(u"errors-replay"_s);
}

TEST_CASE("on a store that may only be read nothing of the Errors page can be changed")
{
    Refused refused;
    (void)refused.model.generate();
    Window window(refused.model.desk, u"errors"_s, {}, true, refused.model.config);
    CHECK_FALSE(window.wait<QAbstractButton>(u"Open the breaker of first"_s)->isEnabled());
    window->navigator().go({u"errors"_s, {{u"incident"_s, u"1"_s}}});
    REQUIRE(window.comesToShow(u"Incident 1: Key rejected"_s));
    CHECK_FALSE(window.find<QAbstractButton>(u"Try it again now"_s));
}
