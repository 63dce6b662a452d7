// Cache: values by key with freshness, in levels (docs/contract.md, “Cache”). The tiered cache lives with the engine;
// its read is safe from any thread, its store level has one connection on a thread of its own.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace factoid {

class Database;

struct CacheEntry {
    QString key;
    QByteArray value;    // JSON bytes
    QByteArray dataHash; // site hash that it was made from
    qint64 version = 0;  // grows with every write of the key; newer data wins
    QDateTime storedAt;  // UTC
    QDateTime freshUntil;
    QDateTime staleUntil;
};

enum class CacheSource { Fresh, Stale, Fallback };
[[nodiscard]] QString cacheSourceName(CacheSource source); // "fresh" "stale" "fallback"

// One level. Implementations: memory_level.h and store_level.h. Safe from any thread, and each call
// keeps to the level's own time budget: what does not answer in time is an error.
// put() keeps what is newer, by version and then by storedAt; remove() of an unknown key is no error.
class CacheLevel
{
  public:
    virtual ~CacheLevel() = default;
    [[nodiscard]] virtual QString name() const = 0; // "memory", "store"
    [[nodiscard]] virtual Result<std::optional<CacheEntry>> get(const QString& key) = 0;
    virtual Result<void> put(const CacheEntry& entry) = 0;
    virtual Result<void> remove(const QString& key) = 0;
    [[nodiscard]] virtual Result<std::vector<CacheEntry>> entries() = 0; // values may be empty
};

struct CacheRead {
    QByteArray value;
    QByteArray dataHash;
    QString level; // "memory", "store", "curated"; "made": made for this read and kept by no level
    CacheSource source = CacheSource::Fresh;
    qint64 ageSeconds = 0;
    bool refreshStarted = false; // this read is the one that started the refresh of a stale value
};

struct LevelStats {
    QString level;
    qint64 hits = 0, staleHits = 0, misses = 0, fallbacks = 0, errors = 0;
    qint64 entries = 0, bytes = 0;
    std::optional<double> p50Micros, p99Micros; // nullopt: no data
};

struct CachePolicy {
    int freshMinutes = 6 * 60;
    int jitterPercent = 10; // a fresh time is shortened by up to this, by key, so that keys do not expire together
    int staleDays = 30;
};

// What a recompute gives: the value (not empty) and the site hash that it was made from.
struct CacheMade {
    QByteArray value;
    QByteArray dataHash = {};
};

// Makes the value of a key. Runs on the reader's thread or on one of the cache's own, so it brings its own
// connection; it may put() other keys, but must not read() its own. It gives up when `cancel` is requested.
using CacheRecompute = std::function<Result<CacheMade>(const CancelToken& cancel)>;
// Why an entry is neither served nor kept. Outdated: it was right once. Damaged: it never was, another program wrote
// it.
struct CacheFault {
    enum Kind { Outdated, Damaged } kind = Outdated;
    QString what; // a sentence
};
enum class CacheUse { Serve, Keep };
// What is wrong with an entry, by what the store says at this moment; nullopt: nothing. Asked of whatever a shared
// level holds before it is served, and in the very transaction in which something is to be kept. Runs on the database's
// thread.
using CacheCheck =
    std::function<Result<std::optional<CacheFault>>(Database& db, const CacheEntry& entry, CacheUse use)>;
// The curated value to serve when there is nothing else; an error when there is none.
using CacheFallback = std::function<Result<QByteArray>()>;

// When an entry of `key` stored at `storedAt` stops being fresh and being servable at all. The jitter is
// the key's own: the same on every node and in every run.
struct CacheTimes {
    QDateTime freshUntil;
    QDateTime staleUntil;
};
[[nodiscard]] CacheTimes cacheTimes(const CachePolicy& policy, const QString& key, const QDateTime& storedAt);

// The entry as a reader gets it at `now`: fresh or stale, with its age.
[[nodiscard]] CacheRead cacheReadOf(const CacheEntry& entry, const QString& level, const QDateTime& now);

// Whether `a` is newer data than `b`: by version, then by storedAt. Of equals, what is there stays.
[[nodiscard]] bool isNewerData(const CacheEntry& a, const CacheEntry& b);

} // namespace factoid
