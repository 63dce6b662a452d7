// StorePresence: whether a store's file has been seen. One that was there and is gone is missed, not made anew: an
// empty store in its place would look as if every figure were lost. Any thread.
#pragma once

#include "core/store/sql/database.h"

#include <atomic>

namespace factoid {

class StorePresence
{
  public:
    // Takes the first look.
    explicit StorePresence(StoreUrl store)
        : m_store(std::move(store))
    {
        (void)look();
    }
    // Call before the store is opened. Errors: Store, when the file was there at an earlier look and is not now.
    [[nodiscard]] Result<void> look();

  private:
    StoreUrl m_store;
    std::atomic<bool> m_seen{false};
};

} // namespace factoid
