// The figures of a field as its forecaster takes them: consecutive years up to the latest, one row a council, and a row
// of their own for a group or all together. Pure; any thread.
#pragma once

#include "core/figures/summariser.h"
#include "core/forecast/field_forecaster.h"

#include <functional>
#include <vector>

namespace factoid {

struct ForecastPanel {
    Year first = {}, origin = {}; // years are consecutive and of one kind, financial or calendar
    forecast::FieldHistory history = {};
    std::vector<int> rowOf = {}; // by council of the panel; -1: it never had a figure
    [[nodiscard]] size_t originAt() const { return history.years - 1; }
    [[nodiscard]] Year yearAt(size_t position) const { return first.plus(static_cast<int>(position)); }
};

// Rows of all councils up to `origin`.
[[nodiscard]] ForecastPanel forecastPanel(const Panel& panel, int field, Year origin);
// Whether amounts of the unit can be added up: not percentages, nor rates such as GBP_per_dwelling.
[[nodiscard]] bool addsUp(const QString& unit);
// Adds the row of those councils together, their sum, or for a rate their average to the decimals of most figures, and
// gives its position. A year counts where at least 95 percent of those who are expected to report did.
size_t addTogether(ForecastPanel& rows, const Panel& panel, int field, const ReportedGroups& reported,
                   const std::function<bool(const Council&)>& belongs);

// A number of the forecaster as the decimal that it stands for.
[[nodiscard]] Decimal decimalOf(double value);

// What is forecast of a figure from the years before it, as those are now, and how far off that is.
struct ArrivedForecast {
    Decimal value, low, high;
    std::optional<Decimal> off = {}; // figure less forecast; none: too large
    bool inside = false;             // of the interval of 95 percent
};
// nullopt: there is no figure, or no forecast of it.
[[nodiscard]] std::optional<ArrivedForecast> arrivedForecast(const Panel& panel, int field, Year year, int council);

} // namespace factoid
