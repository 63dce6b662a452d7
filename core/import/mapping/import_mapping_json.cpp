// Writing a mapping as JSON: the counterpart of mapping.cpp. Keys at their default are left out.

#include "core/import/mapping/mapping.h"

#include <QJsonArray>

namespace factoid {

namespace {

void put(QJsonObject& object, const char* key, const QString& text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(key), text);
}

void put(QJsonObject& object, const char* key, const QStringList& texts)
{
    if (!texts.isEmpty())
        object.insert(QLatin1String(key), QJsonArray::fromStringList(texts));
}

void put(QJsonObject& object, const char* key, const QHash<QString, QString>& pairs)
{
    QJsonObject inner;
    for (auto it = pairs.begin(); it != pairs.end(); ++it)
        inner.insert(it.key(), it.value());
    if (!inner.isEmpty())
        object.insert(QLatin1String(key), inner);
}

void putNumber(QJsonObject& object, const char* key, int number, int otherwise = 0)
{
    if (number != otherwise)
        object.insert(QLatin1String(key), number);
}

void putYes(QJsonObject& object, const char* key, bool yes)
{
    if (yes)
        object.insert(QLatin1String(key), true);
}

void putObject(QJsonObject& object, const char* key, const QJsonObject& inner)
{
    if (!inner.isEmpty())
        object.insert(QLatin1String(key), inner);
}

template <class T, class Write>
void putList(QJsonObject& object, const char* key, const std::vector<T>& items, Write write)
{
    QJsonArray array;
    for (const T& item : items)
        array.append(write(item));
    if (!array.isEmpty())
        object.insert(QLatin1String(key), array);
}

// A text, so that no scale is bent by a JSON number.
QString scaleText(int exponent, bool negate)
{
    QString text = exponent >= 0 ? QLatin1Char('1') + QString(exponent, QLatin1Char('0'))
                                 : u"0."_s + QString(-exponent - 1, QLatin1Char('0')) + QLatin1Char('1');
    return negate ? QLatin1Char('-') + text : text;
}

QJsonValue write(const ColumnRef& ref)
{
    QJsonObject object;
    switch (ref.by) {
    case ColumnRef::By::Position:
        object.insert(u"position"_s, ref.number);
        return object;
    case ColumnRef::By::Code:
        put(object, "code", ref.text);
        return object;
    case ColumnRef::By::Pattern:
        put(object, "begins", ref.text);
        put(object, "ends", ref.ends);
        return object;
    case ColumnRef::By::Header:
        break;
    }
    if (ref.number == 1)
        return ref.text;
    put(object, "header", ref.text);
    object.insert(u"nth"_s, ref.number);
    return object;
}

void put(QJsonObject& object, const char* key, const std::optional<ColumnRef>& ref)
{
    if (ref)
        object.insert(QLatin1String(key), write(*ref));
}

void put(QJsonObject& object, const char* key, const FixedOrColumn& either)
{
    if (!either.column) {
        put(object, key, either.fixed);
        return;
    }
    object.insert(QLatin1String(key), QJsonObject{{u"column"_s, write(*either.column)}});
}

QJsonObject writeRule(const RowRule& rule)
{
    QJsonObject object;
    putList(object, "where", rule.where, [](const RowCondition& condition) {
        QJsonObject inner{{u"column"_s, write(condition.column)}};
        put(inner, "in", condition.in);
        put(inner, "begins", condition.begins);
        putYes(inner, "empty", condition.empty);
        putYes(inner, "not", condition.isNot);
        return inner;
    });
    put(object, "why", rule.why);
    return object;
}

QJsonObject writeValueColumn(const ValueColumn& column)
{
    QJsonObject object{{u"column"_s, write(column.column)}};
    put(object, "field", column.field);
    put(object, "year", column.year);
    if (column.scaleExponent)
        object.insert(u"scale"_s, scaleText(*column.scaleExponent, column.negate.value_or(false)));
    if (column.decimalComma)
        put(object, "decimal", *column.decimalComma ? u","_s : u"."_s);
    put(object, "status", column.status);
    return object;
}

QJsonObject writeField(const Field& field)
{
    QJsonObject object;
    put(object, "slug", field.slug);
    put(object, "name", field.name);
    put(object, "unit", field.unit);
    put(object, "description", field.description);
    putYes(object, "comparison", field.comparison);
    if (field.polarity != Polarity::Neutral)
        put(object, "polarity", polarityName(field.polarity));
    put(object, "per_head_of", field.perHeadOf);
    return object;
}

QJsonObject writeCouncil(const Council& council)
{
    QJsonObject object;
    put(object, "code", council.code);
    put(object, "name", council.name);
    put(object, "type", council.type);
    put(object, "nation", council.nation);
    put(object, "region", council.region);
    put(object, "active_from", council.activeFrom.toString(Qt::ISODate));
    put(object, "active_to", council.activeTo.toString(Qt::ISODate));
    put(object, "successors", council.successors);
    put(object, "predecessors", formerCodesText(council.predecessors).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    putYes(object, "total", council.total);
    return object;
}

QJsonObject writeHeader(const Mapping& mapping)
{
    QJsonObject header;
    QJsonArray rows;
    for (const int row : mapping.headerRows)
        rows.append(row);
    header.insert(u"rows"_s, rows);
    putYes(header, "fill", mapping.fillHeader);
    putNumber(header, "codes", mapping.codeRow);
    put(header, "requires", mapping.requiredHeaders);
    return header;
}

QJsonObject writeCouncilColumns(const Mapping& mapping)
{
    QJsonObject council;
    put(council, "code", mapping.councilCode);
    put(council, "name", mapping.councilName);
    put(council, "type", mapping.councilType);
    put(council, "aliases", mapping.aliases);
    put(council, "name_endings", mapping.nameEndings);
    return council;
}

} // namespace

QJsonObject mappingToJson(const Mapping& mapping)
{
    QJsonObject json{{u"mapping"_s, 1}};
    put(json, "name", mapping.name);
    put(json, "title", mapping.title);
    put(json, "description", mapping.description);
    put(json, "sheet", mapping.sheet);
    if (mapping.encoding)
        put(json, "encoding", encodingName(*mapping.encoding).toLower());
    if (mapping.delimiter)
        put(json, "delimiter", *mapping.delimiter == '\t' ? u"tab"_s : QString(QLatin1Char(*mapping.delimiter)));
    json.insert(u"header"_s, writeHeader(mapping));
    if (mapping.splitColumn > 0)
        json.insert(u"split"_s,
                    QJsonObject{{u"column"_s, mapping.splitColumn}, {u"by"_s, QString(QLatin1Char(mapping.splitBy))}});
    QJsonObject rows;
    putNumber(rows, "first", mapping.firstRow);
    putNumber(rows, "last", mapping.lastRow);
    putObject(json, "rows", rows);
    putList(json, "fingerprint", mapping.fingerprint, [](const Fingerprint& print) {
        return QJsonObject{{u"row"_s, print.row}, {u"column"_s, print.column}, {u"begins"_s, print.begins}};
    });
    putObject(json, "council", writeCouncilColumns(mapping));
    put(json, "field", mapping.field);
    put(json, "year", mapping.year);
    put(json, "field_names", mapping.fieldNames);
    put(json, "year_names", mapping.yearNames);
    if (mapping.scaleExponent != 0 || mapping.negate)
        put(json, "scale", scaleText(mapping.scaleExponent, mapping.negate));
    if (mapping.decimalComma)
        put(json, "decimal", u","_s);
    putNumber(json, "significant_digits", mapping.significantDigits);
    put(json, "status_names", mapping.statusNames);
    put(json, "missing", mapping.missing);
    putList(json, "skip", mapping.skip, writeRule);
    if (mapping.stop)
        json.insert(u"stop"_s, writeRule(*mapping.stop));
    putList(json, "values", mapping.values, writeValueColumn);
    putList(json, "corrections", mapping.corrections, [](const ValueCorrection& correction) {
        QJsonObject object{{u"from"_s, correction.from}, {u"to"_s, correction.to}};
        put(object, "column", correction.column);
        put(object, "why", correction.why);
        return object;
    });
    put(json, "types", mapping.types);
    put(json, "nations", mapping.nations);
    putList(json, "fields", mapping.fields, writeField);
    putList(json, "councils", mapping.councils, writeCouncil);
    return json;
}

} // namespace factoid
