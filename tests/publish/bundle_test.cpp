#include "core/publish/bundle.h"

#include "core/publish/bundle_documents.h"
#include "core/publish/bundle_verifier.h"
#include "core/publish/zip_archive.h"
#include "tests/publish/samples.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

using namespace factoid;

namespace {

QByteArray rendered(const BundleInput& input, const char* name)
{
    const auto files = renderBundle(input);
    REQUIRE(files);
    const auto found = std::find_if(files->begin(), files->end(),
                                    [&](const BundleFile& file) { return file.name == QLatin1String(name); });
    REQUIRE(found != files->end());
    return found->bytes;
}

QJsonObject parsed(const BundleInput& input, const char* name)
{
    const QJsonDocument document = QJsonDocument::fromJson(rendered(input, name));
    REQUIRE(document.isObject());
    return document.object();
}

} // namespace

TEST_CASE("a bundle has the files of the contract and a manifest of all the others")
{
    const auto files = renderBundle(samples::input());
    REQUIRE(files);
    QStringList names;
    for (const BundleFile& file : *files)
        names.append(file.name);
    CHECK(names.join(QLatin1Char(' ')).toStdString() ==
          "corrections.json datapackage.json factoids.csv factoids.json feed.json manifest.json");
    const QJsonObject manifest = parsed(samples::input(), "manifest.json");
    CHECK(manifest.value("format"_L1).toString() == "factoid-bundle"_L1);
    CHECK(manifest.value("version"_L1).toInt() == 1);
    CHECK(manifest.value("created"_L1).toString() == "2026-06-15T09:00:00Z"_L1);
    CHECK(manifest.value("expires"_L1).toString() == "2026-07-15T09:00:00Z"_L1);
    CHECK(manifest.value("previous_manifest_sha256"_L1).isNull());
    const QJsonArray list = manifest.value("files"_L1).toArray();
    REQUIRE(list.size() == 5);
    for (int i = 0; i < 5; ++i) {
        const BundleFile& file = (*files)[static_cast<size_t>(i)];
        const QJsonObject entry = list[i].toObject();
        CHECK(entry.value("name"_L1).toString() == file.name);
        CHECK(entry.value("size"_L1).toInt() == file.bytes.size());
        CHECK(entry.value("sha256"_L1).toString().toLatin1() ==
              QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256).toHex());
    }
}

TEST_CASE("equal inputs give equal bytes whatever the zone and whether folder or zip")
{
    const auto here = renderBundle(samples::input());
    const auto zipHere = zipOf(*here, samples::input().created);
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Pacific/Kiritimati");
    tzset();
    BundleInput there = samples::input();
    there.created = there.created.toLocalTime();
    there.factoids[0].generatedAt = there.factoids[0].generatedAt.toOffsetFromUtc(7200);
    const auto elsewhere = renderBundle(there);
    const auto zipThere = zipOf(*elsewhere, there.created);
    zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
    tzset();
    REQUIRE(zipHere);
    REQUIRE(zipThere);
    CHECK((*zipHere == *zipThere) == true);
    for (size_t i = 0; i < here->size(); ++i) {
        CAPTURE((*here)[i].name.toStdString());
        CHECK(((*here)[i] == (*elsewhere)[i]) == true);
    }
}

TEST_CASE("the feed is JSON Feed 1.1 with plain text only")
{
    const QJsonObject feed = parsed(samples::input(), "feed.json");
    CHECK(feed.value("version"_L1).toString() == "https://jsonfeed.org/version/1.1"_L1);
    CHECK(feed.value("title"_L1).toString() == "Council finance"_L1);
    CHECK(feed.value("feed_url"_L1).toString() == "https://example.org/factoids/feed.json"_L1);
    const QJsonArray items = feed.value("items"_L1).toArray();
    REQUIRE(items.size() == 2);
    const QJsonObject first = items[0].toObject();
    CHECK(first.value("id"_L1).toString() == "f0000000000000001"_L1);
    CHECK(first.value("url"_L1).toString() == "https://example.org/factoids/#f0000000000000001"_L1);
    CHECK(first.value("date_published"_L1).toString() == "2026-06-15T08:59:30Z"_L1);
    for (const QJsonValue& item : items)
        CHECK_FALSE(item.toObject().contains("content_html"_L1));
}

