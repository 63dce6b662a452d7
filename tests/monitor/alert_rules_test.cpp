// Rules of alerts: as data, on ten thousand made-up courses whose incidents are known, and on a real store by several
// processes.
#include "core/monitor/alerts/alert_watch.h"
#include "core/monitor/alerts/silences.h"
#include "core/monitor/metrics/collector.h"
#include "core/store/sql/time_text.h"
#include "tests/monitor/monitor_support.h"

#include <QElapsedTimer>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kWaiting = u"factoid_changes_waiting"_s;

AlertRule ruleOf(double threshold, double clear, int forMinutes, int keepMinutes)
{
    AlertRule rule;
    rule.id = u"waiting"_s;
    rule.title = u"Changes wait"_s;
    rule.series = {kWaiting};
    rule.threshold = threshold;
    rule.clear = clear;
    rule.times = {forMinutes, keepMinutes};
    return rule;
}

// A course of values and what really happened in it.
struct Trace {
    Values values;
    struct Incident {
        size_t from = 0, to = 0; // from <= minute < to
    };
    std::vector<Incident> incidents;
};

// Normal around 20 with a season and noise, an incident around 120; the limits are 100 and 60. Within an incident there
// are dips, none as long as it takes to clear; anywhere there are gaps and, like a counter that starts anew, falls to
// zero.
Trace makeTrace(std::mt19937& chance, const AlertRule& rule)
{
    const auto dice = [&](int least, int most) { return std::uniform_int_distribution<int>(least, most)(chance); };
    constexpr int kMinutes = 1'200;
    constexpr double kPi = 3.141592653589793;
    Trace trace;
    std::vector<bool> bad(kMinutes);
    for (int at = dice(30, 200); at < kMinutes - 250; at += dice(150, 400)) {
        const int length = dice(rule.times.forMinutes + 12, 100);
        trace.incidents.push_back({size_t(at), size_t(at + length)});
        std::fill(bad.begin() + at, bad.begin() + at + length, true);
        at += length;
    }
    const double season = dice(0, 15), phase = dice(0, 359);
    for (int minute = 0; minute < kMinutes; ++minute) {
        const double wave = season * std::sin((minute + phase) * 2 * kPi / 360);
        const double noise = std::normal_distribution<double>(0, 3)(chance);
        trace.values.push_back(bad[size_t(minute)] ? 135 + std::abs(noise) + wave : std::max(0.0, 20 + wave + noise));
    }
    for (const Trace::Incident& incident : trace.incidents) {
        const auto settled = int(incident.from) + rule.times.forMinutes + 2;
        for (int dip = dice(0, 4); dip > 0; --dip) {
            const int at = dice(settled, int(incident.to) - 2);
            for (int minute = at; minute < std::min(at + dice(1, rule.times.keepMinutes), int(incident.to)); ++minute)
                trace.values[size_t(minute)] = dice(0, 1) == 0 ? 30.0 : 80.0;
        }
    }
    for (int gap = dice(0, 6); gap > 0; --gap) {
        const int at = dice(0, kMinutes - 60);
        std::fill_n(trace.values.begin() + at, dice(1, 40), std::nullopt);
    }
    for (int reset = dice(0, 3); reset > 0; --reset) {
        const int at = dice(0, kMinutes - 1);
        if (!bad[size_t(at)])
            trace.values[size_t(at)] = 0.0;
    }
    return trace;
}

void addChanges(Database& db, int count)
{
    for (int i = 0; i < count; ++i)
        must(db.run(u"INSERT INTO changes(changed_at, change_type, comparison) VALUES('2026-06-01T09:00:00.000Z', "
                    "'data_update', 1)"_s));
}

void publishAll(Database& db)
{
    must(db.run(u"UPDATE changes SET processed_run = 1"_s));
}

// One minute's watch, as each process does it.
AlertsWatched watchAt(Database& db, const QDateTime& now)
{
    return must(db.transaction<AlertsWatched>([&]() -> Result<AlertsWatched> {
        const Collected collected = TRY(collectMetrics(db, Settings(), now));
        return collected.done ? watchAlerts(db, Settings(), collected.to, now) : Result<AlertsWatched>(AlertsWatched{});
    }));
}

