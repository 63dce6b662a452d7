// Stores of older versions: what is in them stays, a copy is kept, and processes that migrate at once do no harm.
#include "core/store/sql/database.h"

#include "core/store/operations/run_store.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/sqlite_dialect.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace factoid;

namespace {

// A store of an older schema, made by that schema's own statements, with a row in each table that later steps touch.
void makeVersion(int version, const QString& path)
{
    const QString name = u"older version"_s;
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        raw.setDatabaseName(path);
        REQUIRE(raw.open());
        QStringList statements;
        for (int step = 1; step <= version; ++step)
            statements << sqlite::migration(step);
        statements
            << u"INSERT INTO runs(id, job, trigger, started_at, finished_at, outcome, message, stages) VALUES(41, "
               u"'import', 'command',"
               " '2026-01-02T03:04:05.000Z', '2026-01-02T03:04:09.000Z', 'done', 'as it was', '[{\"name\":\"reading\",\"seconds\":4}]')"_s
            << u"INSERT INTO councils(code, name, type, nation) VALUES('E1', 'Ashby', 'District', 'England')"_s
            << u"INSERT INTO fields(slug, name, unit, comparison) VALUES('debt', 'Debt', 'GBP', 1)"_s
            << u"INSERT INTO figures(field_id, year, council_id, value) VALUES(1, 202324, 1, 3545000)"_s
            << u"INSERT INTO fallbacks(position, language, text, created_at) VALUES(1, 'en', 'Councils run libraries.', '2026-01-02T03:04:05.000Z')"_s
            << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA user_version = %1"_s.arg(version)
            << u"PRAGMA application_id = %1"_s.arg(sqlite::kApplicationId);
        for (const QString& statement : statements) {
            QSqlQuery query(raw);
            INFO(statement.toStdString());
            REQUIRE(query.exec(statement));
        }
        raw.close();
    }
    QSqlDatabase::removeDatabase(name);
}

void makeVersion1(const QString& path)
{
    makeVersion(1, path);
}

int versionOf(const QString& path)
{
    const QString name = u"version of"_s;
    int version = -1;
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        raw.setDatabaseName(path);
        REQUIRE(raw.open());
        QSqlQuery query(raw);
        REQUIRE(query.exec(u"PRAGMA user_version"_s));
        REQUIRE(query.next());
        version = query.value(0).toInt();
        query.finish();
        raw.close();
    }
    QSqlDatabase::removeDatabase(name);
    return version;
}

QString backupOf(const QString& path)
{
    return u"%1.before-v%2"_s.arg(path).arg(sqlite::kSchemaVersion);
}

} // namespace

TEST_CASE("a store of version 1 keeps every row and a copy of it stays as it was")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    makeVersion1(path);
    // Looking changes nothing, and says what to do.
    const auto looked = Database::open({path}, OpenMode::ReadOnly);
    REQUIRE_FALSE(looked);
    CHECK(looked.error().message.contains(u"older version"_s));
    CHECK(versionOf(path) == 1);
    {
        auto db = Database::open({path}, OpenMode::ReadWrite);
        REQUIRE(db);
        const auto runs = RunStore(**db).list(10);
        REQUIRE(runs);
        REQUIRE(runs->size() == 1);
        const RunRecord& run = runs->front();
        CHECK(run.id == 41);
        CHECK(run.message == Message::verbatim(u"as it was"_s));
        CHECK(run.stages.size() == 1);
        CHECK(run.stage.isEmpty());
        CHECK_FALSE(run.heartbeatAt.isValid());
        CHECK_FALSE(run.cancelRequested);
        const auto value = (*db)->scalar(u"SELECT value FROM figures WHERE year = 202324"_s);
        REQUIRE((value && *value));
        CHECK((*value)->toLongLong() == 3'545'000);
        CHECK((*db)->scalar(u"SELECT text FROM fallbacks"_s)->value_or(QString()).toString() ==
              u"Councils run libraries."_s);
        REQUIRE((*db)->run(u"INSERT INTO undo_steps(at, actor, label, job) VALUES('t', 'a', 'l', 'j')"_s));
        REQUIRE((*db)->run(u"INSERT INTO curation(kind, created_at, actor) VALUES('pin', 't', 'a')"_s));
    }
    CHECK(versionOf(path) == sqlite::kSchemaVersion);
    REQUIRE(QFile::exists(backupOf(path)));
    CHECK(versionOf(backupOf(path)) == 1);
    CHECK(Database::open({path}, OpenMode::ReadWrite));
}

