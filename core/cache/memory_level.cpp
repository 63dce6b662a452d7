#include "core/cache/memory_level.h"

namespace factoid {

namespace {

constexpr qint64 kEntryOverhead = 256; // hash node, list node and the times, roughly

} // namespace

qint64 MemoryLevel::weightOf(const CacheEntry& entry)
{
    return entry.value.size() + entry.dataHash.size() + entry.key.size() * qint64(sizeof(QChar)) + kEntryOverhead;
}

Result<std::optional<CacheEntry>> MemoryLevel::get(const QString& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return std::optional<CacheEntry>();
    m_order.splice(m_order.begin(), m_order, found->order);
    return std::optional(found->entry);
}

std::optional<CacheEntry> MemoryLevel::look(const QString& key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.constFind(key);
    return found == m_entries.cend() ? std::nullopt : std::optional(found->entry);
}

void MemoryLevel::insert(const CacheEntry& entry)
{
    const auto found = m_entries.find(entry.key);
    if (found != m_entries.end()) {
        if (!isNewerData(entry, found->entry))
            return;
        erase(found);
    }
    const qint64 weight = weightOf(entry);
    if (weight > m_mostBytes)
        return;
    while (m_bytes + weight > m_mostBytes)
        erase(m_entries.find(m_order.back()));
    m_order.push_front(entry.key);
    m_entries.insert(entry.key, {entry, m_order.begin()});
    m_bytes += weight;
}

MemoryLevel::Held::iterator MemoryLevel::erase(Held::iterator found)
{
    m_bytes -= weightOf(found->entry);
    m_order.erase(found->order);
    return m_entries.erase(found);
}

Result<void> MemoryLevel::put(const CacheEntry& entry)
{
    const std::lock_guard lock(m_mutex);
    insert(entry);
    return {};
}

Result<void> MemoryLevel::remove(const QString& key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_entries.find(key); found != m_entries.end())
        erase(found);
    return {};
}

Result<std::vector<CacheEntry>> MemoryLevel::entries()
{
    const std::lock_guard lock(m_mutex);
    std::vector<CacheEntry> all;
    for (const Place& held : m_entries)
        all.push_back(held.entry);
    return all;
}

quint64 MemoryLevel::epoch() const
{
    const std::lock_guard lock(m_mutex);
    return m_epoch;
}

void MemoryLevel::putIfUnremoved(const CacheEntry& entry, quint64 epochBefore)
{
    const std::lock_guard lock(m_mutex);
    if (m_epoch == epochBefore)
        insert(entry);
}

void MemoryLevel::removeByPrefix(const QString& prefix)
{
    const std::lock_guard lock(m_mutex);
    ++m_epoch;
    for (auto it = m_entries.begin(); it != m_entries.end();)
        it = it.key().startsWith(prefix) ? erase(it) : std::next(it);
}

void MemoryLevel::removeStamped(const QString& key, const CacheStamp& stamp)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(key);
    if (found != m_entries.end() && CacheStamp{found->entry.version, found->entry.storedAt} == stamp)
        erase(found);
}

QHash<QString, CacheStamp> MemoryLevel::stamps() const
{
    const std::lock_guard lock(m_mutex);
    QHash<QString, CacheStamp> found;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it)
        found.insert(it.key(), {it->entry.version, it->entry.storedAt});
    return found;
}

qint64 MemoryLevel::versionOf(const QString& key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.constFind(key);
    return found == m_entries.cend() ? 0 : found->entry.version;
}

qint64 MemoryLevel::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

qint64 MemoryLevel::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

} // namespace factoid
