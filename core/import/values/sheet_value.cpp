#include "core/import/values/sheet_value.h"

#include "core/base/literals.h"

#include <QDateTime>

#include <cmath>

namespace factoid {

namespace {

constexpr int kDigits = 15; // significant ones that a double surely has
constexpr int kMostZeros = 40;

// The digits with the point moved `places` to the right.
QString shifted(double value, int places)
{
    // "-1.23456e+05"
    const QString exact = QString::number(std::abs(value), 'e', kDigits - 1);
    const qsizetype mark = exact.indexOf(u'e');
    QString digits = exact.first(mark).remove(u'.');
    const int exponent = exact.sliced(mark + 1).toInt() + places;
    while (digits.size() > 1 && digits.endsWith(u'0'))
        digits.chop(1);
    if (digits == u"0"_s)
        return digits;
    if (std::abs(exponent) > kMostZeros)
        return {};
    const int whole = exponent + 1; // digits before the point
    if (whole <= 0)
        digits = u"0."_s + QString(-whole, u'0') + digits;
    else if (whole >= digits.size())
        digits += QString(whole - digits.size(), u'0');
    else
        digits.insert(whole, u'.');
    return value < 0 ? u'-' + digits : digits;
}

} // namespace

QString sheetNumber(const QString& stored)
{
    bool isNumber = false;
    const double value = stored.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? shifted(value, 0) : QString();
}

QString sheetPercent(const QString& stored)
{
    bool isNumber = false;
    const double value = stored.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return {};
    const QString digits = shifted(value, 2);
    return digits.isEmpty() ? digits : digits + u'%';
}

QString sheetDate(const QString& stored, bool from1904)
{
    constexpr int kSecondsOfDay = 86'400;
    constexpr double kLastSerial = 2'958'465; // 31 December 9999
    constexpr double kFalseLeapDay = 60;      // 29 February 1900
    bool isNumber = false;
    const double serial = stored.toDouble(&isNumber);
    if (!isNumber || serial < 0 || serial > kLastSerial)
        return {};
    const double days = std::floor(serial);
    const qint64 seconds = std::llround((serial - days) * kSecondsOfDay);
    const QDate first = from1904                 ? QDate(1904, 1, 1)
                        : serial < kFalseLeapDay ? QDate(1899, 12, 31)
                                                 : QDate(1899, 12, 30);
    const QDateTime instant =
        QDateTime(first.addDays(static_cast<qint64>(days)), QTime(0, 0), Qt::UTC).addSecs(seconds);
    return instant.toString(seconds % kSecondsOfDay == 0 ? u"yyyy-MM-dd"_s : u"yyyy-MM-ddTHH:mm"_s);
}

SheetFormat sheetFormat(const QString& code)
{
    // Only the first section, that of positive numbers; texts in quotes, escapes, colours and conditions show nothing.
    bool isDate = false;
    for (qsizetype i = 0; i < code.size() && code[i] != u';'; ++i) {
        const QChar sign = code[i];
        if (sign == u'"' || sign == u'[') {
            const qsizetype end = code.indexOf(sign == u'"' ? u'"' : u']', i + 1);
            const QString inside = end < 0 ? QString() : code.sliced(i + 1, end - i - 1).toLower();
            isDate = isDate || (sign == u'[' && (inside == u"h"_s || inside == u"hh"_s || inside == u"mm"_s));
            i = end < 0 ? code.size() : end;
        } else if (sign == u'\\' || sign == u'_' || sign == u'*') {
            ++i;
        } else if (sign == u'%') {
            return SheetFormat::Percent;
        } else if (u"ymdhs"_s.contains(sign.toLower())) {
            isDate = true;
        } else if (code.sliced(i).startsWith(u"General"_s, Qt::CaseInsensitive)) {
            return SheetFormat::Number;
        }
    }
    return isDate ? SheetFormat::Date : SheetFormat::Number;
}

SheetFormat builtInSheetFormat(int id)
{
    constexpr int kWholePercent = 9;
    constexpr int kPercent = 10;
    if (id == kWholePercent || id == kPercent)
        return SheetFormat::Percent;
    const bool isDate =
        (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return isDate ? SheetFormat::Date : SheetFormat::Number;
}

} // namespace factoid
