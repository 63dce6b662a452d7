#include "core/monitor/recovery/breaker_store.h"

#include "core/store/operations/breaker_rows.h"

namespace factoid {

namespace {

BreakerRow rowFrom(const KeptBreaker& kept)
{
    BreakerRow row;
    row.name = kept.name;
    row.state = breakerFromJson(kept.state);
    if (kept.retryTokens)
        row.budget.milliTokens = std::clamp(*kept.retryTokens, 0, row.budget.mostMilliTokens);
    row.actor = kept.actor;
    row.changedAt = kept.changedAt;
    return row;
}

} // namespace

Result<BreakerRow> BreakerStore::find(const QString& name)
{
    const auto kept = TRY(BreakerRows(m_db).find(name));
    if (kept)
        return rowFrom(*kept);
    BreakerRow unknown;
    unknown.name = name;
    return unknown;
}

Result<std::vector<BreakerRow>> BreakerStore::list()
{
    const auto kept = TRY(BreakerRows(m_db).list());
    std::vector<BreakerRow> rows;
    for (const KeptBreaker& each : kept)
        rows.push_back(rowFrom(each));
    return rows;
}

Result<void> BreakerStore::save(const BreakerRow& row)
{
    return BreakerRows(m_db).put({row.name, breakerJson(row.state), row.budget.milliTokens, row.actor, row.changedAt});
}

template <class T>
Result<T> BreakerStore::change(const QString& name, const QDateTime& now, const std::function<T(BreakerRow&)>& work)
{
    return m_db.transaction<T>([&]() -> Result<T> {
        auto row = TRY(find(name));
        T result = work(row);
        row.changedAt = now;
        TRY(save(row));
        return result;
    });
}

Result<BreakerAnswer> BreakerStore::allow(const QString& name, const QDateTime& now)
{
    return change<BreakerAnswer>(name, now, [&](BreakerRow& row) { return breakerAllow(row.state, m_policy, now); });
}

Result<BreakerState> BreakerStore::success(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [&](BreakerRow& row) {
        breakerSuccess(row.state, m_policy, now);
        noteSuccess(row.budget);
        return row.state;
    });
}

Result<BreakerState> BreakerStore::failure(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [&](BreakerRow& row) {
        breakerFailure(row.state, m_policy, now);
        return row.state;
    });
}

Result<BreakerState> BreakerStore::untried(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [](BreakerRow& row) {
        breakerUntried(row.state);
        return row.state;
    });
}

Result<BreakerStore::Forced> BreakerStore::force(const QString& name, BreakerForce force, const QString& reason,
                                                 const QString& actor, const QDateTime& now)
{
    if (force != BreakerForce::None && reason.trimmed().isEmpty())
        return fail(ErrorKind::Usage, Message("breaker.needs_reason").arg(name).arg(breakerForceName(force)));
    return change<Forced>(name, now, [&](BreakerRow& row) {
        const Forced before{row.state.force, row.state.forceReason};
        breakerForce(row.state, force, reason, now);
        row.actor = actor;
        return before;
    });
}

Result<bool> BreakerStore::takeRetry(const QString& name, const QDateTime& now)
{
    return change<bool>(name, now, [](BreakerRow& row) { return factoid::takeRetry(row.budget); });
}

Result<bool> BreakerStore::wouldAllow(const QString& name, const QDateTime& now)
{
    auto row = TRY(find(name));
    return breakerAllow(row.state, m_policy, now).allowed;
}

} // namespace factoid
