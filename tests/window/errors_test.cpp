// The Errors page on a real store beside endpoints that misbehave: incidents and patterns, an incident whole and tried
// again, breakers by hand with a reason, the recovery table edited; each taken back.
#include "tests/window/model_window.h"
#include "core/monitor/recovery/failure_book.h"
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
    ModelDesk model{{providerAt("first", endpoint.baseUrl(QStringLiteral("401"))), providerAt("second", endpoint.baseUrl())}};
    Refused() { endpoint.setReply(plainReply); }
};

DataTable* tableOf(const Window& window, int tab, const char* name)
{
    auto* tabs = window.wait<QTabBar>(QStringLiteral("What is listed"));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    return window.wait<DataTable>(QLatin1String(name));
}

QJsonObject breaker(const Desk& desk, const char* name)
{
    for (const QJsonValue& value : desk.ask(words("breakers list")).value(QStringLiteral("breakers")).toArray()) {
        if (value.toObject().value(QStringLiteral("name")).toString() == QLatin1String(name))
            return value.toObject();
    }
    return {};
}

QJsonObject rule(const Desk& desk, const char* pattern)
{
    for (const QJsonValue& value : desk.ask(words("recovery list")).value(QStringLiteral("rules")).toArray()) {
        if (value.toObject().value(QStringLiteral("pattern")).toString() == QLatin1String(pattern))
            return value.toObject();
    }
    return {};
}

QString force(const Desk& desk)
{
    return breaker(desk, "provider:first").value(QStringLiteral("force")).toString();
}

// The newest change, once the window names it as what Ctrl+Z would take back.
void undo(Window& window, const char* what)
{
    REQUIRE(window.waitForJobs());
    const QAction* action = window->actions().find(QStringLiteral("edit.undo"));
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
    Window window(desk, QStringLiteral("errors"), {}, false, refused.model.config);
    REQUIRE(window.waitsFor([&] { return window->currentPage()->sentence() == QStringLiteral("Nothing failed in the last 7 days."); }));
    CHECK(window.comesToShow(QStringLiteral("It has not been asked yet")));
    (void)refused.model.generate();
    REQUIRE(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("1 incident calls for a person")); }));
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Errors, 1 need attention")) != nullptr; }));
    window.click(QStringLiteral("Show failures by day"));
    CHECK(window.waitsFor([&] { return window.wait<FailureChart>(QStringLiteral("Failures by day"))->data().summary.contains(QStringLiteral("1 failure in the last 7 days: Key refused 1")); }));

    DataTable* incidents = tableOf(window, 0, "Incidents");
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    QAbstractItemModelTester tester(incidents->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(incidents->csv().contains("auth"));
    // By keys: Enter opens it.
    incidents->view()->setFocus();
    incidents->view()->selectRow(0);
    QTest::keyClick(incidents->view(), Qt::Key_Return);
    REQUIRE(window.comesToShow(QStringLiteral("Incident 1: Key refused")));
    CHECK(window.comesToShow(QStringLiteral("call a person")));
    CHECK(window.comesToShow(QStringLiteral("another provider: worked")));
    CHECK(window.wait<QAbstractButton>(QStringLiteral("Try it again now")));
    QTest::qWait(100);
    window.picture(QStringLiteral("errors-light"));
    window.theme().choose(QStringLiteral("dark"));
    window.picture(QStringLiteral("errors-dark"));
    window->resize(1280, 720);
    QTest::qWait(100);
    window.picture(QStringLiteral("errors-dark-720"));
    // Beside the open panel too there is room for a breaker's buttons.
    const auto* button = window.find<QAbstractButton>(QStringLiteral("Close the breaker of first"));
    REQUIRE(button);
    CHECK(button->visibleRegion().boundingRect().width() == button->width());
    window.theme().choose(QStringLiteral("light"));

    DataTable* patterns = tableOf(window, 1, "Patterns");
    REQUIRE(window.waitsFor([&] { return patterns->view()->model()->rowCount() == 1; }));
    QAbstractItemModelTester testerOfPatterns(patterns->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(patterns->csv().contains("auth at first since"));
    window.picture(QStringLiteral("errors-patterns"));

    // Filters narrow the incidents and say so; the pattern stays.
    incidents = tableOf(window, 0, "Incidents");
    auto* kind = window.wait<QComboBox>(QStringLiteral("Which kind"));
    kind->setCurrentIndex(kind->findData(QStringLiteral("timeout")));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 0; }));
    kind->setCurrentIndex(0);
    auto* provider = window.wait<QComboBox>(QStringLiteral("Which provider"));
    provider->setCurrentIndex(provider->findData(QStringLiteral("second")));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 0; }));
    provider->setCurrentIndex(provider->findData(QStringLiteral("first")));
    CHECK(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));

    // From the incident to the run that met it, and from the overview to the incident.
    incidents->view()->selectRow(0);
    incidents->view()->setFocus();
    QTest::keyClick(incidents->view(), Qt::Key_Return);
    window.click(QStringLiteral("Open run 2"));
    CHECK(window.comesToShow(QStringLiteral("Run 2: Generation")));
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("bundles"))});
    window->navigator().go({QStringLiteral("overview")});
    window.click(QStringLiteral("See what: 1 incident calls for a person"));
    CHECK(window.waitsFor([&] { return window->navigator().current().page == QStringLiteral("errors"); }));
    CHECK(window.wait<QCheckBox>(QStringLiteral("open only"))->isChecked());
}