struct Desk_ {
    Books books;
    std::unique_ptr<Database> db = books.open(), other = books.open();
    QDateTime now = at("2026-06-01T10:00:00Z");

    Desk_()
    {
        // Only one rule, whatever the machine's disk is like.
        AlertStore store(*db);
        for (const auto& [id, rule] : standardAlertRules())
            must(store.putRule(id, changedRule(rule.toJson(), {{u"enabled"_s, false}}), u"test"_s, now));
        must(store.putRule(u"waiting"_s, ruleOf(3, 0, 2, 2).toJson(), u"test"_s, now));
        must(store.putSink({u"log"_s, u"log"_s, {}}, u"test"_s, now));
    }
    AlertsWatched minutes(int count)
    {
        AlertsWatched all;
        for (int i = 0; i < count; ++i) {
            now = now.addSecs(60);
            for (Database* each : {db.get(), other.get()}) { // whoever comes first
                const AlertsWatched one = watchAt(*each, now);
                all.opened += one.opened;
                all.closed += one.closed;
                all.messages += one.messages;
            }
        }
        return all;
    }
    QString phase()
    {
        const auto states = must(AlertStore(*db).states());
        return alertPhaseName(AlertState::fromJson(states.at(u"waiting"_s).body).shown());
    }
};

} // namespace

TEST_CASE("ten thousand courses: no incident is missed or told twice, and none is resolved by what is missing")
{
    const AlertRule rule = ruleOf(100, 60, 5, 10);
    std::mt19937 chance(20261130);
    int incidents = 0, missed = 0, late = 0, twice = 0, made = 0, byMissing = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Trace trace = makeTrace(chance, rule);
        const Backtest test = backtest(rule, trace.values, 0);
        std::vector<bool> known(test.incidents.size());
        for (const Trace::Incident& incident : trace.incidents) {
            // It must have fired once its value was known for as long as the rule waits, and one minute more.
            size_t due = incident.from;
            int seen = 0;
            for (; due < incident.to && seen < rule.times.forMinutes + 2; ++due) {
                if (trace.values[due])
                    seen = *trace.values[due] >= rule.threshold ? seen + 1 : 0;
            }
            if (seen < rule.times.forMinutes + 2)
                continue; // gaps and dips hid it
            ++incidents;
            int told = 0;
            for (size_t n = 0; n < test.incidents.size(); ++n) {
                const auto began = size_t(test.incidents[n].began);
                const auto ended = size_t(test.incidents[n].ended.value_or(qint64(trace.values.size())));
                if (ended <= incident.from || began >= incident.to)
                    continue;
                known[n] = true;
                ++told;
                late += began > due ? 1 : 0;
            }
            missed += told == 0 ? 1 : 0;
            twice += told > 1 ? 1 : 0;
        }
        for (const AlertIncident& incident : test.incidents)
            byMissing += incident.ended && !trace.values[size_t(*incident.ended)] ? 1 : 0;
        for (size_t n = 0; n < known.size(); ++n) {
            const auto began = size_t(test.incidents[n].began);
            made += std::ranges::none_of(
                trace.incidents, [&](const Trace::Incident& each) { return began >= each.from && began < each.to; });
        }
    }
    CHECK(incidents > 15'000);
    CHECK(missed == 0);
    CHECK(late == 0);
    CHECK(twice == 0);
    CHECK(made == 0); // an incident where nothing happened
    CHECK(byMissing == 0);
}

TEST_CASE("an incident is opened, told and closed once, whoever watches")
{
    Desk_ desk;
    CHECK(desk.minutes(3).opened == 0);
    CHECK(desk.phase() == u"ok"_s);
    addChanges(*desk.db, 3);
    CHECK(desk.minutes(2).opened == 0);
    CHECK(desk.phase() == u"pending"_s);
    const AlertsWatched fired = desk.minutes(1);
    CHECK(fired.opened == 1);
    CHECK(fired.messages == 1);
    CHECK(desk.phase() == u"firing"_s);
    addChanges(*desk.db, 4);
    CHECK(desk.minutes(5).messages == 0);
    publishAll(*desk.db);
    CHECK(desk.minutes(2).closed == 0);
    CHECK(desk.phase() == u"clearing"_s);
    const AlertsWatched over = desk.minutes(1);
    CHECK(over.closed == 1);
    CHECK(over.messages == 1);
    const auto incidents = must(AlertStore(*desk.db).incidents(0));
    REQUIRE(incidents.size() == 1);
    CHECK(incidents[0].worst == 7);
    CHECK(incidents[0].threshold == 3);
    CHECK(incidents[0].toldAt.isValid());
    const auto messages = must(AlertStore(*desk.db).messages(10));
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].kind == u"resolved"_s);
    CHECK(messages[1].kind == u"firing"_s);
}

