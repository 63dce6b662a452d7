#include "core/insights/claims/claim_names.h"

namespace factoid {

using namespace claimnames;

namespace {

QJsonObject operandJson(const Operand& operand)
{
    QJsonObject json{{u"field"_s, operand.field},
                     {u"year"_s, operand.year.label()},
                     {u"measure"_s, measureName(operand.measure)},
                     {u"value"_s, operand.value.toString()}};
    if (operand.all)
        json.insert(u"all"_s, true);
    else if (operand.groupBy != GroupBy::None)
        json.insert(u"group"_s,
                    QJsonObject{{u"by"_s, nameIn(kGroupings, operand.groupBy)}, {u"name"_s, operand.group}});
    else
        json.insert(u"council"_s, operand.council);
    if (operand.top > 0)
        json.insert(u"top"_s, QString::number(operand.top));
    if (!operand.ofField.isEmpty())
        json.insert(u"of_field"_s, operand.ofField);
    if (operand.below)
        json.insert(u"below"_s, operand.below->toString());
    if (operand.above)
        json.insert(u"above"_s, operand.above->toString());
    return json;
}

bool hasPopulation(const Claim& claim)
{
    if (claim.operation == Operation::Rank || claim.operation == Operation::Correlation)
        return true;
    for (const Operand& operand : claim.operands) {
        if (operand.all || operand.groupBy != GroupBy::None)
            return true;
    }
    return false;
}

} // namespace

QString operationName(Operation operation)
{
    return nameIn(kOperations, operation);
}

QString measureName(Measure measure)
{
    return nameIn(kMeasures, measure);
}

QString directionName(Direction direction)
{
    return nameIn(kDirections, direction);
}

QJsonObject toJson(const Claim& claim)
{
    QJsonArray operands;
    for (const Operand& operand : claim.operands)
        operands.append(operandJson(operand));
    QJsonObject json{{u"operation"_s, operationName(claim.operation)},
                     {u"operands"_s, operands},
                     {u"result"_s, claim.result.toString()},
                     {u"shown"_s, claim.shown}};
    if (claim.direction != Direction::None)
        json.insert(u"direction"_s, directionName(claim.direction));
    if (hasPopulation(claim) || !claim.scope.isEmpty()) {
        QJsonObject scope;
        if (!claim.scope.type.isEmpty())
            scope.insert(u"type"_s, claim.scope.type);
        if (!claim.scope.nation.isEmpty())
            scope.insert(u"nation"_s, claim.scope.nation);
        if (!claim.scope.region.isEmpty())
            scope.insert(u"region"_s, claim.scope.region);
        json.insert(u"scope"_s, scope);
    }
    if (claim.of > 0)
        json.insert(u"of"_s, QString::number(claim.of));
    return json;
}

QJsonArray toJson(const std::vector<Claim>& claims)
{
    QJsonArray array;
    for (const Claim& claim : claims)
        array.append(toJson(claim));
    return array;
}

} // namespace factoid
