// The pages Metrics and Alerts in the real window: what is measured, a rule whose threshold is dragged over its
// history, silences, and the message when an alert fires.
#include "core/node/minute_watch.h"
#include "core/store/operations/alert_store.h"
#include "core/store/operations/metric_store.h"
#include "tests/window/window_fixture.h"
#include "ui/alerts/rule_editor.h"
#include "ui/chart/time_chart.h"
#include "ui/table/data_table.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr const char* kNow = "2026-06-01T12:00:30Z";

std::unique_ptr<Database> storeOf(const Desk& desk)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    return std::move(*db);
}

// Three days of a gauge by the minute: quiet at 0, and four times at 40 for twenty minutes.
void fillHistory(const Desk& desk)
{
    const auto db = storeOf(desk);
    MetricStore store(*db);
    const qint64 to = minuteOf(QDateTime::fromString(QLatin1String(kNow), Qt::ISODate)), from = to - 3 * kDayMinutes;
    auto filled = db->transaction<bool>([&]() -> Result<bool> {
        const qint64 id = TRY(store.idOf(u"factoid_changes_waiting"_s, {}));
        TRY(store.putMinute(id, {from, 0.0}));
        for (int peak = 0; peak < 4; ++peak) {
            const qint64 at = from + 300 + peak * 900;
            TRY(store.putMinute(id, {at, 40.0}));
            TRY(store.putMinute(id, {at + 20, 0.0}));
        }
        TRY(db->run(u"INSERT INTO metric_coverage(from_minute, to_minute) VALUES(?, ?)"_s, {from, to}));
        return true;
    });
    REQUIRE(filled);
}

// The row of the table that has the text, selected and opened.
void openRow(const Window& window, const QString& table, const QString& text)
{
    auto* shown = window.wait<DataTable>(table);
    REQUIRE(window.waitsFor([&] { return shown->view()->model()->rowCount() > 0; }));
    const auto hits =
        shown->view()->model()->match(shown->view()->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchContains);
    REQUIRE_FALSE(hits.isEmpty());
    shown->view()->setCurrentIndex(hits.first());
    shown->view()->setFocus();
    QTest::keyClick(shown->view(), Qt::Key_Return);
}

} // namespace

TEST_CASE("the threshold is dragged over its history while what it would have done is counted, then saved and undone")
{
    Desk desk;
    importAndPublish(desk);
    (void)desk.ask(
        words("alerts set waiting --metric factoid_changes_waiting --threshold 30 --clear 10 --title Waiting"));
    (void)desk.ask({u"settings"_s, u"set"_s, u"site.title=Other"_s}); // another step to undo, by its name
    fillHistory(desk);
    Window window(desk, u"alerts"_s, QLatin1String(kNow));
    openRow(window, u"Rules"_s, u"Waiting"_s);
    auto* editor = window.wait<TimeChart>(u"History of “Waiting”"_s);
    REQUIRE(window.comesToShow(u"Would have fired 4 times in 90 days."_s));
    window.picture(u"alerts-rule"_s);

    // With the mouse, above the peaks.
    auto* rule = window->findChild<RuleEditor*>();
    const QPoint line(editor->width() / 2, editor->yOf(30));
    QTest::mousePress(editor, Qt::LeftButton, Qt::NoModifier, line);
    QTest::mouseMove(editor, QPoint(line.x(), editor->yOf(41)));
    QTest::mouseRelease(editor, Qt::LeftButton, Qt::NoModifier, QPoint(line.x(), editor->yOf(41)));
    CHECK(rule->verdict() == u"Would have fired 0 times in 90 days."_s);
    CHECK(*editor->threshold() > 40);
    CHECK(editor->accessibleDescription() == rule->verdict());
    // With the keys, down again until it fires.
    editor->setFocus();
    for (int i = 0; i < 10 && rule->verdict() != u"Would have fired 4 times in 90 days."_s; ++i)
        QTest::keyClick(editor, Qt::Key_PageDown);
    CHECK(rule->verdict() == u"Would have fired 4 times in 90 days."_s);
    CHECK(*editor->threshold() < 40);
    const double chosen = *editor->threshold();
    CHECK(chosen != 30);

    window.click(u"Save the rule"_s);
    REQUIRE(window.waitForJobs());
    const auto saved = [&] {
        const auto db = storeOf(desk);
        return AlertStore(*db).rules().value()[u"waiting"_s].value(u"threshold"_s).toDouble();
    };
    CHECK(saved() == Approx(chosen));
    const QAction* undo = window->actions().find(u"edit.undo"_s);
    REQUIRE(window.waitsFor([&] { return undo->isEnabled() && undo->text().contains(u"waiting"_s); }));
    window->setFocus();
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return saved() == 30; }));
}

