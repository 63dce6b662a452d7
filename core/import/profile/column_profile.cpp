#include "core/import/profile/column_profile.h"

#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace factoid {

namespace {

constexpr int kPercent = 100;
constexpr int kMost = 80; // percent of the cells that must bear a meaning out
constexpr int kHalf = 50; // enough for codes and names: totals and notes stand among them
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
    int years = 0, months = 0, statuses = 0;
    int numbers = 0, grouped = 0, bracketed = 0, decimals = 0, percents = 0, currency = 0;
    int commaDecimals = 0; // numbers only with a comma as the decimal sign: "1.234,5"
    int commaWritten = 0;  // of these, those that have a comma: "1.204.000" only leaves no other reading of its stops
    int eitherWay = 0;     // numbers with either sign: "12,345", "7"
    int eitherComma = 0;   // of these, those that have a comma
    int counted = 0;       // one more than the cell above
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
    static const QRegularExpression otherCode(u"^[A-Z]{1,3}\\d{3,6}$"_s);
    static const QRegularExpression yearMonth(u"^(19|20)\\d\\d(0[1-9]|1[0-2])$"_s);
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
        const bool isNumber = isNumberText(cell);
        if (!isNumber && isCommaDecimal(cell)) {
            ++counts.commaDecimals;
            counts.commaWritten += cell.contains(QLatin1Char(',')) ? 1 : 0;
            continue;
        }
        if (isNumber) {
            countNumber(counts, cell);
            const bool either = isCommaDecimal(cell);
            counts.eitherWay += either ? 1 : 0;
            counts.eitherComma += either && cell.contains(QLatin1Char(',')) ? 1 : 0;
            counts.years += isYearText(cell, true) ? 1 : 0;
            counts.months += yearMonth.match(cell).hasMatch() ? 1 : 0;
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
    return u"%L1 of %L2 %3"_s.arg(part).arg(whole).arg(what);
}

QString numberWhy(const Counts& counts)
{
    const int numbers = counts.numbers + counts.commaDecimals;
    QStringList parts{numbers == counts.filled ? u"numbers"_s : ofAll(numbers, counts.filled, u"are numbers"_s)};
    if (counts.commaDecimals > 0)
        parts << u"%L1 with a comma as the decimal sign"_s.arg(counts.commaDecimals);
    const std::array<std::pair<int, QString>, 5> seen{{
        {counts.grouped, u"thousands separators"_s},
        {counts.bracketed, u"negatives in brackets"_s},
        {counts.percents, u"percent signs"_s},
        {counts.currency, u"pound signs"_s},
        {counts.decimals, u"decimals"_s},
    }};
    for (const auto& [number, what] : seen) {
        if (number > 0)
            parts << what;
    }
    if (counts.markers > 0)
        parts << u"%L1 missing"_s.arg(counts.markers);
    return parts.join(u", "_s);
}

void decide(ColumnProfile& look, const Counts& counts)
{
    const auto take = [&](ColumnMeaning meaning, int fitting, const QString& why) {
        look.meaning = meaning;
        look.fitting = fitting;
        look.why = why;
    };
    const QString header = look.label.toLower();
    const int all = counts.filled;
    const int codes = std::max(counts.codes, counts.codeLike);
    // A heading that names a code, a rank or a reference has no amounts below it.
    static const QRegularExpression noAmount(
        u"\\b(code|codes|id|ids|identifier|ref|reference|rank|ranking|position|postcode|lgf|snac|gss|ons|iso|uprn)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    const bool saysCode = noAmount.match(QString(look.label).replace(QLatin1Char('_'), QLatin1Char(' '))).hasMatch();
    const bool whole = counts.decimals + counts.grouped + counts.bracketed + counts.currency + counts.percents == 0;
    const bool saysYear = header.contains("year"_L1) || header.contains("period"_L1);
    const bool saysStatus = header.contains("status"_L1) || header.contains("flag"_L1);
    if (all == 0)
        take(ColumnMeaning::Empty, 0, counts.markers > 0 ? u"only markers of missing values"_s : u"nothing in it"_s);
    else if (most(codes, all, kHalf))
        take(ColumnMeaning::CouncilCode, codes,
             counts.codes == 0 ? ofAll(codes, all, u"look like council codes; none is known"_s)
                               : ofAll(codes, all, u"look like council codes"_s) +
                                     (counts.codes < codes ? u", %L1 are known"_s.arg(counts.codes) : QString()));
    else if (most(counts.years, all, kNearlyAll) && (saysYear || counts.numbers < counts.years))
        take(ColumnMeaning::Year, counts.years, ofAll(counts.years, all, u"are years"_s));
    else if (most(counts.fields, all, kMost))
        take(ColumnMeaning::Field, counts.fields, ofAll(counts.fields, all, u"are known fields"_s));
    else if (most(counts.names, all, kHalf))
        take(ColumnMeaning::CouncilName, counts.names, ofAll(counts.names, all, u"are names of councils"_s));
    else if (most(counts.types, all, kMost))
        take(ColumnMeaning::CouncilType, counts.types, ofAll(counts.types, all, u"are types of councils"_s));
    else if (most(counts.statuses, all, kNearlyAll) && (saysStatus || counts.longest > 3))
        take(ColumnMeaning::Status, counts.statuses, ofAll(counts.statuses, all, u"say how final the figure is"_s));
    else if (counts.numbers == all && counts.counted > 2 && most(counts.counted, all - 1, kNearlyAll))
        take(ColumnMeaning::Counter, counts.counted, u"counts the rows"_s);
    else if (counts.months == counts.numbers && counts.months == all && saysYear)
        take(ColumnMeaning::Year, counts.months, ofAll(counts.months, all, u"are years and months"_s));
    else if (saysCode && whole && most(counts.numbers, all, kHalf))
        take(ColumnMeaning::OtherCode, counts.numbers, u"numbers, but the heading names a code or a rank"_s);
    else if (most(counts.numbers + counts.commaDecimals, all, kHalf))
        take(ColumnMeaning::Numbers, counts.numbers + counts.commaDecimals, numberWhy(counts));
    else if (most(counts.otherCodes, all, kMost))
        take(ColumnMeaning::OtherCode, counts.otherCodes,
             ofAll(counts.otherCodes, all, u"look like codes of another kind"_s));
    else
        take(ColumnMeaning::Text, all, u"text"_s);
}

} // namespace

bool isFillerHeading(const QString& text)
{
    static const QRegularExpression renderer(u"^(\\.\\.\\.\\d+|X__\\d+|X\\.\\d+|Unnamed: \\d+.*|V\\d+|NA)$"_s);
    return renderer.match(text).hasMatch();
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

bool isCommaDecimal(const QString& text)
{
    ValueRules rules;
    rules.currency = "GBP";
    rules.percent = true;
    rules.decimalComma = true;
    const auto parsed = parseValue(text.toUtf8(), rules);
    return parsed && !isMissing(parsed->status);
}

bool isYearText(const QString& text, bool plain)
{
    const auto year = Year::parse(text.toUtf8());
    return year && year->startYear() >= kEarliestYear && year->startYear() <= kLatestYear &&
           (plain || year->isFinancial());
}

ColumnProfile profileColumn(const QString& header, const QStringList& cells, const KnownWords& words)
{
    ColumnProfile look;
    look.header = header;
    QStringList parts;
    for (const QString& part : header.split(u" / "_s)) {
        if (!isFillerHeading(part))
            parts << part;
    }
    look.label = parts.join(u" / "_s);
    for (const QString& part : parts) {
        if (!look.scale)
            look.scale = scaleInText(part);
        if (look.per.isEmpty())
            look.per = perInText(part);
    }
    Counts counts = count(cells, words);
    // Numbers that need the full stop are against the comma: then a "1.204.000" among them is none. So is one beside
    // "41,000", where nothing else says that its comma starts the decimals: as a suggestion it would be a thousandth.
    if (counts.numbers > counts.eitherWay || (counts.commaWritten == 0 && counts.eitherComma > 0))
        counts.commaDecimals = 0;
    look.percent = saysPercent(look.label) || most(counts.percents, counts.numbers, kHalf);
    look.commaDecimals = counts.commaDecimals > 0;
    look.pointDecimals = counts.numbers > counts.eitherWay;
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
    case ColumnMeaning::Empty:
        return u"empty"_s;
    case ColumnMeaning::CouncilCode:
        return u"council_code"_s;
    case ColumnMeaning::CouncilName:
        return u"council_name"_s;
    case ColumnMeaning::CouncilType:
        return u"council_type"_s;
    case ColumnMeaning::OtherCode:
        return u"other_code"_s;
    case ColumnMeaning::Field:
        return u"field"_s;
    case ColumnMeaning::Year:
        return u"year"_s;
    case ColumnMeaning::Numbers:
        return u"numbers"_s;
    case ColumnMeaning::Status:
        return u"status"_s;
    case ColumnMeaning::Counter:
        return u"counter"_s;
    case ColumnMeaning::Text:
        return u"text"_s;
    }
    return u"text"_s;
}

} // namespace factoid
