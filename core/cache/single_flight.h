// SingleFlight: makes the value of a key once, however many readers ask: threads of this process share one
// flight, processes share a lease in the store. Any thread; owned by the tiered cache.
#pragma once

#include "core/cache/cache_settings.h"
#include "core/cache/renewing_lease.h"

#include <QThreadPool>

#include <condition_variable>
#include <map>
#include <mutex>

namespace factoid {

class SingleFlight
{
  public:
    // Where a value goes that was made: into the faster levels, and, when the store could not take it, into
    // the list of what it is given later. `epoch` is the memory's before the making began.
    struct Outlets {
        std::function<void(const CacheEntry& entry, quint64 epoch)> keep;
        std::function<void(const CacheEntry& entry)> defer;
    };

    SingleFlight(StoreLevel& store, MemoryLevel& memory, const Clock& clock, const CacheSettings& settings,
                 Outlets outlets);
    // Cancels what is being made and waits for it.
    ~SingleFlight();
    SingleFlight(const SingleFlight&) = delete;
    SingleFlight& operator=(const SingleFlight&) = delete;

    // The value, made here or by whoever was first. What stands no more when it is about to be kept is made again.
    // Errors: that of the recompute; Cache when the wait was too long, the last attempt failed a moment ago or what it
    // is made from kept changing; Interrupted.
    [[nodiscard]] Result<CacheRead> make(const QString& key, const CacheRecompute& recompute);
    // Starts making the value on a thread of its own, unless that is going on or has just failed.
    // True when this call started it.
    bool refresh(const QString& key, const CacheRecompute& recompute);
    // Runs `work` on one of the threads that refreshes use; the destructor waits for it.
    void runAside(std::function<void()> work) { m_pool.start(std::move(work)); }
    // Waits until no refresh is running.
    void waitForRefreshes() { m_pool.waitForDone(); }

  private:
    enum class Purpose { Miss, Refresh };
    using Steady = std::chrono::steady_clock;
    struct Flight {
        std::mutex mutex;
        std::condition_variable landed;
        std::optional<Result<CacheRead>> outcome;
    };

    [[nodiscard]] std::pair<std::shared_ptr<Flight>, bool> board(const QString& key);
    void land(const QString& key, Flight& flight, Result<CacheRead> outcome);
    [[nodiscard]] Result<CacheRead> obtain(const QString& key, const CacheRecompute& recompute, Purpose purpose);
    [[nodiscard]] Result<LeaseAttempt> acquire(const QString& key, const QString& holder, qint64 waitedFor);
    [[nodiscard]] Result<CacheRead> makeUnderLease(const QString& key, const CacheRecompute& recompute,
                                                   const Lease& lease, Purpose purpose);
    [[nodiscard]] Result<CacheRead> makeAlone(const QString& key, const CacheRecompute& recompute);
    [[nodiscard]] Result<CacheEntry> run(const QString& key, const CacheRecompute& recompute, qint64 version);
    [[nodiscard]] std::optional<CacheRead> usable(const QString& key, Purpose purpose);
    void hold(const QString& key, std::chrono::milliseconds time);
    [[nodiscard]] bool isHeld(const QString& key);

    StoreLevel& m_store;
    MemoryLevel& m_memory;
    const Clock& m_clock;
    const CacheSettings& m_settings;
    Outlets m_outlets;
    CancelToken m_cancel;
    std::mutex m_mutex;
    std::map<QString, std::shared_ptr<Flight>> m_flights;
    std::map<QString, Steady::time_point> m_holds; // no new attempt before
    QThreadPool m_pool;
};

} // namespace factoid
