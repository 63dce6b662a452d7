// FailureChart: how often what went wrong on each of the last days, by kind, with the colours named above it. GUI
// thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "ui/chart/chart_card.h"

namespace factoid {

class SeriesLegend;

class FailureChart : public ChartCard
{
    Q_OBJECT

  public:
    FailureChart(const Theme& theme, UiState& state, QWidget* parent);
    // Oldest day first.
    void setTrend(const std::vector<FailureDay>& trend);

  private:
    SeriesLegend* m_legend;
    std::vector<FailureDay> m_shown;
};

// Squares with the names of a chart's series.
class SeriesLegend : public QWidget
{
    Q_OBJECT

  public:
    SeriesLegend(const Theme& theme, QWidget* parent);
    void setSeries(const std::vector<ChartSeries>& series);
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
    std::vector<std::pair<QString, int>> m_names; // with the index of the colour
};

} // namespace factoid
