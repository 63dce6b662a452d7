// A store that is not as it should be: what doctor says of it, what a repair and a restore make of it, what killed
// processes leave, and that looking at a store while it changes raises no false alarm.
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

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
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"doctor"_s}); // healthy
}

QStringList besideStore(const Desk& desk, const QString& pattern)
{
    return QDir(QFileInfo(desk.store()).absolutePath())
        .entryList({pattern}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QString schemaMessage(const Answer& answer)
{
    for (const QJsonValue& value : answer.json().value(u"checks"_s).toArray()) {
        if (value.toObject().value(u"name"_s).toString() == "schema"_L1)
            return value.toObject().value(u"message"_s).toString() + u" | "_s +
                   value.toObject().value(u"remedy"_s).toString();
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
        {{u"DROP TABLE model_calls"_s}, "the table model_calls is missing", true, "doctor --repair"},
        {{u"DROP TABLE undo_steps"_s}, "the table undo_steps is missing", true, "doctor --repair"},
        {{u"DROP TABLE audit"_s}, "the table audit is missing", true, "doctor --repair"},
        {{u"DROP TABLE settings"_s}, "the table settings is missing", true, "doctor --repair"},
        {{u"DROP TABLE runs"_s}, "the table runs is missing", true, "doctor --repair"},
        {{u"DROP TABLE cache_entries"_s, u"DROP TABLE failures"_s},
         "the table failures is missing",
         true,
         "doctor --repair"},
        {{u"DROP INDEX runs_open"_s}, "the index runs_open is missing", true, "doctor --repair"},
        {{u"DROP INDEX changes_open"_s, u"CREATE INDEX changes_open ON changes(id)"_s},
         "the index changes_open is another",
         true,
         "doctor --repair"},
        {{u"DROP TRIGGER figures_updated"_s}, "the trigger figures_updated is missing", true, "doctor --repair"},
        {{u"DROP TRIGGER figures_deleted"_s,
          u"CREATE TRIGGER figures_deleted AFTER DELETE ON figures BEGIN DELETE FROM audit; END"_s},
         "the trigger figures_deleted is another",
         true,
         "doctor --repair"},
        {{u"DROP TABLE outside_marks"_s}, "the table outside_marks is missing", true, "doctor --repair"},
        {{u"CREATE TRIGGER spy AFTER INSERT ON runs BEGIN DELETE FROM audit; END"_s},
         "the trigger spy does not belong",
         true,
         "doctor --repair"},
        {{u"CREATE VIEW rich AS SELECT * FROM figures WHERE value > 0"_s},
         "the view rich does not belong",
         true,
         "doctor --repair"},
        {{u"CREATE INDEX mine ON figures(value)"_s}, "the index mine does not belong", true, "doctor --repair"},
        {{u"CREATE TABLE loose AS SELECT * FROM corrections"_s, u"DROP TABLE corrections"_s,
          u"ALTER TABLE loose RENAME TO corrections"_s},
         "the table corrections has other rules",
         true,
         "doctor --repair"},
        {{u"CREATE TABLE notes(text TEXT)"_s}, "the table notes does not belong", false, "a file of its own"},
        {{u"ALTER TABLE audit ADD COLUMN mood TEXT"_s},
         "the table audit has what does not belong: mood",
         false,
         "DROP COLUMN"},
        {{u"ALTER TABLE fallbacks DROP COLUMN owner"_s},
         "the column fallbacks.owner is missing",
         true,
         "doctor --repair"},
        {{u"ALTER TABLE figures DROP COLUMN line"_s}, "the column figures.line is missing", false, "restore a backup"},
        {{u"DROP TABLE figures"_s}, "the table figures is missing", false, "restore a backup"},
    };
    Desk desk;
    publish(desk);
    REQUIRE(desk.run({u"backup"_s, desk.path(u"whole.db"_s)}).code == 0);
    for (const Case& each : cases) {
        for (const QString& file : besideStore(desk, u"store.db*"_s))
            REQUIRE(QFile::remove(desk.path(file)));
        REQUIRE(QFile::copy(desk.path(u"whole.db"_s), desk.store()));
        const QString figures = scalar(desk.store(), u"SELECT COUNT(*) FROM figures"_s);
        execute(desk.store(), each.tampering);
        INFO(each.tampering.join(u"; "_s).toStdString());

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
        CHECK((repaired.json().value(u"mended"_s).toArray().isEmpty()) != each.mends);
        if (each.mends) {
            CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM figures"_s) == figures);
            CHECK(desk.run({u"status"_s}).code == 0);
            CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM audit WHERE action = '[\"audit.repair\"]'"_s) == u"1"_s);
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
        const QString backup = desk.path(u"copies/good.db"_s);
        desk.write(u"copies/readme"_s, "backups");
        REQUIRE(desk.run({u"backup"_s, backup}).code == 0);
        if (kind == 3)
            execute(desk.store(), {u"DROP TABLE figures"_s, u"DROP TABLE runs"_s});
        else
            damage(desk.store(), kind, seed);
        const Answer restored = desk.run({u"--json"_s, u"restore"_s, backup});
        INFO("kind of damage " << kind << ": " << restored.err.toStdString());
        REQUIRE(restored.code == 0);
        const QString aside = restored.json().value(u"damaged"_s).toString();
        CHECK(QFileInfo(aside).size() > 0);
        CHECK(aside.startsWith(desk.store() + u".damaged-"_s));
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM figures"_s) == u"360"_s);
        CHECK(doctor(desk).code == 0);
        CHECK(desk.run({u"factoids"_s}).code == 0);
        CHECK(besideStore(desk, u"*.fdpart-*"_s).isEmpty());
    }
}

TEST_CASE("what is no whole backup is refused, and the store stays as it was")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(u"good.db"_s);
    REQUIRE(desk.run({u"backup"_s, good}).code == 0);
    const QString changes = scalar(desk.store(), u"SELECT COUNT(*) FROM changes"_s);
    const auto refused = [&](const QString& name, const QString& why) {
        const Answer answer = desk.run({u"restore"_s, desk.path(name)});
        INFO(name.toStdString() << ": " << answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains(why.toUtf8()));
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM changes"_s) == changes);
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM figures"_s) == u"360"_s);
        CHECK(besideStore(desk, u"*.fdpart-*"_s).isEmpty());
    };
    for (const char* table : {"figures", "councils", "sets", "audit", "leases", "cells"}) {
        const QString name = u"without-%1.db"_s.arg(QLatin1String(table));
        REQUIRE(QFile::copy(good, desk.path(name)));
        execute(desk.path(name), {u"DROP TABLE "_s + QLatin1String(table)});
        refused(name, u"the table %1 is missing"_s.arg(QLatin1String(table)));
    }
    desk.write(u"empty.db"_s, {});
    refused(u"empty.db"_s, u"not a whole backup"_s);
    desk.write(u"text.db"_s, "This is a letter.\n");
    refused(u"text.db"_s, u"not a whole backup"_s);
    REQUIRE(QFile::copy(good, desk.path(u"rubbish.db"_s)));
    damage(desk.path(u"rubbish.db"_s), 2, 7);
    refused(u"rubbish.db"_s, u"not a whole backup"_s);
    refused(u"nowhere.db"_s, u"no such backup"_s);
}

TEST_CASE("a database of another program is not replaced by a restore")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(u"good.db"_s);
    REQUIRE(desk.run({u"backup"_s, good}).code == 0);
    const Desk other(u"photos.db"_s);
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {other.store(), u"CREATE TABLE photos(name TEXT); INSERT INTO photos VALUES('me')"_s});
    REQUIRE(sqlite.waitForFinished());
    const QByteArray before = other.read(u"photos.db"_s);
    const Answer refused = other.run({u"restore"_s, good});
    CHECK(refused.code == 4);
    CHECK(other.read(u"photos.db"_s) == before);
}

