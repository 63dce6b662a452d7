// The one door: what a run leaves in the store while it works and after, how a change is taken back and done
// again, and that a read-only engine changes nothing.
#include "core/engine/engine.h"
#include "core/queries/history/operator_queries.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/operations/undo_store.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <thread>

using namespace factoid;
using namespace factoid::test;

namespace {

class Place
{
  public:
    Place() { REQUIRE(Database::open(url(), OpenMode::ReadWrite)); }
    [[nodiscard]] StoreUrl url() const { return {m_folder.filePath(u"store.db"_s)}; }
    std::unique_ptr<Engine> engine(bool readOnly = false) const
    {
        EngineOptions options;
        options.store = url();
        options.readOnly = readOnly;
        auto made = Engine::make(options);
        REQUIRE(made);
        return std::move(*made);
    }
    // In a process's life of its own: what survives is what the store keeps.
    Result<JobOutcome> run(const QString& job, const QJsonObject& options = {}, bool dryRun = false) const
    {
        JobOptions given;
        given.options = options;
        given.trigger = u"window"_s;
        given.dryRun = dryRun;
        return engine()->jobs().runHere(job, given);
    }
    QJsonObject history() const
    {
        const auto answer = engine()->ask(
            [](QueryContext& context) -> Result<QJsonObject> { return toJson(TRY(historyQuery(context, 50))); });
        REQUIRE(answer);
        return *answer;
    }
    QString state(const char* key) const
    {
        auto db = Database::open(url(), OpenMode::ReadOnly);
        REQUIRE(db);
        return SettingsStore(**db).state(QLatin1String(key)).value();
    }
    RunRecord newestRun() const
    {
        auto db = Database::open(url(), OpenMode::ReadOnly);
        REQUIRE(db);
        const auto runs = RunStore(**db).list(1);
        REQUIRE((runs && !runs->empty()));
        return runs->front();
    }

  private:
    QTemporaryDir m_folder;
};

QJsonObject action(const char* name)
{
    return {{u"action"_s, QLatin1String(name)}};
}

} // namespace

TEST_CASE("a change is undone and done again in other lives of the program, and the words say what")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    CHECK(place.state("schedule.paused") == u"1"_s);
    REQUIRE(place.run(u"schedule"_s, {{u"action"_s, u"set"_s}, {u"schedule.slots"_s, u"07:15"_s}}));

    const auto first = place.run(u"undo"_s);
    REQUIRE(first);
    CHECK(first->outcome == u"undone"_s);
    CHECK(first->note.text().contains(u"change of the schedule"_s));
    CHECK(first->result.value(u"slots"_s).toArray().size() == 4);
    CHECK(place.state("schedule.paused") == u"1"_s);
    const auto second = place.run(u"undo"_s);
    REQUIRE(second);
    CHECK(second->note.text().contains(u"pause of the schedule"_s));
    CHECK(place.state("schedule.paused") == u"0"_s);
    const auto third = place.run(u"undo"_s);
    REQUIRE_FALSE(third);
    CHECK(third.error().kind == ErrorKind::Input);

    REQUIRE(place.run(u"redo"_s));
    CHECK(place.state("schedule.paused") == u"1"_s);
    const auto again = place.run(u"redo"_s);
    REQUIRE(again);
    CHECK(again->result.value(u"slots"_s).toArray() == QJsonArray{u"07:15"_s});
    CHECK_FALSE(place.run(u"redo"_s));
    // What was done again can be undone again.
    REQUIRE(place.run(u"undo"_s));
    CHECK(place.history().value(u"steps"_s).toArray().size() == 2);
}

