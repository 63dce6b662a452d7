#include "core/factoids/words/population.h"

#include "core/figures/summariser.h"
#include "core/insights/claims/claim_math.h"

namespace factoid {

Scope narrowed(const Scope& scope, const Operand& operand)
{
    Scope made = scope;
    if (operand.groupBy == GroupBy::Type)
        made.type = operand.group;
    else if (operand.groupBy == GroupBy::Nation)
        made.nation = operand.group;
    else if (operand.groupBy == GroupBy::Region)
        made.region = operand.group;
    return made;
}

std::vector<int> withFigure(const Panel& panel, const Scope& scope, const Operand& operand)
{
    const int field = panel.fieldIndex(operand.field);
    const Measure measure = operand.measure == Measure::PerHead ? Measure::PerHead : Measure::Value;
    std::vector<int> found;
    if (field < 0)
        return found;
    for (const int council : members(panel, scope)) {
        if (councilMeasure(panel, field, operand.year, council, measure))
            found.push_back(council);
    }
    return found;
}

Returns returnsOf(const Panel& panel, int field, Year year, const Scope& scope)
{
    Returns returns;
    const std::vector<bool> eligible = eligibleCouncils(panel, field, year, reportedGroups(panel, field));
    for (const int council : members(panel, scope)) {
        const bool made = panel.value(field, year, council).has_value();
        returns.made += made;
        returns.due += made || eligible[static_cast<size_t>(council)];
    }
    return returns;
}

QSet<QString> nationsWith(const Panel& panel, int field, Year year)
{
    QSet<QString> nations;
    const Block* block = panel.block(field, year);
    if (!block)
        return nations;
    for (size_t i = 0; i < block->units.size(); ++i) {
        if (block->units[i] != Block::kMissing)
            nations.insert(panel.councils()[i].nation);
    }
    return nations;
}

QSet<QString> nationsOf(const Panel& panel, int field, Year year)
{
    const YearDays days = panel.days(field, year);
    QSet<QString> nations;
    for (const Council& council : panel.councils()) {
        if (council.activeIn(days))
            nations.insert(council.nation);
    }
    return nations;
}

} // namespace factoid
