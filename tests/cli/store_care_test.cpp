// A store that is not as it should be: what doctor says of it, what a repair and a restore make of it, what killed
// processes leave, and that looking at a store while it changes raises no false alarm.
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace factoid;
using namespace factoid::test;

namespace {

void execute(const QString& path, const QStringList& statements)
{
    auto db = Database::open({path}, OpenMode::ReadWrite);
    REQUIRE(db);
    for (const QString& sql : statements) {
        const auto ran = (*db)->run(sql);
        INFO(sql.toStdString() << ": " << (ran ? "" : ran.error().message.toStdString()));
        REQUIRE(ran);
    }
}

QString scalar(const QString& path, const QString& sql)
{
    auto db = Database::open({path}, OpenMode::ReadOnly);
    REQUIRE(db);
    const auto found = (*db)->scalar(sql);
    INFO(sql.toStdString());
    REQUIRE(found);
    return found->value_or(QString()).toString();
}

// Published, with figures of two days.
void publish(Desk& desk)
{
    importTwoDays(desk);
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("doctor")}); // healthy
}

QStringList besideStore(const Desk& desk, const QString& pattern)
{
    return QDir(QFileInfo(desk.store()).absolutePath()).entryList({pattern}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QString schemaMessage(const Answer& answer)
{
    for (const QJsonValue& value : answer.json().value(QStringLiteral("checks")).toArray()) {
        if (value.toObject().value(QStringLiteral("name")).toString() == QLatin1String("schema"))
            return value.toObject().value(QStringLiteral("message")).toString() + QStringLiteral(" | ") + value.toObject().value(QStringLiteral("remedy")).toString();
    }
    return {};
}

Answer doctor(const Desk& desk, bool repair = false)
{
    return desk.run(repair ? words("--json doctor --repair") : words("--json doctor"));
}

void damage(const QString& path, int kind, quint32 seed)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    QRandomGenerator random(seed);
    if (kind == 0) { // the head is gone
        REQUIRE(file.write(QByteArray(4096, '\0')) == 4096);
    } else if (kind == 1) { // cut off
        REQUIRE(file.resize(file.size() / 3));
    } else { // rubbish all over
        for (qint64 at = 4096; at + 4096 < file.size(); at += 2 * 4096) {
            QByteArray rubbish(4096, '\0');
            random.fillRange(reinterpret_cast<quint32*>(rubbish.data()), rubbish.size() / 4);
            REQUIRE(file.seek(at));
            REQUIRE(file.write(rubbish) == rubbish.size());
        }
    }
}

} // namespace

