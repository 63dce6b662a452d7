#include "core/publish/bundle_verifier.h"

#include "core/publish/bundle_documents.h"
#include "core/publish/zip_archive.h"
#include "tests/publish/samples.h"

#include <QJsonDocument>

#include <sys/stat.h>
#include <unistd.h>

using namespace factoid;
using samples::Written;

namespace {

QString kinds(const BundleReport& report)
{
    QStringList names;
    for (const BundleProblem& problem : report.problems) {
        CHECK_FALSE(problem.message.isEmpty());
        names.append(bundleProblemName(problem.kind) + QLatin1Char(' ') + problem.file);
    }
    return names.join(", "_L1).trimmed();
}

std::string problems(const QString& path, const BundleCheck& check = {})
{
    return kinds(verifyBundle(path, check)).toStdString();
}

// Rewrites the manifest with a right check, as somebody would who wants it to pass.
QByteArray resealed(QJsonObject manifest)
{
    manifest["check"_L1] = QString(64, QLatin1Char('0'));
    QByteArray text = QJsonDocument(manifest).toJson();
    const QByteArray check = sha256Hex(text);
    return text.replace(QByteArray(64, '0'), check);
}

QJsonObject manifestOf(const Written& bundle)
{
    return QJsonDocument::fromJson(samples::bytesOf(bundle.file("manifest.json"))).object();
}

void reseal(const Written& bundle, const QJsonObject& manifest)
{
    samples::putBytes(bundle.file("manifest.json"), resealed(manifest));
}

// A zip of the good files and one more, the manifest listing the extra name too.
QString zipWith(const Written& good, const QString& name, const QByteArray& bytes)
{
    auto files = renderBundle(samples::input());
    files->push_back({name, bytes});
    const auto archive = zipOf(*files, samples::input().created);
    REQUIRE(archive);
    const QString path = good.dir.filePath(u"crafted.zip"_s);
    samples::putBytes(path, *archive);
    return path;
}

} // namespace

TEST_CASE("a whole bundle has no problems and says what it is")
{
    const auto form = GENERATE(BundleForm::Folder, BundleForm::Zip);
    const Written bundle(form);
    BundleCheck check;
    check.now = samples::instant("2026-06-20T00:00:00Z");
    const BundleReport report = verifyBundle(bundle.path, check);
    CHECK(kinds(report).toStdString().empty());
    CHECK(report.filesChecked == 5);
    CHECK(report.manifestSha256 == bundle.manifestSha256);
    CHECK(report.created == samples::input().created);
    CHECK(report.expires == samples::input().expiry);
    CHECK(report.dataHash == samples::input().dataHash);
    const QString latest = form == BundleForm::Zip ? u"latest.zip"_s : u"latest"_s;
    CHECK(verifyBundle(bundle.dir.filePath(latest)).ok());
}

TEST_CASE("swapped and missing and added files are named")
{
    const Written bundle;
    SECTION("swapped")
    {
        REQUIRE(QFile::rename(bundle.file("feed.json"), bundle.file("x")));
        REQUIRE(QFile::rename(bundle.file("factoids.json"), bundle.file("feed.json")));
        REQUIRE(QFile::rename(bundle.file("x"), bundle.file("factoids.json")));
        CHECK(problems(bundle.path) == "size factoids.json, size feed.json");
    }
    SECTION("missing")
    {
        REQUIRE(QFile::remove(bundle.file("feed.json")));
        CHECK(problems(bundle.path) == "missing feed.json");
    }
    SECTION("no manifest")
    {
        REQUIRE(QFile::remove(bundle.file("manifest.json")));
        CHECK(problems(bundle.path) == "manifest manifest.json");
    }
    SECTION("added")
    {
        samples::putBytes(bundle.file("extra.html"), "<b>");
        CHECK(problems(bundle.path) == "added extra.html");
    }
    SECTION("added and hidden")
    {
        samples::putBytes(bundle.file(".htaccess"), "x");
        CHECK(problems(bundle.path) == "path .htaccess");
    }
    SECTION("added folder")
    {
        REQUIRE(QDir(bundle.path).mkdir(u"sub"_s));
        CHECK(problems(bundle.path) == "added sub");
    }
    SECTION("a byte more")
    {
        samples::putBytes(bundle.file("feed.json"), samples::bytesOf(bundle.file("feed.json")) + ' ');
        CHECK(problems(bundle.path) == "size feed.json");
    }
    SECTION("same size and other bytes")
    {
        QByteArray bytes = samples::bytesOf(bundle.file("feed.json"));
        bytes.replace("2020", "2021");
        samples::putBytes(bundle.file("feed.json"), bytes);
        CHECK(problems(bundle.path) == "hash feed.json");
    }
    SECTION("a pipe that would never end")
    {
        REQUIRE(QFile::remove(bundle.file("feed.json")));
        REQUIRE(mkfifo(bundle.file("feed.json").toLocal8Bit().constData(), 0600) == 0);
        CHECK(problems(bundle.path) == "added feed.json, missing feed.json");
    }
}

