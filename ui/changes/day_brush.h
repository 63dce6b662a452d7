// DayBrush: changes a day as bars, and a period picked on them by dragging, or by the arrow keys. GUI thread.
#pragma once

#include "core/queries/changes/changes_queries.h"
#include "ui/base/theme.h"

#include <QWidget>

namespace factoid {

class DayBrush : public QWidget
{
    Q_OBJECT

  public:
    explicit DayBrush(const Theme& theme, QWidget* parent = nullptr);

    void setDays(const std::vector<ChangeDay>& days, const QTimeZone& zone);
    // Both invalid: no period.
    void setPeriod(const QDate& from, const QDate& to);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QDate from() const { return m_from; }
    [[nodiscard]] QDate to() const { return m_to; }

  Q_SIGNALS:
    // Both invalid: the whole log again.
    void picked(const QDate& from, const QDate& to);

  private:
    struct Bar {
        QDate from, to;
        qint64 count = 0;
    };
    void bin();
    [[nodiscard]] QString tipOf(const Bar& bar) const;
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QRect area() const;
    [[nodiscard]] double step() const;
    void choose(int first, int last, bool tell);
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    const Theme& m_theme;
    std::vector<ChangeDay> m_days;
    std::vector<Bar> m_bars; // equal spans of days, empty ones included
    QTimeZone m_zone;
    int m_span = 1; // days a bar
    QDate m_from, m_to;
    int m_pressed = -1;
};

} // namespace factoid
