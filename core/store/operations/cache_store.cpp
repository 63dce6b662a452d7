#include "core/store/operations/cache_store.h"

#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr int kDaysKept = 400; // of what the levels counted a day

const QString kColumns = u"key, value, data_hash, version, stored_at, fresh_until, stale_until"_s;

// Whether `a` is newer data than `b`. Of the same version and instant, what is there stays.
bool isNewer(const CacheRow& a, const CacheRow& b)
{
    return a.version > b.version || (a.version == b.version && a.storedAt > b.storedAt);
}

// The least text that is greater than every text with this prefix, so that the key's index finds them.
QString afterPrefix(const QString& prefix)
{
    return prefix + QString::fromUcs4(U"\U0010FFFF", 1);
}

CacheRow removedRow(const QString& key, qint64 version, const QDateTime& now)
{
    return {key, {}, {}, version, now, now, now};
}

} // namespace

Result<std::optional<CacheRow>> CacheStore::get(const QString& key)
{
    std::optional<CacheRow> found;
    auto read = m_db.each(u"SELECT value, data_hash, version, stored_at, fresh_until, stale_until "
                          "FROM cache_entries WHERE key = ?"_s,
                          {key}, [&](const QSqlQuery& row) {
                              found = CacheRow{key,
                                               row.value(0).toByteArray(),
                                               row.value(1).toString().toLatin1(),
                                               row.value(2).toLongLong(),
                                               timeFromText(row.value(3).toString()),
                                               timeFromText(row.value(4).toString()),
                                               timeFromText(row.value(5).toString())};
                          });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<void> CacheStore::write(const CacheRow& row)
{
    // A null byte array would be bound as NULL; the mark of a removed key is an empty one.
    const QByteArray value = row.value.isNull() ? QByteArray("", 0) : row.value;
    const QString hash = row.dataHash.isEmpty() ? u""_s : QString::fromLatin1(row.dataHash);
    TRY(m_db.run(u"INSERT INTO cache_entries(%1) VALUES(?, ?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT(key) DO UPDATE SET value = excluded.value, data_hash = excluded.data_hash, "
                 "version = excluded.version, stored_at = excluded.stored_at, "
                 "fresh_until = excluded.fresh_until, stale_until = excluded.stale_until"_s.arg(kColumns),
                 {row.key, value, hash, row.version, timeText(row.storedAt), timeText(row.freshUntil),
                  timeText(row.staleUntil)}));
    return {};
}

Result<qint64> CacheStore::append(const CacheRow& row)
{
    return m_db.transaction<qint64>([&]() -> Result<qint64> {
        const auto version = TRY(m_db.scalar(u"SELECT version FROM cache_entries WHERE key = ?"_s, {row.key}));
        CacheRow newest = row;
        newest.version = (version ? version->toLongLong() : 0) + 1;
        TRY(write(newest));
        return newest.version;
    });
}

Result<CacheWrite> CacheStore::putIfNewer(const CacheRow& row)
{
    return m_db.transaction<CacheWrite>([&]() -> Result<CacheWrite> {
        const auto current = TRY(get(row.key));
        if (current && !isNewer(row, *current))
            return CacheWrite::Older;
        TRY(write(row));
        return CacheWrite::Stored;
    });
}

Result<CacheWrite> CacheStore::putUnderLease(const CacheRow& row, const Lease& lease)
{
    return m_db.transaction<CacheWrite>([&]() -> Result<CacheWrite> {
        const auto mine = TRY(LeaseStore(m_db).stillMine(lease));
        if (!mine)
            return CacheWrite::Lost;
        const auto standing = TRY(m_db.scalar(u"SELECT version FROM cache_entries WHERE key = ?"_s, {row.key}));
        if (standing.value_or(0).toLongLong() + 1 != row.version)
            return CacheWrite::Older;
        TRY(write(row));
        return CacheWrite::Stored;
    });
}

Result<QStringList> CacheStore::removeByPrefix(const QString& prefix, const QString& leasePrefix, const QDateTime& now)
{
    return m_db.transaction<QStringList>([&]() -> Result<QStringList> {
        QStringList removed;
        std::vector<CacheRow> marks;
        auto rows = m_db.each(u"SELECT key, version, length(value) FROM cache_entries WHERE key >= ? AND key < ?"_s,
                              {prefix, afterPrefix(prefix)}, [&](const QSqlQuery& row) {
                                  const QString key = row.value(0).toString();
                                  marks.push_back(removedRow(key, row.value(1).toLongLong() + 1, now));
                                  if (row.value(2).toLongLong() > 0)
                                      removed << key;
                              });
        if (!rows)
            return std::unexpected(rows.error());
        const QString leases = leasePrefix + prefix;
        auto making =
            m_db.each(u"SELECT substr(name, ?) FROM leases WHERE name >= ? AND name < ? AND holder <> '' "
                      "AND substr(name, ?) NOT IN (SELECT key FROM cache_entries)"_s,
                      {leasePrefix.size() + 1, leases, afterPrefix(leases), leasePrefix.size() + 1},
                      [&](const QSqlQuery& row) { marks.push_back(removedRow(row.value(0).toString(), 1, now)); });
        if (!making)
            return std::unexpected(making.error());
        for (const CacheRow& mark : marks) {
            TRY(write(mark));
        }
        return removed;
    });
}

Result<QHash<QString, CacheStamp>> CacheStore::stamps(const QStringList& keys)
{
    QHash<QString, CacheStamp> found;
    auto query =
        TRY(m_db.prepare(u"SELECT version, stored_at FROM cache_entries WHERE key = ? AND length(value) > 0"_s));
    for (const QString& key : keys) {
        Database::bind(query, {key});
        TRY(m_db.execute(query));
        if (query.next())
            found.insert(key, {query.value(0).toLongLong(), timeFromText(query.value(1).toString())});
        query.finish();
    }
    return found;
}

Result<qint64> CacheStore::dataVersion()
{
    const auto version = TRY(m_db.scalar(m_db.backend().changeCounter()));
    return version.value_or(QVariant(0)).toLongLong();
}

Result<std::vector<CacheRow>> CacheStore::list()
{
    std::vector<CacheRow> rows;
    auto read = m_db.each(u"SELECT key, data_hash, version, stored_at, fresh_until, stale_until FROM cache_entries "
                          "WHERE length(value) > 0 ORDER BY key"_s,
                          {}, [&](const QSqlQuery& row) {
                              rows.push_back({row.value(0).toString(),
                                              {},
                                              row.value(1).toString().toLatin1(),
                                              row.value(2).toLongLong(),
                                              timeFromText(row.value(3).toString()),
                                              timeFromText(row.value(4).toString()),
                                              timeFromText(row.value(5).toString())});
                          });
    if (!read)
        return std::unexpected(read.error());
    return rows;
}

Result<CacheTotals> CacheStore::totals()
{
    CacheTotals totals;
    auto read =
        m_db.each(u"SELECT count(*), coalesce(sum(length(value)), 0) FROM cache_entries WHERE length(value) > 0"_s, {},
                  [&](const QSqlQuery& row) {
                      totals = {row.value(0).toLongLong(), row.value(1).toLongLong()};
                  });
    if (!read)
        return std::unexpected(read.error());
    return totals;
}

Result<qint64> CacheStore::prune(const QDateTime& before)
{
    if (auto ran = m_db.run(u"DELETE FROM cache_days WHERE day < ?"_s,
                            {before.addDays(-kDaysKept).date().toString(Qt::ISODate)});
        !ran)
        return ran;
    return m_db.run(u"DELETE FROM cache_entries WHERE stale_until < ?"_s, {timeText(before)});
}

Result<void> CacheStore::addCounts(const QString& level, const CacheCounts& counts,
                                   const std::function<QString(const QString& stored)>& merge)
{
    auto added = m_db.transaction<bool>([&]() -> Result<bool> {
        const auto stored = TRY(m_db.scalar(u"SELECT latency FROM cache_stats WHERE level = ?"_s, {level}));
        const QString merged = merge(stored ? stored->toString() : QString());
        auto ran = m_db.run(u"INSERT INTO cache_stats(level, hits, stale_hits, misses, fallbacks, errors, latency) "
                            "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(level) DO UPDATE SET hits = hits + excluded.hits, "
                            "stale_hits = stale_hits + excluded.stale_hits, misses = misses + excluded.misses, "
                            "fallbacks = fallbacks + excluded.fallbacks, errors = errors + excluded.errors, "
                            "latency = excluded.latency"_s,
                            {level, counts.hits, counts.staleHits, counts.misses, counts.fallbacks, counts.errors,
                             merged.isEmpty() ? u""_s : merged});
        if (!ran)
            return std::unexpected(ran.error());
        // By day as well, so that a ratio can be seen to fall.
        ran = m_db.run(u"INSERT INTO cache_days(day, level, hits, stale_hits, misses, fallbacks) VALUES(date('now'), "
                       u"?, ?, ?, ?, ?) "
                       "ON CONFLICT(day, level) DO UPDATE SET hits = hits + excluded.hits, stale_hits = stale_hits + "
                       "excluded.stale_hits, "
                       "misses = misses + excluded.misses, fallbacks = fallbacks + excluded.fallbacks"_s,
                       {level, counts.hits, counts.staleHits, counts.misses, counts.fallbacks});
        if (!ran)
            return std::unexpected(ran.error());
        return true;
    });
    if (!added)
        return std::unexpected(added.error());
    return {};
}

Result<QHash<QString, CacheCounts>> CacheStore::counts()
{
    QHash<QString, CacheCounts> found;
    auto read =
        m_db.each(u"SELECT level, hits, stale_hits, misses, fallbacks, errors, latency FROM cache_stats"_s, {},
                  [&](const QSqlQuery& row) {
                      found.insert(row.value(0).toString(),
                                   {row.value(1).toLongLong(), row.value(2).toLongLong(), row.value(3).toLongLong(),
                                    row.value(4).toLongLong(), row.value(5).toLongLong(), row.value(6).toString()});
                  });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<std::vector<CacheKey>> CacheStore::keys()
{
    std::vector<CacheKey> keys;
    TRY(m_db.each(
        u"SELECT key, data_hash, version, length(value), stored_at, fresh_until, stale_until FROM cache_entries"
        " WHERE length(value) > 0 ORDER BY key"_s,
        {}, [&](const QSqlQuery& row) {
            keys.push_back({row.value(0).toString(), row.value(1).toString().toLatin1(), row.value(2).toLongLong(),
                            row.value(3).toLongLong(), timeFromText(row.value(4).toString()),
                            timeFromText(row.value(5).toString()), timeFromText(row.value(6).toString())});
        }));
    return keys;
}

Result<std::vector<CacheStore::Day>> CacheStore::days(const QDate& since)
{
    std::vector<Day> days;
    TRY(m_db.each(u"SELECT day, level, hits + stale_hits, misses, fallbacks FROM cache_days WHERE day >= ?"_s,
                  {since.toString(Qt::ISODate)}, [&](const QSqlQuery& row) {
                      days.push_back({QDate::fromString(row.value(0).toString(), Qt::ISODate), row.value(1).toString(),
                                      row.value(2).toLongLong(), row.value(3).toLongLong(), row.value(4).toLongLong()});
                  }));
    return days;
}

} // namespace factoid
