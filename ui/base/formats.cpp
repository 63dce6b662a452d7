#include "ui/base/formats.h"

#include "core/base/decimal.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextBoundaryFinder>

#include <cmath>

namespace factoid {

namespace {

struct FormatsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::Formats)
};

constexpr int kGroup = 3;
constexpr qint64 kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

const QString kMinus = u"−"_s;

QString grouped(QString digits)
{
    for (qsizetype at = digits.size() - kGroup; at > 0; at -= kGroup)
        digits.insert(at, QLatin1Char(','));
    return digits;
}

QString currencySign(const QString& code)
{
    if (code == "GBP"_L1)
        return u"£"_s;
    if (code == "EUR"_L1)
        return u"€"_s;
    if (code == "USD"_L1)
        return u"$"_s;
    return code + QChar::Nbsp;
}

bool isCurrency(const QString& unit)
{
    constexpr int kCodeLength = 3;
    return unit.size() == kCodeLength && unit == unit.toUpper();
}

struct ReadUnit {
    QString sign;   // before the number
    QString ending; // after it
};

ReadUnit readUnit(const QString& unit)
{
    if (unit == "percent"_L1)
        return {{}, u" %"_s};
    const qsizetype per = unit.indexOf("_per_"_L1);
    const QString first = per < 0 ? unit : unit.left(per);
    return {isCurrency(first) ? currencySign(first) : QString(), {}};
}

// Takes the sign off; true when there was one.
bool takeSign(QString& decimal)
{
    const bool negative = decimal.startsWith(QLatin1Char('-')) || decimal.startsWith(kMinus);
    if (negative)
        decimal.remove(0, 1);
    return negative;
}

} // namespace

QString numberText(const QString& decimal)
{
    if (decimal.isEmpty())
        return {};
    QString rest = decimal;
    const bool negative = takeSign(rest);
    const qsizetype point = rest.indexOf(QLatin1Char('.'));
    QString whole = point < 0 ? rest : rest.left(point);
    QString fraction = point < 0 ? QString() : rest.mid(point + 1);
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    // Pence and the like are shown in pairs: 1,534.2 reads as a slip.
    if (fraction.size() == 1)
        fraction += QLatin1Char('0');
    QString text = grouped(whole);
    if (!fraction.isEmpty())
        text += QLatin1Char('.') + fraction;
    return negative ? kMinus + text : text;
}

QString numberText(qint64 number)
{
    return numberText(QString::number(number));
}

QString amountText(const QString& decimal, const QString& unit)
{
    if (decimal.isEmpty())
        return {};
    QString rest = decimal;
    const bool negative = takeSign(rest);
    const ReadUnit read = readUnit(unit);
    return (negative ? kMinus : QString()) + read.sign + numberText(rest) + read.ending;
}

QString shortAmountText(const QString& decimal, const QString& unit)
{
    if (decimal.isEmpty())
        return {};
    QString rest = decimal;
    const bool negative = takeSign(rest);
    const ReadUnit read = readUnit(unit);
    const qsizetype point = rest.indexOf(QLatin1Char('.'));
    const QString whole = point < 0 ? rest : rest.left(point);
    constexpr int kSignificant = 3;
    QString text;
    static const std::pair<int, const char*> steps[] = {{9, "bn"}, {6, "m"}, {3, "k"}};
    for (const auto& [zeros, ending] : steps) {
        if (whole.size() <= zeros)
            continue;
        // Rounded as text: the first three digits, the fourth decides.
        QString digits = whole;
        qint64 head = digits.left(kSignificant).toLongLong();
        if (digits.size() > kSignificant && digits[kSignificant] >= QLatin1Char('5'))
            ++head;
        qsizetype before = whole.size() - zeros;
        QString headText = QString::number(head);
        if (headText.size() > kSignificant) {
            ++before;
            headText.chop(1);
        }
        const char* name = ending;
        // 999,600 reads as 1m, not as 1000k; past the largest step the number just grows.
        if (before > kSignificant && zeros < steps[0].first) {
            name = zeros == steps[1].first ? steps[0].second : steps[1].second;
            before -= kSignificant;
        }
        if (before > kSignificant)
            headText += QString(before - kSignificant, QLatin1Char('0'));
        text = before < headText.size() ? headText.left(before) + QLatin1Char('.') + headText.mid(before) : headText;
        text = grouped(text.contains(QLatin1Char('.')) ? text.section(QLatin1Char('.'), 0, 0) : text) +
               (text.contains(QLatin1Char('.')) ? QLatin1Char('.') + text.section(QLatin1Char('.'), 1) : QString());
        while (text.contains(QLatin1Char('.')) && (text.endsWith(QLatin1Char('0')) || text.endsWith(QLatin1Char('.'))))
            text.chop(1);
        text += QLatin1String(name);
        break;
    }
    if (text.isEmpty())
        text = numberText(rest);
    return (negative ? kMinus : QString()) + read.sign + text + read.ending;
}

