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
    return folder.write(u"datapackage.json"_s, R"({"name": "figures", "resources": [)" + resources + "]}");
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
    folder.write(u"data/one.csv"_s, first);
    folder.write(u"data/two.csv"_s, "A2,debt,2019/20,2\n");
    folder.write(u"data/three.csv"_s, kHeader + "A3,debt,2019/20,3\n");
    folder.write(u"data/semi.txt"_s, "council_code;field_slug;year;value\nA1;people;2019/20;\xA3\n");
    folder.write(u"about.pdf"_s, "%PDF");
    folder.write(u"stray.csv"_s, "not,in,the,package\n");
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

TEST_CASE("what a package says of its tables is obeyed, or refused by name")
{
    struct Case {
        const char* what;
        QByteArray resource; // beside name and path
        QByteArray csv;
        const char* expected; // "units status" of each figure, by council; or "!" and a part of the refusal
    };
    const QByteArray schema =
        R"("schema": {"fields": [{"name": "council_code"}, {"name": "field_slug"}, {"name": "year"},
        {"name": "value", "type": "number"%1}]%2})";
    const auto with = [&](const QByteArray& number, const QByteArray& whole) {
        return QByteArray(schema).replace("%1", number).replace("%2", whole);
    };
    const Case cases[] = {
        {"missing values", with("", R"(, "missingValues": ["", "-999", "n/d", "0"])"),
         kHeader + "A1,debt,2019/20,-999\nA2,debt,2019/20,N/D\nA3,debt,2019/20,5\n",
         "0 not_available|0 not_available|5 final"},
        {"missing values of a column", with(R"(, "missingValues": [{"value": "-1", "label": "none"}])", ""),
         kHeader + "A1,debt,2019/20,-1\nA2,debt,2019/20,1\n", "0 not_available|1 final"},
        {"decimal comma", with(R"(, "decimalChar": ",", "groupChar": ".")", "") + R"(, "dialect": {"delimiter": ";"})",
         "council_code;field_slug;year;value\nA1;debt;2019/20;1.234\nA2;debt;2019/20;1,5\nA3;debt;2019/20;999\n",
         "1234 final|1.5 final|999 final"},
        {"a sign that cannot be read", with(R"(, "decimalChar": "'")", ""), kHeader, "!before their decimals"},
        {"no header", with("", "") + R"(, "dialect": {"header": false})", "A1,debt,2019/20,7\n", "7 final"},
        {"no header, no names", R"("dialect": {"header": false})", "A1,debt,2019/20,7\n", "!no header row"},
        {"comment sign", R"("dialect": {"commentChar": "#"})",
         "# made by \"us\n" + kHeader + "# a note, with a comma\nA1,debt,2019/20,7\n", "7 final"},
        {"comment rows", R"("dialect": {"commentRows": [2]})",
         kHeader + "#area,#theme,#date,#value\nA1,debt,2019/20,7\n", "7 final"},
        {"header in row 3", R"("dialect": {"headerRows": [3]})", "a title\n\n" + kHeader + "A1,debt,2019/20,7\n",
         "7 final"},
        {"header in two rows", R"("dialect": {"headerRows": [1, 2]})", kHeader, "!header in 2 rows"},
        {"blanks after the comma", R"("dialect": {"skipInitialSpace": true})",
         "council_code, \"field_slug\", \"year\", \"value\"\nA1, \"debt\", \"2019/20\", \"1,234\"\n", "1234 final"},
        {"an escaped tab", R"("dialect": {"delimiter": "\\t"})",
         "council_code\tfield_slug\tyear\tvalue\nA1\tdebt\t2019/20\t7\n", "7 final"},
        {"tab-separated with a dialect", R"("format": "tsv", "dialect": {"header": true})",
         "council_code\tfield_slug\tyear\tvalue\nA1\tdebt\t2019/20\t7\n", "7 final"},
        {"other quotes", R"("dialect": {"quoteChar": "'"})", kHeader, "!quotes with '"},
        {"escapes", R"("dialect": {"escapeChar": "\\"})", kHeader, "!escapes with"},
        {"a dialect that is nothing", R"("dialect": 3)", kHeader, "!must be an object"},
        {"a dialect in a file", R"("dialect": "dialect.json")",
         "council_code;field_slug;year;value\nA1;debt;2019/20;7\n", "7 final"},
    };
    const Folder folder;
    folder.write(u"dialect.json"_s, R"({"delimiter": ";"})");
    for (const Case& one : cases) {
        INFO(one.what);
        folder.write(u"a.csv"_s, one.csv);
        describe(folder, R"({"name": "a", "path": "a.csv", )" + one.resource + "}");
        const auto batch = readImport({folder.path()}, smallRegister());
        const QString expected = QString::fromLatin1(one.expected);
        if (expected.startsWith(QLatin1Char('!'))) {
            REQUIRE(!batch);
            INFO(batch.error().message.toStdString());
            CHECK(batch.error().message.contains(expected.sliced(1)));
            continue;
        }
        if (!batch)
            FAIL(batch.error().sentence().toStdString());
        QStringList found;
        for (const StagedFigure& figure : batch->figures)
            found << Decimal::fromUnits(figure.units).toString() + QLatin1Char(' ') + statusName(figure.status);
        CHECK(found.join(QLatin1Char('|')) == expected);
        CHECK(batch->rejects.empty());
    }
}

TEST_CASE("size and hash of a resource are checked")
{
    const Folder folder;
    const QByteArray text = kHeader + "A1,debt,2019/20,1\n";
    folder.write(u"a.csv"_s, text);
    const QByteArray md5 = QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
    const QByteArray sha256 = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    CHECK(readDataPackage(describe(folder, R"({"name": "a", "path": "a.csv", "bytes": )" +
                                               QByteArray::number(text.size()) + R"(, "hash": ")" + md5 + "\"}")));
    CHECK(readDataPackage(
        describe(folder, R"({"name": "a", "path": "a.csv", "hash": "sha256:)" + sha256.toUpper() + "\"}")));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "bytes": 7})").contains(u"the package says 7"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "hash": "sha256:00"})")
              .contains(u"does not have the hash"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "hash": "crc32:00"})").contains(u"not known"_s));
}

