// recovery: changes a row of the table of pattern and actions, or puts it back to the program's own.
#include "core/jobs/job_table.h"
#include "core/monitor/recovery/recovery.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

Result<JobOutcome> recoveryJob(JobContext& context, const QJsonObject& options)
{
    const QString pattern = options.value(QStringLiteral("pattern")).toString();
    if (auto fine = RecoveryRules::checkPattern(pattern); !fine)
        return std::unexpected(fine.error());
    const QJsonValue given = options.value(QStringLiteral("rule"));
    if (!given.isObject() && !given.isNull() && !given.isUndefined())
        return fail(ErrorKind::Usage, QStringLiteral("a rule is an object; without one the program's own counts"));
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        JobOutcome outcome;
        Recovery recovery(context.db);
        std::optional<QJsonObject> rule;
        if (given.isObject()) {
            // What is not given stays as it counts now.
            const auto rules = recovery.rules();
            if (!rules)
                return std::unexpected(rules.error());
            const QString provider = pattern.section(QLatin1Char('@'), 1);
            QJsonObject body = rules->find(failureKindFromName(pattern.section(QLatin1Char('@'), 0, 0)).value_or(FailureKind::Other), provider).toJson();
            QJsonObject wait = body.value(QStringLiteral("wait")).toObject();
            const QJsonObject change = given.toObject();
            for (auto key = change.begin(); key != change.end(); ++key) {
                if (key.key() != QLatin1String("wait")) {
                    body.insert(key.key(), key.value());
                    continue;
                }
                const QJsonObject waits = key.value().toObject();
                for (auto part = waits.begin(); part != waits.end(); ++part)
                    wait.insert(part.key(), part.value());
            }
            body.insert(QStringLiteral("wait"), wait);
            rule = body;
        }
        const auto before = recovery.setRule(pattern, rule, context.trigger, now);
        if (!before)
            return std::unexpected(before.error());
        const QJsonValue old = *before ? QJsonValue(**before) : QJsonValue();
        const QJsonValue next = rule ? QJsonValue(*rule) : QJsonValue();
        if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("recovery rule changed"),
                                                         {{QStringLiteral("pattern"), pattern}, {QStringLiteral("before"), old}, {QStringLiteral("after"), next}});
            !noted)
            return std::unexpected(noted.error());
        outcome.result = {{QStringLiteral("pattern"), pattern}, {QStringLiteral("before"), old}, {QStringLiteral("after"), next}};
        if (old != next) {
            outcome.reversal = Reversal{rule ? QStringLiteral("change of the recovery rule “%1”").arg(pattern) : QStringLiteral("reset of the recovery rule “%1”").arg(pattern),
                                        QStringLiteral("recovery"), {{QStringLiteral("pattern"), pattern}, {QStringLiteral("rule"), old}}};
        }
        outcome.note = given.isObject() ? QStringLiteral("the rule “%1” is saved").arg(pattern) : QStringLiteral("“%1” follows the program's own table").arg(pattern);
        return outcome;
    });
}

} // namespace factoid
