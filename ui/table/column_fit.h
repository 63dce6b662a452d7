// ColumnFit: gives the columns of a table the room that the view has: figures are never cut, texts end in dots and are
// whole on hover. What an operator has set by hand stays as it is. GUI thread; owned by its table.
#pragma once

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

class QHelpEvent;
class QTableView;

namespace factoid {

class ColumnFit : public QObject
{
    Q_OBJECT

  public:
    explicit ColumnFit(QTableView* view);

    // The view has a new model; `wanted` pixels a column, 0: by content.
    void attach(const std::vector<int>& wanted);
    // For tables with more columns than a screen: figures get their room, nothing is squeezed.
    void setScrolling(bool scrolling) { m_scrolling = scrolling; }
    [[nodiscard]] bool isByHand() const { return m_byHand; }
    void setByHand(bool byHand);
    // Soon, once for all that happens until then.
    void later() { m_timer.start(); }

  private:
    struct Room;
    void fit();
    void widen();
    [[nodiscard]] Room roomOf(int column);
    [[nodiscard]] bool isFigures(int column) const;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool tell(const QHelpEvent& event);

    QTableView* m_view;
    QTimer m_timer;
    std::vector<int> m_wanted;
    std::map<int, int> m_widest; // of what was seen of a column since the model was filled
    bool m_scrolling = false, m_byHand = false, m_pressed = false, m_fitting = false;
};

} // namespace factoid
