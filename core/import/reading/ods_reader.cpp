// OpenDocument spreadsheets as ISO/IEC 26300 has them: all sheets in one part, content.xml.
#include "core/import/reading/sheet_readers.h"
#include "core/import/reading/zip_part.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace factoid {

namespace {

const QString kContent = u"content.xml"_s;

std::unexpected<Error> damagedOds(const QString& archive)
{
    return fail(ErrorKind::Input,
                u"is a damaged OpenDocument spreadsheet; open it and save it again, or save its sheet as CSV UTF-8"_s,
                archive);
}

// The value of an attribute by its name without the prefix.
QString attribute(const QXmlStreamAttributes& attributes, QLatin1String name)
{
    for (const auto& one : attributes) {
        if (one.name() == name)
            return one.value().toString();
    }
    return {};
}

qint64 repeated(const QXmlStreamAttributes& attributes, QLatin1String name)
{
    const QString times = attribute(attributes, name);
    return times.isEmpty() ? 1 : std::max<qint64>(1, times.toLongLong());
}

// What is written in the cell, its paragraphs a blank apart; a comment on it is none of it. Ends at the cell's end.
QString writtenText(QXmlStreamReader& xml)
{
    QString text;
    int paragraphs = 0;
    int depth = 1;
    while (depth > 0 && !xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::Characters && paragraphs > 0 && depth > 1)
            text += xml.text();
        if (token == QXmlStreamReader::EndElement)
            --depth;
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "annotation"_L1 || xml.name() == "frame"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        ++depth;
        if (xml.name() == "p"_L1 && paragraphs++ > 0)
            text += u' ';
        else if (xml.name() == "s"_L1)
            text += QString(std::min<qint64>(repeated(xml.attributes(), "c"_L1), 1000), u' ');
        else if (xml.name() == "tab"_L1 || xml.name() == "line-break"_L1)
            text += u' ';
    }
    return text;
}

// "2024-03-31T12:30:00" without the seconds, and without a time that is midnight.
QString shortDate(const QString& date)
{
    if (date.endsWith(u"T00:00:00"_s))
        return date.first(date.indexOf(u'T'));
    return date.contains(u'T') && date.endsWith(u":00"_s) ? date.chopped(3) : date;
}

QString cellText(QXmlStreamReader& xml)
{
    const auto attributes = xml.attributes();
    const QString type = attribute(attributes, "value-type"_L1);
    const QString value = attribute(attributes, "value"_L1);
    const QString date = attribute(attributes, "date-value"_L1);
    const QString written = writtenText(xml);
    QString text;
    if (type == u"float"_s || type == u"currency"_s)
        text = sheetNumber(value);
    else if (type == u"percentage"_s)
        text = sheetPercent(value);
    else if (type == u"date"_s)
        text = shortDate(date);
    else if (type == u"boolean"_s)
        text = attribute(attributes, "boolean-value"_L1).toUpper();
    // A formula that nobody has calculated yet stands for itself, which is no number, rather than for an empty cell.
    if (text.isEmpty() && written.isEmpty() && type.isEmpty())
        return attribute(attributes, "formula"_L1);
    return text.isEmpty() ? written : text;
}

} // namespace

Result<std::vector<Sheet>> readOdsSheets(const QString& archive)
{
    auto device = TRY(ZipPart::open(archive, kContent));
    QXmlStreamReader xml(device.get());
    std::vector<Sheet> sheets;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != "table"_L1)
            continue;
        sheets.push_back({.name = attribute(xml.attributes(), "name"_L1), .part = kContent, .hidden = false});
        xml.skipCurrentElement();
    }
    if (xml.hasError() || device->isDamaged())
        return damagedOds(archive);
    return sheets;
}

Result<void> readOdsSheet(const QString& archive, const Sheet& sheet, SheetRows& rows, const TaskControl& control)
{
    auto device = TRY(ZipPart::open(archive, sheet.part));
    QXmlStreamReader xml(device.get());
    const auto tooLarge = [&] {
        return fail(ErrorKind::Input, u"holds more than a sheet can; save the sheet as CSV UTF-8"_s, archive);
    };
    bool inSheet = false;
    qint64 column = 0;
    qint64 times = 1;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && inSheet) {
            if (xml.name() == "table"_L1)
                return {};
            if (xml.name() == "table-row"_L1 && !rows.endRow(rows.nextRow(), times))
                return tooLarge();
            if (rows.nextRow() % SheetRows::kRowsBetweenLooks == 0 && control.cancel.requested())
                return CancelToken::error();
        }
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (!inSheet) {
            if (xml.name() == "table"_L1) {
                inSheet = attribute(xml.attributes(), "name"_L1) == sheet.name;
                if (!inSheet)
                    xml.skipCurrentElement();
            }
        } else if (xml.name() == "table-row"_L1) {
            times = repeated(xml.attributes(), "number-rows-repeated"_L1);
            column = 0;
        } else if (xml.name() == "table-cell"_L1 || xml.name() == "covered-table-cell"_L1) {
            const qint64 same = repeated(xml.attributes(), "number-columns-repeated"_L1);
            const QString text = cellText(xml);
            for (qint64 i = 0; i < same && !text.isEmpty(); ++i) {
                if (!rows.setCell(column + i, text))
                    return tooLarge();
            }
            column += same;
        } else if (xml.name() == "shapes"_L1 || xml.name() == "forms"_L1) {
            xml.skipCurrentElement();
        }
    }
    return damagedOds(archive);
}

} // namespace factoid
