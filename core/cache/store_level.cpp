#include "core/cache/store_level.h"

namespace factoid {

namespace {

const QString kLeasePrefix = QStringLiteral("cache:");

CacheRow rowOf(const CacheEntry& entry)
{
    return {entry.key, entry.value, entry.dataHash, entry.version, entry.storedAt, entry.freshUntil, entry.staleUntil};
}

CacheEntry entryOf(const CacheRow& row)
{
    return {row.key, row.value, row.dataHash, row.version, row.storedAt, row.freshUntil, row.staleUntil};
}

} // namespace

StoreLevel::StoreLevel(std::shared_ptr<StoreWorker> worker, StoreBudgets budgets, CacheCheck check)
    : m_worker(std::move(worker))
    , m_budgets(budgets)
    , m_check(std::move(check))
{
}

// Opening the store, perhaps making it, is not a read; it is paid for once.
std::chrono::milliseconds StoreLevel::readBudget() const
{
    return m_worker->hasTriedToOpen() ? m_budgets.read : m_budgets.write;
}

QString StoreLevel::leaseName(const QString& key)
{
    return kLeasePrefix + key;
}

Result<std::optional<CacheEntry>> StoreLevel::get(const QString& key)
{
    return m_worker->ask<std::optional<CacheEntry>>(readBudget(), [key, check = m_check](Database& db) -> Result<std::optional<CacheEntry>> {
        auto row = CacheStore(db).get(key);
        if (!row)
            return std::unexpected(row.error());
        if (!*row || (*row)->isRemoved())
            return std::optional<CacheEntry>();
        const CacheEntry entry = entryOf(**row);
        if (const auto wrong = check ? check(entry) : std::nullopt)
            return fail(ErrorKind::Cache, QStringLiteral("what the store holds under %1 cannot be served: %2").arg(key, *wrong));
        return entry;
    });
}

Result<StoreLevel::Standing> StoreLevel::standing(const QString& key)
{
    return m_worker->ask<Standing>(m_budgets.write, [key, check = m_check](Database& db) -> Result<Standing> {
        auto row = CacheStore(db).get(key);
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return Standing{};
        if ((*row)->isRemoved())
            return Standing{std::nullopt, (*row)->version};
        const CacheEntry entry = entryOf(**row);
        if (check && check(entry))
            return Standing{std::nullopt, (*row)->version};
        return Standing{entry, (*row)->version};
    });
}

Result<void> StoreLevel::put(const CacheEntry& entry)
{
    auto written = m_worker->ask<CacheWrite>(m_budgets.write, [row = rowOf(entry)](Database& db) { return CacheStore(db).putIfNewer(row); });
    if (!written)
        return std::unexpected(written.error());
    return {};
}

Result<qint64> StoreLevel::append(const CacheEntry& entry)
{
    return m_worker->ask<qint64>(m_budgets.write, [row = rowOf(entry)](Database& db) { return CacheStore(db).append(row); });
}

Result<CacheWrite> StoreLevel::putUnderLease(const CacheEntry& entry, const Lease& lease)
{
    return m_worker->ask<CacheWrite>(m_budgets.write, [row = rowOf(entry), lease](Database& db) { return CacheStore(db).putUnderLease(row, lease); });
}

// The key and nothing that it is a prefix of. The mark's time is now by the machine, as for every write
// that no caller dates.
Result<void> StoreLevel::remove(const QString& key)
{
    auto removed = m_worker->ask<CacheWrite>(m_budgets.write, [key](Database& db) -> Result<CacheWrite> {
        return db.transaction<CacheWrite>([&]() -> Result<CacheWrite> {
            CacheStore store(db);
            const auto row = store.get(key);
            if (!row)
                return std::unexpected(row.error());
            if (!*row)
                return CacheWrite::Stored;
            const QDateTime now = QDateTime::currentDateTimeUtc();
            return store.putIfNewer({key, {}, {}, (*row)->version + 1, now, now, now});
        });
    });
    if (!removed)
        return std::unexpected(removed.error());
    return {};
}

Result<QStringList> StoreLevel::removeByPrefix(const QString& prefix, const QDateTime& now)
{
    return m_worker->ask<QStringList>(m_budgets.write, [prefix, now](Database& db) {
        return CacheStore(db).removeByPrefix(prefix, kLeasePrefix, now);
    });
}

Result<std::vector<CacheEntry>> StoreLevel::entries()
{
    return m_worker->ask<std::vector<CacheEntry>>(m_budgets.write, [](Database& db) -> Result<std::vector<CacheEntry>> {
        auto rows = CacheStore(db).list();
        if (!rows)
            return std::unexpected(rows.error());
        std::vector<CacheEntry> all;
        for (const CacheRow& row : *rows)
            all.push_back(entryOf(row));
        return all;
    });
}

Result<QHash<QString, CacheStamp>> StoreLevel::stamps(const QStringList& keys)
{
    return m_worker->ask<QHash<QString, CacheStamp>>(readBudget(), [keys](Database& db) { return CacheStore(db).stamps(keys); });
}

Result<qint64> StoreLevel::dataVersion()
{
    return m_worker->ask<qint64>(readBudget(), [](Database& db) { return CacheStore(db).dataVersion(); });
}

Result<CacheTotals> StoreLevel::totals()
{
    return m_worker->ask<CacheTotals>(m_budgets.write, [](Database& db) { return CacheStore(db).totals(); });
}

Result<std::vector<Rehearsal>> StoreLevel::rehearsals(const QDateTime& now)
{
    return m_worker->ask<std::vector<Rehearsal>>(readBudget(), [now](Database& db) { return RehearsalStore(db).on(now); });
}

} // namespace factoid