TEST_CASE("kinds stand beside each other, also over a longer time")
{
    ModelEndpoint endpoint;
    const ModelDesk model({providerAt("first", endpoint.baseUrl(QStringLiteral("401"))), providerAt("second", endpoint.baseUrl(QStringLiteral("402")))});
    for (int i = 0; i < 2; ++i)
        (void)model.generate();
    Window window(model.desk, QStringLiteral("errors"), {}, false, model.config);
    window.click(QStringLiteral("Show failures by day"));
    auto* chart = window.wait<FailureChart>(QStringLiteral("Failures by day"));
    REQUIRE(window.waitsFor([&] { return chart->data().summary == QStringLiteral("4 failures in the last 7 days: Key refused 2, Money used up 2."); }));
    CHECK(chart->data().series.size() == 2);
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Errors, 2 need attention")) != nullptr; }));
    window.picture(QStringLiteral("errors-kinds"));
    auto* days = window.wait<QComboBox>(QStringLiteral("How many days"));
    days->setCurrentIndex(2);
    CHECK(window.waitsFor([&] { return chart->data().series.front().points.size() == 30; }));
    CHECK(chart->data().summary == QStringLiteral("4 failures in the last 30 days: Key refused 2, Money used up 2."));
    window.picture(QStringLiteral("errors-month"));
    window.click(QStringLiteral("Show Failures by day as a table"));
    CHECK(window.waitsFor([&] { return chart->table()->csv().contains("Money used up"); }));
}

