#include "core/factoids/verifier_reader.h"

#include "core/base/decimal.h"
#include "core/factoids/number_words.h"

#include <QRegularExpression>

namespace factoid {

using What = Mention::Kind;
using Amount = Mention::Amount;
using Qualifier = Mention::Qualifier;

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

// 0: the word is no scale.
Int128 scaleOf(const QString& word) {
    if (word == QLatin1String("million"))
        return powerOfTen(6);
    if (word == QLatin1String("billion"))
        return powerOfTen(9);
    if (word == QLatin1String("trillion"))
        return powerOfTen(12);
    return 0;
}

struct FractionWord {
    const char* count;
    const char* part;
    int num;
    int den;
};
constexpr FractionWord kFractions[] = {
    {"a", "third", 1, 3},   {"a", "quarter", 1, 4},   {"a", "fifth", 1, 5},
    {"a", "tenth", 1, 10},  {"two", "thirds", 2, 3},  {"three", "quarters", 3, 4},
    {"one", "third", 1, 3}, {"one", "quarter", 1, 4}, {"one", "fifth", 1, 5}};

struct VerbWord {
    const char* word;
    int num;
    int den;
};
constexpr VerbWord kVerbs[] = {{"doubled", 2, 1},
                               {"trebled", 3, 1},
                               {"tripled", 3, 1},
                               {"quadrupled", 4, 1},
                               {"halved", 1, 2}};

} // namespace

// The words of a ratio without its qualifier; gives the token past them, or 0.
size_t TextReader::ratioAt(size_t at, Mention* ratio) const {
    const auto is2 = [&](const char* word, int num, int den, bool fraction) {
        if (!is(at, word))
            return false;
        ratio->num = num;
        ratio->den = den;
        ratio->fraction = fraction;
        return true;
    };
    if (is2("twice", 2, 1, false) || is2("half", 1, 2, true))
        return at + 1;
    for (const VerbWord& verb : kVerbs) {
        if (is2(verb.word, verb.num, verb.den, false)) {
            ratio->verb = true;
            return at + 1;
        }
    }
    for (const FractionWord& fraction : kFractions) {
        if (are(at, {fraction.count, fraction.part})) {
            ratio->num = fraction.num;
            ratio->den = fraction.den;
            ratio->fraction = true;
            return at + 2;
        }
    }
    if (!is(at + 1, "times") || !isFree(at))
        return 0;
    if (const auto word = wholeAt(at)) {
        ratio->num = *word;
        return at + 2;
    }
    const auto number = printedNumber(m.tokens[at].text);
    if (!number || number->decimals != 1)
        return 0;
    ratio->tenths = static_cast<int>(number->units / (Decimal::kScale / 10));
    return at + 2;
}

void TextReader::readRatios() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at))
            continue;
        Mention ratio;
        ratio.kind = What::Ratio;
        size_t start = at;
        if (isAny(at, {"nearly", "almost"}))
            ratio.qualifier = Qualifier::Nearly;
        else if (are(at, {"more", "than"}))
            ratio.qualifier = Qualifier::MoreThan;
        else if (isAny(at, {"about", "roughly", "around"}))
            ratio.qualifier = Qualifier::About;
        if (ratio.qualifier != Qualifier::None)
            start += ratio.qualifier == Qualifier::MoreThan ? 2 : 1;
        size_t end = ratioAt(start, &ratio);
        if (end == 0)
            continue;
        if (is(end, "as") && isAny(end + 1, {"much", "many", "high"})) {
            end += 2;
            if (is(end, "as"))
                ++end;
            ratio.fraction = false; // "half as much" is no share
        }
        add(ratio, at, end - 1);
        at = end - 1;
    }
}

// "£", or a currency's code and a space.
bool TextReader::readSymbol(size_t* at, Mention* quantity) const {
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
bool TextReader::readQuantityAt(size_t start) {
    Mention quantity;
    quantity.kind = What::Quantity;
    size_t at = start;
    const bool minus = is(at, "minus");
    at += minus;
    const bool about = is(at, "about");
    at += about;
    if (isFree(at) && !m.tokens[at].digits && !readSymbol(&at, &quantity))
        return false;
    if (!isFree(at) || !m.tokens[at].digits)
        return false;
    QString text = m.tokens[at].text;
    const bool pence = quantity.symbol.isEmpty() && text.endsWith(QLatin1Char('p'));
    if (pence)
        text.chop(1);
    const auto number = printedNumber(text);
    if (!number)
        return false;
    ++at;
    quantity.amount = !quantity.symbol.isEmpty() ? Amount::Money
                      : pence                    ? Amount::Pence
                                                 : Amount::Count;
    Int128 scale = isFree(at) && !pence ? scaleOf(m.tokens[at].lower) : 0;
    quantity.scaled = scale != 0;
    at += scale != 0;
    scale = scale == 0 ? 1 : scale;
    quantity.units = number->units * scale;
    quantity.step = powerOfTen(Decimal::kDigits - number->decimals) * scale;
    if (quantity.amount == Amount::Count && !quantity.scaled) {
        if (isAny(at, {"percent"}) || (isFree(at) && m.tokens[at].text == QLatin1String("%"))) {
            quantity.amount = Amount::Percent;
            ++at;
        } else if (is(at, "percentage") && isAny(at + 1, {"point", "points"})) {
            quantity.amount = Amount::Points;
            at += 2;
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

void TextReader::readQuantities() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at))
            (void)readQuantityAt(at);
    }
}

// "more than £1 billion" is a limit; "£20 million more than" is a comparison with what follows.
void TextReader::readLimits() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (is(at, "negative")) {
            Mention limit;
            limit.kind = What::Limit;
            add(limit, at, at);
            continue;
        }
        if (!isAny(at, {"more", "less", "higher", "lower"}))
            continue;
        Mention mention;
        mention.up = isAny(at, {"more", "higher"});
        const bool than = is(at + 1, "than");
        if (mentionEnding(at, What::Quantity) >= 0) {
            mention.kind = What::Compare;
            mention.link = mentionEnding(at, What::Quantity);
            add(mention, at, than ? at + 1 : at);
            continue;
        }
        const int amount = than ? mentionStarting(at + 2, What::Quantity) : -1;
        if (amount < 0)
            continue;
        mention.kind = What::Limit;
        mention.link = amount;
        m.mentions[static_cast<size_t>(amount)].consumed = true;
        add(mention, at, at + 1);
    }
}

} // namespace factoid
