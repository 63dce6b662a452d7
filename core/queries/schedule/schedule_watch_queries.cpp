// Who follows the schedule, who generates, what it saves, and the zones that it can follow.
#include "core/base/clock.h"
#include "core/queries/schedule/schedule_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/schedule/simulation.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/operations/lease_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

#include <QLocale>
#include <QSysInfo>

namespace factoid {

namespace {

constexpr int kSecondsPerMinute = 60;

QJsonValue instantJson(const QDateTime& instant)
{
    return instant.isValid() ? QJsonValue(timeText(instant)) : QJsonValue();
}

} // namespace

Result<QJsonObject> leaseQuery(Database& db)
{
    const auto lease = TRY(LeaseStore(db).holderOf(QString::fromLatin1(kGenerationLease), machineNow()));
    if (!lease)
        return QJsonObject{
            {u"held"_s, false},
            {u"sentence"_s, u"Nobody is generating at this moment; whoever starts first holds the lease."_s}};
    const QString host = lease->holder.section(QLatin1Char('/'), 0, 0);
    const QString pid = lease->holder.section(QLatin1Char('/'), 1, 1);
    const bool here = host == QSysInfo::machineHostName();
    return QJsonObject{
        {u"held"_s, true},
        {u"holder"_s, lease->holder},
        {u"host"_s, host},
        {u"pid"_s, pid.toLongLong()},
        {u"this_machine"_s, here},
        {u"since"_s, instantJson(lease->acquiredAt)},
        {u"until"_s, instantJson(lease->expiresAt)},
        {u"token"_s, lease->token},
        {u"sentence"_s,
         u"%1 (process %2) is generating and holds the lease, number %3."_s.arg(here ? u"This machine"_s : host, pid)
             .arg(lease->token)},
    };
}

Result<QJsonObject> runnerQuery(QueryContext& context)
{
    const auto text = TRY(SettingsStore(context.db).state(QLatin1String(kLastCheckKey)));
    const QDateTime last = timeFromText(text);
    const int interval = context.settings.checkMinutes;
    // One check may be late; two in a row mean that nobody is there.
    const bool active = last.isValid() && last.secsTo(context.clock.now()) <= 2 * interval * kSecondsPerMinute;
    QString sentence = u"The slots are being checked."_s;
    if (!last.isValid())
        sentence =
            u"Nobody has ever checked the slots: start “run”, or call update-factoids --check-schedule from a timer."_s;
    else if (!active)
        sentence =
            u"Nobody checks the slots: checks should come every %1 minutes. Start “run”, or see to the timer."_s.arg(
                interval);
    return QJsonObject{{u"last_check"_s, instantJson(last)},
                       {u"checks_expected_minutes"_s, interval},
                       {u"active"_s, active},
                       {u"sentence"_s, sentence}};
}

Result<QJsonObject> shadowQuery(QueryContext& context)
{
    const QDateTime now = context.clock.now();
    const auto over = [&](const QDateTime& since, qint64 generations) {
        const qint64 refreshes =
            since.isValid() ? std::max<qint64>(1, since.secsTo(now) / (kShadowMinutes * kSecondsPerMinute)) : 0;
        return QJsonObject{{u"since"_s, instantJson(since)},
                           {u"generations"_s, generations},
                           {u"every_30_minutes"_s, since.isValid() ? QJsonValue(refreshes) : QJsonValue()}};
    };
    const QTimeZone zone(context.settings.scheduleZone.toLatin1());
    const QDateTime local = zone.isValid() ? now.toTimeZone(zone) : now;
    const QDate first(local.date().year(), local.date().month(), 1);
    const QDateTime month =
        zone.isValid() ? QDateTime(first, QTime(0, 0), zone).toUTC() : QDateTime(first, QTime(0, 0), Qt::UTC);
    QJsonObject json;
    auto read = context.db.each(
        u"SELECT COUNT(*), MIN(published_at), SUM(published_at >= ?) FROM sets"_s, {timeText(month)},
        [&](const QSqlQuery& row) {
            const QDateTime since = timeFromText(row.value(1).toString());
            json = over(since, row.value(0).toLongLong());
            json.insert(u"month"_s, over(since.isValid() ? std::max(since, month) : since, row.value(2).toLongLong()));
        });
    if (!read)
        return std::unexpected(read.error());
    return json;
}

QJsonArray zonesQuery(const QDateTime& now)
{
    QJsonArray zones;
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        const QTimeZone zone(id);
        if (!zone.isValid())
            continue;
        const int offset = zone.offsetFromUtc(now);
        zones.append(QJsonObject{{u"id"_s, QString::fromLatin1(id)},
                                 {u"offset"_s, offsetText(offset)},
                                 {u"offset_minutes"_s, offset / kSecondsPerMinute},
                                 {u"country"_s, QLocale::territoryToString(zone.territory())}});
    }
    return zones;
}

} // namespace factoid
