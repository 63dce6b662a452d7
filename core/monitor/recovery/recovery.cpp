#include "core/monitor/recovery/recovery.h"

#include "core/base/log.h"
#include "core/store/operations/recovery_rule_store.h"

namespace factoid {

namespace {

bool repairs(RecoveryAction action)
{
    return action == RecoveryAction::RebuildSummary || action == RecoveryAction::RebuildCache;
}

// The alert that the rule asks for by now, wherever in it that stands; nullopt: none is due. A repair that comes before
// it in the rule is waited for: what it puts right needs nobody. Makeshifts, which always help, are not.
std::optional<RecoveryDecision> alertOf(RecoveryRule rule, const RecoveryState& state, bool mayRepair)
{
    std::erase_if(rule.steps, [&](RecoveryAction each) {
        return each != RecoveryAction::RaiseAlert && !(mayRepair && repairs(each));
    });
    rule.retryOnNewInput = false;
    const auto decision = decideRecovery(rule, state);
    return decision.action == RecoveryAction::RaiseAlert ? std::optional(decision) : std::nullopt;
}

} // namespace

Result<RecoveryRules> Recovery::rules()
{
    RecoveryRules rules = RecoveryRules::standard();
    const auto own = TRY(ownRules());
    for (const auto& [pattern, body] : own) {
        if (const auto rule = RecoveryRule::fromJson(body))
            rules.set(pattern, *rule);
        else
            qCWarning(logMonitor, "a saved recovery rule is ignored: %s", qUtf8Printable(rule.error().message));
    }
    return rules;
}

Result<std::map<QString, QJsonObject>> Recovery::ownRules()
{
    return RecoveryRuleStore(m_db).all();
}

Result<std::optional<QJsonObject>> Recovery::setRule(const QString& pattern, const std::optional<QJsonObject>& rule,
                                                     const QString& actor, const QDateTime& now)
{
    TRY(RecoveryRules::checkPattern(pattern));
    if (rule) {
        TRY(RecoveryRule::fromJson(*rule));
    }
    return m_db.transaction<std::optional<QJsonObject>>([&]() -> Result<std::optional<QJsonObject>> {
        const auto own = TRY(ownRules());
        const auto found = own.find(pattern);
        const auto before = found == own.end() ? std::optional<QJsonObject>() : found->second;
        RecoveryRuleStore kept(m_db);
        TRY(rule ? kept.put(pattern, *rule, actor, now) : kept.drop(pattern));
        return before;
    });
}

Result<qint64> Recovery::addStep(const Incident& incident, const RecoveryDecision& decision, qint64 run,
                                 const QDateTime& now, const QString& result)
{
    RecoveryStep step;
    step.at = now;
    step.incident = incident.id;
    step.run = run;
    step.kind = incident.kind;
    step.provider = incident.provider;
    step.action = recoveryActionName(decision.action);
    step.reason = decision.reason;
    if (decision.action == RecoveryAction::Wait)
        step.detail = {{u"wait_ms"_s, static_cast<qint64>(decision.wait.count())}};
    step.result = result;
    if (result != "pending"_L1)
        step.resultAt = now;
    return FailureStore(m_db).addStep(step);
}

Result<Recovery::Advice> Recovery::met(const Failure& failure, RecoveryState state, const QByteArray& siteHash,
                                       const QDateTime& now)
{
    return m_db.transaction<Advice>([&]() -> Result<Advice> {
        // What it failed on before; noting it overwrites that.
        const QByteArray before = TRY(FailureStore(m_db).inputHashOfOpen(failureFingerprint(failure)));
        state.inputChanged = !failure.inputHash.isEmpty() && !siteHash.isEmpty()
                                 ? failure.inputHash != siteHash
                                 : !before.isEmpty() && !siteHash.isEmpty() && before != siteHash;
        const auto incident = TRY(IncidentLog(m_db).note(failure, now));
        return next(incident, state, now, failure.run);
    });
}

Result<Recovery::Advice> Recovery::next(const Incident& incident, RecoveryState state, const QDateTime& now, qint64 run)
{
    return m_db.transaction<Advice>([&]() -> Result<Advice> {
        const auto table = TRY(rules());
        const RecoveryRule& rule =
            table.find(failureKindFromName(incident.kind).value_or(FailureKind::Other), incident.provider);
        state.timesMet = incident.count;
        state.alerted = TRY(FailureStore(m_db).wasAlerted(incident.id));
        Advice advice{incident, {}, 0, false};
        if (const auto alert = alertOf(rule, state, true)) {
            TRY(addStep(incident, *alert, run, now, u"worked"_s));
            advice.alerted = true;
        }
        state.alerted = true;
        advice.decision = decideRecovery(rule, state);
        const auto step = TRY(addStep(incident, advice.decision, run, now));
        advice.step = step;
        return advice;
    });
}

Result<void> Recovery::ended(qint64 step, const QString& result, const Message& words, const QDateTime& now)
{
    return FailureStore(m_db).endStep(step, result, words, now);
}

Result<Incident> Recovery::noteDone(const Failure& failure, RecoveryAction action, const Message& words,
                                    const QDateTime& now)
{
    return m_db.transaction<Incident>([&]() -> Result<Incident> {
        auto incident = IncidentLog(m_db).note(failure, now);
        if (!incident)
            return incident;
        const auto table = TRY(rules());
        // Whatever was done, a person is called when the rule asks for one.
        RecoveryState state;
        state.timesMet = incident->count;
        state.alerted = TRY(FailureStore(m_db).wasAlerted(incident->id));
        if (const auto alert = alertOf(table.find(failure.kind, failure.provider), state, false)) {
            TRY(addStep(*incident, *alert, failure.run, now, u"worked"_s));
        }
        if (action != RecoveryAction::GiveUp) {
            TRY(addStep(*incident, {action, std::chrono::milliseconds(0), false, words}, failure.run, now,
                        u"worked"_s));
        }
        return incident;
    });
}

Result<QDateTime> Recovery::whenToTryAgain(const QString& job, const QByteArray& siteHash, const QDateTime& now)
{
    const auto table = TRY(rules());
    const auto open = TRY(FailureStore(m_db).open(job));
    QDateTime latest;
    for (const Incident& incident : open) {
        if (!incident.provider.isEmpty() || incident.lastSeen > now)
            continue; // the job goes on without a provider
        const RecoveryRule& rule =
            table.find(failureKindFromName(incident.kind).value_or(FailureKind::Other), incident.provider);
        const QDateTime at = factoid::whenToTryAgain(rule, incident, siteHash);
        if (!latest.isValid() || at > latest)
            latest = at;
    }
    return latest;
}

Result<QDateTime> Recovery::askedToWaitUntil(const QString& provider, const QDateTime& now)
{
    const auto open = TRY(FailureStore(m_db).open());
    QDateTime latest;
    for (const Incident& incident : open) {
        const QDateTime until =
            incident.provider == provider && incident.lastSeen <= now ? askedUntil(incident) : QDateTime();
        if (until > now && (!latest.isValid() || until > latest))
            latest = until;
    }
    return latest;
}

} // namespace factoid
