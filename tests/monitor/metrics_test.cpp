// Metrics, on a real store: counted once however often and by however many it is collected, in every kind of
// day, and no data where nobody looked.
#include "core/monitor/metrics/collector.h"
#include "core/monitor/metrics/prometheus_text.h"
#include "core/monitor/metrics/series_reader.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"
#include "tests/monitor/monitor_support.h"

#include <QFileInfo>
#include <QProcess>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kRuns = u"factoid_runs_total"_s, kRunSeconds = u"factoid_run_seconds"_s,
              kWaiting = u"factoid_changes_waiting"_s;

Collected collectAt(Database& db, const QDateTime& now)
{
    return must(collectMetrics(db, Settings(), now));
}

void addRun(Database& db, const QDateTime& began, double seconds, const QString& outcome = u"done"_s)
{
    must(db.run(
        u"INSERT INTO runs(job, trigger, started_at, finished_at, outcome, stages) VALUES('import', 'test', ?, ?, "
        "?, '[{\"name\":\"reading\",\"seconds\":0.25}]')"_s,
        {timeText(began), timeText(began.addMSecs(qint64(seconds * 1000))), outcome}));
}

void addChange(Database& db, const QDateTime& at_)
{
    must(db.run(u"INSERT INTO changes(changed_at, change_type, comparison) VALUES(?, 'data_update', 1)"_s,
                {timeText(at_)}));
}

double sumOf(const Values& values)
{
    double sum = 0;
    for (const auto& value : values)
        sum += value.value_or(0);
    return sum;
}

qint64 knownIn(const Values& values)
{
    return std::ranges::count_if(values, [](const auto& value) { return value.has_value(); });
}

} // namespace

TEST_CASE("every query of the table of metrics can be asked of a new store")
{
    const Books books;
    const auto db = books.open();
    MetricStore store(*db);
    for (const MetricSpec& spec : metricTable()) {
        INFO(spec.name.toStdString());
        CHECK(spec.name.startsWith("factoid_"_L1));
        CHECK((spec.kind == MetricKind::Counter) == spec.name.endsWith("_total"_L1));
        CHECK_FALSE(spec.help.isEmpty());
        if (spec.origin != MetricOrigin::Query)
            continue;
        const auto asked = store.ask(spec, at("2026-06-01T09:00:00Z"), at("2026-06-01T10:00:00Z"),
                                     [](qint64, const MetricLabels&, std::optional<double>) {});
        INFO((asked ? std::string() : asked.error().message.toStdString()));
        CHECK(asked);
    }
}

TEST_CASE("a run is counted once, in its minute, its hour and its day, however often and by whomever it is collected")
{
    const Books books;
    const auto db = books.open(), other = books.open();
    addRun(*db, at("2026-06-01T09:58:59Z"), 2.0);
    addRun(*db, at("2026-06-01T10:00:01Z"), 0.5, u"failed"_s);
    CHECK(collectAt(*db, at("2026-06-01T10:01:00Z")).done);
    CHECK_FALSE(collectAt(*other, at("2026-06-01T10:01:30Z")).done);
    // Recorded only now, though it ended in a minute that was collected: a long transaction.
    addRun(*db, at("2026-06-01T10:00:30Z"), 10.0);
    CHECK(collectAt(*other, at("2026-06-01T10:02:00Z")).done);
    CHECK(collectAt(*db, at("2026-06-01T10:03:00Z")).done);

    SeriesReader reader(*db);
    const qint64 from = minuteOf(at("2026-06-01T09:55:00Z")), to = minuteOf(at("2026-06-01T10:05:00Z"));
    const SeriesWish all{kRuns, {}, SeriesMeasure::Sum};
    const Values minutes = must(reader.minutes(all, from, to));
    CHECK(minutes[4] == 1.0);            // 09:59:01
    CHECK(minutes[5] == 2.0);            // 10:00
    CHECK(minutes[6] == 0.0);            // watched, and nothing ended
    CHECK_FALSE(minutes[0].has_value()); // before the first run there was nothing to count
    CHECK_FALSE(minutes[9].has_value()); // not collected yet
    CHECK(must(reader.minutes({kRuns, {{u"outcome"_s, u"failed"_s}}, SeriesMeasure::Sum}, from, to))[5] == 1.0);
    const Values hours = must(reader.steps(all, kHourMinutes, from, to));
    REQUIRE(hours.size() == 2);
    CHECK(hours[0] == 1.0);
    CHECK(hours[1] == 2.0);
    CHECK(must(reader.steps(all, kDayMinutes, from, to)).front() == 3.0);

    const SeriesWish slow{kRunSeconds, {}, SeriesMeasure::P99};
    const auto p99 = must(reader.steps(slow, kDayMinutes, from, to)).front();
    REQUIRE(p99);
    CHECK(*p99 == Approx(10.0).epsilon(1.0 / 16));
    const auto mean = must(reader.steps({kRunSeconds, {}, SeriesMeasure::Mean}, kDayMinutes, from, to)).front();
    CHECK(*mean == Approx(12.5 / 3));
    CHECK(must(reader.minutes(slow, from, to, 60)).at(6) == p99);
    CHECK(must(reader.minutes({u"factoid_stage_seconds"_s, {{u"stage"_s, u"reading"_s}}, SeriesMeasure::Sum}, from,
                              to))[5] == 2.0);
}

