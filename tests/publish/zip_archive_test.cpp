#include "core/publish/zip_archive.h"

#include "tests/publish/samples.h"

#include <minizip/zip.h>

#include <random>

using namespace factoid;

namespace {

// A deflated archive, as an attacker would make one; our own writer stores.
QString deflatedZip(const QTemporaryDir& dir, int entries, int megabytesEach)
{
    const QString path = dir.filePath(u"bomb.zip"_s);
    const QByteArray zeros(1 << 20, '\0');
    zipFile archive = zipOpen64(path.toLocal8Bit().constData(), APPEND_STATUS_CREATE);
    REQUIRE(archive != nullptr);
    for (int i = 0; i < entries; ++i) {
        const QByteArray name = "f" + QByteArray::number(i);
        zip_fileinfo info = {};
        REQUIRE(zipOpenNewFileInZip64(archive, name.constData(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 9,
                                      0) == ZIP_OK);
        for (int m = 0; m < megabytesEach; ++m)
            REQUIRE(zipWriteInFileInZip(archive, zeros.constData(), static_cast<unsigned>(zeros.size())) == ZIP_OK);
        REQUIRE(zipCloseFileInZip(archive) == ZIP_OK);
    }
    REQUIRE(zipClose(archive, nullptr) == ZIP_OK);
    return path;
}

// Little-endian 32 bits of a header.
void put32(QByteArray& bytes, qsizetype at, quint32 value)
{
    for (int i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<char>(value >> (8 * i));
}

} // namespace

TEST_CASE("a deflated archive of others is read")
{
    QTemporaryDir dir;
    const auto files = unzip(samples::bytesOf(deflatedZip(dir, 2, 3)));
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK((*files)[1].bytes.size() == 3 << 20);
}

TEST_CASE("an archive that unpacks past the limits is refused")
{
    QTemporaryDir dir;
    ZipLimits limits;
    limits.entryBytes = 4 << 20;
    limits.totalBytes = 6 << 20;
    limits.entries = 3;
    SECTION("one entry too large")
    {
        const auto files = unzip(samples::bytesOf(deflatedZip(dir, 1, 5)), limits);
        REQUIRE_FALSE(files);
        CHECK(files.error().kind == ErrorKind::Verification);
    }
    SECTION("too much together")
    {
        const auto files = unzip(samples::bytesOf(deflatedZip(dir, 3, 3)), limits);
        REQUIRE_FALSE(files);
        CHECK(files.error().kind == ErrorKind::Verification);
    }
    SECTION("too many entries")
    {
        const auto files = unzip(samples::bytesOf(deflatedZip(dir, 4, 0)), limits);
        REQUIRE_FALSE(files);
        CHECK(files.error().kind == ErrorKind::Verification);
    }
    SECTION("an entry that says it is small")
    {
        QByteArray bytes = samples::bytesOf(deflatedZip(dir, 1, 5));
        const qsizetype directory = bytes.indexOf("PK\x01\x02");
        REQUIRE(directory > 0);
        put32(bytes, directory + 24, 10); // uncompressed size in the directory
        put32(bytes, 22, 10);             // and in the local header
        CHECK_FALSE(unzip(bytes, limits));
    }
}

TEST_CASE("damaged archives give an error and nothing worse")
{
    const auto files = renderBundle(samples::input());
    const auto whole = zipOf(*files, samples::input().created);
    REQUIRE(whole);
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    CAPTURE(seed);
    int answered = 0;
    for (int i = 0; i < 3000; ++i) {
        QByteArray bytes = *whole;
        const int flips = 1 + static_cast<int>(random() % 8);
        for (int f = 0; f < flips; ++f) {
            // Half of the damage goes to the directory at the end, where the offsets are.
            const auto size = static_cast<unsigned long>(bytes.size());
            const auto from = random() % 2 == 0 ? 0UL : size - 400;
            bytes[static_cast<qsizetype>(from + random() % (size - from))] = static_cast<char>(random());
        }
        if (random() % 4 == 0)
            bytes.truncate(static_cast<qsizetype>(random() % static_cast<unsigned long>(bytes.size())));
        (void)unzip(bytes);
        ++answered;
    }
    CHECK(answered == 3000);
    WARN("seed " << seed);
}
