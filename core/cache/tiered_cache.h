// TieredCache: the levels as one cache (docs/contract.md, “Cache”): memory, then any nearer shared level, then the
// store, then what the caller curated. Lives with the engine; every function is safe from any thread.
#pragma once

#include "core/cache/cache_settings.h"
#include "core/cache/counts_aside.h"
#include "core/cache/level_meter.h"
#include "core/cache/rehearsed_outages.h"
#include "core/cache/single_flight.h"
#include "core/store/operations/store_watch.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace factoid {

class TieredCache
{
  public:
    // `nearer`: shared levels that are asked before the store, fastest first. The clock must outlive this.
    TieredCache(const StoreUrl& store, const Clock& clock, CacheSettings settings,
                std::vector<std::shared_ptr<CacheLevel>> nearer = {});
    // Cancels what it started and waits for it.
    ~TieredCache();
    TieredCache(const TieredCache&) = delete;
    TieredCache& operator=(const TieredCache&) = delete;

    // The value of a key: fresh from the fastest level that has it; stale at once while one refresh starts;
    // else made once for all readers who wait for it, for CacheSettings::wait at most; else the curated one. Without
    // `recompute` nothing is ever made. What the settings' check finds fault with is not served, from whatever level
    // and however long ago it was put there. Errors: that of the recompute; Cache when there is nothing to serve.
    [[nodiscard]] Result<CacheRead> read(const QString& key, const CacheRecompute& recompute = {},
                                         const CacheFallback& fallback = {});
    // The curated value as a read gets it that no level could answer. Errors: that of the fallback; Cache, it is passed
    // by.
    [[nodiscard]] Result<CacheRead> readCurated(const QString& key, const CacheFallback& fallback);
    // What read() would find at this moment; nothing is made, moved between levels or counted. `without`: as
    // if these levels did not answer.
    [[nodiscard]] Result<std::optional<CacheRead>> peek(const QString& key, const QStringList& without = {});

    // Outage rehearsals (docs/cache.md, “Rehearsing an outage”): while one of a level is on, reads pass the level by;
    // nothing is made either while the store is out, because it is made from what lies there. Writes still reach every
    // level, so nothing is lost. A process hears of a rehearsal with its first read, and later at most a second after
    // it began.
    [[nodiscard]] std::vector<Rehearsal> rehearsals() const { return m_outages.on(m_clock.now()); }
    // Whether reads pass the level by at this moment: a rehearsal, or the guard of the settings, which is told what
    // came of each question. A level that it left out for its failures is asked all the same before a read fails.
    [[nodiscard]] bool isPassedBy(const QString& level) const;
    // The levels that the guard leaves out.
    [[nodiscard]] QStringList leftOut() const;
    // Asks the store now what it knows of either. Errors: those of the store; what was known stays.
    Result<void> lookForOutages();

    // Another number whenever anybody has committed anything to the store; nullopt: it cannot be asked.
    [[nodiscard]] std::optional<qint64> storeVersion() { return m_watch.version(); }
    // The store's connection of the cache, with the patience of a read.
    [[nodiscard]] StoreLevel& storeLevel() { return *m_store; }

    // Writes a value, as of now, to every level as the newest of its key; gives its version, 0 when the check refused
    // it and it was written nowhere. When the store does not take it the error says so; the other levels hold it then
    // and the store is given it later.
    Result<qint64> put(const QString& key, const QByteArray& value, const QByteArray& dataHash);
    // Removes every key that starts with `prefix` (empty: all) from every level, here at once and in other
    // processes with their next look at the store; gives the keys that the store had.
    Result<QStringList> invalidate(const QString& prefix);

    // What this process measured, one row a level: memory, nearer levels, store, curated.
    [[nodiscard]] std::vector<LevelStats> stats();
    // The same summed with what every process has flushed. Errors: those of the store.
    [[nodiscard]] Result<std::vector<LevelStats>> statsOfAll();
    // Adds what was measured since the last flush to the sums in the store. Waits for no writer: what a busy store
    // cannot take is kept for the next time. Does nothing when read-only.
    Result<void> flushStats();
    // The same before a process ends: what the store cannot take now is left beside it, for whoever flushes next.
    Result<void> leaveStats();

    // What a level ("memory", "store" or a nearer one) holds, by key. Values may be empty. Errors: Usage for
    // another name, those of the level.
    [[nodiscard]] Result<std::vector<CacheEntry>> entries(const QString& level);
    [[nodiscard]] const CacheSettings& settings() const { return m_settings; }
    // Waits until no refresh is running: before a short-lived process ends, and in tests.
    void waitForRefreshes() { m_maker.waitForRefreshes(); }

