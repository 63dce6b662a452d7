#include "core/queries/forecast/forecast_words.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

namespace {

// "-1234567.5" as "-1,234,567.5".
QString separated(const QString& decimal)
{
    const QString sign = decimal.startsWith(QLatin1Char('-')) ? u"-"_s : QString();
    const QString digits = decimal.mid(sign.size());
    const qsizetype point = digits.indexOf(QLatin1Char('.'));
    return point < 0 ? sign + withSeparators(digits) : sign + withSeparators(digits.left(point)) + digits.mid(point);
}

} // namespace

QString refusalSentence(const QString& name, const forecast::UsableHistory& history, const ForecastPanel& rows,
                        size_t origin)
{
    const QString last = rows.yearAt(origin).label();
    const QString since = rows.yearAt(history.first).label();
    switch (*history.refusal) {
    case forecast::Refusal::NoNewest:
        return u"%1 has no figure for %2, the year from which a forecast would look ahead."_s.arg(name, last);
    case forecast::Refusal::TooShort:
        return u"%1 has fewer than %2 years in a row up to %3."_s.arg(name).arg(forecast::kFewestYears).arg(last);
    case forecast::Refusal::Break:
        return u"%1 changed in %2 more than four times as much as in any other year; fewer than %3 years follow that break."_s
            .arg(name, since)
            .arg(forecast::kFewestYears);
    case forecast::Refusal::Merger:
        return u"%1 took over the area of others in %2; fewer than %3 years follow."_s.arg(name, since)
            .arg(forecast::kFewestYears);
    case forecast::Refusal::CopiedForward:
        return u"The figure of %1 for %2 repeats the year before to the last digit, which looks copied."_s.arg(name,
                                                                                                               last);
    case forecast::Refusal::MixedSigns:
        return u"%1 is above zero in some years and below in others, so that its growth means nothing."_s.arg(name);
    case forecast::Refusal::NeverChanged:
        return u"Every figure of %1 since %2 is the same, so there is nothing to measure an uncertainty by."_s.arg(
            name, since);
    }
    return {};
}

QString forecastSentence(const ForecastAnswer& answer)
{
    const ForecastPoint& point = answer.forecast.front();
    return u"%1 of %2 is projected to be %3 in %4, with an interval of 95 percent from %5 to %6."_s.arg(
        answer.fieldName, answer.subject.name, separated(point.value), point.year.label(), separated(point.low),
        separated(point.high));
}

QString methodWords(forecast::Method method)
{
    switch (method) {
    case forecast::Method::Naive:
        return u"as the newest figure"_s;
    case forecast::Method::Drift:
        return u"the average yearly change goes on"_s;
    case forecast::Method::MedianDrift:
        return u"the median yearly change goes on"_s;
    case forecast::Method::Holt:
        return u"Holt's smoothed trend, damped"_s;
    case forecast::Method::Theta:
        return u"Theta: smoothed level with half the slope"_s;
    case forecast::Method::Peers:
        return u"half the median growth of the field"_s;
    }
    return {};
}

} // namespace factoid
