// DayStrip: one day from midnight to midnight in the schedule's zone: slots with their outcome, runs, and now. Paints
// itself; what it shows is read out as its description. GUI thread.
#pragma once

#include "core/queries/overview/overview_query.h"
#include "ui/widgets/widgets.h"

namespace factoid {

class DayStrip : public QWidget
{
    Q_OBJECT

  public:
    explicit DayStrip(const Theme& theme, QWidget* parent = nullptr);

    void set(const OverviewDay& day, const QDateTime& now);
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    [[nodiscard]] double positionOf(const QDateTime& instant) const;
    void describe();

    const Theme& m_theme;
    OverviewDay m_day;
    QDateTime m_now;
};

} // namespace factoid
