#include "core/store/operations/lease_store.h"

#include "core/base/process_life.h"
#include "core/store/sql/time_text.h"

#include <QUuid>

namespace factoid {

namespace {

bool isHeld(const Lease& lease, const QDateTime& now)
{
    if (lease.holder.isEmpty() || lease.expiresAt <= now)
        return false;
    const qint64 ahead = now.msecsTo(lease.acquiredAt);
    return ahead <= std::chrono::milliseconds(kLeaseClockTolerance).count() && !isKnownDead(lease.holder);
}

} // namespace

QString leaseHolder()
{
    return u"%1.%2"_s.arg(thisProcess(), QUuid::createUuid().toString(QUuid::Id128));
}

Result<std::optional<Lease>> LeaseStore::latest(const QString& name)
{
    std::optional<Lease> found;
    auto read = m_db.each(u"SELECT holder, token, acquired_at, expires_at FROM leases WHERE name = ?"_s, {name},
                          [&](const QSqlQuery& row) {
                              found =
                                  Lease{name, row.value(0).toString(), row.value(1).toLongLong(),
                                        timeFromText(row.value(2).toString()), timeFromText(row.value(3).toString())};
                          });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<LeaseAttempt> LeaseStore::acquire(const QString& name, const QString& holder, std::chrono::milliseconds ttl,
                                         const QDateTime& now)
{
    // A look first: waiting runners poll, and polling must not take the write lock.
    const auto seen = TRY(latest(name));
    if (seen && isHeld(*seen, now))
        return LeaseAttempt{false, *seen};
    return m_db.transaction<LeaseAttempt>([&]() -> Result<LeaseAttempt> {
        const auto current = TRY(latest(name));
        if (current && isHeld(*current, now))
            return LeaseAttempt{false, *current};
        const qint64 token = current ? current->token + 1 : 1;
        const Lease mine{name, holder, token, now.toUTC(), now.toUTC().addMSecs(ttl.count())};
        TRY(m_db.run(u"INSERT INTO leases(name, holder, token, acquired_at, expires_at) VALUES(?, ?, ?, ?, ?) "
                     "ON CONFLICT(name) DO UPDATE SET holder = excluded.holder, token = excluded.token, "
                     "acquired_at = excluded.acquired_at, expires_at = excluded.expires_at"_s,
                     {name, holder, token, timeText(mine.acquiredAt), timeText(mine.expiresAt)}));
        return LeaseAttempt{true, mine};
    });
}

Result<bool> LeaseStore::renew(Lease& lease, std::chrono::milliseconds ttl, const QDateTime& now)
{
    const QDateTime until = now.toUTC().addMSecs(ttl.count());
    auto changed = TRY(m_db.run(u"UPDATE leases SET expires_at = ? WHERE name = ? AND token = ? AND holder = ?"_s,
                                {timeText(until), lease.name, lease.token, lease.holder}));
    if (changed == 0)
        return false;
    lease.expiresAt = until;
    return true;
}

Result<bool> LeaseStore::release(const Lease& lease, const QDateTime& now)
{
    return park(lease, u""_s, now);
}

// The row stays, so that the token goes on growing.
Result<bool> LeaseStore::park(const Lease& lease, const QString& note, const QDateTime& until)
{
    auto changed =
        TRY(m_db.run(u"UPDATE leases SET holder = ?, expires_at = ? WHERE name = ? AND token = ? AND holder = ?"_s,
                     {note, timeText(until), lease.name, lease.token, lease.holder}));
    return changed > 0;
}

Result<bool> LeaseStore::stillMine(const Lease& lease)
{
    const auto current = TRY(latest(lease.name));
    return current && current->token == lease.token && current->holder == lease.holder;
}

Result<std::optional<Lease>> LeaseStore::holderOf(const QString& name, const QDateTime& now)
{
    auto current = latest(name);
    if (!current || !*current || isHeld(**current, now))
        return current;
    return std::optional<Lease>();
}

Result<qint64> LeaseStore::prune(const QDateTime& before)
{
    return m_db.run(u"DELETE FROM leases WHERE expires_at < ?"_s, {timeText(before)});
}

Result<QStringList> LeaseStore::heldUnder(const QString& prefix, const QDateTime& now)
{
    QStringList names;
    TRY(m_db.each(
        u"SELECT substr(name, ?) FROM leases WHERE substr(name, 1, ?) = ? AND holder <> '' AND expires_at > ?"_s,
        {prefix.size() + 1, prefix.size(), prefix, timeText(now)},
        [&](const QSqlQuery& row) { names << row.value(0).toString(); }));
    return names;
}

} // namespace factoid
