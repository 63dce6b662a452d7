#include "core/monitor/recovery/recovery_plan.h"

#include <algorithm>

namespace factoid {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause = std::chrono::minutes(1);
constexpr milliseconds kLongestPause = std::chrono::minutes(30);
constexpr milliseconds kLongestAskedFor = std::chrono::hours(24); // then it is asked whether it still means it

std::optional<RecoveryDecision> waiting(const RecoveryRule& rule, const RecoveryState& state)
{
    if (!state.retryAllowed)
        return std::nullopt;
    RetryBudget budget = state.budget;
    if (!takeRetry(budget))
        return std::nullopt;
    const auto wait = retryDelay(rule.wait, state.attempts, state.retryAfter, state.seed);
    if (!wait || (state.timeLeft && *wait > *state.timeLeft))
        return std::nullopt;
    const Message reason =
        state.retryAfter ? Message("recovery.wait_asked").arg(wait->count())
                         : Message("recovery.wait").arg(wait->count()).arg(state.attempts + 1).arg(rule.wait.attempts);
    return RecoveryDecision{RecoveryAction::Wait, *wait, true, reason};
}

std::optional<RecoveryDecision> when(bool possible, RecoveryAction action, const Message& reason)
{
    if (!possible)
        return std::nullopt;
    return RecoveryDecision{action, milliseconds(0), false, reason};
}

std::optional<RecoveryDecision> step(RecoveryAction action, const RecoveryRule& rule, const RecoveryState& state)
{
    switch (action) {
    case RecoveryAction::Wait:
        return waiting(rule, state);
    case RecoveryAction::SwitchProvider:
        return when(state.anotherProvider, action, Message("recovery.next_provider"));
    case RecoveryAction::ShrinkPrompt:
        return when(state.canShrink, action, Message("recovery.fewer_facts"));
    case RecoveryAction::WriteByStatistics:
        return when(state.canWriteByStatistics, action, Message("recovery.statistics"));
    case RecoveryAction::RebuildSummary:
        return when(state.canRebuildSummary, action, Message("recovery.rebuild_summary"));
    case RecoveryAction::RebuildCache:
        return when(state.canRebuildCache, action, Message("recovery.refill_cache"));
    case RecoveryAction::ServeStale:
        return when(state.hasStale, action, Message("recovery.set_stays"));
    case RecoveryAction::ServeFallback:
        return when(state.hasFallback, action, Message("recovery.fallbacks_served"));
    case RecoveryAction::RaiseAlert:
        return when(!state.alerted && state.timesMet >= rule.alertAfter, action, Message("recovery.alert"));
    case RecoveryAction::GiveUp:
        break;
    }
    return std::nullopt;
}

} // namespace

RecoveryDecision decideRecovery(const RecoveryRule& rule, const RecoveryState& state)
{
    // New figures are another question; what failed on the old ones says little about them.
    if (rule.retryOnNewInput && state.inputChanged)
        return {RecoveryAction::Wait, milliseconds(0), false, Message("recovery.new_figures")};
    for (const RecoveryAction action : rule.steps) {
        if (auto decision = step(action, rule, state))
            return *decision;
    }
    return {RecoveryAction::GiveUp, milliseconds(0), false, Message("recovery.nothing")};
}

QDateTime askedUntil(const Incident& incident)
{
    const qint64 asked = incident.detail.value(QLatin1String(kRetryAfterKey)).toInteger();
    return asked > 0 ? incident.lastSeen.addMSecs(std::min<qint64>(asked, kLongestAskedFor.count())) : QDateTime();
}

QDateTime whenToTryAgain(const RecoveryRule& rule, const Incident& incident, const QByteArray& siteHash)
{
    const bool newInput = rule.retryOnNewInput && !incident.inputHash.isEmpty() && incident.inputHash != siteHash;
    const RetryPolicy pauses{1, kFirstPause, 2, kLongestPause, kLongestPause};
    constexpr qint64 kEnough = 30; // doublings beyond the longest
    const milliseconds pause =
        newInput ? milliseconds(0) : retryCeiling(pauses, static_cast<int>(std::min(incident.count, kEnough)));
    const QDateTime at = incident.lastSeen.addMSecs(pause.count());
    const QDateTime asked = askedUntil(incident);
    return asked.isValid() ? std::max(at, asked) : at;
}

} // namespace factoid
