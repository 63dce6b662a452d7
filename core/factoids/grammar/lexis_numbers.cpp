// Amounts and years as they are printed.
#include "core/factoids/grammar/lexis.h"

#include "core/base/wide_number.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

struct PrintedNumber {
    Int128 units = 0; // Decimal units
    int decimals = 0;
    int zeros = 0;   // zeros at the end of a whole number
    int figures = 0; // digits of the whole part
};

std::optional<PrintedNumber> printedNumber(const QString& text)
{
    static const QRegularExpression kNumber(u"^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\\.([0-9]{1,4}))?$"_s);
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

// "£354,000" and "about £13,200" are to three significant figures at least: how many zeros are rounding.
int roundedZeros(const PrintedNumber& number, bool about)
{
    constexpr int kFigures = 3;
    constexpr int kRoundedFigures = 6;
    if (number.decimals != 0 || (!about && number.figures < kRoundedFigures))
        return 0;
    return std::max(0, std::min(number.zeros, number.figures - kFigures));
}

bool standAt(const QStringList& words, const std::vector<Token>& tokens, size_t at)
{
    if (words.isEmpty() || at + static_cast<size_t>(words.size()) > tokens.size())
        return false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (tokens[at + static_cast<size_t>(i)].lower != words.at(i))
            return false;
    }
    return true;
}

size_t runAt(const std::vector<QStringList>& runs, const std::vector<Token>& tokens, size_t at)
{
    for (const QStringList& run : runs) {
        if (standAt(run, tokens, at))
            return static_cast<size_t>(run.size());
    }
    return 0;
}

// "£", or a currency's code and a space.
bool symbolAt(const std::vector<Token>& tokens, size_t* at, SaidAmount* amount)
{
    const QString& mark = tokens[*at].text;
    const bool sign = mark == QString(QChar(0x00A3)) || mark == QString(QChar(0x20AC)) || mark == "$"_L1;
    const bool code = mark.size() == 3 && mark.toUpper() == mark && tokens[*at].word;
    // "£ 5" is not how an amount is printed.
    const bool apart = *at + 1 >= tokens.size() || tokens[*at + 1].spaceBefore;
    if ((!sign && !code) || (sign && apart))
        return false;
    amount->symbol = sign ? mark : mark + QLatin1Char(' ');
    ++*at;
    return true;
}

} // namespace

std::optional<int> tenthsOf(const Token& token)
{
    const auto number = printedNumber(token.text);
    if (!number || number->decimals != 1)
        return std::nullopt;
    return static_cast<int>(number->units / (Decimal::kScale / 10));
}

// [minus] [about] £1.38 billion | 12.3 percent | 4 percentage points | 21p | 12,345
std::vector<Lexeme> amountAt(const AmountGrammar& words, const std::vector<Token>& tokens, size_t start)
{
    SaidAmount amount;
    size_t at = start;
    const bool minus = standAt(words.minus, tokens, at);
    at += minus ? static_cast<size_t>(words.minus.size()) : 0;
    for (const QString& word : words.about)
        amount.about = amount.about || (at < tokens.size() && tokens[at].lower == word);
    at += amount.about;
    if (at >= tokens.size() || (!tokens[at].digits && !symbolAt(tokens, &at, &amount)) || at >= tokens.size() ||
        !tokens[at].digits)
        return {};
    QString text = tokens[at].text;
    const bool pence = amount.symbol.isEmpty() && text.endsWith(words.pence);
    if (pence)
        text.chop(1);
    Int128 scale = 1;
    for (const auto& each : words.suffixes) {
        if (!amount.symbol.isEmpty() && !amount.scaled && text.endsWith(each.word)) {
            text.chop(each.word.size());
            scale = powerOfTen(each.exponent);
            amount.scaled = true;
        }
    }
    const bool suffixed = amount.scaled;
    const auto number = printedNumber(text);
    if (!number)
        return {};
    ++at;
    amount.unit = !amount.symbol.isEmpty() ? SaidAmount::Unit::Money
                  : pence                  ? SaidAmount::Unit::Pence
                                           : SaidAmount::Unit::Count;
    for (const auto& each : words.scales) {
        if (!pence && !amount.scaled && at < tokens.size() && tokens[at].lower == each.word) {
            scale = powerOfTen(each.exponent);
            amount.scaled = true;
        }
    }
    at += amount.scaled && !suffixed;
    amount.units = number->units * scale * (minus ? -1 : 1);
    amount.step = powerOfTen(Decimal::kDigits - number->decimals) * scale;
    if (amount.unit == SaidAmount::Unit::Count && !amount.scaled) {
        if (const size_t run = runAt(words.percent, tokens, at); run > 0) {
            amount.unit = SaidAmount::Unit::Percent;
            at += run;
        } else if (const size_t more = runAt(words.points, tokens, at); more > 0) {
            amount.unit = SaidAmount::Unit::Points;
            at += more;
        }
    }
    if (amount.unit == SaidAmount::Unit::Money && !amount.scaled) {
        if (number->decimals != 0 && number->decimals != 2)
            return {};
        amount.step *= powerOfTen(roundedZeros(*number, amount.about));
    }
    Lexeme made = lexeme(NodeKind::Amount, at);
    made.node.amount = amount;
    return {made};
}

std::vector<Lexeme> yearAt(const QStringList& months, const QString& middle, const std::vector<Token>& tokens,
                           size_t at)
{
    static const QRegularExpression kLabel(u"^[0-9]{4}[/-][0-9]{2}$"_s);
    static const QRegularExpression kFour(u"^(19|20|21)[0-9]{2}$"_s);
    const QString& text = tokens[at].text;
    Lexeme made = lexeme(NodeKind::Year, at + 1);
    if (kLabel.match(text).hasMatch()) {
        const auto year = Year::parse(text.toUtf8());
        if (!year)
            return {};
        made.node.year = {SaidYear::Form::Label, year->code(), 0};
        return {made};
    }
    if (kFour.match(text).hasMatch()) {
        made.node.year = {SaidYear::Form::Label, text.toInt(), 0};
        return {made};
    }
    if (!middle.isEmpty() && tokens[at].lower.startsWith(middle) && kFour.match(text.mid(middle.size())).hasMatch()) {
        made.node.year = {SaidYear::Form::Middle, text.mid(middle.size()).toInt(), 0};
        return {made};
    }
    const auto month = months.indexOf(text);
    if (month < 0 || at + 1 >= tokens.size() || !kFour.match(tokens[at + 1].text).hasMatch())
        return {};
    made.end = at + 2;
    made.node.year = {SaidYear::Form::Month, tokens[at + 1].text.toInt(), static_cast<int>(month) + 1};
    return {made};
}

} // namespace factoid
