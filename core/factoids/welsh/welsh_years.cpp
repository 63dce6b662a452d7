#include "core/factoids/welsh/welsh_years.h"

#include <array>

namespace factoid {

namespace {

constexpr std::array kWelshMonths{"Ionawr",     "Chwefror", "Mawrth", "Ebrill", "Mai",      "Mehefin",
                                  "Gorffennaf", "Awst",     "Medi",   "Hydref", "Tachwedd", "Rhagfyr"};

QString welshMonthAndYear(QDate date)
{
    return u"mis %1 %2"_s.arg(QLatin1String(kWelshMonths[static_cast<size_t>(date.month() - 1)])).arg(date.year());
}

} // namespace

QString welshYear(Moment moment, Year year, const YearDays& days)
{
    switch (moment) {
    case Moment::Flow:
        break;
    case Moment::Closing:
        return welshMonthAndYear(days.last);
    case Moment::Opening:
        return welshMonthAndYear(days.first);
    case Moment::Middle:
        return u"canol %1"_s.arg(year.startYear());
    }
    return year.label();
}

QString welshWhen(Moment moment, Year year, const YearDays& days)
{
    const QString said = welshYear(moment, year, days);
    switch (moment) {
    case Moment::Flow:
        break;
    case Moment::Closing:
    case Moment::Opening:
        return u"ym "_s + said;
    case Moment::Middle:
        return u"yng ngh"_s + said.mid(1);
    }
    return u"yn "_s + said;
}

} // namespace factoid
