// Model scores: how well each language model did on what it was asked, from the replies that are kept; two of them side
// by side on the same prompts. Nothing is asked of anybody. Asked by the window and by `models`. Used by the thread
// that owns the database; does not write.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

struct ModelScoreFilter {
    int days = 90;         // 1 to 3,660
    int inARow = 5;        // the N of pass^N, 1 to 100
    QStringList providers; // empty: all, each on what it was asked; two: only prompts that both of them answered
};
// {days, in_a_row, prompts, models: [{provider, model, replies, clean, sentences, accepted, acceptance: rate, pass:
// rate, tokens_in, tokens_out, latency_ms, costs: [{currency, cost}]}] best first, sentence; of two providers also
// same_facts: as modelPairsQuery has it}. A reply is clean when it came, holds a sentence, and every one was proven;
// `pass` is the chance that N replies in a row are clean: C(clean, N) / C(replies, N) (unbiased; Yao and others,
// "tau-bench", 2024), null with fewer than N. A rate is {ratio, low, high}: with the exact 95 percent interval of
// Clopper and Pearson (1934), for `pass` that of clean / replies to the power of N. latency_ms is the median. Errors:
// Usage.
[[nodiscard]] Result<QJsonObject> modelScoresQuery(QueryContext& context, const ModelScoreFilter& filter);

} // namespace factoid
