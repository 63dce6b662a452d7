// Nearest sentence: for a text that is refused although its claims hold, the sentence of the house's own patterns that
// says the same claims, is proven, and differs from the text in the fewest words. Pure; any thread; some milliseconds.
#pragma once

#include "core/factoids/verify/verifier.h"
#include "core/factoids/words/factoid.h"

#include <optional>

namespace factoid {

// nullopt: the claims do not hold, there are none or more than four, or no pattern says them.
[[nodiscard]] std::optional<Factoid> nearestProven(const Panel& panel, const Traits& traits, const Verifier& verifier,
                                                   const Factoid& refused);

} // namespace factoid
