#include "core/import/reading/workbook.h"

#include "core/import/reading/sheet_readers.h"
#include "core/import/reading/zip_part.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace factoid {

namespace {

constexpr QByteArrayView kZipMark("PK\x03\x04");
const QString kOdsType = u"application/vnd.oasis.opendocument.spreadsheet"_s;
constexpr qint64 kLongestType = 200;

std::unexpected<Error> bookError(const QString& file, const QString& message)
{
    return fail(ErrorKind::Input, message, file);
}

Result<bool> isOpenDocument(const QString& file, const QStringList& parts)
{
    if (!parts.contains(u"mimetype"_s) || !parts.contains(u"content.xml"_s))
        return false;
    const auto type = TRY(ZipPart::open(file, u"mimetype"_s));
    return QString::fromLatin1(type->read(kLongestType)).trimmed().startsWith(kOdsType);
}

} // namespace

SheetAddress sheetAddress(const QString& path)
{
    const qsizetype mark = path.lastIndexOf(u'#');
    if (mark <= 0 || QFileInfo::exists(path) || !QFileInfo(path.first(mark)).isFile())
        return {path, {}};
    return {path.first(mark), path.sliced(mark + 1)};
}

QString sheetPath(const QString& file, const QString& sheet)
{
    return file + u'#' + sheet;
}

Result<std::optional<Workbook>> Workbook::open(const QString& file)
{
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadOnly) || bytes.read(kZipMark.size()) != kZipMark)
        return std::nullopt; // whoever reads it next says what it is
    const auto parts = TRY(zipParts(file));
    Workbook book;
    book.m_file = file;
    book.m_openDocument = TRY(isOpenDocument(file, parts));
    if (book.m_openDocument) {
        book.m_parts.sheets = TRY(readOdsSheets(file));
        return book;
    }
    if (parts.contains(u"xl/workbook.bin"_s))
        return bookError(file, u"is a binary Excel workbook (.xlsb); save it as .xlsx"_s);
    if (!parts.contains(u"[Content_Types].xml"_s) ||
        std::ranges::none_of(parts, [](const QString& part) { return part.startsWith(u"xl/"_s); }))
        return std::nullopt;
    book.m_parts = TRY(readXlsxParts(file));
    return book;
}

QStringList Workbook::names(Names which) const
{
    QStringList names;
    for (const Sheet& sheet : sheets()) {
        if (which == Names::All || !sheet.hidden)
            names << sheet.name;
    }
    return names;
}

Result<qint64> Workbook::writeCsv(const QString& sheet, QIODevice& to, const TaskControl& control) const
{
    const auto found = std::ranges::find_if(
        sheets(), [&](const Sheet& one) { return one.name.compare(sheet, Qt::CaseInsensitive) == 0; });
    if (found == sheets().end())
        return bookError(m_file, u"has no sheet “%1”; its sheets are %2"_s.arg(
                                     sheet, u"“"_s + names(Names::All).join(u"”, “"_s) + u"”"_s));
    SheetRows rows(to);
    TRY(m_openDocument ? readOdsSheet(m_file, *found, rows, control)
                       : readXlsxSheet(m_file, m_parts, *found, rows, control));
    if (rows.failed())
        return fail(ErrorKind::Failed, u"the sheet could not be unpacked: %1"_s.arg(to.errorString()), m_file);
    return rows.lastRow();
}

} // namespace factoid
