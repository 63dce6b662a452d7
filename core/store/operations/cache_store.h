// CacheStore: the shared level of the cache in the store, and the sums of what the levels measured.
// Lives with a database and its thread. A removed key leaves a mark (an empty value) whose version is
// higher, so that a value that was being made meanwhile cannot bring back what was removed.
#pragma once

#include "core/store/operations/lease_store.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace factoid {

struct CacheRow {
    QString key;
    QByteArray value; // empty: removed
    QByteArray dataHash;
    qint64 version = 0;
    QDateTime storedAt, freshUntil, staleUntil; // UTC
    [[nodiscard]] bool isRemoved() const { return value.isEmpty(); }
};

// What is known of a key without its value.
struct CacheKey {
    QString key;
    QByteArray dataHash;
    qint64 version = 0;
    qint64 bytes = 0;
    QDateTime storedAt, freshUntil, staleUntil; // UTC
};

// Tells one writing of a key from another.
struct CacheStamp {
    qint64 version = 0;
    QDateTime storedAt;
    friend bool operator==(const CacheStamp&, const CacheStamp&) = default;
};

struct CacheTotals {
    qint64 entries = 0;
    qint64 bytes = 0;
};

// What one level counted; `latency` is the text of a LatencyHistogram.
struct CacheCounts {
    qint64 hits = 0, staleHits = 0, misses = 0, fallbacks = 0, errors = 0;
    QString latency;
};

enum class CacheWrite {
    Stored,
    Older,    // the store has newer data, or the key was removed since; nothing was changed
    Lost,     // the lease under which it was made has been taken over; nothing was changed
    Outdated, // what it was made from is not what stands now; nothing was changed
};

class CacheStore
{
  public:
    explicit CacheStore(Database& db)
        : m_db(db)
    {
    }

    // The row, the mark of a removed key included; nullopt when there never was one.
    [[nodiscard]] Result<std::optional<CacheRow>> get(const QString& key);
    // Writes the row as the newest of its key, whatever its version; gives the version it got.
    [[nodiscard]] Result<qint64> append(const CacheRow& row);
    // Writes the row if it is newer than what is there: by version, then by storedAt.
    [[nodiscard]] Result<CacheWrite> putIfNewer(const CacheRow& row);
    // Writes the row if `lease` is still the newest of its name and nothing was written or removed under the key since
    // the making began: its version is the one after that which stood there then. No clock has a say in it.
    [[nodiscard]] Result<CacheWrite> putUnderLease(const CacheRow& row, const Lease& lease);
    // Removes every key that starts with `prefix` (empty: all), and the ones being made under a lease
    // named `leasePrefix` + key; gives the keys that had a value. Joins the caller's transaction.
    Result<QStringList> removeByPrefix(const QString& prefix, const QString& leasePrefix, const QDateTime& now);

    // Stamps of those of the keys that have a value.
    [[nodiscard]] Result<QHash<QString, CacheStamp>> stamps(const QStringList& keys);
    // A number that differs whenever another connection has changed the store since this one's last look.
    [[nodiscard]] Result<qint64> dataVersion();
    // Every row that has a value, without it.
    [[nodiscard]] Result<std::vector<CacheRow>> list();
    [[nodiscard]] Result<CacheTotals> totals();
    // Deletes what may not be served any more since before `before`; for the retention job. Gives the number.
    Result<qint64> prune(const QDateTime& before);

    // Adds to the sums of a level. `merge` is given the stored histogram (empty: none) and gives the new one.
    Result<void> addCounts(const QString& level, const CacheCounts& counts,
                           const std::function<QString(const QString& stored)>& merge);
    [[nodiscard]] Result<QHash<QString, CacheCounts>> counts();
    // Every key that has a value, in order, with the size of the value.
    [[nodiscard]] Result<std::vector<CacheKey>> keys();
    // What a level counted on a day.
    struct Day {
        QDate day;
        QString level;
        qint64 answered = 0; // fresh or stale
        qint64 misses = 0, fallbacks = 0;
    };
    [[nodiscard]] Result<std::vector<Day>> days(const QDate& since);

  private:
    Result<void> write(const CacheRow& row);

    Database& m_db;
};

} // namespace factoid
