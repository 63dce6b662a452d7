// Model pairs: two language models, or two editions of the prompt, side by side on the same facts, from the replies
// that are kept. Nothing is asked of anybody. Asked by the window and by `models A B`. Used by the thread that owns the
// database; does not write.
#pragma once

#include "core/queries/generation/model_replies.h"

namespace factoid {

// How far back models are judged, and how many clean replies in a row are asked for, at most.
constexpr int kMostScoreDays = 3'660;
constexpr int kMostInARow = 100;

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
// Who answered, and how often.
struct ModelSideRow : ModelSide {
    int replies = 0;
    QString newest;
    bool severalRules = false; // of the prompt, among all replies
    static auto fields()
    {
        return std::tuple{field("provider", &ModelSide::provider), field("model", &ModelSide::model),
                          field("rules", &ModelSide::rules),       field("replies", &ModelSideRow::replies),
                          field("newest", &ModelSideRow::newest),  field("several_rules", &ModelSideRow::severalRules)};
    }
};
// The sentences on the facts that both told, alone.
struct ScoreOnFacts {
    int sentences = 0, accepted = 0;
    std::optional<Rate> acceptance;
    static auto fields()
    {
        return std::tuple{field("sentences", &ScoreOnFacts::sentences), field("accepted", &ScoreOnFacts::accepted),
                          field("acceptance", &ScoreOnFacts::acceptance)};
    }
};
// Of the replies that tell one of these facts.
struct SideScore : ReplyScore {
    ScoreOnFacts onFacts;
    static auto fields()
    {
        return std::tuple_cat(ReplyScore::fields(), std::tuple{field("on_facts", &SideScore::onFacts)});
    }
};
struct ToldSentence {
    QJsonObject kept; // the verdict on it, as the transcript has it
    qint64 run = 0;
    QDateTime at;
    [[nodiscard]] ReplyVerdict verdict() const { return ReplyVerdict::from(kept); }
    [[nodiscard]] QJsonObject toJson() const; // {text, rendered, accepted, rejections, run, at}
};
// A fact in both words: of each side what its newest reply says of it.
struct ModelPair {
    QString fact;      // its key; empty: only the whole prompt is known to be the same
    QString fieldName; // empty: not known
    std::vector<ToldSentence> left, right;
    static auto fields()
    {
        return std::tuple{field("fact", &ModelPair::fact), field("field_name", &ModelPair::fieldName),
                          field("left", &ModelPair::left), field("right", &ModelPair::right)};
    }
};
struct ModelPairsAnswer {
    int days = 0, inARow = 0;
    std::vector<ModelSideRow> sides;      // most replies first
    int facts = 0;                        // told by both
    std::optional<SideScore> left, right; // none: no fact was
    std::vector<ModelPair> pairs;         // newest first
    QString sentence;
    static auto fields()
    {
        return std::tuple{field("days", &ModelPairsAnswer::days),   field("in_a_row", &ModelPairsAnswer::inARow),
                          field("sides", &ModelPairsAnswer::sides), field("facts", &ModelPairsAnswer::facts),
                          field("left", &ModelPairsAnswer::left),   field("right", &ModelPairsAnswer::right),
                          field("pairs", &ModelPairsAnswer::pairs), field("sentence", &ModelPairsAnswer::sentence)};
    }
};
// Facts are the same when their key is (kind, field, councils, years); of replies that were kept without it, when the
// whole prompt is. Errors: Usage.
[[nodiscard]] Result<ModelPairsAnswer> modelPairsQuery(QueryContext& context, const ModelPairFilter& filter);

} // namespace factoid
