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
    return path.endsWith(".zip"_L1, Qt::CaseInsensitive);
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
            return fail(ErrorKind::Input, u"holds %1 files; that is no bundle"_s.arg(entries.size()), path);
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
QJsonArray textsOf(const QJsonObject& factoids)
{
    QJsonArray texts;
    for (const QJsonValue& value : factoids.value(u"factoids"_s).toArray()) {
        const QJsonObject factoid = value.toObject();
        const QString found =
            factoid.value(u"claims"_s).toArray().isEmpty() ? QString(kNotChecked) : QString(kProvenWhole);
        texts.append(QJsonObject{{u"text"_s, factoid.value(u"text"_s)},
                                 {u"language"_s, factoid.value(u"language"_s)},
                                 {u"extent"_s, factoid.value(u"extent"_s).toString(found)}});
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
    return u"Whole: %1; it expires in %2."_s.arg(
        counted(report.filesChecked, "file as it was written", "files as they were written"),
        counted(days, "day", "days"));
}

} // namespace

Result<QJsonObject> bundlesQuery(QueryContext& context, int limit)
{
    const auto published = TRY(context.db.scalar(u"SELECT data_hash FROM sets WHERE is_current = 1"_s));
    const auto total = TRY(context.db.scalar(u"SELECT COUNT(*) FROM bundles"_s));
    QJsonArray rows;
    auto read = context.db.each(
        u"SELECT id, exported_at, path, data_hash, manifest_sha256, factoids FROM bundles ORDER BY id DESC LIMIT ?"_s,
        {limit}, [&](const QSqlQuery& row) {
            const QString path = row.value(2).toString();
            const QFileInfo info(path);
            const QString hash = row.value(3).toString();
            rows.append(QJsonObject{
                {u"id"_s, row.value(0).toLongLong()},
                {u"exported_at"_s, row.value(1).toString()},
                {u"path"_s, path},
                {u"folder"_s, info.absolutePath()},
                {u"name"_s, info.fileName()},
                {u"form"_s, isZip(path) ? u"zip"_s : u"folder"_s},
                {u"data_hash"_s, hash},
                {u"manifest_sha256"_s, row.value(4).toString()},
                {u"factoids"_s, row.value(5).toInt()},
                {u"exists"_s, info.exists()},
                {u"latest"_s, isLatest(path)},
                {u"of_published_set"_s, published && published->toString() == hash},
            });
        });
    if (!read)
        return std::unexpected(read.error());
    return QJsonObject{{u"bundles"_s, rows},
                       {u"total"_s, total.value_or(0).toLongLong()},
                       {u"published"_s, published.has_value()},
                       {u"last_folder"_s, rows.isEmpty() ? QJsonValue() : rows[0].toObject().value(u"folder"_s)}};
}

namespace {

// The bundle that this store wrote last, by its own clock, where the link stands and in the link's form; empty when
// that is `place`, or there is none.
Result<QString> newerThan(Database& db, const QFileInfo& link, const QString& place)
{
    const QString folder = QFileInfo(link.absolutePath()).canonicalFilePath();
    QString newest;
    auto read =
        db.each(u"SELECT path FROM bundles ORDER BY exported_at DESC, id DESC"_s, {}, [&](const QSqlQuery& row) {
            const QFileInfo written(row.value(0).toString());
            if (newest.isEmpty() && isZip(written.filePath()) == isZip(link.filePath()) &&
                QFileInfo(written.absolutePath()).canonicalFilePath() == folder)
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
    const auto recorded = TRY(context.db.scalar(
        u"SELECT manifest_sha256 FROM bundles WHERE path IN (?, ?) ORDER BY id DESC LIMIT 1"_s, {path, place}));
    WrittenHere written;
    if (recorded)
        written.manifestSha256 = recorded->toString().toLatin1();
    if (given.isSymLink()) {
        const auto newer = TRY(newerThan(context.db, given, place));
        written.newer = newer;
    }
    return checkBundle(path, context.clock.now(), previous, written);
}

QJsonObject checkBundle(const QString& path, const QDateTime& now, const QByteArray& previous,
                        const WrittenHere& written)
{
    BundleCheck check;
    check.now = now;
    check.previousManifestSha256 = previous;
    BundleReport report = verifyBundle(path, check);
    const std::optional<QByteArray>& recorded = written.manifestSha256;
    if (recorded && !report.manifestSha256.isEmpty() && *recorded != report.manifestSha256) {
        report.problems.push_back({BundleProblemKind::Hash, QString(kManifestName),
                                   u"%1 is not the manifest that this store wrote here; the bundle was exchanged"_s.arg(
                                       QString(kManifestName))});
    }
    if (!written.newer.isEmpty() && report.created.isValid()) {
        report.problems.push_back({BundleProblemKind::Rollback,
                                   {},
                                   u"%1 was turned back: this store wrote a newer bundle here, %2"_s.arg(
                                       QFileInfo(path).fileName(), written.newer)});
    }
    QJsonArray problems;
    for (const BundleProblem& problem : report.problems)
        problems.append(QJsonObject{
            {u"kind"_s, bundleProblemName(problem.kind)}, {u"file"_s, problem.file}, {u"message"_s, problem.message}});
    return QJsonObject{
        {u"ok"_s, report.ok()},
        {u"problems"_s, problems},
        {u"files_checked"_s, report.filesChecked},
        {u"manifest_sha256"_s, QString::fromLatin1(report.manifestSha256)},
        {u"recorded"_s, recorded ? QJsonValue(QString::fromLatin1(*recorded)) : QJsonValue()},
        {u"created"_s, timeText(report.created)},
        {u"expires"_s, timeText(report.expires)},
        {u"data_hash"_s, QString::fromLatin1(report.dataHash)},
        {u"sentence"_s, checkWords(report, check.now)},
    };
}

Result<QJsonObject> bundleContentQuery(const QString& path)
{
    const auto files = TRY(filesOf(path));
    QJsonObject manifest;
    QJsonArray texts;
    for (const BundleFile& file : files) {
        if (file.name == kManifestName)
            manifest = QJsonDocument::fromJson(file.bytes).object();
        if (file.name == "factoids.json"_L1)
            texts = textsOf(QJsonDocument::fromJson(file.bytes).object());
    }
    QHash<QString, QJsonObject> listed;
    for (const QJsonValue& value : manifest.value(u"files"_s).toArray())
        listed.insert(value.toObject().value(u"name"_s).toString(), value.toObject());
    QJsonArray rows;
    qint64 bytes = 0;
    for (const BundleFile& file : files) {
        const QString hash = QString::fromLatin1(sha256Hex(file.bytes));
        const QJsonObject entry = listed.value(file.name);
        const bool isManifest = file.name == kManifestName;
        bytes += file.bytes.size();
        rows.append(QJsonObject{
            {u"name"_s, file.name},
            {u"bytes"_s, static_cast<qint64>(file.bytes.size())},
            {u"sha256"_s, hash},
            {u"listed_bytes"_s, entry.value(u"size"_s)},
            {u"listed_sha256"_s, entry.value(u"sha256"_s)},
            {u"as_listed"_s, isManifest || entry.value(u"sha256"_s).toString() == hash},
        });
    }
    return QJsonObject{{u"path"_s, path},   {u"form"_s, isZip(path) ? u"zip"_s : u"folder"_s},
                       {u"texts"_s, texts}, {u"files"_s, rows},
                       {u"bytes"_s, bytes}, {u"manifest"_s, manifest}};
}

} // namespace factoid
