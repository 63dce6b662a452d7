// From the answer of spreadQuery() to what the charts of the page draw. Text stays as core wrote it; only coordinates
// become doubles. Pure; GUI thread for the locale.
#pragma once

#include "core/queries/summaries/summary_queries.h"
#include "ui/chart/chart_card.h"
#include "ui/summaries/box_plot.h"

namespace factoid {

// What the line over the years shows.
enum class SpreadMeasure { Sum, Average, Median };

[[nodiscard]] ChartData histogramData(const SpreadAnswer& spread);
[[nodiscard]] BoxData boxData(const SpreadAnswer& spread);
// In words, for a screen reader.
[[nodiscard]] QString boxSummary(const SpreadAnswer& spread);
[[nodiscard]] ChartData groupData(const std::vector<SpreadGroup>& groups, const QString& unit);
[[nodiscard]] ChartData seriesData(const SpreadAnswer& spread, SpreadMeasure measure);

} // namespace factoid