TEST_CASE("a store of version 2 keeps every row, and money and failures find their tables")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    makeVersion(2, path);
    {
        auto db = Database::open({path}, OpenMode::ReadWrite);
        REQUIRE(db);
        CHECK((*db)->scalar(u"SELECT message FROM runs WHERE id = 41"_s)->value_or(QString()).toString() ==
              u"as it was"_s);
        CHECK((*db)->scalar(u"SELECT text FROM fallbacks"_s)->value_or(QString()).toString() ==
              u"Councils run libraries."_s);
        for (const char* table : {"model_calls", "provider_manners", "transcripts", "served_links", "failures",
                                  "failure_hours", "recovery_actions", "recovery_rules", "breakers"}) {
            INFO(table);
            CHECK((*db)->scalar(u"SELECT COUNT(*) FROM %1"_s.arg(QLatin1String(table)))->value_or(-1).toInt() == 0);
        }
    }
    CHECK(versionOf(path) == sqlite::kSchemaVersion);
    REQUIRE(QFile::exists(backupOf(path)));
    CHECK(versionOf(backupOf(path)) == 2);
}

TEST_CASE("what an older store keeps without claims is marked as kept before such texts were checked")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    makeVersion(3, path);
    auto db = Database::open({path}, OpenMode::ReadWrite);
    REQUIRE(db);
    REQUIRE((*db)->run(
        u"INSERT INTO fallbacks(position, language, text, claims, created_at) VALUES(2, 'en', 'Proven.', '[{}]', 't')"_s));
    const auto of = [&](const char* column, int id) {
        return (*db)
            ->scalar(u"SELECT %1 FROM fallbacks WHERE id = ?"_s.arg(QLatin1String(column)), {id})
            ->value_or(QString())
            .toString();
    };
    CHECK(of("unchecked_owner", 1) == u"before checking"_s);
    CHECK_FALSE(of("unchecked_reason", 1).isEmpty());
    CHECK(of("unchecked_at", 1) == u"2026-01-02T03:04:05.000Z"_s);
    CHECK(of("owner", 1).isEmpty()); // who answers for it is another matter
    CHECK(of("unchecked_owner", 2).isEmpty());
    CHECK(versionOf(path) == sqlite::kSchemaVersion);
}

TEST_CASE("many processes that meet an older store migrate it once and keep a copy of the older one")
{
    for (int round = 0; round < 8; ++round) {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        makeVersion1(path);
        std::atomic<int> opened = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&] {
                const auto db = Database::open({path}, OpenMode::ReadWrite);
                if (db && (*db)->scalar(u"SELECT COUNT(*) FROM undo_steps"_s))
                    ++opened;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        CHECK(opened == 6);
        REQUIRE(QFile::exists(backupOf(path)));
        CHECK(versionOf(backupOf(path)) == 1);
        CHECK(QDir(folder.path()).entryList({u"store.db.before*"_s}, QDir::Files).size() == 1);
    }
}