QString unitText(const QString& unit)
{
    if (unit == "percent"_L1)
        return u"%"_s;
    if (unit == "count"_L1)
        return {};
    const qsizetype per = unit.indexOf("_per_"_L1);
    const QString first = per < 0 ? unit : unit.left(per);
    QString text = isCurrency(first) ? currencySign(first).trimmed() : first;
    if (per >= 0)
        text += FormatsWords::tr(" per ") + unit.mid(per + 5).replace(QLatin1Char('_'), QLatin1Char(' '));
    return text;
}

QString relativeTimeText(const QDateTime& instant, const QDateTime& now)
{
    if (!instant.isValid())
        return FormatsWords::tr("never");
    const qint64 away = instant.msecsTo(now);
    const bool past = away >= 0;
    const qint64 size = std::abs(away);
    if (size < kMinute)
        return past ? FormatsWords::tr("just now") : FormatsWords::tr("in less than a minute");
    QString amount;
    if (size < kHour)
        amount = FormatsWords::tr("%1 min").arg(size / kMinute);
    else if (size < 6 * kHour)
        amount = size % kHour < kMinute ? FormatsWords::tr("%1 h").arg(size / kHour)
                                        : FormatsWords::tr("%1 h %2 min").arg(size / kHour).arg(size % kHour / kMinute);
    if (!amount.isEmpty())
        return past ? FormatsWords::tr("%1 ago").arg(amount) : FormatsWords::tr("in %1").arg(amount);
    const QDateTime local = instant.toLocalTime();
    const QDate today = now.toLocalTime().date();
    const QString time = local.toString(u"HH:mm"_s);
    if (local.date() == today)
        return FormatsWords::tr("today %1").arg(time);
    if (local.date() == today.addDays(-1))
        return FormatsWords::tr("yesterday %1").arg(time);
    if (local.date() == today.addDays(1))
        return FormatsWords::tr("tomorrow %1").arg(time);
    if (size < 6 * kDay)
        return QLocale(QLocale::English).toString(local.date(), u"ddd "_s) + time;
    return QLocale(QLocale::English).toString(local.date(), u"d MMM yyyy"_s);
}

QString exactTimeText(const QDateTime& instant)
{
    if (!instant.isValid())
        return {};
    const QDateTime local = instant.toLocalTime();
    return QLocale(QLocale::English).toString(local, u"ddd d MMM yyyy, HH:mm:ss "_s) + local.timeZoneAbbreviation() +
           FormatsWords::tr(" (UTC %1)").arg(instant.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s));
}

QString durationText(qint64 milliseconds)
{
    constexpr qint64 kPrecise = 10 * kSecond;
    if (milliseconds < kPrecise)
        return FormatsWords::tr("%1 s").arg(
            QString::number(static_cast<double>(milliseconds) / static_cast<double>(kSecond), 'f', 1));
    if (milliseconds < kMinute)
        return FormatsWords::tr("%1 s").arg(milliseconds / kSecond);
    if (milliseconds < kHour)
        return FormatsWords::tr("%1 min %2 s").arg(milliseconds / kMinute).arg(milliseconds % kMinute / kSecond);
    if (milliseconds < 2 * kDay)
        return FormatsWords::tr("%1 h %2 min").arg(milliseconds / kHour).arg(milliseconds % kHour / kMinute);
    return FormatsWords::tr("%1 days").arg(milliseconds / kDay);
}

QString waitedText(qint64 minutes)
{
    if (minutes < 0)
        return FormatsWords::tr("in the future by this clock");
    return minutes == 0 ? FormatsWords::tr("under a minute") : durationText(minutes * kMinute);
}

QString bytesText(qint64 bytes)
{
    return QLocale(QLocale::English).formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString breakableText(const QString& text)
{
    constexpr int kLongestWord = 30;
    constexpr QChar kBreak(0x200B);
    QString broken;
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, text);
    int length = 0;
    for (qsizetype from = 0, to = letters.toNextBoundary(); to >= 0; from = to, to = letters.toNextBoundary()) {
        const QStringView letter = QStringView(text).sliced(from, to - from);
        length = letter.front().isSpace() ? 0 : length + 1;
        if (length > kLongestWord) {
            broken += kBreak;
            length = 1;
        }
        broken += letter;
    }
    return broken;
}

QString ratioText(double ratio)
{
    if (std::isnan(ratio))
        return FormatsWords::tr("no data");
    constexpr double kPercent = 100;
    const double percent = ratio * kPercent;
    return FormatsWords::tr("%1 %").arg(QString::number(percent, 'f', percent == std::floor(percent) ? 0 : 1));
}

QString countText(qint64 count, const QString& one, const QString& many)
{
    return numberText(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

QString shortHash(const QString& hash)
{
    constexpr int kHead = 8, kTail = 6;
    return hash.size() <= kHead + kTail ? hash : hash.left(kHead) + u"…"_s + hash.right(kTail);
}

} // namespace factoid
