// What other programs write into a store: a text where a number belongs is refused by the store itself, and where it is
// in the file all the same it is in doubt, named, and in no fact; ids, clocks and folders that nobody expects crash
// nothing.
#include "core/store/sql/database.h"
#include "core/store/sql/sqlite_dialect.h"
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QRegularExpression>

#include <unistd.h>

using namespace factoid;
using namespace factoid::test;

namespace {

const char* const kOne = "field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing') AND year = 202324 AND "
                         "council_id = (SELECT id FROM councils WHERE code = 'E07001004')";

// As another program does it; its exit code.
int sqliteShell(const Desk& desk, const QString& sql)
{
    QProcess process;
    process.start(u"sqlite3"_s, {u"-bail"_s, desk.store(), sql});
    REQUIRE(process.waitForFinished(60'000));
    return process.exitCode();
}

QString asked(const Desk& desk, const QString& sql)
{
    QProcess process;
    process.start(u"sqlite3"_s, {desk.store(), sql});
    REQUIRE(process.waitForFinished(60'000));
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void published(Desk& desk)
{
    desk.setNow(u"2026-06-03T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
}

const char* const kNoNumbers[] = {"'1,234,567,890'", "1e300", "12.5", "x'00ff'", "'n/a'"};

// The texts of a set are of sums that somebody reported: Elford's own figure is the striking one, in none of them.
void checkInNoFact(const Desk& desk)
{
    const QByteArray facts = desk.run({u"--json"_s, u"facts"_s, u"--limit"_s, u"500"_s, u"--field"_s,
                                       u"total_borrowing"_s, u"--year"_s, u"2023/24"_s})
                                 .out;
    CHECK(facts.contains("\"facts\""));
    CHECK_FALSE(facts.contains("E07001004"));
    const Answer set = desk.run({u"update-factoids"_s, u"--force"_s});
    INFO(set.out.toStdString() << set.err.toStdString());
    CHECK(set.code == 0);
    CHECK_FALSE(set.out.contains("£0"));
    CHECK_FALSE(set.out.contains("922"));
    const QJsonObject figure = desk.ask({u"figure"_s, u"E07001004"_s, u"total_borrowing"_s, u"2023/24"_s});
    const QJsonArray versions = figure.value(u"versions"_s).toArray();
    if (!versions.isEmpty())
        CHECK(versions.first().toObject().value(u"value"_s).isNull());
}

} // namespace

TEST_CASE("the store refuses what is no number, from whoever writes it")
{
    Desk desk;
    published(desk);
    const QString before = asked(desk, u"SELECT value FROM figures WHERE "_s + QLatin1String(kOne));
    REQUIRE_FALSE(before.isEmpty());
    for (const char* value : kNoNumbers) {
        INFO(value);
        CHECK(sqliteShell(desk, u"UPDATE figures SET value = %1 WHERE %2"_s.arg(QLatin1String(value),
                                                                                QLatin1String(kOne))) != 0);
    }
    for (const char* change :
         {"status = 'final'", "status = 7", "year = 'x'", "year = 5", "value = NULL, status = 0"}) {
        INFO(change);
        CHECK(sqliteShell(desk, u"UPDATE figures SET %1 WHERE %2"_s.arg(QLatin1String(change), QLatin1String(kOne))) !=
              0);
    }
    CHECK(asked(desk, u"SELECT value FROM figures WHERE "_s + QLatin1String(kOne)) == before);
    CHECK(
        asked(
            desk,
            u"SELECT COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"_s) ==
        u"0"_s);
    // A number that another program writes is one still.
    CHECK(sqliteShell(desk, u"UPDATE figures SET value = 5000000 WHERE "_s + QLatin1String(kOne)) == 0);
}

TEST_CASE("a figure that is no number is in doubt, named, in no fact, and mended by a repair and an import")
{
    for (const char* value : kNoNumbers) {
        Desk desk;
        published(desk);
        // A file that another program has put together, without the rules.
        REQUIRE(
            sqliteShell(
                desk,
                u"CREATE TABLE loose AS SELECT * FROM figures; DROP TABLE figures; ALTER TABLE loose RENAME TO figures;"
                "UPDATE figures SET value = %1 WHERE %2"_s.arg(QLatin1String(value), QLatin1String(kOne))) == 0);
        INFO(value);
        const Answer built = desk.run({u"build-summaries"_s, u"--full"_s});
        CHECK(built.code == 0);
        CHECK(built.out.contains("Elford, total_borrowing 2023/24"));
        checkInNoFact(desk);
        const Answer found = desk.run({u"doctor"_s});
        CHECK(found.code == 1);
        CHECK(found.out.contains("1 figure is in doubt and in no fact: Elford, total_borrowing 2023/24"));
        const Answer repaired = desk.run({u"doctor"_s, u"--repair"_s});
        CHECK(repaired.out.contains("the table figures was rebuilt; 1 of its rows did not fit and was set aside"));
        CHECK(repaired.out.contains("Elford, total_borrowing 2023/24")); // still nobody's number
        CHECK(asked(desk, u"SELECT COUNT(*) FROM figures"_s) == u"359"_s);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        (void)desk.ask({u"build-summaries"_s, u"--full"_s});
        const Answer whole = desk.run({u"doctor"_s});
        INFO(whole.out.toStdString());
        CHECK(whole.code == 0);
    }
}

TEST_CASE("an import replaces a figure that is no number, also where it says that there is none")
{
    Desk desk;
    published(desk);
    REQUIRE(
        sqliteShell(
            desk,
            u"CREATE TABLE loose AS SELECT * FROM figures; DROP TABLE figures; ALTER TABLE loose RENAME TO figures;"
            "CREATE UNIQUE INDEX by_key ON figures(field_id, year, council_id); UPDATE figures SET value = 'n/a' WHERE %1"_s
                .arg(QLatin1String(kOne))) == 0);
    desk.write(u"one.csv"_s, "council_code,field_slug,year,value\nE07001004,total_borrowing,2023/24,[x]\n");
    const QJsonObject imported = desk.ask({u"import"_s, desk.path(u"one.csv"_s)});
    CHECK(imported.value(u"updated"_s).toInt() == 1);
    CHECK(asked(desk, u"SELECT typeof(value), status FROM figures WHERE "_s + QLatin1String(kOne)) == u"null|10"_s);
}

TEST_CASE("the first command after an upgrade finds the store up to date, whichever it is")
{
    for (const char* command : {"factoids", "status", "verify", "doctor", "summary total_borrowing 2023/24", "changes",
                                "history", "factoids --limit 1"}) {
        Desk desk;
        published(desk);
        // A store of the version before: without what the newest step made.
        REQUIRE(sqliteShell(desk, u"DROP TABLE mined; DROP TABLE oddities; DROP TRIGGER figures_inserted; DROP TRIGGER "
                                  u"figures_updated; DROP TRIGGER "
                                  u"figures_deleted; DROP TABLE outside_marks; "
                                  u"ALTER TABLE fallbacks DROP COLUMN unchecked_owner; ALTER TABLE "
                                  u"fallbacks DROP COLUMN unchecked_reason;"
                                  " ALTER TABLE fallbacks DROP COLUMN unchecked_at; PRAGMA user_version = 3"_s) == 0);
        // A rehearsal works on a copy.
        const Answer rehearsed = desk.run({u"import"_s, desk.path(u"data"_s), u"--dry-run"_s});
        INFO(command << ": " << rehearsed.err.toStdString());
        CHECK(rehearsed.code == 0);
        CHECK(asked(desk, u"PRAGMA user_version"_s) == u"3"_s);
        const Answer answer = desk.run(words(command));
        INFO(answer.err.toStdString());
        CHECK(answer.code == 0);
        CHECK(asked(desk, u"PRAGMA user_version"_s) == QString::number(sqlite::kSchemaVersion));
        CHECK(QFile::exists(desk.store() + u".before-v%1"_s.arg(sqlite::kSchemaVersion)));
    }
}

TEST_CASE("ids that nobody expects crash nothing")
{
    const char* const tampering[] = {
        "UPDATE figures SET council_id = 9000000000000000 WHERE council_id = 3; UPDATE councils SET id = "
        "9000000000000000 WHERE id = 3",
        "UPDATE figures SET council_id = -7 WHERE council_id = 3; UPDATE councils SET id = -7 WHERE id = 3",
        "UPDATE figures SET field_id = 9223372036854775807 WHERE field_id = 2; UPDATE cells SET field_id = "
        "9223372036854775807 WHERE field_id = 2; UPDATE fields SET id = 9223372036854775807 WHERE id = 2",
        "UPDATE figures SET field_id = -1 WHERE field_id = 2; UPDATE cells SET field_id = -1 WHERE field_id = 2; "
        "UPDATE fields SET id = -1 WHERE id = 2",
    };
    for (const char* sql : tampering) {
        Desk desk;
        published(desk);
        REQUIRE(sqliteShell(desk, QLatin1String(sql)) == 0);
        writeSmallData(desk, 1'000'000);
        for (const char* command : {"build-summaries --full", "facts", "factoids", "verify", "figures total_borrowing",
                                    "figures --council E07001002", "changes --text caldon",
                                    "sample spend_cultural 2023/24", "update-factoids --force", "doctor"}) {
            const Answer answer = desk.run(words(command));
            INFO(sql << "\n" << command << ": exit " << answer.code << " " << answer.err.toStdString());
            CHECK((answer.code == 0 || (answer.code == 1 && qstrcmp(command, "doctor") == 0)));
        }
        const Answer imported = desk.run({u"import"_s, desk.path(u"data"_s)});
        INFO(sql << "\n" << imported.err.toStdString());
        CHECK(imported.code == 0);
    }
    Desk desk;
    published(desk);
    for (const char* command :
         {"import --undo -1", "import --undo 999999999", "undo --step -1", "undo --step 99999999",
          "cancel 9223372036854775807", "cancel 99999999999999999999999", "cancel -1", "runs -5",
          "runs 9223372036854775807", "errors -5", "errors 9223372036854775807", "changes --id -1",
          "changes --import -1", "changes --run 2000000000", "fallbacks remove -4",
          "fallbacks order 9223372036854775807", "facts --limit -1", "factoids --limit -1"}) {
        const Answer answer = desk.run(words(command));
        INFO(command << ": exit " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code >= 0);
        CHECK(answer.code <= 4);
    }
}

TEST_CASE("a clock that is wrong by decades is answered for with what is near")
{
    Desk desk;
    published(desk);
    (void)desk.ask({u"update-factoids"_s, u"--init-schedule"_s});
    desk.setNow(u"2100-01-01T09:00:00Z"_s);
    for (const char* missed : {"once", "skip"}) {
        REQUIRE(
            sqliteShell(desk, u"DELETE FROM slot_outcomes; UPDATE state SET value = '2026-06-03T09:00:00.000Z' WHERE "
                              u"key LIKE '%last_check%';"
                              "INSERT OR REPLACE INTO settings(key, value) VALUES('schedule.missed', '%1')"_s.arg(
                                  QLatin1String(missed))) == 0);
        const Answer checked = desk.run({u"update-factoids"_s, u"--check-schedule"_s});
        INFO(checked.err.toStdString());
        CHECK(checked.code == 0);
        const int rows = asked(desk, u"SELECT COUNT(*) FROM slot_outcomes"_s).toInt();
        CHECK(rows > 0);
        CHECK(rows <= 2'000);
    }
}

TEST_CASE("a dry run of an import works where nothing may be written")
{
    Desk desk;
    published(desk);
    writeSmallData(desk, 3'000'000);
    const QString folder = QFileInfo(desk.store()).absolutePath();
    const auto everybody = QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther |
                           QFileDevice::ExeOther | QFileDevice::ReadGroup | QFileDevice::ExeGroup;
    const auto reading = QFileDevice::ReadOwner | QFileDevice::ReadOther | QFileDevice::ReadGroup;
    REQUIRE(QFile::setPermissions(desk.store(), reading));
    REQUIRE(QFile::setPermissions(folder, everybody));
    // Whoever may write everywhere becomes somebody who may not.
    QStringList command{deskBinary()};
    if (::geteuid() == 0)
        command = QStringList{u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s} + command;
    command += desk.arguments({u"--json"_s, u"import"_s, desk.path(u"data"_s), u"--dry-run"_s});
    QProcess process;
    process.start(command.takeFirst(), command);
    REQUIRE(process.waitForFinished(60'000));
    REQUIRE(QFile::setPermissions(folder, everybody | QFileDevice::WriteOwner));
    REQUIRE(QFile::setPermissions(desk.store(), reading | QFileDevice::WriteOwner));
    const QByteArray err = process.readAllStandardError();
    INFO(err.toStdString());
    CHECK(process.exitCode() == 0);
    const QJsonObject diff = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    CHECK(diff.value(u"updated"_s).toInt() == 1);
    CHECK(QDir(folder).entryList({u"store.db-*"_s}, QDir::Files).isEmpty());
}
