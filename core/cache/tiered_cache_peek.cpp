// TieredCache: looking without touching, and outage rehearsals.
#include "core/cache/tiered_cache.h"

#include "core/base/log.h"

namespace factoid {

Result<std::optional<CacheRead>> TieredCache::peek(const QString& key, const QStringList& without)
{
    const QDateTime now = m_clock.now();
    const bool storeAnswers = !without.contains(m_store->name());
    std::optional<Error> failed;
    for (const auto& rung : m_rungs) {
        const QString& level = rung->meter.level();
        if (without.contains(level) || m_outages.isDead(level, now))
            continue;
        const bool isMemory = rung->level.get() == m_memory.get();
        const auto entry = isMemory ? Result<std::optional<CacheEntry>>(m_memory->look(key)) : rung->level->get(key);
        if (!entry) {
            failed = entry.error();
            continue;
        }
        if (!*entry || now >= (*entry)->staleUntil || (isMemory && storeAnswers && isOutdated(**entry)))
            continue;
        return std::optional(cacheReadOf(**entry, level, now));
    }
    if (failed)
        return std::unexpected(*failed);
    return std::optional<CacheRead>();
}

// What a read's look at the store would drop from memory. A store that does not say leaves it.
bool TieredCache::isOutdated(const CacheEntry& entry)
{
    const auto standing = m_store->stamps({entry.key});
    return standing && standing->value(entry.key) != CacheStamp{entry.version, entry.storedAt} && !isDeferred(entry.key);
}

Result<void> TieredCache::lookForRehearsals()
{
    auto found = m_store->rehearsals(m_clock.now());
    if (!found)
        return std::unexpected(found.error());
    m_outages.set(std::move(*found));
    return {};
}

Error TieredCache::rehearsedError(const QString& level) const
{
    return {ErrorKind::Cache, QStringLiteral("an outage of the cache level “%1” is being rehearsed").arg(level)};
}

} // namespace factoid
