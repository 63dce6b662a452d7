// ChartPicture: the drawing of a chart. Qt Charts lays out axes and draws lines and bars; labels stand at the points
// themselves, so that there is no legend to look up. GUI thread; ChartCard owns it.
#pragma once

#include "ui/chart/chart_card.h"

#include <QChartView>

namespace factoid {

class ChartPicture : public QChartView
{
    Q_OBJECT

  public:
    ChartPicture(const Theme& theme, QWidget* parent = nullptr);
    void setData(const ChartData& data);

  Q_SIGNALS:
    void pointClicked(int series, int point);

  private:
    void rebuild();
    void addLines();
    void addBars();
    void styleAxis(QAbstractAxis* axis, bool values) const;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void drawLabels(QPainter* painter) const;
    void drawMarks(QPainter* painter) const;
    void drawBinNames(QPainter* painter) const;
    void drawHorizontalBars(QPainter* painter) const;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    [[nodiscard]] QPointF positionOf(const ChartSeries& series, size_t point) const;
    [[nodiscard]] std::optional<std::pair<int, int>> pointAt(const QPointF& at) const;
    [[nodiscard]] double least() const;
    [[nodiscard]] double most() const;

    const Theme& m_theme;
    ChartData m_data;
    std::vector<QAbstractSeries*> m_drawn;
};

} // namespace factoid
