#include "core/import/values/value_parser.h"

#include "core/import/values/import_number.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

constexpr std::array<QByteArrayView, 3> kMinus{QByteArrayView("-"), QByteArrayView("\xE2\x88\x92"),
                                               QByteArrayView("\xE2\x80\x93")};

struct Multiplier {
    QByteArrayView word;
    int exponent;
};
// Neither "b" nor "t": statistical offices flag a break in the series, and a total, so.
constexpr std::array<Multiplier, 9> kMultipliers{{{QByteArrayView("k"), 3},
                                                  {QByteArrayView("thousand"), 3},
                                                  {QByteArrayView("m"), 6},
                                                  {QByteArrayView("mn"), 6},
                                                  {QByteArrayView("million"), 6},
                                                  {QByteArrayView("bn"), 9},
                                                  {QByteArrayView("billion"), 9},
                                                  {QByteArrayView("tn"), 12},
                                                  {QByteArrayView("trillion"), 12}}};

struct CurrencySign {
    QByteArrayView sign;
    QByteArrayView code;
};
// "$" is many countries' sign, so any dollar fits it; see fits().
constexpr std::array<CurrencySign, 4> kCurrencySigns{{{QByteArrayView("\xC2\xA3"), QByteArrayView("GBP")},
                                                      {QByteArrayView("\xE2\x82\xAC"), QByteArrayView("EUR")},
                                                      {QByteArrayView("$"), QByteArrayView()},
                                                      {QByteArrayView("\xC2\xA5"), QByteArrayView("JPY")}}};

std::unexpected<Error> refuse(const QString& reason)
{
    return fail(ErrorKind::Input, reason);
}

QString shown(QByteArrayView text)
{
    constexpr qsizetype kMost = 60;
    const QString all = QString::fromUtf8(text);
    return all.size() <= kMost ? all : all.first(kMost) + QChar(0x2026);
}

std::unexpected<Error> notANumber(QByteArrayView text)
{
    return refuse(u"“%1” is not a number; write it like 1234.50, or [x] when it is not known"_s.arg(shown(text)));
}

std::unexpected<Error> badGrouping(QByteArrayView whole, const ValueRules& rules)
{
    if (rules.decimalComma)
        return refuse(u"“%1” can be read in two ways; write 1234,50 or 1.234,50: here a full stop separates "
                      "thousands, three digits each, and a comma starts the decimals"_s.arg(shown(whole)));
    return refuse(u"“%1” can be read in two ways; write 1234.50 or 1,234.50: a comma separates "
                  "thousands, three digits each, and a full stop starts the decimals"_s.arg(shown(whole)));
}