TEST_CASE("a new change ends what could be done again, and what changes nothing is no step")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    REQUIRE(place.run(u"undo"_s));
    CHECK(place.history().value(u"redo"_s).isObject());
    REQUIRE(place.run(u"schedule"_s, action("resume"))); // it is not paused
    CHECK(place.history().value(u"redo"_s).isObject());
    REQUIRE(place.run(u"schedule"_s, {{u"action"_s, u"set"_s}, {u"schedule.zone"_s, u"Europe/Paris"_s}}));
    CHECK(place.history().value(u"redo"_s).isNull());
    CHECK(place.history()
              .value(u"undo"_s)
              .toObject()
              .value(u"label"_s)
              .toString()
              .startsWith(u"change of the schedule: "_s));
}

TEST_CASE("undo refuses another step than the one that the operator saw, and a dry run leaves all as it is")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    const qint64 seen = place.history().value(u"undo"_s).toObject().value(u"id"_s).toInteger();
    REQUIRE(place.run(u"schedule"_s, {{u"action"_s, u"set"_s}, {u"schedule.slots"_s, u"07:15"_s}}));
    const auto refused = place.run(u"undo"_s, {{u"step"_s, seen}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.contains(u"in the meantime"_s));
    const auto rehearsed = place.run(u"undo"_s, {}, true);
    REQUIRE(rehearsed);
    CHECK(rehearsed->note.text().contains(u"change of the schedule"_s));
    CHECK(place.history().value(u"undo"_s).toObject().value(u"id"_s).toInteger() == seen + 1);
}

TEST_CASE("a step whose way back is gone says why and is passed over")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    {
        auto db = Database::open(place.url(), OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE(UndoStore(**db).add(
            {Message::verbatim(u"fallback 9 removed"_s), u"fallbacks"_s, {{u"action"_s, u"remove"_s}, {u"id"_s, 9}}},
            u"window"_s, 1, QDateTime::currentDateTimeUtc()));
    }
    const auto failed = place.run(u"undo"_s);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.contains(u"can no longer be undone"_s));
    const QJsonObject gone = place.history().value(u"steps"_s).toArray().first().toObject();
    CHECK(gone.value(u"state"_s).toString() == u"gone"_s);
    CHECK(gone.value(u"reason"_s).toString().contains(u"no fallback 9"_s));
    REQUIRE(place.run(u"undo"_s));
    CHECK(place.state("schedule.paused") == u"0"_s);
}

