// Who follows the schedule, who generates, what it saves, and the zones that it can follow.
#include "core/base/clock.h"
#include "core/queries/schedule/schedule_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/schedule/simulation.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/operations/lease_store.h"
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
    const auto lease = LeaseStore(db).holderOf(QString::fromLatin1(kGenerationLease), machineNow());
    if (!lease)
        return std::unexpected(lease.error());
    if (!*lease)
        return QJsonObject{{QStringLiteral("held"), false}, {QStringLiteral("sentence"), QStringLiteral("Nobody is generating at this moment; whoever starts first holds the lease.")}};
    const QString host = (*lease)->holder.section(QLatin1Char('/'), 0, 0);
    const QString pid = (*lease)->holder.section(QLatin1Char('/'), 1, 1);
    const bool here = host == QSysInfo::machineHostName();
    return QJsonObject{
        {QStringLiteral("held"), true},
        {QStringLiteral("holder"), (*lease)->holder},
        {QStringLiteral("host"), host},
        {QStringLiteral("pid"), pid.toLongLong()},
        {QStringLiteral("this_machine"), here},
        {QStringLiteral("since"), instantJson((*lease)->acquiredAt)},
        {QStringLiteral("until"), instantJson((*lease)->expiresAt)},
        {QStringLiteral("token"), (*lease)->token},
        {QStringLiteral("sentence"), QStringLiteral("%1 (process %2) is generating and holds the lease, number %3.")
                                         .arg(here ? QStringLiteral("This machine") : host, pid).arg((*lease)->token)},
    };
}

Result<QJsonObject> runnerQuery(QueryContext& context)
{
    const auto text = SettingsStore(context.db).state(QLatin1String(kLastCheckKey));
    if (!text)
        return std::unexpected(text.error());
    const QDateTime last = timeFromText(*text);
    const int interval = context.settings.checkMinutes;
    // One check may be late; two in a row mean that nobody is there.
    const bool active = last.isValid() && last.secsTo(context.clock.now()) <= 2 * interval * kSecondsPerMinute;
    QString sentence = QStringLiteral("The slots are being checked.");
    if (!last.isValid())
        sentence = QStringLiteral("Nobody has ever checked the slots: start “run”, or call update-factoids --check-schedule from a timer.");
    else if (!active)
        sentence = QStringLiteral("Nobody checks the slots: checks should come every %1 minutes. Start “run”, or see to the timer.").arg(interval);
    return QJsonObject{{QStringLiteral("last_check"), instantJson(last)}, {QStringLiteral("checks_expected_minutes"), interval},
                       {QStringLiteral("active"), active}, {QStringLiteral("sentence"), sentence}};
}

Result<QJsonObject> shadowQuery(QueryContext& context)
{
    const QDateTime now = context.clock.now();
    const auto over = [&](const QDateTime& since, qint64 generations) {
        const qint64 refreshes = since.isValid() ? std::max<qint64>(1, since.secsTo(now) / (kShadowMinutes * kSecondsPerMinute)) : 0;
        return QJsonObject{{QStringLiteral("since"), instantJson(since)}, {QStringLiteral("generations"), generations},
                           {QStringLiteral("every_30_minutes"), since.isValid() ? QJsonValue(refreshes) : QJsonValue()}};
    };
    const QTimeZone zone(context.settings.scheduleZone.toLatin1());
    const QDateTime local = zone.isValid() ? now.toTimeZone(zone) : now;
    const QDate first(local.date().year(), local.date().month(), 1);
    const QDateTime month = zone.isValid() ? QDateTime(first, QTime(0, 0), zone).toUTC() : QDateTime(first, QTime(0, 0), Qt::UTC);
    QJsonObject json;
    auto read = context.db.each(QStringLiteral("SELECT COUNT(*), MIN(published_at), SUM(published_at >= ?) FROM sets"), {timeText(month)}, [&](const QSqlQuery& row) {
        const QDateTime since = timeFromText(row.value(1).toString());
        json = over(since, row.value(0).toLongLong());
        json.insert(QStringLiteral("month"), over(since.isValid() ? std::max(since, month) : since, row.value(2).toLongLong()));
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
        zones.append(QJsonObject{{QStringLiteral("id"), QString::fromLatin1(id)}, {QStringLiteral("offset"), offsetText(offset)},
                                 {QStringLiteral("offset_minutes"), offset / kSecondsPerMinute}, {QStringLiteral("country"), QLocale::territoryToString(zone.territory())}});
    }
    return zones;
}

} // namespace factoid
