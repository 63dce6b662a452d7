// Questions of whoever curates factoids: what could be shown and why or why not, and everything behind one factoid.
// Used by the thread that owns the database; none of them writes. Mining takes a good half second on the sample: ask
// off the window's thread, and show the progress of the context's attendance.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// What is on the site: {set: {id, published_at, slot, run, data_hash, generator, on_show, languages} or null, factoids:
// [factoid with `position`: within its language, `on_show`, `age_days`, `council_names`, `field_name`, `choice`],
// corrections: […], choices_pending: whether choices were made since, choices_version, site_hash: what candidates
// depend on}. Reads no figure: whether each holds is asked of verifyQuery.
[[nodiscard]] Result<QJsonObject> liveQuery(QueryContext& context);

// candidates: facts best first, banned and sleeping ones included: {candidates: [{key, kind, field, field_name, year,
// councils: [{code, name}], score, confidence, sheet, bad_example, text, claims, refused, live, next, choice,
// shown_days_ago, eligible, why}], found, language, data_hash}. `live`: place in the set on the site (0: not in it);
// `next`: place in the set that would be made now; `why`: in words. All in one language (empty: the first that is
// published).
[[nodiscard]] Result<QJsonObject> candidatesQuery(QueryContext& context, int limit, const QString& language = {});

// One factoid by its id: {factoid, set, position, on_show, withdrawn_at, supported, reason, claims: [{operation,
// result, shown, direction, scope, of, operands: [{field, field_name, year, measure, value, who, council, file, line,
// import, imported_at, run}]}], history: [{set, run, slot, at, withdrawn_at, current, text, language}], corrections:
// […], choice, other_languages: [{id, language, text}], what the set says of the same fact in them}. `position` counts
// within its language. For a group, `who` names it and there is no file. Errors: Input, no such factoid.
[[nodiscard]] Result<QJsonObject> factoidQuery(QueryContext& context, const QString& id);

// What the miner knows of a fact today: {key, found, language, score, sheet, variants: [factoid]}: every sentence that
// could be proven in one language (empty: the first that is published). `found` false: the figures do not make it any
// more.
[[nodiscard]] Result<QJsonObject> factQuery(QueryContext& context, const QString& key, const QString& language = {});

} // namespace factoid
