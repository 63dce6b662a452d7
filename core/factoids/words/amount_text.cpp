#include "core/factoids/words/amount_text.h"

#include "core/base/wide_number.h"
#include "core/factoids/words/number_words.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

constexpr Int128 kScale = Decimal::kScale;
constexpr Int128 kThousand = 1'000 * kScale;
constexpr Int128 kWholePoundsBelow = 100'000 * kScale;
constexpr Int128 kMillion = 1'000'000 * kScale;
constexpr int kSignificant = 3;

struct Scale {
    Int128 unit;
    const char* AmountWords::*word;
};
constexpr std::array kScales = {Scale{Int128(1'000'000'000'000) * kScale, &AmountWords::trillion},
                                Scale{Int128(1'000'000'000) * kScale, &AmountWords::billion},
                                Scale{kMillion, &AmountWords::million}};

constexpr AmountWords kEnglish{" trillion", " billion", " million", " percent", "minus ", "about ", 'p'};
constexpr AmountWords kWelsh{" triliwn", " biliwn", " miliwn", " y cant", "minws ", "tua ", 'c'};

// The step of a rounding to `figures` significant figures; never below one unit.
Int128 stepFor(Int128 magnitude, int figures)
{
    Int128 step = 1;
    while (magnitude / step >= powerOfTen(figures))
        step *= 10;
    return step;
}

Int128 roundTo(Int128 magnitude, Int128 step)
{
    return divideRounded(magnitude, step) * step;
}

// `units` as a plain decimal with at most `digits` fractional digits, separators in the whole part.
QString decimalText(Int128 units, int digits, bool keepZeros)
{
    QString text = int128ToString(divideRounded(units, powerOfTen(Decimal::kDigits - digits)), digits);
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    QString whole = point < 0 ? text : text.left(point);
    QString fraction = point < 0 ? QString() : text.mid(point + 1);
    while (!keepZeros && fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    whole = withSeparators(whole);
    return fraction.isEmpty() ? whole : whole + QLatin1Char('.') + fraction;
}

// Amounts from 100,000 up: three significant figures, millions and more in words.
AmountText large(Int128 magnitude, const QString& symbol, const AmountStyle& style)
{
    const Int128 rounded = roundTo(magnitude, stepFor(magnitude, kSignificant + style.extraDigits));
    for (const Scale& scale : kScales) {
        if (rounded < scale.unit)
            continue;
        // rounded / scale.unit has few digits: the shortest plain decimal.
        Int128 fraction = rounded % scale.unit;
        QString text = withSeparators(int128ToString(rounded / scale.unit));
        if (fraction != 0) {
            text += QLatin1Char('.');
            for (Int128 place = scale.unit / 10; fraction != 0; place /= 10) {
                text += QLatin1Char(static_cast<char>('0' + static_cast<int>(fraction / place)));
                fraction %= place;
            }
        }
        return {symbol + text + QLatin1String(style.words->*scale.word), rounded};
    }
    return {symbol + withSeparators(int128ToString(rounded / kScale)), rounded};
}

std::optional<AmountText> money(Int128 magnitude, const Unit& unit, const AmountStyle& style)
{
    const Int128 whole = roundTo(magnitude, kScale);
    if (unit.kind == Unit::Kind::Rate && whole < kWholePoundsBelow) {
        constexpr Int128 kPenny = kScale / 100;
        const Int128 rounded = roundTo(magnitude, kPenny);
        if (rounded == 0 && magnitude != 0)
            return std::nullopt;
        return AmountText{unit.symbol + decimalText(magnitude, 2, true), rounded};
    }
    if (whole >= kWholePoundsBelow)
        return large(magnitude, unit.symbol, style);
    if (whole == 0 && magnitude != 0)
        return std::nullopt;
    if (style.perHead && whole >= kThousand) {
        const Int128 rounded = roundTo(whole, stepFor(whole, kSignificant + style.extraDigits));
        return AmountText{QLatin1String(style.words->about) + unit.symbol +
                              withSeparators(int128ToString(rounded / kScale)),
                          rounded};
    }
    return AmountText{unit.symbol + withSeparators(int128ToString(whole / kScale)), whole};
}

std::optional<AmountText> count(Int128 magnitude, const AmountStyle& style)
{
    const Int128 whole = roundTo(magnitude, kScale);
    if (whole == 0 && magnitude != 0)
        return std::nullopt;
    if (whole >= 10 * kMillion)
        return large(magnitude, {}, {style.perHead, 0, style.words});
    return AmountText{withSeparators(int128ToString(whole / kScale)), whole};
}

} // namespace

const AmountWords& amountWords(const QString& language)
{
    return language == "cy"_L1 ? kWelsh : kEnglish;
}

Unit unitFrom(const QString& unit)
{
    if (unit == "percent"_L1)
        return {Unit::Kind::Percent, {}};
    const QString code = unit.section(u"_per_"_s, 0, 0);
    const bool currency = code.size() == 3 && std::ranges::all_of(code, [](QChar c) { return c >= u'A' && c <= u'Z'; });
    if (!currency)
        return {Unit::Kind::Count, {}};
    QString symbol = code + QLatin1Char(' ');
    if (code == "GBP"_L1)
        symbol = QString(QChar(0x00A3));
    else if (code == "EUR"_L1)
        symbol = QString(QChar(0x20AC));
    else if (code == "USD"_L1)
        symbol = u"$"_s;
    return {code.size() == unit.size() ? Unit::Kind::Money : Unit::Kind::Rate, symbol};
}

std::optional<AmountText> amountText(Decimal value, const Unit& unit, const AmountStyle& style)
{
    const Int128 magnitude = value.isNegative() ? -Int128(value.units()) : Int128(value.units());
    std::optional<AmountText> made;
    switch (unit.kind) {
    case Unit::Kind::Money:
    case Unit::Kind::Rate:
        made = money(magnitude, unit, style);
        break;
    case Unit::Kind::Percent: {
        constexpr Int128 kTenth = kScale / 10;
        const Int128 rounded = roundTo(magnitude, kTenth);
        if (rounded != 0 || magnitude == 0)
            made = AmountText{decimalText(magnitude, 1, false) + QLatin1String(style.words->percent), rounded};
        break;
    }
    case Unit::Kind::Count:
        made = count(magnitude, style);
        break;
    }
    if (made && value.isNegative() && made->printedUnits != 0) {
        made->text.prepend(QLatin1String(style.words->minus));
        made->printedUnits = -made->printedUnits;
    }
    return made;
}

std::optional<QString> percentDigits(Decimal percent)
{
    constexpr std::int64_t kWholeFrom = 100;
    const std::int64_t units = percent.units() < 0 ? -percent.units() : percent.units();
    const int digits = units >= kWholeFrom * Decimal::kScale ? 0 : 1;
    const QString text = decimalText(units, digits, false);
    if (text == "0"_L1)
        return std::nullopt;
    return text;
}

} // namespace factoid