TEST_CASE("a backup knows that it was made, and numbers that were given are not given again after a restore")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(u"good.db"_s);
    REQUIRE(desk.run({u"backup"_s, good}).code == 0);
    // As versions before this one left it: its own run still at work.
    REQUIRE(QFile::copy(good, desk.path(u"older.db"_s)));
    execute(desk.path(u"older.db"_s),
            {u"UPDATE runs SET finished_at = NULL, outcome = 'running' WHERE job = 'backup'"_s});
    writeSmallData(desk, 5'000'000);
    const qint64 given = desk.ask({u"import"_s, desk.path(u"data"_s)}).value(u"import_id"_s).toInteger();
    for (const char* backup : {"good.db", "older.db"}) {
        (void)desk.ask({u"restore"_s, desk.path(QLatin1String(backup))});
        (void)desk.ask({u"settings"_s, u"set"_s, u"site.title="_s + QLatin1String(backup)});
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM runs WHERE outcome IN ('interrupted', 'running')"_s) ==
              u"0"_s);
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM runs WHERE job = 'backup' AND outcome = 'done'"_s) == u"1"_s);
        CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM failures"_s) == u"0"_s);
    }
    CHECK(desk.ask({u"import"_s, desk.path(u"data"_s)}).value(u"import_id"_s).toInteger() > given);
}