TEST_CASE("history from before anybody watched is counted, and states of then are not known")
{
    const Books books;
    const auto db = books.open();
    for (int day = 0; day < 500; day += 10)
        addRun(*db, at("2025-01-01T12:00:00Z").addDays(day), 1);
    const QDateTime now = at("2026-06-01T00:00:00Z");
    CHECK(collectAt(*db, now).done);
    SeriesReader reader(*db);
    const qint64 from = minuteOf(at("2025-01-01T00:00:00Z")), to = minuteOf(now);
    CHECK(sumOf(must(reader.steps({kRuns, {}, SeriesMeasure::Sum}, kDayMinutes, from, to))) == 50);
    CHECK(knownIn(must(reader.steps({kRuns, {}, SeriesMeasure::Sum}, kDayMinutes, from, to))) == 516);
    CHECK(knownIn(must(reader.steps({kWaiting, {}, SeriesMeasure::Value}, kDayMinutes, from, to))) == 1);
    // Minutes and hours only as far back as they are kept.
    const auto oldest = MetricStore(*db).firstMinuteOf(kRuns);
    REQUIRE(must(Result<std::optional<qint64>>(oldest)));
    CHECK(**oldest >= stepOf(to - kHoursKeptDays * kDayMinutes, kDayMinutes));
}

TEST_CASE("a gap of five minutes is bridged, of six it is no data, and a state is never carried over it")
{
    for (const int gap : {1, 5, 6, 60}) {
        INFO("gap " << gap);
        const Books books;
        const auto db = books.open();
        const QDateTime begin = at("2026-06-01T10:00:00Z");
        addChange(*db, begin.addSecs(-600));
        collectAt(*db, begin);
        collectAt(*db, begin.addSecs(60));
        collectAt(*db, begin.addSecs(60 * (2 + gap)));
        SeriesReader reader(*db);
        const qint64 from = minuteOf(begin) - 1;
        const Values values = must(reader.minutes({kWaiting}, from, from + gap + 3));
        const bool bridged = gap <= kBridgedMinutes;
        CHECK(knownIn(values) == (bridged ? gap + 3 : 3));
        CHECK(values.front() == 1.0);
        CHECK(values.back() == 1.0);
        CHECK(values[2].has_value() == bridged);
    }
}

TEST_CASE("a clock that is put back a little is waited for, far back begins anew, and ahead leaves a gap")
{
    const Books books;
    const auto db = books.open();
    const QDateTime begin = at("2026-06-01T10:00:00Z");
    for (int minute = 0; minute < 10; ++minute)
        collectAt(*db, begin.addSecs(60 * minute));
    CHECK_FALSE(collectAt(*db, begin.addSecs(60 * 7)).done);
    CHECK(collectAt(*db, begin.addSecs(60 * 10)).done);
    // Three days ahead by mistake, and right again.
    CHECK(collectAt(*db, begin.addDays(3)).done);
    CHECK(collectAt(*db, begin.addSecs(60 * 11)).done);
    CHECK(collectAt(*db, begin.addSecs(60 * 12)).done);
    SeriesReader reader(*db);
    const qint64 from = minuteOf(begin) - 1;
    CHECK(knownIn(must(reader.minutes({kWaiting}, from, from + 13))) == 13);
    CHECK(knownIn(must(reader.minutes({kWaiting}, from + 13, from + 4 * kDayMinutes))) == 0);
    const auto rollups = must(
        MetricStore(*db).rollups(must(MetricStore(*db).idOf(kWaiting, {})), kHourMinutes, 0, from + 10 * kDayMinutes));
    REQUIRE(rollups.size() == 2);
    CHECK(rollups[0].count == 1);
    CHECK(rollups[1].count == 12);
}

