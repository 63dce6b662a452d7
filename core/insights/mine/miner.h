// Miner: all detectors over a panel, one calibrated score, a deterministic ranked list (docs/contract.md, “Facts”).
// Pure; uses the QtConcurrent pool, the result does not depend on the number of threads.
#pragma once

#include "core/base/cancel.h"
#include "core/figures/panel.h"
#include "core/insights/claims/fact.h"
#include "core/insights/claims/field_traits.h"
#include "core/insights/claims/operator_choices.h"
#include "core/insights/claims/shown_record.h"

#include <QDate>

namespace factoid {

class MiningMemory;

struct MineOptions {
    QDate today;
    ShownRecord shown;
    int most = 2000;            // facts kept, best first
    bool comparisonOnly = true; // mine fields marked `comparison` only
    OperatorChoices choices;
};

// Best first; ties by key. Facts whose data quality is not usable are absent. `memory`: fields and pairs of which what
// was found is kept are not looked at again; the facts are the same with and without.
[[nodiscard]] Result<std::vector<Fact>> mine(const Panel& panel, const Traits& traits, const MineOptions& options,
                                             const TaskControl& control = {}, MiningMemory* memory = nullptr);

// All facts on one field as of one year, without truncation, best first: what an operator asks for by name
// (`facts --field --year`). The field need not be a comparison field. Years of which most figures are
// suddenly 0 still give totals here, with their quality in the sheet; copied years give nothing.
// Errors: Usage (unknown field, no figures in the year), Interrupted.
[[nodiscard]] Result<std::vector<Fact>> factsFor(const Panel& panel, const Traits& traits, const QString& field,
                                                 Year year, const TaskControl& control = {});

// Picks a set (docs/facts.md, “The set that is shown”) of facts that may be told (Fact::isTellable, or pinned): what is
// pinned first, then no two on one field while another field has something worth saying, spread over councils, types,
// nations and kinds. Order of the set is the order to show.
[[nodiscard]] std::vector<Fact> selectSet(const std::vector<Fact>& ranked, int count,
                                          const OperatorChoices& choices = {});

} // namespace factoid
