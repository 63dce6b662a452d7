// The shapes in which models and the servers before them say what is right: among thoughts, in pieces, with reports of
// tokens that cannot be, after interim answers. Part of the model endpoint.
#pragma once

#include "tests/support/endpoint_connection.h"

#include <optional>

namespace factoid::test {

[[nodiscard]] const QStringList& shapeFaults();
// Nothing when the fault is none of these. `said` is what the model would say.
[[nodiscard]] std::optional<FaultPlan> shapedPlan(const QString& fault, const QJsonObject& request, const QString& key,
                                                  const QString& said);
// The forms in which a server may give a key away, one a line.
[[nodiscard]] QStringList shapesOfKey(const QString& key);

} // namespace factoid::test