TEST_CASE("every document says the language of each text, and how many there are of each")
{
    BundleInput input = samples::input();
    CHECK(parsed(input, "factoids.json").value("languages"_L1).toObject() == QJsonObject{{u"en"_s, 2}});
    CHECK(parsed(input, "feed.json").value("language"_L1).toString() == "en"_L1);
    Factoid welsh = samples::factoid("f0000000000000004", u"Roedd ar Woking £1.38 biliwn ym mis Mawrth 2020."_s);
    welsh.language = u"cy"_s;
    input.factoids.push_back(welsh);
    input.corrections[0].language = u"cy"_s;
    CHECK(parsed(input, "factoids.json").value("languages"_L1).toObject() == QJsonObject{{u"cy"_s, 1}, {u"en"_s, 2}});
    const QJsonObject feed = parsed(input, "feed.json");
    CHECK_FALSE(feed.contains("language"_L1)); // it has two
    QStringList languages;
    for (const QJsonValue& item : feed.value("items"_L1).toArray())
        languages << item.toObject().value("language"_L1).toString();
    CHECK(languages.join(QLatin1Char(' ')) == "en en cy"_L1);
    CHECK(parsed(input, "corrections.json")
              .value("corrections"_L1)
              .toArray()[0]
              .toObject()
              .value("language"_L1)
              .toString() == "cy"_L1);
    CHECK(rendered(input, "factoids.csv").contains(",cy,highest_per_head,"));
}

TEST_CASE("a feed without a base URL has no addresses")
{
    BundleInput input = samples::input();
    input.baseUrl.clear();
    const QJsonObject feed = parsed(input, "feed.json");
    CHECK_FALSE(feed.contains("feed_url"_L1));
    CHECK_FALSE(feed.contains("home_page_url"_L1));
    CHECK_FALSE(feed.value("items"_L1).toArray()[0].toObject().contains("url"_L1));
}

TEST_CASE("fault_13 markup in a text reaches no file as markup and no cell as a formula")
{
    const auto files = renderBundle(samples::input());
    REQUIRE(files);
    for (const BundleFile& file : *files) {
        if (!file.name.endsWith(".json"_L1))
            continue;
        CAPTURE(file.name.toStdString());
        CHECK_FALSE(file.bytes.contains('<'));
    }
    CHECK(parsed(samples::input(), "factoids.json")
              .value("factoids"_L1)
              .toArray()[1]
              .toObject()
              .value("text"_L1)
              .toString() == samples::input().factoids[1].text);
    CHECK(rendered(samples::input(), "factoids.csv").contains("\"'=HYPERLINK(\"\"http://x\"\")"));
}

TEST_CASE("fault_14 a long text is carried whole")
{
    BundleInput input = samples::input();
    input.factoids[0].text = u"A council owed £1,234.5 million in March 2020. "_s.repeated(40);
    CHECK(parsed(input, "feed.json").value("items"_L1).toArray()[0].toObject().value("content_text"_L1).toString() ==
          input.factoids[0].text);
}

TEST_CASE("corrections carry both values and the claim that failed")
{
    const QJsonObject item =
        parsed(samples::input(), "corrections.json").value("corrections"_L1).toArray()[0].toObject();
    CHECK(item.value("factoid_id"_L1).toString() == "f0000000000000003"_L1);
    CHECK(item.value("old_value"_L1).toString() == "1412000000"_L1);
    CHECK(item.value("new_value"_L1).toString() == "1112000000"_L1);
    CHECK(item.value("withdrawn_at"_L1).toString() == "2026-06-14T10:00:00Z"_L1);
    CHECK(item.value("claim"_L1).toObject() == toJson(samples::input().corrections[0].claim));
    BundleInput gone = samples::input();
    gone.corrections[0].newValue.clear();
    CHECK(parsed(gone, "corrections.json")
              .value("corrections"_L1)
              .toArray()[0]
              .toObject()
              .value("new_value"_L1)
              .isNull());
}

