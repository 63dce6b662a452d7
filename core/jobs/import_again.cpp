#include "core/jobs/import_again.h"

#include "core/base/plain_file.h"
#include "core/base/sha256.h"
#include "core/import/reading/workbook.h"

#include <QFile>
#include <QFileInfo>

namespace factoid {

namespace {

// Paths are those of whoever imported; another process may stand in another folder.
QJsonObject settled(QJsonObject options)
{
    for (const char* key : {"undo", "dry_run", "rejects", "again", "expect"})
        options.remove(QLatin1String(key));
    QJsonArray paths;
    for (const QJsonValue& path : options.value(u"paths"_s).toArray())
        paths.append(QFileInfo(path.toString()).absoluteFilePath());
    options.insert(u"paths"_s, paths);
    if (const QString mapping = options.value(u"mapping"_s).toString();
        QFileInfo::exists(mapping)) // else the name of a saved one
        options.insert(u"mapping"_s, QFileInfo(mapping).absoluteFilePath());
    return options;
}

QJsonObject expected(const QString& path, const QString& sha256)
{
    return {{u"path"_s, QFileInfo(path).absoluteFilePath()}, {u"sha256"_s, sha256}};
}

Message labelOf(qint64 importId)
{
    return Message("label.import").arg(importId);
}

} // namespace

Reversal importReversal(const ImportReport& report, const std::vector<SourceFile>& files, const QJsonObject& options)
{
    QJsonObject again = settled(options);
    QJsonArray expect;
    for (const SourceFile& file : files)
        expect.append(expected(file.path, QString::fromLatin1(file.sha256)));
    again.insert(u"expect"_s, expect);
    return {labelOf(report.importId), u"import"_s, {{u"undo"_s, report.importId}, {u"again"_s, again}}};
}

Result<std::optional<Reversal>> undoReversal(Database& db, qint64 importId, const QJsonObject& again)
{
    if (!again.isEmpty())
        return Reversal{labelOf(importId), u"import"_s, again};
    const auto origin = TRY(ImportStore(db).origin(importId));
    if (!origin)
        return std::nullopt;
    QJsonObject options = settled(origin->options);
    QJsonArray expect;
    for (const ImportOrigin::File& file : origin->files)
        expect.append(expected(file.path, file.sha256));
    options.insert(u"expect"_s, expect);
    return Reversal{labelOf(importId), u"import"_s, options};
}

Result<void> filesAreAsExpected(const QJsonObject& options)
{
    for (const QJsonValue& value : options.value(u"expect"_s).toArray()) {
        const QString path = value.toObject().value(u"path"_s).toString();
        QFile file(sheetAddress(path).file);
        // What stands there now may be something that is never read to its end.
        if (!otherThanFile(file.fileName()).isEmpty() || !file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Input, Message("import.file_gone"), path);
        Sha256 hash;
        if (!hash.addData(&file))
            return fail(ErrorKind::Input, Message("import.file_unreadable"), path);
        if (QString::fromLatin1(hash.result().toHex()) != value.toObject().value(u"sha256"_s).toString())
            return fail(ErrorKind::Input, Message("import.file_changed"), path);
    }
    return {};
}

} // namespace factoid
