// Standing of a fallback: which of its claims it says, and whether readers may be served it. Pure; any thread.
#pragma once

#include "core/base/settings.h"
#include "core/factoids/verify/draft_check.h"
#include "core/store/site/fallback_store.h"

namespace factoid {

// Only the claims that the text prints: whoever shortens a sentence, or changes its number, says less than before. A
// Welsh text keeps all of them, because claims print their numbers in English.
[[nodiscard]] std::vector<Claim> claimsSaid(const Fallback& fallback);

// Whether readers may be served it: what is proven and notices, and a text that is not checked where an operator keeps
// it so and the settings let it.
[[nodiscard]] bool mayBeServed(const Fallback& fallback, const DraftReport& report, const Settings& settings);

} // namespace factoid
