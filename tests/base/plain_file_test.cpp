// A file that a person named appears whole or not at all, and nothing of somebody else's is written through or read.
#include "core/base/plain_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

using namespace factoid;

namespace {

struct Folder {
    QTemporaryDir dir;
    [[nodiscard]] QString at(const char* name) const { return dir.filePath(QString::fromLatin1(name)); }
    void put(const char* name, const QByteArray& bytes) const
    {
        QFile file(at(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
    [[nodiscard]] QByteArray bytes(const char* name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
};

} // namespace

TEST_CASE("a file that is not committed leaves what was there and nothing else")
{
    const Folder folder;
    folder.put("a", "old");
    {
        WholeFile file(folder.at("a"));
        REQUIRE(file.open());
        REQUIRE(file.write("new"));
    }
    CHECK(folder.bytes("a") == "old");
    CHECK(folder.names() == QStringList{u"a"_s});
    REQUIRE(writeWholeFile(folder.at("a"), "new"));
    CHECK(folder.bytes("a") == "new");
    CHECK(folder.names() == QStringList{u"a"_s});
}

TEST_CASE("what a killed writer left is used up by the next")
{
    const Folder folder;
    folder.put(".a.partial", QByteArray(1000, 'x'));
    REQUIRE(writeWholeFile(folder.at("a"), "new"));
    CHECK(folder.bytes("a") == "new");
    CHECK(folder.names() == QStringList{u"a"_s});
}

TEST_CASE("two writers of one file do not mix")
{
    const Folder folder;
    WholeFile first(folder.at("a"));
    REQUIRE(first.open());
    REQUIRE(first.write("first"));
    const auto second = writeWholeFile(folder.at("a"), "second");
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::Failed);
    REQUIRE(first.commit());
    CHECK(folder.bytes("a") == "first");
    REQUIRE(writeWholeFile(folder.at("a"), "second"));
    CHECK(folder.bytes("a") == "second");
}

TEST_CASE("a link at the place of the file stays and one at the place of its part is not followed")
{
    const Folder folder;
    folder.put("real", "old");
    REQUIRE(QFile::link(folder.at("real"), folder.at("a")));
    REQUIRE(writeWholeFile(folder.at("a"), "new"));
    CHECK(QFileInfo(folder.at("a")).isSymLink());
    CHECK(folder.bytes("real") == "new");

    folder.put("victim", "untouched");
    REQUIRE(QFile::link(folder.at("victim"), folder.at(".b.partial")));
    CHECK_FALSE(writeWholeFile(folder.at("b"), "new"));
    CHECK(folder.bytes("victim") == "untouched");
    REQUIRE(QFile::remove(folder.at(".b.partial")));
    // The same through a second name of the file.
    REQUIRE(::link(QFile::encodeName(folder.at("victim")).constData(),
                   QFile::encodeName(folder.at(".b.partial")).constData()) == 0);
    CHECK_FALSE(writeWholeFile(folder.at("b"), "new"));
    CHECK(folder.bytes("victim") == "untouched");
    REQUIRE(QFile::remove(folder.at(".b.partial")));
    REQUIRE(::mkfifo(QFile::encodeName(folder.at(".b.partial")).constData(), 0600) == 0);
    CHECK_FALSE(writeWholeFile(folder.at("b"), "new"));
}

TEST_CASE("a file is read up to the size that such a file can have")
{
    const Folder folder;
    folder.put("a", QByteArray(100'000, 'x'));
    REQUIRE(readPlainFile(folder.at("a")));
    CHECK(readPlainFile(folder.at("a"))->size() == 100'000);
    CHECK(readPlainFile(folder.at("a"), 100'000));
    CHECK_FALSE(readPlainFile(folder.at("a"), 99'999));
    CHECK(readPlainFile(folder.at("none")).error().kind == ErrorKind::Input);
    CHECK(otherThanFile(folder.at("a")).isEmpty());
    CHECK(otherThanFile(folder.dir.path()) == u"a folder"_s);
    CHECK(otherThanFile(u"/dev/null"_s) == u"a device"_s);
}