std::unexpected<Error> tooLarge(QByteArrayView whole)
{
    return refuse(u"“%1” does not fit (at most 922,337,203,685,477.5807 either side of zero); check its unit"_s.arg(
        shown(whole)));
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <size_t N>
bool takePrefix(QByteArrayView& text, const std::array<QByteArrayView, N>& any)
{
    for (const QByteArrayView one : any) {
        if (text.startsWith(one)) {
            text = text.sliced(one.size());
            return true;
        }
    }
    return false;
}

template <size_t N>
bool takeSuffix(QByteArrayView& text, const std::array<QByteArrayView, N>& any)
{
    for (const QByteArrayView one : any) {
        if (text.endsWith(one)) {
            text.chop(one.size());
            return true;
        }
    }
    return false;
}

// What stands around the digits.
struct Around {
    bool negative = false;
    bool signedTwice = false;
    bool bracketOpen = false;
    bool bracketClosed = false;
    bool percent = false;
    const CurrencySign* currency = nullptr;
    int exponent = 0; // of k, m, bn
    bool multiplied = false;
};

bool takeCurrency(QByteArrayView& text, Around& around, bool front)
{
    if (around.currency)
        return false;
    for (const CurrencySign& sign : kCurrencySigns) {
        if (front ? !text.startsWith(sign.sign) : !text.endsWith(sign.sign))
            continue;
        if (front)
            text = text.sliced(sign.sign.size());
        else
            text.chop(sign.sign.size());
        around.currency = &sign;
        return true;
    }
    return false;
}

void turnNegative(Around& around)
{
    around.signedTwice = around.signedTwice || around.negative;
    around.negative = true;
}

void takeFront(QByteArrayView& text, Around& around)
{
    bool plus = false;
    for (;;) {
        text = trimmedText(text);
        if (!around.bracketOpen && text.startsWith('(')) {
            text = text.sliced(1);
            around.bracketOpen = true;
            turnNegative(around);
        } else if (takePrefix(text, kMinus)) {
            turnNegative(around);
            around.signedTwice = around.signedTwice || plus;
        } else if (text.startsWith('+')) {
            text = text.sliced(1);
            around.signedTwice = around.signedTwice || plus || around.negative;
            plus = true;
        } else if (!takeCurrency(text, around, true)) {
            return;
        }
    }
}

// k, m, bn or a word at the end, after a digit: not the E of an exponent, which digits follow.
bool takeMultiplier(QByteArrayView& text, Around& around)
{
    qsizetype start = text.size();
    while (start > 0 && isLetter(text[start - 1]))
        --start;
    if (start == text.size() || around.multiplied)
        return false;
    const QByteArray word = text.sliced(start).toByteArray().toLower();
    for (const Multiplier& known : kMultipliers) {
        if (word == known.word) {
            around.exponent = known.exponent;
            around.multiplied = true;
            text = text.first(start);
            return true;
        }
    }
    return false;
}

void takeBack(QByteArrayView& text, Around& around)
{
    for (;;) {
        text = trimmedText(text);
        if (around.bracketOpen && !around.bracketClosed && text.endsWith(')')) {
            text.chop(1);
            around.bracketClosed = true;
        } else if (!around.percent && text.endsWith('%')) {
            text.chop(1);
            around.percent = true;
        } else if (takeSuffix(text, kMinus)) {
            turnNegative(around);
        } else if (!takeCurrency(text, around, false) && !takeMultiplier(text, around)) {
            return;
        }
    }
}

bool fits(const CurrencySign& sign, const QByteArray& currency)
{
    if (sign.code.isEmpty())
        return currency.endsWith('D'); // USD, AUD, CAD, NZD …
    return currency == sign.code;
}

std::optional<Error> unitFault(const Around& around, const ValueRules& rules, QByteArrayView whole)
{
    if (around.currency && !fits(*around.currency, rules.currency))
        return Error{ErrorKind::Input,
                     rules.currency.isEmpty()
                         ? u"“%1” has a currency sign, but the field is not an amount of money"_s.arg(shown(whole))
                         : u"“%1” has the sign of another currency; the field is in %2"_s.arg(
                               shown(whole), QString::fromLatin1(rules.currency))};
    if (around.percent && !rules.percent)
        return Error{ErrorKind::Input, u"“%1” has a percent sign, but the field is not in percent"_s.arg(shown(whole))};
    if (around.percent && around.multiplied)
        return Error{ErrorKind::Input,
                     u"“%1” is both a percentage and a multiple; write one of them"_s.arg(shown(whole))};
    if (around.multiplied && rules.scaleExponent != 0)
        return Error{
            ErrorKind::Input,
            u"“%1” names its own unit in a column that already has one; write the number alone"_s.arg(shown(whole))};
    return std::nullopt;
}

// Comma and full stop exchanged.
QByteArray exchanged(QByteArrayView text)
{
    QByteArray other = text.toByteArray();
    for (char& c : other)
        c = c == ',' ? '.' : c == '.' ? ',' : c;
    return other;
}

// The figure itself, without flags.
Result<CellValue> parseNumber(QByteArrayView text, const ValueRules& rules)
{
    const QByteArrayView whole = text;
    Around around;
    takeFront(text, around);
    takeBack(text, around);
    if (around.bracketOpen != around.bracketClosed || text.isEmpty())
        return notANumber(whole);
    if (around.signedTwice)
        return refuse(u"“%1” has two signs; write one minus, or brackets"_s.arg(shown(whole)));
    auto number = rules.decimalComma ? readDigits(exchanged(text)) : readDigits(text);
    if (!number)
        return number.error() == NumberFault::Grouping ? badGrouping(whole, rules) : notANumber(whole);
    if (auto fault = unitFault(around, rules, whole))
        return std::unexpected(*fault);
    // A percent sign says that the number is in percent already, whatever the column's scale.
    number->exponent += around.percent ? 0 : around.exponent + rules.scaleExponent;
    CellValue cell;
    const auto magnitude = toUnits(std::move(*number), rules.significantDigits, &cell.rounded);
    if (!magnitude)
        return tooLarge(whole);
    cell.value = Decimal::fromUnits(around.negative != rules.negate ? -*magnitude : *magnitude);
    return cell;
}

struct Flags {
    std::optional<Status> status;  // the least certain of those given
    std::optional<Status> missing; // [x] beside other flags
    QByteArrayView unknown;
};

// "[note 1]", "[notes 2 and 3]", "[1]", "[b]" (a break in the series): says something of the figure, and not what it
// is.
bool isNote(const QByteArray& word)
{
    const QByteArrayView inner = QByteArrayView(word).sliced(1).chopped(1).trimmed();
    return inner.startsWith("note") || inner.startsWith("footnote") || inner == "b" || inner == "u" ||
           (!inner.isEmpty() && inner.size() <= 2 &&
            std::ranges::all_of(inner, [](char c) { return c >= '0' && c <= '9'; }));
}

void note(Flags& flags, QByteArrayView flag)
{
    const QByteArray word = flag.toByteArray().toLower();
    if (isNote(word))
        return;
    if (const auto missing = missingMarker(word); missing && word.startsWith('[')) {
        flags.missing = missing;
        return;
    }
    const auto weigh = [&flags](Status status) {
        const auto rank = [](Status s) { return s == Status::Estimated ? 3 : s == Status::Provisional ? 2 : 1; };
        if (!flags.status || rank(status) > rank(*flags.status))
            flags.status = status;
    };
    if (word == "[p]")
        weigh(Status::Provisional);
    else if (word == "[e]")
        weigh(Status::Estimated);
    else if (word == "[r]")
        weigh(Status::Revised);
    else
        flags.unknown = flag;
}

// Takes "[p]"-like flags off both ends.
Flags takeFlags(QByteArrayView& text)
{
    Flags flags;
    for (;;) {
        text = trimmedText(text);
        if (text.startsWith('[')) {
            const auto close = std::find(text.begin(), text.end(), ']');
            if (close == text.end())
                return flags;
            const qsizetype size = close - text.begin() + 1;
            note(flags, text.first(size));
            text = text.sliced(size);
        } else if (text.endsWith(']')) {
            qsizetype open = text.size();
            while (open > 0 && text[open - 1] != '[')
                --open;
            if (open == 0)
                return flags;
            note(flags, text.sliced(open - 1));
            text = text.first(open - 1);
        } else {
            return flags;
        }
    }
}

} // namespace

