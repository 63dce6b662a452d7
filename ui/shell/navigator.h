// Navigator: where the window is, and the way back and forward. GUI thread; owned by the window.
#pragma once

#include "ui/shell/place.h"

#include <QObject>

#include <vector>

namespace factoid {

class Navigator : public QObject
{
    Q_OBJECT

  public:
    using QObject::QObject;

    // Goes there; the place that is left can be gone back to. Going where one is changes nothing but is told again.
    void go(const Place& place);
    // The page itself moved on (another field was picked): the newest place is replaced, not added to.
    void refine(const Place& place);
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }
    [[nodiscard]] Place current() const { return m_places.empty() ? Place{} : m_places[m_at]; }

  Q_SIGNALS:
    void went(const factoid::Place& place);
    void changed(); // back or forward became possible or not

  private:
    std::vector<Place> m_places;
    size_t m_at = 0;
};

} // namespace factoid
