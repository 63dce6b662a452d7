#include "core/import/reading/data_package.h"

#include "core/base/plain_file.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kMostDescriptorBytes = 64 << 20;
constexpr qint64 kChunk = 1 << 20;

std::unexpected<Error> packageError(const QString& file, const QString& message)
{
    return fail(ErrorKind::Input, message, file);
}

bool isCsvResource(const QJsonObject& resource, const QString& path)
{
    const QString format = resource.value(QLatin1String("format")).toString().toLower();
    if (!format.isEmpty())
        return format == QLatin1String("csv") || format == QLatin1String("tsv");
    const QString mediaType = resource.value(QLatin1String("mediatype")).toString().toLower();
    if (mediaType.startsWith(QLatin1String("text/csv")) || mediaType.startsWith(QLatin1String("text/tab-separated-values")))
        return true;
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("csv") || suffix == QLatin1String("tsv");
}

// The file behind a resource's path; the standard forbids everything else ("path" in Data Resource).
Result<QString> safePath(const QString& descriptor, const QString& path)
{
    const QFileInfo folderInfo(QFileInfo(descriptor).path());
    if (path.contains(QLatin1String("://")))
        return packageError(descriptor, QStringLiteral("the path “%1” is a URL; download the file beside the package first").arg(path));
    const bool absolute = QDir::isAbsolutePath(path) || path.startsWith(QLatin1Char('\\')) || (path.size() > 1 && path[1] == QLatin1Char(':'));
    if (absolute)
        return packageError(descriptor, QStringLiteral("the path “%1” is absolute; paths are relative to the package's folder").arg(path));
    const QString slashes = QString(path).replace(QLatin1Char('\\'), QLatin1Char('/'));
    if (slashes.split(QLatin1Char('/')).contains(QStringLiteral("..")))
        return packageError(descriptor, QStringLiteral("the path “%1” has “..”; a package's files stay in its folder").arg(path));
    const QString full = folderInfo.filePath() + QLatin1Char('/') + path;
    const QString canonical = QFileInfo(full).canonicalFilePath();
    if (canonical.isEmpty())
        return packageError(descriptor, QStringLiteral("the file “%1” is missing").arg(path));
    if (const QString kind = otherThanFile(canonical); !kind.isEmpty())
        return packageError(descriptor, QStringLiteral("“%1” is not a file but %2").arg(path, kind));
    if (!canonical.startsWith(folderInfo.canonicalFilePath() + QLatin1Char('/')))
        return packageError(descriptor, QStringLiteral("the path “%1” leaves the package's folder through a link").arg(path));
    return full;
}

Result<QByteArray> hashOf(const QString& path, QCryptographicHash::Algorithm algorithm, const Attendance& attendance)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Input, QStringLiteral("cannot be read: %1").arg(file.errorString()), path);
    QCryptographicHash hash(algorithm);
    for (;;) {
        if (attendance.cancel.requested())
            return Cancel::error();
        const QByteArray chunk = file.read(kChunk);
        if (chunk.isEmpty())
            return hash.result().toHex();
        hash.addData(chunk);
    }
}

// "bytes" and "hash" of a resource in one file. The hash is MD5 unless an algorithm stands before it.
Result<void> checkContent(const QString& descriptor, const QJsonObject& resource, const QString& path, const Attendance& attendance)
{
    const QJsonValue bytes = resource.value(QLatin1String("bytes"));
    if (!bytes.isUndefined() && bytes.toInteger(-1) != QFileInfo(path).size())
        return packageError(descriptor, QStringLiteral("“%1” has %2 bytes, but the package says %3")
                                            .arg(path)
                                            .arg(QFileInfo(path).size())
                                            .arg(bytes.toVariant().toString()));
    const QString stated = resource.value(QLatin1String("hash")).toString().toLower();
    if (stated.isEmpty())
        return {};
    const qsizetype colon = stated.indexOf(QLatin1Char(':'));
    const QString name = colon < 0 ? QStringLiteral("md5") : stated.first(colon);
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Md5;
    if (name == QLatin1String("sha256") || name == QLatin1String("sha-256"))
        algorithm = QCryptographicHash::Sha256;
    else if (name == QLatin1String("sha512") || name == QLatin1String("sha-512"))
        algorithm = QCryptographicHash::Sha512;
    else if (name == QLatin1String("sha1") || name == QLatin1String("sha-1"))
        algorithm = QCryptographicHash::Sha1;
    else if (name != QLatin1String("md5"))
        return packageError(descriptor, QStringLiteral("the hash “%1” is of a kind that is not known").arg(stated));
    auto found = hashOf(path, algorithm, attendance);
    if (!found)
        return std::unexpected(found.error());
    if (QString::fromLatin1(*found) != stated.sliced(colon + 1))
        return packageError(descriptor, QStringLiteral("“%1” does not have the hash that the package says; it was changed or damaged").arg(path));
    return {};
}

