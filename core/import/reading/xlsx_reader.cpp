// Excel workbooks as ECMA-376 has them: a package of parts that name each other by relations.
#include "core/import/reading/sheet_readers.h"
#include "core/import/reading/zip_part.h"

#include <QHash>
#include <QXmlStreamReader>

#include <array>

namespace factoid {

namespace {

constexpr qint64 kMostTextBytes = qint64{1} << 29; // of all texts that cells share

std::unexpected<Error> damagedXlsx(const QString& archive)
{
    return fail(ErrorKind::Input,
                u"is a damaged Excel workbook; open it and save it again, or save its sheet as CSV UTF-8"_s, archive);
}

std::unexpected<Error> tooLargeXlsx(const QString& archive)
{
    return fail(ErrorKind::Input, u"holds more than a sheet can; save the sheet as CSV UTF-8"_s, archive);
}

// The part that a relation of another part names, which is relative to that part's folder or to the root.
QString targetPart(const QString& from, const QString& target)
{
    if (target.startsWith(u'/'))
        return target.sliced(1);
    QStringList path = from.split(u'/');
    path.removeLast();
    for (const QString& step : target.split(u'/')) {
        if (step == u".."_s && !path.isEmpty())
            path.removeLast();
        else if (step != u"."_s)
            path << step;
    }
    return path.join(u'/');
}

struct Relation {
    QString type; // the last word of its address: "worksheet"
    QString part;
};

// By their ids; none where the part has no relations.
Result<QHash<QString, Relation>> relationsOf(const QString& archive, const QString& part, const QStringList& names)
{
    const qsizetype slash = part.lastIndexOf(u'/');
    const QString file = part.first(slash + 1) + u"_rels/"_s + part.sliced(slash + 1) + u".rels"_s;
    QHash<QString, Relation> relations;
    if (!names.contains(file))
        return relations;
    auto device = TRY(ZipPart::open(archive, file));
    QXmlStreamReader xml(device.get());
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != "Relationship"_L1)
            continue;
        const auto attributes = xml.attributes();
        const QString type = attributes.value("Type"_L1).toString();
        relations.insert(
            attributes.value("Id"_L1).toString(),
            {type.sliced(type.lastIndexOf(u'/') + 1), targetPart(part, attributes.value("Target"_L1).toString())});
    }
    if (xml.hasError() || device->isDamaged())
        return damagedXlsx(archive);
    return relations;
}

QString partOfType(const QHash<QString, Relation>& relations, const QString& type)
{
    for (const Relation& relation : relations) {
        if (relation.type == type)
            return relation.part;
    }
    return {};
}

// A text with its runs joined; what it sounds like in another script is none of it. Ends at the element's own end.
QString textOf(QXmlStreamReader& xml)
{
    QString text;
    int depth = 1;
    while (depth > 0 && !xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement) {
            if (xml.name() == "rPh"_L1)
                xml.skipCurrentElement();
            else if (xml.name() == "t"_L1)
                text += xml.readElementText();
            else
                ++depth;
        } else if (token == QXmlStreamReader::EndElement) {
            --depth;
        }
    }
    return text;
}

Result<std::vector<QString>> readTexts(const QString& archive, const QString& part, const TaskControl& control)
{
    std::vector<QString> texts;
    if (part.isEmpty())
        return texts;
    auto device = TRY(ZipPart::open(archive, part));
    QXmlStreamReader xml(device.get());
    qint64 bytes = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != "si"_L1)
            continue;
        if (control.cancel.requested())
            return CancelToken::error();
        texts.push_back(textOf(xml));
        bytes += texts.back().size() * 2;
        if (bytes > kMostTextBytes)
            return tooLargeXlsx(archive);
    }
    if (xml.hasError() || device->isDamaged())
        return damagedXlsx(archive);
    return texts;
}

// What the cells of each style are shown as, by the style's number.
Result<std::vector<SheetFormat>> readFormats(const QString& archive, const QString& part)
{
    std::vector<SheetFormat> formats;
    if (part.isEmpty())
        return formats;
    auto device = TRY(ZipPart::open(archive, part));
    QXmlStreamReader xml(device.get());
    QHash<int, SheetFormat> own;
    bool inCells = false;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && xml.name() == "cellXfs"_L1)
            inCells = false;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == "numFmt"_L1)
            own.insert(attributes.value("numFmtId"_L1).toInt(),
                       sheetFormat(attributes.value("formatCode"_L1).toString()));
        else if (xml.name() == "cellXfs"_L1)
            inCells = true;
        else if (inCells && xml.name() == "xf"_L1) {
            const int id = attributes.value("numFmtId"_L1).toInt();
            formats.push_back(own.contains(id) ? own.value(id) : builtInSheetFormat(id));
        }
    }
    if (xml.hasError() || device->isDamaged())
        return damagedXlsx(archive);
    return formats;
}

// Column of "BC12" from 0; -1: it names none.
qint64 columnOf(QStringView reference)
{
    constexpr int kLetters = 26;
    qint64 column = 0;
    for (const QChar letter : reference) {
        if (letter < u'A' || letter > u'Z')
            break;
        column = column * kLetters + (letter.unicode() - u'A' + 1);
        if (column > SheetRows::kMostColumns)
            break;
    }
    return column - 1;
}

