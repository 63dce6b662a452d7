#include "core/import/profile/file_profile.h"

#include "core/import/profile/sheet_layout.h"
#include "core/import/values/value_parser.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

constexpr size_t kHead = 60;           // records kept from the start
constexpr size_t kSampled = 1'200;     // records drawn from the rest
constexpr qint64 kMostCells = 150'000; // of the sample, so that a very wide file is as quick

struct Sheet {
    std::vector<SheetRow> head;
    std::vector<SheetRow> rows; // the sample, in order
    qint64 records = 0;
};

SheetRow rowOf(const CsvReader& csv)
{
    SheetRow row{csv.row(), csv.line(), {}};
    row.cells.reserve(static_cast<qsizetype>(csv.cells().size()));
    for (const QByteArrayView cell : csv.cells())
        row.cells.append(QString::fromUtf8(trimmedText(cell)));
    return row;
}

// Every record is read; a seeded reservoir keeps an even sample of those after the head (Vitter 1985, algorithm R).
Result<Sheet> readSheet(const PlannedFile& file, const LookOptions& options, const TaskControl& control)
{
    auto pass = TRY(ImportPass::open(file, options.maxLineBytes, control, {0, file.scanned.size}));
    Sheet sheet;
    QRandomGenerator random(options.seed);
    size_t room = kSampled;
    qint64 seen = 0;
    for (;;) {
        auto stepped = TRY(pass->next());
        if (!stepped)
            break;
        ++sheet.records;
        const CsvReader& csv = pass->csv();
        if (sheet.head.size() < kHead) {
            sheet.head.push_back(rowOf(csv));
            const auto width = static_cast<qint64>(csv.cells().size());
            room =
                std::min(room, static_cast<size_t>(std::max<qint64>(kHead, kMostCells / std::max<qint64>(1, width))));
            continue;
        }
        if (csv.blank())
            continue;
        ++seen;
        if (sheet.rows.size() < room) {
            sheet.rows.push_back(rowOf(csv));
            continue;
        }
        const auto at = static_cast<size_t>(random.bounded(seen));
        if (at < room)
            sheet.rows[at] = rowOf(csv);
    }
    std::ranges::sort(sheet.rows, {}, &SheetRow::number);
    return sheet;
}

// The last resort, and none where a heading names years: "debt 2019-20.csv". Four digits that may be one year or two
// that follow each other ("2021", "1920") say nothing.
std::optional<FileHint> yearInName(const QString& path, int yearEnds)
{
    const QString name = QFileInfo(path).completeBaseName();
    const QString why = u"from the file's name"_s;
    // "2019_20" and "2019 20" are years as well.
    static const QRegularExpression between(u"(?<!\\d)((?:19|20)\\d\\d)[_ ](\\d\\d)(?!\\d)"_s);
    if (const QString year = yearInText(QString(name).replace(between, u"\\1-\\2"_s), yearEnds); !year.isEmpty())
        return FileHint{year, 0, why, false};
    const QString year = yearInText(QString(name).replace(QLatin1Char('_'), QLatin1Char(' ')), yearEnds, true);
    constexpr int kTwoDigits = 100;
    const int number = year.toInt();
    if (year.isEmpty() || (number / kTwoDigits + 1) % kTwoDigits == number % kTwoDigits || !isYearText(year, true))
        return std::nullopt;
    return FileHint{year, 0, why, false};
}

std::optional<FileHint> findYear(const FileProfile& look, int yearEnds)
{
    const int headings = look.headerRows.empty() ? 0 : look.headerRows.front() - 1;
    for (int row = 1; row <= headings; ++row) {
        for (const QString& cell : look.head[static_cast<size_t>(row) - 1]) {
            if (const QString year = yearInText(cell, yearEnds); !year.isEmpty())
                return FileHint{year, 0, row == 1 ? u"from the title in row 1"_s : u"from row %1"_s.arg(row), false};
        }
    }
    QSet<QString> headed; // years that headings name
    for (const ColumnProfile& column : look.columns) {
        for (const QString& part : column.header.split(u" / "_s)) {
            if (const QString year = yearInText(part, yearEnds, isYearText(part, true)); !year.isEmpty())
                headed.insert(year);
        }
    }
    auto named = yearInName(look.path, yearEnds);
    if (headed.isEmpty())
        return named;
    if (!named || !headed.contains(named->text))
        return std::nullopt;
    named->asked = headed.size() > 1;
    return named;
}