// Dialects other than a plain header row and double quotes cannot be read.
Result<void> readDialect(const QString& descriptor, const QJsonObject& resource, PackageTable& table)
{
    const QJsonValue value = resource.value(QLatin1String("dialect"));
    const QString suffix = QFileInfo(table.path).suffix().toLower();
    if (suffix == QLatin1String("tsv") || resource.value(QLatin1String("format")).toString() == QLatin1String("tsv"))
        table.delimiter = '\t';
    if (value.isUndefined())
        return {};
    if (!value.isObject())
        return packageError(descriptor, QStringLiteral("the dialect of “%1” must be an object in the package").arg(table.resource));
    const QJsonObject dialect = value.toObject();
    const QString delimiter = dialect.value(QLatin1String("delimiter")).toString(QStringLiteral(","));
    const QString supported = QStringLiteral(",;\t|");
    const bool plain = delimiter.size() == 1 && supported.contains(delimiter)
                       && dialect.value(QLatin1String("quoteChar")).toString(QStringLiteral("\"")) == QLatin1String("\"")
                       && dialect.value(QLatin1String("header")).toBool(true)
                       && dialect.value(QLatin1String("doubleQuote")).toBool(true)
                       && dialect.value(QLatin1String("escapeChar")).toString().isEmpty();
    if (!plain)
        return packageError(descriptor, QStringLiteral("the dialect of “%1” is not supported; use a header row, double quotes and , ; | or tab").arg(table.resource));
    table.delimiter = delimiter[0].toLatin1();
    return {};
}

QStringList pathsOf(const QJsonObject& resource)
{
    const QJsonValue path = resource.value(QLatin1String("path"));
    if (path.isString())
        return {path.toString()};
    QStringList paths;
    for (const QJsonValue& part : path.toArray())
        paths.append(part.toString());
    return paths;
}

Result<void> readResource(const QString& descriptor, const QJsonObject& resource, DataPackage& package, const Attendance& attendance)
{
    const QString name = resource.value(QLatin1String("name")).toString();
    const QStringList paths = pathsOf(resource);
    if (paths.isEmpty() || paths.contains(QString())) {
        if (resource.contains(QLatin1String("data"))) {
            package.warnings.push_back(QStringLiteral("%1: the resource “%2” holds its data inside the package and was not read; put it in a CSV file").arg(descriptor, name));
            return {};
        }
        return packageError(descriptor, QStringLiteral("the resource “%1” has no path").arg(name));
    }
    QString firstPart;
    for (const QString& path : paths) {
        auto full = safePath(descriptor, path);
        if (!full)
            return std::unexpected(full.error());
        if (!isCsvResource(resource, path)) {
            package.warnings.push_back(QStringLiteral("%1: “%2” is not a CSV table and was not read").arg(descriptor, path));
            continue;
        }
        PackageTable table{.path = *full, .firstPart = firstPart, .resource = name, .delimiter = {}, .encoding = {}};
        if (auto dialect = readDialect(descriptor, resource, table); !dialect)
            return dialect;
        if (const QString encoding = resource.value(QLatin1String("encoding")).toString(); !encoding.isEmpty()) {
            table.encoding = encodingFromName(encoding);
            if (!table.encoding)
                return packageError(descriptor, QStringLiteral("the encoding “%1” is not supported; use utf-8 or windows-1252").arg(encoding));
        }
        // Of a table in parts, size and hash are those of all parts together, which no file here has.
        if (paths.size() == 1) {
            if (auto content = checkContent(descriptor, resource, *full, attendance); !content)
                return content;
        }
        if (firstPart.isEmpty())
            firstPart = *full;
        package.tables.push_back(table);
    }
    return {};
}

} // namespace

Result<DataPackage> readDataPackage(const QString& descriptor, const Attendance& attendance)
{
    const auto text = readPlainFile(descriptor, kMostDescriptorBytes);
    if (!text)
        return std::unexpected(text.error());
    const QByteArray& bytes = *text;
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (!document.isObject()) {
        const auto line = 1 + std::count(bytes.cbegin(), bytes.cbegin() + std::min<qsizetype>(parsed.offset, bytes.size()), '\n');
        return fail(ErrorKind::Input, QStringLiteral("is not a JSON object: %1").arg(parsed.errorString()), descriptor, line);
    }
    const QJsonValue resources = document.object().value(QLatin1String("resources"));
    if (!resources.isArray() || resources.toArray().isEmpty())
        return packageError(descriptor, QStringLiteral("has no resources"));
    DataPackage package;
    package.name = document.object().value(QLatin1String("name")).toString();
    for (const QJsonValue& resource : resources.toArray()) {
        if (!resource.isObject())
            return packageError(descriptor, QStringLiteral("has a resource that is not an object"));
        if (auto read = readResource(descriptor, resource.toObject(), package, attendance); !read)
            return std::unexpected(read.error());
    }
    if (package.tables.empty())
        return packageError(descriptor, QStringLiteral("has no CSV tables"));
    return package;
}

} // namespace factoid
