#include "core/import/reading/sheet_choice.h"
#include "core/base/sha256.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace factoid {

namespace {

Result<QByteArray> hashOf(const QString& file)
{
    QFile bytes(file);
    Sha256 hash;
    if (!bytes.open(QIODevice::ReadOnly) || !hash.addData(&bytes))
        return fail(ErrorKind::Input, u"cannot be read: %1"_s.arg(bytes.errorString()), file);
    return hash.result().toHex();
}

Result<ReadableSheet> unpack(const Workbook& book, const QString& file, const QString& sheet, const QByteArray& hash,
                             const TaskControl& control)
{
    const QFileInfo info(file);
    auto unpacked = std::make_shared<UnpackedSheet>();
    unpacked->csv.setFileTemplate(QDir::temp().filePath(u"factoid-desk-sheet-XXXXXX.csv"_s));
    if (!unpacked->csv.open())
        return fail(ErrorKind::Failed,
                    u"there is no room to unpack the workbook: %1"_s.arg(unpacked->csv.errorString()), file);
    unpacked->name = sheet;
    unpacked->book = file;
    unpacked->sheets = book.names(Workbook::Names::Visible);
    unpacked->hash = hash;
    unpacked->size = info.size();
    unpacked->modified = info.lastModified();
    unpacked->rows = TRY(book.writeCsv(sheet, unpacked->csv, control));
    if (!unpacked->csv.flush())
        return fail(ErrorKind::DiskFull, u"the workbook could not be unpacked: %1"_s.arg(unpacked->csv.errorString()),
                    file);
    return ReadableSheet{sheet, std::move(unpacked)};
}

} // namespace

bool isNamedAsBook(const QString& file)
{
    constexpr std::array kEndings{"xlsx"_L1, "xlsm"_L1, "ods"_L1};
    const QString ending = QFileInfo(file).suffix().toLower();
    return std::ranges::find(kEndings, ending) != kEndings.end();
}

QString sheetNames(const QStringList& names)
{
    QStringList quoted;
    for (const QString& name : names)
        quoted << u'“' + name + u'”';
    if (quoted.size() < 2)
        return quoted.join(QString());
    const QString last = quoted.takeLast();
    return quoted.join(u", "_s) + u" and "_s + last;
}

Result<SheetChoice> chooseSheets(const Workbook& book, const QString& path, const QString& wished,
                                 const TaskControl& control)
{
    const SheetAddress address = sheetAddress(path);
    const QByteArray hash = TRY(hashOf(address.file));
    SheetChoice choice;
    if (const QString named = address.sheet.isEmpty() ? wished : address.sheet; !named.isEmpty()) {
        choice.isNamed = true;
        choice.sheets.push_back(TRY(unpack(book, address.file, named, hash, control)));
        if (choice.sheets.front().unpacked->rows == 0)
            return fail(ErrorKind::Input, u"has nothing in its sheet “%1”"_s.arg(named), address.file);
        return choice;
    }
    for (const bool hidden : {false, true}) {
        for (const Sheet& sheet : book.sheets()) {
            if (sheet.hidden != hidden)
                continue;
            auto readable = TRY(unpack(book, address.file, sheet.name, hash, control));
            if (readable.unpacked->rows > 0)
                choice.sheets.push_back(std::move(readable));
        }
        if (!choice.sheets.empty())
            return choice;
    }
    return fail(
        ErrorKind::Input,
        u"is a workbook with nothing in it; look at it in a spreadsheet, and for another file at the same place"_s,
        address.file);
}

} // namespace factoid
