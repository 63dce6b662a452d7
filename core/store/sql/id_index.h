// IdIndex: positions by the store's ids. Ids are small and without gaps where this program gave them, and then this is
// an array; any other number that a row may carry finds its place as well. Any thread, one at a time.
#pragma once

#include <QtGlobal>

#include <unordered_map>
#include <vector>

namespace factoid {

class IdIndex
{
  public:
    void put(qint64 id, int position)
    {
        if (id < 0 || id >= kSmall) {
            m_far[id] = position;
            return;
        }
        if (id >= static_cast<qint64>(m_near.size()))
            m_near.resize(static_cast<size_t>(id) + 1, -1);
        m_near[static_cast<size_t>(id)] = position;
    }
    // -1: there is none.
    [[nodiscard]] int find(qint64 id) const
    {
        if (id >= 0 && id < static_cast<qint64>(m_near.size()))
            return m_near[static_cast<size_t>(id)];
        const auto far = m_far.find(id);
        return far == m_far.end() ? -1 : far->second;
    }

  private:
    static constexpr qint64 kSmall = 1 << 20;
    std::vector<int> m_near;
    std::unordered_map<qint64, int> m_far;
};

} // namespace factoid
