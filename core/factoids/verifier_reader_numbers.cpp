#include "core/factoids/verifier_reader.h"

#include "core/base/decimal.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

using What = Mention::Kind;
using Amount = Mention::Amount;

namespace {

struct PrintedNumber {
    Int128 units = 0; // Decimal units
    int decimals = 0;
    int zeros = 0;   // zeros at the end of a whole number
    int figures = 0; // digits of the whole part
};

Int128 powerOfTen(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

std::optional<PrintedNumber> printedNumber(const QString& text) {
    static const QRegularExpression kNumber(
        QStringLiteral("^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\\.([0-9]{1,4}))?$"));
    const auto match = kNumber.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString whole = match.captured(1).remove(QLatin1Char(','));
    const QString fraction = match.captured(2);
    if (whole.size() > 15)
        return std::nullopt;
    PrintedNumber number;
    number.decimals = static_cast<int>(fraction.size());
    number.figures = static_cast<int>(whole.size());
    for (const QChar c : whole + fraction)
        number.units = number.units * 10 + c.digitValue();
    number.units *= powerOfTen(Decimal::kDigits - number.decimals);
    for (qsizetype i = whole.size() - 1; i > 0 && whole.at(i) == u'0'; --i)
        ++number.zeros;
    return number;
}

// "£354,000" and "about £13,200" are to three significant figures at least: how many zeros are
// rounding.
int roundedZeros(const PrintedNumber& number, bool about) {
    constexpr int kFigures = 3;
    constexpr int kRoundedFigures = 6;
    if (number.decimals != 0 || (!about && number.figures < kRoundedFigures))
        return 0;
    return std::max(0, std::min(number.zeros, number.figures - kFigures));
}

} // namespace

// The length of the first run of words that stands at the token; 0 when none does.
size_t MentionReader::runAt(size_t at, const std::vector<std::vector<const char*>>& runs) const {
    for (const auto& run : runs) {
        size_t i = 0;
        while (i < run.size() && is(at + i, run[i]))
            ++i;
        if (i == run.size())
            return i;
    }
    return 0;
}

std::optional<int> MentionReader::tenthsAt(size_t at) const {
    const auto number = isFree(at) ? printedNumber(m.tokens[at].text) : std::nullopt;
    if (!number || number->decimals != 1)
        return std::nullopt;
    return static_cast<int>(number->units / (Decimal::kScale / 10));
}

// "£", or a currency's code and a space.
bool MentionReader::readSymbol(size_t* at, Mention* quantity) const {
    const QString& mark = m.tokens[*at].text;
    const bool sign = mark == QString(QChar(0x00A3)) || mark == QString(QChar(0x20AC)) ||
                      mark == QLatin1String("$");
    const bool code = mark.size() == 3 && mark.toUpper() == mark && m.tokens[*at].word;
    // "£ 5" is not how an amount is printed.
    const bool apart = *at + 1 >= m.tokens.size() || m.tokens[*at + 1].spaceBefore;
    if ((!sign && !code) || (sign && apart))
        return false;
    quantity->symbol = sign ? mark : mark + QLatin1Char(' ');
    ++*at;
    return true;
}

// [minus] [about] £1.38 billion | 12.3 percent | 4 percentage points | 21p | 12,345
bool MentionReader::readQuantityAt(size_t start, const QuantityWords& words) {
    Mention quantity;
    quantity.kind = What::Quantity;
    size_t at = start;
    const bool minus = is(at, words.minus);
    at += minus;
    const bool about = is(at, words.about);
    at += about;
    if (isFree(at) && !m.tokens[at].digits && !readSymbol(&at, &quantity))
        return false;
    if (!isFree(at) || !m.tokens[at].digits)
        return false;
    QString text = m.tokens[at].text;
    const bool pence = quantity.symbol.isEmpty() && text.endsWith(words.pence);
    if (pence)
        text.chop(1);
    const auto number = printedNumber(text);
    if (!number)
        return false;
    ++at;
    quantity.amount = !quantity.symbol.isEmpty() ? Amount::Money
                      : pence                    ? Amount::Pence
                                                 : Amount::Count;
    Int128 scale = 0;
    for (const auto& each : words.scales) {
        if (!pence && is(at, each.word))
            scale = powerOfTen(each.exponent);
    }
    quantity.scaled = scale != 0;
    at += scale != 0;
    scale = scale == 0 ? 1 : scale;
    quantity.units = number->units * scale;
    quantity.step = powerOfTen(Decimal::kDigits - number->decimals) * scale;
    if (quantity.amount == Amount::Count && !quantity.scaled) {
        if (const size_t run = runAt(at, words.percent); run > 0) {
            quantity.amount = Amount::Percent;
            at += run;
        } else if (const size_t more = runAt(at, words.points); more > 0) {
            quantity.amount = Amount::Points;
            at += more;
        }
    }
    if (quantity.amount == Amount::Money && !quantity.scaled) {
        if (number->decimals != 0 && number->decimals != 2)
            return false;
        quantity.step *= powerOfTen(roundedZeros(*number, about));
    }
    if (minus)
        quantity.units = -quantity.units;
    add(quantity, start, at - 1);
    return true;
}

void MentionReader::readQuantities(const QuantityWords& words) {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at))
            (void)readQuantityAt(at, words);
    }
}

} // namespace factoid
