#include "core/base/decimal.h"

#include <algorithm>
#include <limits>

namespace factoid {

namespace {

constexpr Int128 kMax = std::numeric_limits<std::int64_t>::max();
// Symmetric: the lowest 64-bit number has no counterpart, and a panel uses it for “missing”.
constexpr Int128 kMin = -kMax;
// Digits past this many whole ones cannot fit 64 bits; stops a long line from overflowing Int128.
constexpr int kMaxWholeDigits = 20;

constexpr std::int64_t powerOfTen(int exponent)
{
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

} // namespace

QString int128ToString(Int128 value, int fractionDigits)
{
    const bool negative = value < 0;
    QByteArray digits;
    // Works on the negative side, where the smallest value has a counterpart.
    Int128 rest = negative ? value : -value;
    do {
        digits.append(static_cast<char>('0' - static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    while (digits.size() <= fractionDigits)
        digits.append('0');
    if (fractionDigits > 0)
        digits.insert(fractionDigits, '.');
    if (negative)
        digits.append('-');
    std::reverse(digits.begin(), digits.end());
    return QString::fromLatin1(digits);
}

std::optional<Decimal> Decimal::fromWideUnits(Int128 units)
{
    if (units > kMax || units < kMin)
        return std::nullopt;
    return Decimal(static_cast<std::int64_t>(units));
}

Result<Decimal> Decimal::parse(QByteArrayView text, bool* rounded)
{
    if (rounded)
        *rounded = false;
    const auto notANumber = [&] {
        return fail(ErrorKind::Input,
                    u"“%1” is not a number"_s.arg(QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 60)))));
    };
    const auto tooLarge = [] {
        return fail(ErrorKind::Input, u"the amount does not fit (at most "
                                      "922,337,203,685,477.5807 either side of zero)"_s);
    };
    qsizetype at = 0;
    const bool negative = !text.isEmpty() && text[0] == '-';
    if (negative || (!text.isEmpty() && text[0] == '+'))
        ++at;
    Int128 units = 0;
    int whole = 0;
    int fraction = 0;
    bool anyDigit = false;
    bool point = false;
    bool roundUp = false;
    bool extra = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return notANumber();
        anyDigit = true;
        if (!point) {
            if ((units != 0 || c != '0') && ++whole > kMaxWholeDigits)
                return tooLarge();
            units = units * 10 + (c - '0');
            continue;
        }
        if (fraction < kDigits) {
            units = units * 10 + (c - '0');
        } else {
            if (fraction == kDigits)
                roundUp = c >= '5';
            extra = extra || c != '0';
        }
        ++fraction;
    }
    if (!anyDigit)
        return notANumber();
    for (int i = std::min(fraction, kDigits); i < kDigits; ++i)
        units *= 10;
    if (roundUp)
        ++units;
    const auto value = fromWideUnits(negative ? -units : units);
    if (!value)
        return tooLarge();
    if (rounded)
        *rounded = extra;
    return *value;
}

QString Decimal::toString() const
{
    QString text = int128ToString(m_units, kDigits);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

QString Decimal::toFixed(int digits) const
{
    const int kept = std::clamp(digits, 0, kDigits);
    return int128ToString(divideRounded(m_units, powerOfTen(kDigits - kept)), kept);
}

Decimal Decimal::rounded(int digits) const
{
    if (digits >= kDigits)
        return *this;
    const std::int64_t step = powerOfTen(std::min(kDigits - digits, 18));
    const Int128 wide = divideRounded(m_units, step) * step;
    return fromWideUnits(wide).value_or(*this);
}

std::optional<Decimal> Decimal::plus(Decimal other) const
{
    return fromWideUnits(Int128(m_units) + other.m_units);
}

std::optional<Decimal> Decimal::minus(Decimal other) const
{
    return fromWideUnits(Int128(m_units) - other.m_units);
}

std::optional<Decimal> Decimal::dividedBy(Decimal other) const
{
    if (other.m_units == 0)
        return std::nullopt;
    return fromWideUnits(divideRounded(Int128(m_units) * kScale, other.m_units));
}

std::optional<Decimal> Decimal::percentOf(Decimal whole) const
{
    if (whole.m_units == 0)
        return std::nullopt;
    return fromWideUnits(divideRounded(Int128(m_units) * 100 * kScale, whole.m_units));
}

std::optional<Decimal> Decimal::percentChangeFrom(Decimal base) const
{
    if (base.m_units == 0)
        return std::nullopt;
    return fromWideUnits(divideRounded((Int128(m_units) - base.m_units) * 100 * kScale, base.m_units));
}

std::optional<Decimal> Decimal::negated() const
{
    return fromWideUnits(-Int128(m_units));
}

std::optional<Decimal> Decimal::absolute() const
{
    return m_units < 0 ? negated() : *this;
}

} // namespace factoid
