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
constexpr qint64 kPackageChunk = 1 << 20;

std::unexpected<Error> packageError(const QString& file, const QString& message)
{
    return fail(ErrorKind::Input, message, file);
}

bool isCsvResource(const QJsonObject& resource, const QString& path)
{
    const QString format = resource.value("format"_L1).toString().toLower();
    if (!format.isEmpty())
        return format == "csv"_L1 || format == "tsv"_L1;
    const QString mediaType = resource.value("mediatype"_L1).toString().toLower();
    if (mediaType.startsWith("text/csv"_L1) || mediaType.startsWith("text/tab-separated-values"_L1))
        return true;
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == "csv"_L1 || suffix == "tsv"_L1;
}

// The file behind a resource's path; the standard forbids everything else ("path" in Data Resource).
Result<QString> safePath(const QString& descriptor, const QString& path)
{
    const QFileInfo folderInfo(QFileInfo(descriptor).path());
    if (path.contains("://"_L1))
        return packageError(descriptor,
                            u"the path “%1” is a URL; download the file beside the package first"_s.arg(path));
    const bool absolute = QDir::isAbsolutePath(path) || path.startsWith(QLatin1Char('\\')) ||
                          (path.size() > 1 && path[1] == QLatin1Char(':'));
    if (absolute)
        return packageError(descriptor,
                            u"the path “%1” is absolute; paths are relative to the package's folder"_s.arg(path));
    const QString slashes = QString(path).replace(QLatin1Char('\\'), QLatin1Char('/'));
    if (slashes.split(QLatin1Char('/')).contains(u".."_s))
        return packageError(descriptor, u"the path “%1” has “..”; a package's files stay in its folder"_s.arg(path));
    const QString full = folderInfo.filePath() + QLatin1Char('/') + path;
    const QString canonical = QFileInfo(full).canonicalFilePath();
    if (canonical.isEmpty())
        return packageError(descriptor, u"the file “%1” is missing"_s.arg(path));
    if (const QString kind = otherThanFile(canonical); !kind.isEmpty())
        return packageError(descriptor, u"“%1” is not a file but %2"_s.arg(path, kind));
    if (!canonical.startsWith(folderInfo.canonicalFilePath() + QLatin1Char('/')))
        return packageError(descriptor, u"the path “%1” leaves the package's folder through a link"_s.arg(path));
    return full;
}

Result<QByteArray> hashOf(const QString& path, QCryptographicHash::Algorithm algorithm, const Attendance& attendance)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Input, u"cannot be read: %1"_s.arg(file.errorString()), path);
    QCryptographicHash hash(algorithm);
    for (;;) {
        if (attendance.cancel.requested())
            return Cancel::error();
        const QByteArray chunk = file.read(kPackageChunk);
        if (chunk.isEmpty())
            return hash.result().toHex();
        hash.addData(chunk);
    }
}

// "bytes" and "hash" of a resource in one file. The hash is MD5 unless an algorithm stands before it.
Result<void> checkContent(const QString& descriptor, const QJsonObject& resource, const QString& path,
                          const Attendance& attendance)
{
    const QJsonValue bytes = resource.value("bytes"_L1);
    if (!bytes.isUndefined() && bytes.toInteger(-1) != QFileInfo(path).size())
        return packageError(descriptor, u"“%1” has %2 bytes, but the package says %3"_s.arg(path)
                                            .arg(QFileInfo(path).size())
                                            .arg(bytes.toVariant().toString()));
    const QString stated = resource.value("hash"_L1).toString().toLower();
    if (stated.isEmpty())
        return {};
    const qsizetype colon = stated.indexOf(QLatin1Char(':'));
    const QString name = colon < 0 ? u"md5"_s : stated.first(colon);
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Md5;
    if (name == "sha256"_L1 || name == "sha-256"_L1)
        algorithm = QCryptographicHash::Sha256;
    else if (name == "sha512"_L1 || name == "sha-512"_L1)
        algorithm = QCryptographicHash::Sha512;
    else if (name == "sha1"_L1 || name == "sha-1"_L1)
        algorithm = QCryptographicHash::Sha1;
    else if (name != "md5"_L1)
        return packageError(descriptor, u"the hash “%1” is of a kind that is not known"_s.arg(stated));
    auto found = TRY(hashOf(path, algorithm, attendance));
    if (QString::fromLatin1(found) != stated.sliced(colon + 1))
        return packageError(
            descriptor, u"“%1” does not have the hash that the package says; it was changed or damaged"_s.arg(path));
    return {};
}

