// Who follows the schedule, who generates, what it saves, and the zones that it can follow.
#include "core/base/clock.h"
#include "core/queries/schedule/schedule_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/schedule/simulation.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/operations/lease_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QLocale>
#include <QSysInfo>

namespace factoid {

namespace {

constexpr int kMinuteSeconds = 60;

std::optional<QString> instantText(const QDateTime& instant)
{
    return instant.isValid() ? std::optional(timeText(instant)) : std::nullopt;
}

} // namespace

Result<LeaseAnswer> leaseQuery(Database& db)
{
    const auto lease = TRY(LeaseStore(db).holderOf(QString::fromLatin1(kGenerationLease), machineNow()));
    LeaseAnswer answer;
    if (!lease) {
        answer.sentence = u"No run is generating now; the first to start takes the lease."_s;
        return answer;
    }
    const QString host = lease->holder.section(QLatin1Char('/'), 0, 0);
    const QString pid = lease->holder.section(QLatin1Char('/'), 1, 1);
    const bool here = host == QSysInfo::machineHostName();
    answer.held = true;
    answer.holder = lease->holder;
    answer.host = host;
    answer.pid = pid.toLongLong();
    answer.thisMachine = here;
    answer.since = timeText(lease->acquiredAt);
    answer.until = timeText(lease->expiresAt);
    answer.token = lease->token;
    answer.sentence =
        u"%1 (process %2) is generating and holds the lease, number %3."_s.arg(here ? u"This machine"_s : host, pid)
            .arg(lease->token);
    return answer;
}

Result<RunnerAnswer> runnerQuery(QueryContext& context)
{
    const auto text = TRY(SettingsStore(context.db).state(QLatin1String(kLastCheckKey)));
    const QDateTime last = timeFromText(text);
    const int interval = context.settings.checkMinutes;
    // One check may be late; two in a row mean that nobody is there.
    const bool active = last.isValid() && last.secsTo(context.clock.now()) <= 2 * interval * kMinuteSeconds;
    QString sentence = u"The slots are being checked."_s;
    if (!last.isValid())
        sentence = u"The slots have never been checked: start “run”, or check them from a timer."_s;
    else if (!active)
        sentence =
            u"The slots are not being checked: a check is expected every %1 minutes. Start “run”, or check the timer."_s
                .arg(interval);
    return RunnerAnswer{instantText(last), interval, active, sentence};
}

Result<ShadowAnswer> shadowQuery(QueryContext& context)
{
    const QDateTime now = context.clock.now();
    const auto over = [&](const QDateTime& since, qint64 generations) {
        ShadowSpan span{instantText(since), generations, std::nullopt};
        if (since.isValid())
            span.every30Minutes = std::max<qint64>(1, since.secsTo(now) / (kShadowMinutes * kMinuteSeconds));
        return span;
    };
    const QTimeZone zone(context.settings.scheduleZone.toLatin1());
    const QDateTime local = zone.isValid() ? now.toTimeZone(zone) : now;
    const QDate first(local.date().year(), local.date().month(), 1);
    const QDateTime month =
        zone.isValid() ? QDateTime(first, QTime(0, 0), zone).toUTC() : QDateTime(first, QTime(0, 0), Qt::UTC);
    const auto tally = TRY(SetStore(context.db).tally(month));
    return ShadowAnswer{over(tally.first, tally.all),
                        over(tally.first.isValid() ? std::max(tally.first, month) : tally.first, tally.since)};
}

std::vector<ZoneRow> zonesQuery(const QDateTime& now)
{
    std::vector<ZoneRow> zones;
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        const QTimeZone zone(id);
        if (zone.isValid())
            zones.push_back({QString::fromLatin1(id), offsetText(zone.offsetFromUtc(now)),
                             QLocale::territoryToString(zone.territory())});
    }
    return zones;
}

} // namespace factoid