TEST_CASE("what a file manager leaves behind is called that")
{
    for (const char* name : {".DS_Store", "Thumbs.db", "desktop.ini", "._factoids.csv"}) {
        INFO(name);
        const Written bundle;
        samples::putBytes(bundle.file(name), "x");
        const BundleReport report = verifyBundle(bundle.path);
        REQUIRE(report.problems.size() == 1);
        CHECK(report.problems.front().kind == BundleProblemKind::Added);
        CHECK(report.problems.front().message.contains(u"file manager"_s));
    }
}

TEST_CASE("links inside a bundle are problems even when they lead to the right bytes")
{
    const Written bundle;
    const QString aside = bundle.dir.filePath(u"aside.json"_s);
    REQUIRE(QFile::rename(bundle.file("feed.json"), aside));
    REQUIRE(QFile::link(aside, bundle.file("feed.json")));
    CHECK(problems(bundle.path) == "added feed.json, missing feed.json");
    REQUIRE(QFile::remove(bundle.file("feed.json")));
    REQUIRE(QFile::rename(aside, bundle.file("feed.json")));
    CHECK(problems(bundle.path).empty());
    REQUIRE(QFile::link(u"/nowhere"_s, bundle.file("dangling")));
    CHECK(problems(bundle.path) == "added dangling");
}

TEST_CASE("a name that could leave the folder is refused in the manifest and in a zip")
{
    const QString name =
        GENERATE(as<QString>{}, u"../evil"_s, u"/etc/passwd"_s, u"..\\evil"_s, u"C:evil"_s, u"sub/evil"_s, u".."_s,
                 u"."_s, u".hidden"_s, u"a\nb"_s, u"évil"_s, QString(101, QLatin1Char('a')));
    CAPTURE(name.toStdString());
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    QJsonArray list = manifest.value("files"_L1).toArray();
    QJsonObject entry = list[0].toObject();
    entry["name"_L1] = name;
    list.append(entry);
    manifest["files"_L1] = list;
    reseal(bundle, manifest);
    const BundleReport listed = verifyBundle(bundle.path);
    REQUIRE(listed.problems.size() == 1);
    CHECK(listed.problems[0].kind == BundleProblemKind::Path);
    const BundleReport packed = verifyBundle(zipWith(bundle, name, "x"));
    REQUIRE_FALSE(packed.problems.empty());
    CHECK(packed.problems[0].kind == BundleProblemKind::Path);
}

TEST_CASE("one name twice is refused in the manifest and in a zip")
{
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    QJsonArray list = manifest.value("files"_L1).toArray();
    list.append(list[4]);
    manifest["files"_L1] = list;
    reseal(bundle, manifest);
    CHECK(problems(bundle.path) == "duplicate feed.json");
    const QString zip = zipWith(bundle, u"feed.json"_s, "{}");
    CHECK(problems(zip) == "duplicate feed.json, zip");
}

TEST_CASE("a damaged manifest is said to be so")
{
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    const auto put = [&](const QByteArray& bytes) { samples::putBytes(bundle.file("manifest.json"), bytes); };
    SECTION("not JSON")
    {
        put("factoids");
    }
    SECTION("an array")
    {
        put("[]");
    }
    SECTION("empty")
    {
        put({});
    }
    SECTION("another format")
    {
        manifest["format"_L1] = u"zip"_s;
        reseal(bundle, manifest);
    }
    SECTION("no check")
    {
        manifest.remove("check"_L1);
        put(QJsonDocument(manifest).toJson());
    }
    SECTION("no files")
    {
        manifest.remove("files"_L1);
        reseal(bundle, manifest);
    }
    SECTION("too large")
    {
        put(samples::bytesOf(bundle.file("manifest.json")) + QByteArray(5 << 20, ' '));
    }
    SECTION("nested without end")
    {
        put(QByteArray(100000, '['));
    }
    SECTION("another spelling of the instant")
    {
        manifest["created"_L1] = u"2026-06-15T10:00:00+01:00"_s;
        reseal(bundle, manifest);
    }
    SECTION("no such day")
    {
        manifest["expires"_L1] = u"2026-06-31T10:00:00Z"_s;
        reseal(bundle, manifest);
    }
    SECTION("predecessor of another shape")
    {
        manifest["previous_manifest_sha256"_L1] = 7;
        reseal(bundle, manifest);
    }
    const BundleReport report = verifyBundle(bundle.path);
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].kind == BundleProblemKind::Manifest);
}