TEST_CASE("the map of kinds and hours says where failures gather, and a cell of it narrows the incidents by mouse and by keys")
{
    ModelEndpoint endpoint;
    const ModelDesk model({providerAt("first", endpoint.baseUrl(QStringLiteral("401")))});
    {
        auto db = Database::open({model.desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        FailureBook book(**db);
        const auto note = [&](FailureKind kind, const char* sentence, const char* when) {
            Failure failure;
            failure.kind = kind;
            failure.provider = QStringLiteral("first");
            failure.job = QStringLiteral("update-factoids");
            failure.sentence = QLatin1String(sentence);
            REQUIRE(book.note(failure, QDateTime::fromString(QLatin1String(when), Qt::ISODate)));
        };
        for (const char* day : {"2026-11-22", "2026-11-23", "2026-11-24"})
            note(FailureKind::Rate, "asked too often", (QByteArray(day) + "T14:05:00Z").constData());
        note(FailureKind::Rate, "still too often", "2026-11-24T02:10:00Z");
        note(FailureKind::Timeout, "no answer", "2026-11-23T14:30:00Z");
    }
    Window window(model.desk, QStringLiteral("errors"), QStringLiteral("2026-11-24T15:00:00.000Z"), false, model.config);
    auto* card = window.wait<HourCard>(QStringLiteral("Failures by kind and hour"));
    REQUIRE(window.waitsFor([&] { return card->summary() == QStringLiteral("5 failures in the last 7 days by hour of Europe/London: Too many calls 4, most at 14:00–15:00 (3); No answer in time 1, most at 14:00–15:00 (1)."); }));
    CHECK(card->map()->accessibleName().contains(card->summary()));
    DataTable* incidents = tableOf(window, 0, "Incidents");
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 3; }));
    window.picture(QStringLiteral("errors-hours"));

    QTest::mouseClick(card->map(), Qt::LeftButton, {}, card->map()->cell(QStringLiteral("rate"), 14).center());
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    CHECK(incidents->csv().contains("asked too often"));
    CHECK(window.wait<QComboBox>(QStringLiteral("Which kind"))->currentData().toString() == QStringLiteral("rate"));
    CHECK(card->map()->accessibleDescription().contains(QStringLiteral("only these are listed")));
    window.picture(QStringLiteral("errors-hours-picked"));
    window.theme().choose(QStringLiteral("dark"));
    window->resize(1280, 720);
    window.picture(QStringLiteral("errors-hours-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    // The filter stands beside the others and is taken away there.
    window.click(QStringLiteral("Only 14:00–15:00; show every hour again"));
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 2; }));
    CHECK(window.waitsFor([&] { return !card->map()->accessibleDescription().contains(QStringLiteral("only these are listed")); }));

    // By keys: to 02:00 of the same kind, and let go.
    card->map()->setFocus();
    for (int i = 0; i < 12; ++i)
        QTest::keyClick(card->map(), Qt::Key_Left);
    CHECK(card->map()->accessibleDescription() == QStringLiteral("Too many calls, 02:00–03:00: 1 failure"));
    QTest::keyClick(card->map(), Qt::Key_Return);
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 1; }));
    CHECK(incidents->csv().contains("still too often"));
    QTest::keyClick(card->map(), Qt::Key_Escape);
    REQUIRE(window.waitsFor([&] { return incidents->view()->model()->rowCount() == 3; }));
    // The table twin, and the pattern of an hour.
    window.click(QStringLiteral("Show failures by kind and hour as a table"));
    CHECK(window.waitsFor([&] { return card->table()->csv().contains("rate,14,3"); }));
    DataTable* patterns = tableOf(window, 1, "Patterns");
    patterns->setFilterText(QStringLiteral("between 14:00"));
    REQUIRE(window.waitsFor([&] { return patterns->view()->model()->rowCount() == 1; }));
    patterns->view()->setFocus();
    patterns->view()->selectRow(0);
    QTest::keyClick(patterns->view(), Qt::Key_Return);
    CHECK(window.waitsFor([&] { return window.find<DataTable>(QStringLiteral("Incidents")) && incidents->view()->model()->rowCount() == 1 && incidents->csv().contains("asked too often"); }));
}

TEST_CASE("a breaker is opened by mouse with a reason, is refused without one, and Ctrl+Z lets it go")
{
    Refused refused;
    const Desk& desk = refused.model.desk;
    (void)refused.model.generate();
    Window window(desk, QStringLiteral("errors"), {}, false, refused.model.config);
    window.click(QStringLiteral("Open the breaker of first"));
    window.click(QStringLiteral("Keep it open"));
    CHECK(window.comesToShow(QStringLiteral("Say why: whoever looks next")));
    window.picture(QStringLiteral("errors-reason"));
    CHECK(force(desk) == QStringLiteral("none"));
    type(window.wait<QLineEdit>(QStringLiteral("Reason for the breaker of first")), QStringLiteral("   "));
    window.click(QStringLiteral("Keep it open"));
    CHECK(window.comesToShow(QStringLiteral("Say why: whoever looks next")));
    CHECK(force(desk) == QStringLiteral("none"));

    type(window.wait<QLineEdit>(QStringLiteral("Reason for the breaker of first")), QStringLiteral("its key is being renewed"));
    CHECK_FALSE(window.shows(QStringLiteral("Say why: whoever looks next")));
    window.click(QStringLiteral("Keep it open"));
    CHECK(window.comesToShow(QStringLiteral("its key is being renewed (window")));
    CHECK(window.comesToShow(QStringLiteral("kept open")));
    CHECK(force(desk) == QStringLiteral("open"));
    CHECK(breaker(desk, "provider:first").value(QStringLiteral("force_reason")).toString() == QStringLiteral("its key is being renewed"));
    undo(window, "open of the breaker");
    CHECK(window.waitsFor([&] { return force(desk) == QStringLiteral("none"); }));
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("kept open")); }));

    // Closed by keys, and let go by its own button.
    auto* close = window.wait<QAbstractButton>(QStringLiteral("Close the breaker of first"));
    close->setFocus();
    QTest::keyClick(close, Qt::Key_Space);
    auto* reason = window.wait<QLineEdit>(QStringLiteral("Reason for the breaker of first"));
    type(reason, QStringLiteral("it is well again"));
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(window.waitsFor([&] { return force(desk) == QStringLiteral("closed"); }));
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("Let the breaker of first go"));
    CHECK(window.waitsFor([&] { return force(desk) == QStringLiteral("none"); }));
    // Escape gives up.
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("Open the breaker of first"));
    QTest::keyClick(window.wait<QLineEdit>(QStringLiteral("Reason for the breaker of first")), Qt::Key_Escape);
    CHECK_FALSE(window.find<QLineEdit>(QStringLiteral("Reason for the breaker of first")));
}

