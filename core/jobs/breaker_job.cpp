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
    return fail(ErrorKind::Usage, Message("breaker.no_action").arg(action));
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

const char* auditIdOf(BreakerForce force)
{
    return force == BreakerForce::Open     ? "audit.breaker_open"
           : force == BreakerForce::Closed ? "audit.breaker_close"
                                           : "audit.breaker_release";
}

const char* labelIdOf(BreakerForce force)
{
    return force == BreakerForce::Open     ? "label.breaker_open"
           : force == BreakerForce::Closed ? "label.breaker_close"
                                           : "label.breaker_release";
}

Result<QString> nameFrom(const QString& text)
{
    static const QStringList levels{u"memory"_s, u"store"_s, u"curated"_s};
    if (text.startsWith("cache:"_L1) && !levels.contains(text.section(QLatin1Char(':'), 1)))
        return fail(ErrorKind::Usage,
                    Message("breaker.no_level").arg(text.section(QLatin1Char(':'), 1)).arg(levels.join(u", "_s)));
    if (text.startsWith("provider:"_L1) || text.startsWith("cache:"_L1))
        return text;
    if (text.isEmpty() || text.contains(QLatin1Char(':')))
        return fail(ErrorKind::Usage, Message("breaker.unknown").arg(text));
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
                    .audit(now, context.trigger, Message(auditIdOf(force)), {{u"name"_s, name}, {u"reason"_s, reason}});
            !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{u"name"_s, name}, {u"action"_s, action}, {u"reason"_s, reason}};
        outcome.reversal =
            Reversal{Message(labelIdOf(force)).arg(name),
                     u"breakers"_s,
                     {{u"name"_s, name}, {u"action"_s, actionOf(before.force)}, {u"reason"_s, before.reason}}};
        switch (force) {
        case BreakerForce::Open:
            outcome.note = Message("breaker.kept_open").arg(name);
            break;
        case BreakerForce::Closed:
            outcome.note = Message("breaker.kept_closed").arg(name);
            break;
        case BreakerForce::None:
            outcome.note = Message("breaker.automatic").arg(name);
            break;
        }
        return outcome;
    });
}

} // namespace factoid
