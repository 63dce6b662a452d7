// StoreLevel: the cache's shared level, in the store that the figures are in. Any thread; it asks the
// worker that it was given, with a small budget for reads and a larger one for writes.
#pragma once

#include "core/cache/cache.h"
#include "core/cache/store_worker.h"
#include "core/store/operations/cache_store.h"
#include "core/store/operations/rehearsal_store.h"

#include <QHash>

namespace factoid {

// A read that a page waits for; a write, and the questions around a recompute, which nobody waits for
// for less than the recompute itself. The larger one outlasts the database's own busy timeout.
struct StoreBudgets {
    std::chrono::milliseconds read{150};
    std::chrono::milliseconds write{8'000};
};

class StoreLevel final : public CacheLevel
{
  public:
    // What `check` calls outdated is not there; what it calls damaged is an error to a reader and nothing to who would
    // use it. Neither is written.
    explicit StoreLevel(std::shared_ptr<StoreWorker> worker, StoreBudgets budgets = {}, CacheCheck check = {});

    [[nodiscard]] QString name() const override { return u"store"_s; }
    [[nodiscard]] Result<std::optional<CacheEntry>> get(const QString& key) override;
    Result<void> put(const CacheEntry& entry) override;
    Result<void> remove(const QString& key) override;
    [[nodiscard]] Result<std::vector<CacheEntry>> entries() override; // without values

    // What stands under a key, with the patience of a write: the entry if it has a value, and the version
    // even of a removed one (0: never there).
    struct Standing {
        std::optional<CacheEntry> entry;
        qint64 version = 0;
    };
    [[nodiscard]] Result<Standing> standing(const QString& key);
    // Writes the entry as the newest of its key; gives its version, 0 when the check refused it.
    [[nodiscard]] Result<qint64> append(const CacheEntry& entry);
    [[nodiscard]] Result<CacheWrite> putUnderLease(const CacheEntry& entry, const Lease& lease);
    // What is wrong with the entry at this moment.
    [[nodiscard]] Result<std::optional<CacheFault>> judge(const CacheEntry& entry);
    // Removes all keys that start with `prefix`, also those being made at this moment; gives what had a value.
    Result<QStringList> removeByPrefix(const QString& prefix, const QDateTime& now);
    [[nodiscard]] Result<QHash<QString, CacheStamp>> stamps(const QStringList& keys);
    [[nodiscard]] Result<qint64> dataVersion();
    [[nodiscard]] Result<CacheTotals> totals();
    // The outage rehearsals that are on, whichever level they are of.
    [[nodiscard]] Result<std::vector<Rehearsal>> rehearsals(const QDateTime& now);

    // The lease under which one process makes the value of a key.
    [[nodiscard]] static QString leaseName(const QString& key);
    [[nodiscard]] StoreWorker& worker() { return *m_worker; }
    [[nodiscard]] const StoreBudgets& budgets() const { return m_budgets; }

  private:
    struct Look {
        std::optional<CacheEntry> entry; // also one that has a fault
        qint64 version = 0;
        std::optional<CacheFault> fault;
    };
    [[nodiscard]] static Result<Look> look(Database& db, const QString& key, const CacheCheck& check);
    [[nodiscard]] static Result<std::optional<CacheFault>> faultOf(Database& db, const CacheEntry& entry,
                                                                   const CacheCheck& check, CacheUse use);
    [[nodiscard]] Result<CacheWrite> write(
        const CacheEntry& entry, std::optional<std::chrono::milliseconds> turn,
        std::function<Result<CacheWrite>(CacheStore& store, const CacheRow& row)> how);
    [[nodiscard]] std::chrono::milliseconds readBudget() const;

    std::shared_ptr<StoreWorker> m_worker;
    StoreBudgets m_budgets;
    CacheCheck m_check;
};

} // namespace factoid