// One sheet's cells as its XML has them.
class SheetXml
{
  public:
    SheetXml(QXmlStreamReader& xml, const std::vector<QString>& texts, const std::vector<SheetFormat>& formats,
             bool from1904)
        : m_xml(xml)
        , m_texts(texts)
        , m_formats(formats)
        , m_from1904(from1904)
    {
    }

    // After <c …>: reads to its end.
    [[nodiscard]] QString cell()
    {
        const auto attributes = m_xml.attributes();
        const QString type = attributes.value("t"_L1).toString();
        const auto style = static_cast<size_t>(attributes.value("s"_L1).toUInt());
        QString value, inlineText, formula;
        bool isFormula = false;
        while (!m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::EndElement)
                break;
            if (token != QXmlStreamReader::StartElement)
                continue;
            if (m_xml.name() == "v"_L1) {
                value = m_xml.readElementText();
            } else if (m_xml.name() == "is"_L1) {
                inlineText = textOf(m_xml);
            } else if (m_xml.name() == "f"_L1) {
                isFormula = true;
                formula = m_xml.readElementText();
            } else {
                m_xml.skipCurrentElement();
            }
        }
        // Nobody has calculated it yet: it stands for itself, which is no number, rather than for an empty cell.
        if (isFormula && type.isEmpty() && value.isEmpty())
            return u'=' + formula;
        return shown(type, style < m_formats.size() ? m_formats[style] : SheetFormat::Number, value, inlineText);
    }

  private:
    [[nodiscard]] QString shown(const QString& type, SheetFormat format, const QString& value,
                                const QString& inlineText) const
    {
        if (type == u"s"_s) {
            const auto at = static_cast<size_t>(value.toUInt());
            return at < m_texts.size() ? m_texts[at] : QString();
        }
        if (type == u"inlineStr"_s)
            return inlineText;
        if (type == u"b"_s)
            return value == u"1"_s ? u"TRUE"_s : u"FALSE"_s;
        if (type == u"str"_s || type == u"e"_s || type == u"d"_s || value.isEmpty())
            return value;
        const QString text = format == SheetFormat::Percent ? sheetPercent(value)
                             : format == SheetFormat::Date  ? sheetDate(value, m_from1904)
                                                            : sheetNumber(value);
        return text.isEmpty() ? value : text;
    }

    QXmlStreamReader& m_xml;
    const std::vector<QString>& m_texts;
    const std::vector<SheetFormat>& m_formats;
    bool m_from1904;
};

} // namespace

Result<XlsxParts> readXlsxParts(const QString& archive)
{
    const auto names = TRY(zipParts(archive));
    const auto root = TRY(relationsOf(archive, QString(), names));
    const QString book = partOfType(root, u"officeDocument"_s);
    if (book.isEmpty())
        return damagedXlsx(archive);
    const auto relations = TRY(relationsOf(archive, book, names));
    XlsxParts parts{.sheets = {},
                    .strings = partOfType(relations, u"sharedStrings"_s),
                    .styles = partOfType(relations, u"styles"_s),
                    .from1904 = false};
    auto device = TRY(ZipPart::open(archive, book));
    QXmlStreamReader xml(device.get());
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == "workbookPr"_L1) {
            const auto said = attributes.value("date1904"_L1);
            parts.from1904 = said == "1"_L1 || said == "true"_L1;
        } else if (xml.name() == "sheet"_L1) {
            QString id;
            for (const auto& attribute : attributes) {
                if (attribute.name() == "id"_L1)
                    id = attribute.value().toString();
            }
            // A sheet that is a chart has no cells.
            if (const Relation relation = relations.value(id); relation.type == u"worksheet"_s)
                parts.sheets.push_back({.name = attributes.value("name"_L1).toString(),
                                        .part = relation.part,
                                        .hidden = attributes.value("state"_L1).startsWith("hidden"_L1) ||
                                                  attributes.value("state"_L1) == "veryHidden"_L1});
        }
    }
    if (xml.hasError() || device->isDamaged())
        return damagedXlsx(archive);
    return parts;
}

Result<void> readXlsxSheet(const QString& archive, const XlsxParts& parts, const Sheet& sheet, SheetRows& rows,
                           const TaskControl& control)
{
    const auto texts = TRY(readTexts(archive, parts.strings, control));
    const auto formats = TRY(readFormats(archive, parts.styles));
    auto device = TRY(ZipPart::open(archive, sheet.part));
    QXmlStreamReader xml(device.get());
    SheetXml cells(xml, texts, formats, parts.from1904);
    qint64 row = 1;
    qint64 column = 0;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && xml.name() == "row"_L1) {
            if (!rows.endRow(row))
                return tooLargeXlsx(archive);
            if (row % SheetRows::kRowsBetweenLooks == 0 && control.cancel.requested())
                return CancelToken::error();
        }
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "row"_L1) {
            const auto said = xml.attributes().value("r"_L1);
            row = said.isEmpty() ? rows.nextRow() : said.toLongLong();
            column = 0;
        } else if (xml.name() == "c"_L1) {
            const qint64 said = columnOf(xml.attributes().value("r"_L1));
            column = said >= 0 ? said : column;
            if (!rows.setCell(column, cells.cell()))
                return tooLargeXlsx(archive);
            ++column;
        }
    }
    if (xml.hasError() || device->isDamaged())
        return damagedXlsx(archive);
    return {};
}

} // namespace factoid
