#include "core/cache/tiered_cache.h"

#include "core/base/log.h"

#include <algorithm>

namespace factoid {

namespace {

using Steady = std::chrono::steady_clock;

constexpr size_t kMostDeferred = 256;

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now().time_since_epoch()).count();
}

bool isEmpty(const LevelMeter::Reading& reading)
{
    const CacheCounts& counts = reading.counts;
    return counts.hits + counts.staleHits + counts.misses + counts.fallbacks + counts.errors == 0;
}

} // namespace

TieredCache::TieredCache(const StoreUrl& store, const Clock& clock, CacheSettings settings,
                         std::vector<std::shared_ptr<CacheLevel>> nearer)
    : m_clock(clock)
    , m_settings(std::move(settings))
    , m_memory(std::make_shared<MemoryLevel>(m_settings.memoryBytes))
    , m_store(std::make_shared<StoreLevel>(
          std::make_shared<StoreWorker>(store, m_settings.readOnly ? OpenMode::ReadOnly : OpenMode::ReadWrite), m_settings.budgets, m_settings.check))
    , m_curatedGate(m_settings.guard.get(), m_curated.level())
    , m_revalidatedAt(steadyMs())
    , m_maker(*m_store, *m_memory, m_clock, m_settings,
              {[this](const CacheEntry& entry, quint64 epoch) { keep(entry, epoch, m_rungs.size() - 1); },
               [this](const CacheEntry& entry) { defer(entry); }})
{
    m_rungs.push_back(std::make_unique<Rung>(m_memory, m_settings.guard.get()));
    for (auto& level : nearer)
        m_rungs.push_back(std::make_unique<Rung>(std::move(level), m_settings.guard.get()));
    m_rungs.push_back(std::make_unique<Rung>(m_store, m_settings.guard.get()));
}

TieredCache::~TieredCache() = default;

Result<CacheRead> TieredCache::read(const QString& key, const CacheRecompute& recompute, const CacheFallback& fallback)
{
    revalidate();
    auto served = serve(key, recompute, fallback, Asked::Allowed);
    // Leaving a level out saves time; it must not cost a reader the answer.
    if (!served && sparesALevel())
        served = serve(key, recompute, fallback, Asked::AllButByHand);
    return served;
}

Result<CacheRead> TieredCache::readCurated(const QString& key, const CacheFallback& fallback)
{
    auto served = curated(key, fallback, std::nullopt, Asked::Allowed);
    if (!served && sparesALevel())
        served = curated(key, fallback, std::nullopt, Asked::AllButByHand);
    return served;
}

Result<CacheRead> TieredCache::serve(const QString& key, const CacheRecompute& recompute, const CacheFallback& fallback, Asked asked)
{
    if (auto found = lookUp(key, asked)) {
        if (found->source == CacheSource::Stale && recompute && mayMake(m_clock.now(), asked))
            found->refreshStarted = m_maker.refresh(key, recompute);
        return *found;
    }
    if (!recompute || !mayMake(m_clock.now(), asked))
        return curated(key, fallback, std::nullopt, asked);
    auto made = m_maker.make(key, recompute);
    if (made)
        return made;
    // It failed here, but somebody else may have succeeded meanwhile.
    if (auto found = peek(key); found && *found)
        return **found;
    return curated(key, fallback, made.error(), asked);
}

// The first level that has a servable value; the levels before it are filled from it.
std::optional<CacheRead> TieredCache::lookUp(const QString& key, Asked asked)
{
    const QDateTime now = m_clock.now();
    std::optional<quint64> epoch;
    for (size_t i = 0; i < m_rungs.size(); ++i) {
        if (i == 1)
            epoch = m_memory->epoch();
        Rung& rung = *m_rungs[i];
        if (rung.pausedUntil.load(std::memory_order_relaxed) > steadyMs() || passesBy(rung.gate, rung.meter.level(), now, asked))
            continue; // not asked and not counted
        const auto entry = ask(rung, key, now);
        if (!entry)
            continue;
        if (i > 0)
            keep(*entry, *epoch, i);
        return cacheReadOf(*entry, rung.meter.level(), now);
    }
    return std::nullopt;
}

