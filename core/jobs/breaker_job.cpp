// breakers: an operator opens or closes a circuit breaker with a reason, or lets it go again.
#include "core/jobs/job_table.h"
#include "core/monitor/recovery/breaker_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

Result<BreakerForce> forceFrom(const QString& action)
{
    if (action == QLatin1String("open"))
        return BreakerForce::Open;
    if (action == QLatin1String("close"))
        return BreakerForce::Closed;
    if (action == QLatin1String("release"))
        return BreakerForce::None;
    return fail(ErrorKind::Usage, QStringLiteral("a breaker can be opened, closed or released (open, close, release), not “%1”").arg(action));
}

QString actionOf(BreakerForce force)
{
    switch (force) {
    case BreakerForce::Open: return QStringLiteral("open");
    case BreakerForce::Closed: return QStringLiteral("close");
    case BreakerForce::None: break;
    }
    return QStringLiteral("release");
}

Result<QString> nameFrom(const QString& text)
{
    static const QStringList levels{QStringLiteral("memory"), QStringLiteral("store"), QStringLiteral("curated")};
    if (text.startsWith(QLatin1String("cache:")) && !levels.contains(text.section(QLatin1Char(':'), 1)))
        return fail(ErrorKind::Usage, QStringLiteral("the cache has no level “%1”; there are %2").arg(text.section(QLatin1Char(':'), 1), levels.join(QStringLiteral(", "))));
    if (text.startsWith(QLatin1String("provider:")) || text.startsWith(QLatin1String("cache:")))
        return text;
    if (text.isEmpty() || text.contains(QLatin1Char(':')))
        return fail(ErrorKind::Usage, QStringLiteral("“%1” is no breaker; write a provider's name, provider:NAME or cache:LEVEL").arg(text));
    return BreakerStore::providerName(text);
}

} // namespace

Result<JobOutcome> breakersJob(JobContext& context, const QJsonObject& options)
{
    const QString action = options.value(QStringLiteral("action")).toString();
    const QString reason = options.value(QStringLiteral("reason")).toString();
    const auto force = forceFrom(action);
    if (!force)
        return std::unexpected(force.error());
    const auto name = nameFrom(options.value(QStringLiteral("name")).toString());
    if (!name)
        return std::unexpected(name.error());
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        const auto before = BreakerStore(context.db).force(*name, *force, reason, context.trigger, now);
        if (!before)
            return std::unexpected(before.error());
        if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("breaker ") + action, {{QStringLiteral("name"), *name}, {QStringLiteral("reason"), reason}});
            !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("name"), *name}, {QStringLiteral("action"), action}, {QStringLiteral("reason"), reason}};
        outcome.reversal = Reversal{QStringLiteral("%1 of the breaker “%2”").arg(action, *name), QStringLiteral("breakers"),
                                    {{QStringLiteral("name"), *name}, {QStringLiteral("action"), actionOf(before->force)}, {QStringLiteral("reason"), before->reason}}};
        switch (*force) {
        case BreakerForce::Open: outcome.note = QStringLiteral("“%1” is not asked until an operator lets it go").arg(*name); break;
        case BreakerForce::Closed: outcome.note = QStringLiteral("“%1” is asked however often it fails, until an operator lets it go").arg(*name); break;
        case BreakerForce::None: outcome.note = QStringLiteral("“%1” opens and closes by itself").arg(*name); break;
        }
        return outcome;
    });
}

} // namespace factoid