TEST_CASE("nobody watching resolves nothing, and what fires when somebody does is told then")
{
    Desk_ desk;
    addChanges(*desk.db, 3);
    CHECK(desk.minutes(4).opened == 1);
    publishAll(*desk.db);
    desk.now = desk.now.addSecs(3 * 3600); // the machine was off
    CHECK(desk.minutes(2).closed == 0);
    CHECK(desk.minutes(1).closed == 1);
}

TEST_CASE("a silence hides, and what still fires when it is over is told")
{
    Desk_ desk;
    Silence silence;
    silence.from = desk.now;
    silence.until = desk.now.addSecs(10 * 60);
    silence.author = silence.reason = u"test"_s;
    silence.createdAt = desk.now;
    must(checkSilence(silence));
    must(AlertStore(*desk.db).addSilence(silence));
    addChanges(*desk.db, 3);
    const AlertsWatched hushed = desk.minutes(9);
    CHECK(hushed.opened == 1);
    CHECK(hushed.messages == 0);
    CHECK(desk.phase() == u"silenced"_s);
    CHECK(desk.minutes(3).messages == 1);
    CHECK(desk.phase() == u"firing"_s);
}

TEST_CASE("incidents of one group are one message, and each goes to its sinks alone")
{
    Desk_ desk;
    AlertStore store(*desk.db);
    AlertRule first = ruleOf(1, 0, 0, 0), second = ruleOf(2, 0, 0, 0), third = ruleOf(2, 0, 0, 0);
    first.group = second.group = u"together"_s;
    third.sinks = {u"mail"_s};
    must(store.putRule(u"waiting"_s, first.toJson(), u"test"_s, desk.now));
    must(store.putRule(u"second"_s, second.toJson(), u"test"_s, desk.now));
    must(store.putRule(u"third"_s, third.toJson(), u"test"_s, desk.now));
    must(store.putSink({u"mail"_s, u"mail"_s, {}}, u"test"_s, desk.now));
    addChanges(*desk.db, 5);
    const AlertsWatched fired = desk.minutes(1);
    CHECK(fired.opened == 3);
    CHECK(fired.messages == 3); // the group to both, the third to one
    for (const AlertMessage& message : must(store.messages(10))) {
        const qsizetype alerts = message.body.value(u"alerts"_s).toArray().size();
        CHECK(alerts == (message.body.value(u"group"_s) == u"together"_s ? 2 : 1));
    }
}

TEST_CASE("a rule says what is wrong with it")
{
    struct Case {
        const char* json;
        const char* sentence; // part of it; empty: it is right
    };
    const Case cases[] = {
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3})", ""},
        {R"({"series": {"metric": "nothing"}, "threshold": 3})", "no metric"},
        {R"({"series": {"metric": "factoid_changes_waiting"}})", "threshold"},
        {R"({"series": {"metric": "factoid_changes_waiting", "measure": "p95"}, "threshold": 3})", "gauge"},
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3, "clear": 4})", "clear level"},
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3, "clear": 2, "compare": "below"})",
         "clear level"},
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3, "for_minutes": -1})", "for_minutes"},
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3, "for_minutes": 1.5})", "for_minutes"},
        {R"({"series": {"metric": "factoid_changes_waiting"}, "threshold": 3, "severity": "huge"})", "severity"},
        {R"({"series": {"metric": "factoid_runs_total", "labels": {"colour": "red"}}, "threshold": 3})", "label"},
    };
    for (const auto& [json, sentence] : cases) {
        INFO(json);
        const auto rule = AlertRule::fromJson(u"x"_s, QJsonDocument::fromJson(json).object());
        CHECK(rule.has_value() == (*sentence == '\0'));
        if (!rule)
            CHECK(rule.error().message.contains(QLatin1String(sentence)));
        else
            CHECK(must(AlertRule::fromJson(u"x"_s, rule->toJson())) == *rule);
    }
    CHECK(standardAlertRules().size() == 13);
    for (const auto& [id, rule] : standardAlertRules())
        CHECK(must(AlertRule::fromJson(id, rule.toJson())) == rule);
}

