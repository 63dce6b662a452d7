// recovery: changes a row of the table of pattern and actions, or puts it back to the program's own.
#include "core/jobs/job_table.h"
#include "core/monitor/recovery/recovery.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

Result<JobOutcome> recoveryJob(JobContext& context, const QJsonObject& options)
{
    const QString pattern = options.value(u"pattern"_s).toString();
    TRY(RecoveryRules::checkPattern(pattern));
    const QJsonValue given = options.value(u"rule"_s);
    if (!given.isObject() && !given.isNull() && !given.isUndefined())
        return fail(ErrorKind::Usage, Message("recovery.not_a_rule"));
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        JobOutcome outcome;
        Recovery recovery(context.db);
        std::optional<QJsonObject> rule;
        if (given.isObject()) {
            // What is not given stays as it counts now.
            const auto rules = TRY(recovery.rules());
            const QString provider = pattern.section(QLatin1Char('@'), 1);
            QJsonObject body =
                rules
                    .find(failureKindFromName(pattern.section(QLatin1Char('@'), 0, 0)).value_or(FailureKind::Other),
                          provider)
                    .toJson();
            QJsonObject wait = body.value(u"wait"_s).toObject();
            const QJsonObject change = given.toObject();
            for (auto key = change.begin(); key != change.end(); ++key) {
                if (key.key() != "wait"_L1) {
                    body.insert(key.key(), key.value());
                    continue;
                }
                const QJsonObject waits = key.value().toObject();
                for (auto part = waits.begin(); part != waits.end(); ++part)
                    wait.insert(part.key(), part.value());
            }
            body.insert(u"wait"_s, wait);
            rule = body;
        }
        const auto before = TRY(recovery.setRule(pattern, rule, context.trigger, now));
        const QJsonValue old = before ? QJsonValue(*before) : QJsonValue();
        const QJsonValue next = rule ? QJsonValue(*rule) : QJsonValue();
        if (auto noted = SettingsStore(context.db)
                             .audit(now, context.trigger, Message("audit.recovery_rule"),
                                    {{u"pattern"_s, pattern}, {u"before"_s, old}, {u"after"_s, next}});
            !noted)
            return std::unexpected(noted.error());
        outcome.result = {{u"pattern"_s, pattern}, {u"before"_s, old}, {u"after"_s, next}};
        if (old != next) {
            outcome.reversal = Reversal{Message(rule ? "label.recovery_rule" : "label.recovery_reset").arg(pattern),
                                        u"recovery"_s,
                                        {{u"pattern"_s, pattern}, {u"rule"_s, old}}};
        }
        outcome.note = Message(given.isObject() ? "recovery.rule_saved" : "recovery.rule_reset").arg(pattern);
        return outcome;
    });
}

} // namespace factoid
