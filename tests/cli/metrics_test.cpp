// Metrics, through the real program, with the page, the rules and the dashboard that belong to it.
#include "tests/support/small_data.h"

#include <QRegularExpression>
#include <QStandardPaths>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject metricNamed(const QJsonObject& list, const QString& name)
{
    for (const QJsonValue& value : list.value(u"metrics"_s).toArray()) {
        if (value.toObject().value(u"name"_s).toString() == name)
            return value.toObject();
    }
    FAIL("there is no " << name.toStdString());
    return {};
}

QString pageText()
{
    QFile page(sourcePath(u"docs/metrics.md"_s));
    REQUIRE(page.open(QIODevice::ReadOnly));
    return QString::fromUtf8(page.readAll());
}

void sql(const Desk& desk, const QString& statements)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {desk.store(), statements});
    REQUIRE(sqlite.waitForFinished());
    INFO(sqlite.readAllStandardError().toStdString());
    REQUIRE(sqlite.exitCode() == 0);
}

QProcess& finished(QProcess& process, int patience = 120'000)
{
    REQUIRE(process.waitForStarted());
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(patience));
    return process;
}

} // namespace

TEST_CASE("the page of metrics says of each what the program says, with the query that makes it")
{
    const Desk desk;
    const QString page = pageText();
    const QJsonArray all = desk.ask(words("metrics")).value(u"metrics"_s).toArray();
    CHECK(all.size() > 30);
    QStringList told, held;
    static const QRegularExpression heading(u"^### `([a-z_]+)`$"_s, QRegularExpression::MultilineOption);
    for (auto it = heading.globalMatch(page); it.hasNext();)
        told << it.next().captured(1);
    for (const QJsonValue& value : all) {
        const QJsonObject metric = value.toObject();
        held << metric.value(u"name"_s).toString();
        INFO(held.last().toStdString());
        CHECK(page.contains(u"### `%1`\n%2 A %3"_s.arg(held.last(), metric.value(u"help"_s).toString(),
                                                       metric.value(u"kind"_s).toString())));
        CHECK(page.contains(metric.value(u"query"_s).toString()));
    }
    CHECK(told == held);
}

TEST_CASE("what was done is counted, by minute, hour and day, and what nobody looked at is no data")
{
    Desk desk;
    importAndPublish(desk); // 1 June 2026, 09:00
    (void)desk.ask(words("factoids"));
    CHECK(desk.ask(words("metrics")).value(u"watched_to"_s).isNull());
    CHECK(desk.run(words("metrics factoid_runs_total")).out.contains("no data"));
    desk.setNow(u"2026-06-01T09:05:00Z"_s);
    const QJsonObject list = desk.ask(words("metrics --collect"));
    CHECK(list.value(u"watched_to"_s).toString() == u"2026-06-01T09:05:00.000Z"_s);
    CHECK(metricNamed(list, u"factoid_runs_total"_s).value(u"newest"_s).toDouble() == 2);
    CHECK(metricNamed(list, u"factoid_changes_waiting"_s).value(u"newest"_s).toDouble() == 0);
    CHECK(metricNamed(list, u"factoid_success_ratio"_s).value(u"newest"_s).toDouble() == 1);
    // No cap was reached because nothing was paid; no breaker, no call: nothing is made up.
    CHECK(metricNamed(list, u"factoid_bundle_age_seconds"_s).value(u"newest"_s).isNull());

    const QJsonObject runs = desk.ask(
        words("metrics factoid_runs_total --from 2026-06-01T08:58:00Z --to 2026-06-01T09:07:00Z --step minute"));
    const QJsonArray points = runs.value(u"points"_s).toArray();
    REQUIRE(points.size() == 9);
    CHECK(points[0].toObject().value(u"value"_s).isNull()); // before anything was done
    CHECK(points[2].toObject().value(u"value"_s).toDouble() == 2);
    CHECK(points[3].toObject().value(u"value"_s).toDouble() == 0);
    CHECK(points[7].toObject().value(u"value"_s).isNull()); // not collected yet
    const QJsonObject one = desk.ask(words("metrics factoid_runs_total --labels job_name=import --step day"));
    CHECK(one.value(u"points"_s).toArray().last().toObject().value(u"value"_s).toDouble() == 1);
    const QJsonObject waiting =
        desk.ask(words("metrics factoid_changes_waiting --step minute --from 2026-06-01T09:00:00Z"));
    CHECK(waiting.value(u"known"_s).toInt() == 1);

    CHECK(desk.run(words("metrics nothing")).code == 2);
    CHECK(desk.run(words("metrics factoid_runs_total --measure p95")).code == 2);
    CHECK(desk.run(words("metrics factoid_runs_total --labels colour=red")).code == 2);
    CHECK(desk.run(words("metrics factoid_runs_total --labels nonsense")).code == 2);
    CHECK(desk.run(words("metrics factoid_runs_total --from 2026-06-02T00:00:00Z --to 2026-06-01T00:00:00Z")).code ==
          2);
}

