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

Result<QByteArray> hashOf(const QString& path, QCryptographicHash::Algorithm algorithm, const TaskControl& control)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Input, Message("import.cannot_be_read").arg(file.errorString()), path);
    QCryptographicHash hash(algorithm);
    for (;;) {
        if (control.cancel.requested())
            return CancelToken::error();
        const QByteArray chunk = file.read(kPackageChunk);
        if (chunk.isEmpty())
            return hash.result().toHex();
        hash.addData(chunk);
    }
}

// "bytes" and "hash" of a resource in one file. The hash is MD5 unless an algorithm stands before it.
Result<void> checkContent(const QString& descriptor, const QJsonObject& resource, const QString& path,
                          const TaskControl& control)
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
    auto found = TRY(hashOf(path, algorithm, control));
    if (QString::fromLatin1(found) != stated.sliced(colon + 1))
        return packageError(
            descriptor, u"“%1” does not have the hash that the package says; it was changed or damaged"_s.arg(path));
    return {};
}

// The object that stands in the package, or in a file of its folder that the package names.
Result<QJsonObject> objectOf(const QString& descriptor, const QJsonValue& value, const QString& what)
{
    if (value.isUndefined() || value.isNull())
        return QJsonObject();
    if (value.isObject())
        return value.toObject();
    if (!value.isString())
        return packageError(descriptor, u"%1 must be an object, or the path of a JSON file"_s.arg(what));
    const QString path = TRY(safePath(descriptor, value.toString()));
    const QByteArray text = TRY(readPlainFile(path, kMostDescriptorBytes));
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return packageError(path, u"is not a JSON object, but %1 is said to be there"_s.arg(what));
    return document.object();
}

// Rows are counted from 1. `from` and `to` of the standard's text: a single number, or a list of them.
std::vector<int> rowsOf(const QJsonValue& value)
{
    std::vector<int> rows;
    for (const QJsonValue& row : value.toArray())
        rows.push_back(row.toInt());
    if (value.isDouble())
        rows.push_back(value.toInt());
    std::ranges::sort(rows);
    return rows;
}

// The delimiter of a dialect; nullopt: not said. A tab is also written "\t".
Result<std::optional<char>> delimiterOf(const QString& descriptor, const QJsonObject& dialect, const QString& resource)
{
    if (!dialect.contains("delimiter"_L1))
        return std::optional<char>();
    QString delimiter = dialect.value("delimiter"_L1).toString();
    if (delimiter == "\\t"_L1 || delimiter.toLower() == "tab"_L1)
        delimiter = u"\t"_s;
    if (delimiter.size() != 1 || !u",;\t|"_s.contains(delimiter))
        return packageError(
            descriptor, u"the dialect of “%1” has the delimiter “%2”, which is not supported; use , ; | or tab"_s.arg(
                            resource, delimiter));
    return std::optional(delimiter[0].toLatin1());
}

// Table Dialect (v1 and v2): what can be obeyed is, what cannot is refused by name.
Result<void> readDialect(const QString& descriptor, const QJsonObject& resource, PackageTable& table)
{
    const QString suffix = QFileInfo(table.path).suffix().toLower();
    if (suffix == "tsv"_L1 || resource.value("format"_L1).toString().toLower() == "tsv"_L1)
        table.delimiter = '\t';
    const QJsonObject dialect =
        TRY(objectOf(descriptor, resource.value("dialect"_L1), u"the dialect of “%1”"_s.arg(table.resource)));
    const auto refuse = [&](const QString& what) {
        return packageError(descriptor,
                            u"the dialect of “%1” %2, which cannot be read here; change the file and the package"_s.arg(
                                table.resource, what));
    };
    if (const auto delimiter = TRY(delimiterOf(descriptor, dialect, table.resource)))
        table.delimiter = delimiter;
    if (dialect.value("quoteChar"_L1).toString(u"\""_s) != "\""_L1)
        return refuse(u"quotes with %1"_s.arg(dialect.value("quoteChar"_L1).toString()));
    if (!dialect.value("doubleQuote"_L1).toBool(true))
        return refuse(u"does not double quotes inside quotes"_s);
    if (!dialect.value("escapeChar"_L1).toString().isEmpty())
        return refuse(u"escapes with %1"_s.arg(dialect.value("escapeChar"_L1).toString()));
    const QString lineEnd = dialect.value("lineTerminator"_L1).toString(u"\n"_s);
    if (lineEnd != "\n"_L1 && lineEnd != "\r\n"_L1 && lineEnd != "\r"_L1)
        return refuse(u"ends its lines in its own way"_s);
    table.comment = dialect.value("commentChar"_L1).toString().toUtf8();
    table.commentRows = rowsOf(dialect.value("commentRows"_L1));
    const QJsonValue headerRows = dialect.value("headerRows"_L1);
    const std::vector<int> rows = rowsOf(headerRows);
    const bool none = !dialect.value("header"_L1).toBool(true) || (headerRows.isArray() && rows.empty());
    if (rows.size() > 1)
        return refuse(u"has a header in %1 rows"_s.arg(rows.size()));
    if (!none && !rows.empty()) {
        for (int row = 1; row < rows.front(); ++row)
            table.commentRows.push_back(row);
        std::ranges::sort(table.commentRows);
    }
    if (!none)
        return {};
    const QJsonObject schema =
        TRY(objectOf(descriptor, resource.value("schema"_L1), u"the schema of “%1”"_s.arg(table.resource)));
    for (const QJsonValue& field : schema.value("fields"_L1).toArray())
        table.header << field.toObject().value("name"_L1).toString();
    if (table.header.isEmpty())
        return refuse(u"says that there is no header row, and no schema names the columns"_s);
    return {};
}

