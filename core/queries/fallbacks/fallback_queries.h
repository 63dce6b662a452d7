// Questions about curated factoids: how each stands against today's figures, and whether a draft would hold. Used by
// the thread that owns the database; none of them writes.
#pragma once

#include "core/factoids/verify/draft_check.h"
#include "core/queries/queries.h"
#include "core/store/site/fallback_store.h"

namespace factoid {

// fallbacks list: {fallbacks: […]}: each as Fallback::toJson() with, against today's figures, `supported`, `reason`,
// `faults` [{start, length, word, why}] and `extent`; and `usable`, `expired`, `review_due`, `councils` (their names).
// A text that is not checked is never `supported`; `unchecked` says who keeps it, `served` whether it is served all the
// same, `advice` what to do about it.
// With the bin also those in it, with `deleted_at` and `deleted_for_good_at`. And
// `field_names`, by slug.
[[nodiscard]] Result<QJsonObject> fallbacksQuery(QueryContext& context, bool withBin = false);

// A draft as the editor has it: {text, language, claims}. {holds, reason, extent, keepable, serves_unchecked, faults}.
// Claims that the text does not say any more are left aside. Errors: Input, a claim that is none.
[[nodiscard]] Result<QJsonObject> draftQuery(QueryContext& context, const QJsonObject& draft);

// Kept texts that no claim proves and that are no notices, without reading a figure: [{id, language, text, extent,
// unchecked, served, advice}].
[[nodiscard]] Result<QJsonArray> uncheckedQuery(QueryContext& context);

} // namespace factoid
