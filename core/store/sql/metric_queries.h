// Metric queries: how each metric is asked of the tables, by its name, in the words of the store's engine. What the
// columns and parameters are stands in store/operations/metric_table.h. Pure; any thread.
#pragma once

#include "core/base/literals.h"

#include <QString>

namespace factoid {

// Empty for a name that no query makes.
[[nodiscard]] QString metricQuery(const QString& metric);

} // namespace factoid