TEST_CASE("an unknown format version is told apart from damage")
{
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    const QJsonValue version =
        GENERATE(as<QJsonValue>{}, QJsonValue(2), QJsonValue(0), QJsonValue(1.5), QJsonValue(u"1"_s), QJsonValue());
    manifest["version"_L1] = version;
    reseal(bundle, manifest);
    CHECK(problems(bundle.path) == "version manifest.json");
}

TEST_CASE("a manifest that leaves out what every bundle has is refused")
{
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    QJsonArray list = manifest.value("files"_L1).toArray();
    list.removeAt(0);
    manifest["files"_L1] = list;
    reseal(bundle, manifest);
    REQUIRE(QFile::remove(bundle.file("corrections.json")));
    CHECK(problems(bundle.path) == "missing corrections.json");
}

TEST_CASE("a size that is no number and a hash that is none are refused")
{
    const Written bundle;
    QJsonObject manifest = manifestOf(bundle);
    QJsonArray list = manifest.value("files"_L1).toArray();
    QJsonObject entry = list[1].toObject();
    SECTION("negative size")
    {
        entry["size"_L1] = -1;
    }
    SECTION("text for a size")
    {
        entry["size"_L1] = u"9"_s;
    }
    SECTION("half a byte")
    {
        entry["size"_L1] = 9.5;
    }
    SECTION("upper-case hash")
    {
        entry["sha256"_L1] = QString(64, QLatin1Char('A'));
    }
    list[1] = entry;
    manifest["files"_L1] = list;
    reseal(bundle, manifest);
    CHECK(problems(bundle.path) == "manifest datapackage.json");
}

TEST_CASE("expiry and a date yet to come are judged by the given clock")
{
    const Written bundle;
    const auto at = [&](const char* iso) {
        BundleCheck check;
        check.now = samples::instant(iso);
        return problems(bundle.path, check);
    };
    CHECK(at("2026-07-15T08:59:59Z").empty());
    CHECK(at("2026-07-15T09:00:00Z") == "expired");
    CHECK(at("2026-06-15T08:50:00Z").empty());
    CHECK(at("2026-06-15T08:49:59Z") == "not_yet");
}

TEST_CASE("rollback is found by date and by the chain of manifests")
{
    const Written first;
    BundleInput next = samples::input("2026-06-16T09:00:00Z", 'b');
    next.previousManifestSha256 = first.manifestSha256;
    const Written second(BundleForm::Folder, next);
    BundleCheck check;
    check.previousManifestSha256 = first.manifestSha256;
    CHECK(problems(first.path, check).empty());
    CHECK(problems(second.path, check).empty());
    check.previousManifestSha256 = second.manifestSha256;
    CHECK(problems(second.path, check).empty());
    CHECK(problems(first.path, check) == "rollback manifest.json");
    check = {};
    check.minimumCreated = samples::instant("2026-06-15T09:00:01Z");
    CHECK(problems(first.path, check) == "rollback");
    CHECK(problems(second.path, check).empty());
}

TEST_CASE("what is not there or not a bundle is said to be so")
{
    QTemporaryDir dir;
    CHECK(problems(dir.filePath(u"nothing"_s)) == "unreadable");
    CHECK(problems(dir.path()) == "manifest manifest.json");
    samples::putBytes(dir.filePath(u"a.zip"_s), "not a zip");
    CHECK(problems(dir.filePath(u"a.zip"_s)) == "zip");
    samples::putBytes(dir.filePath(u"b.zip"_s), {});
    CHECK(problems(dir.filePath(u"b.zip"_s)) == "zip");
}
