#include "core/insights/claims/claim_names.h"

namespace factoid {

using namespace claimnames;

namespace {

std::unexpected<Error> wrong(const QString& key, const QString& why)
{
    return fail(ErrorKind::Input, u"claim: “%1” %2"_s.arg(key, why));
}

// Refuses keys that this version does not know: a claim read only in part could say another thing.
Result<void> onlyKeys(const QJsonObject& json, const QStringList& known, const QString& place)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return wrong(place + it.key(), u"is not a known key"_s);
    }
    return {};
}

Result<QString> stringAt(const QJsonObject& json, const QString& key, const QString& place)
{
    const QJsonValue found = json.value(key);
    if (!found.isString())
        return wrong(place + key, found.isUndefined() ? u"is missing"_s : u"must be a string"_s);
    return found.toString();
}

Result<Decimal> decimalAt(const QJsonObject& json, const QString& key, const QString& place)
{
    const auto text = TRY(stringAt(json, key, place));
    bool rounded = false;
    const auto value = Decimal::parse(text.toUtf8(), &rounded);
    if (!value)
        return wrong(place + key, value.error().message);
    if (rounded)
        return wrong(place + key, u"has more than four decimals"_s);
    return *value;
}

// A whole number from 1 up, as a decimal string; a JSON number is accepted too. Absent: 0.
Result<int> countAt(const QJsonObject& json, const QString& key, const QString& place)
{
    if (!json.contains(key))
        return 0;
    const QJsonValue found = json.value(key);
    bool ok = false;
    int value = 0;
    if (found.isString()) {
        value = found.toString().toInt(&ok);
    } else if (found.isDouble()) {
        value = found.toInt(-1);
        ok = value >= 0;
    }
    if (!ok || value < 1)
        return wrong(place + key, u"must be a whole number from 1 up"_s);
    return value;
}

// Who the operand is about: exactly one of council, group and all.
Result<void> readSubject(const QJsonObject& json, const QString& place, Operand& operand)
{
    const bool council = json.contains(u"council"_s);
    const bool group = json.contains(u"group"_s);
    const bool all = json.contains(u"all"_s);
    if (int(council) + int(group) + int(all) != 1)
        return wrong(place + u"council"_s, u"or “group” or “all”: exactly one of them is needed"_s);
    if (all) {
        operand.all = json.value(u"all"_s) == QJsonValue(true);
        if (!operand.all)
            return wrong(place + u"all"_s, u"must be true"_s);
        return {};
    }
    if (council) {
        const auto code = TRY(stringAt(json, u"council"_s, place));
        if (code.isEmpty())
            return wrong(place + u"council"_s, u"is empty"_s);
        operand.council = code;
        return {};
    }
    const QJsonValue found = json.value(u"group"_s);
    const QString inside = place + u"group."_s;
    if (!found.isObject())
        return wrong(place + u"group"_s, u"must be an object"_s);
    const QJsonObject object = found.toObject();
    if (const auto known = onlyKeys(object, {u"by"_s, u"name"_s}, inside); !known)
        return known;
    const auto by = TRY(stringAt(object, u"by"_s, inside));
    const auto name = TRY(stringAt(object, u"name"_s, inside));
    const auto grouping = valueIn<GroupBy>(kGroupings, by);
    if (!grouping)
        return wrong(inside + u"by"_s, u"must be type, nation or region"_s);
    if (name.isEmpty())
        return wrong(inside + u"name"_s, u"is empty"_s);
    operand.groupBy = *grouping;
    operand.group = name;
    return {};
}

// The keys that only some measures have.
Result<void> readNarrowing(const QJsonObject& json, const QString& place, Operand& operand)
{
    const auto top = TRY(countAt(json, u"top"_s, place));
    operand.top = top;
    if (operand.top > 0 && operand.measure != Measure::Sum)
        return wrong(place + u"top"_s, u"goes with the measure sum only"_s);
    if (json.contains(u"of_field"_s)) {
        const auto slug = TRY(stringAt(json, u"of_field"_s, place));
        operand.ofField = slug;
    }
    if (operand.ofField.isEmpty() == (operand.measure == Measure::Share))
        return wrong(place + u"of_field"_s, u"goes with the measure share, and only with it"_s);
    for (const bool isBelow : {true, false}) {
        const QString key = isBelow ? u"below"_s : u"above"_s;
        if (!json.contains(key))
            continue;
        if (operand.measure != Measure::Count)
            return wrong(place + key, u"goes with the measure count only"_s);
        const auto bound = TRY(decimalAt(json, key, place));
        (isBelow ? operand.below : operand.above) = bound;
    }
    return {};
}

