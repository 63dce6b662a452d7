// From the answer of spreadQuery() to what the charts of the page draw. Text stays as core wrote it; only coordinates
// become doubles. Pure; GUI thread for the locale.
#pragma once

#include "ui/chart/chart_card.h"
#include "ui/summaries/box_plot.h"

namespace factoid {

[[nodiscard]] ChartData histogramData(const QJsonObject& spread);
[[nodiscard]] BoxData boxData(const QJsonObject& spread);
// In words, for a screen reader.
[[nodiscard]] QString boxSummary(const QJsonObject& spread);
// `by` is "type", "nation" or "region".
[[nodiscard]] ChartData groupData(const QJsonObject& spread, const char* by);
// `measure` is "sum", "average" or "median".
[[nodiscard]] ChartData seriesData(const QJsonObject& spread, const QString& measure);

} // namespace factoid
