#include "core/import/values/import_number.h"

#include "core/base/decimal.h"

#include <algorithm>
#include <array>
#include <limits>

namespace factoid {

namespace {

constexpr int kMaxExponent = 400;    // of "1E400"; anything near it is far outside 64 bits
constexpr int kMostUnitsDigits = 19; // of a 64-bit number

// Spaces that separate thousands in international style: no-break, narrow no-break, thin.
constexpr std::array<QByteArrayView, 3> kGroupSpaces{QByteArrayView("\xC2\xA0"), QByteArrayView("\xE2\x80\xAF"),
                                                     QByteArrayView("\xE2\x80\x89")};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool takeGroupSpace(QByteArrayView& text)
{
    for (const QByteArrayView space : kGroupSpaces) {
        if (text.startsWith(space)) {
            text = text.sliced(space.size());
            return true;
        }
    }
    return false;
}

// The part before the full stop, its groups checked: "1,234,567" -> "1234567".
std::expected<QByteArray, NumberFault> wholeDigits(QByteArrayView text)
{
    QByteArray digits;
    qsizetype group = 0; // digits since the last separator
    int separators = 0;
    QByteArrayView separator;
    while (!text.isEmpty()) {
        if (isDigit(text[0])) {
            digits.append(text[0]);
            ++group;
            text = text.sliced(1);
            continue;
        }
        QByteArrayView rest = text;
        if (!rest.startsWith(',') && !takeGroupSpace(rest))
            return std::unexpected(NumberFault::NotANumber);
        if (rest.size() == text.size())
            rest = rest.sliced(1);
        const QByteArrayView mark = text.first(text.size() - rest.size());
        const bool first = separators == 0;
        if (first ? (group < 1 || group > 3) : (group != 3 || mark != separator))
            return std::unexpected(NumberFault::Grouping);
        separator = mark;
        ++separators;
        group = 0;
        text = rest;
    }
    if (separators > 0 && (group != 3 || digits.startsWith('0')))
        return std::unexpected(NumberFault::Grouping);
    return digits;
}

// Drops the last `count` digits, half away from zero; true when what was dropped was not zero.
bool dropDigits(NumberDigits& number, qsizetype count)
{
    if (count <= 0)
        return false;
    const qsizetype kept = number.text.size() - count;
    number.exponent += static_cast<int>(count);
    if (kept < 0) {
        const bool lost = !number.text.isEmpty();
        number.text.clear();
        return lost;
    }
    const QByteArrayView dropped = QByteArrayView(number.text).sliced(kept);
    const bool lost = std::any_of(dropped.begin(), dropped.end(), [](char c) { return c != '0'; });
    const bool up = dropped[0] >= '5';
    number.text.truncate(kept);
    if (!up)
        return lost;
    qsizetype at = kept;
    while (at > 0 && number.text[at - 1] == '9')
        number.text[--at] = '0';
    if (at > 0)
        number.text[at - 1] = static_cast<char>(number.text[at - 1] + 1);
    else
        number.text.prepend('1');
    return lost;
}

} // namespace

std::expected<NumberDigits, NumberFault> readDigits(QByteArrayView core)
{
    NumberDigits number;
    const auto exponentAt = std::find_if(core.begin(), core.end(), [](char c) { return c == 'e' || c == 'E'; });
    const QByteArrayView mantissa(core.begin(), exponentAt);
    if (exponentAt != core.end()) {
        QByteArrayView power(exponentAt + 1, core.end());
        const bool negative = power.startsWith('-');
        if (negative || power.startsWith('+'))
            power = power.sliced(1);
        constexpr qsizetype kMostPowerDigits = 3;
        if (power.isEmpty() || power.size() > kMostPowerDigits || !std::all_of(power.begin(), power.end(), isDigit))
            return std::unexpected(NumberFault::NotANumber);
        for (const char c : power)
            number.exponent = number.exponent * 10 + (c - '0');
        number.exponent = std::min(number.exponent, kMaxExponent);
        if (negative)
            number.exponent = -number.exponent;
    }
    const auto point = std::find(mantissa.begin(), mantissa.end(), '.');
    const QByteArrayView before(mantissa.begin(), point);
    const QByteArrayView after = point == mantissa.end() ? QByteArrayView() : QByteArrayView(point + 1, mantissa.end());
    if (!std::all_of(after.begin(), after.end(), isDigit)) {
        const bool separators =
            std::all_of(after.begin(), after.end(), [](char c) { return isDigit(c) || c == '.' || c == ','; });
        if (separators && !before.isEmpty() &&
            std::all_of(before.begin(), before.end(), [](char c) { return isDigit(c) || c == ','; }))
            return std::unexpected(NumberFault::Grouping);
        return std::unexpected(NumberFault::NotANumber);
    }
    auto digits = TRY(wholeDigits(before));
    if (digits.isEmpty() && after.isEmpty())
        return std::unexpected(NumberFault::NotANumber);
    number.text = digits + after.toByteArray();
    number.exponent -= static_cast<int>(std::min<qsizetype>(after.size(), std::numeric_limits<int>::max() / 2));
    qsizetype zeros = 0;
    while (zeros < number.text.size() && number.text[zeros] == '0')
        ++zeros;
    number.text.remove(0, zeros);
    return number;
}

std::optional<std::int64_t> toUnits(NumberDigits number, int significantDigits, bool* rounded)
{
    *rounded = false;
    if (significantDigits > 0)
        *rounded = dropDigits(number, number.text.size() - significantDigits);
    number.exponent += Decimal::kDigits;
    if (number.exponent < 0)
        *rounded = dropDigits(number, -static_cast<qsizetype>(number.exponent)) || *rounded;
    if (number.text.isEmpty())
        return 0;
    if (number.text.size() + number.exponent > kMostUnitsDigits)
        return std::nullopt;
    Int128 units = 0;
    for (const char c : number.text)
        units = units * 10 + (c - '0');
    for (int i = 0; i < number.exponent; ++i)
        units *= 10;
    if (units > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return static_cast<std::int64_t>(units);
}

} // namespace factoid
