// Compose: a candidate becomes a Fact, its claims computed exactly, in the order that fact.h tells.
// Pure; any thread.
#pragma once

#include "core/insights/detect/detector.h"

namespace factoid {

// All of a fact but its claims and score: enough for its key().
[[nodiscard]] Fact factHead(const Panel& panel, const Candidate& candidate);

// The whole fact, without score. Errors (Verification): a claim cannot be computed or its direction
// does not hold.
[[nodiscard]] Result<Fact> composeFact(const Panel& panel, const Candidate& candidate);

} // namespace factoid
