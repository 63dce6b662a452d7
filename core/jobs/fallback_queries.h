// Questions about curated factoids: how each stands against today's figures, and whether a draft would hold. Used by
// the thread that owns the database; none of them writes.
#pragma once

#include "core/jobs/queries.h"
#include "core/store/fallback_store.h"

namespace factoid {

// fallbacks list: {fallbacks: […]}: each as Fallback::toJson() with, against today's figures, `supported`, `reason`,
// `faults` [{start, length, word, why}] and `extent`; and `usable`, `expired`, `review_due`, `councils` (their names).
// With the bin also those in it, with `deleted_at` and `deleted_for_good_at`. And
// `field_names`, by slug.
[[nodiscard]] Result<QJsonObject> fallbacksQuery(QueryContext& context, bool withBin = false);

// A draft as the editor has it: {text, language, claims}. {holds, reason, extent, faults}. Claims that the text does
// not say any more are left aside. Errors: Input, a claim that is none.
[[nodiscard]] Result<QJsonObject> draftQuery(QueryContext& context, const QJsonObject& draft);

// Only the claims that the text prints: whoever shortens a sentence, or changes its number, says less than before. A
// Welsh text keeps all of them, because claims print their numbers in English.
[[nodiscard]] std::vector<Claim> claimsSaid(const Fallback& fallback);

} // namespace factoid
