// CountsAside: a small file beside the store, PATH-counts, in which processes leave what they counted when the store is
// held by a writer as they end. Whoever flushes next adds it, once. The worker's thread adds; any thread leaves.
#pragma once

#include "core/cache/level_meter.h"
#include "core/store/sql/database.h"

#include <vector>

namespace factoid {

struct MeasuredLevel {
    QString level;
    LevelMeter::Reading reading;
};

class CountsAside
{
  public:
    explicit CountsAside(const StoreUrl& store)
        : m_path(store.path + u"-counts"_s)
    {
    }

    // False: the folder cannot be written.
    [[nodiscard]] bool leave(const std::vector<MeasuredLevel>& counted) const;
    // Adds `counted`, and what was left here, to the sums in the store, in one transaction. Errors: the store's; what
    // was left stays then.
    [[nodiscard]] Result<bool> add(Database& db, const std::vector<MeasuredLevel>& counted) const;

  private:
    QString m_path;
};

} // namespace factoid
