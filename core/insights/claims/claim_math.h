// Claim mathematics: operands from a panel, results from operands. The one place where claims are
// computed; detectors build facts with it and the verifier recomputes them with it.
// (The independent check in tests/independent shares no code with this.) Pure; any thread.
#pragma once

#include "core/figures/panel.h"
#include "core/insights/claims/claim.h"

namespace factoid {

// Panel indices of the councils in the scope (and in the operand's group), whether or not they have a figure.
[[nodiscard]] std::vector<int> members(const Panel& panel, const Scope& scope, GroupBy by = GroupBy::None,
                                       const QString& group = {});

// The operand's value from the figures. Errors (Verification): unknown council, field or group, no
// figure, a zero denominator, a group of fewer than two councils, overflow.
[[nodiscard]] Result<Decimal> operandValue(const Panel& panel, const Operand& operand, const Scope& scope);

// A council's measure used for ranking: Value or PerHead. nullopt when it has none.
[[nodiscard]] std::optional<Decimal> councilMeasure(const Panel& panel, int field, Year year, int council,
                                                    Measure measure);

// The result of the claim from its operand values as printed; Rank, Record and Correlation also look
// at the panel. `of` is filled for Rank. Errors (Verification) as above, and direction that does not hold.
struct ClaimResult {
    Decimal result;
    int of = 0;
};
[[nodiscard]] Result<ClaimResult> claimResult(const Panel& panel, const Claim& claim);

// Fills every operand value, the result and `of` of a claim whose operands are otherwise complete.
[[nodiscard]] Result<Claim> completed(const Panel& panel, Claim claim);

} // namespace factoid
