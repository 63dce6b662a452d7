// Collector: what is measured, brought up to the minute in the store: events counted from the tables that record them,
// states sampled once a minute, hours and days made of them. Every process may call it; of those that do, the first in
// a minute does the work. What it does twice comes to the same. The thread of the database.
#pragma once

#include "core/base/settings.h"
#include "core/store/operations/metric_store.h"

namespace factoid {

// How long is kept what is measured; docs/metrics.md tells it.
constexpr int kMinutesKeptDays = 92, kHoursKeptDays = 400, kDaysKeptDays = 3'660;
// A gap in watching that is at most so long (in minutes) is no gap: what was measured before holds in it.
constexpr qint64 kBridgedMinutes = 5;

struct Collected {
    bool done = false; // false: somebody else has done this minute, or the clock was put back a little
    qint64 from = 0;   // the minutes that are new: from <= minute < to
    qint64 to = 0;
};

// Brings the store up to the minute that ended last. One transaction; joins the caller's. Errors: the store's.
[[nodiscard]] Result<Collected> collectMetrics(Database& db, const Settings& settings, const QDateTime& now);

// What no table holds, at this moment.
struct Sample {
    QString name;
    MetricLabels labels;
    std::optional<double> value;
};
[[nodiscard]] Result<std::vector<Sample>> sampleStates(Database& db, const Settings& settings, const QDateTime& now);

// What is past its time goes. Gives how many rows.
[[nodiscard]] Result<qint64> pruneMetrics(Database& db, const QDateTime& now);

} // namespace factoid
