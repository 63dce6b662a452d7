#include "core/cache/rehearsed_outages.h"

#include <algorithm>

namespace factoid {

void RehearsedOutages::set(std::vector<Rehearsal> rehearsals)
{
    const std::lock_guard lock(m_mutex);
    m_rehearsals = std::move(rehearsals);
    m_any = !m_rehearsals.empty();
}

std::vector<Rehearsal> RehearsedOutages::on(const QDateTime& now) const
{
    if (!m_any.load(std::memory_order_relaxed))
        return {};
    const std::lock_guard lock(m_mutex);
    std::vector<Rehearsal> found;
    std::ranges::copy_if(m_rehearsals, std::back_inserter(found),
                         [&](const Rehearsal& rehearsal) { return rehearsal.isOn(now); });
    return found;
}

bool RehearsedOutages::isDead(const QString& level, const QDateTime& now) const
{
    return std::ranges::any_of(on(now), [&](const Rehearsal& rehearsal) { return rehearsal.level == level; });
}

} // namespace factoid
