// PrometheusText: all metrics as Prometheus reads them (text format 0.0.4), from the store at this moment: counters
// over all processes since the store was made, times in a fixed list of buckets. Changes nothing. The thread of the
// database.
#pragma once

#include "core/base/settings.h"
#include "core/store/sql/database.h"

#include <QByteArray>
#include <QDateTime>

#include <span>

namespace factoid {

// Upper bounds, in seconds, of the buckets in which times are told.
[[nodiscard]] std::span<const double> prometheusBounds();
[[nodiscard]] Result<QByteArray> prometheusText(Database& db, const Settings& settings, const QDateTime& now);

} // namespace factoid
