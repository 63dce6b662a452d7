// Model pairs: two language models, or two editions of the prompt, side by side on the same facts, from the replies
// that are kept. Nothing is asked of anybody. Asked by the window and by `models A B`. Used by the thread that owns the
// database; does not write.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// Who answered: empty parts are any.
struct ModelSide {
    QString provider, model;
    QString rules; // of the prompt, as `sides` names them
    friend bool operator==(const ModelSide&, const ModelSide&) = default;
};

struct ModelPairFilter {
    int days = 90;         // 1 to 3,660
    int inARow = 5;        // the N of pass^N, 1 to 100
    ModelSide left, right; // both empty: only who there is
    int limit = 100;       // facts in `pairs`
};
// {days, in_a_row, sides: [{provider, model, rules, replies, newest, several_rules}] most replies first, facts (told by
// both), left, right: null, or {score of the replies that tell one of these facts, as modelScoresQuery has it,
// on_facts: {sentences, accepted, acceptance}: of the sentences on these facts alone}, pairs: [{fact, left, right:
// [{text, rendered, accepted, rejections, run, at}]}] newest first, of each side what its newest reply says of the
// fact, sentence}. Facts are the same when their key is (kind, field, councils, years); of replies that were kept
// without it, when the whole prompt is. Errors: Usage.
[[nodiscard]] Result<QJsonObject> modelPairsQuery(QueryContext& context, const ModelPairFilter& filter);

} // namespace factoid
