#include "core/monitor/recovery/recovery_rules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <array>
#include <utility>

namespace factoid {

namespace {

constexpr std::array kActions{
    std::pair{RecoveryAction::Wait, "wait"},
    std::pair{RecoveryAction::SwitchProvider, "switch_provider"},
    std::pair{RecoveryAction::ShrinkPrompt, "shrink_prompt"},
    std::pair{RecoveryAction::WriteByStatistics, "write_by_statistics"},
    std::pair{RecoveryAction::RebuildSummary, "rebuild_summary"},
    std::pair{RecoveryAction::RebuildCache, "rebuild_cache"},
    std::pair{RecoveryAction::ServeStale, "serve_stale"},
    std::pair{RecoveryAction::ServeFallback, "serve_fallback"},
    std::pair{RecoveryAction::RaiseAlert, "raise_alert"},
    std::pair{RecoveryAction::GiveUp, "give_up"},
};

std::unexpected<Error> wrong(const QString& message)
{
    return fail(ErrorKind::Usage, message);
}

Result<int> wholeNumber(const QJsonObject& json, const char* key, int otherwise, int least, int most)
{
    const QJsonValue value = json.value(QLatin1String(key));
    if (value.isUndefined())
        return otherwise;
    const qint64 number = value.toInteger(least - 1LL);
    if (!value.isDouble() || number < least || number > most)
        return wrong(u"%1 must be a whole number from %2 to %3"_s.arg(QLatin1String(key)).arg(least).arg(most));
    return static_cast<int>(number);
}

Result<RetryPolicy> policyFrom(const QJsonObject& json)
{
    RetryPolicy policy;
    const auto attempts = TRY(wholeNumber(json, "attempts", policy.attempts, 0, kMostAttempts));
    policy.attempts = attempts;
    for (const auto& [key, member] :
         {std::pair{"first_ms", &RetryPolicy::first}, std::pair{"longest_ms", &RetryPolicy::longest},
          std::pair{"longest_asked_ms", &RetryPolicy::longestAsked}}) {
        const auto wait = wholeNumber(json, key, static_cast<int>((policy.*member).count()), 0, kLongestWaitMs);
        if (!wait)
            return std::unexpected(wait.error());
        policy.*member = std::chrono::milliseconds(*wait);
    }
    return policy;
}

} // namespace

QString recoveryActionName(RecoveryAction action)
{
    for (const auto& [each, name] : kActions) {
        if (each == action)
            return QLatin1String(name);
    }
    return u"give_up"_s;
}

std::optional<RecoveryAction> recoveryActionFromName(const QString& name)
{
    for (const auto& [action, each] : kActions) {
        if (name == QLatin1String(each) && action != RecoveryAction::GiveUp)
            return action;
    }
    return std::nullopt;
}

QStringList recoveryActionNames()
{
    QStringList names;
    for (const auto& [action, name] : kActions) {
        if (action != RecoveryAction::GiveUp)
            names << QLatin1String(name);
    }
    return names;
}

QJsonObject RecoveryRule::toJson() const
{
    QJsonArray names;
    for (const RecoveryAction action : steps)
        names.append(recoveryActionName(action));
    return {
        {u"steps"_s, names},
        {u"wait"_s, QJsonObject{{u"attempts"_s, wait.attempts},
                                {u"first_ms"_s, static_cast<qint64>(wait.first.count())},
                                {u"longest_ms"_s, static_cast<qint64>(wait.longest.count())},
                                {u"longest_asked_ms"_s, static_cast<qint64>(wait.longestAsked.count())}}},
        {u"alert_after"_s, alertAfter},
        {u"retry_on_new_input"_s, retryOnNewInput},
    };
}

Result<RecoveryRule> RecoveryRule::fromJson(const QJsonObject& json)
{
    static const QStringList known{u"steps"_s, u"wait"_s, u"alert_after"_s, u"retry_on_new_input"_s};
    for (const QString& key : json.keys()) {
        if (!known.contains(key))
            return wrong(u"a rule has %1, not “%2”"_s.arg(known.join(u", "_s), key));
    }
    RecoveryRule rule;
    for (const QJsonValue& value : json.value(u"steps"_s).toArray()) {
        const auto action = recoveryActionFromName(value.toString());
        if (!action)
            return wrong(
                u"there is no action “%1”; there are %2"_s.arg(value.toString(), recoveryActionNames().join(u", "_s)));
        if (std::ranges::find(rule.steps, *action) != rule.steps.end())
            return wrong(u"the action “%1” is named twice"_s.arg(value.toString()));
        rule.steps.push_back(*action);
    }
    if (rule.steps.empty())
        return wrong(u"a rule needs at least one step"_s);
    const auto policy = TRY(policyFrom(json.value(u"wait"_s).toObject()));
    rule.wait = policy;
    const auto alertAfter = TRY(wholeNumber(json, "alert_after", rule.alertAfter, 1, kMostMeetings));
    rule.alertAfter = alertAfter;
    const QJsonValue onInput = json.value(u"retry_on_new_input"_s);
    if (!onInput.isUndefined() && !onInput.isBool())
        return wrong(u"retry_on_new_input must be true or false"_s);
    rule.retryOnNewInput = onInput.toBool();
    return rule;
}

const RecoveryRules& RecoveryRules::standard()
{
    static const RecoveryRules rules = [] {
        RecoveryRules made;
        QFile file(u":/recovery/rules.json"_s);
        const QJsonObject json =
            file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        for (auto row = json.begin(); row != json.end(); ++row) {
            if (const auto rule = RecoveryRule::fromJson(row.value().toObject()))
                made.set(row.key(), *rule);
        }
        return made;
    }();
    return rules;
}

Result<void> RecoveryRules::checkPattern(const QString& pattern)
{
    const qsizetype at = pattern.indexOf(QLatin1Char('@'));
    if (!failureKindFromName(at < 0 ? pattern : pattern.left(at)) || at == pattern.size() - 1) {
        QStringList names;
        for (const FailureKind kind : failureKinds())
            names << failureKindName(kind);
        return fail(ErrorKind::Usage, Message("recovery.not_a_pattern").arg(pattern).arg(names.join(u", "_s)));
    }
    return {};
}

const RecoveryRule& RecoveryRules::find(FailureKind kind, const QString& provider) const
{
    const QString name = failureKindName(kind);
    for (const QString& pattern : {name + QLatin1Char('@') + provider, name, u"other"_s}) {
        if (const auto found = m_rules.find(pattern); found != m_rules.end())
            return found->second;
    }
    static const RecoveryRule nothing;
    return nothing;
}

} // namespace factoid
