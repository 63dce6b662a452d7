// SeriesReader: one line of values over time out of what is measured: which metric, which of its series, and what of
// them. Where nothing is known there is no value: a minute in which nobody watched is not a minute of zero. Changes
// nothing. The thread of the database.
#pragma once

#include "core/store/operations/metric_store.h"

#include <optional>
#include <vector>

namespace factoid {

// What of a metric is shown.
enum class SeriesMeasure {
    Value, // gauge: the value, of an hour or day the average
    Least, // gauge
    Most,  // gauge
    Sum,   // counter: how many in the minute, hour or day; histogram: the same
    Mean,  // histogram: seconds
    P50,
    P95,
    P99,
};
[[nodiscard]] QString measureName(SeriesMeasure measure); // "value", "p95", …
[[nodiscard]] std::optional<SeriesMeasure> measureFrom(const QString& name);
[[nodiscard]] std::vector<SeriesMeasure> measuresOf(MetricKind kind); // the first is the usual one

struct SeriesWish {
    QString metric;
    MetricLabels labels = {}; // only series with these; none: all of the metric, together
    SeriesMeasure measure = SeriesMeasure::Value;
    friend bool operator==(const SeriesWish&, const SeriesWish&) = default;
};
// Errors: Usage, no such metric, label or measure.
Result<void> checkWish(const SeriesWish& wish);

using Values = std::vector<std::optional<double>>;

class SeriesReader
{
  public:
    explicit SeriesReader(Database& db)
        : m_store(db)
    {
    }
    // One value each minute, from <= minute < to. Of a counter and a histogram: over the `window` minutes that end with
    // it. Errors: Usage.
    [[nodiscard]] Result<Values> minutes(const SeriesWish& wish, qint64 from, qint64 to, qint64 window = 1);
    // One value each hour (60) or day (1440), from the one in which `from` lies.
    [[nodiscard]] Result<Values> steps(const SeriesWish& wish, qint64 step, qint64 from, qint64 to);

  private:
    [[nodiscard]] Result<std::vector<MetricSeries>> wanted(const SeriesWish& wish);
    [[nodiscard]] Result<Values> gaugeMinutes(const SeriesWish& wish, qint64 from, qint64 to);
    // Where something is known of what is counted: from <= minute < to.
    [[nodiscard]] Result<MetricSpan> known(const MetricSpec& spec);

    MetricStore m_store;
};

} // namespace factoid
