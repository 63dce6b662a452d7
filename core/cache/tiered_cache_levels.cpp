// TieredCache: looking without touching, and which levels are passed by.
#include "core/cache/tiered_cache.h"

#include "core/base/log.h"

#include <algorithm>

namespace factoid {

Result<std::optional<CacheRead>> TieredCache::peek(const QString& key, const QStringList& without)
{
    const QDateTime now = m_clock.now();
    const bool storeAnswers = !without.contains(m_store->name());
    std::optional<Error> failed;
    for (const auto& rung : m_rungs) {
        const QString& level = rung->meter.level();
        if (without.contains(level) || isPassedBy(level))
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
    return standing && standing->value(entry.key) != CacheStamp{entry.version, entry.storedAt} &&
           !isDeferred(entry.key);
}

TieredCache::Gate::Gate(LevelGuard* guard, QString level)
    : m_guard(guard)
    , m_level(std::move(level))
    , m_sound(guard ? &guard->isSound(m_level) : nullptr)
{
}

LevelLeave TieredCache::Gate::leave(const QDateTime& now) const
{
    return !m_sound || m_sound->load(std::memory_order_relaxed) ? LevelLeave::Ask : m_guard->leave(m_level, now);
}

void TieredCache::Gate::worked(const QDateTime& now) const
{
    if (m_sound && !m_sound->load(std::memory_order_relaxed))
        m_guard->worked(m_level, now);
}

void TieredCache::Gate::failed(const Error& error, const QDateTime& now) const
{
    if (m_guard)
        m_guard->failed(m_level, error, now);
}

// Whether a read leaves the level alone; the trial of one that was left out is claimed on the way.
bool TieredCache::passesBy(const Gate& gate, const QString& level, const QDateTime& now, Asked asked)
{
    if (m_outages.isDead(level, now))
        return true;
    switch (gate.leave(now)) {
    case LevelLeave::Ask:
        return false;
    case LevelLeave::ByHand:
        return true;
    case LevelLeave::LeftOut:
        return asked == Asked::Allowed;
    case LevelLeave::Trial:
        return !claim(level, now) && asked == Asked::Allowed;
    }
    return false;
}

// A value is made from what lies in the store: while that is out, nothing is. Was the store only too slow for a crowd,
// then it answers the watch, and readers wait for the value instead of being given less.
bool TieredCache::mayMake(const QDateTime& now, Asked asked)
{
    if (m_settings.readOnly || m_outages.isDead(m_store->name(), now))
        return false;
    const LevelLeave leave = m_rungs.back()->gate.leave(now);
    return leave != LevelLeave::ByHand &&
           (leave != LevelLeave::LeftOut || asked == Asked::AllButByHand || m_watch.version());
}

bool TieredCache::claim(const QString& level, const QDateTime& now)
{
    const std::shared_ptr<LevelGuard> guard = m_settings.guard;
    if (!m_settings.readOnly) {
        const auto claimed = m_store->worker().ask<bool>(
            m_settings.budgets.read, [guard, level, now](Database& db) { return guard->claim(db, level, now); });
        if (claimed)
            return *claimed;
    }
    return guard->claimHere(level, now);
}

const TieredCache::Gate& TieredCache::gateOf(const QString& level) const
{
    for (const auto& rung : m_rungs) {
        if (rung->meter.level() == level)
            return rung->gate;
    }
    return m_curatedGate;
}

bool TieredCache::isPassedBy(const QString& level) const
{
    const QDateTime now = m_clock.now();
    const LevelLeave leave = gateOf(level).leave(now);
    return m_outages.isDead(level, now) || leave == LevelLeave::ByHand || leave == LevelLeave::LeftOut;
}

QStringList TieredCache::leftOut() const
{
    const QDateTime now = m_clock.now();
    QStringList levels;
    const auto add = [&](const Gate& gate, const QString& level) {
        if (const LevelLeave leave = gate.leave(now); leave == LevelLeave::LeftOut || leave == LevelLeave::ByHand)
            levels << level;
    };
    for (const auto& rung : m_rungs)
        add(rung->gate, rung->meter.level());
    add(m_curatedGate, m_curated.level());
    return levels;
}

bool TieredCache::sparesALevel() const
{
    const QDateTime now = m_clock.now();
    const auto spared = [&](const Gate& gate) { return gate.leave(now) == LevelLeave::LeftOut; };
    return spared(m_curatedGate) || std::ranges::any_of(m_rungs, [&](const auto& rung) { return spared(rung->gate); });
}

// What is not told or heard now is with the next look; the levels do without.
Result<void> TieredCache::exchange(std::chrono::milliseconds budget)
{
    const std::shared_ptr<LevelGuard> guard = m_settings.guard;
    if (!guard)
        return {};
    const bool mayWrite = !m_settings.readOnly;
    const auto told = m_store->worker().ask<bool>(budget, [guard, mayWrite](Database& db) {
        return db.within<bool>(std::chrono::milliseconds(0), [&]() -> Result<bool> {
            TRY(guard->exchange(db, mayWrite));
            return true;
        });
    });
    if (!told)
        qCDebug(logCache).noquote() << "which levels are left out could not be compared with the store:"
                                    << told.error().message;
    return {};
}

Result<void> TieredCache::lookForOutages()
{
    auto found = TRY(m_store->rehearsals(m_clock.now()));
    m_outages.set(std::move(found));
    return exchange(m_settings.budgets.read);
}

Error TieredCache::passedByError(const QString& level) const
{
    if (m_outages.isDead(level, m_clock.now()))
        return {ErrorKind::Cache, u"an outage of the cache level “%1” is being rehearsed"_s.arg(level)};
    return {ErrorKind::Cache, u"the cache level “%1” is left out: its breaker is open"_s.arg(level)};
}

} // namespace factoid
