// How good past forecasts were, from the back-test of a field: the second half of forecast_queries.h. Pure; any thread.
#pragma once

#include "core/forecast/forecast_panel.h"
#include "core/queries/forecast/forecast_queries.h"

namespace factoid {

// By years ahead, of the row; none where nothing came out yet.
[[nodiscard]] std::vector<ForecastScore> subjectScores(const forecast::FieldForecaster& made, size_t row, size_t years);
// Of all councils of the field.
[[nodiscard]] std::vector<ForecastScore> fieldScores(const forecast::FieldForecaster& made, size_t years);
// What was forecast of the row and what came, the newest outcome first.
[[nodiscard]] std::vector<PastForecast> pastForecasts(const forecast::FieldForecaster& made, const ForecastPanel& rows,
                                                      size_t row);

} // namespace factoid