// Asks one level and counts what it did; nullopt for a miss, an expired value and a failure.
std::optional<CacheEntry> TieredCache::ask(Rung& rung, const QString& key, const QDateTime& now)
{
    const auto begin = Steady::now();
    auto entry = rung.level->get(key);
    rung.meter.took(Steady::now() - begin);
    if (!entry) {
        noteFailure(rung, entry.error());
        return std::nullopt;
    }
    rung.gate.worked(now);
    if (!*entry || now >= (*entry)->staleUntil) {
        rung.meter.miss();
        return std::nullopt;
    }
    if (now < (*entry)->freshUntil)
        rung.meter.hit();
    else
        rung.meter.staleHit();
    return std::move(*entry);
}

// A read failed: the level is left out for a while, so that the next reads do not pay for it again.
void TieredCache::noteFailure(Rung& rung, const Error& error)
{
    rung.meter.error();
    rung.gate.failed(error, m_clock.now());
    rung.pausedUntil = steadyMs() + m_settings.levelPause.count();
    qCWarning(logCache).noquote() << "cache level" << rung.meter.level() << "is left out for a moment:" << error.message;
}

// Writes to the levels before number `below`; into memory only if nothing was removed since `epoch`.
void TieredCache::keep(const CacheEntry& entry, quint64 epoch, size_t below)
{
    for (size_t i = below; i-- > 1;) {
        if (m_settings.readOnly || m_rungs[i]->pausedUntil > steadyMs())
            continue;
        if (auto put = m_rungs[i]->level->put(entry); !put)
            noteFailure(*m_rungs[i], put.error());
    }
    m_memory->putIfUnremoved(entry, epoch);
}

Result<CacheRead> TieredCache::curated(const QString& key, const CacheFallback& fallback, const std::optional<Error>& failed, Asked asked)
{
    const Error nothing = failed.value_or(Error{ErrorKind::Cache, QStringLiteral("nothing is cached under %1").arg(key)});
    if (!fallback)
        return std::unexpected(nothing);
    const QDateTime now = m_clock.now();
    if (passesBy(m_curatedGate, m_curated.level(), now, asked))
        return std::unexpected(passedByError(m_curated.level()));
    const auto begin = Steady::now();
    auto value = fallback();
    m_curated.took(Steady::now() - begin);
    // That there is nothing to fall back on is an answer.
    if (value || value.error().kind == ErrorKind::Cache)
        m_curatedGate.worked(now);
    else
        m_curatedGate.failed(value.error(), now);
    if (!value) {
        m_curated.miss();
        return std::unexpected(failed ? nothing : value.error());
    }
    m_curated.fallback();
    return CacheRead{*value, {}, m_curated.level(), CacheSource::Fallback, 0, false};
}

Result<qint64> TieredCache::put(const QString& key, const QByteArray& value, const QByteArray& dataHash)
{
    if (m_settings.readOnly)
        return fail(ErrorKind::Usage, QStringLiteral("the cache was opened for reading only"));
    if (value.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("an empty value cannot be cached under %1").arg(key));
    const QDateTime now = m_clock.now();
    const CacheTimes times = cacheTimes(m_settings.policy, key, now);
    CacheEntry entry{key, value, dataHash, 0, now, times.freshUntil, times.staleUntil};
    const quint64 epoch = m_memory->epoch();
    const auto version = m_store->append(entry);
    entry.version = version ? *version : m_memory->versionOf(key) + 1;
    if (version) {
        const std::lock_guard lock(m_deferredMutex);
        m_deferred.erase(key); // what waited is older
    } else {
        m_rungs.back()->meter.error(); // it cannot be written; perhaps it can still be read
        defer(entry);
    }
    keep(entry, epoch, m_rungs.size() - 1);
    return version;
}

