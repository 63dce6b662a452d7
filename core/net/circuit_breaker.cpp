#include "core/net/circuit_breaker.h"

#include <QJsonArray>

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kLongestKeptSeconds = 30LL * 24 * 3600;

void dropBefore(std::vector<QDateTime>& times, const QDateTime& limit)
{
    std::erase_if(times, [&](const QDateTime& time) { return time < limit; });
}

void open(BreakerState& state, std::chrono::seconds openFor, const QDateTime& now)
{
    state.phase = BreakerPhase::Open;
    state.openedAt = now;
    state.openFor = openFor;
    state.failures.clear();
    state.trials.clear();
    state.successes = 0;
}

void close(BreakerState& state)
{
    state.phase = BreakerPhase::Closed;
    state.openFor = std::chrono::seconds(0);
    state.failures.clear();
    state.trials.clear();
    state.successes = 0;
}

// Open becomes half open when its time is over; also when the clock was set back past the opening.
void mature(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now)
{
    if (state.phase == BreakerPhase::Open &&
        (now >= state.openedAt.addSecs(state.openFor.count()) || now < state.openedAt)) {
        state.phase = BreakerPhase::HalfOpen;
        state.successes = 0;
        state.trials.clear();
    }
    if (state.phase == BreakerPhase::HalfOpen)
        dropBefore(state.trials, now.addSecs(-policy.trialExpires.count()));
}

BreakerAnswer refused(const QDateTime& retryAt, const Message& sentence)
{
    return {false, false, retryAt, sentence};
}

QJsonArray timesJson(const std::vector<QDateTime>& times)
{
    QJsonArray array;
    for (const QDateTime& time : times)
        array.append(time.toUTC().toString(Qt::ISODateWithMs));
    return array;
}

QDateTime timeFrom(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

QJsonValue timeJson(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

std::vector<QDateTime> timesFrom(const QJsonValue& value)
{
    std::vector<QDateTime> times;
    for (const QJsonValue& entry : value.toArray()) {
        if (const QDateTime time = timeFrom(entry); time.isValid())
            times.push_back(time);
    }
    std::ranges::sort(times);
    return times;
}

} // namespace

BreakerAnswer breakerAllow(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now)
{
    if (state.force == BreakerForce::Open)
        return refused({}, Message("breaker.held_open").arg(state.forceReason));
    mature(state, policy, now);
    if (state.force == BreakerForce::Closed || state.phase == BreakerPhase::Closed)
        return {};
    if (state.phase == BreakerPhase::Open) {
        const QDateTime until = state.openedAt.addSecs(state.openFor.count());
        return refused(until, Message("breaker.open_until").arg(until.toUTC(), Message::Form::UtcTime));
    }
    if (static_cast<int>(state.trials.size()) >= policy.trialsAtOnce) {
        const QDateTime until = state.trials.front().addSecs(policy.trialExpires.count());
        return refused(until, Message("breaker.being_tried"));
    }
    state.trials.push_back(now);
    return {true, true, {}, {}};
}

void breakerSuccess(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now)
{
    dropBefore(state.failures, now.addSecs(-policy.window.count()));
    // A call that began before it opened, or one that an operator let through, says nothing about the trials.
    if (state.phase != BreakerPhase::HalfOpen || state.trials.empty())
        return;
    state.trials.erase(state.trials.begin());
    if (++state.successes >= policy.successQuorum)
        close(state);
}

void breakerFailure(BreakerState& state, const BreakerPolicy& policy, const QDateTime& now)
{
    if (state.phase == BreakerPhase::Open)
        return;
    if (state.phase == BreakerPhase::HalfOpen) {
        open(state, std::min(policy.longestOpen, std::max(policy.firstOpen, state.openFor * policy.growth)), now);
        return;
    }
    dropBefore(state.failures, now.addSecs(-policy.window.count()));
    state.failures.push_back(now);
    if (static_cast<int>(state.failures.size()) >= policy.failuresToOpen)
        open(state, policy.firstOpen, now);
}

void breakerUntried(BreakerState& state)
{
    if (state.phase == BreakerPhase::HalfOpen && !state.trials.empty())
        state.trials.pop_back();
}

void breakerForce(BreakerState& state, BreakerForce force, const QString& reason, const QDateTime& now)
{
    state.force = force;
    state.forceReason = force == BreakerForce::None ? QString() : reason;
    state.forcedAt = force == BreakerForce::None ? QDateTime() : now;
}

QString breakerPhaseName(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Closed:
        return u"closed"_s;
    case BreakerPhase::Open:
        return u"open"_s;
    case BreakerPhase::HalfOpen:
        return u"half_open"_s;
    }
    return u"closed"_s;
}

QString breakerForceName(BreakerForce force)
{
    switch (force) {
    case BreakerForce::None:
        return u"none"_s;
    case BreakerForce::Open:
        return u"open"_s;
    case BreakerForce::Closed:
        return u"closed"_s;
    }
    return u"none"_s;
}

QJsonObject breakerJson(const BreakerState& state)
{
    return {
        {u"phase"_s, breakerPhaseName(state.phase)},
        {u"failures"_s, timesJson(state.failures)},
        {u"opened_at"_s, timeJson(state.openedAt)},
        {u"open_for_seconds"_s, static_cast<qint64>(state.openFor.count())},
        {u"successes"_s, state.successes},
        {u"trials"_s, timesJson(state.trials)},
        {u"force"_s, breakerForceName(state.force)},
        {u"force_reason"_s, state.forceReason},
        {u"forced_at"_s, timeJson(state.forcedAt)},
    };
}

BreakerState breakerFromJson(const QJsonObject& json)
{
    BreakerState state;
    const QString phase = json.value("phase"_L1).toString();
    const QDateTime openedAt = timeFrom(json.value("opened_at"_L1));
    if (openedAt.isValid() && phase == "open"_L1)
        state.phase = BreakerPhase::Open;
    else if (openedAt.isValid() && phase == "half_open"_L1)
        state.phase = BreakerPhase::HalfOpen;
    state.openedAt = openedAt;
    state.openFor =
        std::chrono::seconds(std::clamp<qint64>(json.value("open_for_seconds"_L1).toInteger(), 0, kLongestKeptSeconds));
    state.successes = std::max(0, json.value("successes"_L1).toInt());
    if (state.phase == BreakerPhase::Closed)
        state.failures = timesFrom(json.value("failures"_L1));
    if (state.phase == BreakerPhase::HalfOpen)
        state.trials = timesFrom(json.value("trials"_L1));
    const QString force = json.value("force"_L1).toString();
    if (force == "open"_L1 || force == "closed"_L1) {
        state.force = force == "open"_L1 ? BreakerForce::Open : BreakerForce::Closed;
        state.forceReason = json.value("force_reason"_L1).toString();
        state.forcedAt = timeFrom(json.value("forced_at"_L1));
    }
    return state;
}

} // namespace factoid
