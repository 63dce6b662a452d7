// MetricStore: what is measured, by minute, hour and day, over all processes on the store. What a series counts is told
// by metric_table.h. Minutes count from 1970 in UTC, so neither a change of the clocks nor a leap day is a special
// case. Lives with a database and its thread.
#pragma once

#include "core/store/operations/metric_table.h"
#include "core/store/sql/database.h"

#include <QDateTime>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace factoid {

constexpr qint64 kHourMinutes = 60, kDayMinutes = 24 * kHourMinutes;

[[nodiscard]] qint64 minuteOf(const QDateTime& instant); // the minute that the instant lies in
[[nodiscard]] QDateTime instantOf(qint64 minute);
// The first minute of the hour or day (`step` minutes) that it lies in.
[[nodiscard]] qint64 stepOf(qint64 minute, qint64 step);

using MetricLabels = std::map<QString, QString>;
[[nodiscard]] QString labelsText(const MetricLabels& labels); // as the store keeps them
[[nodiscard]] MetricLabels labelsFrom(const QString& text);

struct MetricSeries {
    qint64 id = 0;
    QString name;
    MetricLabels labels;
    double pruned = 0; // counted in days that are gone
};

struct MetricMinute {
    qint64 minute = 0;
    std::optional<double> value; // none: the gauge has no value from here on
    double total = 0;            // histogram: sum of what was measured
    QString buckets = {};
};

struct MetricRollup {
    qint64 minute = 0; // the first of its hour or day
    double count = 0;  // minutes with a value (gauge), or how many were counted
    double total = 0;  // sum of values, counts or times
    double least = 0, most = 0, last = 0;
    QString buckets = {};
};

// A span of minutes in which somebody watched: from <= minute < to.
struct MetricSpan {
    qint64 from = 0, to = 0;
};

// How two texts of buckets become one; the store does not know what is in them.
using BucketMerge = std::function<QString(const QString& a, const QString& b)>;

class MetricStore
{
  public:
    explicit MetricStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<std::vector<MetricSeries>> series();
    // Of one name, by labels.
    [[nodiscard]] Result<std::vector<MetricSeries>> seriesOf(const QString& name);
    // Found or made.
    [[nodiscard]] Result<qint64> idOf(const QString& name, const MetricLabels& labels);

    // A process adds what it counted: to the minute, its hour and its day, in the caller's transaction.
    Result<void> count(const QString& name, const MetricLabels& labels, qint64 minute, double value, double total = 0,
                       const QString& buckets = {}, const BucketMerge& merge = {});
    // What the series has from <= minute < to is replaced by these; its roll-ups are the caller's to make anew.
    Result<void> replaceMinutes(qint64 series, qint64 from, qint64 to, const std::vector<MetricMinute>& minutes);
    Result<void> putMinute(qint64 series, const MetricMinute& minute);
    Result<void> putRollup(qint64 series, qint64 step, const MetricRollup& rollup);
    Result<void> dropRollups(qint64 series, qint64 step, qint64 from, qint64 to);

    // from <= minute < to, oldest first.
    [[nodiscard]] Result<std::vector<MetricMinute>> minutes(qint64 series, qint64 from, qint64 to);
    // The newest row at that minute or before it.
    [[nodiscard]] Result<std::optional<MetricMinute>> minuteAt(qint64 series, qint64 minute);
    [[nodiscard]] Result<std::vector<MetricRollup>> rollups(qint64 series, qint64 step, qint64 from, qint64 to);
    // Sum of what a counter or a histogram counted, ever and in the days that are kept; monotonic.
    struct Total {
        double count = 0, total = 0;
        std::vector<QString> buckets; // of the days that are kept
    };
    [[nodiscard]] Result<Total> total(const MetricSeries& series);

    // Spans that touch from <= minute < to, oldest first.
    [[nodiscard]] Result<std::vector<MetricSpan>> coverage(qint64 from, qint64 to);
    // The last span; none: nobody has watched yet.
    [[nodiscard]] Result<std::optional<MetricSpan>> lastCovered();
    // The minute is watched: the last span grows when it ended at most `bridge` minutes before, else a new one begins.
    Result<void> cover(qint64 minute, qint64 bridge);

    // The clock was ahead and has been put right: nothing of that minute and later has been yet.
    Result<void> forgetFrom(qint64 minute);
    // The first hour in which anything of that name was noted; none: nothing was.
    [[nodiscard]] Result<std::optional<qint64>> firstMinuteOf(const QString& name);

    // What a row of the table of metrics counts: `row` is called with the minute (0: a gauge), the labels and the
    // value. Events: from <= at < to. A gauge: at `to`, its value none where it has none.
    using Measured = std::function<void(qint64 minute, const MetricLabels& labels, std::optional<double> value)>;
    Result<void> ask(const MetricSpec& spec, const QDateTime& from, const QDateTime& to, const Measured& row);
    // When the first run of the store began; invalid: none has.
    [[nodiscard]] Result<QDateTime> firstEvent();

    struct Limits {
        qint64 minutes = 0, hours = 0, days = 0; // what began before these minutes goes
    };
    // Gives how many rows went. What days had counted stays in the series' total.
    Result<qint64> prune(const Limits& limits);

  private:
    Database& m_db;
};

} // namespace factoid
