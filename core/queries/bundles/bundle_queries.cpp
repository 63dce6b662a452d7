#include "core/queries/bundles/bundle_queries.h"

#include "core/base/counted.h"
#include "core/publish/bundle_verifier.h"
#include "core/publish/zip_archive.h"
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
    return path.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive);
}

// The link beside a bundle that names the newest of its form.
bool isLatest(const QString& path)
{
    const QFileInfo info(path);
    const QFileInfo link(info.dir().filePath(isZip(path) ? QStringLiteral("latest.zip") : QStringLiteral("latest")));
    return link.isSymLink() && QFileInfo(link.symLinkTarget()).absoluteFilePath() == info.absoluteFilePath();
}

Result<QByteArray> readAtMost(const QString& path, qint64 most)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || info.size() > most || !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Input, QStringLiteral("cannot be read"), path);
    return file.read(most + 1);
}

Result<std::vector<BundleFile>> filesOf(const QString& path)
{
    if (QFileInfo(path).isDir()) {
        std::vector<BundleFile> files;
        const auto entries = QDir(path).entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Name);
        if (entries.size() > kMostFiles)
            return fail(ErrorKind::Input, QStringLiteral("holds %1 files; that is no bundle").arg(entries.size()), path);
        for (const QFileInfo& entry : entries) {
            auto bytes = readAtMost(entry.absoluteFilePath(), kLargestFile);
            if (!bytes)
                return std::unexpected(bytes.error());
            files.push_back({entry.fileName(), std::move(*bytes)});
        }
        return files;
    }
    const auto archive = readAtMost(path, kLargestArchive);
    if (!archive)
        return std::unexpected(archive.error());
    return unzip(*archive);
}

// Each text with how far it is proven. A bundle of before says nothing of that, and had no text without claims.
QJsonArray textsOf(const QJsonObject& factoids)
{
    QJsonArray texts;
    for (const QJsonValue& value : factoids.value(QStringLiteral("factoids")).toArray()) {
        const QJsonObject factoid = value.toObject();
        const QString found = factoid.value(QStringLiteral("claims")).toArray().isEmpty() ? QString(kNotChecked) : QString(kProvenWhole);
        texts.append(QJsonObject{{QStringLiteral("text"), factoid.value(QStringLiteral("text"))}, {QStringLiteral("language"), factoid.value(QStringLiteral("language"))},
                                 {QStringLiteral("extent"), factoid.value(QStringLiteral("extent")).toString(found)}});
    }
    return texts;
}

QString checkWords(const BundleReport& report, const QDateTime& now)
{
    if (!report.ok())
        return report.problems.size() == 1 ? report.problems.front().message : QStringLiteral("%1 problems; the first: %2").arg(report.problems.size()).arg(report.problems.front().message);
    const qint64 days = now.daysTo(report.expires);
    return QStringLiteral("Whole: %1; it expires in %2.").arg(counted(report.filesChecked, "file as it was written", "files as they were written"), counted(days, "day", "days"));
}

} // namespace

Result<QJsonObject> bundlesQuery(QueryContext& context, int limit)
{
    const auto published = context.db.scalar(QStringLiteral("SELECT data_hash FROM sets WHERE is_current = 1"));
    if (!published)
        return std::unexpected(published.error());
    const auto total = context.db.scalar(QStringLiteral("SELECT COUNT(*) FROM bundles"));
    if (!total)
        return std::unexpected(total.error());
    QJsonArray rows;
    auto read = context.db.each(QStringLiteral("SELECT id, exported_at, path, data_hash, manifest_sha256, factoids FROM bundles ORDER BY id DESC LIMIT ?"), {limit}, [&](const QSqlQuery& row) {
        const QString path = row.value(2).toString();
        const QFileInfo info(path);
        const QString hash = row.value(3).toString();
        rows.append(QJsonObject{
            {QStringLiteral("id"), row.value(0).toLongLong()},
            {QStringLiteral("exported_at"), row.value(1).toString()},
            {QStringLiteral("path"), path},
            {QStringLiteral("folder"), info.absolutePath()},
            {QStringLiteral("name"), info.fileName()},
            {QStringLiteral("form"), isZip(path) ? QStringLiteral("zip") : QStringLiteral("folder")},
            {QStringLiteral("data_hash"), hash},
            {QStringLiteral("manifest_sha256"), row.value(4).toString()},
            {QStringLiteral("factoids"), row.value(5).toInt()},
            {QStringLiteral("exists"), info.exists()},
            {QStringLiteral("latest"), isLatest(path)},
            {QStringLiteral("of_published_set"), *published && (*published)->toString() == hash},
        });
    });
    if (!read)
        return std::unexpected(read.error());
    return QJsonObject{{QStringLiteral("bundles"), rows}, {QStringLiteral("total"), total->value_or(0).toLongLong()}, {QStringLiteral("published"), published->has_value()},
                       {QStringLiteral("last_folder"), rows.isEmpty() ? QJsonValue() : rows[0].toObject().value(QStringLiteral("folder"))}};
}

