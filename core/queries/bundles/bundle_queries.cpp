#include "core/queries/bundles/bundle_queries.h"

#include "core/base/counted.h"
#include "core/publish/bundle_verifier.h"
#include "core/publish/zip_archive.h"
#include "core/store/site/bundle_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace factoid {

namespace {

constexpr qint64 kLargestFile = 64 << 20;
constexpr qint64 kLargestArchive = 256 << 20;
constexpr int kMostFiles = 1'000;

bool isZip(const QString& path)
{
    return path.endsWith(".zip"_L1, Qt::CaseInsensitive);
}

QString formOf(const QString& path)
{
    return isZip(path) ? u"zip"_s : u"folder"_s;
}

// The link beside a bundle that names the newest of its form.
bool isLatest(const QString& path)
{
    const QFileInfo info(path);
    const QFileInfo link(info.dir().filePath(isZip(path) ? u"latest.zip"_s : u"latest"_s));
    return link.isSymLink() && QFileInfo(link.symLinkTarget()).absoluteFilePath() == info.absoluteFilePath();
}

Result<QByteArray> readAtMost(const QString& path, qint64 most)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || info.size() > most || !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Input, u"cannot be read"_s, path);
    return file.read(most + 1);
}

Result<std::vector<BundleFile>> filesOf(const QString& path)
{
    if (QFileInfo(path).isDir()) {
        std::vector<BundleFile> files;
        const auto entries = QDir(path).entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Name);
        if (entries.size() > kMostFiles)
            return fail(ErrorKind::Input, u"contains %1 files; it is not a bundle"_s.arg(entries.size()), path);
        for (const QFileInfo& entry : entries) {
            auto bytes = TRY(readAtMost(entry.absoluteFilePath(), kLargestFile));
            files.push_back({entry.fileName(), std::move(bytes)});
        }
        return files;
    }
    const auto archive = TRY(readAtMost(path, kLargestArchive));
    return unzip(archive);
}

// Each text with how far it is proven. A bundle of before says nothing of that, and had no text without claims.
std::vector<BundleText> textsOf(const QJsonObject& factoids)
{
    std::vector<BundleText> texts;
    for (const QJsonValue& value : factoids.value(u"factoids"_s).toArray()) {
        const QJsonObject factoid = value.toObject();
        const QString found =
            factoid.value(u"claims"_s).toArray().isEmpty() ? QString(kNotChecked) : QString(kProvenWhole);
        texts.push_back({factoid.value(u"text"_s).toString(), factoid.value(u"language"_s).toString(),
                         factoid.value(u"extent"_s).toString(found)});
    }
    return texts;
}

QString checkWords(const BundleReport& report, const QDateTime& now)
{
    if (!report.ok())
        return report.problems.size() == 1
                   ? report.problems.front().message
                   : u"%1 problems; the first: %2"_s.arg(report.problems.size()).arg(report.problems.front().message);
    const qint64 days = now.daysTo(report.expires);
    return u"Intact: %1; it expires in %2."_s.arg(counted(report.filesChecked, "file unchanged", "files unchanged"),
                                                  counted(days, "day", "days"));
}

} // namespace

Result<BundlesAnswer> bundlesQuery(QueryContext& context, int limit)
{
    const auto published = TRY(SetStore(context.db).head());
    BundleStore store(context.db);
    const auto rows = TRY(store.newest(limit));
    BundlesAnswer answer;
    answer.total = TRY(store.count());
    answer.published = published.has_value();
    for (const BundleRow& row : rows) {
        const QFileInfo info(row.path);
        answer.bundles.push_back({.id = row.id,
                                  .exportedAt = row.exportedAt,
                                  .path = row.path,
                                  .folder = info.absolutePath(),
                                  .name = info.fileName(),
                                  .form = formOf(row.path),
                                  .dataHash = row.dataHash,
                                  .manifestSha256 = row.manifestSha256,
                                  .factoids = row.factoids,
                                  .exists = info.exists(),
                                  .latest = isLatest(row.path),
                                  .ofPublishedSet = published && published->dataHash == row.dataHash.toLatin1() &&
                                                    timeFromText(row.exportedAt) >= published->publishedAt});
    }
    if (!answer.bundles.empty())
        answer.lastFolder = answer.bundles.front().folder;
    return answer;
}

