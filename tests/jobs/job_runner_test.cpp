// The one door: what a run leaves in the store while it works and after, how a change is taken back and done
// again, and that a read-only engine changes nothing.
#include "core/engine/engine.h"
#include "core/queries/history/operator_queries.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/operations/undo_store.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <thread>

using namespace factoid;

namespace {

class Place
{
  public:
    Place() { REQUIRE(Database::open(url(), OpenMode::ReadWrite)); }
    [[nodiscard]] StoreUrl url() const { return {m_folder.filePath(QStringLiteral("store.db"))}; }
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
        given.trigger = QStringLiteral("window");
        given.dryRun = dryRun;
        return engine()->jobs().runHere(job, given);
    }
    QJsonObject history() const
    {
        const auto answer = engine()->ask([](QueryContext& context) { return historyQuery(context, 50); });
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
    return {{QStringLiteral("action"), QLatin1String(name)}};
}

} // namespace

TEST_CASE("a change is undone and done again in other lives of the program, and the words say what")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    CHECK(place.state("schedule.paused") == QStringLiteral("1"));
    REQUIRE(place.run(QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("set")}, {QStringLiteral("schedule.slots"), QStringLiteral("07:15")}}));

    const auto first = place.run(QStringLiteral("undo"));
    REQUIRE(first);
    CHECK(first->outcome == QStringLiteral("undone"));
    CHECK(first->note.contains(QStringLiteral("change of the schedule")));
    CHECK(first->result.value(QStringLiteral("slots")).toArray().size() == 4);
    CHECK(place.state("schedule.paused") == QStringLiteral("1"));
    const auto second = place.run(QStringLiteral("undo"));
    REQUIRE(second);
    CHECK(second->note.contains(QStringLiteral("pause of the schedule")));
    CHECK(place.state("schedule.paused") == QStringLiteral("0"));
    const auto third = place.run(QStringLiteral("undo"));
    REQUIRE_FALSE(third);
    CHECK(third.error().kind == ErrorKind::Input);

    REQUIRE(place.run(QStringLiteral("redo")));
    CHECK(place.state("schedule.paused") == QStringLiteral("1"));
    const auto again = place.run(QStringLiteral("redo"));
    REQUIRE(again);
    CHECK(again->result.value(QStringLiteral("slots")).toArray() == QJsonArray{QStringLiteral("07:15")});
    CHECK_FALSE(place.run(QStringLiteral("redo")));
    // What was done again can be undone again.
    REQUIRE(place.run(QStringLiteral("undo")));
    CHECK(place.history().value(QStringLiteral("steps")).toArray().size() == 2);
}

TEST_CASE("a new change ends what could be done again, and what changes nothing is no step")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    REQUIRE(place.run(QStringLiteral("undo")));
    CHECK(place.history().value(QStringLiteral("redo")).isObject());
    REQUIRE(place.run(QStringLiteral("schedule"), action("resume"))); // it is not paused
    CHECK(place.history().value(QStringLiteral("redo")).isObject());
    REQUIRE(place.run(QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("set")}, {QStringLiteral("schedule.zone"), QStringLiteral("Europe/Paris")}}));
    CHECK(place.history().value(QStringLiteral("redo")).isNull());
    CHECK(place.history().value(QStringLiteral("undo")).toObject().value(QStringLiteral("label")).toString().startsWith(QStringLiteral("change of the schedule: ")));
}

TEST_CASE("undo refuses another step than the one that the operator saw, and a dry run leaves all as it is")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    const qint64 seen = place.history().value(QStringLiteral("undo")).toObject().value(QStringLiteral("id")).toInteger();
    REQUIRE(place.run(QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("set")}, {QStringLiteral("schedule.slots"), QStringLiteral("07:15")}}));
    const auto refused = place.run(QStringLiteral("undo"), {{QStringLiteral("step"), seen}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.contains(QStringLiteral("meanwhile")));
    const auto rehearsed = place.run(QStringLiteral("undo"), {}, true);
    REQUIRE(rehearsed);
    CHECK(rehearsed->note.contains(QStringLiteral("change of the schedule")));
    CHECK(place.history().value(QStringLiteral("undo")).toObject().value(QStringLiteral("id")).toInteger() == seen + 1);
}

TEST_CASE("a step whose way back is gone says why and is passed over")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    {
        auto db = Database::open(place.url(), OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE(UndoStore(**db).add({QStringLiteral("fallback 9 removed"), QStringLiteral("fallbacks"), {{QStringLiteral("action"), QStringLiteral("remove")}, {QStringLiteral("id"), 9}}},
                                    QStringLiteral("window"), 1, QDateTime::currentDateTimeUtc()));
    }
    const auto failed = place.run(QStringLiteral("undo"));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.contains(QStringLiteral("can no longer be undone")));
    const QJsonObject gone = place.history().value(QStringLiteral("steps")).toArray().first().toObject();
    CHECK(gone.value(QStringLiteral("state")).toString() == QStringLiteral("gone"));
    CHECK(gone.value(QStringLiteral("reason")).toString().contains(QStringLiteral("no fallback 9")));
    REQUIRE(place.run(QStringLiteral("undo")));
    CHECK(place.state("schedule.paused") == QStringLiteral("0"));
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
            CHECK(refused.error().message.contains(QStringLiteral("reading only")));
        }
        JobOptions rehearsal;
        rehearsal.options = action("pause");
        rehearsal.dryRun = true;
        CHECK(engine->jobs().runHere(QStringLiteral("schedule"), rehearsal));
        CHECK(engine->ask([](QueryContext& context) { return historyQuery(context, 5); }));
        CHECK_FALSE(engine->cache().read(3));
        (void)engine->cache().tiers().flushStats();
    }
    CHECK(bytes() == before);
}

