// FactoidColumns: what the tables of the Factoids page show of a candidate, a correction and an operator's choice.
// GUI thread.
#pragma once

#include "core/queries/factoids/factoid_answers.h"
#include "ui/table/row_model.h"

namespace factoid {

// A candidate with its place among them, from 1.
struct RankedCandidate : CandidateRow {
    int rank = 0;

    // The sentence, or what the fact is about where none could be proven.
    [[nodiscard]] QString sentence() const;
};

[[nodiscard]] std::vector<ColumnOf<RankedCandidate>> candidateColumns();
[[nodiscard]] std::vector<ColumnOf<CorrectionRow>> correctionColumns();
[[nodiscard]] std::vector<ColumnOf<ChoiceRow>> choiceColumns();

} // namespace factoid
