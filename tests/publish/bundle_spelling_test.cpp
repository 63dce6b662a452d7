// A bundle's JSON files have one spelling. Whatever a second reader could take for something else is refused,
// though every hash in it is right; what the writer gives is always taken.
#include "core/publish/bundle_documents.h"
#include "core/publish/bundle_verifier.h"
#include "core/publish/canonical_json.h"
#include "core/publish/zip_archive.h"
#include "tests/publish/samples.h"

#include <QRegularExpression>

#include <functional>
#include <random>

using namespace factoid;
using samples::Written;

namespace {

using Change = std::function<void(QByteArray&)>;

// The check made right again, as somebody would who wants the manifest to pass.
QByteArray resealed(QByteArray text)
{
    static const QByteArray key = "\"check\": \"";
    const qsizetype at = text.indexOf(key) + key.size();
    text.replace(at, 64, QByteArray(64, '0'));
    return text.replace(at, 64, sha256Hex(text));
}

Change swap(const char* from, const char* to)
{
    return [from, to](QByteArray& text) {
        const qsizetype at = text.indexOf(from);
        INFO(from << " in " << text.toStdString());
        REQUIRE(at >= 0);
        text.replace(at, static_cast<qsizetype>(qstrlen(from)), to);
    };
}

// The first size, spelt by `spell`.
Change size(const std::function<QByteArray(QByteArray)>& spell)
{
    return [spell](QByteArray& text) {
        const auto found = QRegularExpression(u"\"size\": ([0-9]+)"_s).match(QString::fromLatin1(text));
        REQUIRE(found.hasMatch());
        text.replace(found.capturedStart(1), found.capturedLength(1), spell(found.captured(1).toLatin1()));
    };
}

std::vector<BundleFile> bundleWith(const QString& name, const QByteArray& bytes)
{
    auto files = renderBundle(samples::input()).value();
    files.pop_back();
    for (BundleFile& file : files) {
        if (file.name == name)
            file.bytes = bytes;
    }
    files.push_back({QString(kManifestName), manifestJson(samples::input(), files)});
    return files;
}

BundleReport verified(const std::vector<BundleFile>& files, bool zipped)
{
    QTemporaryDir dir;
    if (zipped) {
        samples::putBytes(dir.filePath(u"b.zip"_s), zipOf(files, samples::input().created).value());
        return verifyBundle(dir.filePath(u"b.zip"_s));
    }
    for (const BundleFile& file : files)
        samples::putBytes(dir.filePath(file.name), file.bytes);
    return verifyBundle(dir.path());
}

} // namespace

TEST_CASE("a manifest that two readers could take for two things is refused with the place")
{
    struct Case {
        const char* name;
        Change change;
        const char* says;
    };
    const Case cases[] = {
        {"byte order mark", [](QByteArray& text) { text.prepend("\xEF\xBB\xBF"); }, "line 1"},
        {"created twice, the older first",
         swap("\"created\"", "\"created\": \"2020-01-01T00:00:00Z\",\n    \"created\""), "2020-01-01T00:00:00Z"},
        {"created twice, at the end",
         swap("\"version\": 1\n}", "\"version\": 1,\n    \"created\": \"2026-06-15T09:00:00Z\"\n}"), "“"},
        {"expires twice", swap("\"expires\"", "\"expires\": \"2036-01-01T00:00:00Z\",\n    \"expires\""),
         "2036-01-01T00:00:00Z"},
        {"files twice", swap("\"files\"", "\"files\": [],\n    \"files\""), "files"},
        {"format twice", swap("\"format\"", "\"format\": \"zip\",\n    \"format\""), "format"},
        {"a file's name twice",
         swap("\"name\": \"feed.json\"", "\"name\": \"x.json\",\n            \"name\": \"feed.json\""), "x.json"},
        {"a file's size twice", swap("\"size\"", "\"size\": 1,\n            \"size\""), "size"},
        {"a file's hash twice", swap("\"sha256\"", "\"sha256\": \"00\",\n            \"sha256\""), "sha256"},
        {"a letter of a name escaped", swap("feed.json", "f\\u0065ed.json"), "\\u0065"},
        {"a letter of a key escaped", swap("\"expires\"", "\"e\\u0078pires\""), "\\u0078"},
        {"a letter of an instant escaped", swap("2026-06-15T", "2026-06-15\\u0054"), "\\u0054"},
        {"an escaped slash", swap("\"factoid-bundle\"", "\"\\u0066actoid-bundle\""), "\\u0066"},
        {"size with a point", size([](const QByteArray& n) { return n + ".0"; }), ".0"},
        {"size with an exponent",
         size([](const QByteArray& n) { return n.left(1) + '.' + n.mid(1) + 'e' + QByteArray::number(n.size() - 1); }),
         "e"},
        {"size with a capital exponent", size([](const QByteArray& n) { return n + "E0"; }), "E0"},
        {"version as 1e0", swap("\"version\": 1\n", "\"version\": 1e0\n"), "1e0"},
        {"version as 1.0", swap("\"version\": 1\n", "\"version\": 1.0\n"), "1.0"},
        {"version twice", swap("\"version\": 1\n", "\"version\": 2,\n    \"version\": 1\n"), "line"},
        {"another generator", swap("\"factoid-desk\"", "\"factoid-press\""), "factoid-press"},
        {"a generator without a version", swap("\"version\": \"" FACTOID_VERSION "\"", "\"version\": \"\""), "version"},
        {"a generator of words", swap("\"version\": \"" FACTOID_VERSION "\"", "\"version\": \"<b>new</b>\""),
         "version"},
        {"a generator with more to say",
         swap("\"name\": \"factoid-desk\"", "\"build\": 7,\n        \"name\": \"factoid-desk\""), "build"},
        {"no generator",
         [](QByteArray& text) {
             text.remove(text.indexOf("    \"generator\""),
                         text.indexOf("},\n", text.indexOf("\"generator\"")) + 3 - text.indexOf("    \"generator\""));
         },
         "generator"},
        {"a key that nobody knows", swap("\"files\"", "\"extra\": null,\n    \"files\""), "extra"},
        {"a file's key that nobody knows", swap("\"size\"", "\"mode\": 420,\n            \"size\""), "mode"},
        {"no predecessor as an empty text",
         swap("\"previous_manifest_sha256\": null", "\"previous_manifest_sha256\": \"\""), ""},
        {"a blank before it", [](QByteArray& text) { text.prepend(' '); }, "line 1"},
        {"a line behind it", [](QByteArray& text) { text.append('\n'); }, "behind its end"},
        {"no line break at the end", [](QByteArray& text) { text.chop(1); }, "too early"},
        {"line ends of two bytes", [](QByteArray& text) { text.replace("\n", "\r\n"); }, "line 1"},
        {"tabs", [](QByteArray& text) { text.replace("    \"expires\"", "\t\"expires\""); }, "line"},
        {"blanks before a comma", swap("\"format\": \"factoid-bundle\",", "\"format\": \"factoid-bundle\" ,"), "line"},
        {"files in another order",
         [](QByteArray& text) {
             text.replace("datapackage.json", "x")
                 .replace("corrections.json", "datapackage.json")
                 .replace("\"x\"", "\"corrections.json\"");
         },
         ""},
    };
    const bool zipped = GENERATE(false, true);
    for (const Case& c : cases) {
        INFO(c.name << (zipped ? " (zip)" : " (folder)"));
        auto files = bundleWith({}, {});
        QByteArray& manifest = files.back().bytes;
        const QByteArray before = manifest;
        c.change(manifest);
        REQUIRE(manifest != before);
        manifest = resealed(manifest);
        const BundleReport report = verified(files, zipped);
        REQUIRE_FALSE(report.ok());
        bool said = false;
        for (const BundleProblem& problem : report.problems) {
            INFO(problem.message.toStdString());
            said = said ||
                   (problem.kind == BundleProblemKind::Manifest && problem.message.contains(QString::fromUtf8(c.says)));
            CHECK(problem.message.size() < 300);
        }
        CHECK(said);
    }
}

