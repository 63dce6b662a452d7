// Gathers what health is reckoned from (queries/overview/health.h). Used by the thread that owns the database; does not
// write.
#pragma once

#include "core/chat/provider.h"
#include "core/queries/overview/health.h"
#include "core/queries/queries.h"

namespace factoid {

struct StatusAnswer;

// `status`: as far as it is known without its health. `providers`: of the configuration.
[[nodiscard]] Result<Health> healthQuery(QueryContext& context, const StatusAnswer& status,
                                         const std::vector<Provider>& providers);

} // namespace factoid
