// DayStrip: one day from midnight to midnight in the schedule's zone: slots with their outcome, runs, and now. Paints
// itself; what it shows is read out as its description. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QJsonObject>

namespace factoid {

class DayStrip : public QWidget
{
    Q_OBJECT

  public:
    explicit DayStrip(const Theme& theme, QWidget* parent = nullptr);

    // `day` as overviewQuery gives it.
    void set(const QJsonObject& day, const QDateTime& now);
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    [[nodiscard]] double positionOf(const QDateTime& instant) const;
    void describe();

    const Theme& m_theme;
    QJsonObject m_day;
    QDateTime m_from, m_to, m_now;
};

} // namespace factoid