void addMissing(const QJsonValue& list, PackageTable& table)
{
    for (const QJsonValue& one : list.toArray()) {
        const QString text = one.isObject() ? one.toObject().value("value"_L1).toString() : one.toString();
        if (!text.trimmed().isEmpty())
            table.missing.push_back(text.trimmed().toLower().toUtf8());
    }
}

// Table Schema: which texts mean "missing", and which sign starts the decimals.
Result<void> readSchema(const QString& descriptor, const QJsonObject& resource, PackageTable& table)
{
    const QJsonObject schema =
        TRY(objectOf(descriptor, resource.value("schema"_L1), u"the schema of “%1”"_s.arg(table.resource)));
    addMissing(schema.value("missingValues"_L1), table);
    for (const QJsonValue& value : schema.value("fields"_L1).toArray()) {
        const QJsonObject field = value.toObject();
        const QString type = field.value("type"_L1).toString();
        if (type != "number"_L1 && type != "integer"_L1)
            continue;
        addMissing(field.value("missingValues"_L1), table);
        const QString decimal = field.value("decimalChar"_L1).toString(u"."_s);
        const QString group = field.value("groupChar"_L1).toString(decimal == ","_L1 ? u"."_s : u","_s);
        const bool spaced = group.trimmed().isEmpty();
        if ((decimal != "."_L1 && decimal != ","_L1) || group == decimal ||
            (!spaced && group != "."_L1 && group != ","_L1))
            return packageError(
                descriptor,
                u"the numbers of “%1” have “%2” before their decimals and “%3” between thousands, which cannot be read here"_s
                    .arg(field.value("name"_L1).toString(), decimal, group));
        table.decimalComma = table.decimalComma || decimal == ","_L1;
    }
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
                          const TaskControl& control)
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
        PackageTable table;
        table.path = full;
        table.firstPart = firstPart;
        table.resource = name;
        TRY(readDialect(descriptor, resource, table));
        TRY(readSchema(descriptor, resource, table));
        if (const QString encoding = resource.value("encoding"_L1).toString(); !encoding.isEmpty()) {
            table.encoding = encodingFromName(encoding);
            if (!table.encoding)
                return packageError(descriptor,
                                    u"the encoding “%1” is not supported; use utf-8 or windows-1252"_s.arg(encoding));
        }
        // Of a table in parts, size and hash are those of all parts together, which no file here has.
        if (paths.size() == 1) {
            if (auto content = checkContent(descriptor, resource, full, control); !content)
                return content;
        }
        if (firstPart.isEmpty())
            firstPart = full;
        package.tables.push_back(table);
    }
    return {};
}

} // namespace

Result<DataPackage> readDataPackage(const QString& descriptor, const TaskControl& control)
{
    const auto text = TRY(readPlainFile(descriptor, kMostDescriptorBytes));
    const QByteArray& bytes = text;
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (!document.isObject()) {
        const auto line =
            1 + std::count(bytes.cbegin(), bytes.cbegin() + std::min<qsizetype>(parsed.offset, bytes.size()), '\n');
        return fail(ErrorKind::Input, Message("import.not_json").arg(parsed.errorString()), descriptor, line);
    }
    const QJsonValue resources = document.object().value("resources"_L1);
    if (!resources.isArray() || resources.toArray().isEmpty())
        return packageError(descriptor, u"has no resources"_s);
    DataPackage package;
    package.name = document.object().value("name"_L1).toString();
    if (const QJsonValue said = document.object().value("data_profile"_L1); !said.isUndefined()) {
        const QJsonObject words = TRY(objectOf(descriptor, said, u"“data_profile”"_s));
        auto profile = profileFromJson(words);
        if (!profile)
            return packageError(descriptor, profile.error().message);
        package.profile = std::move(*profile);
    }
    for (const QJsonValue& resource : resources.toArray()) {
        if (!resource.isObject())
            return packageError(descriptor, u"has a resource that is not an object"_s);
        TRY(readResource(descriptor, resource.toObject(), package, control));
    }
    if (package.tables.empty())
        return packageError(descriptor, u"has no CSV tables"_s);
    return package;
}

} // namespace factoid
