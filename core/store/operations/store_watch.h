// StoreWatch: tells whether anybody has changed the store, for the price of one page's lock: a connection of its own
// that only ever asks for SQLite's change counter. Any thread.
#pragma once

#include "core/store/operations/cache_store.h"

#include <chrono>
#include <mutex>

struct sqlite3;
struct sqlite3_stmt;

namespace factoid {

class StoreWatch
{
  public:
    explicit StoreWatch(StoreUrl url)
        : m_url(std::move(url))
    {
    }
    ~StoreWatch();
    StoreWatch(const StoreWatch&) = delete;
    StoreWatch& operator=(const StoreWatch&) = delete;

    // A number that is another one whenever a connection, of this process or another, has committed since; nullopt when
    // the store cannot be asked. Waits for nobody.
    [[nodiscard]] std::optional<qint64> version();
    // Stamps of all keys that have a value. Errors: the store's.
    [[nodiscard]] Result<QHash<QString, CacheStamp>> stamps();

  private:
    [[nodiscard]] bool open();
    void close();

    StoreUrl m_url;
    std::mutex m_mutex;
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_statement = nullptr; // of the counter
    qint64 m_openings = 0;               // the counter is a connection's own and starts anew with it
    std::chrono::steady_clock::time_point m_tryAgain;
};

} // namespace factoid
