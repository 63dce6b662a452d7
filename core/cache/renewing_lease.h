// RenewingLease: a lease that is renewed by a thread of its own for as long as the object lives. Made and
// ended by the thread that does the work under it.
#pragma once

#include "core/cache/store_level.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace factoid {

class RenewingLease
{
  public:
    // Renews every third of `ttl`, so that one slow renewal does not lose it.
    RenewingLease(StoreLevel& store, Lease lease, std::chrono::milliseconds ttl);
    // Stops renewing; what was neither released nor parked expires by itself.
    ~RenewingLease();
    RenewingLease(const RenewingLease&) = delete;
    RenewingLease& operator=(const RenewingLease&) = delete;

    // As it was acquired: name, holder and token do not change.
    [[nodiscard]] const Lease& lease() const { return m_lease; }
    // Stops renewing and frees it, with a note for those who waited (empty: none). If that fails it expires.
    void release(const QString& note = u""_s);

  private:
    void renewing();
    void stop();

    StoreLevel& m_store;
    const Lease m_lease;
    std::chrono::milliseconds m_ttl;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace factoid
