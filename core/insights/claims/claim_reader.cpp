#include "core/insights/claims/claim_names.h"

namespace factoid {

using namespace claimnames;

namespace {

std::unexpected<Error> wrong(const QString& key, const QString& why) {
    return fail(ErrorKind::Input, QStringLiteral("claim: “%1” %2").arg(key, why));
}

// Refuses keys that this version does not know: a claim read only in part could say another thing.
Result<void> onlyKeys(const QJsonObject& json, const QStringList& known, const QString& place) {
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return wrong(place + it.key(), QStringLiteral("is not a known key"));
    }
    return {};
}

Result<QString> stringAt(const QJsonObject& json, const QString& key, const QString& place) {
    const QJsonValue found = json.value(key);
    if (!found.isString())
        return wrong(place + key, found.isUndefined() ? QStringLiteral("is missing")
                                                      : QStringLiteral("must be a string"));
    return found.toString();
}

Result<Decimal> decimalAt(const QJsonObject& json, const QString& key, const QString& place) {
    const auto text = stringAt(json, key, place);
    if (!text)
        return std::unexpected(text.error());
    bool rounded = false;
    const auto value = Decimal::parse(text->toUtf8(), &rounded);
    if (!value)
        return wrong(place + key, value.error().message);
    if (rounded)
        return wrong(place + key, QStringLiteral("has more than four decimals"));
    return *value;
}

// A whole number from 1 up, as a decimal string; a JSON number is accepted too. Absent: 0.
Result<int> countAt(const QJsonObject& json, const QString& key, const QString& place) {
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
        return wrong(place + key, QStringLiteral("must be a whole number from 1 up"));
    return value;
}

// Who the operand is about: exactly one of council, group and all.
Result<void> readSubject(const QJsonObject& json, const QString& place, Operand& operand) {
    const bool council = json.contains(QStringLiteral("council"));
    const bool group = json.contains(QStringLiteral("group"));
    const bool all = json.contains(QStringLiteral("all"));
    if (int(council) + int(group) + int(all) != 1)
        return wrong(place + QStringLiteral("council"),
                     QStringLiteral("or “group” or “all”: exactly one of them is needed"));
    if (all) {
        operand.all = json.value(QStringLiteral("all")) == QJsonValue(true);
        if (!operand.all)
            return wrong(place + QStringLiteral("all"), QStringLiteral("must be true"));
        return {};
    }
    if (council) {
        const auto code = stringAt(json, QStringLiteral("council"), place);
        if (!code)
            return std::unexpected(code.error());
        if (code->isEmpty())
            return wrong(place + QStringLiteral("council"), QStringLiteral("is empty"));
        operand.council = *code;
        return {};
    }
    const QJsonValue found = json.value(QStringLiteral("group"));
    const QString inside = place + QStringLiteral("group.");
    if (!found.isObject())
        return wrong(place + QStringLiteral("group"), QStringLiteral("must be an object"));
    const QJsonObject object = found.toObject();
    if (const auto known = onlyKeys(object, {QStringLiteral("by"), QStringLiteral("name")}, inside);
        !known)
        return known;
    const auto by = stringAt(object, QStringLiteral("by"), inside);
    if (!by)
        return std::unexpected(by.error());
    const auto name = stringAt(object, QStringLiteral("name"), inside);
    if (!name)
        return std::unexpected(name.error());
    const auto grouping = valueIn<GroupBy>(kGroupings, *by);
    if (!grouping)
        return wrong(inside + QStringLiteral("by"),
                     QStringLiteral("must be type, nation or region"));
    if (name->isEmpty())
        return wrong(inside + QStringLiteral("name"), QStringLiteral("is empty"));
    operand.groupBy = *grouping;
    operand.group = *name;
    return {};
}

// The keys that only some measures have.
Result<void> readNarrowing(const QJsonObject& json, const QString& place, Operand& operand) {
    const auto top = countAt(json, QStringLiteral("top"), place);
    if (!top)
        return std::unexpected(top.error());
    operand.top = *top;
    if (operand.top > 0 && operand.measure != Measure::Sum)
        return wrong(place + QStringLiteral("top"),
                     QStringLiteral("goes with the measure sum only"));
    if (json.contains(QStringLiteral("of_field"))) {
        const auto slug = stringAt(json, QStringLiteral("of_field"), place);
        if (!slug)
            return std::unexpected(slug.error());
        operand.ofField = *slug;
    }
    if (operand.ofField.isEmpty() == (operand.measure == Measure::Share))
        return wrong(place + QStringLiteral("of_field"),
                     QStringLiteral("goes with the measure share, and only with it"));
    for (const bool isBelow : {true, false}) {
        const QString key = isBelow ? QStringLiteral("below") : QStringLiteral("above");
        if (!json.contains(key))
            continue;
        if (operand.measure != Measure::Count)
            return wrong(place + key, QStringLiteral("goes with the measure count only"));
        const auto bound = decimalAt(json, key, place);
        if (!bound)
            return std::unexpected(bound.error());
        (isBelow ? operand.below : operand.above) = *bound;
    }
    return {};
}

Result<Operand> operandFromJson(const QJsonValue& value, int index) {
    const QString place = QStringLiteral("operands[%1].").arg(index);
    if (!value.isObject())
        return wrong(place.chopped(1), QStringLiteral("must be an object"));
    const QJsonObject json = value.toObject();
    static const QStringList known = {
        QStringLiteral("field"), QStringLiteral("year"),    QStringLiteral("measure"),
        QStringLiteral("value"), QStringLiteral("council"), QStringLiteral("group"),
        QStringLiteral("all"),   QStringLiteral("top"),     QStringLiteral("of_field"),
        QStringLiteral("below"), QStringLiteral("above")};
    if (const auto ok = onlyKeys(json, known, place); !ok)
        return std::unexpected(ok.error());
    Operand operand;
    const auto field = stringAt(json, QStringLiteral("field"), place);
    if (!field)
        return std::unexpected(field.error());
    const auto label = stringAt(json, QStringLiteral("year"), place);
    if (!label)
        return std::unexpected(label.error());
    const auto measureWord = stringAt(json, QStringLiteral("measure"), place);
    if (!measureWord)
        return std::unexpected(measureWord.error());
    const auto amount = decimalAt(json, QStringLiteral("value"), place);
    if (!amount)
        return std::unexpected(amount.error());
    const auto year = Year::parse(label->toUtf8());
    if (!year || year->label() != *label)
        return wrong(place + QStringLiteral("year"),
                     QStringLiteral("must be a label such as 2019/20"));
    const auto measure = valueIn<Measure>(kMeasures, *measureWord);
    if (!measure)
        return wrong(place + QStringLiteral("measure"), QStringLiteral("is not a known measure"));
    operand.field = *field;
    operand.year = *year;
    operand.measure = *measure;
    operand.value = *amount;
    if (const auto ok = readSubject(json, place, operand); !ok)
        return std::unexpected(ok.error());
    if (const auto ok = readNarrowing(json, place, operand); !ok)
        return std::unexpected(ok.error());
    return operand;
}

Result<Scope> scopeFromJson(const QJsonObject& json) {
    Scope scope;
    const QJsonValue found = json.value(QStringLiteral("scope"));
    if (found.isUndefined())
        return scope;
    if (!found.isObject())
        return wrong(QStringLiteral("scope"), QStringLiteral("must be an object"));
    const QJsonObject object = found.toObject();
    const QString place = QStringLiteral("scope.");
    const QStringList known = {QStringLiteral("type"), QStringLiteral("nation"),
                               QStringLiteral("region")};
    if (const auto ok = onlyKeys(object, known, place); !ok)
        return std::unexpected(ok.error());
    QString* const targets[] = {&scope.type, &scope.nation, &scope.region};
    for (int i = 0; i < known.size(); ++i) {
        if (!object.contains(known[i]))
            continue;
        const auto text = stringAt(object, known[i], place);
        if (!text)
            return std::unexpected(text.error());
        if (text->isEmpty())
            return wrong(place + known[i], QStringLiteral("is empty; leave the key out"));
        *targets[i] = *text;
    }
    return scope;
}

} // namespace

