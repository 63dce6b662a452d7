// RehearsedOutages: what this process knows of the outage rehearsals on its store. Asking costs one atomic look
// while none is on. Any thread; owned by the tiered cache, which tells it what the store says.
#pragma once

#include "core/store/operations/rehearsal_store.h"

#include <atomic>
#include <mutex>

namespace factoid {

class RehearsedOutages
{
  public:
    void set(std::vector<Rehearsal> rehearsals);
    [[nodiscard]] bool isDead(const QString& level, const QDateTime& now) const;
    // Those that are on at `now`.
    [[nodiscard]] std::vector<Rehearsal> on(const QDateTime& now) const;
    // True for the first caller only.
    [[nodiscard]] bool firstLook() { return !m_looked.load(std::memory_order_relaxed) && !m_looked.exchange(true); }

  private:
    std::atomic<bool> m_any{false};
    std::atomic<bool> m_looked{false};
    mutable std::mutex m_mutex;
    std::vector<Rehearsal> m_rehearsals;
};

} // namespace factoid