namespace {

// The bundle that this store wrote last, by its own clock, where the link stands and in the link's form; empty when
// that is `place`, or there is none.
Result<QString> newerThan(Database& db, const QFileInfo& link, const QString& place)
{
    const QString folder = QFileInfo(link.absolutePath()).canonicalFilePath();
    const auto paths = TRY(BundleStore(db).pathsByTime());
    for (const QString& path : paths) {
        const QFileInfo written(path);
        if (isZip(path) == isZip(link.filePath()) && QFileInfo(written.absolutePath()).canonicalFilePath() == folder)
            return written.fileName() == QFileInfo(place).fileName() ? QString() : written.fileName();
    }
    return QString();
}

} // namespace

Result<BundleCheckAnswer> bundleCheckQuery(QueryContext& context, const QString& path, const QByteArray& previous)
{
    // A link such as `latest` stands for what it names.
    const QFileInfo given(path);
    const QString place = given.canonicalFilePath();
    WrittenHere written;
    written.manifestSha256 = TRY(BundleStore(context.db).manifestAt(path, place));
    if (given.isSymLink())
        written.newer = TRY(newerThan(context.db, given, place));
    return checkBundle(path, context.clock.now(), previous, written);
}

BundleCheckAnswer checkBundle(const QString& path, const QDateTime& now, const QByteArray& previous,
                              const WrittenHere& written)
{
    BundleCheck check;
    check.now = now;
    check.previousManifestSha256 = previous;
    BundleReport report = verifyBundle(path, check);
    const std::optional<QByteArray>& recorded = written.manifestSha256;
    if (recorded && !report.manifestSha256.isEmpty() && *recorded != report.manifestSha256) {
        report.problems.push_back({BundleProblemKind::Hash, QString(kManifestName),
                                   u"%1 is not the manifest that this store wrote here; the bundle was replaced"_s.arg(
                                       QString(kManifestName))});
    }
    if (!written.newer.isEmpty() && report.created.isValid()) {
        report.problems.push_back({BundleProblemKind::Rollback,
                                   {},
                                   u"%1 points to an older bundle: this store wrote a newer one here, %2"_s.arg(
                                       QFileInfo(path).fileName(), written.newer)});
    }
    BundleCheckAnswer answer{
        .ok = report.ok(),
        .problems = {},
        .filesChecked = report.filesChecked,
        .manifestSha256 = QString::fromLatin1(report.manifestSha256),
        .recorded = recorded ? std::optional(QString::fromLatin1(*recorded)) : std::nullopt,
        .created = timeText(report.created),
        .expires = timeText(report.expires),
        .dataHash = QString::fromLatin1(report.dataHash),
        .sentence = checkWords(report, check.now),
    };
    for (const BundleProblem& problem : report.problems)
        answer.problems.push_back({bundleProblemName(problem.kind), problem.file, problem.message});
    return answer;
}

Result<BundleContentAnswer> bundleContentQuery(const QString& path)
{
    const auto files = TRY(filesOf(path));
    BundleContentAnswer answer;
    answer.path = path;
    answer.form = formOf(path);
    for (const BundleFile& file : files) {
        if (file.name == kManifestName)
            answer.manifest = QJsonDocument::fromJson(file.bytes).object();
        if (file.name == "factoids.json"_L1)
            answer.texts = textsOf(QJsonDocument::fromJson(file.bytes).object());
    }
    QHash<QString, QJsonObject> listed;
    for (const QJsonValue& value : answer.manifest.value(u"files"_s).toArray())
        listed.insert(value.toObject().value(u"name"_s).toString(), value.toObject());
    for (const BundleFile& file : files) {
        BundleFileRow row;
        row.name = file.name;
        row.bytes = file.bytes.size();
        row.sha256 = QString::fromLatin1(sha256Hex(file.bytes));
        if (const auto entry = listed.constFind(file.name); entry != listed.constEnd()) {
            row.listedBytes = entry->value(u"size"_s).toInteger();
            row.listedSha256 = entry->value(u"sha256"_s).toString();
        }
        row.asListed = file.name == kManifestName || row.listedSha256.value_or(QString()) == row.sha256;
        answer.bytes += row.bytes;
        answer.files.push_back(std::move(row));
    }
    return answer;
}

} // namespace factoid
