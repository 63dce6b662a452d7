// OutcomeStrip: how the last slots ended, one cell each, the newest at the right, coloured by outcome; the legend says
// the colours in words with how many. A click picks the slot. GUI thread.
#pragma once

#include "core/queries/schedule/schedule_queries.h"
#include "ui/widgets/widgets.h"

namespace factoid {

// "fell back" for fell_back; and whether that is good.
[[nodiscard]] QString outcomeWords(const QString& outcome);
[[nodiscard]] State outcomeState(const QString& outcome);

class OutcomeStrip : public QWidget
{
    Q_OBJECT

  public:
    OutcomeStrip(const Theme& theme, QWidget* parent);
    // Newest first.
    void setSlots(const std::vector<SlotRow>& slotRows);
    [[nodiscard]] int shown() const;
    [[nodiscard]] QSize sizeHint() const override;

  Q_SIGNALS:
    void picked(int row); // position in the rows given

  private:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    [[nodiscard]] int rowAt(int x) const;
    const Theme& m_theme;
    std::vector<SlotRow> m_rows;
};

// The words for the colours of a strip.
class OutcomeLegend : public QWidget
{
    Q_OBJECT

  public:
    OutcomeLegend(const Theme& theme, QWidget* parent);
    void setCounts(const OutcomeCounts& counts);

  private:
    const Theme& m_theme;
    QHBoxLayout* m_layout;
};

} // namespace factoid
