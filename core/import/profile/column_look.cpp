#include "core/import/profile/column_look.h"

#include "core/import/values/import_register.h"
#include "core/import/values/value_parser.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace factoid {

namespace {

constexpr int kPercent = 100;
constexpr int kMost = 80;      // percent of the cells that must bear a meaning out
constexpr int kHalf = 50;      // enough for codes and names: totals and notes stand among them
constexpr int kNearlyAll = 90;
constexpr int kExamples = 3;
constexpr int kEarliestYear = 1950;
constexpr int kLatestYear = 2100;

// How many cells are what.
struct Counts {
    int filled = 0; // neither blank nor a marker
    int markers = 0;
    int codes = 0, codeLike = 0, otherCodes = 0;
    int names = 0, types = 0, fields = 0;
    int years = 0, statuses = 0;
    int numbers = 0, grouped = 0, bracketed = 0, decimals = 0, percents = 0, currency = 0;
    int counted = 0; // one more than the cell above
    int longest = 0;
};

bool most(int part, int whole, int percent)
{
    return whole > 0 && part * kPercent >= whole * percent;
}

void countNumber(Counts& counts, const QString& text)
{
    ++counts.numbers;
    counts.grouped += text.contains(QLatin1Char(',')) ? 1 : 0;
    counts.bracketed += text.startsWith(QLatin1Char('(')) ? 1 : 0;
    counts.decimals += text.contains(QLatin1Char('.')) ? 1 : 0;
    counts.percents += text.endsWith(QLatin1Char('%')) ? 1 : 0;
    counts.currency += text.contains(QChar(0xA3)) ? 1 : 0;
}

Counts count(const QStringList& cells, const KnownWords& words)
{
    static const QRegularExpression otherCode(QStringLiteral("^[A-Z]{1,3}\\d{3,6}$"));
    Counts counts;
    qint64 before = 0;
    bool hadNumber = false;
    for (const QString& cell : cells) {
        if (cell.isEmpty())
            continue;
        if (isMarkerText(cell)) {
            ++counts.markers;
            continue;
        }
        ++counts.filled;
        counts.longest = std::max(counts.longest, static_cast<int>(cell.size()));
        bool whole = false;
        const qint64 number = cell.toLongLong(&whole);
        counts.counted += whole && hadNumber && number == before + 1 ? 1 : 0;
        hadNumber = whole;
        before = number;
        if (isNumberText(cell)) {
            countNumber(counts, cell);
            counts.years += isYearText(cell, true) ? 1 : 0;
            continue;
        }
        counts.codes += words.isCode(cell) ? 1 : 0;
        counts.codeLike += looksLikeCode(cell) ? 1 : 0;
        counts.otherCodes += otherCode.match(cell).hasMatch() ? 1 : 0;
        counts.names += words.isName(cell) ? 1 : 0;
        counts.types += words.isType(cell) ? 1 : 0;
        counts.fields += words.field(cell) >= 0 ? 1 : 0;
        counts.years += isYearText(cell, true) ? 1 : 0;
        counts.statuses += statusFromText(cell.toUtf8()).has_value() ? 1 : 0;
    }
    return counts;
}

QString ofAll(int part, int whole, const QString& what)
{
    return QStringLiteral("%L1 of %L2 %3").arg(part).arg(whole).arg(what);
}

QString numberWhy(const Counts& counts)
{
    QStringList parts{counts.numbers == counts.filled ? QStringLiteral("numbers") : ofAll(counts.numbers, counts.filled, QStringLiteral("are numbers"))};
    const std::array<std::pair<int, QString>, 5> seen{{
        {counts.grouped, QStringLiteral("thousands separators")},
        {counts.bracketed, QStringLiteral("negatives in brackets")},
        {counts.percents, QStringLiteral("percent signs")},
        {counts.currency, QStringLiteral("pound signs")},
        {counts.decimals, QStringLiteral("decimals")},
    }};
    for (const auto& [number, what] : seen) {
        if (number > 0)
            parts << what;
    }
    if (counts.markers > 0)
        parts << QStringLiteral("%L1 missing").arg(counts.markers);
    return parts.join(QStringLiteral(", "));
}

void decide(ColumnLook& look, const Counts& counts)
{
    const auto take = [&](ColumnMeaning meaning, int fitting, const QString& why) {
        look.meaning = meaning;
        look.fitting = fitting;
        look.why = why;
    };
    const QString header = look.label.toLower();
    const int all = counts.filled;
    const int codes = std::max(counts.codes, counts.codeLike);
    const bool saysYear = header.contains(QLatin1String("year")) || header.contains(QLatin1String("period"));
    const bool saysStatus = header.contains(QLatin1String("status")) || header.contains(QLatin1String("flag"));
    if (all == 0)
        take(ColumnMeaning::Empty, 0, counts.markers > 0 ? QStringLiteral("only markers of missing values") : QStringLiteral("nothing in it"));
    else if (most(codes, all, kHalf))
        take(ColumnMeaning::CouncilCode, codes,
             counts.codes == 0 ? ofAll(codes, all, QStringLiteral("look like council codes; none is known"))
                               : ofAll(codes, all, QStringLiteral("look like council codes")) + (counts.codes < codes ? QStringLiteral(", %L1 are known").arg(counts.codes) : QString()));
    else if (most(counts.years, all, kNearlyAll) && (saysYear || counts.numbers < counts.years))
        take(ColumnMeaning::Year, counts.years, ofAll(counts.years, all, QStringLiteral("are years")));
    else if (most(counts.fields, all, kMost))
        take(ColumnMeaning::Field, counts.fields, ofAll(counts.fields, all, QStringLiteral("are known fields")));
    else if (most(counts.names, all, kHalf))
        take(ColumnMeaning::CouncilName, counts.names, ofAll(counts.names, all, QStringLiteral("are names of councils")));
    else if (most(counts.types, all, kMost))
        take(ColumnMeaning::CouncilType, counts.types, ofAll(counts.types, all, QStringLiteral("are types of councils")));
    else if (most(counts.statuses, all, kNearlyAll) && (saysStatus || counts.longest > 3))
        take(ColumnMeaning::Status, counts.statuses, ofAll(counts.statuses, all, QStringLiteral("say how final the figure is")));
    else if (counts.numbers == all && counts.counted > 2 && most(counts.counted, all - 1, kNearlyAll))
        take(ColumnMeaning::Counter, counts.counted, QStringLiteral("counts the rows"));
    else if (most(counts.numbers, all, kHalf))
        take(ColumnMeaning::Numbers, counts.numbers, numberWhy(counts));
    else if (most(counts.otherCodes, all, kMost))
        take(ColumnMeaning::OtherCode, counts.otherCodes, ofAll(counts.otherCodes, all, QStringLiteral("look like codes of another kind")));
    else
        take(ColumnMeaning::Text, all, QStringLiteral("text"));
}

} // namespace