TEST_CASE("what cannot be is refused where it stands, and a silence needs a reason")
{
    Desk desk;
    importAndPublish(desk);
    Window window(desk, u"alerts"_s, QLatin1String(kNow));
    REQUIRE(window.comesToShow(u"Nothing has been checked yet"_s));
    openRow(window, u"Rules"_s, u"A circuit breaker stays open"_s);
    REQUIRE(window.comesToShow(u"There is no data for the last 90 days."_s));
    auto* clear = window.wait<QLineEdit>(u"Clears at or below"_s);
    clear->selectAll();
    QTest::keyClicks(clear, u"9"_s);
    CHECK(window.shows(u"The clear level 9 is beyond the threshold 1"_s));
    CHECK_FALSE(window.wait<QPushButton>(u"Save the rule"_s)->isEnabled());
    auto* silence = window.wait<QPushButton>(u"Silence"_s);
    CHECK_FALSE(silence->isEnabled());
    auto* reason = window.wait<QLineEdit>(u"Reason for the silence"_s);
    QTest::keyClicks(reason, u"planned works"_s);
    CHECK(silence->isEnabled());
    window.click(u"Silence"_s);
    REQUIRE(window.waitForJobs());
    const auto db = storeOf(desk);
    const auto silences = AlertStore(*db).silences().value();
    REQUIRE(silences.size() == 1);
    CHECK(silences[0].rule == u"breaker_open"_s);
    CHECK(silences[0].reason == u"planned works"_s);
    REQUIRE(window.waitsFor([&] { return window.wait<DataTable>(u"Silences"_s)->view()->model()->rowCount() == 1; }));
    window.picture(u"alerts-silence"_s);
}

TEST_CASE("an alert that another process finds shows in the window, once as a message")
{
    Desk desk;
    importAndPublish(desk);
    (void)desk.ask(
        words("alerts set waiting --metric factoid_changes_waiting --threshold 1 --clear 0 --title Waiting"));
    desk.setNow(QLatin1String(kNow));
    (void)desk.ask(words("alerts check"));
    Window window(desk, u"alerts"_s, u"2026-06-01T12:02:00Z"_s);
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    desk.write(u"more/figures.csv"_s, smallFigures(3'000'000));
    (void)desk.ask({u"import"_s, desk.path(u"more"_s)});
    desk.setNow(u"2026-06-01T12:01:30Z"_s);
    CHECK(desk.ask(words("alerts check")).value(u"opened"_s).toInt() >= 1);
    REQUIRE(window.comesToShow(u"“Waiting” has been firing since"_s));
    // In the foot, where the window says what happened.
    REQUIRE(window.waitsFor([&] {
        const auto buttons = window->findChildren<QPushButton*>();
        return std::ranges::any_of(buttons,
                                   [](const QPushButton* button) { return button->text().contains(u"Alert: "_s); });
    }));
    window.picture(u"alerts-firing"_s);
}

TEST_CASE("metrics are drawn with their marks, several at once, and what nobody looked at is no data")
{
    Desk desk;
    importAndPublish(desk); // 09:00
    desk.setNow(QLatin1String(kNow));
    (void)desk.ask(words("metrics --collect"));
    fillHistory(desk);
    Window window(desk, u"metrics"_s, QLatin1String(kNow));
    auto* list = window.wait<DataTable>(u"Metrics"_s);
    REQUIRE(window.waitsFor([&] { return list->view()->model()->rowCount() > 30; }));
    const auto select = [&](const QString& name, Qt::KeyboardModifier modifier) {
        const auto hits = list->view()->model()->match(list->view()->model()->index(0, 0), Qt::DisplayRole, name, 1,
                                                       Qt::MatchExactly);
        REQUIRE_FALSE(hits.isEmpty());
        list->view()->scrollTo(hits.first());
        QTest::mouseClick(list->view()->viewport(), Qt::LeftButton, modifier,
                          list->view()->visualRect(hits.first()).center());
    };
    select(u"Runs"_s, Qt::NoModifier);
    REQUIRE(window.waitsFor([&] {
        const auto* chart = window.find<TimeChart>(u"Over time"_s);
        return chart && chart->data().series.size() == 1 && chart->data().series[0].name == u"Runs"_s;
    }));
    const TimeChart* chart = window.find<TimeChart>(u"Over time"_s);
    CHECK(chart->data().marks.size() == 2); // the import and the set
    CHECK_FALSE(chart->data().series[0].values.front().has_value());
    CHECK(chart->accessibleDescription().contains(u"Runs: from 0 to 2"_s));
    select(u"Changes waiting"_s, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] {
        const auto* both = window.find<TimeChart>(u"Over time"_s);
        return both && both->data().series.size() == 2;
    }));
    window.picture(u"metrics"_s);
}
