// What a command reports as done is recorded: the change, its step to undo, its row in the audit log and the end of its
// run are in the store together, or none of them is, whatever another process does to the store meanwhile.
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"
#include "tests/support/writer.h"

#include <QSqlRecord>

using namespace factoid;
using namespace factoid::test;

namespace {

std::unique_ptr<Database> opened(const Desk& desk)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    return std::move(*db);
}

void execute(const Desk& desk, const QString& sql)
{
    const auto ran = opened(desk)->run(sql);
    INFO((ran ? QString() : ran.error().message).toStdString());
    REQUIRE(ran);
}

qint64 count(const Desk& desk, const QString& from)
{
    return opened(desk)->scalar(u"SELECT COUNT(*) FROM "_s + from).value().value().toLongLong();
}

// Everything that a change can touch and a record of it cannot.
QByteArray content(const Desk& desk)
{
    QByteArray all;
    auto db = opened(desk);
    for (const char* table : {"councils", "fields", "figures", "revisions", "imports", "sets", "corrections", "changes",
                              "fallbacks", "settings", "state", "curation", "recovery_rules", "breakers", "alert_rules",
                              "alert_silences", "alert_sinks"}) {
        auto read =
            db->each(u"SELECT * FROM %1 ORDER BY 1, 2"_s.arg(QLatin1String(table)), {}, [&](const QSqlQuery& row) {
                // How the last check and the lease stand is no change of anybody's.
                if (qstrcmp(table, "state") == 0 && !row.value(0).toString().startsWith("schedule.paused"_L1) &&
                    !row.value(0).toString().contains("rehears"_L1))
                    return;
                all += table;
                for (int i = 0; i < row.record().count(); ++i)
                    all += '\t' + row.value(i).toByteArray();
                all += '\n';
            });
        REQUIRE(read);
    }
    return all;
}

struct Record {
    const char* name;
    const char* trigger; // refuses it
};

constexpr Record kStep{"its step to undo",
                       "CREATE TRIGGER refuse BEFORE INSERT ON undo_steps BEGIN SELECT RAISE(ABORT, 'refused'); END"};
constexpr Record kMark{"the mark of its step",
                       "CREATE TRIGGER refuse BEFORE UPDATE ON undo_steps BEGIN SELECT RAISE(ABORT, 'refused'); END"};
constexpr Record kAudit{"its row in the audit log",
                        "CREATE TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'refused'); END"};
constexpr Record kRun{
    "the end of its run",
    "CREATE TRIGGER refuse BEFORE UPDATE OF finished_at ON runs BEGIN SELECT RAISE(ABORT, 'refused'); END"};

struct Change {
    const char* command; // DATA: a folder whose figures differ; PUBLISHED: the id of a published factoid
    std::vector<Record> records;
    std::vector<const char*> before = {};
    const char* sql = nullptr; // before it
};

const std::vector<Change>& changes()
{
    static const std::vector<Change> all{
        {"import DATA", {kStep, kAudit, kRun}},
        {"import --undo 1", {kStep, kAudit, kRun}},
        {"undo", {kMark, kAudit, kRun}, {"import DATA"}},
        {"redo", {kMark, kAudit, kRun}, {"import DATA", "undo"}},
        {"undo", {kMark, kAudit, kRun}, {"schedule pause"}},
        {"settings set site.title=Other", {kStep, kAudit, kRun}},
        {"schedule pause", {kStep, kAudit, kRun}},
        {"curate never E07001003", {kStep, kAudit, kRun}},
        {"curate withdraw PUBLISHED --reason wrong", {kStep, kAudit, kRun}},
        {"breakers open primary --reason quota", {kStep, kAudit, kRun}},
        {"recovery set timeout --attempts 2", {kStep, kAudit, kRun}},
        {"alerts set stale --threshold 2", {kStep, kAudit, kRun}},
        {"alerts silence stale --for 60 --reason why --author Anna", {kStep, kAudit, kRun}},
        {"alerts sink here log", {kStep, kAudit, kRun}},
        {"rehearse memory", {kStep, kAudit, kRun}},
        {"update-factoids --force", {kAudit, kRun}},
        {"prune",
         {kAudit, kRun},
         {},
         "INSERT INTO fallbacks(position, language, text, created_at, deleted_at) VALUES(9, 'en', 'Old.', "
         "'2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z')"},
        {"restore BACKUP", {kAudit, kRun}, {"backup BACKUP", "settings set site.title=Other"}},
    };
    return all;
}

QStringList filledIn(const Desk& desk, const char* command, const QString& published)
{
    QStringList words = QString::fromUtf8(command).split(QLatin1Char(' '));
    words.replaceInStrings(u"DATA"_s, desk.path(u"data"_s));
    words.replaceInStrings(u"PUBLISHED"_s, published);
    words.replaceInStrings(u"BACKUP"_s, desk.path(u"backup.db"_s));
    return words;
}

} // namespace

