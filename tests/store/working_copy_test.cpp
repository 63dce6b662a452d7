// Copies that are made beside a file: the living are left alone, the dead go, and a name is taken whole.
#include "core/store/sql/working_copy.h"

#include "core/store/sql/database.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace factoid;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

QStringList all(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

TEST_CASE("a working copy is gone with its object, with all that was laid beside it")
{
    const QTemporaryDir folder;
    const QString store = folder.filePath(u"store.db"_s);
    {
        const auto copy = WorkingCopy::beside(store);
        REQUIRE(copy);
        for (const QString& ending : besideDatabase())
            write((*copy)->path() + ending, "x");
        write((*copy)->path() + u".before-v30"_s, "x");
        CHECK(all(folder).size() == 5);
        CHECK(WorkingCopy::clearDead(store).isEmpty()); // it lives
        CHECK(QFile::exists((*copy)->path()));
    }
    CHECK(all(folder).isEmpty());
}

TEST_CASE("a name is taken with the log of the file before gone, and nothing is left beside it")
{
    const QTemporaryDir folder;
    const QString store = folder.filePath(u"store.db"_s);
    write(store, "old");
    write(store + u"-wal"_s, "log of the old one");
    {
        const auto copy = WorkingCopy::beside(store);
        REQUIRE(copy);
        write((*copy)->path(), "new");
        write((*copy)->path() + u"-shm"_s, "x");
        REQUIRE((*copy)->takeName(store));
    }
    CHECK(all(folder) == QStringList{u"store.db"_s});
    QFile file(store);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == "new");
}

TEST_CASE("copies that are made while others clear are never taken for dead")
{
    const QTemporaryDir folder;
    const QString store = folder.filePath(u"store.db"_s);
    std::atomic<bool> over = false;
    std::thread clearing([&] {
        while (!over)
            (void)WorkingCopy::clearDead(store);
    });
    for (int i = 0; i < 2'000; ++i) {
        const auto copy = WorkingCopy::beside(store);
        REQUIRE(copy);
        CHECK(QFile::exists((*copy)->path()));
    }
    over = true;
    clearing.join();
    CHECK(all(folder).isEmpty());
}

TEST_CASE("a copy where nothing may be written says so")
{
    const auto copy = WorkingCopy::beside(u"/proc/store.db"_s);
    REQUIRE_FALSE(copy);
    CHECK(copy.error().kind == ErrorKind::Store);
    CHECK(copy.error().message.contains(u"/proc"_s));
}
