#include "core/import/reading/import_source.h"

#include "tests/import/import_support.h"

#include <QStringDecoder>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr qint64 kMaxLine = 1 << 20;

QByteArray readAll(const ScannedFile& scanned)
{
    auto source = ImportSource::open(scanned);
    REQUIRE(source);
    QByteArray all;
    char buffer[37];
    for (;;) {
        const qint64 got = (*source)->read(buffer, sizeof buffer);
        REQUIRE(got >= 0);
        if (got == 0)
            break;
        all.append(buffer, got);
    }
    REQUIRE((*source)->finish());
    return all;
}

} // namespace

TEST_CASE("encodings are told apart by the whole file")
{
    const Folder folder;
    struct Case {
        const char* name;
        QByteArray bytes;
        TextEncoding encoding;
        QByteArray text;
    };
    const std::vector<Case> cases{
        {"plain", "a,b\n", TextEncoding::Utf8, "a,b\n"},
        {"utf8",
         "\xC2\xA3"
         "1\n",
         TextEncoding::Utf8,
         "\xC2\xA3"
         "1\n"},
        {"marked",
         "\xEF\xBB\xBF"
         "a\n",
         TextEncoding::Utf8, "a\n"},
        {"pound",
         "\xA3"
         "1\n",
         TextEncoding::Windows1252,
         "\xC2\xA3"
         "1\n"},
        {"ellipsis", "\x85\x80\n", TextEncoding::Windows1252, "\xE2\x80\xA6\xE2\x82\xAC\n"},
        {"late",
         QByteArray(3 << 20, 'a').replace(1 << 20, 1, "\n").replace(2 << 20, 1, "\n") + "\n\xE9\n",
         TextEncoding::Windows1252,
         {}},
        {"overlong", "\xC0\xAF\n", TextEncoding::Windows1252, "\xC3\x80\xC2\xAF\n"},
        {"cut", "a\xC3", TextEncoding::Windows1252, "a\xC3\x83"},
        {"mac", "a\rb\r", TextEncoding::Utf8, "a\nb\n"},
        {"empty", "", TextEncoding::Utf8, ""},
    };
    for (const Case& one : cases) {
        INFO(one.name);
        const auto scanned = scanFile(folder.write(QLatin1String(one.name), one.bytes), {}, kMaxLine);
        REQUIRE(scanned);
        CHECK(scanned->encoding == one.encoding);
        const QByteArray text = readAll(*scanned);
        if (!one.text.isNull())
            CHECK(text == one.text);
    }
}

TEST_CASE("what is no text is refused with its line")
{
    const Folder folder;
    struct Case {
        const char* name;
        QByteArray bytes;
        const char* reason;
        qint64 line;
    };
    const std::vector<Case> cases{
        {"utf16le",
         QByteArray("\xFF\xFE"
                    "a\0",
                    4),
         "UTF-16", 1},
        {"utf16be",
         QByteArray("\xFE\xFF"
                    "\0a",
                    4),
         "UTF-16", 1},
        {"nul", QByteArray("a\nb\0c\n", 6), "NUL", 2},
        {"neither", "a\nb\n\x81\xA3\n", "neither UTF-8 nor Windows-1252", 3},
    };
    for (const Case& one : cases) {
        INFO(one.name);
        const auto scanned = scanFile(folder.write(QLatin1String(one.name), one.bytes), {}, kMaxLine);
        REQUIRE(!scanned);
        CHECK(scanned.error().kind == ErrorKind::Input);
        CHECK(scanned.error().message.contains(QLatin1String(one.reason)));
        CHECK(scanned.error().line == one.line);
    }
    const QString latin = folder.write(u"said"_s, "a\n\xA3\n");
    const auto said = scanFile(latin, TextEncoding::Utf8, kMaxLine);
    REQUIRE(!said);
    CHECK(said.error().line == 2);
}

TEST_CASE("a line past the limit is refused without reading the file")
{
    const Folder folder;
    // Two gigabytes that take no room: the scan must give up within the first chunks.
    const QString path = folder.write(u"endless.csv"_s, "a,b\n" + QByteArray(2 << 20, 'x'));
    QFile file(path);
    REQUIRE(file.resize(qint64(2) << 30));
    const auto scanned = scanFile(path, {}, 1 << 16);
    REQUIRE(!scanned);
    CHECK(scanned.error().message.contains(u"longer than 65536 bytes"_s));
    CHECK(scanned.error().line == 2);
    CHECK(scanned.error().file == path);
}

TEST_CASE("utf8 validation agrees with Qt for random bytes in random pieces")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::vector<QByteArray> parts{"a",
                                        "plain text",
                                        "\xC2\xA3",
                                        "\xE2\x80\xA6",
                                        "\xF0\x9F\x8F\x9B",
                                        "\xED\xA0\x80",
                                        "\xC0\xAF",
                                        "\xE0\x80\x80",
                                        "\xF4\x90\x80\x80",
                                        "\xFF",
                                        "\x80",
                                        "\xF0\x9F"};
    for (int i = 0; i < 50'000; ++i) {
        QByteArray bytes;
        const auto count = random() % 6;
        for (unsigned at = 0; at < count; ++at)
            bytes += parts[random() % (random() % 3 ? 5 : parts.size())];
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder.decode(bytes);
        const bool valid = !decoder.hasError() && decoded.toUtf8() == bytes;
        bool fault = false;
        const qsizetype prefix = validUtf8Prefix(bytes, false, &fault);
        INFO(bytes.toHex().toStdString());
        REQUIRE(fault != valid);
        REQUIRE((prefix == bytes.size()) == valid);
        // Cut anywhere, the pieces tell the same.
        const qsizetype cut =
            bytes.isEmpty() ? 0 : static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
        bool firstFault = false;
        const qsizetype first = validUtf8Prefix(QByteArrayView(bytes).first(cut), true, &firstFault);
        bool secondFault = false;
        if (!firstFault)
            (void)validUtf8Prefix(QByteArrayView(bytes).sliced(first), false, &secondFault);
        REQUIRE((firstFault || secondFault) == fault);
    }
}

