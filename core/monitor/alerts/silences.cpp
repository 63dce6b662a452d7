#include "core/monitor/alerts/silences.h"

#include "core/store/operations/metric_store.h"

#include <QRegularExpression>
#include <QTime>

namespace factoid {

namespace {

constexpr qint64 kSecondsAMinute = 60;
constexpr int kDaysAWeek = 7;

struct MinuteSpan {
    qint64 from = 0, to = 0; // from <= minute < to
};

// The minute in which a full minute has begun at the instant: a silence until 10:00 does not hold in that of 10:00.
qint64 minuteUntil(const QDateTime& instant)
{
    return minuteOf(instant.addSecs(kSecondsAMinute - 1));
}

// The first instant of the day that the zone calls so, or that follows where it is left out.
QDateTime instantAt(const QDate& day, const QTime& time, const QTimeZone& zone)
{
    const QDateTime plain(day, time, zone);
    if (plain.isValid() && plain.toUTC().toTimeZone(zone).time() == time)
        return plain.toUTC();
    const auto jump = zone.nextTransition(day.startOfDay(zone).toUTC().addSecs(-1));
    return jump.atUtc.isValid() ? jump.atUtc : plain.toUTC();
}

bool fallsOn(const QString& weekdays, int weekday)
{
    return weekdays.split(QLatin1Char(',')).contains(QString::number(weekday));
}

// Where the silence holds among these minutes.
std::vector<MinuteSpan> spansOf(const Silence& silence, qint64 from, qint64 to, const QTimeZone& zone)
{
    const QDateTime end =
        silence.endedAt.isValid() && silence.endedAt < silence.until ? silence.endedAt : silence.until;
    const MinuteSpan whole{std::max(minuteOf(silence.from), from), std::min(minuteUntil(end), to)};
    if (whole.from >= whole.to)
        return {};
    if (silence.weekdays.isEmpty())
        return {whole};
    std::vector<MinuteSpan> spans;
    const QTime starts = QTime::fromString(silence.starts, u"HH:mm"_s);
    // One that began the day before may reach into the first.
    const int daysBack = silence.minutes / static_cast<int>(kDayMinutes) + 1;
    const QDate last = instantOf(whole.to).toTimeZone(zone).date();
    for (QDate day = instantOf(whole.from).toTimeZone(zone).date().addDays(-daysBack); day <= last;
         day = day.addDays(1)) {
        if (!fallsOn(silence.weekdays, day.dayOfWeek()))
            continue;
        const qint64 begin = minuteOf(instantAt(day, starts, zone));
        const MinuteSpan span{std::max(begin, whole.from), std::min(begin + silence.minutes, whole.to)};
        if (span.from < span.to)
            spans.push_back(span);
    }
    return spans;
}

} // namespace

Result<void> checkSilence(const Silence& silence)
{
    if (silence.author.trimmed().isEmpty() || silence.reason.trimmed().isEmpty())
        return fail(ErrorKind::Usage, Message("silence.no_author"));
    if (!silence.from.isValid() || !silence.until.isValid() || silence.from >= silence.until)
        return fail(ErrorKind::Usage, Message("silence.times"));
    if (silence.weekdays.isEmpty()) {
        if (!silence.starts.isEmpty() || silence.minutes != 0)
            return fail(ErrorKind::Usage, Message("silence.needs_weekdays").arg(silence.starts));
        return {};
    }
    static const QRegularExpression days(u"^[1-7](,[1-7])*$"_s);
    if (!days.match(silence.weekdays).hasMatch())
        return fail(ErrorKind::Usage, Message("silence.weekdays").arg(silence.weekdays));
    if (!QTime::fromString(silence.starts, u"HH:mm"_s).isValid())
        return fail(ErrorKind::Usage, Message("silence.starts").arg(silence.starts));
    if (silence.minutes < 1 || silence.minutes > kDaysAWeek * kDayMinutes)
        return fail(ErrorKind::Usage, Message("silence.lasts"));
    return {};
}

bool holds(const Silence& silence, const QString& rule, qint64 minute, const QTimeZone& zone)
{
    if (!silence.rule.isEmpty() && silence.rule != rule)
        return false;
    return !spansOf(silence, minute, minute + 1, zone).empty();
}

std::vector<bool> silencedMinutes(const std::vector<Silence>& silences, const QString& rule, qint64 from, qint64 to,
                                  const QTimeZone& zone)
{
    std::vector<bool> silenced(size_t(std::max<qint64>(to - from, 0)));
    for (const Silence& silence : silences) {
        if (!silence.rule.isEmpty() && silence.rule != rule)
            continue;
        for (const MinuteSpan& span : spansOf(silence, from, to, zone)) {
            for (qint64 minute = span.from; minute < span.to; ++minute)
                silenced[size_t(minute - from)] = true;
        }
    }
    return silenced;
}

} // namespace factoid
