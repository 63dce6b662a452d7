// The sentences of forecasts and of refusals. Pure; any thread.
#pragma once

#include "core/forecast/forecast_panel.h"
#include "core/queries/forecast/forecast_queries.h"

namespace factoid {

// Why there is no forecast: "Kent has no figure for 2023/24, the year from which to look ahead."
[[nodiscard]] QString refusalSentence(const QString& name, const forecast::UsableHistory& history,
                                      const ForecastPanel& rows, size_t origin);
// "Total borrowing of Kent is projected to be 1,234,000 in 2020/21, and with 95 percent probability between …".
[[nodiscard]] QString forecastSentence(const ForecastAnswer& answer);
// What a method is, in words.
[[nodiscard]] QString methodWords(forecast::Method method);

} // namespace factoid