TEST_CASE("doctor finds every difference of the schema, names it, and a repair mends what it says it mends")
{
    struct Case {
        QStringList tampering;
        const char* said;
        bool mends;
        const char* remedy;
    };
    const std::vector<Case> cases{
        {{QStringLiteral("DROP TABLE model_calls")}, "the table model_calls is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP TABLE undo_steps")}, "the table undo_steps is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP TABLE audit")}, "the table audit is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP TABLE settings")}, "the table settings is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP TABLE runs")}, "the table runs is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP TABLE cache_entries"), QStringLiteral("DROP TABLE failures")}, "the table failures is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP INDEX runs_open")}, "the index runs_open is missing", true, "doctor --repair"},
        {{QStringLiteral("DROP INDEX changes_open"), QStringLiteral("CREATE INDEX changes_open ON changes(id)")}, "the index changes_open is another", true, "doctor --repair"},
        {{QStringLiteral("CREATE TRIGGER spy AFTER INSERT ON runs BEGIN DELETE FROM audit; END")}, "the trigger spy does not belong", true, "doctor --repair"},
        {{QStringLiteral("CREATE VIEW rich AS SELECT * FROM figures WHERE value > 0")}, "the view rich does not belong", true, "doctor --repair"},
        {{QStringLiteral("CREATE INDEX mine ON figures(value)")}, "the index mine does not belong", true, "doctor --repair"},
        {{QStringLiteral("CREATE TABLE loose AS SELECT * FROM corrections"), QStringLiteral("DROP TABLE corrections"), QStringLiteral("ALTER TABLE loose RENAME TO corrections")},
         "the table corrections has other rules", true, "doctor --repair"},
        {{QStringLiteral("CREATE TABLE notes(text TEXT)")}, "the table notes does not belong", false, "a file of its own"},
        {{QStringLiteral("ALTER TABLE audit ADD COLUMN mood TEXT")}, "the table audit has what does not belong: mood", false, "DROP COLUMN"},
        {{QStringLiteral("ALTER TABLE fallbacks DROP COLUMN owner")}, "the column fallbacks.owner is missing", true, "doctor --repair"},
        {{QStringLiteral("ALTER TABLE figures DROP COLUMN line")}, "the column figures.line is missing", false, "restore a backup"},
        {{QStringLiteral("DROP TABLE figures")}, "the table figures is missing", false, "restore a backup"},
    };
    Desk desk;
    publish(desk);
    REQUIRE(desk.run({QStringLiteral("backup"), desk.path(QStringLiteral("whole.db"))}).code == 0);
    for (const Case& each : cases) {
        for (const QString& file : besideStore(desk, QStringLiteral("store.db*")))
            REQUIRE(QFile::remove(desk.path(file)));
        REQUIRE(QFile::copy(desk.path(QStringLiteral("whole.db")), desk.store()));
        const QString figures = scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM figures"));
        execute(desk.store(), each.tampering);
        INFO(each.tampering.join(QStringLiteral("; ")).toStdString());

        const Answer found = doctor(desk);
        CHECK(found.code == 1);
        CHECK(schemaMessage(found).contains(QLatin1String(each.said)));
        CHECK(schemaMessage(found).contains(QLatin1String(each.remedy)));
        // What fails over it names the cause, not a statement.
        for (const char* command : {"status", "spend", "factoids", "runs", "history"}) {
            const Answer other = desk.run({QLatin1String(command)});
            INFO(command << ": " << other.err.toStdString());
            CHECK_FALSE(other.err.contains("no such table"));
            CHECK_FALSE(other.err.contains("execute statement"));
            if (other.code == 4)
                CHECK(other.err.contains("restore a backup, or run doctor --repair"));
        }
        const Answer repaired = doctor(desk, true);
        INFO(repaired.out.toStdString() << repaired.err.toStdString());
        CHECK(repaired.code == (each.mends ? 0 : 1));
        CHECK((repaired.json().value(QStringLiteral("mended")).toArray().isEmpty()) != each.mends);
        if (each.mends) {
            CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM figures")) == figures);
            CHECK(desk.run({QStringLiteral("status")}).code == 0);
            CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM audit WHERE action = 'repair'")) == QStringLiteral("1"));
        } else {
            CHECK(schemaMessage(repaired).contains(QLatin1String(each.said)));
        }
    }
}

TEST_CASE("restore replaces a damaged store and keeps it aside")
{
    const quint32 seed = QRandomGenerator::global()->generate();
    WARN("seed " << seed);
    for (int kind = 0; kind < 4; ++kind) {
        Desk desk;
        publish(desk);
        const QString backup = desk.path(QStringLiteral("copies/good.db"));
        desk.write(QStringLiteral("copies/readme"), "backups");
        REQUIRE(desk.run({QStringLiteral("backup"), backup}).code == 0);
        if (kind == 3)
            execute(desk.store(), {QStringLiteral("DROP TABLE figures"), QStringLiteral("DROP TABLE runs")});
        else
            damage(desk.store(), kind, seed);
        const Answer restored = desk.run({QStringLiteral("--json"), QStringLiteral("restore"), backup});
        INFO("kind of damage " << kind << ": " << restored.err.toStdString());
        REQUIRE(restored.code == 0);
        const QString aside = restored.json().value(QStringLiteral("damaged")).toString();
        CHECK(QFileInfo(aside).size() > 0);
        CHECK(aside.startsWith(desk.store() + QStringLiteral(".damaged-")));
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM figures")) == QStringLiteral("360"));
        CHECK(doctor(desk).code == 0);
        CHECK(desk.run({QStringLiteral("factoids")}).code == 0);
        CHECK(besideStore(desk, QStringLiteral("*.fdpart-*")).isEmpty());
    }
}

