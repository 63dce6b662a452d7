#include "core/cache/cache.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr quint32 kFnvOffset = 2'166'136'261u;
constexpr quint32 kFnvPrime = 16'777'619u;
constexpr int kJitterSteps = 10'000;

// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): qHash differs from process to process.
quint32 steadyHash(const QString& key)
{
    quint32 hash = kFnvOffset;
    for (const char byte : key.toUtf8())
        hash = (hash ^ quint8(byte)) * kFnvPrime;
    return hash;
}

} // namespace

QString cacheSourceName(CacheSource source)
{
    switch (source) {
    case CacheSource::Fresh:
        return u"fresh"_s;
    case CacheSource::Stale:
        return u"stale"_s;
    case CacheSource::Fallback:
        return u"fallback"_s;
    }
    return {};
}

CacheTimes cacheTimes(const CachePolicy& policy, const QString& key, const QDateTime& storedAt)
{
    const qint64 fresh = policy.freshMinutes * kMinuteMs;
    const qint64 most = fresh * std::clamp(policy.jitterPercent, 0, 100) / 100;
    const qint64 jitter = most * (steadyHash(key) % kJitterSteps) / kJitterSteps;
    const QDateTime stored = storedAt.toUTC();
    const QDateTime freshUntil = stored.addMSecs(fresh - jitter);
    return {freshUntil, std::max(freshUntil, stored.addDays(policy.staleDays))};
}

CacheRead cacheReadOf(const CacheEntry& entry, const QString& level, const QDateTime& now)
{
    const CacheSource source = now < entry.freshUntil ? CacheSource::Fresh : CacheSource::Stale;
    return {entry.value, entry.dataHash, level, source, std::max<qint64>(0, entry.storedAt.secsTo(now)), false};
}

bool isNewerData(const CacheEntry& a, const CacheEntry& b)
{
    return a.version > b.version || (a.version == b.version && a.storedAt > b.storedAt);
}

} // namespace factoid
