#include "core/factoids/welsh/welsh_years.h"

#include <array>

namespace factoid {

namespace {

constexpr std::array kMonths{"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"};

QString monthAndYear(QDate date)
{
    return QStringLiteral("mis %1 %2").arg(QLatin1String(kMonths[static_cast<size_t>(date.month() - 1)])).arg(date.year());
}

} // namespace

QString welshYear(Moment moment, Year year)
{
    switch (moment) {
    case Moment::Flow:
        break;
    case Moment::Closing:
        return monthAndYear(year.lastDay());
    case Moment::Opening:
        return monthAndYear(year.firstDay());
    case Moment::Middle:
        return QStringLiteral("canol %1").arg(year.startYear());
    }
    return year.label();
}

QString welshWhen(Moment moment, Year year)
{
    const QString said = welshYear(moment, year);
    switch (moment) {
    case Moment::Flow:
        break;
    case Moment::Closing:
    case Moment::Opening:
        return QStringLiteral("ym ") + said;
    case Moment::Middle:
        return QStringLiteral("yng ngh") + said.mid(1);
    }
    return QStringLiteral("yn ") + said;
}

} // namespace factoid