// What the rows above the header say of all amounts. Two that differ say nothing, and that is said.
void findScale(FileProfile& look)
{
    const int headings = look.headerRows.empty() ? 0 : look.headerRows.front() - 1;
    for (int row = 1; row <= headings; ++row) {
        for (const QString& cell : look.head[static_cast<size_t>(row) - 1]) {
            const auto found = scaleInText(cell);
            if (!found || (found->exponent == 0 && look.scale))
                continue;
            const FileHint hint{found->text, found->exponent, u"“%1” in row %2"_s.arg(found->text).arg(row), false};
            if (look.scale && look.scale->exponent != hint.exponent && look.scale->exponent != 0) {
                look.doubts << u"The rows above the header name two units, %1 and %2: say which one holds."_s.arg(
                    look.scale->why, hint.why);
                look.scale.reset();
                return;
            }
            look.scale = hint;
        }
    }
}

// A first column whose heading and cells hold several, as the EU's statistical office writes them.
void findSplit(FileProfile& look, Sheet& sheet)
{
    constexpr qsizetype kFewestRows = 2;
    if (look.delimiter == ',' || sheet.head.empty() || sheet.head.size() + sheet.rows.size() < kFewestRows)
        return;
    const qsizetype cuts = sheet.head.front().cells.value(0).count(QLatin1Char(','));
    if (cuts == 0)
        return;
    for (std::vector<SheetRow>* rows : {&sheet.head, &sheet.rows}) {
        for (const SheetRow& row : *rows) {
            if (row.cells.value(0).count(QLatin1Char(',')) != cuts && !row.cells.value(0).isEmpty())
                return;
        }
    }
    look.splitColumn = 1;
    for (std::vector<SheetRow>* rows : {&sheet.head, &sheet.rows}) {
        for (SheetRow& row : *rows) {
            QStringList parts = row.cells.value(0).split(QLatin1Char(','));
            for (QString& part : parts)
                part = part.trimmed();
            row.cells = parts + row.cells.mid(1);
        }
    }
}

void lookAtColumns(FileProfile& look, const Sheet& sheet, const KnownWords& words)
{
    Mapping header;
    header.headerRows = look.headerRows;
    header.fillHeader = look.fillHeader;
    header.firstRow = look.firstRow;
    const QStringList headers = joinedHeader(header, look.head);
    std::vector<const SheetRow*> data;
    for (const std::vector<SheetRow>* some : {&sheet.head, &sheet.rows}) {
        for (const SheetRow& row : *some) {
            if (row.number >= look.firstRow)
                data.push_back(&row);
        }
    }
    for (int i = 0; i < static_cast<int>(headers.size()); ++i) {
        QStringList cells;
        cells.reserve(static_cast<qsizetype>(data.size()));
        for (const SheetRow* row : data)
            cells.append(row->cells.value(i));
        look.columns.push_back(profileColumn(headers[i], cells, words));
    }
    const auto comma = [](const ColumnProfile& column) { return column.commaDecimals; };
    look.commaDecimals =
        std::ranges::any_of(look.columns, comma) &&
        std::ranges::none_of(look.columns, [](const ColumnProfile& column) { return column.pointDecimals; });
}

FileShape shapeOf(const std::vector<ColumnProfile>& columns)
{
    const auto has = [&](ColumnMeaning meaning) {
        return std::ranges::count(columns, meaning, &ColumnProfile::meaning);
    };
    const auto numbers = has(ColumnMeaning::Numbers);
    const bool councils = has(ColumnMeaning::CouncilCode) + has(ColumnMeaning::CouncilName) > 0;
    if (numbers == 0 || !councils)
        return FileShape::Unclear;
    return has(ColumnMeaning::Field) > 0 || (has(ColumnMeaning::Year) > 0 && numbers == 1) ? FileShape::Long
                                                                                           : FileShape::Wide;
}

QString delimiterName(char delimiter)
{
    switch (delimiter) {
    case ';':
        return u"semicolon"_s;
    case '\t':
        return u"tab"_s;
    case '|':
        return u"bar"_s;
    default:
        return u"comma"_s;
    }
}

} // namespace

int FileProfile::headingRows() const
{
    int filled = 0;
    for (int row = 1; !headerRows.empty() && row < headerRows.front(); ++row) {
        const QStringList& cells = head[static_cast<size_t>(row) - 1];
        filled += std::ranges::any_of(cells, [](const QString& cell) { return !cell.isEmpty(); }) ? 1 : 0;
    }
    return filled;
}