TEST_CASE("no day of the year loses or doubles a minute")
{
    struct Case {
        const char* name;
        const char* from;
    };
    const Case cases[] = {{"clocks go forward in London", "2026-03-29T00:00:00Z"},
                          {"clocks go back in London", "2026-10-25T00:00:00Z"},
                          {"leap day", "2028-02-28T23:00:00Z"},
                          {"turn of the year", "2026-12-31T23:00:00Z"}};
    for (const auto& [name, text] : cases) {
        INFO(name);
        const Books books;
        const auto db = books.open();
        const QDateTime from = at(text);
        for (int minute = 0; minute < 120; ++minute) {
            addRun(*db, from.addSecs(60 * minute + 10), 1);
            CHECK(collectAt(*db, from.addSecs(60 * (minute + 1))).done);
        }
        SeriesReader reader(*db);
        const qint64 first = minuteOf(from);
        const Values runs = must(reader.minutes({kRuns, {}, SeriesMeasure::Sum}, first, first + 120));
        CHECK(std::ranges::all_of(runs, [](const auto& value) { return value == 1.0; }));
        const Values hours = must(reader.steps({kRuns, {}, SeriesMeasure::Sum}, kHourMinutes, first, first + 120));
        CHECK(hours == Values{60.0, 60.0});
        CHECK(sumOf(must(reader.steps({kRuns, {}, SeriesMeasure::Sum}, kDayMinutes, first, first + 120))) == 120);
        MetricStore store(*db);
        for (const MetricRollup& hour :
             must(store.rollups(must(store.idOf(kWaiting, {})), kHourMinutes, first, first + 120)))
            CHECK(hour.count == 60);
    }
}

TEST_CASE("what several processes count adds up, and what is past its time leaves the total as it was")
{
    const Books books;
    const auto db = books.open(), other = books.open();
    const QString reads = u"factoid_cache_reads_total"_s;
    const MetricLabels hit{{u"level"_s, u"memory"_s}, {u"result"_s, u"hit"_s}};
    const qint64 minute = minuteOf(at("2026-06-01T10:00:00Z"));
    must(MetricStore(*db).count(reads, hit, minute, 5));
    must(MetricStore(*other).count(reads, hit, minute, 7));
    must(MetricStore(*db).count(reads, hit, minute + 1, 1));
    collectAt(*db, at("2026-06-01T10:05:00Z"));
    SeriesReader reader(*db);
    CHECK(must(reader.minutes({reads, hit, SeriesMeasure::Sum}, minute, minute + 3)) == Values{12.0, 1.0, 0.0});
    MetricStore store(*db);
    const auto series = must(store.seriesOf(reads)).front();
    CHECK(must(store.total(series)).count == 13);
    must(pruneMetrics(*db, at("2040-06-01T10:00:00Z")));
    CHECK(must(store.total(must(store.seriesOf(reads)).front())).count == 13);
    CHECK(must(store.rollups(series.id, kDayMinutes, 0, minute * 2)).empty());
}

