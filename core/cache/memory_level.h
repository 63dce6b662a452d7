// MemoryLevel: the cache's first level, in this process, bounded in bytes; the least recently read
// entry goes first. Any thread.
#pragma once

#include "core/cache/cache.h"
#include "core/store/operations/cache_store.h"

#include <QHash>

#include <list>
#include <mutex>

namespace factoid {

class MemoryLevel final : public CacheLevel
{
  public:
    static constexpr qint64 kDefaultBytes = 64ll * 1024 * 1024;

    explicit MemoryLevel(qint64 mostBytes = kDefaultBytes)
        : m_mostBytes(mostBytes)
    {
    }

    [[nodiscard]] QString name() const override { return u"memory"_s; }
    [[nodiscard]] Result<std::optional<CacheEntry>> get(const QString& key) override;
    Result<void> put(const CacheEntry& entry) override;
    Result<void> remove(const QString& key) override;
    [[nodiscard]] Result<std::vector<CacheEntry>> entries() override;

    // Grows with every removal by removeByPrefix(). Taken before a slower level is asked, it lets
    // putIfUnremoved() refuse to bring back what was removed in between.
    [[nodiscard]] quint64 epoch() const;
    void putIfUnremoved(const CacheEntry& entry, quint64 epochBefore);
    void removeByPrefix(const QString& prefix);
    // As get(), but the entry does not count as read.
    [[nodiscard]] std::optional<CacheEntry> look(const QString& key) const;
    // Removes the key if it still has this stamp: a newer value that arrived meanwhile stays.
    void removeStamped(const QString& key, const CacheStamp& stamp);

    [[nodiscard]] QHash<QString, CacheStamp> stamps() const;
    [[nodiscard]] qint64 versionOf(const QString& key) const; // 0: not held
    [[nodiscard]] qint64 bytes() const;
    [[nodiscard]] qint64 size() const;

  private:
    using Order = std::list<QString>; // most recently read first
    struct Place {
        CacheEntry entry;
        Order::iterator order;
    };
    using Held = QHash<QString, Place>;
    void insert(const CacheEntry& entry);
    Held::iterator erase(Held::iterator found);
    [[nodiscard]] static qint64 weightOf(const CacheEntry& entry);

    mutable std::mutex m_mutex;
    Held m_entries;
    Order m_order;
    qint64 m_bytes = 0;
    qint64 m_mostBytes;
    quint64 m_epoch = 0;
};

} // namespace factoid
