// Anomalies: hours in which a measured series was not as it usually is at that hour of the week. Robust and seasonal:
// what is usual is the median of the same hour in the weeks before, what is normal to vary the median absolute
// deviation of what was left over (F. R. Hampel, "The influence curve and its role in robust estimation", 1974). Pure;
// any thread.
#pragma once

#include "core/monitor/metrics/series_reader.h"

#include <vector>

namespace factoid {

constexpr int kAnomalyWeeks = 8;      // looked back
constexpr int kAnomalyLeastWeeks = 3; // of the same hour, before anything is called odd

// One incident: hours on end that were odd, bridged over two that were not.
struct Anomaly {
    size_t from = 0, to = 0; // hours: from <= hour < to
    bool isOpen = false;     // it goes on at the end
    double worst = 0;        // the value that was farthest from what is usual
    double usual = 0;        // at that hour
    double score = 0;        // so many times what is normal to vary
};

// `values`: an hour each. Only incidents that begin at `from` or later are told.
[[nodiscard]] std::vector<Anomaly> anomaliesIn(const Values& values, size_t from = 0);

} // namespace factoid
