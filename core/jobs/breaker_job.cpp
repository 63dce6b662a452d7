// breakers: an operator opens or closes a circuit breaker with a reason, or lets it go again.
#include "core/jobs/job_table.h"
#include "core/monitor/recovery/breaker_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

Result<BreakerForce> forceFrom(const QString& action)
{
    if (action == "open"_L1)
        return BreakerForce::Open;
    if (action == "close"_L1)
        return BreakerForce::Closed;
    if (action == "release"_L1)
        return BreakerForce::None;
    return fail(ErrorKind::Usage,
                u"a breaker can be opened, closed or released (open, close, release), not “%1”"_s.arg(action));
}

QString actionOf(BreakerForce force)
{
    switch (force) {
    case BreakerForce::Open:
        return u"open"_s;
    case BreakerForce::Closed:
        return u"close"_s;
    case BreakerForce::None:
        break;
    }
    return u"release"_s;
}

Result<QString> nameFrom(const QString& text)
{
    static const QStringList levels{u"memory"_s, u"store"_s, u"curated"_s};
    if (text.startsWith("cache:"_L1) && !levels.contains(text.section(QLatin1Char(':'), 1)))
        return fail(ErrorKind::Usage, u"the cache has no level “%1”; there are %2"_s.arg(
                                          text.section(QLatin1Char(':'), 1), levels.join(u", "_s)));
    if (text.startsWith("provider:"_L1) || text.startsWith("cache:"_L1))
        return text;
    if (text.isEmpty() || text.contains(QLatin1Char(':')))
        return fail(ErrorKind::Usage,
                    u"“%1” is no breaker; write a provider's name, provider:NAME or cache:LEVEL"_s.arg(text));
    return BreakerStore::providerName(text);
}

} // namespace

Result<JobOutcome> breakersJob(JobContext& context, const QJsonObject& options)
{
    const QString action = options.value(u"action"_s).toString();
    const QString reason = options.value(u"reason"_s).toString();
    const auto force = TRY(forceFrom(action));
    const auto name = TRY(nameFrom(options.value(u"name"_s).toString()));
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        const auto before = TRY(BreakerStore(context.db).force(name, force, reason, context.trigger, now));
        if (auto noted =
                SettingsStore(context.db)
                    .audit(now, context.trigger, u"breaker "_s + action, {{u"name"_s, name}, {u"reason"_s, reason}});
            !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{u"name"_s, name}, {u"action"_s, action}, {u"reason"_s, reason}};
        outcome.reversal =
            Reversal{u"%1 of the breaker “%2”"_s.arg(action, name),
                     u"breakers"_s,
                     {{u"name"_s, name}, {u"action"_s, actionOf(before.force)}, {u"reason"_s, before.reason}}};
        switch (force) {
        case BreakerForce::Open:
            outcome.note = u"“%1” is not asked until an operator lets it go"_s.arg(name);
            break;
        case BreakerForce::Closed:
            outcome.note = u"“%1” is asked however often it fails, until an operator lets it go"_s.arg(name);
            break;
        case BreakerForce::None:
            outcome.note = u"“%1” opens and closes by itself"_s.arg(name);
            break;
        }
        return outcome;
    });
}

} // namespace factoid