TEST_CASE("a read-only engine refuses every job, leaves the file as it was and still answers")
{
    const Place place;
    const auto bytes = [&] {
        QFile file(place.url().path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    const QByteArray before = bytes();
    {
        const auto engine = place.engine(true);
        CHECK(engine->isReadOnly());
        for (const QString& name : engine->jobs().names()) {
            const auto refused = engine->jobs().start(name, {}).result();
            INFO(name.toStdString());
            REQUIRE_FALSE(refused);
            CHECK(refused.error().kind == ErrorKind::Store);
            CHECK(refused.error().message.contains(u"opened read-only"_s));
        }
        JobOptions rehearsal;
        rehearsal.options = action("pause");
        rehearsal.dryRun = true;
        CHECK(engine->jobs().runHere(u"schedule"_s, rehearsal));
        CHECK(engine->ask(
            [](QueryContext& context) -> Result<QJsonObject> { return toJson(TRY(historyQuery(context, 5))); }));
        CHECK_FALSE(engine->cache().read(3));
        (void)engine->cache().tiers().flushStats();
    }
    CHECK(bytes() == before);
}

TEST_CASE("another connection sees how far a run has come, and can ask it to stop")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    auto db = Database::open(place.url(), OpenMode::ReadWrite);
    REQUIRE(db);
    RunRecord record;
    record.job = u"import"_s;
    record.startedAt = QDateTime::currentDateTimeUtc();
    const qint64 id = RunStore(**db).begin(record).value();
    const SystemClock clock;
    const CancelToken cancel;
    RunHeartbeat live(**db, clock, id, cancel);
    live.stageBegan(u"reading"_s);
    // At once, not at the next tick: the job may begin its transaction now.
    CHECK(place.newestRun().stage == u"reading"_s);
    live.stageEnded({QJsonObject{{u"name"_s, u"reading"_s}, {u"seconds"_s, 1.5}}});
    CHECK(place.newestRun().stages.size() == 1);
    live.note({u"reading figures.csv"_s, 40, 100});
    const auto until = [&](const auto& holds) {
        for (int i = 0; i < 100 && !holds(); ++i)
            QThread::msleep(50);
        return holds();
    };
    CHECK(until([&] { return place.newestRun().done == 40; }));
    const RunRecord seen = place.newestRun();
    CHECK(seen.stage == u"reading figures.csv"_s);
    CHECK(seen.total == 100);
    CHECK(seen.heartbeatAt.isValid());
    CHECK_FALSE(seen.finishedAt.isValid());
    CHECK_FALSE(cancel.requested());
    REQUIRE(place.run(u"cancel"_s, {{u"run"_s, id}}));
    CHECK(until([&] { return cancel.requested(); }));
}

TEST_CASE("telling of progress never waits for a writer and the job's own transaction is not held up")
{
    const Place place;
    auto db = Database::open(place.url(), OpenMode::ReadWrite);
    auto other = Database::open(place.url(), OpenMode::ReadWrite);
    REQUIRE((db && other));
    RunRecord record;
    record.job = u"import"_s;
    record.startedAt = QDateTime::currentDateTimeUtc();
    const qint64 id = RunStore(**db).begin(record).value();
    const SystemClock clock;
    RunHeartbeat live(**db, clock, id, {});
    live.stageBegan(u"comparing and writing"_s);
    const auto held = (*other)->transaction<bool>([&]() -> Result<bool> {
        REQUIRE((*other)->run(u"INSERT INTO state(key, value) VALUES('held', '1')"_s));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i) {
            live.stageBegan(u"part %1"_s.arg(i));
            live.stageEnded({});
        }
        // Waiting for the store but once a stage would take minutes.
        constexpr int kNoWait = 60'000; // ms
        CHECK(timer.elapsed() < kNoWait);
        CHECK(place.newestRun().stage == u"comparing and writing"_s);
        return true;
    });
    CHECK(held);
    const auto own = (*db)->transaction<bool>([&]() -> Result<bool> {
        for (int i = 0; i < 12; ++i) {
            live.note({u"writing"_s, i, 12});
            if (!(*db)->run(u"INSERT OR REPLACE INTO state(key, value) VALUES('own', ?)"_s, {i}))
                return fail(ErrorKind::Failed, u"held up"_s);
            QThread::msleep(100);
        }
        return true;
    });
    CHECK(own);
}

TEST_CASE("a run of this process is cancelled while it works, behind nothing and whatever it holds")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    const auto engine = place.engine();
    JobOptions import;
    import.options = {{ u"paths"_s, QJsonArray { sourcePath(u"resources/sample"_s) } }};
    auto running = engine->jobs().start(u"import"_s, import);
    for (int i = 0; i < 200 && place.newestRun().job != u"import"_s; ++i)
        QThread::msleep(5);
    JobOptions cancel;
    cancel.options = {{u"run"_s, place.newestRun().id}};
    const auto cancelled = engine->jobs().start(u"cancel"_s, cancel).result();
    INFO((cancelled ? cancelled->note.text() : cancelled.error().message).toStdString());
    CHECK(cancelled);
    const auto result = running.result();
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::Interrupted);
}

TEST_CASE("an engine that is closed stops the job at work")
{
    const Place place;
    REQUIRE(place.run(u"schedule"_s, action("pause")));
    {
        const auto engine = place.engine();
        JobOptions options;
        options.options = {{u"paths"_s, QJsonArray{sourcePath(u"resources/sample"_s)}}};
        auto running = engine->jobs().start(u"import"_s, options);
        for (int i = 0; i < 200 && place.newestRun().job != u"import"_s; ++i)
            QThread::msleep(5);
    }
    const RunRecord last = place.newestRun();
    CHECK(last.job == u"import"_s);
    CHECK(last.finishedAt.isValid());
    CHECK(last.outcome == u"interrupted"_s);
}
