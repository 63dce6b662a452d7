// StoreWatch: tells whether anybody has changed the store, and what the cache has in it, on a connection of its own
// that waits for nobody. Any thread.
#pragma once

#include "core/store/operations/cache_store.h"
#include "core/store/sql/change_counter.h"

#include <chrono>
#include <mutex>

namespace factoid {

class StoreWatch
{
  public:
    explicit StoreWatch(StoreUrl url)
        : m_url(std::move(url))
    {
    }

    // A number that is another one whenever a connection, of this process or another, has committed since; nullopt when
    // the store cannot be asked. Waits for nobody.
    [[nodiscard]] std::optional<qint64> version();
    // Stamps of all keys that have a value. Errors: the store's.
    [[nodiscard]] Result<QHash<QString, CacheStamp>> stamps();

  private:
    [[nodiscard]] bool open();

    StoreUrl m_url;
    std::mutex m_mutex;
    std::unique_ptr<ChangeCounter> m_counter; // while the store can be asked
    qint64 m_openings = 0;                    // the counter is a connection's own and starts anew with it
    std::chrono::steady_clock::time_point m_tryAgain;
};

} // namespace factoid
