// The table of metrics: everything that is measured, one row each, with the query that makes it. The same names stand
// in the window, in docs/metrics.md and in what Prometheus reads. Pure; any thread.
#pragma once

#include "core/base/literals.h"

#include <QString>
#include <QStringList>

#include <span>

namespace factoid {

enum class MetricKind {
    Counter,   // how often; a query gives what was counted in each minute
    Gauge,     // how much at this moment
    Histogram, // how long; a query gives each single time, in seconds
};

// Who measures.
enum class MetricOrigin {
    Query,   // `sql`, on the tables in which the event or state is kept anyway
    Counted, // each process counts for itself and adds its counts to the store now and then
    Sampled, // the watch, once a minute, of what no table holds; `sql` says of what in words
};

// What several series of one metric come to when none is picked.
enum class MetricSum { Add, Most };

struct MetricSpec {
    QString name; // as Prometheus wants it: the unit at its end, and _total of a counter
    MetricKind kind = MetricKind::Gauge;
    MetricOrigin origin = MetricOrigin::Query;
    QString unit; // "seconds", "bytes", "tokens", "percent", …; empty: a number of things
    QStringList labels;
    QString help; // one sentence
    // Counter, histogram: columns minute ("2026-06-01T09:00"), the labels, value; two parameters, from <= at < to.
    // Gauge: columns the labels, value; one parameter, now. No row, or NULL: there is no value.
    QString sql;
    MetricSum sum = MetricSum::Add;
};

[[nodiscard]] std::span<const MetricSpec> metricTable();
// Null when there is none of the name.
[[nodiscard]] const MetricSpec* findMetric(const QString& name);
[[nodiscard]] QString metricKindName(MetricKind kind); // counter, gauge, histogram

} // namespace factoid
