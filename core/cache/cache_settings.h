// CacheSettings: how the tiered cache behaves; plain values with their defaults.
#pragma once

#include "core/cache/cache.h"
#include "core/cache/level_guard.h"
#include "core/cache/memory_level.h"
#include "core/cache/store_level.h"

namespace factoid {

struct CacheSettings {
    CachePolicy policy;
    // Nothing at all is written, made or counted into the store: for probes and rehearsals.
    bool readOnly = false;
    // How long what is done on the side waits for its turn: the levels' breakers, counters, what the store could not
    // take. Whether the store has changed is asked with every read.
    std::chrono::milliseconds revalidate{1'000};
    // A process that makes a value and dies is taken over from after this; a living one renews in time.
    std::chrono::milliseconds lease{15'000};
    // How long a reader waits for a value that somebody else is making, before it is served the fallback.
    std::chrono::milliseconds wait{60'000};
    // After a failed recompute this process does not try again for this long.
    std::chrono::milliseconds failureHold{5'000};
    // A level that failed is not asked again for this long.
    std::chrono::milliseconds levelPause{1'000};
    qint64 memoryBytes = MemoryLevel::kDefaultBytes;
    StoreBudgets budgets;
    // How long a maker asks for the store's word on who makes a value, before it makes its own without keeping it: a
    // long import holds the store, and holds up no reader.
    std::chrono::milliseconds turn{1'000};
    // After what was counted here is given to the store. Nothing waits for that.
    std::chrono::milliseconds flush{60'000};
    // What has to be right with a value to be served or kept.
    CacheCheck check;
    // Says which levels are asked; without one, each is.
    std::shared_ptr<LevelGuard> guard;
};

} // namespace factoid
