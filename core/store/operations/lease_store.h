// LeaseStore: named leases with a fencing token, so that of many runners on one store one works (docs/contract.md,
// “Schedule”). Lives with a database and its thread. Time comes from the caller; processes that share leases must hand
// in the machine's real time, or a frozen clock (`--now`) would keep a dead runner's lease alive.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace factoid {

// The lease of whoever generates a set.
inline constexpr auto kGenerationLease = "generation";

struct Lease {
    QString name;
    QString holder;   // who, for people and for stillMine(): see leaseHolder()
    qint64 token = 0; // grows by one with every acquisition of the name, never reused
    QDateTime acquiredAt;
    QDateTime expiresAt;
};

struct LeaseAttempt {
    bool acquired = false;
    Lease lease; // one's own, or that of the holder who has it until lease.expiresAt
};

// A lease acquired this far in the future comes from a clock that was wrong; it is not respected.
constexpr std::chrono::minutes kLeaseClockTolerance{5};

// "host/pid/mark.random": differs for every call, so that two jobs of one process exclude each other too. The mark lets
// others on the machine see at once that the process is dead (core/base/process_life.h).
[[nodiscard]] QString leaseHolder();

class LeaseStore
{
  public:
    explicit LeaseStore(Database& db)
        : m_db(db)
    {
    }

    // Takes the lease when it is free, released, expired, of a process known to be dead or never was; a takeover raises
    // the token.
    // Errors of the database: StoreBusy, Store, DiskFull.
    [[nodiscard]] Result<LeaseAttempt> acquire(const QString& name, const QString& holder,
                                               std::chrono::milliseconds ttl, const QDateTime& now);
    // Extends one's own lease to now + ttl and updates `lease`. False: it expired and another has it, or it
    // was released; the work must stop. An expired lease that nobody took is still one's own.
    [[nodiscard]] Result<bool> renew(Lease& lease, std::chrono::milliseconds ttl, const QDateTime& now);
    // Frees one's own lease at once. False: it was not one's own any more, and nothing was changed.
    Result<bool> release(const Lease& lease, const QDateTime& now);
    // Gives up one's own lease with `note` as the holder, and keeps everybody out until `until`. With `until`
    // in the past the lease is free, and the note tells those who waited for it how it ended.
    Result<bool> park(const Lease& lease, const QString& note, const QDateTime& until);
    // Whether this lease is the newest of its name. Call it within the transaction that publishes: an older
    // token must not write, whether or not its holder knows that it was overtaken.
    [[nodiscard]] Result<bool> stillMine(const Lease& lease);
    // Who holds the name now; nullopt when nobody does.
    [[nodiscard]] Result<std::optional<Lease>> holderOf(const QString& name, const QDateTime& now);
    // The newest row of the name, held or not; nullopt when nobody ever had it.
    [[nodiscard]] Result<std::optional<Lease>> latest(const QString& name);
    // Forgets names that nobody has held since `before`; for the retention job. Gives their number.
    // Their tokens start again at 1, so `before` must be longer ago than any runner lives.
    Result<qint64> prune(const QDateTime& before);
    // The names that begin with `prefix` and are held at `now`, without it.
    [[nodiscard]] Result<QStringList> heldUnder(const QString& prefix, const QDateTime& now);

  private:
    Database& m_db;
};

} // namespace factoid