Result<QStringList> TieredCache::invalidate(const QString& prefix)
{
    if (m_settings.readOnly)
        return fail(ErrorKind::Usage, QStringLiteral("the cache was opened for reading only"));
    // Before, so that nothing is served while the store works; after, for a reader who looked in between.
    m_memory->removeByPrefix(prefix);
    {
        const std::lock_guard lock(m_deferredMutex);
        std::erase_if(m_deferred, [&](const auto& item) { return item.first.startsWith(prefix); });
    }
    auto removed = m_store->removeByPrefix(prefix, m_clock.now());
    for (size_t i = 1; i + 1 < m_rungs.size(); ++i) {
        const auto held = m_rungs[i]->level->entries();
        if (!held) {
            noteFailure(*m_rungs[i], held.error());
            continue;
        }
        for (const CacheEntry& entry : *held) {
            if (!entry.key.startsWith(prefix))
                continue;
            if (auto gone = m_rungs[i]->level->remove(entry.key); !gone)
                noteFailure(*m_rungs[i], gone.error());
        }
    }
    m_memory->removeByPrefix(prefix);
    return removed;
}

// Once in a while a read asks the store's change counter, which costs a page read; only when another
// connection wrote something are the stamps of what memory holds compared.
void TieredCache::revalidate()
{
    if (m_outages.firstLook()) {
        if (auto looked = lookForOutages(); !looked)
            noteFailure(*m_rungs.back(), looked.error()); // this read does not pay for it twice
    }
    const qint64 now = steadyMs();
    if (now - m_revalidatedAt.load(std::memory_order_relaxed) < m_settings.revalidate.count())
        return;
    const std::unique_lock lock(m_revalidating, std::try_to_lock);
    if (!lock.owns_lock())
        return; // another reader is at it
    m_revalidatedAt = now;
    dropOutdated();
    if (m_settings.guard && !m_settings.readOnly && m_settings.guard->hasNews() && !m_exchanging.exchange(true)) {
        m_maker.runAside([this] {
            (void)exchange(m_settings.budgets.write);
            m_exchanging = false;
        });
    }
    const std::lock_guard waiting(m_deferredMutex);
    if (!m_deferred.empty() && !m_replaying.exchange(true))
        m_maker.runAside([this] { replayDeferred(); });
}

void TieredCache::dropOutdated()
{
    Rung& rung = *m_rungs.back();
    const QDateTime asking = m_clock.now();
    if (rung.pausedUntil > steadyMs())
        return;
    // Left out by hand the store is still looked at: it says when it is let go.
    const LevelLeave leave = rung.gate.leave(asking);
    if (leave == LevelLeave::LeftOut || (leave == LevelLeave::Trial && !claim(rung.meter.level(), asking)))
        return;
    const auto seen = m_store->dataVersion();
    if (!seen)
        return noteFailure(rung, seen.error());
    rung.gate.worked(asking);
    if (!m_recheck.exchange(false) && m_dataVersion == *seen)
        return;
    if (auto looked = lookForOutages(); !looked)
        return noteFailure(rung, looked.error());
    const auto held = m_memory->stamps();
    const auto standing = m_store->stamps(held.keys());
    if (!standing)
        return noteFailure(rung, standing.error());
    for (auto it = held.cbegin(); it != held.cend(); ++it) {
        if (standing->value(it.key()) != it.value() && !isDeferred(it.key()))
            m_memory->removeStamped(it.key(), it.value());
    }
    m_dataVersion = *seen;
}

void TieredCache::defer(const CacheEntry& entry)
{
    const std::lock_guard lock(m_deferredMutex);
    const auto found = m_deferred.find(entry.key);
    if (found != m_deferred.end() && isNewerData(entry, found->second))
        found->second = entry;
    else if (found == m_deferred.end() && m_deferred.size() < kMostDeferred)
        m_deferred.emplace(entry.key, entry);
}

