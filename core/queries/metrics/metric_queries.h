// Metric queries: what is measured, and the values of a series over time; asked by the window and by `metrics` on the
// command line. They change nothing. Used by the thread that owns the database.
#pragma once

#include "core/base/record.h"
#include "core/monitor/metrics/series_reader.h"
#include "core/queries/queries.h"

namespace factoid {

struct MetricRow {
    QString name, kind, unit, help;
    QStringList labels;
    QString source; // query, counted, sampled
    QString query;  // the SQL, or where it is measured
    qint64 series = 0;
    std::optional<double> newest;           // gauge: now; counter, histogram: how many in the last hour that is known
    std::vector<std::optional<double>> day; // the last 24 hours, an hour each; none: no data
    static auto fields()
    {
        using Row = MetricRow;
        return std::tuple{field("name", &Row::name),     field("kind", &Row::kind),
                          field("unit", &Row::unit),     field("labels", &Row::labels),
                          field("help", &Row::help),     field("source", &Row::source),
                          field("query", &Row::query),   field("series", &Row::series),
                          field("newest", &Row::newest), field("last_24_hours", &Row::day)};
    }
};
struct MetricListAnswer {
    std::optional<QString> watchedTo; // the last minute that is known; none: nobody has watched yet
    std::vector<MetricRow> metrics;
    static auto fields()
    {
        return std::tuple{field("watched_to", &MetricListAnswer::watchedTo),
                          field("metrics", &MetricListAnswer::metrics)};
    }
};
// metrics.
[[nodiscard]] Result<MetricListAnswer> metricListQuery(QueryContext& context);

struct SeriesFilter {
    SeriesWish wish;
    QDateTime from, to; // from <= at < to; invalid: the last day, until now
    qint64 step = 0;    // 1, 60 or 1440 minutes; 0: as fits the time
};
struct SeriesPoint {
    QString at;                  // the beginning of the minute, hour or day, UTC
    std::optional<double> value; // none: no data
    static auto fields() { return std::tuple{field("at", &SeriesPoint::at), field("value", &SeriesPoint::value)}; }
};
struct SeriesAnswer {
    QString metric, kind, unit, measure;
    QJsonObject labels;
    QString step; // minute, hour, day
    QString from, to;
    std::vector<SeriesPoint> points;
    qint64 known = 0; // points with a value
    std::optional<double> least, most, average, last;
    std::vector<QJsonObject> series; // the labels of each series that is in it
    static auto fields()
    {
        using A = SeriesAnswer;
        return std::tuple{field("metric", &A::metric), field("kind", &A::kind),       field("unit", &A::unit),
                          field("labels", &A::labels), field("measure", &A::measure), field("step", &A::step),
                          field("from", &A::from),     field("to", &A::to),           field("known", &A::known),
                          field("least", &A::least),   field("most", &A::most),       field("average", &A::average),
                          field("last", &A::last),     field("series", &A::series),   field("points", &A::points)};
    }
};
// metrics NAME. Errors: Usage.
[[nodiscard]] Result<SeriesAnswer> seriesQuery(QueryContext& context, const SeriesFilter& filter);

// What happened in the time that a chart shows.
struct ChartEvent {
    QDateTime at;
    QString kind; // import, published, alert
    QString what; // the run's outcome, or the rule's title
};
// From <= at < to, oldest first; at most the newest thousand runs are looked through.
[[nodiscard]] Result<std::vector<ChartEvent>> chartEventsQuery(QueryContext& context, const QDateTime& from,
                                                               const QDateTime& to);

// A time in which a metric was not as it usually is at that hour of the week.
struct AnomalyRow {
    QString metric, measure, unit;
    QString beganAt;
    std::optional<QString> endedAt; // none: it goes on
    double worst = 0, usual = 0;    // the value that was farthest off, and what is usual at that hour
    double score = 0;               // so many times what is normal to vary
    QStringList also;               // other metrics that were odd then
    static auto fields()
    {
        using Row = AnomalyRow;
        return std::tuple{
            field("metric", &Row::metric),    field("measure", &Row::measure),  field("unit", &Row::unit),
            field("began_at", &Row::beganAt), field("ended_at", &Row::endedAt), field("worst", &Row::worst),
            field("usual", &Row::usual),      field("score", &Row::score),      field("also", &Row::also)};
    }
};
struct AnomaliesAnswer {
    qint64 days = 0;
    std::vector<AnomalyRow> anomalies; // newest first
    static auto fields()
    {
        return std::tuple{field("days", &AnomaliesAnswer::days), field("anomalies", &AnomaliesAnswer::anomalies)};
    }
};
// metrics --odd: of the last days, of these metrics (empty: all).
[[nodiscard]] Result<AnomaliesAnswer> anomaliesQuery(QueryContext& context, int days, const QStringList& metrics = {});

// What Prometheus reads, as text.
[[nodiscard]] Result<QByteArray> prometheusQuery(QueryContext& context);

[[nodiscard]] QString stepName(qint64 step); // minute, hour, day
[[nodiscard]] qint64 stepFrom(const QString& name);

} // namespace factoid