Result<Operand> operandFromJson(const QJsonValue& value, int index)
{
    const QString place = u"operands[%1]."_s.arg(index);
    if (!value.isObject())
        return wrong(place.chopped(1), u"must be an object"_s);
    const QJsonObject json = value.toObject();
    static const QStringList known = {u"field"_s, u"year"_s, u"measure"_s,  u"value"_s, u"council"_s, u"group"_s,
                                      u"all"_s,   u"top"_s,  u"of_field"_s, u"below"_s, u"above"_s};
    if (const auto ok = onlyKeys(json, known, place); !ok)
        return std::unexpected(ok.error());
    Operand operand;
    const auto field = TRY(stringAt(json, u"field"_s, place));
    const auto label = TRY(stringAt(json, u"year"_s, place));
    const auto measureWord = TRY(stringAt(json, u"measure"_s, place));
    const auto amount = TRY(decimalAt(json, u"value"_s, place));
    const auto year = Year::parse(label.toUtf8());
    if (!year || year->label() != label)
        return wrong(place + u"year"_s, u"must be a label such as 2019/20"_s);
    const auto measure = valueIn<Measure>(kMeasures, measureWord);
    if (!measure)
        return wrong(place + u"measure"_s, u"is not a known measure"_s);
    operand.field = field;
    operand.year = *year;
    operand.measure = *measure;
    operand.value = amount;
    if (const auto ok = readSubject(json, place, operand); !ok)
        return std::unexpected(ok.error());
    if (const auto ok = readNarrowing(json, place, operand); !ok)
        return std::unexpected(ok.error());
    return operand;
}

Result<Scope> scopeFromJson(const QJsonObject& json)
{
    Scope scope;
    const QJsonValue found = json.value(u"scope"_s);
    if (found.isUndefined())
        return scope;
    if (!found.isObject())
        return wrong(u"scope"_s, u"must be an object"_s);
    const QJsonObject object = found.toObject();
    const QString place = u"scope."_s;
    const QStringList known = {u"type"_s, u"nation"_s, u"region"_s};
    if (const auto ok = onlyKeys(object, known, place); !ok)
        return std::unexpected(ok.error());
    QString* const targets[] = {&scope.type, &scope.nation, &scope.region};
    for (int i = 0; i < known.size(); ++i) {
        if (!object.contains(known[i]))
            continue;
        const auto text = TRY(stringAt(object, known[i], place));
        if (text.isEmpty())
            return wrong(place + known[i], u"is empty; leave the key out"_s);
        *targets[i] = text;
    }
    return scope;
}

} // namespace

Result<Claim> claimFromJson(const QJsonObject& json)
{
    static const QStringList known = {u"operation"_s, u"operands"_s, u"result"_s, u"shown"_s,
                                      u"direction"_s, u"scope"_s,    u"of"_s};
    if (const auto ok = onlyKeys(json, known, {}); !ok)
        return std::unexpected(ok.error());
    Claim claim;
    const auto word = TRY(stringAt(json, u"operation"_s, {}));
    const auto operation = valueIn<Operation>(kOperations, word);
    if (!operation)
        return wrong(u"operation"_s, u"is not a known operation"_s);
    claim.operation = *operation;
    const QJsonValue operands = json.value(u"operands"_s);
    if (!operands.isArray() || operands.toArray().isEmpty())
        return wrong(u"operands"_s, u"must be a list with at least one operand"_s);
    int index = 0;
    for (const QJsonValue& value : operands.toArray()) {
        auto operand = TRY(operandFromJson(value, index++));
        claim.operands.push_back(std::move(operand));
    }
    const auto result = TRY(decimalAt(json, u"result"_s, {}));
    claim.result = result;
    const auto shown = TRY(stringAt(json, u"shown"_s, {}));
    claim.shown = shown;
    if (json.contains(u"direction"_s)) {
        const auto direction = valueIn<Direction>(kDirections, json.value(u"direction"_s).toString());
        if (!direction || *direction == Direction::None)
            return wrong(u"direction"_s, u"must be highest, lowest, rise or fall"_s);
        claim.direction = *direction;
    }
    const auto scope = TRY(scopeFromJson(json));
    claim.scope = scope;
    const auto of = TRY(countAt(json, u"of"_s, {}));
    claim.of = of;
    return claim;
}

} // namespace factoid
