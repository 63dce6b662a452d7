#include "ui/shell/navigator.h"

namespace factoid {

namespace {

constexpr size_t kPlacesRemembered = 200;

} // namespace

void Navigator::go(const Place& place)
{
    if (m_places.empty()) {
        m_places.push_back(place);
    } else if (current() != place) {
        m_places.resize(m_at + 1);
        m_places.push_back(place);
        if (m_places.size() > kPlacesRemembered)
            m_places.erase(m_places.begin());
        m_at = m_places.size() - 1;
    }
    Q_EMIT went(place);
    Q_EMIT changed();
}

void Navigator::refine(const Place& place)
{
    if (!m_places.empty())
        m_places[m_at] = place;
}

void Navigator::back()
{
    if (!canGoBack())
        return;
    --m_at;
    Q_EMIT went(m_places[m_at]);
    Q_EMIT changed();
}

void Navigator::forward()
{
    if (!canGoForward())
        return;
    ++m_at;
    Q_EMIT went(m_places[m_at]);
    Q_EMIT changed();
}

} // namespace factoid