TEST_CASE("the data package describes the columns of the csv in their order")
{
    const QJsonObject resource =
        parsed(samples::input(), "datapackage.json").value("resources"_L1).toArray()[0].toObject();
    BundleInput marked = samples::input();
    marked.byteOrderMark = true;
    CHECK(rendered(marked, "factoids.csv") == "\xEF\xBB\xBF" + rendered(samples::input(), "factoids.csv"));
    const QByteArray csv = rendered(samples::input(), "factoids.csv");
    QStringList names;
    for (const QJsonValue& field : resource.value("schema"_L1).toObject().value("fields"_L1).toArray())
        names.append(field.toObject().value("name"_L1).toString());
    CHECK(csv.startsWith(names.join(QLatin1Char(',')).toUtf8() + "\r\n"));
    CHECK(resource.value("bytes"_L1).toInt() == csv.size());
    CHECK(csv.count("\r\n") == 3);
}

TEST_CASE("every document says of a text without claims that nothing proves it, or that it is a notice")
{
    BundleInput input = samples::input();
    Factoid lie = input.factoids[0];
    lie.claims.clear();
    lie.text = u"Councillors stole from pensioners."_s;
    lie.id = u"f00000000000000a1"_s;
    lie.extent = kProvenWhole; // said by whoever filled it in; without claims it cannot be
    Factoid notice = lie;
    notice.text = u"We are updating this page."_s;
    notice.id = u"f00000000000000a2"_s;
    notice.extent = kIsNotice;
    const qsizetype proven = static_cast<qsizetype>(input.factoids.size());
    input.factoids.push_back(lie);
    input.factoids.push_back(notice);
    const QJsonArray factoids = parsed(input, "factoids.json").value("factoids"_L1).toArray();
    const QJsonArray items = parsed(input, "feed.json").value("items"_L1).toArray();
    const QList<QByteArray> rows = rendered(input, "factoids.csv").trimmed().split('\n');
    REQUIRE(factoids.size() == proven + 2);
    for (qsizetype i = 0; i < factoids.size(); ++i) {
        const QString extent = i < proven ? u"whole"_s : i == proven ? u"none"_s : u"notice"_s;
        CHECK(factoids[i].toObject().value("extent"_L1).toString() == extent);
        CHECK(rows[i + 1].trimmed().endsWith(',' + extent.toUtf8()));
        CHECK(items[i].toObject().value("_factoid_desk"_L1).toObject().value("extent"_L1).toString() ==
              (i < proven ? QString() : extent));
    }
}

TEST_CASE("an empty set is a valid bundle")
{
    BundleInput input = samples::input();
    input.factoids.clear();
    input.corrections.clear();
    QTemporaryDir out;
    const auto written = writeBundle(input, out.path());
    REQUIRE(written);
    CHECK(verifyBundle(written->path).ok());
}

TEST_CASE("a bundle that cannot be right is refused before anything is written")
{
    BundleInput input = samples::input();
    SECTION("no creation")
    {
        input.created = {};
    }
    SECTION("expiry before creation")
    {
        input.expiry = input.created.addSecs(-1);
    }
    SECTION("expiry at creation")
    {
        input.expiry = input.created;
    }
    SECTION("short hash")
    {
        input.dataHash.chop(1);
    }
    SECTION("upper-case hash")
    {
        input.dataHash = QByteArray(64, 'A');
    }
    SECTION("bad predecessor")
    {
        input.previousManifestSha256 = "abc";
    }
    SECTION("two factoids with one id")
    {
        input.factoids[1].id = input.factoids[0].id;
    }
    SECTION("no id")
    {
        input.factoids[1].id.clear();
    }
    SECTION("a script for an address")
    {
        input.baseUrl = u"javascript:alert(1)"_s;
    }
    SECTION("an address without a host")
    {
        input.baseUrl = u"https://"_s;
    }
    SECTION("an address with a query")
    {
        input.baseUrl = u"https://example.org/?a=1"_s;
    }
    QTemporaryDir out;
    const auto written = writeBundle(input, out.path());
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::Input);
    CHECK(samples::contents(out.path()).isEmpty());
}

TEST_CASE("a zip holds the files stored with the created instant")
{
    const auto files = renderBundle(samples::input());
    const auto archive = zipOf(*files, samples::input().created);
    REQUIRE(archive);
    const auto back = unzip(*archive);
    REQUIRE(back);
    CHECK((*back == *files) == true);
    // First local header: method 0; 09:00:00 is 0x4800, 2026-06-15 is 0x5CCF, low byte first.
    CHECK(archive->mid(8, 2) == QByteArray(2, '\0'));
    CHECK(archive->mid(10, 4).toHex().toStdString() == "0048cf5c");
}