ValueRules rulesForUnit(const QString& unit)
{
    constexpr qsizetype kCodeLength = 3;
    ValueRules rules;
    rules.percent = unit == "percent"_L1;
    const QString code = unit.section(u"_per_"_s, 0, 0);
    if (code.size() == kCodeLength && code == code.toUpper())
        rules.currency = code.toLatin1();
    return rules;
}

Result<CellValue> parseValue(QByteArrayView utf8, const ValueRules& rules)
{
    QByteArrayView text = trimmedText(utf8);
    const QByteArrayView whole = text;
    if (const auto missing = missingMarker(text, rules))
        return CellValue{{}, *missing, false};
    const Flags flags = takeFlags(text);
    if (!flags.unknown.isEmpty())
        return refuse(
            u"the flag %1 is not known; [p], [r] and [e] can stand beside a figure, [x], [c] and [z] in its place"_s
                .arg(shown(flags.unknown)));
    if (flags.missing) {
        if (!missingMarker(text, rules))
            return refuse(u"“%1” is both a figure and a missing value; write one of them"_s.arg(shown(whole)));
        return CellValue{{}, *flags.missing, false};
    }
    if (const auto missing = missingMarker(text, rules); missing && !text.isEmpty())
        return CellValue{{}, *missing, false};
    if (text.isEmpty())
        return refuse(u"“%1” is a flag without a figure; write the figure before it"_s.arg(shown(whole)));
    auto cell = parseNumber(text, rules);
    if (cell && flags.status)
        cell->status = *flags.status;
    return cell;
}

} // namespace factoid
