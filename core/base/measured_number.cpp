#include "core/base/measured_number.h"

#include "core/base/literals.h"

#include <QLocale>

#include <cmath>

namespace factoid {

QString measuredNumber(double value)
{
    constexpr double kWhole = 1'000;
    constexpr int kDigits = 6;
    if (!std::isfinite(value))
        return u"no data"_s;
    if (std::abs(value) >= kWhole)
        return QLocale(QLocale::English, QLocale::UnitedKingdom).toString(value, 'f', 0);
    if (value == 0)
        return u"0"_s;
    // As many decimals as leave six digits that count.
    const int before = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    QString text = QString::number(value, 'f', std::max(kDigits - before, 0));
    if (!text.contains(QLatin1Char('.')))
        return text;
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

} // namespace factoid