TEST_CASE("what is no whole backup is refused, and the store stays as it was")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(QStringLiteral("good.db"));
    REQUIRE(desk.run({QStringLiteral("backup"), good}).code == 0);
    const QString changes = scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM changes"));
    const auto refused = [&](const QString& name, const QString& why) {
        const Answer answer = desk.run({QStringLiteral("restore"), desk.path(name)});
        INFO(name.toStdString() << ": " << answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains(why.toUtf8()));
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM changes")) == changes);
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM figures")) == QStringLiteral("360"));
        CHECK(besideStore(desk, QStringLiteral("*.fdpart-*")).isEmpty());
    };
    for (const char* table : {"figures", "councils", "sets", "audit", "leases", "cells"}) {
        const QString name = QStringLiteral("without-%1.db").arg(QLatin1String(table));
        REQUIRE(QFile::copy(good, desk.path(name)));
        execute(desk.path(name), {QStringLiteral("DROP TABLE ") + QLatin1String(table)});
        refused(name, QStringLiteral("the table %1 is missing").arg(QLatin1String(table)));
    }
    desk.write(QStringLiteral("empty.db"), {});
    refused(QStringLiteral("empty.db"), QStringLiteral("not a whole backup"));
    desk.write(QStringLiteral("text.db"), "This is a letter.\n");
    refused(QStringLiteral("text.db"), QStringLiteral("not a whole backup"));
    REQUIRE(QFile::copy(good, desk.path(QStringLiteral("rubbish.db"))));
    damage(desk.path(QStringLiteral("rubbish.db")), 2, 7);
    refused(QStringLiteral("rubbish.db"), QStringLiteral("not a whole backup"));
    refused(QStringLiteral("nowhere.db"), QStringLiteral("no such backup"));
}

TEST_CASE("a database of another program is not replaced by a restore")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(QStringLiteral("good.db"));
    REQUIRE(desk.run({QStringLiteral("backup"), good}).code == 0);
    const Desk other(QStringLiteral("photos.db"));
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {other.store(), QStringLiteral("CREATE TABLE photos(name TEXT); INSERT INTO photos VALUES('me')")});
    REQUIRE(sqlite.waitForFinished());
    const QByteArray before = other.read(QStringLiteral("photos.db"));
    const Answer refused = other.run({QStringLiteral("restore"), good});
    CHECK(refused.code == 4);
    CHECK(other.read(QStringLiteral("photos.db")) == before);
}

TEST_CASE("a backup knows that it was made, and numbers that were given are not given again after a restore")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(QStringLiteral("good.db"));
    REQUIRE(desk.run({QStringLiteral("backup"), good}).code == 0);
    // As versions before this one left it: its own run still at work.
    REQUIRE(QFile::copy(good, desk.path(QStringLiteral("older.db"))));
    execute(desk.path(QStringLiteral("older.db")), {QStringLiteral("UPDATE runs SET finished_at = NULL, outcome = 'running' WHERE job = 'backup'")});
    writeSmallData(desk, 5'000'000);
    const qint64 given = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))}).value(QStringLiteral("import_id")).toInteger();
    for (const char* backup : {"good.db", "older.db"}) {
        (void)desk.ask({QStringLiteral("restore"), desk.path(QLatin1String(backup))});
        (void)desk.ask({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("site.title=") + QLatin1String(backup)});
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM runs WHERE outcome IN ('interrupted', 'running')")) == QStringLiteral("0"));
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM runs WHERE job = 'backup' AND outcome = 'done'")) == QStringLiteral("1"));
        CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM failures")) == QStringLiteral("0"));
    }
    CHECK(desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))}).value(QStringLiteral("import_id")).toInteger() > given);
}