TEST_CASE("a recovery rule is edited in place, what cannot be is refused, and it is undone and reset")
{
    Refused refused;
    const Desk& desk = refused.model.desk;
    Window window(desk, QStringLiteral("errors"), {}, false, refused.model.config);
    DataTable* rules = tableOf(window, 2, "Recovery table");
    REQUIRE(window.waitsFor([&] { return rules->view()->model()->rowCount() == 13; }));
    QAbstractItemModelTester tester(rules->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QJsonObject before = rule(desk, "auth");
    CHECK_FALSE(before.value(QStringLiteral("own")).toBool());
    rules->setFilterText(QStringLiteral("Key refused"));
    REQUIRE(window.waitsFor([&] { return rules->view()->model()->rowCount() == 1; }));
    rules->view()->setFocus();
    rules->view()->selectRow(0);
    QTest::keyClick(rules->view(), Qt::Key_Return);
    REQUIRE(window.comesToShow(QStringLiteral("Recovery: Key refused")));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save the rule"));
    CHECK_FALSE(save->isEnabled());

    auto* from = window.wait<QLineEdit>(QStringLiteral("A person is called from so many times on"));
    for (const char* wrong : {"soon", "0", "1000001", "1.5"}) {
        type(from, QLatin1String(wrong));
        INFO(wrong);
        CHECK(window.comesToShow(QStringLiteral("“A person is called from so many times on” must be a whole number from 1 to 1000000.")));
        CHECK_FALSE(save->isEnabled());
    }
    type(from, QStringLiteral("3"));
    CHECK(save->isEnabled());
    // Tries and waits, in seconds.
    type(window.wait<QLineEdit>(QStringLiteral("Tries, the first one counted")), QStringLiteral("21"));
    CHECK(window.comesToShow(QStringLiteral("“Tries, the first one counted” must be a whole number from 1 to 20.")));
    type(window.wait<QLineEdit>(QStringLiteral("Tries, the first one counted")), QStringLiteral("4"));
    for (const char* name : {"First wait, at most, in seconds", "Longest wait of our own, in seconds", "Longest wait a provider may ask for, in seconds"}) {
        auto* wait = window.wait<QLineEdit>(QLatin1String(name));
        const QString as = wait->text();
        for (const char* wrong : {"soon", "-1", "3600.001", "1.2345", "1,5", ""}) {
            wait->selectAll();
            QTest::keyClick(wait, Qt::Key_Delete);
            type(wait, QLatin1String(wrong));
            INFO(name << " " << wrong);
            CHECK(window.comesToShow(QStringLiteral("“%1” must be a number of seconds from 0 to 3600, with at most three decimals.").arg(QLatin1String(name))));
            CHECK_FALSE(save->isEnabled());
        }
        type(wait, as);
        CHECK(save->isEnabled());
    }
    type(window.wait<QLineEdit>(QStringLiteral("First wait, at most, in seconds")), QStringLiteral("2.5"));
    type(window.wait<QLineEdit>(QStringLiteral("Longest wait of our own, in seconds")), QStringLiteral("45"));
    type(window.wait<QLineEdit>(QStringLiteral("Longest wait a provider may ask for, in seconds")), QStringLiteral("3600"));
    // News on the page takes nothing of it away.
    (void)refused.model.generate();
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled() && window->currentPage()->sentence().contains(QStringLiteral("calls for a person")); }));
    CHECK(window.wait<QLineEdit>(QStringLiteral("First wait, at most, in seconds"))->text() == QStringLiteral("2.5"));
    for (const char* step : {"call a person", "another provider", "write without a model", "keep the published set"})
        window.click(QStringLiteral("Remove the step “%1”").arg(QLatin1String(step)));
    window.click(QStringLiteral("Remove the step “serve the fallbacks”"));
    CHECK(window.comesToShow(QStringLiteral("A rule needs at least one step.")));
    CHECK_FALSE(save->isEnabled());
    auto* more = window.wait<QComboBox>(QStringLiteral("A further step"));
    for (const char* step : {"write_by_statistics", "raise_alert"}) {
        more->setCurrentIndex(more->findData(QLatin1String(step)));
        window.click(QStringLiteral("Add step"));
    }
    window.picture(QStringLiteral("errors-rule"));
    window.click(QStringLiteral("Save the rule"));
    REQUIRE(window.waitsFor([&] { return rule(desk, "auth").value(QStringLiteral("own")).toBool(); }));
    const QJsonObject saved = rule(desk, "auth").value(QStringLiteral("rule")).toObject();
    CHECK(saved.value(QStringLiteral("steps")).toArray() == QJsonArray{QStringLiteral("write_by_statistics"), QStringLiteral("raise_alert")});
    CHECK(saved.value(QStringLiteral("alert_after")).toInt() == 3);
    CHECK(saved.value(QStringLiteral("wait")).toObject() == QJsonObject{{QStringLiteral("attempts"), 4}, {QStringLiteral("first_ms"), 2'500}, {QStringLiteral("longest_ms"), 45'000}, {QStringLiteral("longest_asked_ms"), 3'600'000}});
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Back to the program's own")) != nullptr; }));

    undo(window, "recovery rule");
    CHECK(window.waitsFor([&] { return rule(desk, "auth") == before; }));
    // The panel follows.
    CHECK(window.waitsFor([&] { return !window.find<QAbstractButton>(QStringLiteral("Back to the program's own")); }));

    // For one provider alone, and back.
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("Another rule for second alone ›"));
    REQUIRE(window.comesToShow(QStringLiteral("Recovery: Key refused at second")));
    window.click(QStringLiteral("Remove the step “call a person”"));
    window.click(QStringLiteral("Save the rule"));
    REQUIRE(window.waitsFor([&] { return rule(desk, "auth@second").value(QStringLiteral("own")).toBool(); }));
    CHECK(rule(desk, "auth") == before);
    REQUIRE(window.waitForJobs());
    window.click(QStringLiteral("As for every provider"));
    CHECK(window.waitsFor([&] { return rule(desk, "auth@second").isEmpty(); }));
}

