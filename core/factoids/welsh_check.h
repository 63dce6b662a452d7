// WelshCheck: the numbers, years and council names of a Welsh sentence against its claims. It does not read the
// words between them: whether "mwy" should be "llai" is for a person to see. One object per text; one thread.
#pragma once

#include "core/factoids/factoid.h"
#include "core/factoids/verify/verifier.h"
#include "core/factoids/verifier_vocabulary.h"

namespace factoid {

// `names`: the councils of the register. Empty when every number, year and name is one of the claims'.
[[nodiscard]] std::vector<Fault> welshFaults(const Panel& panel, const Vocabulary& names, const Factoid& factoid);

} // namespace factoid
