// RecoveryPlan: which action a failure calls for now. The first step of its rule that can be done; deterministic for
// the same failure, state and seed. Pure; any thread.
#pragma once

#include "core/monitor/recovery/recovery_rules.h"
#include "core/store/operations/failure_store.h"

namespace factoid {

// What is known when the decision is due. Who calls keeps it up to date as actions are done.
struct RecoveryState {
    int attempts = 1;          // of the same thing in this run, the failed one counted
    qint64 timesMet = 1;       // the incident's count
    bool alerted = false;      // for this incident
    bool inputChanged = false; // the site hash is another than the one it failed on
    RetryBudget budget;
    std::optional<std::chrono::milliseconds> retryAfter; // what the other side asked for
    std::optional<std::chrono::milliseconds> timeLeft;   // until this must be settled; nothing: for ever
    bool retryAllowed = true;                            // the breaker lets the same provider be asked again
    bool anotherProvider = false; // one that was not tried in this run and whose breaker lets it through
    bool canShrink = false;       // the prompt can be made shorter
    bool canWriteByStatistics = false;
    bool canRebuildSummary = false; // not done yet in this run, and a field is known
    bool canRebuildCache = false;   // not done yet in this run
    bool hasStale = false;          // a set is published
    bool hasFallback = false;       // curated factoids that hold today
    quint64 seed = 0;               // of the jitter: the run
};

struct RecoveryDecision {
    RecoveryAction action = RecoveryAction::GiveUp;
    std::chrono::milliseconds wait{0};
    bool takesRetry = false; // from the budget
    Message reason;          // one sentence
};

[[nodiscard]] RecoveryDecision decideRecovery(const RecoveryRule& rule, const RecoveryState& state);

// Until when the other side asked to be left alone, when it was last met; invalid: it did not ask.
[[nodiscard]] QDateTime askedUntil(const Incident& incident);

// When a job that failed may run again by itself: not before what the other side asked for is over; else at once when
// the figures have changed since and the rule says so, else after a pause that doubles with each time it was met, from
// a minute to half an hour. An operator is never kept waiting.
[[nodiscard]] QDateTime whenToTryAgain(const RecoveryRule& rule, const Incident& incident, const QByteArray& siteHash);

} // namespace factoid
