#include "core/cache/store_level.h"

#include "core/base/clock.h"

namespace factoid {

namespace {

const QString kLeasePrefix = u"cache:"_s;
// A reader waits for the write under its lease: while another writes for long, what it made is kept in memory only.
constexpr std::chrono::milliseconds kReadersTurn{1'000};

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

// The entry and what it is judged by are of one moment.
Result<StoreLevel::Look> StoreLevel::look(Database& db, const QString& key, const CacheCheck& check)
{
    return db.snapshot<Look>([&]() -> Result<Look> {
        auto row = TRY(CacheStore(db).get(key));
        Look seen;
        if (!row)
            return seen;
        seen.version = row->version;
        if (row->isRemoved())
            return seen;
        seen.entry = entryOf(*row);
        auto fault = TRY(faultOf(db, *seen.entry, check, CacheUse::Serve));
        seen.fault = std::move(fault);
        return seen;
    });
}

Result<std::optional<CacheFault>> StoreLevel::faultOf(Database& db, const CacheEntry& entry, const CacheCheck& check,
                                                      CacheUse use)
{
    return check ? check(db, entry, use) : std::optional<CacheFault>();
}

Result<std::optional<CacheEntry>> StoreLevel::get(const QString& key)
{
    return m_worker->ask<std::optional<CacheEntry>>(
        readBudget(), [key, check = m_check](Database& db) -> Result<std::optional<CacheEntry>> {
            auto seen = TRY(look(db, key, check));
            if (!seen.fault)
                return std::move(seen.entry);
            if (seen.fault->kind == CacheFault::Damaged)
                return fail(ErrorKind::Cache, Message("cache.cannot_be_served").arg(key).arg(seen.fault->what));
            return std::optional<CacheEntry>();
        });
}

Result<StoreLevel::Standing> StoreLevel::standing(const QString& key)
{
    return m_worker->ask<Standing>(m_budgets.write, [key, check = m_check](Database& db) -> Result<Standing> {
        auto seen = TRY(look(db, key, check));
        if (seen.fault)
            seen.entry.reset();
        return Standing{std::move(seen.entry), seen.version};
    });
}

Result<std::optional<CacheFault>> StoreLevel::judge(const CacheEntry& entry)
{
    if (!m_check)
        return std::optional<CacheFault>();
    return m_worker->ask<std::optional<CacheFault>>(m_budgets.write, [entry, check = m_check](Database& db) {
        return db.snapshot<std::optional<CacheFault>>([&] { return faultOf(db, entry, check, CacheUse::Serve); });
    });
}

// Writes in one transaction with the last look at what it was made from.
Result<CacheWrite> StoreLevel::write(const CacheEntry& entry, std::optional<std::chrono::milliseconds> turn,
                                     std::function<Result<CacheWrite>(CacheStore& store, const CacheRow& row)> how)
{
    return m_worker->ask<CacheWrite>(m_budgets.write,
                                     [entry, turn, how = std::move(how), check = m_check](Database& db) {
                                         const auto writing = [&] {
                                             return db.transaction<CacheWrite>([&]() -> Result<CacheWrite> {
                                                 const auto fault = TRY(faultOf(db, entry, check, CacheUse::Keep));
                                                 if (fault)
                                                     return CacheWrite::Outdated;
                                                 CacheStore store(db);
                                                 return how(store, rowOf(entry));
                                             });
                                         };
                                         return turn ? db.within<CacheWrite>(*turn, writing) : writing();
                                     });
}

// Of what came from elsewhere: it can come again, so nobody waits for a writer.
Result<void> StoreLevel::put(const CacheEntry& entry)
{
    auto written = write(entry, std::chrono::milliseconds(0),
                         [](CacheStore& store, const CacheRow& row) { return store.putIfNewer(row); });
    if (!written)
        return std::unexpected(written.error());
    return {};
}

Result<qint64> StoreLevel::append(const CacheEntry& entry)
{
    auto version = std::make_shared<qint64>(0);
    auto written = write(entry, {}, [version](CacheStore& store, const CacheRow& row) -> Result<CacheWrite> {
        const auto given = TRY(store.append(row));
        *version = given;
        return CacheWrite::Stored;
    });
    if (!written)
        return std::unexpected(written.error());
    return *version;
}

Result<CacheWrite> StoreLevel::putUnderLease(const CacheEntry& entry, const Lease& lease)
{
    return write(entry, kReadersTurn,
                 [lease](CacheStore& store, const CacheRow& row) { return store.putUnderLease(row, lease); });
}

// The key and nothing that it is a prefix of. The mark's time is now by the machine, as for every write
// that no caller dates.
Result<void> StoreLevel::remove(const QString& key)
{
    auto removed = m_worker->ask<CacheWrite>(m_budgets.write, [key](Database& db) -> Result<CacheWrite> {
        return db.transaction<CacheWrite>([&]() -> Result<CacheWrite> {
            CacheStore store(db);
            const auto row = TRY(store.get(key));
            if (!row)
                return CacheWrite::Stored;
            const QDateTime now = machineNow();
            return store.putIfNewer({key, {}, {}, row->version + 1, now, now, now});
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
        auto rows = TRY(CacheStore(db).list());
        std::vector<CacheEntry> all;
        for (const CacheRow& row : rows)
            all.push_back(entryOf(row));
        return all;
    });
}

Result<QHash<QString, CacheStamp>> StoreLevel::stamps(const QStringList& keys)
{
    return m_worker->ask<QHash<QString, CacheStamp>>(readBudget(),
                                                     [keys](Database& db) { return CacheStore(db).stamps(keys); });
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
    return m_worker->ask<std::vector<Rehearsal>>(readBudget(),
                                                 [now](Database& db) { return RehearsalStore(db).on(now); });
}

} // namespace factoid