TEST_CASE("another connection sees how far a run has come, and can ask it to stop")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    auto db = Database::open(place.url(), OpenMode::ReadWrite);
    REQUIRE(db);
    RunRecord record;
    record.job = QStringLiteral("import");
    record.startedAt = QDateTime::currentDateTimeUtc();
    const qint64 id = RunStore(**db).begin(record).value();
    const SystemClock clock;
    const Cancel cancel;
    LiveRun live(**db, clock, id, cancel);
    live.stageBegan(QStringLiteral("reading"));
    // At once, not at the next tick: the job may begin its transaction now.
    CHECK(place.newestRun().stage == QStringLiteral("reading"));
    live.stageEnded({QJsonObject{{QStringLiteral("name"), QStringLiteral("reading")}, {QStringLiteral("seconds"), 1.5}}});
    CHECK(place.newestRun().stages.size() == 1);
    live.note({QStringLiteral("reading figures.csv"), 40, 100});
    const auto until = [&](const auto& holds) {
        for (int i = 0; i < 100 && !holds(); ++i)
            QThread::msleep(50);
        return holds();
    };
    CHECK(until([&] { return place.newestRun().done == 40; }));
    const RunRecord seen = place.newestRun();
    CHECK(seen.stage == QStringLiteral("reading figures.csv"));
    CHECK(seen.total == 100);
    CHECK(seen.heartbeatAt.isValid());
    CHECK_FALSE(seen.finishedAt.isValid());
    CHECK_FALSE(cancel.requested());
    REQUIRE(place.run(QStringLiteral("cancel"), {{QStringLiteral("run"), id}}));
    CHECK(until([&] { return cancel.requested(); }));
}

TEST_CASE("telling of progress never waits for a writer and the job's own transaction is not held up")
{
    const Place place;
    auto db = Database::open(place.url(), OpenMode::ReadWrite);
    auto other = Database::open(place.url(), OpenMode::ReadWrite);
    REQUIRE((db && other));
    RunRecord record;
    record.job = QStringLiteral("import");
    record.startedAt = QDateTime::currentDateTimeUtc();
    const qint64 id = RunStore(**db).begin(record).value();
    const SystemClock clock;
    LiveRun live(**db, clock, id, {});
    live.stageBegan(QStringLiteral("comparing and writing"));
    const auto held = (*other)->transaction<bool>([&]() -> Result<bool> {
        REQUIRE((*other)->run(QStringLiteral("INSERT INTO state(key, value) VALUES('held', '1')")));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i) {
            live.stageBegan(QStringLiteral("part %1").arg(i));
            live.stageEnded({});
        }
        // Waiting for the store but once a stage would take minutes.
        constexpr int kNoWait = 60'000; // ms
        CHECK(timer.elapsed() < kNoWait);
        CHECK(place.newestRun().stage == QStringLiteral("comparing and writing"));
        return true;
    });
    CHECK(held);
    const auto own = (*db)->transaction<bool>([&]() -> Result<bool> {
        for (int i = 0; i < 12; ++i) {
            live.note({QStringLiteral("writing"), i, 12});
            if (!(*db)->run(QStringLiteral("INSERT OR REPLACE INTO state(key, value) VALUES('own', ?)"), {i}))
                return fail(ErrorKind::Failed, QStringLiteral("held up"));
            QThread::msleep(100);
        }
        return true;
    });
    CHECK(own);
}

TEST_CASE("a run of this process is cancelled while it works, behind nothing and whatever it holds")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    const auto engine = place.engine();
    JobOptions import;
    import.options = {{QStringLiteral("paths"), QJsonArray{QStringLiteral(FACTOID_SOURCE_DIR "/resources/sample")}}};
    auto running = engine->jobs().start(QStringLiteral("import"), import);
    for (int i = 0; i < 200 && place.newestRun().job != QStringLiteral("import"); ++i)
        QThread::msleep(5);
    JobOptions cancel;
    cancel.options = {{QStringLiteral("run"), place.newestRun().id}};
    const auto cancelled = engine->jobs().start(QStringLiteral("cancel"), cancel).result();
    INFO((cancelled ? cancelled->note : cancelled.error().message).toStdString());
    CHECK(cancelled);
    const auto result = running.result();
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::Interrupted);
}

TEST_CASE("an engine that is closed stops the job at work")
{
    const Place place;
    REQUIRE(place.run(QStringLiteral("schedule"), action("pause")));
    {
        const auto engine = place.engine();
        JobOptions options;
        options.options = {{QStringLiteral("paths"), QJsonArray{QStringLiteral(FACTOID_SOURCE_DIR "/resources/sample")}}};
        auto running = engine->jobs().start(QStringLiteral("import"), options);
        for (int i = 0; i < 200 && place.newestRun().job != QStringLiteral("import"); ++i)
            QThread::msleep(5);
    }
    const RunRecord last = place.newestRun();
    CHECK(last.job == QStringLiteral("import"));
    CHECK(last.finishedAt.isValid());
    CHECK(last.outcome == QStringLiteral("interrupted"));
}