TEST_CASE(
    "what killed restores, backups and migrations leave is cleared by whoever comes next, and nothing of the living")
{
    Desk desk;
    publish(desk);
    const QString good = desk.path(u"good.db"_s);
    REQUIRE(desk.run({u"backup"_s, good}).code == 0);
    const QString living = desk.path(u"store.db.fdpart-00000001"_s);
    desk.write(u"store.db.fdpart-00000001"_s, "at work");
    const int handle = ::open(QFile::encodeName(living).constData(), O_RDONLY);
    REQUIRE(::flock(handle, LOCK_EX) == 0);
    for (const char* command : {"doctor", "build-summaries"}) {
        for (const char* name :
             {"store.db.fdpart-0123abcd", "store.db.fdpart-0123abcd-wal", "store.db.fdpart-0123abcd-shm",
              "store.db.before-v30.fdpart-fedcba98", "store.db.fdpart-00000002-wal"})
            desk.write(QLatin1String(name), "dead");
        // Not ours, whatever it looks like.
        desk.write(u"restore-photos/me.jpg"_s, "a picture");
        desk.write(u"film.part-0123abcd"_s, "half a film");
        INFO(command);
        CHECK(desk.run({QLatin1String(command)}).code == 0);
        CHECK(besideStore(desk, u"*fdpart*"_s) == QStringList{u"store.db.fdpart-00000001"_s});
        CHECK(desk.read(u"restore-photos/me.jpg"_s) == "a picture");
        CHECK(desk.read(u"film.part-0123abcd"_s) == "half a film");
    }
    ::close(handle);

    const quint32 seed = QRandomGenerator::global()->generate();
    WARN("seed " << seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 12; ++i) {
        QProcess process;
        process.start(deskBinary(),
                      desk.arguments(i % 3 == 2 ? QStringList{u"backup"_s, good} : QStringList{u"restore"_s, good}));
        REQUIRE(process.waitForStarted());
        (void)process.waitForFinished(static_cast<int>(random.bounded(20, 260)));
        process.kill();
        process.waitForFinished();
    }
    CHECK(doctor(desk).code == 0);
    CHECK(besideStore(desk, u"*fdpart*"_s).isEmpty());
    CHECK(besideStore(desk, u"restore-??????"_s) == QStringList{u"restore-photos"_s});
    CHECK(desk.run({u"restore"_s, good}).code == 0);
    CHECK(scalar(desk.store(), u"SELECT COUNT(*) FROM figures"_s) == u"360"_s);
}

TEST_CASE("whoever looks while an import lands sees the store before it or after it, and raises no alarm")
{
    Desk desk;
    publish(desk);
    int looks = 0;
    for (int round = 0; round < 6; ++round) {
        writeSmallData(desk, 400'000'000LL * (round + 1));
        QProcess import;
        import.start(deskBinary(), desk.arguments({u"import"_s, desk.path(u"data"_s)}));
        REQUIRE(import.waitForStarted());
        std::vector<std::unique_ptr<QProcess>> looking;
        const auto look = [&](const char* command) {
            looking.push_back(std::make_unique<QProcess>());
            looking.back()->start(deskBinary(), desk.arguments(words(command)));
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
            INFO(process->arguments().join(QLatin1Char(' ')).toStdString()
                 << "\n"
                 << process->readAllStandardOutput().toStdString() << process->readAllStandardError().toStdString());
            CHECK(process->exitCode() == 0);
            ++looks;
        }
        (void)desk.ask({u"update-factoids"_s, u"--force"_s});
    }
    CHECK(looks >= 12);
}
