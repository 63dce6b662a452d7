#include "core/import/reading/data_package.h"

#include "tests/import/import_support.h"

#include <QCryptographicHash>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

const QByteArray kHeader = "council_code,field_slug,year,value\n";

QString describe(const Folder& folder, const QByteArray& resources)
{
    return folder.write(QStringLiteral("datapackage.json"), R"({"name": "figures", "resources": [)" + resources + "]}");
}

QString refusal(const Folder& folder, const QByteArray& resources)
{
    const QString descriptor = describe(folder, resources);
    const auto package = readDataPackage(descriptor);
    REQUIRE(!package);
    CHECK(package.error().kind == ErrorKind::Input);
    CHECK(package.error().file == descriptor);
    INFO(package.error().message.toStdString());
    return package.error().message;
}

} // namespace

TEST_CASE("a data package folder is read whole with checks and parts")
{
    const Folder folder;
    const QByteArray first = kHeader + "A1,debt,2019/20,1\n";
    folder.write(QStringLiteral("data/one.csv"), first);
    folder.write(QStringLiteral("data/two.csv"), "A2,debt,2019/20,2\n");
    folder.write(QStringLiteral("data/three.csv"), kHeader + "A3,debt,2019/20,3\n");
    folder.write(QStringLiteral("data/semi.txt"), "council_code;field_slug;year;value\nA1;people;2019/20;\xA3\n");
    folder.write(QStringLiteral("about.pdf"), "%PDF");
    folder.write(QStringLiteral("stray.csv"), "not,in,the,package\n");
    describe(folder, R"({"name": "f", "path": ["data/one.csv", "data/two.csv", "data/three.csv"]},
        {"name": "s", "path": "data/semi.txt", "format": "csv", "encoding": "iso-8859-1", "dialect": {"delimiter": ";"}},
        {"name": "p", "path": "about.pdf"}, {"name": "i", "data": [1]})");
    const auto batch = readImport({folder.path()}, smallRegister());
    if (!batch)
        FAIL(batch.error().sentence().toStdString());
    CHECK(batch->rows == 4);
    CHECK(batch->accepted == 3);
    CHECK(batch->rejects.size() == 1);
    CHECK(batch->files.size() == 4);
    CHECK(batch->warnings.size() == 2);
}

TEST_CASE("size and hash of a resource are checked")
{
    const Folder folder;
    const QByteArray text = kHeader + "A1,debt,2019/20,1\n";
    folder.write(QStringLiteral("a.csv"), text);
    const QByteArray md5 = QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
    const QByteArray sha256 = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    CHECK(readDataPackage(describe(folder, R"({"name": "a", "path": "a.csv", "bytes": )" + QByteArray::number(text.size()) + R"(, "hash": ")" + md5 + "\"}")));
    CHECK(readDataPackage(describe(folder, R"({"name": "a", "path": "a.csv", "hash": "sha256:)" + sha256.toUpper() + "\"}")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "bytes": 7})").contains(QStringLiteral("the package says 7")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "hash": "sha256:00"})").contains(QStringLiteral("does not have the hash")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "hash": "crc32:00"})").contains(QStringLiteral("not known")));
}

TEST_CASE("paths of a package stay in its folder")
{
    const Folder outside;
    const QString secret = outside.write(QStringLiteral("secret.csv"), kHeader);
    const Folder folder;
    folder.write(QStringLiteral("a.csv"), kHeader);
    REQUIRE(QFile::link(secret, folder.path() + QStringLiteral("/link.csv")));
    REQUIRE(QFile::link(outside.path(), folder.path() + QStringLiteral("/linked")));
    CHECK(refusal(folder, R"({"name": "a", "path": "../secret.csv"})").contains(QStringLiteral("has “..”")));
    CHECK(refusal(folder, R"({"name": "a", "path": "x/../../secret.csv"})").contains(QStringLiteral("has “..”")));
    CHECK(refusal(folder, R"({"name": "a", "path": "x\\..\\a.csv"})").contains(QStringLiteral("has “..”")));
    CHECK(refusal(folder, R"({"name": "a", "path": ")" + secret.toUtf8() + "\"}").contains(QStringLiteral("is absolute")));
    CHECK(refusal(folder, R"({"name": "a", "path": "C:/a.csv"})").contains(QStringLiteral("is absolute")));
    CHECK(refusal(folder, R"({"name": "a", "path": "https://example.org/a.csv"})").contains(QStringLiteral("is a URL")));
    CHECK(refusal(folder, R"({"name": "a", "path": "link.csv"})").contains(QStringLiteral("through a link")));
    CHECK(refusal(folder, R"({"name": "a", "path": "linked/secret.csv"})").contains(QStringLiteral("through a link")));
    CHECK(refusal(folder, R"({"name": "a", "path": "b.csv"})").contains(QStringLiteral("is missing")));
}

TEST_CASE("packages that cannot be read say why")
{
    const Folder folder;
    folder.write(QStringLiteral("a.csv"), kHeader);
    CHECK(refusal(folder, "").contains(QStringLiteral("no resources")));
    CHECK(refusal(folder, "1").contains(QStringLiteral("not an object")));
    CHECK(refusal(folder, R"({"name": "a"})").contains(QStringLiteral("no path")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "format": "xlsx"})").contains(QStringLiteral("no CSV tables")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "encoding": "utf-16"})").contains(QStringLiteral("encoding")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "dialect": {"header": false}})").contains(QStringLiteral("dialect")));
    const auto broken = readDataPackage(folder.write(QStringLiteral("datapackage.json"), "{\n\n\"a\"}"));
    REQUIRE(!broken);
    CHECK(broken.error().line == 3);
}

TEST_CASE("package bytes changed at random give a result and never a crash")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Folder folder;
    folder.write(QStringLiteral("a.csv"), kHeader);
    const QByteArray whole = R"({"name": "figures", "resources": [{"name": "a", "path": ["a.csv"], "encoding": "utf-8", "dialect": {"delimiter": ","}, "bytes": 35, "hash": "md5:0"}]})";
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = whole;
        for (unsigned i = 0; i <= random() % 3; ++i)
            bytes[static_cast<qsizetype>(random()) % bytes.size()] = static_cast<char>(random() % 2 ? '0' + random() % 75 : random());
        const auto package = readDataPackage(folder.write(QStringLiteral("datapackage.json"), bytes));
        if (!package)
            REQUIRE_FALSE(package.error().message.isEmpty());
    }
}
