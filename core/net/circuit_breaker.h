// Circuit breaker: whether something that fails (a provider, a cache level) is asked at all. A pure state machine over
// a plain BreakerState, which the caller keeps, in memory or in the store. Any thread; no clock of its own.
//
//   closed ── failuresToOpen within window ──▶ open ── openFor is over ──▶ half open ── successQuorum ──▶ closed
//                                               ▲                              │
//                                               └──────── one failure ─────────┘  (and openFor grows)
// An operator can force it open or closed; what happens meanwhile is still counted, so that letting go is seamless.
#pragma once

#include "core/base/message.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <vector>

namespace factoid {

enum class BreakerPhase { Closed, Open, HalfOpen };
enum class BreakerForce { None, Open, Closed };

struct BreakerPolicy {
    int failuresToOpen = 5;
    std::chrono::seconds window{300}; // only failures of this long ago and later count
    std::chrono::seconds firstOpen{60};
    int growth = 2; // openFor after a trial failed, at most longestOpen
    std::chrono::seconds longestOpen{1'800};
    int successQuorum = 3;                  // one lucky probe proves nothing
    int trialsAtOnce = 1;                   // while half open
    std::chrono::seconds trialExpires{300}; // a trial that nobody reported on (its process died) is given up
};

struct BreakerState {
    BreakerPhase phase = BreakerPhase::Closed;
    std::vector<QDateTime> failures; // within the window, oldest first; while closed
    QDateTime openedAt;              // last change to open; invalid: never
    std::chrono::seconds openFor{0};
    int successes = 0;             // in a row, while half open
    std::vector<QDateTime> trials; // allowed and not yet reported, oldest first; while half open
    BreakerForce force = BreakerForce::None;
    QString forceReason; // never empty while forced
    QDateTime forcedAt;
};

struct BreakerAnswer {
    bool allowed = true;
    bool trial = false; // allowed, and the outcome decides whether it closes
    QDateTime retryAt;  // when it is worth asking again; invalid: when an operator says so, or at once
    Message sentence;   // why not; empty when allowed
};

// Whether a call may be made now. May turn open into half open, and counts the trial that it allows.
[[nodiscard]] BreakerAnswer breakerAllow(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now);
// What came of a call that was allowed.
void breakerSuccess(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now);
void breakerFailure(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now);
// An allowed call that was given up (cancelled) says nothing: the trial is returned.
void breakerUntried(BreakerState& state);
// By hand. A reason is needed; BreakerForce::None lets go, and the state is what it would have been.
void breakerForce(BreakerState& state, BreakerForce force, const QString& reason, const QDateTime& now);

[[nodiscard]] QString breakerPhaseName(BreakerPhase phase); // closed, open, half_open
[[nodiscard]] QString breakerForceName(BreakerForce force); // none, open, closed

// For the store: {phase, failures, opened_at, open_for_seconds, successes, trials, force, force_reason, forced_at}.
[[nodiscard]] QJsonObject breakerJson(const BreakerState& state);
// A document that makes no sense is a closed breaker: whoever cannot read it must still be able to work.
[[nodiscard]] BreakerState breakerFromJson(const QJsonObject& json);

} // namespace factoid