bool isFillerHeading(const QString& text)
{
    static const QRegularExpression filler(QStringLiteral("^(\\.\\.\\.\\d+|X__\\d+|X\\.\\d+|Unnamed: \\d+.*|V\\d+|NA)$"));
    return filler.match(text).hasMatch();
}

bool isMarkerText(const QString& text)
{
    return !text.isEmpty() && missingMarker(text.toUtf8()).has_value();
}

bool isNumberText(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    std::int64_t units = 0;
    if (parsePlain(utf8, &units))
        return true;
    ValueRules anyUnit;
    anyUnit.currency = "GBP";
    anyUnit.percent = true;
    const auto parsed = parseValue(utf8, anyUnit);
    return parsed && !isMissing(parsed->status);
}

bool isYearText(const QString& text, bool plain)
{
    const auto year = Year::parse(text.toUtf8());
    return year && year->startYear() >= kEarliestYear && year->startYear() <= kLatestYear && (plain || year->isFinancial());
}

ColumnLook lookAtColumn(const QString& header, const QStringList& cells, const KnownWords& words)
{
    ColumnLook look;
    look.header = header;
    QStringList parts;
    for (const QString& part : header.split(QStringLiteral(" / "))) {
        if (!isFillerHeading(part))
            parts << part;
    }
    look.label = parts.join(QStringLiteral(" / "));
    const Counts counts = count(cells, words);
    look.looked = counts.filled;
    for (const QString& cell : cells) {
        if (look.examples.size() == kExamples)
            break;
        if (!cell.isEmpty() && !look.examples.contains(cell))
            look.examples << cell;
    }
    decide(look, counts);
    return look;
}

QString columnMeaningName(ColumnMeaning meaning)
{
    switch (meaning) {
    case ColumnMeaning::Empty: return QStringLiteral("empty");
    case ColumnMeaning::CouncilCode: return QStringLiteral("council_code");
    case ColumnMeaning::CouncilName: return QStringLiteral("council_name");
    case ColumnMeaning::CouncilType: return QStringLiteral("council_type");
    case ColumnMeaning::OtherCode: return QStringLiteral("other_code");
    case ColumnMeaning::Field: return QStringLiteral("field");
    case ColumnMeaning::Year: return QStringLiteral("year");
    case ColumnMeaning::Numbers: return QStringLiteral("numbers");
    case ColumnMeaning::Status: return QStringLiteral("status");
    case ColumnMeaning::Counter: return QStringLiteral("counter");
    case ColumnMeaning::Text: return QStringLiteral("text");
    }
    return QStringLiteral("text");
}

} // namespace factoid
