#include "core/cache/tiered_cache.h"

#include "core/base/log.h"

#include <algorithm>

namespace factoid {

namespace {

using Steady = std::chrono::steady_clock;

constexpr size_t kMostDeferred = 256;
constexpr int kServings = 5; // what is found may have been withdrawn since; but not for ever

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
          std::make_shared<StoreWorker>(store, m_settings.readOnly ? OpenMode::ReadOnly : OpenMode::ReadWrite),
          m_settings.budgets, m_settings.check))
    , m_curatedGate(m_settings.guard.get(), m_curated.level())
    , m_watch(store)
    , m_revalidatedAt(steadyMs())
    , m_flushedAt(steadyMs())
    , m_aside(store)
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
    for (int serving = 1; serving <= kServings; ++serving) {
        const quint64 done = m_keepsDone, begun = m_keepsBegun;
        revalidate();
        if (auto found = remembered(key, Asked::Allowed)) {
            const bool compared = done == begun && m_keepsBegun == begun;
            if (compared || !hasFault({key, found->value, found->dataHash, 0, {}, {}, {}}))
                return refreshed(key, *std::move(found), recompute, Asked::Allowed);
            continue;
        }
        auto served = serve(key, recompute, fallback, Asked::Allowed);
        // Leaving a level out saves time; it must not cost a reader the answer.
        if (!served && sparesALevel())
            served = serve(key, recompute, fallback, Asked::AllButByHand);
        if (!served || served->source == CacheSource::Fallback ||
            !hasFault({key, served->value, served->dataHash, 0, {}, {}, {}}))
            return served;
    }
    return curated(
        key, fallback,
        Error{ErrorKind::Cache, u"what is served under %1 changed each time that it was looked up"_s.arg(key)},
        Asked::Allowed);
}

// Finding and making take their time, and waiting for who makes it: the last look is at what stands now.
bool TieredCache::hasFault(const CacheEntry& entry)
{
    const auto fault = m_store->judge(entry);
    return fault && fault->has_value();
}

CacheRead TieredCache::refreshed(const QString& key, CacheRead found, const CacheRecompute& recompute, Asked asked)
{
    if (found.source == CacheSource::Stale && recompute && mayMake(m_clock.now(), asked))
        found.refreshStarted = m_maker.refresh(key, recompute);
    return found;
}

Result<CacheRead> TieredCache::readCurated(const QString& key, const CacheFallback& fallback)
{
    auto served = curated(key, fallback, std::nullopt, Asked::Allowed);
    if (!served && sparesALevel())
        served = curated(key, fallback, std::nullopt, Asked::AllButByHand);
    return served;
}