TEST_CASE("paths of a package stay in its folder")
{
    const Folder outside;
    const QString secret = outside.write(u"secret.csv"_s, kHeader);
    const Folder folder;
    folder.write(u"a.csv"_s, kHeader);
    REQUIRE(QFile::link(secret, folder.path() + u"/link.csv"_s));
    REQUIRE(QFile::link(outside.path(), folder.path() + u"/linked"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "../secret.csv"})").contains(u"has “..”"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "x/../../secret.csv"})").contains(u"has “..”"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "x\\..\\a.csv"})").contains(u"has “..”"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": ")" + secret.toUtf8() + "\"}").contains(u"is absolute"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "C:/a.csv"})").contains(u"is absolute"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "https://example.org/a.csv"})").contains(u"is a URL"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "link.csv"})").contains(u"through a link"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "linked/secret.csv"})").contains(u"through a link"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "b.csv"})").contains(u"is missing"_s));
}

TEST_CASE("packages that cannot be read say why")
{
    const Folder folder;
    folder.write(u"a.csv"_s, kHeader);
    CHECK(refusal(folder, "").contains(u"no resources"_s));
    CHECK(refusal(folder, "1").contains(u"not an object"_s));
    CHECK(refusal(folder, R"({"name": "a"})").contains(u"no path"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "format": "xlsx"})").contains(u"no CSV tables"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "encoding": "utf-16"})").contains(u"encoding"_s));
    CHECK(refusal(folder, R"({"name": "a", "path": "a.csv", "dialect": {"header": false}})").contains(u"dialect"_s));
    const auto broken = readDataPackage(folder.write(u"datapackage.json"_s, "{\n\n\"a\"}"));
    REQUIRE(!broken);
    CHECK(broken.error().line == 3);
}

TEST_CASE("package bytes changed at random give a result and never a crash")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Folder folder;
    folder.write(u"a.csv"_s, kHeader);
    const QByteArray whole =
        R"({"name": "figures", "resources": [{"name": "a", "path": ["a.csv"], "encoding": "utf-8", "dialect": {"delimiter": ","}, "bytes": 35, "hash": "md5:0"}]})";
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = whole;
        for (unsigned i = 0; i <= random() % 3; ++i)
            bytes[static_cast<qsizetype>(random()) % bytes.size()] =
                static_cast<char>(random() % 2 ? '0' + random() % 75 : random());
        const auto package = readDataPackage(folder.write(u"datapackage.json"_s, bytes));
        if (!package)
            REQUIRE_FALSE(package.error().message.isEmpty());
    }
}