namespace {

// The bundle that this store wrote last, by its own clock, where the link stands and in the link's form; empty when
// that is `place`, or there is none.
Result<QString> newerThan(Database& db, const QFileInfo& link, const QString& place)
{
    const QString folder = QFileInfo(link.absolutePath()).canonicalFilePath();
    QString newest;
    auto read = db.each(QStringLiteral("SELECT path FROM bundles ORDER BY exported_at DESC, id DESC"), {}, [&](const QSqlQuery& row) {
        const QFileInfo written(row.value(0).toString());
        if (newest.isEmpty() && isZip(written.filePath()) == isZip(link.filePath()) && QFileInfo(written.absolutePath()).canonicalFilePath() == folder)
            newest = written.fileName();
    });
    if (!read)
        return std::unexpected(read.error());
    return newest == QFileInfo(place).fileName() ? QString() : newest;
}

} // namespace

Result<QJsonObject> bundleCheckQuery(QueryContext& context, const QString& path, const QByteArray& previous)
{
    // A link such as `latest` stands for what it names.
    const QFileInfo given(path);
    const QString place = given.canonicalFilePath();
    const auto recorded = context.db.scalar(QStringLiteral("SELECT manifest_sha256 FROM bundles WHERE path IN (?, ?) ORDER BY id DESC LIMIT 1"), {path, place});
    if (!recorded)
        return std::unexpected(recorded.error());
    WrittenHere written;
    if (*recorded)
        written.manifestSha256 = (*recorded)->toString().toLatin1();
    if (given.isSymLink()) {
        const auto newer = newerThan(context.db, given, place);
        if (!newer)
            return std::unexpected(newer.error());
        written.newer = *newer;
    }
    return checkBundle(path, context.clock.now(), previous, written);
}

QJsonObject checkBundle(const QString& path, const QDateTime& now, const QByteArray& previous, const WrittenHere& written)
{
    BundleCheck check;
    check.now = now;
    check.previousManifestSha256 = previous;
    BundleReport report = verifyBundle(path, check);
    const std::optional<QByteArray>& recorded = written.manifestSha256;
    if (recorded && !report.manifestSha256.isEmpty() && *recorded != report.manifestSha256) {
        report.problems.push_back({BundleProblemKind::Hash, QString(kManifestName),
                                   QStringLiteral("%1 is not the manifest that this store wrote here; the bundle was exchanged").arg(QString(kManifestName))});
    }
    if (!written.newer.isEmpty() && report.created.isValid()) {
        report.problems.push_back({BundleProblemKind::Rollback, {},
                                   QStringLiteral("%1 was turned back: this store wrote a newer bundle here, %2").arg(QFileInfo(path).fileName(), written.newer)});
    }
    QJsonArray problems;
    for (const BundleProblem& problem : report.problems)
        problems.append(QJsonObject{{QStringLiteral("kind"), bundleProblemName(problem.kind)}, {QStringLiteral("file"), problem.file}, {QStringLiteral("message"), problem.message}});
    return QJsonObject{
        {QStringLiteral("ok"), report.ok()},
        {QStringLiteral("problems"), problems},
        {QStringLiteral("files_checked"), report.filesChecked},
        {QStringLiteral("manifest_sha256"), QString::fromLatin1(report.manifestSha256)},
        {QStringLiteral("recorded"), recorded ? QJsonValue(QString::fromLatin1(*recorded)) : QJsonValue()},
        {QStringLiteral("created"), timeText(report.created)},
        {QStringLiteral("expires"), timeText(report.expires)},
        {QStringLiteral("data_hash"), QString::fromLatin1(report.dataHash)},
        {QStringLiteral("sentence"), checkWords(report, check.now)},
    };
}

Result<QJsonObject> bundleContentQuery(const QString& path)
{
    const auto files = filesOf(path);
    if (!files)
        return std::unexpected(files.error());
    QJsonObject manifest;
    QJsonArray texts;
    for (const BundleFile& file : *files) {
        if (file.name == kManifestName)
            manifest = QJsonDocument::fromJson(file.bytes).object();
        if (file.name == QLatin1String("factoids.json"))
            texts = textsOf(QJsonDocument::fromJson(file.bytes).object());
    }
    QHash<QString, QJsonObject> listed;
    for (const QJsonValue& value : manifest.value(QStringLiteral("files")).toArray())
        listed.insert(value.toObject().value(QStringLiteral("name")).toString(), value.toObject());
    QJsonArray rows;
    qint64 bytes = 0;
    for (const BundleFile& file : *files) {
        const QString hash = QString::fromLatin1(sha256Hex(file.bytes));
        const QJsonObject entry = listed.value(file.name);
        const bool isManifest = file.name == kManifestName;
        bytes += file.bytes.size();
        rows.append(QJsonObject{
            {QStringLiteral("name"), file.name},
            {QStringLiteral("bytes"), static_cast<qint64>(file.bytes.size())},
            {QStringLiteral("sha256"), hash},
            {QStringLiteral("listed_bytes"), entry.value(QStringLiteral("size"))},
            {QStringLiteral("listed_sha256"), entry.value(QStringLiteral("sha256"))},
            {QStringLiteral("as_listed"), isManifest || entry.value(QStringLiteral("sha256")).toString() == hash},
        });
    }
    return QJsonObject{{QStringLiteral("path"), path}, {QStringLiteral("form"), isZip(path) ? QStringLiteral("zip") : QStringLiteral("folder")},
                       {QStringLiteral("texts"), texts}, {QStringLiteral("files"), rows}, {QStringLiteral("bytes"), bytes}, {QStringLiteral("manifest"), manifest}};
}

} // namespace factoid