Result<Claim> claimFromJson(const QJsonObject& json) {
    static const QStringList known = {QStringLiteral("operation"), QStringLiteral("operands"),
                                      QStringLiteral("result"),    QStringLiteral("shown"),
                                      QStringLiteral("direction"), QStringLiteral("scope"),
                                      QStringLiteral("of")};
    if (const auto ok = onlyKeys(json, known, {}); !ok)
        return std::unexpected(ok.error());
    Claim claim;
    const auto word = stringAt(json, QStringLiteral("operation"), {});
    if (!word)
        return std::unexpected(word.error());
    const auto operation = valueIn<Operation>(kOperations, *word);
    if (!operation)
        return wrong(QStringLiteral("operation"), QStringLiteral("is not a known operation"));
    claim.operation = *operation;
    const QJsonValue operands = json.value(QStringLiteral("operands"));
    if (!operands.isArray() || operands.toArray().isEmpty())
        return wrong(QStringLiteral("operands"),
                     QStringLiteral("must be a list with at least one operand"));
    int index = 0;
    for (const QJsonValue& value : operands.toArray()) {
        auto operand = operandFromJson(value, index++);
        if (!operand)
            return std::unexpected(operand.error());
        claim.operands.push_back(std::move(*operand));
    }
    const auto result = decimalAt(json, QStringLiteral("result"), {});
    if (!result)
        return std::unexpected(result.error());
    claim.result = *result;
    const auto shown = stringAt(json, QStringLiteral("shown"), {});
    if (!shown)
        return std::unexpected(shown.error());
    claim.shown = *shown;
    if (json.contains(QStringLiteral("direction"))) {
        const auto direction =
            valueIn<Direction>(kDirections, json.value(QStringLiteral("direction")).toString());
        if (!direction || *direction == Direction::None)
            return wrong(QStringLiteral("direction"),
                         QStringLiteral("must be highest, lowest, rise or fall"));
        claim.direction = *direction;
    }
    const auto scope = scopeFromJson(json);
    if (!scope)
        return std::unexpected(scope.error());
    claim.scope = *scope;
    const auto of = countAt(json, QStringLiteral("of"), {});
    if (!of)
        return std::unexpected(of.error());
    claim.of = *of;
    return claim;
}

} // namespace factoid