TEST_CASE("what Prometheus is told counts over all of history, and promtool finds nothing to say")
{
    const Books books;
    const auto db = books.open();
    for (int i = 0; i < 40; ++i)
        addRun(*db, at("2026-06-01T10:00:00Z").addSecs(60 * i), 0.3,
               i % 4 == 0 ? u"odd \"quoted\"\nname"_s : u"done"_s);
    must(MetricStore(*db).count(u"factoid_cache_reads_total"_s, {{u"level"_s, u"memory"_s}, {u"result"_s, u"hit"_s}},
                                minuteOf(at("2026-06-01T10:00:00Z")), 3));
    const auto text = [&](const char* now) { return must(prometheusText(*db, Settings(), at(now))); };
    const QByteArray line = "factoid_runs_total{job_name=\"import\",outcome=\"done\"} ";
    CHECK(text("2026-06-01T11:00:00Z").contains(line + "30"));
    collectAt(*db, at("2026-06-01T10:20:30Z"));
    CHECK(text("2026-06-01T11:00:00Z").contains(line + "30"));
    collectAt(*db, at("2026-06-01T11:00:00Z"));
    const QByteArray told = text("2026-06-01T11:00:00Z");
    CHECK(told.contains(line + "30"));
    CHECK(told.contains("factoid_run_seconds_bucket{job_name=\"import\",le=\"0.1\"} 0\n"));
    CHECK(told.contains("factoid_run_seconds_bucket{job_name=\"import\",le=\"0.5\"} 40\n"));
    CHECK(told.contains("factoid_run_seconds_bucket{job_name=\"import\",le=\"+Inf\"} 40\n"));
    CHECK(told.contains("factoid_run_seconds_count{job_name=\"import\"} 40\n"));
    CHECK(told.contains("factoid_cache_reads_total{level=\"memory\",result=\"hit\"} 3\n"));
    // No cap, no spending: no value rather than a zero.
    CHECK_FALSE(told.contains("factoid_success_ratio "));

    QProcess promtool;
    promtool.start(u"promtool"_s, {u"check"_s, u"metrics"_s});
    REQUIRE(promtool.waitForStarted()); // packaging/install-deps.sh installs it
    promtool.write(told);
    promtool.closeWriteChannel();
    REQUIRE(promtool.waitForFinished());
    INFO(promtool.readAllStandardError().toStdString() << promtool.readAllStandardOutput().toStdString());
    CHECK(promtool.exitCode() == 0);
}

TEST_CASE("a year of what is measured takes less than 50 MB")
{
    const Books books;
    {
        const auto db = books.open();
        MetricStore store(*db);
        const qint64 to = minuteOf(at("2026-06-01T00:00:00Z"));
        // Seven states that are another each minute (ages, room on the disk), twelve that hardly move, and fifteen busy
        // series of events, of which five are times.
        const QString every =
            u"WITH RECURSIVE step(x) AS (SELECT ? UNION ALL SELECT x + ? FROM step WHERE x + ? < ?) "_s;
        const auto fill = [&](const QString& rest, qint64 from, qint64 step) {
            must(db->run(every + rest, {from, step, step, to}));
        };
        must(db->transaction<bool>([&]() -> Result<bool> {
            for (int series = 1; series <= 34; ++series) {
                const qint64 id = TRY(store.idOf(u"series"_s, {{u"number"_s, QString::number(series)}}));
                const QString own = QString::number(id);
                if (series <= 7)
                    fill(
                        u"INSERT INTO metric_minutes(series_id, minute, value, total) SELECT %1, x, x * 61.7, 0 FROM step"_s
                            .arg(own),
                        to - kMinutesKeptDays * kDayMinutes, 1);
                else if (series > 19)
                    fill(
                        u"INSERT INTO metric_minutes(series_id, minute, value, total) SELECT %1, x, 3, 0.25 FROM step"_s
                            .arg(own),
                        to - kMinutesKeptDays * kDayMinutes, 15);
                for (const qint64 step : {kHourMinutes, kDayMinutes})
                    fill(u"INSERT INTO metric_rollups(series_id, step, minute, count, total, least, most, last, "
                         u"buckets) "
                         "SELECT %1, %2, x, 60, x * 61.7, x * 1.1, x * 2.1, x * 1.7, %3 FROM step"_s.arg(own)
                             .arg(step)
                             .arg(series > 29 ? u"'310:2 322:14 341:9 355:1 360:3 372:1'"_s : u"NULL"_s),
                         stepOf(to - 365 * kDayMinutes, kDayMinutes), step);
            }
            return true;
        }));
    }
    const double megabytes =
        static_cast<double>(QFileInfo(books.url.path).size() + QFileInfo(books.url.path + u"-wal"_s).size()) / 1e6;
    WARN("a year takes " << megabytes << " MB");
    CHECK(megabytes < 50);
}