TEST_CASE("two collectors at once count everything once")
{
    Desk desk;
    importAndPublish(desk);
    desk.setNow(u"2026-06-01T09:05:00Z"_s);
    std::vector<std::unique_ptr<QProcess>> collectors;
    for (int i = 0; i < 4; ++i) {
        collectors.push_back(std::make_unique<QProcess>());
        collectors.back()->start(deskBinary(), desk.arguments(words("metrics --collect")));
    }
    for (const auto& each : collectors)
        CHECK(finished(*each).exitCode() == 0);
    const QJsonObject day = desk.ask(words("metrics factoid_runs_total --step day"));
    CHECK(day.value(u"points"_s).toArray().last().toObject().value(u"value"_s).toDouble() == 2);
}

TEST_CASE("promtool and a Prometheus understand all of it, and every panel of the dashboard has something to show")
{
    Desk desk;
    importAndPublish(desk);
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundle"_s)});
    (void)desk.ask({u"backup"_s, desk.path(u"copy.db"_s)});
    (void)desk.run(words("factoids"));
    // Calls of a model, their sentences and an incident, as a run with a provider leaves them.
    sql(desk, u"INSERT INTO model_calls(run_id, provider, model, at, state, expires_at, currency, price_in, price_out, "
              "most_in, most_out, reserved, cost, booked_currency, booked_reserved, booked, tokens_in, tokens_out, "
              "latency_ms, outcome) VALUES(1, 'primary', 'm', '2026-06-01T09:00:00.000Z', 'settled', "
              "'2026-06-01T09:10:00.000Z', 'GBP', 1, 1, 1, 1, 1, 20000, 'GBP', 1, 20000, 900, 80, 1200, 'ok');"
              "INSERT INTO transcripts(call_id, run_id, at, provider, model, prompt, verdicts) VALUES(1, 1, "
              "'2026-06-01T09:00:00.000Z', 'primary', 'm', 'p', '[{\"accepted\":true},{\"accepted\":false}]');"
              "INSERT INTO served_links(run_id, at, link) VALUES(99, '2026-06-01T09:00:00.000Z', 'provider:primary');"
              "INSERT INTO failures(fingerprint, kind, sentence, first_seen, last_seen, count, first_run, last_run) "
              "VALUES('x', 'timeout', 's', '2026-06-01T09:00:00.000Z', '2026-06-01T09:00:00.000Z', 1, 1, 1);"_s);
    desk.setNow(u"2026-06-01T09:05:00Z"_s);
    const Answer told = desk.run(words("metrics --prometheus"));
    REQUIRE(told.code == 0);
    desk.write(u"site/metrics"_s, told.out);

    // Both come with packaging/install-deps.sh.
    REQUIRE_FALSE(QStandardPaths::findExecutable(u"promtool"_s).isEmpty());
    const QString folder = sourcePath(u"packaging/monitoring"_s);
    QProcess promtool;
    promtool.start(u"promtool"_s, {u"check"_s, u"metrics"_s});
    REQUIRE(promtool.waitForStarted());
    promtool.write(told.out);
    CHECK(finished(promtool).exitCode() == 0);
    INFO(promtool.readAllStandardOutput().toStdString() << promtool.readAllStandardError().toStdString());
    promtool.start(u"promtool"_s, {u"check"_s, u"rules"_s, folder + u"/factoid-desk.rules.yml"_s});
    CHECK(finished(promtool).exitCode() == 0);
    promtool.start(u"promtool"_s, {u"test"_s, u"rules"_s, folder + u"/factoid-desk.rules.test.yml"_s});
    CHECK(finished(promtool).exitCode() == 0);

    QProcess asked;
    asked.start(u"python3"_s, {testPath(u"support/ask_prometheus.py"_s), desk.path(u"site"_s), desk.path(u"tsdb"_s),
                               folder + u"/grafana-dashboard.json"_s, folder + u"/factoid-desk.rules.yml"_s});
    finished(asked);
    INFO(asked.readAllStandardOutput().toStdString() << asked.readAllStandardError().toStdString());
    CHECK(asked.exitCode() == 0);
}
