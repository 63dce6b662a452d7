#include "core/insights/claims/claim_names.h"

namespace factoid {

using namespace claimnames;

namespace {

QJsonObject operandJson(const Operand& operand) {
    QJsonObject json{{QStringLiteral("field"), operand.field},
                     {QStringLiteral("year"), operand.year.label()},
                     {QStringLiteral("measure"), measureName(operand.measure)},
                     {QStringLiteral("value"), operand.value.toString()}};
    if (operand.all)
        json.insert(QStringLiteral("all"), true);
    else if (operand.groupBy != GroupBy::None)
        json.insert(QStringLiteral("group"),
                    QJsonObject{{QStringLiteral("by"), nameIn(kGroupings, operand.groupBy)},
                                {QStringLiteral("name"), operand.group}});
    else
        json.insert(QStringLiteral("council"), operand.council);
    if (operand.top > 0)
        json.insert(QStringLiteral("top"), QString::number(operand.top));
    if (!operand.ofField.isEmpty())
        json.insert(QStringLiteral("of_field"), operand.ofField);
    if (operand.below)
        json.insert(QStringLiteral("below"), operand.below->toString());
    if (operand.above)
        json.insert(QStringLiteral("above"), operand.above->toString());
    return json;
}

bool hasPopulation(const Claim& claim) {
    if (claim.operation == Operation::Rank || claim.operation == Operation::Correlation)
        return true;
    for (const Operand& operand : claim.operands) {
        if (operand.all || operand.groupBy != GroupBy::None)
            return true;
    }
    return false;
}

} // namespace

QString operationName(Operation operation) {
    return nameIn(kOperations, operation);
}

QString measureName(Measure measure) {
    return nameIn(kMeasures, measure);
}

QString directionName(Direction direction) {
    return nameIn(kDirections, direction);
}

QJsonObject toJson(const Claim& claim) {
    QJsonArray operands;
    for (const Operand& operand : claim.operands)
        operands.append(operandJson(operand));
    QJsonObject json{{QStringLiteral("operation"), operationName(claim.operation)},
                     {QStringLiteral("operands"), operands},
                     {QStringLiteral("result"), claim.result.toString()},
                     {QStringLiteral("shown"), claim.shown}};
    if (claim.direction != Direction::None)
        json.insert(QStringLiteral("direction"), directionName(claim.direction));
    if (hasPopulation(claim) || !claim.scope.isEmpty()) {
        QJsonObject scope;
        if (!claim.scope.type.isEmpty())
            scope.insert(QStringLiteral("type"), claim.scope.type);
        if (!claim.scope.nation.isEmpty())
            scope.insert(QStringLiteral("nation"), claim.scope.nation);
        if (!claim.scope.region.isEmpty())
            scope.insert(QStringLiteral("region"), claim.scope.region);
        json.insert(QStringLiteral("scope"), scope);
    }
    if (claim.of > 0)
        json.insert(QStringLiteral("of"), QString::number(claim.of));
    return json;
}

QJsonArray toJson(const std::vector<Claim>& claims) {
    QJsonArray array;
    for (const Claim& claim : claims)
        array.append(toJson(claim));
    return array;
}

} // namespace factoid
