// The database itself: what it refuses, how it migrates, what a dry run leaves.
#include "core/store/sql/database.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace factoid;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void rawSql(const QString& path, const QStringList& statements)
{
    const QString name = u"raw"_s;
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        raw.setDatabaseName(path);
        REQUIRE(raw.open());
        for (const QString& statement : statements) {
            QSqlQuery query(raw);
            INFO(statement.toStdString());
            REQUIRE(query.exec(statement));
        }
        raw.close();
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace

TEST_CASE("a store URL is sqlite and a path")
{
    CHECK(StoreUrl::parse(u"sqlite:/tmp/x.db"_s)->path == u"/tmp/x.db"_s);
    CHECK(StoreUrl::parse(u"/tmp/x.db"_s)->path == u"/tmp/x.db"_s);
    CHECK(StoreUrl::parse(u"mysql:/x"_s).error().kind == ErrorKind::Usage);
    CHECK(StoreUrl::parse(u"sqlite:"_s).error().kind == ErrorKind::Usage);
}

TEST_CASE("a store made by a newer version is refused unharmed")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    REQUIRE(Database::open({path}, OpenMode::ReadWrite));
    rawSql(path, {u"PRAGMA user_version = 999"_s});
    const QByteArray before = bytesOf(path);
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly, OpenMode::DryRun}) {
        const auto opened = Database::open({path}, mode);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().kind == ErrorKind::StoreTooNew);
        CHECK(bytesOf(path) == before);
    }
}

TEST_CASE("what is not a store is refused unharmed")
{
    QTemporaryDir folder;
    const QString text = folder.filePath(u"notes.txt"_s);
    {
        QFile file(text);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("not a database at all\n").repeated(100));
    }
    const QByteArray before = bytesOf(text);
    CHECK(Database::open({text}, OpenMode::ReadWrite).error().kind == ErrorKind::StoreDamaged);
    CHECK(bytesOf(text) == before);

    const QString other = folder.filePath(u"other.db"_s);
    rawSql(other, {u"CREATE TABLE t(x)"_s});
    const QByteArray otherBefore = bytesOf(other);
    CHECK(Database::open({other}, OpenMode::ReadWrite).error().message.contains(u"not a Factoid Desk store"_s));
    CHECK(bytesOf(other) == otherBefore);

    CHECK(Database::open({folder.path()}, OpenMode::ReadWrite).error().kind == ErrorKind::Store);
    CHECK(Database::open({folder.filePath(u"none/store.db"_s)}, OpenMode::ReadWrite).error().kind == ErrorKind::Store);
}

TEST_CASE("a dry run does its work and leaves the file as it was")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    REQUIRE(Database::open({path}, OpenMode::ReadWrite));
    const QByteArray before = bytesOf(path);
    {
        auto db = Database::open({path}, OpenMode::DryRun);
        REQUIRE(db);
        const auto seen = (*db)->transaction<int>([&]() -> Result<int> {
            REQUIRE((*db)->run(u"INSERT INTO state(key, value) VALUES('a', 'b')"_s));
            return (*db)->scalar(u"SELECT COUNT(*) FROM state"_s)->value_or(0).toInt();
        });
        REQUIRE(seen);
        CHECK(*seen == 1);
        CHECK((*db)->scalar(u"SELECT COUNT(*) FROM state"_s)->value_or(9).toInt() == 0);
    }
    CHECK(bytesOf(path) == before);
    CHECK(QDir(folder.path()).entryList(QDir::Files) == QStringList{u"store.db"_s});

    auto none = Database::open({folder.filePath(u"none.db"_s)}, OpenMode::DryRun);
    REQUIRE(none);
    CHECK((*none)->scalar(u"SELECT COUNT(*) FROM figures"_s)->value_or(9).toInt() == 0);
    CHECK_FALSE(QFile::exists(folder.filePath(u"none.db"_s)));
}

TEST_CASE("reading only writes nothing and refuses to")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    REQUIRE(Database::open({path}, OpenMode::ReadWrite));
    auto db = Database::open({path}, OpenMode::ReadOnly);
    REQUIRE(db);
    const auto written = (*db)->run(u"INSERT INTO state(key, value) VALUES('a', 'b')"_s);
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::Store);
}

TEST_CASE("a failing transaction undoes what it did and an inner one joins the outer")
{
    QTemporaryDir folder;
    auto db = Database::open({folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
    REQUIRE(db);
    const auto put = [&](const char* key) {
        return (*db)->run(u"INSERT INTO state(key, value) VALUES(?, 'x')"_s, {QLatin1String(key)});
    };
    const auto outer = (*db)->transaction<bool>([&]() -> Result<bool> {
        REQUIRE(put("outer"));
        const auto inner = (*db)->transaction<bool>([&]() -> Result<bool> {
            REQUIRE(put("inner"));
            return true;
        });
        REQUIRE(inner);
        return fail(ErrorKind::Failed, u"on purpose"_s);
    });
    CHECK_FALSE(outer);
    CHECK((*db)->scalar(u"SELECT COUNT(*) FROM state"_s)->value_or(9).toInt() == 0);
}

TEST_CASE("two writers meet at the start and the second is told")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    auto first = Database::open({path}, OpenMode::ReadWrite);
    auto second = Database::open({path}, OpenMode::ReadWrite);
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE((*second)->run(u"PRAGMA busy_timeout = 100"_s));
    const auto done = (*first)->transaction<bool>([&]() -> Result<bool> {
        const auto blocked = (*second)->transaction<bool>([]() -> Result<bool> { return true; });
        REQUIRE_FALSE(blocked);
        CHECK(blocked.error().kind == ErrorKind::StoreBusy);
        return true;
    });
    CHECK(done);
}

TEST_CASE("a full disk is said and nothing is changed")
{
    QTemporaryDir folder;
    auto db = Database::open({folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
    REQUIRE(db);
    // SQLite answers SQLITE_FULL at this limit just as it does when the file system has no room.
    const auto pages = (*db)->scalar(u"PRAGMA page_count"_s)->value_or(0).toInt();
    REQUIRE((*db)->scalar(u"PRAGMA max_page_count = %1"_s.arg(pages)));
    const auto result = (*db)->transaction<bool>([&]() -> Result<bool> {
        for (int i = 0; i < 20'000; ++i) {
            auto ran = (*db)->run(u"INSERT INTO state(key, value) VALUES(?, ?)"_s,
                                  {QString::number(i), QString(500, QLatin1Char('x'))});
            if (!ran)
                return std::unexpected(ran.error());
        }
        return true;
    });
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::DiskFull);
    CHECK((*db)->scalar(u"SELECT COUNT(*) FROM state"_s)->value_or(9).toInt() == 0);
}

TEST_CASE("many who open a new store at once all get it")
{
    for (int round = 0; round < 15; ++round) {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"store.db"_s);
        std::atomic<int> opened = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                const auto db = Database::open({path}, i % 4 == 3 ? OpenMode::ReadOnly : OpenMode::ReadWrite);
                if (db && (*db)->scalar(u"SELECT COUNT(*) FROM figures"_s))
                    ++opened;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        CHECK(opened == 8);
        // Nobody took the half-made store for one of an older version. (A log may stay behind a reader that closed
        // last.)
        CHECK(QDir(folder.path()).entryList({u"store.db.before*"_s}, QDir::Files).isEmpty());
    }
}