Result<CacheRead> TieredCache::serve(const QString& key, const CacheRecompute& recompute, const CacheFallback& fallback,
                                     Asked asked)
{
    if (auto found = asked == Asked::AllButByHand ? remembered(key, asked) : std::nullopt)
        return refreshed(key, *std::move(found), recompute, asked);
    if (auto found = lookTogether(key, asked))
        return refreshed(key, *std::move(found), recompute, asked);
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

std::optional<CacheRead> TieredCache::remembered(const QString& key, Asked asked)
{
    const QDateTime now = m_clock.now();
    Rung& rung = *m_rungs.front();
    if (passesBy(rung.gate, rung.meter.level(), now, asked))
        return std::nullopt;
    const auto entry = ask(rung, key, now);
    return entry ? std::optional(cacheReadOf(*entry, rung.meter.level(), now)) : std::nullopt;
}

// Readers who miss the same key at once look for it once: a crowd must not make the store look slow.
std::optional<CacheRead> TieredCache::lookTogether(const QString& key, Asked asked)
{
    if (asked != Asked::Allowed)
        return lookUp(key, asked);
    std::shared_ptr<Looking> looking;
    bool first = false;
    {
        const std::lock_guard lock(m_lookingMutex);
        auto& there = m_looking[key];
        first = !there;
        if (first)
            there = std::make_shared<Looking>();
        looking = there;
    }
    if (first) {
        auto found = lookUp(key, asked);
        {
            const std::lock_guard lock(m_lookingMutex);
            m_looking.erase(key);
        }
        {
            const std::lock_guard lock(looking->mutex);
            looking->found = found;
        }
        looking->over.notify_all();
        return found;
    }
    std::unique_lock lock(looking->mutex);
    if (!looking->over.wait_for(lock, m_settings.budgets.write, [&] { return looking->found.has_value(); }) ||
        !*looking->found) {
        m_rungs.back()->meter.miss();
        return std::nullopt;
    }
    const CacheRead& found = **looking->found;
    for (const auto& rung : m_rungs) {
        if (rung->meter.level() == found.level)
            found.source == CacheSource::Fresh ? rung->meter.hit() : rung->meter.staleHit();
    }
    return found;
}

// The first level beyond memory that has a servable value; the levels before it are filled from it.
std::optional<CacheRead> TieredCache::lookUp(const QString& key, Asked asked)
{
    const QDateTime now = m_clock.now();
    const quint64 epoch = m_memory->epoch();
    for (size_t i = 1; i < m_rungs.size(); ++i) {
        Rung& rung = *m_rungs[i];
        if (rung.pausedUntil.load(std::memory_order_relaxed) > steadyMs() ||
            passesBy(rung.gate, rung.meter.level(), now, asked))
            continue; // not asked and not counted
        const auto entry = ask(rung, key, now);
        // The store has looked at its own; what another level holds may be of before a withdrawal.
        if (!entry || (rung.level != m_store && hasFault(*entry)))
            continue;
        keep(*entry, epoch, i);
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
    qCWarning(logCache).noquote() << "cache level" << rung.meter.level()
                                  << "is left out for a moment:" << error.message;
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
    ++m_keepsBegun;
    m_memory->putIfUnremoved(entry, epoch);
    m_recheck = true; // the store may have moved on since the entry was found there
    ++m_keepsDone;
}

Result<CacheRead> TieredCache::curated(const QString& key, const CacheFallback& fallback,
                                       const std::optional<Error>& failed, Asked asked)
{
    const Error nothing = failed.value_or(Error{ErrorKind::Cache, u"nothing is cached under %1"_s.arg(key)});
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
        if (!failed)
            return std::unexpected(value.error());
        Error both = *failed;
        if (value.error().message != both.message)
            both.message += u"; "_s + value.error().message;
        return std::unexpected(both);
    }
    m_curated.fallback();
    return CacheRead{*value, {}, m_curated.level(), CacheSource::Fallback, 0, false};
}

Result<qint64> TieredCache::put(const QString& key, const QByteArray& value, const QByteArray& dataHash)
{
    if (m_settings.readOnly)
        return fail(ErrorKind::Usage, Message("cache.read_only"));
    if (value.isEmpty())
        return fail(ErrorKind::Usage, Message("cache.empty_value").arg(key));
    const QDateTime now = m_clock.now();
    const CacheTimes times = cacheTimes(m_settings.policy, key, now);
    CacheEntry entry{key, value, dataHash, 0, now, times.freshUntil, times.staleUntil};
    const quint64 epoch = m_memory->epoch();
    const auto version = m_store->append(entry);
    if (version && *version == 0)
        return 0;
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
        return fail(ErrorKind::Usage, Message("cache.read_only"));
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

void TieredCache::revalidate()
{
    if (m_outages.firstLook()) {
        if (auto looked = lookForOutages(); !looked)
            noteFailure(*m_rungs.back(), looked.error()); // this read does not pay for it twice
    }
    catchUp();
    workAside();
}

// Each read asks whether anybody has committed anything; only then is what memory holds compared with the store. Who
// comes while another compares waits for it: what was withdrawn is not served in between.
void TieredCache::catchUp()
{
    const auto seen = m_watch.version();
    if (!seen || (m_compared == *seen && !m_recheck))
        return;
    const std::lock_guard lock(m_comparing);
    const auto now = m_watch.version();
    if (now && (m_compared != *now || m_recheck))
        dropOutdated(*now);
}

// Past the level's pause and its breaker, which spare readers a wait: this looks by a connection that never waits.
void TieredCache::dropOutdated(qint64 version)
{
    Rung& rung = *m_rungs.back();
    if (m_compareFailed && rung.pausedUntil > steadyMs())
        return;
    m_recheck = false;
    const auto held = m_memory->stamps();
    const auto standing = m_watch.stamps();
    m_compareFailed = !standing;
    if (!standing) {
        m_recheck = true;
        if (rung.gate.leave(m_clock.now()) != LevelLeave::LeftOut)
            noteFailure(rung, standing.error());
        return;
    }
    for (auto it = held.cbegin(); it != held.cend(); ++it) {
        if (standing->value(it.key()) != it.value() && !isDeferred(it.key()))
            m_memory->removeStamped(it.key(), it.value());
    }
    dropOutdatedDeferred();
    m_compared = version;
}

// What the store could not take yet has no stamp there to go by.
void TieredCache::dropOutdatedDeferred()
{
    std::map<QString, CacheEntry> waiting;
    {
        const std::lock_guard lock(m_deferredMutex);
        waiting = m_deferred;
    }
    for (const auto& [key, entry] : waiting) {
        const auto fault = m_store->judge(entry);
        if (!fault || !*fault)
            continue;
        {
            const std::lock_guard lock(m_deferredMutex);
            const auto found = m_deferred.find(key);
            if (found != m_deferred.end() && !isNewerData(found->second, entry))
                m_deferred.erase(found);
        }
        m_memory->removeStamped(key, {entry.version, entry.storedAt});
    }
}

// What no reader has to wait for, once in a while.
void TieredCache::workAside()
{
    const qint64 now = steadyMs();
    if (now - m_revalidatedAt.load(std::memory_order_relaxed) < m_settings.revalidate.count())
        return;
    const std::unique_lock lock(m_workingAside, std::try_to_lock);
    if (!lock.owns_lock())
        return; // another reader is at it
    m_revalidatedAt = now;
    tryTheStore();
    if (m_settings.guard && !m_settings.readOnly && m_settings.guard->hasNews() && !m_exchanging.exchange(true)) {
        m_maker.runAside([this] {
            (void)exchange(m_settings.budgets.write);
            m_exchanging = false;
        });
    }
    if (!m_settings.readOnly && now - m_flushedAt >= m_settings.flush.count()) {
        m_flushedAt = now;
        m_maker.runAside([this] { (void)flushStats(); });
    }
    const std::lock_guard waiting(m_deferredMutex);
    if (!m_deferred.empty() && !m_replaying.exchange(true))
        m_maker.runAside([this] { replayDeferred(); });
}

// Hears of rehearsals and of what operators left out, and tries a store that was left out for its failures.
void TieredCache::tryTheStore()
{
    Rung& rung = *m_rungs.back();
    const QDateTime asking = m_clock.now();
    if (rung.pausedUntil > steadyMs())
        return;
    // Left out by hand the store is still looked at: it says when it is let go.
    const LevelLeave leave = rung.gate.leave(asking);
    if (leave == LevelLeave::LeftOut || (leave == LevelLeave::Trial && !claim(rung.meter.level(), asking)))
        return;
    if (leave != LevelLeave::Ask) {
        if (auto seen = m_store->dataVersion(); !seen)
            return noteFailure(rung, seen.error());
        rung.gate.worked(asking);
    }
    const qint64 version = m_compared;
    if (m_outagesOf == version)
        return;
    if (auto looked = lookForOutages(); !looked)
        return noteFailure(rung, looked.error());
    m_outagesOf = version;
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
            if (put.error().kind != ErrorKind::StoreBusy)
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
    const auto stored = m_store->worker().ask<QHash<QString, CacheCounts>>(
        m_settings.budgets.write, [](Database& db) { return CacheStore(db).counts(); });
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

// All levels in one transaction, with what ended processes left beside the store.
Result<void> TieredCache::flushStats()
{
    if (m_settings.readOnly)
        return {};
    const std::lock_guard lock(m_flushing);
    std::vector<MeasuredLevel> since;
    for (LevelMeter* meter : meters()) {
        if (const LevelMeter::Reading reading = meter->unflushed(); !isEmpty(reading))
            since.push_back({meter->level(), reading});
    }
    auto added = m_store->worker().ask<bool>(m_settings.budgets.write, [since, aside = &m_aside](Database& db) {
        return db.within<bool>(std::chrono::milliseconds(0), [&] { return aside->add(db, since); });
    });
    if (!added && added.error().kind != ErrorKind::StoreBusy)
        return std::unexpected(added.error());
    if (!added)
        return {};
    for (LevelMeter* meter : meters()) {
        for (const MeasuredLevel& level : since) {
            if (level.level == meter->level())
                meter->noteFlushed(level.reading);
        }
    }
    return exchange(m_settings.budgets.write);
}

Result<void> TieredCache::leaveStats()
{
    if (m_settings.readOnly)
        return {};
    auto flushed = flushStats();
    const std::lock_guard lock(m_flushing);
    std::vector<MeasuredLevel> since;
    for (LevelMeter* meter : meters()) {
        if (const LevelMeter::Reading reading = meter->unflushed(); !isEmpty(reading))
            since.push_back({meter->level(), reading});
    }
    if (since.empty() || !m_aside.leave(since))
        return flushed;
    for (LevelMeter* meter : meters()) {
        for (const MeasuredLevel& level : since) {
            if (level.level == meter->level())
                meter->noteFlushed(level.reading);
        }
    }
    return {};
}

Result<std::vector<CacheEntry>> TieredCache::entries(const QString& level)
{
    for (const auto& rung : m_rungs) {
        if (rung->meter.level() == level)
            return rung->level->entries();
    }
    return fail(ErrorKind::Usage, Message("cache.no_level").arg(level));
}

} // namespace factoid
