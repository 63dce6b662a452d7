#include "core/base/money.h"

#include "core/base/decimal.h"

#include <limits>

namespace factoid {

namespace {

constexpr int kDecimals = 6;
constexpr Int128 kMost = std::numeric_limits<qint64>::max();

} // namespace

Result<qint64> Money::parseMicros(const QString& text)
{
    const auto wrong = [&] {
        return fail(ErrorKind::Usage, u"“%1” is not an amount; write 2.00, with at most six decimals"_s.arg(text));
    };
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    const QString whole = point < 0 ? text : text.left(point);
    const QString part = point < 0 ? QString() : text.mid(point + 1);
    if (whole.isEmpty() || (point >= 0 && part.isEmpty()) || part.size() > kDecimals)
        return wrong();
    Int128 micros = 0;
    for (const QChar digit : whole + part.leftJustified(kDecimals, QLatin1Char('0'))) {
        if (digit < QLatin1Char('0') || digit > QLatin1Char('9'))
            return wrong();
        micros = micros * 10 + (digit.unicode() - u'0');
        if (micros > kMost)
            return wrong();
    }
    return static_cast<qint64>(micros);
}

QString Money::text(qint64 micros)
{
    constexpr int kLeastDecimals = 2;
    QString text = int128ToString(micros, kDecimals);
    while (text.endsWith(QLatin1Char('0')) && text.size() - text.indexOf(QLatin1Char('.')) - 1 > kLeastDecimals)
        text.chop(1);
    return text;
}

bool isCurrency(const QString& code)
{
    constexpr int kLetters = 3;
    if (code.size() != kLetters)
        return false;
    for (const QChar letter : code) {
        if (letter < QLatin1Char('A') || letter > QLatin1Char('Z'))
            return false;
    }
    return true;
}

std::optional<qint64> multipliedUp(qint64 amount, qint64 numerator, qint64 denominator)
{
    const Int128 product = static_cast<Int128>(amount) * numerator;
    const Int128 result = (product + denominator - 1) / denominator;
    if (result > kMost)
        return std::nullopt;
    return static_cast<qint64>(result);
}

} // namespace factoid
