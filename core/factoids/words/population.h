// Population: which councils a sentence speaks of, and how many of them made a return. Read by the
// writers (to say it) and by the verifier (to insist on it). Pure; any thread.
#pragma once

#include "core/figures/panel.h"
#include "core/insights/claims/claim.h"

#include <QSet>

#include <vector>

namespace factoid {

// The claim's scope narrowed by the operand's group.
[[nodiscard]] Scope narrowed(const Scope& scope, const Operand& operand);

// Councils of the scope (panel indices, ascending) that have a figure; per head: and a number of
// heads.
[[nodiscard]] std::vector<int> withFigure(const Panel& panel, const Scope& scope, const Operand& operand);

// Returns made, of the councils of the scope that were to report the field in the year (docs/contract.md, “Summaries”).
struct Returns {
    int made = 0;
    int due = 0;
    // Fewer than 95 percent: the text must say "that reported".
    [[nodiscard]] bool hasGap() const { return made * 100 < due * 95; }
    [[nodiscard]] bool isComplete() const { return made == due; }
};
[[nodiscard]] Returns returnsOf(const Panel& panel, int field, Year year, const Scope& scope);

// Nations in which some council has a figure of the field in the year.
[[nodiscard]] QSet<QString> nationsWith(const Panel& panel, int field, Year year);
// Every nation that has a council in the year.
[[nodiscard]] QSet<QString> nationsOf(const Panel& panel, int field, Year year);

} // namespace factoid