TEST_CASE("a recurring silence holds at its time of day, also when the clocks change")
{
    const QTimeZone london("Europe/London");
    struct Case {
        const char* name;
        const char* weekdays;
        const char* starts;
        int minutes;
        const char* at;
        bool holds;
    };
    const Case cases[] = {
        {"before", "7", "01:30", 60, "2026-03-22T01:29:00Z", false},
        {"at its time", "7", "01:30", 60, "2026-03-22T01:30:00Z", true},
        {"last minute", "7", "01:30", 60, "2026-03-22T02:29:00Z", true},
        {"after", "7", "01:30", 60, "2026-03-22T02:30:00Z", false},
        {"another day", "7", "01:30", 60, "2026-03-23T01:45:00Z", false},
        {"two days", "1,7", "01:30", 60, "2026-03-23T01:45:00Z", true},
        {"summer", "7", "01:30", 60, "2026-06-07T00:30:00Z", true},
        {"summer, by UTC", "7", "01:30", 60, "2026-06-07T01:45:00Z", false},
        {"clocks went forward: still an hour", "7", "01:30", 60, "2026-03-29T01:29:00Z", true},
        {"over midnight", "6", "23:00", 120, "2026-03-15T00:30:00Z", true},
        {"over midnight, done", "6", "23:00", 120, "2026-03-15T01:00:00Z", false},
        {"leap day", "2", "12:00", 30, "2028-02-29T12:15:00Z", true},
        {"turn of the year", "4", "23:30", 60, "2027-01-01T00:10:00Z", true},
    };
    for (const Case& each : cases) {
        INFO(each.name);
        Silence silence;
        silence.from = at("2026-01-01T00:00:00Z");
        silence.until = at("2029-01-01T00:00:00Z");
        silence.weekdays = QLatin1String(each.weekdays);
        silence.starts = QLatin1String(each.starts);
        silence.minutes = each.minutes;
        silence.author = silence.reason = u"test"_s;
        must(checkSilence(silence));
        CHECK(holds(silence, u"any"_s, minuteOf(at(each.at)), london) == each.holds);
        silence.rule = u"another"_s;
        CHECK_FALSE(holds(silence, u"any"_s, minuteOf(at(each.at)), london));
    }
}

TEST_CASE("a rule is tried on ninety days of minutes in a moment")
{
    const Books books;
    const auto db = books.open();
    MetricStore store(*db);
    const qint64 to = minuteOf(at("2026-06-01T10:00:00Z")), from = to - 90 * kDayMinutes;
    std::mt19937 chance(1);
    must(db->transaction<bool>([&]() -> Result<bool> {
        const qint64 id = TRY(store.idOf(kWaiting, {}));
        double value = 0;
        for (qint64 minute = from; minute < to; ++minute) {
            if (chance() % 10 == 0) { // a gauge's row where it changes
                value = double(chance() % 100);
                TRY(store.putMinute(id, {minute, value}));
            }
        }
        TRY(db->run(u"INSERT INTO metric_coverage(from_minute, to_minute) VALUES(?, ?)"_s, {from, to}));
        return true;
    }));
    const AlertRule rule = ruleOf(99, 50, 0, 5);
    double best = 1e9;
    Backtest test;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        const Values values = must(valuesOf(*db, rule, from, to));
        test = backtest(rule, values, from);
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    INFO("fired " << test.incidents.size() << " times");
    CHECK(test.known > 129'000);
    CHECK(test.incidents.size() > 10);
    WARN("back-test of 90 days of minutes: " << best << " ms");
    // A debug build on a busy machine is given room.
    CHECK(best < 1'000);
}
