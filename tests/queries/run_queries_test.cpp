// Runs windowed and whole, on a store with many of them.
#include "core/queries/generation/run_queries.h"
#include "core/queries/schedule/schedule_queries.h"

#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSysInfo>
#include <QTemporaryDir>

using namespace factoid;

namespace {

const QDateTime kNow(QDate(2026, 7, 15), QTime(12, 0), Qt::UTC);

struct Store {
    QTemporaryDir folder;
    std::unique_ptr<Database> db;
    FixedClock clock{kNow};
    Store()
    {
        auto opened = Database::open({folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
    }
    [[nodiscard]] QueryContext context() { return {*db, clock, {}}; }
    qint64 add(RunRecord run)
    {
        RunStore runs(*db);
        const auto id = runs.begin(run);
        REQUIRE(id);
        run.id = *id;
        if (run.finishedAt.isValid())
            REQUIRE(runs.finish(run));
        return *id;
    }
};

RunRecord record(const char* job, const char* outcome, int minutesAgo, double seconds = 1)
{
    RunRecord run;
    run.job = QString::fromLatin1(job);
    run.trigger = u"schedule"_s;
    run.startedAt = kNow.addSecs(-60 * minutesAgo);
    run.finishedAt = run.startedAt.addMSecs(static_cast<qint64>(seconds * 1000));
    run.outcome = QString::fromLatin1(outcome);
    run.host = QSysInfo::machineHostName();
    run.pid = QCoreApplication::applicationPid();
    return run;
}

QJsonArray stages(double a, double b)
{
    return {QJsonObject{{u"name"_s, u"summaries"_s}, {u"seconds"_s, a}},
            QJsonObject{{u"name"_s, u"publishing"_s}, {u"seconds"_s, b}}};
}

template <class T>
T must(Result<T> result)
{
    INFO((result ? QString() : result.error().message).toStdString());
    REQUIRE(result.has_value());
    return std::move(*result);
}

} // namespace

TEST_CASE("runs are found by what a person reads of them, whatever the store keeps, page by page")
{
    Store store;
    for (int i = 0; i < 5; ++i) {
        RunRecord run = record("invalidate", "done", 50 - i);
        run.message = i % 2 ? Message("prune.done") : Message("cache.invalidated").count(1'250 + i);
        store.add(run);
    }
    auto context = store.context();
    const auto found = [&](const QString& text, qint64 limit = 200, qint64 offset = 0) {
        RunFilter filter;
        filter.text = text;
        filter.limit = limit;
        filter.offset = offset;
        const QJsonObject answer = toJson(must(runsQuery(context, filter)));
        QStringList ids{QString::number(answer.value(u"total"_s).toInteger()) + QLatin1Char(':')};
        for (const QJsonValue& run : answer.value(u"runs"_s).toArray())
            ids << QString::number(run[u"id"_s].toInteger());
        return ids.join(QLatin1Char(' ')).toStdString();
    };
    CHECK(found(u"KEYS inval"_s) == "3: 5 3 1");
    CHECK(found(u"1,252"_s) == "1: 3");
    CHECK(found(u"count\":"_s) == "0:"); // how the store writes it
    CHECK(found(u"retention"_s) == "2: 4 2");
    CHECK(found(u"keys"_s, 1, 1) == "3: 3");
    CHECK(found(u"keys"_s, 2, 5) == "3:");
}

TEST_CASE("runs are filtered and counted in the store")
{
    Store store;
    store.add(record("import", "done", 50));
    store.add(record("update-factoids", "published", 40));
    store.add(record("update-factoids", "not_due", 30));
    RunRecord failed = record("update-factoids", "failed", 20);
    failed.message = Message::verbatim(u"100% of it went wrong"_s);
    store.add(failed);
    auto context = store.context();
    struct Row {
        RunFilter filter;
        int total;
    };
    RunFilter job, problem, text, percent, noIdle, since, byNumber;
    job.job = u"import"_s;
    problem.outcome = u"problem"_s;
    text.text = u"WENT WRONG"_s;
    percent.text = u"%"_s; // a letter, not a wildcard
    noIdle.withIdleChecks = false;
    since.from = kNow.addSecs(-60 * 30);
    byNumber.text = u"2"_s;
    for (const Row& row : {Row{{}, 4}, Row{job, 1}, Row{problem, 1}, Row{text, 1}, Row{percent, 1}, Row{noIdle, 3},
                           Row{since, 2}, Row{byNumber, 1}})
        CHECK(toJson(must(runsQuery(context, row.filter))).value(u"total"_s).toInt() == row.total);
    const QJsonObject all = toJson(must(runsQuery(context, {})));
    CHECK(all.value(u"runs"_s).toArray()[0].toObject().value(u"id"_s).toInt() == 4);
    CHECK(all.value(u"jobs"_s).toArray().size() == 2);
    CHECK(all.value(u"outcomes"_s).toArray().size() == 4);
}

TEST_CASE("a window into ten thousand runs is quick")
{
    Store store;
    REQUIRE(store.db->transaction<bool>([&]() -> Result<bool> {
        for (int i = 0; i < 10'000; ++i) {
            RunRecord run = record(i % 7 ? "update-factoids" : "import", i % 5 ? "not_due" : "published", 10'000 - i);
            run.stages = stages(1, 2);
            store.add(run);
        }
        return true;
    }));
    auto context = store.context();
    RunFilter filter;
    filter.offset = 5'000;
    filter.text = u"publ"_s;
    const QJsonObject middle = toJson(must(runsQuery(context, filter)));
    filter = {};
    filter.offset = 9'900;
    const QJsonObject last = toJson(must(runsQuery(context, filter)));
    CHECK(middle.value(u"total"_s).toInt() == 2'000);
    CHECK(last.value(u"runs"_s).toArray().size() == 100);
}

TEST_CASE("a live run shows where it is and a dead one is said to be lost")
{
    Store store;
    for (int i = 0; i < 3; ++i) {
        RunRecord earlier = record("update-factoids", "published", 500 - i, 30);
        earlier.stages = stages(10 + i, 20);
        store.add(earlier);
    }
    RunRecord live = record("update-factoids", "running", 1);
    live.finishedAt = {};
    const qint64 id = store.add(live);
    REQUIRE(
        RunStore(*store.db).recordLive(id, {u"summaries"_s, kNow.addSecs(-4), 3, 9, QDateTime::currentDateTimeUtc()}));
    auto context = store.context();
    const QJsonObject run = toJson(must(runQuery(context, id)));
    CHECK(run.value(u"liveness"_s).toString() == u"working"_s);
    CHECK(run.value(u"done"_s).toInt() == 3);
    const QJsonObject plan = run.value(u"plan"_s).toObject();
    CHECK(plan.value(u"seconds_left"_s).toDouble() == Approx(11 - 4 + 20));
    CHECK(plan.value(u"rows"_s).toArray().size() == 2);
    CHECK(plan.value(u"words"_s).toString() == u"about 27 s left, from 3 earlier runs"_s);

    RunRecord dead = live;
    dead.pid = 4'194'305; // beyond the largest process id that Linux gives
    const qint64 lost = store.add(dead);
    CHECK(toJson(must(runQuery(context, lost))).value(u"liveness"_s).toString() == u"lost"_s);
    RunRecord far = live;
    far.host = u"elsewhere"_s;
    const qint64 silent = store.add(far);
    CHECK(toJson(must(runQuery(context, silent))).value(u"liveness"_s).toString() == u"silent"_s);
    REQUIRE(RunStore(*store.db).recordLive(silent, {u"summaries"_s, kNow, 0, 0, QDateTime::currentDateTimeUtc()}));
    CHECK(toJson(must(runQuery(context, silent))).value(u"liveness"_s).toString() == u"working"_s);

    const auto missing = runQuery(context, 999);
    REQUIRE(!missing);
    CHECK(missing.error().kind == ErrorKind::Input);
}

TEST_CASE("slot history is counted by outcome and days fall in the schedule's zone")
{
    Store store;
    RunStore runs(*store.db);
    // 23:30 UTC on 13 July is 00:30 on the 14th in London.
    const std::pair<QDateTime, const char*> slots_[] = {
        {QDateTime(QDate(2026, 7, 13), QTime(23, 30), Qt::UTC), "published"},
        {QDateTime(QDate(2026, 7, 14), QTime(5, 0), Qt::UTC), "unchanged"},
        {QDateTime(QDate(2026, 7, 15), QTime(5, 0), Qt::UTC), "failed"},
        {QDateTime(QDate(2026, 7, 15), QTime(9, 30), Qt::UTC), "skipped"}};
    for (const auto& [at, outcome] : slots_)
        REQUIRE(runs.recordSlot({at, u"06:00"_s, QString::fromLatin1(outcome), "h", 0, Message::verbatim(u"why"_s)}));
    auto context = store.context();
    const SlotHistoryAnswer history = must(slotHistoryQuery(context, {}));
    CHECK(history.total == 4);
    CHECK(history.slotRows.at(3).local == u"2026-07-14T00:30"_s);
    CHECK(history.counts.of(u"failed"_s) == 1);
    SlotHistoryFilter only;
    only.outcome = u"failed"_s;
    CHECK(must(slotHistoryQuery(context, only)).slotRows.size() == 1);

    const QJsonObject trend = toJson(must(runTrendQuery(context, 3)));
    const QJsonArray days = trend.value(u"days"_s).toArray();
    REQUIRE(days.size() == 3);
    CHECK(days[0].toObject().value(u"date"_s).toString() == u"2026-07-13"_s);
    CHECK(days[0].toObject().value(u"published"_s).toInt() == 0);
    CHECK(days[1].toObject().value(u"published"_s).toInt() == 1);
    CHECK(days[1].toObject().value(u"unchanged"_s).toInt() == 1);
    CHECK(days[2].toObject().value(u"failed"_s).toInt() == 1);
    CHECK(trend.value(u"success_7_days"_s).toObject().value(u"ratio"_s).toDouble() == Approx(2.0 / 3));
    CHECK(!runTrendQuery(context, 0));
}