// Dialects other than a plain header row and double quotes cannot be read.
Result<void> readDialect(const QString& descriptor, const QJsonObject& resource, PackageTable& table)
{
    const QJsonValue value = resource.value("dialect"_L1);
    const QString suffix = QFileInfo(table.path).suffix().toLower();
    if (suffix == "tsv"_L1 || resource.value("format"_L1).toString() == "tsv"_L1)
        table.delimiter = '\t';
    if (value.isUndefined())
        return {};
    if (!value.isObject())
        return packageError(descriptor, u"the dialect of “%1” must be an object in the package"_s.arg(table.resource));
    const QJsonObject dialect = value.toObject();
    const QString delimiter = dialect.value("delimiter"_L1).toString(u","_s);
    const QString supported = u",;\t|"_s;
    const bool plain = delimiter.size() == 1 && supported.contains(delimiter) &&
                       dialect.value("quoteChar"_L1).toString(u"\""_s) == "\""_L1 &&
                       dialect.value("header"_L1).toBool(true) && dialect.value("doubleQuote"_L1).toBool(true) &&
                       dialect.value("escapeChar"_L1).toString().isEmpty();
    if (!plain)
        return packageError(
            descriptor, u"the dialect of “%1” is not supported; use a header row, double quotes and , ; | or tab"_s.arg(
                            table.resource));
    table.delimiter = delimiter[0].toLatin1();
    return {};
}

QStringList pathsOf(const QJsonObject& resource)
{
    const QJsonValue path = resource.value("path"_L1);
    if (path.isString())
        return {path.toString()};
    QStringList paths;
    for (const QJsonValue& part : path.toArray())
        paths.append(part.toString());
    return paths;
}

Result<void> readResource(const QString& descriptor, const QJsonObject& resource, DataPackage& package,
                          const Attendance& attendance)
{
    const QString name = resource.value("name"_L1).toString();
    const QStringList paths = pathsOf(resource);
    if (paths.isEmpty() || paths.contains(QString())) {
        if (resource.contains("data"_L1)) {
            package.warnings.push_back(
                u"%1: the resource “%2” holds its data inside the package and was not read; put it in a CSV file"_s.arg(
                    descriptor, name));
            return {};
        }
        return packageError(descriptor, u"the resource “%1” has no path"_s.arg(name));
    }
    QString firstPart;
    for (const QString& path : paths) {
        auto full = TRY(safePath(descriptor, path));
        if (!isCsvResource(resource, path)) {
            package.warnings.push_back(u"%1: “%2” is not a CSV table and was not read"_s.arg(descriptor, path));
            continue;
        }
        PackageTable table{.path = full, .firstPart = firstPart, .resource = name, .delimiter = {}, .encoding = {}};
        if (auto dialect = readDialect(descriptor, resource, table); !dialect)
            return dialect;
        if (const QString encoding = resource.value("encoding"_L1).toString(); !encoding.isEmpty()) {
            table.encoding = encodingFromName(encoding);
            if (!table.encoding)
                return packageError(descriptor,
                                    u"the encoding “%1” is not supported; use utf-8 or windows-1252"_s.arg(encoding));
        }
        // Of a table in parts, size and hash are those of all parts together, which no file here has.
        if (paths.size() == 1) {
            if (auto content = checkContent(descriptor, resource, full, attendance); !content)
                return content;
        }
        if (firstPart.isEmpty())
            firstPart = full;
        package.tables.push_back(table);
    }
    return {};
}

} // namespace

Result<DataPackage> readDataPackage(const QString& descriptor, const Attendance& attendance)
{
    const auto text = TRY(readPlainFile(descriptor, kMostDescriptorBytes));
    const QByteArray& bytes = text;
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (!document.isObject()) {
        const auto line =
            1 + std::count(bytes.cbegin(), bytes.cbegin() + std::min<qsizetype>(parsed.offset, bytes.size()), '\n');
        return fail(ErrorKind::Input, u"is not a JSON object: %1"_s.arg(parsed.errorString()), descriptor, line);
    }
    const QJsonValue resources = document.object().value("resources"_L1);
    if (!resources.isArray() || resources.toArray().isEmpty())
        return packageError(descriptor, u"has no resources"_s);
    DataPackage package;
    package.name = document.object().value("name"_L1).toString();
    for (const QJsonValue& resource : resources.toArray()) {
        if (!resource.isObject())
            return packageError(descriptor, u"has a resource that is not an object"_s);
        TRY(readResource(descriptor, resource.toObject(), package, attendance));
    }
    if (package.tables.empty())
        return packageError(descriptor, u"has no CSV tables"_s);
    return package;
}

} // namespace factoid