TEST_CASE("what does not fit is laid aside by the migration, with its reason, and all that fits stays")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    makeVersion(3, path);
    const auto raw = [&](const QStringList& statements) {
        const QString name = u"another program"_s;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            other.setDatabaseName(path);
            REQUIRE(other.open());
            for (const QString& statement : statements) {
                QSqlQuery query(other);
                INFO(statement.toStdString());
                REQUIRE(query.exec(statement));
            }
            other.close();
        }
        QSqlDatabase::removeDatabase(name);
    };
    QStringList statements;
    const char* const odd[] = {"'1,234,567,890'", "1e300", "12.5", "x'00ff'", "''"};
    int council = 10;
    for (const char* value : odd)
        statements
            << u"INSERT INTO figures(field_id, year, council_id, value) VALUES(1, 202324, %1, %2)"_s.arg(++council).arg(
                   QLatin1String(value));
    statements
        << u"INSERT INTO figures(field_id, year, council_id, value, status) VALUES(1, 202324, 30, 5, 'final')"_s
        << u"INSERT INTO figures(field_id, year, council_id, value, status) VALUES(1, 202324, 31, 5, 99)"_s
        << u"INSERT INTO figures(field_id, year, council_id, value, status) VALUES(1, 7, 32, 5, 0)"_s
        << u"INSERT INTO figures(field_id, year, council_id, value, status) VALUES(1, 202324, 33, NULL, 0)"_s
        // A number in quotes is one: the column's affinity has made it one.
        << u"INSERT INTO figures(field_id, year, council_id, value) VALUES(1, 202324, 40, '700000')"_s
        << u"INSERT INTO figures(field_id, year, council_id, value, status) VALUES(1, 202324, 41, NULL, 10)"_s
        << u"INSERT INTO audit(at, actor, action, detail) VALUES(x'01', 'a', 'b', 'c')"_s
        << u"INSERT INTO imports(id, imported_at, rows_read, accepted, rejected, rounded, inserted, updated, unchanged, removed) VALUES(77, 't', 0, 0, 0, 0, 0, 0, 0, 0)"_s
        << u"DELETE FROM imports"_s << u"DROP INDEX runs_open"_s
        << u"CREATE VIEW of_another_program AS SELECT * FROM figures"_s;
    raw(statements);
    auto db = Database::open({path}, OpenMode::ReadWrite);
    REQUIRE(db);
    const auto number = [&](const char* sql) {
        return (*db)->scalar(QLatin1String(sql)).value().value_or(-1).toLongLong();
    };
    CHECK(number("SELECT COUNT(*) FROM figures") == 3);
    CHECK(number("SELECT COUNT(*) FROM figures WHERE council_id = 40 AND value = 700000") == 1);
    CHECK(number("SELECT COUNT(*) FROM oddities WHERE table_name = 'figures'") == 9);
    CHECK(number("SELECT COUNT(*) FROM oddities WHERE table_name = 'audit'") == 1);
    CHECK(number("SELECT COUNT(*) FROM oddities WHERE row ->> 'value' = '1,234,567,890' AND row ->> 'council_id' = 11 "
                 "AND reason = 'value is a text'") == 1);
    CHECK(number("SELECT COUNT(*) FROM oddities WHERE reason = 'it breaks a rule of the table'") == 3);
    CHECK(number("SELECT COUNT(*) FROM runs WHERE id = 41 AND message = 'as it was'") == 1);
    CHECK(number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'runs_open'") == 1);
    // Numbers that were given once are not given again.
    REQUIRE((*db)->run(
        u"INSERT INTO imports(imported_at, rows_read, accepted, rejected, rounded, inserted, updated, unchanged, removed) VALUES('t', 0, 0, 0, 0, 0, 0, 0, 0)"_s));
    CHECK(number("SELECT MAX(id) FROM imports") == 78);
}

TEST_CASE("a store that was migrated has the schema of a new one, from every version, and every table is strict")
{
    for (const int version : {1, 2, 3}) {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        makeVersion(version, path);
        auto db = Database::open({path}, OpenMode::ReadWrite);
        REQUIRE(db);
        const auto faults = schemaFaults(**db);
        REQUIRE(faults);
        for (const SchemaFault& fault : *faults)
            FAIL_CHECK("from version " << version << ": " << fault.sentence.toStdString());
        const auto loose = (*db)->scalar(
            u"SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"_s);
        REQUIRE(loose);
        CHECK(loose->value_or(QString()).toString().toStdString().empty());
    }
}