  private:
    // A level's guard, as far as a read looks at it: one atomic while nothing is wrong.
    class Gate
    {
      public:
        Gate(LevelGuard* guard, QString level);
        [[nodiscard]] LevelLeave leave(const QDateTime& now) const;
        void worked(const QDateTime& now) const;
        void failed(const Error& error, const QDateTime& now) const;

      private:
        LevelGuard* m_guard; // may be none
        QString m_level;
        const std::atomic<bool>* m_sound;
    };
    struct Rung {
        std::shared_ptr<CacheLevel> level;
        LevelMeter meter;
        Gate gate;
        std::atomic<qint64> pausedUntil{0}; // steady ms
        Rung(std::shared_ptr<CacheLevel> of, LevelGuard* guard)
            : level(std::move(of))
            , meter(level->name())
            , gate(guard, level->name())
        {
        }
    };
    enum class Asked { Allowed, AllButByHand }; // which levels a read asks
    struct Looking {                            // of one reader on behalf of all who ask for the same key
        std::mutex mutex;
        std::condition_variable over;
        std::optional<std::optional<CacheRead>> found;
    };
    [[nodiscard]] Result<CacheRead> serve(const QString& key, const CacheRecompute& recompute,
                                          const CacheFallback& fallback, Asked asked);
    [[nodiscard]] std::optional<CacheRead> remembered(const QString& key, Asked asked);
    [[nodiscard]] std::optional<CacheRead> lookTogether(const QString& key, Asked asked);
    [[nodiscard]] std::optional<CacheRead> lookUp(const QString& key, Asked asked);
    [[nodiscard]] std::optional<CacheEntry> ask(Rung& rung, const QString& key, const QDateTime& now);
    [[nodiscard]] bool hasFault(const CacheEntry& entry);
    [[nodiscard]] CacheRead refreshed(const QString& key, CacheRead found, const CacheRecompute& recompute,
                                      Asked asked);
    [[nodiscard]] Result<CacheRead> curated(const QString& key, const CacheFallback& fallback,
                                            const std::optional<Error>& failed, Asked asked);
    [[nodiscard]] bool passesBy(const Gate& gate, const QString& level, const QDateTime& now, Asked asked);
    [[nodiscard]] bool sparesALevel() const; // for its failures
    [[nodiscard]] bool mayMake(const QDateTime& now, Asked asked);
    [[nodiscard]] bool claim(const QString& level, const QDateTime& now);
    [[nodiscard]] const Gate& gateOf(const QString& level) const;
    Result<void> exchange(std::chrono::milliseconds budget);
    void keep(const CacheEntry& entry, quint64 epoch, size_t below);
    void noteFailure(Rung& rung, const Error& error);
    void revalidate();
    void catchUp();
    void dropOutdated(qint64 version);
    void dropOutdatedDeferred();
    void workAside();
    void tryTheStore();
    void defer(const CacheEntry& entry);
    void replayDeferred();
    [[nodiscard]] bool isDeferred(const QString& key);
    [[nodiscard]] bool isOutdated(const CacheEntry& entry);
    [[nodiscard]] Error passedByError(const QString& level) const;
    [[nodiscard]] std::vector<LevelMeter*> meters();
    void addSizes(std::vector<LevelStats>& rows);

    const Clock& m_clock;
    const CacheSettings m_settings;
    std::shared_ptr<MemoryLevel> m_memory;
    std::shared_ptr<StoreLevel> m_store;
    std::vector<std::unique_ptr<Rung>> m_rungs; // memory first, store last
    LevelMeter m_curated{u"curated"_s};
    Gate m_curatedGate;

    RehearsedOutages m_outages;
    StoreWatch m_watch;
    std::mutex m_comparing;
    std::atomic<qint64> m_compared{-1}; // the store's version at which memory was last compared with it
    std::atomic<bool> m_recheck{false}; // compare even if that version stands
    // Entries that were put into memory: one that is on its way there may be older than the comparison.
    std::atomic<quint64> m_keepsBegun{0}, m_keepsDone{0};
    bool m_compareFailed = false;                     // guarded by m_comparing
    std::atomic<qint64> m_revalidatedAt, m_flushedAt; // steady ms
    std::mutex m_workingAside;
    qint64 m_outagesOf = -1; // guarded by m_workingAside
    std::mutex m_lookingMutex;
    std::map<QString, std::shared_ptr<Looking>> m_looking;
    std::mutex m_deferredMutex;
    std::map<QString, CacheEntry> m_deferred; // what the store could not take, newest of each key
    std::atomic<bool> m_replaying{false};
    std::atomic<bool> m_exchanging{false};
    std::mutex m_flushing;
    CountsAside m_aside;

    SingleFlight m_maker; // last: it ends before what it uses
};

} // namespace factoid
