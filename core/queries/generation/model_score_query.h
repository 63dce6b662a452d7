// Model scores: how well each language model did on what it was asked, from the replies that are kept; two of them side
// by side on the same prompts. Nothing is asked of anybody. Asked by the window and by `models`. Used by the thread
// that owns the database; does not write.
#pragma once

#include "core/queries/generation/model_pairs_query.h"

namespace factoid {

struct ModelScoreFilter {
    int days = 90;         // 1 to 3,660
    int inARow = 5;        // the N of pass^N, 1 to 100
    QStringList providers; // empty: all, each on what it was asked; two: only prompts that both of them answered
};
struct ModelScore : ReplyScore {
    QString provider, model;
    static auto fields()
    {
        return std::tuple_cat(ReplyScore::fields(),
                              std::tuple{field("provider", &ModelScore::provider), field("model", &ModelScore::model)});
    }
};
struct ModelScoresAnswer {
    int days = 0, inARow = 0;
    qint64 prompts = 0;
    std::vector<ModelScore> models; // best first
    QString sentence;
    std::optional<ModelPairsAnswer> sameFacts = {}; // of two providers
    static auto fields()
    {
        return std::tuple{
            field("days", &ModelScoresAnswer::days),         field("in_a_row", &ModelScoresAnswer::inARow),
            field("prompts", &ModelScoresAnswer::prompts),   field("models", &ModelScoresAnswer::models),
            field("sentence", &ModelScoresAnswer::sentence), fieldIfAny("same_facts", &ModelScoresAnswer::sameFacts)};
    }
};
// Errors: Usage.
[[nodiscard]] Result<ModelScoresAnswer> modelScoresQuery(QueryContext& context, const ModelScoreFilter& filter);

} // namespace factoid