TEST_CASE("what killed restores, backups and migrations leave is cleared by whoever comes next, and nothing of the living")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(QStringLiteral("good.db"));
    REQUIRE(desk.run({QStringLiteral("backup"), good}).code == 0);
    const QString living = desk.path(QStringLiteral("store.db.fdpart-00000001"));
    desk.write(QStringLiteral("store.db.fdpart-00000001"), "at work");
    const int handle = ::open(QFile::encodeName(living).constData(), O_RDONLY);
    REQUIRE(::flock(handle, LOCK_EX) == 0);
    for (const char* command : {"doctor", "build-summaries"}) {
        for (const char* name : {"store.db.fdpart-0123abcd", "store.db.fdpart-0123abcd-wal", "store.db.fdpart-0123abcd-shm", "store.db.before-v30.fdpart-fedcba98",
                                 "store.db.fdpart-00000002-wal"})
            desk.write(QLatin1String(name), "dead");
        // Not ours, whatever it looks like.
        desk.write(QStringLiteral("restore-photos/me.jpg"), "a picture");
        desk.write(QStringLiteral("film.part-0123abcd"), "half a film");
        INFO(command);
        CHECK(desk.run({QLatin1String(command)}).code == 0);
        CHECK(besideStore(desk, QStringLiteral("*fdpart*")) == QStringList{QStringLiteral("store.db.fdpart-00000001")});
        CHECK(desk.read(QStringLiteral("restore-photos/me.jpg")) == "a picture");
        CHECK(desk.read(QStringLiteral("film.part-0123abcd")) == "half a film");
    }
    ::close(handle);

    const quint32 seed = QRandomGenerator::global()->generate();
    WARN("seed " << seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 12; ++i) {
        QProcess process;
        process.start(QStringLiteral(FACTOID_BINARY), desk.arguments(i % 3 == 2 ? QStringList{QStringLiteral("backup"), good} : QStringList{QStringLiteral("restore"), good}));
        REQUIRE(process.waitForStarted());
        (void)process.waitForFinished(static_cast<int>(random.bounded(20, 260)));
        process.kill();
        process.waitForFinished();
    }
    CHECK(doctor(desk).code == 0);
    CHECK(besideStore(desk, QStringLiteral("*fdpart*")).isEmpty());
    CHECK(besideStore(desk, QStringLiteral("restore-??????")) == QStringList{QStringLiteral("restore-photos")});
    CHECK(desk.run({QStringLiteral("restore"), good}).code == 0);
    CHECK(scalar(desk.store(), QStringLiteral("SELECT COUNT(*) FROM figures")) == QStringLiteral("360"));
}

TEST_CASE("whoever looks while an import lands sees the store before it or after it, and raises no alarm")
{
    Desk desk;
    publish(desk);
    int looks = 0;
    for (int round = 0; round < 6; ++round) {
        writeSmallData(desk, 400'000'000LL * (round + 1));
        QProcess import;
        import.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("import"), desk.path(QStringLiteral("data"))}));
        REQUIRE(import.waitForStarted());
        std::vector<std::unique_ptr<QProcess>> looking;
        const auto look = [&](const char* command) {
            looking.push_back(std::make_unique<QProcess>());
            looking.back()->start(QStringLiteral(FACTOID_BINARY), desk.arguments(words(command)));
            REQUIRE(looking.back()->waitForStarted());
            looking.back()->closeWriteChannel();
        };
        while (!import.waitForFinished(30)) {
            if (looking.size() < 12) {
                look("verify");
                look("doctor");
            }
        }
        CHECK(import.exitCode() == 0);
        for (const auto& process : looking) {
            REQUIRE(process->waitForFinished(120'000));
            INFO(process->arguments().join(QLatin1Char(' ')).toStdString() << "\n" << process->readAllStandardOutput().toStdString() << process->readAllStandardError().toStdString());
            CHECK(process->exitCode() == 0);
            ++looks;
        }
        (void)desk.ask({QStringLiteral("update-factoids"), QStringLiteral("--force")});
    }
    CHECK(looks >= 12);
}