TEST_CASE("a change whose record cannot be written is not made, and says so")
{
    for (const Change& change : changes()) {
        Desk desk;
        desk.setNow(u"2026-06-03T09:00:00Z"_s);
        writeSmallData(desk);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        (void)desk.ask({u"update-factoids"_s});
        const QString published =
            desk.ask({u"factoids"_s}).value(u"factoids"_s).toArray().first().toObject().value(u"id"_s).toString();
        writeSmallData(desk, 2'000'000);
        for (const char* before : change.before)
            REQUIRE(desk.run(filledIn(desk, before, published)).code == 0);
        if (change.sql)
            execute(desk, QLatin1String(change.sql));
        const QByteArray untouched = content(desk);
        for (const Record& record : change.records) {
            execute(desk, QLatin1String(record.trigger));
            const Answer refused = desk.run(filledIn(desk, change.command, published));
            execute(desk, u"DROP TRIGGER IF EXISTS refuse"_s);
            INFO(change.command << " without " << record.name << ": exit " << refused.code << "\n"
                                << refused.err.toStdString());
            CHECK(refused.code != 0);
            CHECK(refused.err.contains("refused"));
            CHECK((content(desk) == untouched));
        }
        // And with nobody in its way it is made, with all of it.
        const qint64 audits = count(desk, u"audit"_s);
        const Answer done = desk.run(filledIn(desk, change.command, published));
        INFO(change.command << "\n" << done.err.toStdString());
        CHECK(done.code == 0);
        CHECK((content(desk) != untouched));
        // A restore brings the backup's log with it, and adds its own row.
        if (QByteArray(change.command).startsWith("restore"))
            CHECK(count(desk, u"audit WHERE action = '[\"audit.restore\"]'"_s) == 1);
        else
            CHECK(count(desk, u"audit"_s) > audits);
        CHECK(count(desk, u"runs WHERE finished_at IS NULL"_s) == 0);
    }
}

TEST_CASE("an import that another writer follows at once is recorded whole when it says that it is done")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    writeSmallData(desk, 2'000'000);
    // Takes the store in the moment in which the import has landed, for longer than anybody waits.
    Writer writer(desk.store(), u"imports"_s, 8);
    const Answer imported = desk.run({u"import"_s, desk.path(u"data"_s)});
    CHECK(imported.code == 0);
    CHECK(count(desk, u"runs WHERE job = 'import' AND outcome = 'done'"_s) == 2);
    CHECK(count(desk, u"undo_steps WHERE job = 'import'"_s) == 2);
    CHECK(count(desk, u"audit WHERE action = 'import'"_s) == 2);
    writer.finish();
    (void)desk.ask({u"settings"_s, u"set"_s, u"site.title=Other"_s});
    CHECK(count(desk, u"runs WHERE outcome = 'interrupted'"_s) == 0);
}

TEST_CASE("work outside the store is not called done while the store does not know of it")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    // The run begins and the copy is made; its end waits for the writer and comes after it.
    Writer writer(desk.store(), u"runs"_s, 8);
    const Answer backup = desk.run({u"backup"_s, desk.path(u"copy.db"_s)});
    INFO(backup.err.toStdString());
    CHECK(backup.code == 0);
    writer.finish();
    CHECK(count(desk, u"runs WHERE job = 'backup' AND outcome = 'done'"_s) == 1);
    CHECK(count(desk, u"audit WHERE action = 'backup'"_s) == 1);
}

TEST_CASE("a step that names undo or redo as its way back is passed over, not followed for ever")
{
    for (const char* job : {"undo", "redo", "no-such-job"}) {
        Desk desk;
        (void)desk.ask({u"schedule"_s, u"pause"_s});
        execute(
            desk,
            u"INSERT INTO undo_steps(at, actor, label, job, options, run_id) VALUES('2026-06-01T09:00:00.000Z', 'window', 'something', '%1', '{}', 1)"_s
                .arg(QLatin1String(job)));
        const Answer refused = desk.run({u"undo"_s});
        INFO(job << ": " << refused.err.toStdString());
        CHECK(refused.code == 2);
        CHECK(refused.err.contains("can no longer be undone"));
        CHECK(count(desk, u"undo_steps WHERE state = 'gone'"_s) == 1);
        CHECK(desk.run({u"undo"_s}).code == 0); // the pause before it
    }
}

TEST_CASE("a change whose run is taken from under it by a restore is not made")
{
    Desk desk;
    desk.setNow(u"2026-06-03T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    writeSmallData(desk, 2'000'000);
    const QByteArray untouched = content(desk);
    execute(desk,
            u"CREATE TRIGGER take AFTER INSERT ON imports BEGIN DELETE FROM runs WHERE finished_at IS NULL; END"_s);
    const Answer refused = desk.run({u"import"_s, desk.path(u"data"_s)});
    execute(desk, u"DROP TRIGGER take"_s);
    INFO(refused.err.toStdString());
    CHECK(refused.code == 4);
    CHECK(refused.err.contains("no longer in the store"));
    CHECK((content(desk) == untouched));
}

TEST_CASE("a step that two processes undo at once is undone once")
{
    for (int round = 0; round < 8; ++round) {
        Desk desk;
        (void)desk.ask({u"settings"_s, u"set"_s, u"site.title=First"_s});
        writeSmallData(desk);
        (void)desk.ask(round % 2 == 0 ? QStringList{u"schedule"_s, u"pause"_s}
                                      : QStringList{u"import"_s, desk.path(u"data"_s)});
        QProcess two[2];
        for (QProcess& process : two)
            process.start(deskBinary(), desk.arguments({u"undo"_s, u"--step"_s, u"2"_s}));
        int done = 0;
        for (QProcess& process : two) {
            REQUIRE(process.waitForFinished(120'000));
            const QByteArray err = process.readAllStandardError();
            INFO(err.toStdString());
            CHECK((process.exitCode() == 0 || process.exitCode() == 3));
            done += process.exitCode() == 0 ? 1 : 0;
        }
        CHECK(done == 1);
        CHECK(count(desk, u"undo_steps WHERE state = 'done' AND id = 1"_s) == 1);
        CHECK(count(desk, u"undo_steps WHERE state = 'undone' AND id = 2"_s) == 1);
        CHECK(count(desk, u"audit WHERE action = '[\"audit.undo\"]'"_s) == 1);
    }
}
