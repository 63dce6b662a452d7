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
    if (state.phase == BreakerPhase::Open && (now >= state.openedAt.addSecs(state.openFor.count()) || now < state.openedAt)) {
        state.phase = BreakerPhase::HalfOpen;
        state.successes = 0;
        state.trials.clear();
    }
    if (state.phase == BreakerPhase::HalfOpen)
        dropBefore(state.trials, now.addSecs(-policy.trialExpires.count()));
}

BreakerAnswer refused(const QDateTime& retryAt, const QString& sentence)
{
    return {false, false, retryAt, sentence};
}

QString clockText(const QDateTime& time)
{
    return time.toUTC().toString(QStringLiteral("HH:mm:ss 'UTC'"));
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
        return refused({}, QStringLiteral("an operator keeps it open: %1").arg(state.forceReason));
    mature(state, policy, now);
    if (state.force == BreakerForce::Closed || state.phase == BreakerPhase::Closed)
        return {};
    if (state.phase == BreakerPhase::Open) {
        const QDateTime until = state.openedAt.addSecs(state.openFor.count());
        return refused(until, QStringLiteral("it failed too often and is left alone until %1").arg(clockText(until)));
    }
    if (static_cast<int>(state.trials.size()) >= policy.trialsAtOnce) {
        const QDateTime until = state.trials.front().addSecs(policy.trialExpires.count());
        return refused(until, QStringLiteral("it is being tried at the moment"));
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
    case BreakerPhase::Closed: return QStringLiteral("closed");
    case BreakerPhase::Open: return QStringLiteral("open");
    case BreakerPhase::HalfOpen: return QStringLiteral("half_open");
    }
    return QStringLiteral("closed");
}

QString breakerForceName(BreakerForce force)
{
    switch (force) {
    case BreakerForce::None: return QStringLiteral("none");
    case BreakerForce::Open: return QStringLiteral("open");
    case BreakerForce::Closed: return QStringLiteral("closed");
    }
    return QStringLiteral("none");
}

QJsonObject breakerJson(const BreakerState& state)
{
    return {
        {QStringLiteral("phase"), breakerPhaseName(state.phase)},
        {QStringLiteral("failures"), timesJson(state.failures)},
        {QStringLiteral("opened_at"), timeJson(state.openedAt)},
        {QStringLiteral("open_for_seconds"), static_cast<qint64>(state.openFor.count())},
        {QStringLiteral("successes"), state.successes},
        {QStringLiteral("trials"), timesJson(state.trials)},
        {QStringLiteral("force"), breakerForceName(state.force)},
        {QStringLiteral("force_reason"), state.forceReason},
        {QStringLiteral("forced_at"), timeJson(state.forcedAt)},
    };
}

BreakerState breakerFromJson(const QJsonObject& json)
{
    BreakerState state;
    const QString phase = json.value(QLatin1String("phase")).toString();
    const QDateTime openedAt = timeFrom(json.value(QLatin1String("opened_at")));
    if (openedAt.isValid() && phase == QLatin1String("open"))
        state.phase = BreakerPhase::Open;
    else if (openedAt.isValid() && phase == QLatin1String("half_open"))
        state.phase = BreakerPhase::HalfOpen;
    state.openedAt = openedAt;
    state.openFor = std::chrono::seconds(std::clamp<qint64>(json.value(QLatin1String("open_for_seconds")).toInteger(), 0, kLongestKeptSeconds));
    state.successes = std::max(0, json.value(QLatin1String("successes")).toInt());
    if (state.phase == BreakerPhase::Closed)
        state.failures = timesFrom(json.value(QLatin1String("failures")));
    if (state.phase == BreakerPhase::HalfOpen)
        state.trials = timesFrom(json.value(QLatin1String("trials")));
    const QString force = json.value(QLatin1String("force")).toString();
    if (force == QLatin1String("open") || force == QLatin1String("closed")) {
        state.force = force == QLatin1String("open") ? BreakerForce::Open : BreakerForce::Closed;
        state.forceReason = json.value(QLatin1String("force_reason")).toString();
        state.forcedAt = timeFrom(json.value(QLatin1String("forced_at")));
    }
    return state;
}

} // namespace factoid