TEST_CASE("a file that changes while it is read is an error")
{
    const Folder folder;
    const QString path = folder.write(u"a.csv"_s, "a,b\n1,2\n");
    const auto scanned = scanFile(path, {}, kMaxLine);
    REQUIRE(scanned);
    folder.write(u"a.csv"_s, "a,b\n1,2\n3,4\n");
    auto source = ImportSource::open(*scanned);
    REQUIRE(source);
    char buffer[100];
    while ((*source)->read(buffer, sizeof buffer) > 0) {
    }
    CHECK(!(*source)->finish());
}

TEST_CASE("a stray byte does not turn a whole UTF-8 file into another encoding")
{
    const Folder folder;
    const QByteArray good = "C\xC3\xB4te,1\nM\xC3\xB4n,2\n";
    struct Case {
        const char* what;
        QByteArray bytes;
        TextEncoding encoding;
        qint64 strays;
        std::vector<qint64> lines;
        QByteArray text;
    };
    const Case cases[] = {
        {"one stray", good + "Ynys M\xF4n,3\n", TextEncoding::Utf8, 1, {3}, good + "Ynys M\xC3\xB4n,3\n"},
        {"at the start", "\xA3" + good, TextEncoding::Utf8, 1, {1}, "\xC2\xA3" + good},
        {"at the end", good + "\xE2\x82", TextEncoding::Utf8, 2, {3}, good + "\xC3\xA2\xE2\x80\x9A"},
        {"more strays than not", good + "\xF4\xF4\xF4\n", TextEncoding::Windows1252, 0, {}, {}},
        {"nothing of UTF-8", "M\xF4n,1\n", TextEncoding::Windows1252, 0, {}, "M\xC3\xB4n,1\n"},
    };
    for (const Case& one : cases) {
        INFO(one.what);
        const auto scanned = scanFile(folder.write(u"a.csv"_s, one.bytes), std::nullopt, kMaxLine);
        REQUIRE(scanned);
        CHECK(scanned->encoding == one.encoding);
        CHECK(scanned->strayBytes == one.strays);
        CHECK(scanned->strayLines == one.lines);
        if (!one.text.isEmpty())
            CHECK(readAll(*scanned) == one.text);
    }
    // Over the borders of the pieces in which a file is read.
    QByteArray large;
    while (large.size() < (3 << 20) + 1)
        large += "\xC3\xB4\xE2\x82\xAC x\n";
    const auto scanned = scanFile(folder.write(u"b.csv"_s, large + "\xF4\n"), std::nullopt, kMaxLine);
    REQUIRE(scanned);
    CHECK(scanned->strayBytes == 1);
    CHECK(readAll(*scanned) == large + "\xC3\xB4\n");
}

TEST_CASE("a file that calls itself CSV and is none is named")
{
    struct Case {
        const char* what;
        QByteArray bytes;
        const char* said;
    };
    const Case cases[] = {
        {"xlsx", QByteArray("PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml", 29), "an Excel workbook (.xlsx)"},
        {"ods", QByteArray("PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 60), "(.ods)"},
        {"zip", QByteArray("PK\x03\x04\x14\0\0\0figures.csv", 19), "a ZIP archive"},
        {"xls", QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10), "old Excel workbook"},
        {"gzip", QByteArray("\x1F\x8B\x08\0\0", 5), "packed by gzip"},
        {"pdf", "%PDF-1.7\n", "a PDF document"},
        {"page", "\n<!DOCTYPE html>\n<html></html>", "a web page"},
        {"xml", "<?xml version=\"1.0\"?><a/>", "an XML file"},
        {"lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n", "git lfs pull"},
        {"json", "{\"a\": 1}\n", "a JSON file"},
        {"utf16",
         QByteArray("\xFF\xFE"
                    "a\0",
                    4),
         "UTF-16"},
        {"utf32", QByteArray("\xFF\xFE\0\0a\0\0\0", 8), "UTF-32"},
    };
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.what);
        const auto refused = readImport({folder.write(u"a.csv"_s, one.bytes)}, smallRegister());
        REQUIRE(!refused);
        INFO(refused.error().message.toStdString());
        CHECK(refused.error().kind == ErrorKind::Input);
        CHECK(refused.error().message.contains(QString::fromLatin1(one.said)));
    }
    for (const char* plain : {"council_code,field_slug,year,value\n", "[a],b\n", "PK,b\n", "<5,b\n"}) {
        const auto read = readImport({folder.write(u"a.csv"_s, plain)}, smallRegister());
        CHECK((read || !read.error().message.contains(u"is a"_s)));
    }
}
