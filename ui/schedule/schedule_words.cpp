#include "ui/schedule/schedule_words.h"

#include <QLocale>
#include <QObject>

namespace factoid {

QDateTime localTime(const QString& text)
{
    return QDateTime::fromString(text + u":00Z"_s, Qt::ISODate);
}

QString dayTimeWords(const QDateTime& local, const QDate& today)
{
    const QString time = local.time().toString(u"HH:mm"_s);
    if (local.date() == today)
        return QObject::tr("Today %1").arg(time);
    if (local.date() == today.addDays(1))
        return QObject::tr("Tomorrow %1").arg(time);
    if (local.date() == today.addDays(-1))
        return QObject::tr("Yesterday %1").arg(time);
    return QLocale(QLocale::English).toString(local.date(), u"ddd d MMM "_s) + time;
}

QString timesText(const QList<QTime>& times)
{
    QStringList words;
    for (const QTime& time : times)
        words << time.toString(u"HH:mm"_s);
    return words.join(QLatin1Char(','));
}

QString countWords(qsizetype slots_)
{
    static const char* words[] = {"Never", "Once", "Twice", "Three times", "Four times", "Five times", "Six times"};
    if (slots_ < static_cast<qsizetype>(std::size(words)))
        return QObject::tr(words[slots_]);
    return QObject::tr("%1 times").arg(slots_);
}

} // namespace factoid