QString FileProfile::sentence() const
{
    QStringList parts{encodingName(encoding), delimiterName(delimiter)};
    if (const int rows = headingRows(); rows > 0)
        parts << (rows == 1 ? u"1 heading row skipped"_s : u"%1 heading rows skipped"_s.arg(rows));
    if (headerRows.empty())
        parts << (headless ? u"no header row: the first row is data"_s : u"no header row found"_s);
    else if (headerRows.size() == 1)
        parts << u"header in row %1"_s.arg(headerRows.front());
    else if (headerRows.size() == 2)
        parts << u"header in rows %1 and %2"_s.arg(headerRows.front()).arg(headerRows.back());
    else
        parts << u"header in rows %1, %2 and %3"_s.arg(headerRows[0]).arg(headerRows[1]).arg(headerRows.back());
    if (splitColumn > 0)
        parts << u"the first column cut at its commas"_s;
    if (commaDecimals)
        parts << u"decimal comma"_s;
    return parts.join(u", "_s);
}

QJsonObject FileProfile::toJson() const
{
    QJsonArray columnList;
    for (const ColumnProfile& column : columns) {
        columnList.append(QJsonObject{{u"header"_s, column.header},
                                      {u"meaning"_s, columnMeaningName(column.meaning)},
                                      {u"why"_s, column.why},
                                      {u"examples"_s, QJsonArray::fromStringList(column.examples)}});
    }
    QJsonArray rows;
    for (const int row : headerRows)
        rows.append(row);
    const auto hint = [](const std::optional<FileHint>& one, bool scaled) -> QJsonValue {
        if (!one)
            return {};
        QJsonObject object{{u"why"_s, one->why}};
        object.insert(u"value"_s, scaled ? QJsonValue(QLatin1Char('1') + QString(one->exponent, QLatin1Char('0')))
                                         : QJsonValue(one->text));
        return object;
    };
    QJsonObject json{{u"file"_s, path},
                     {u"shape"_s, fileShapeName(shape)},
                     {u"sentence"_s, sentence()},
                     {u"encoding"_s, encodingName(encoding)},
                     {u"delimiter"_s, QString(QLatin1Char(delimiter))},
                     {u"records"_s, records},
                     {u"header_rows"_s, rows},
                     {u"first_row"_s, firstRow},
                     {u"year"_s, hint(year, false)},
                     {u"scale"_s, hint(scale, true)},
                     {u"doubts"_s, QJsonArray::fromStringList(doubts)},
                     {u"columns"_s, columnList}};
    if (!sheet.isEmpty()) {
        json.insert(u"sheet"_s, sheet);
        json.insert(u"sheets"_s, QJsonArray::fromStringList(sheets));
    }
    return json;
}

Result<FileProfile> profileFile(const PlannedFile& file, const KnownWords& words, const LookOptions& options,
                                const TaskControl& control)
{
    auto sheet = TRY(readSheet(file, options, control));
    FileProfile look;
    look.path = file.scanned.path;
    look.bytes = file.scanned.size;
    if (const auto& unpacked = file.scanned.sheet) {
        look.sheet = unpacked->name;
        look.sheets = unpacked->sheets;
    }
    look.encoding = file.scanned.encoding;
    look.delimiter = file.dialect.delimiter;
    look.records = sheet.records;
    if (!file.tidy)
        findSplit(look, sheet);
    for (const SheetRow& row : sheet.head)
        look.head.push_back(row.cells);
    if (file.tidy) {
        look.headerRows = {1};
        look.firstRow = 2;
        lookAtColumns(look, sheet, words);
        const FileKind kind = file.tidy->kind;
        look.shape = kind == FileKind::Councils ? FileShape::Councils
                     : kind == FileKind::Fields ? FileShape::Fields
                                                : FileShape::Figures;
        return look;
    }
    const SheetLayout layout = findLayout(sheet.head, sheet.rows, words);
    look.headerRows = layout.headerRows;
    look.fillHeader = layout.fillHeader;
    look.firstRow = layout.firstRow;
    look.headless = layout.headless;
    if (look.headerRows.empty() && !look.headless)
        return look;
    lookAtColumns(look, sheet, words);
    look.shape = shapeOf(look.columns);
    look.year = findYear(look, words.known().profile().yearEnds);
    findScale(look);
    return look;
}

QString fileShapeName(FileShape shape)
{
    switch (shape) {
    case FileShape::Councils:
        return u"councils"_s;
    case FileShape::Fields:
        return u"fields"_s;
    case FileShape::Figures:
        return u"figures"_s;
    case FileShape::Wide:
        return u"wide"_s;
    case FileShape::Long:
        return u"long"_s;
    case FileShape::Unclear:
        return u"unclear"_s;
    }
    return u"unclear"_s;
}

} // namespace factoid