TEST_CASE("a failed generation is tried again from its incident, which says how it went and ends")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    endpoint.always(QStringLiteral("refusal"));
    const ModelDesk model({providerAt("only", endpoint.baseUrl())});
    (void)model.generate();
    Window window(model.desk, {}, {}, false, model.config);
    window->navigator().go({QStringLiteral("errors"), {{QStringLiteral("incident"), QStringLiteral("1")}}});
    REQUIRE(window.comesToShow(QStringLiteral("Incident 1: Model refused")));
    CHECK(window.comesToShow(QStringLiteral("write without a model: worked")));
    // What it was asked and said is there to read.
    window.click(QStringLiteral("Show the prompt to only"));
    endpoint.always(QStringLiteral("ok"));
    window.click(QStringLiteral("Try it again now"));
    CHECK(window.comesToShow(QStringLiteral("tried again")));
    CHECK(window.comesToShow(QStringLiteral("published: only answered")));
    CHECK(window.comesToShow(QStringLiteral("Over since")));
    window.picture(QStringLiteral("errors-replay"));
}

TEST_CASE("on a store that may only be read nothing of the Errors page can be changed")
{
    Refused refused;
    (void)refused.model.generate();
    Window window(refused.model.desk, QStringLiteral("errors"), {}, true, refused.model.config);
    CHECK_FALSE(window.wait<QAbstractButton>(QStringLiteral("Open the breaker of first"))->isEnabled());
    window->navigator().go({QStringLiteral("errors"), {{QStringLiteral("incident"), QStringLiteral("1")}}});
    REQUIRE(window.comesToShow(QStringLiteral("Incident 1: Key refused")));
    CHECK_FALSE(window.find<QAbstractButton>(QStringLiteral("Try it again now")));
}