bool TieredCache::isDeferred(const QString& key)
{
    const std::lock_guard lock(m_deferredMutex);
    return m_deferred.contains(key);
}

// Gives the store what it could not take, now that it answers; newer data that it has by then stays.
void TieredCache::replayDeferred()
{
    std::map<QString, CacheEntry> waiting;
    {
        const std::lock_guard lock(m_deferredMutex);
        waiting = m_deferred;
    }
    for (const auto& [key, entry] : waiting) {
        if (auto put = m_store->put(entry); !put) {
            m_rungs.back()->meter.error();
            break;
        }
        m_recheck = true; // the store may have had newer data, which memory does not know yet
        const std::lock_guard lock(m_deferredMutex);
        const auto found = m_deferred.find(key);
        if (found != m_deferred.end() && !isNewerData(found->second, entry))
            m_deferred.erase(found);
    }
    m_replaying = false;
}

std::vector<LevelMeter*> TieredCache::meters()
{
    std::vector<LevelMeter*> all;
    for (const auto& rung : m_rungs)
        all.push_back(&rung->meter);
    all.push_back(&m_curated);
    return all;
}

void TieredCache::addSizes(std::vector<LevelStats>& rows)
{
    rows.front().entries = m_memory->size();
    rows.front().bytes = m_memory->bytes();
    LevelStats& store = rows[m_rungs.size() - 1];
    if (const auto totals = m_store->totals()) {
        store.entries = totals->entries;
        store.bytes = totals->bytes;
    }
}

std::vector<LevelStats> TieredCache::stats()
{
    std::vector<LevelStats> rows;
    for (LevelMeter* meter : meters())
        rows.push_back(statsOf(meter->level(), meter->read()));
    addSizes(rows);
    return rows;
}

Result<std::vector<LevelStats>> TieredCache::statsOfAll()
{
    const auto stored = m_store->worker().ask<QHash<QString, CacheCounts>>(m_settings.budgets.write, [](Database& db) { return CacheStore(db).counts(); });
    if (!stored)
        return std::unexpected(stored.error());
    const std::lock_guard lock(m_flushing);
    std::vector<LevelStats> rows;
    for (LevelMeter* meter : meters()) {
        const CacheCounts counts = stored->value(meter->level());
        const LevelMeter::Reading before{counts, LatencyHistogram::fromText(counts.latency)};
        rows.push_back(statsOf(meter->level(), before + meter->unflushed()));
    }
    addSizes(rows);
    return rows;
}

Result<void> TieredCache::flushStats()
{
    if (m_settings.readOnly)
        return {};
    const std::lock_guard lock(m_flushing);
    for (LevelMeter* meter : meters()) {
        const LevelMeter::Reading since = meter->unflushed();
        if (isEmpty(since))
            continue;
        auto added = m_store->worker().ask<bool>(m_settings.budgets.write, [level = meter->level(), since](Database& db) -> Result<bool> {
            auto done = CacheStore(db).addCounts(level, since.counts, [&](const QString& before) {
                LevelMeter::Reading sum{{}, LatencyHistogram::fromText(before)};
                return LatencyHistogram::toText((sum + since).latency);
            });
            if (!done)
                return std::unexpected(done.error());
            return true;
        });
        if (!added)
            return std::unexpected(added.error());
        meter->noteFlushed(since);
    }
    return exchange(m_settings.budgets.write);
}

Result<std::vector<CacheEntry>> TieredCache::entries(const QString& level)
{
    for (const auto& rung : m_rungs) {
        if (rung->meter.level() == level)
            return rung->level->entries();
    }
    return fail(ErrorKind::Usage, QStringLiteral("the cache has no level “%1”").arg(level));
}

} // namespace factoid