TEST_CASE("the other JSON files of a bundle have one spelling too")
{
    const struct {
        const char* name;
        Change change;
    } cases[] = {
        {"byte order mark", [](QByteArray& text) { text.prepend("\xEF\xBB\xBF"); }},
        {"compact", [](QByteArray& text) { text.replace("\n", ""); }},
        {"a key twice", [](QByteArray& text) { text.replace(0, 1, "{\n    \"zzz\": 1,\n    \"zzz\": 2,"); }},
        {"a line behind it", [](QByteArray& text) { text.append('\n'); }},
        {"an angle bracket as it is", [](QByteArray& text) { text.replace(0, 2, "{\n    \"<\": 1,\n"); }},
        {"no JSON", [](QByteArray& text) { text = "factoids"; }},
        {"a list", [](QByteArray& text) { text = "[]\n"; }},
        {"no UTF-8", [](QByteArray& text) { text.replace(0, 2, "{\n    \"\xC3\": 1,\n"); }},
    };
    for (const char* file : {"corrections.json", "datapackage.json", "factoids.json", "feed.json"}) {
        const QString name = QString::fromLatin1(file);
        for (const auto& c : cases) {
            INFO(file << ": " << c.name);
            QByteArray bytes;
            for (const BundleFile& honest : bundleWith({}, {})) {
                if (honest.name == name)
                    bytes = honest.bytes;
            }
            c.change(bytes);
            const BundleReport report = verified(bundleWith(name, bytes), false);
            REQUIRE(report.problems.size() == 1);
            CHECK(report.problems[0].kind == BundleProblemKind::Spelling);
            CHECK(report.problems[0].file == name);
            CHECK(bundleProblemName(report.problems[0].kind) == u"spelling"_s);
        }
    }
}

TEST_CASE("whatever the writer gives is taken")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const QStringList texts{u"plain"_s,
                            u"<b>&amp;\"'\\/ \u2028 \u0001\t"_s,
                            u"Ŵyn £1.2 biliwn – “dyfynnu”"_s,
                            QString::fromUcs4(U"\U0001F600 ok"),
                            QString(),
                            u"\"check\": \""_s};
    const auto text = [&] { return texts[static_cast<qsizetype>(random() % static_cast<unsigned>(texts.size()))]; };
    for (int round = 0; round < 200; ++round) {
        BundleInput input = samples::input();
        input.siteTitle = text();
        input.baseUrl = random() % 2 ? QString() : u"https://example.org/a/b"_s;
        input.created = input.created.addSecs(random() % 1'000'000'000);
        input.expiry = input.created.addSecs(1 + random() % 100'000'000);
        if (random() % 2)
            input.previousManifestSha256 = sha256Hex(QByteArray::number(round));
        for (Factoid& factoid : input.factoids) {
            factoid.text = text();
            factoid.confidence = std::uniform_real_distribution<double>(0, random() % 2 ? 1 : 1e-9)(random);
        }
        input.corrections[0].reason = text();
        if (random() % 3 == 0)
            input.corrections.clear();
        const bool zipped = random() % 2;
        const Written bundle(zipped ? BundleForm::Zip : BundleForm::Folder, input);
        const BundleReport report = verifyBundle(bundle.path);
        INFO("round " << round << ": " << (report.ok() ? std::string() : report.problems[0].message.toStdString()));
        CHECK(report.ok());
    }
}
