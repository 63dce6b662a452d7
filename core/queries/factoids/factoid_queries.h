// Questions of whoever curates factoids: what could be shown and why or why not, and everything behind one factoid.
// Used by the thread that owns the database; none of them writes. Mining takes a good half second on the sample: ask
// off the window's thread, and show the progress of the context's attendance.
#pragma once

#include "core/queries/factoids/factoid_answers.h"
#include "core/queries/queries.h"

namespace factoid {

// curate list: every choice of an operator.
[[nodiscard]] Result<ChoicesAnswer> choicesQuery(QueryContext& context);

// What is on the site. Reads no figure: whether each holds is asked of verifyQuery.
[[nodiscard]] Result<LiveAnswer> liveQuery(QueryContext& context);

// candidates: facts best first, banned and sleeping ones included, all in one language (empty: the first that is
// published).
[[nodiscard]] Result<CandidatesAnswer> candidatesQuery(QueryContext& context, int limit, const QString& language = {});

// One factoid by its id. Errors: Input, no such factoid.
[[nodiscard]] Result<FactoidAnswer> factoidQuery(QueryContext& context, const QString& id);

// What the miner knows of a fact today: every sentence that could be proven in one language (empty: the first that is
// published).
[[nodiscard]] Result<FactAnswer> factQuery(QueryContext& context, const QString& key, const QString& language = {});

// The sentences that are live now, in order.
[[nodiscard]] Result<std::vector<Factoid>> liveSentencesQuery(QueryContext& context);

// The sentence of a factoid by its id, or of a fact by its key the first that could be proven in the language today;
// nullopt: none could. Errors: Input, no such factoid.
[[nodiscard]] Result<std::optional<Factoid>> sentenceQuery(QueryContext& context, const QString& idOrKey,
                                                           const QString& language = {});

} // namespace factoid
