// Forecasts of all series at every origin against what came: accuracy in mean yearly changes (MASE) beside drift and
// naive, and how often intervals held. For the benchmark and for the test that has Python count again.
#pragma once

#include "core/figures/panel.h"
#include "core/forecast/forecast_panel.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace factoid::bench {

constexpr size_t kMeasuredYears = 3; // horizons 1 to 3
constexpr size_t kShortestRun = 6;   // consecutive years of a series that is measured

// One forecast whose outcome is there.
struct ForecastRecord {
    int field = 0;
    QString council; // code; a group's or total's name
    Year origin, year;
    int ahead = 0;
    double value = 0, low = 0, high = 0, outcome = 0;
    double error = 0, drift = 0, naive = 0; // scaled
    bool guest = false;
    [[nodiscard]] bool inside() const { return low <= outcome && outcome <= high; }
};
struct ForecastRecords {
    std::vector<ForecastRecord> all;
    std::map<QString, qint64> refused; // origins of runs that are long enough, by reason
    qint64 made = 0;                   // origins with a forecast
    qint64 otherUnit = 0;              // forecasts whose outcome is in another unit, and no outcome
};

// Of every field of the panel: its councils, and as guests its totals and the groups by type, nation and region.
[[nodiscard]] ForecastRecords forecastRecords(const Panel& panel);

// The mean of all but the highest percent, the median, and the plain mean.
struct Middles {
    double trimmed = 0, median = 0, mean = 0;
};
[[nodiscard]] Middles middlesOf(std::vector<double> errors);

// field,council,origin,year,ahead,forecast,low,high of councils, as check_forecasts.py reads it.
[[nodiscard]] QByteArray forecastsCsv(const Panel& panel, const ForecastRecords& records);

} // namespace factoid::bench
