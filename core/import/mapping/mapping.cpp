#include "core/import/mapping/mapping.h"

#include "core/base/plain_file.h"
#include "core/import/values/import_json.h"
#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kVersion = 1;
constexpr qint64 kMostBytes = 16 << 20;
constexpr int kLeastExponent = -6;
constexpr int kMostExponent = 12;

// ±10^n, as a number or a text; sets the exponent and whether the sign turns.
bool readScale(const QJsonValue& value, int* exponent, bool* negate)
{
    bool read = value.isDouble();
    double number = value.toDouble();
    if (value.isString())
        number = value.toString().toDouble(&read);
    if (!read)
        return false;
    for (int power = kLeastExponent; power <= kMostExponent; ++power) {
        // The literal's double, so that 0.001 is found whatever its last bit.
        const double candidate = QByteArray("1e").append(QByteArray::number(power)).toDouble();
        if (std::abs(number) == candidate) {
            *exponent = power;
            *negate = number < 0;
            return true;
        }
    }
    return false;
}

ColumnRef readRef(const QJsonValue& value, const QString& path, JsonFault& fault)
{
    ColumnRef ref;
    if (value.isString()) {
        ref.text = value.toString();
        if (ref.text.trimmed().isEmpty())
            fault.say(path, u"must name a column"_s);
        return ref;
    }
    if (!value.isObject()) {
        fault.say(path, u"must be a header text, or an object with header, begins, code or position"_s);
        return ref;
    }
    JsonKeys keys(value, path, fault);
    const int ways =
        keys.has("header") + (keys.has("begins") || keys.has("ends")) + keys.has("code") + keys.has("position");
    if (ways != 1)
        fault.say(path, u"must have one of header, begins, code and position"_s);
    if (keys.has("position")) {
        ref.by = ColumnRef::By::Position;
        ref.number = keys.number("position", 1, 1);
    } else if (keys.has("code")) {
        ref.by = ColumnRef::By::Code;
        ref.text = keys.requiredText("code");
    } else if (keys.has("begins") || keys.has("ends")) {
        ref.by = ColumnRef::By::Pattern;
        ref.text = keys.text("begins");
        ref.ends = keys.text("ends");
    } else {
        ref.text = keys.requiredText("header");
        ref.number = keys.number("nth", 1, 1);
    }
    keys.done();
    return ref;
}

std::optional<ColumnRef> readOptionalRef(JsonKeys& keys, const char* key, JsonFault& fault)
{
    const QJsonValue value = keys.value(key);
    if (value.isUndefined())
        return std::nullopt;
    return readRef(value, keys.pathOf(key), fault);
}

// "2023/24", or {"column": ref}.
FixedOrColumn readFixedOrColumn(JsonKeys& keys, const char* key, JsonFault& fault)
{
    FixedOrColumn either;
    const QJsonValue value = keys.value(key);
    if (value.isUndefined())
        return either;
    if (!value.isObject()) {
        either.fixed = keys.requiredText(key);
        return either;
    }
    JsonKeys inner(value, keys.pathOf(key), fault);
    either.column = readOptionalRef(inner, "column", fault);
    if (!either.column)
        fault.say(keys.pathOf(key), u"must be a text or {\"column\": …}"_s);
    inner.done();
    return either;
}

RowRule readRule(const QJsonValue& value, const QString& path, JsonFault& fault)
{
    RowRule rule;
    JsonKeys keys(value, path, fault);
    keys.list("where", [&](const QJsonValue& element, const QString& at) {
        JsonKeys inner(element, at, fault);
        RowCondition condition;
        condition.column = readRef(inner.value("column"), inner.pathOf("column"), fault);
        condition.in = inner.texts("in");
        condition.begins = inner.texts("begins");
        condition.empty = inner.yes("empty");
        condition.isNot = inner.yes("not");
        inner.done();
        if (condition.in.isEmpty() && condition.begins.isEmpty() && !condition.empty)
            fault.say(at, u"must have in, begins or empty"_s);
        rule.where.push_back(condition);
    });
    rule.why = keys.text("why");
    keys.done();
    if (rule.where.empty())
        fault.say(path, u"must have at least one condition in where"_s);
    return rule;
}

void readScaleInto(JsonKeys& keys, std::optional<int>& exponent, std::optional<bool>& negate, JsonFault& fault)
{
    const QJsonValue value = keys.value("scale");
    if (value.isUndefined())
        return;
    int power = 0;
    bool turned = false;
    if (!readScale(value, &power, &turned)) {
        fault.say(keys.pathOf("scale"),
                  u"must be a power of ten from 0.000001 to 1000000000000, such as 1000, or its negative"_s);
        return;
    }
    exponent = power;
    negate = turned;
}

// "decimal": "," or "."; not given: nullopt.
std::optional<bool> readDecimal(JsonKeys& keys, JsonFault& fault)
{
    if (!keys.has("decimal"))
        return std::nullopt;
    const QString sign = keys.text("decimal");
    if (sign != ","_L1 && sign != "."_L1)
        fault.say(keys.pathOf("decimal"), u"must be , or ."_s);
    return sign == ","_L1;
}

ValueColumn readValueColumn(const QJsonValue& value, const QString& path, JsonFault& fault)
{
    ValueColumn column;
    JsonKeys keys(value, path, fault);
    column.column = readRef(keys.value("column"), keys.pathOf("column"), fault);
    column.field = readFixedOrColumn(keys, "field", fault);
    column.year = readFixedOrColumn(keys, "year", fault);
    readScaleInto(keys, column.scaleExponent, column.negate, fault);
    column.decimalComma = readDecimal(keys, fault);
    column.status = readOptionalRef(keys, "status", fault);
    keys.done();
    return column;
}

Field readField(const QJsonValue& value, const QString& path, JsonFault& fault)
{
    JsonKeys keys(value, path, fault);
    Field field;
    field.slug = keys.requiredText("slug");
    field.name = keys.requiredText("name");
    const auto unit = normalisedUnit(keys.requiredText("unit"));
    field.description = keys.text("description");
    field.comparison = keys.yes("comparison");
    const QString polarity = keys.has("polarity") ? keys.text("polarity") : polarityName(Polarity::Neutral);
    const auto known = polarityFromName(polarity);
    field.perHeadOf = keys.text("per_head_of");
    keys.done();
    if (!isSlug(field.slug))
        fault.say(keys.pathOf("slug"), u"must be lower-case letters, digits and _"_s);
    if (!unit)
        fault.say(keys.pathOf("unit"),
                  u"must be an ISO 4217 code, percent, count or a rate such as GBP_per_dwelling"_s);
    if (!known)
        fault.say(keys.pathOf("polarity"), u"must be neutral, higher-is-better or lower-is-better"_s);
    field.unit = unit.value_or(QString());
    field.polarity = known.value_or(Polarity::Neutral);
    return field;
}

QDate readDate(JsonKeys& keys, const char* key, JsonFault& fault)
{
    const QString text = keys.text(key);
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && !date.isValid())
        fault.say(keys.pathOf(key), u"must be a date such as 2023-04-01"_s);
    return date;
}

Council readCouncil(const QJsonValue& value, const QString& path, JsonFault& fault)
{
    JsonKeys keys(value, path, fault);
    Council council;
    council.code = keys.requiredText("code");
    council.name = keys.requiredText("name");
    council.type = keys.requiredText("type");
    council.nation = keys.text("nation");
    council.region = keys.text("region");
    council.activeFrom = readDate(keys, "active_from", fault);
    council.activeTo = readDate(keys, "active_to", fault);
    council.successors = keys.texts("successors");
    const auto former = formerCodesFrom(keys.texts("predecessors").join(QLatin1Char(' ')));
    if (!former)
        fault.say(keys.pathOf("predecessors"), u"must be codes, each perhaps with the day it ended: E1:2013-04-01"_s);
    council.predecessors = former.value_or(std::vector<FormerCode>());
    council.total = keys.yes("total");
    keys.done();
    for (const QString& text : {council.code, council.name, council.type, council.nation, council.region}) {
        if (hasControlCharacters(text))
            fault.say(path, u"has control characters"_s);
    }
    return council;
}

void readShape(JsonKeys& keys, Mapping& mapping, JsonFault& fault)
{
    mapping.sheet = keys.text("sheet");
    if (const QString name = keys.text("encoding"); !name.isEmpty()) {
        mapping.encoding = encodingFromName(name);
        if (!mapping.encoding)
            fault.say(u"encoding"_s, u"must be utf-8 or windows-1252"_s);
    }
    if (const QString sign = keys.text("delimiter"); !sign.isEmpty()) {
        const QString plain = sign == "tab"_L1 ? u"\t"_s : sign;
        if (plain == ","_L1 || plain == ";"_L1 || plain == "\t"_L1 || plain == "|"_L1)
            mapping.delimiter = plain[0].toLatin1();
        else
            fault.say(u"delimiter"_s, u"must be , or ; or | or tab"_s);
    }
    if (keys.has("header")) {
        JsonKeys header(keys.value("header"), u"header"_s, fault);
        if (header.has("rows")) {
            mapping.headerRows.clear();
            header.list("rows", [&](const QJsonValue& row, const QString& path) {
                const int number = row.toInt(0);
                if (number < 1 || (!mapping.headerRows.empty() && number <= mapping.headerRows.back()))
                    fault.say(path, u"must be a row number, from 1, in ascending order"_s);
                mapping.headerRows.push_back(number);
            });
        }
        mapping.fillHeader = header.yes("fill");
        mapping.codeRow = header.number("codes", 0, 1);
        mapping.requiredHeaders = header.texts("requires");
        header.done();
    }
    if (keys.has("split")) {
        JsonKeys split(keys.value("split"), u"split"_s, fault);
        mapping.splitColumn = split.number("column", 1, 1);
        const QString by = split.has("by") ? split.text("by") : u","_s;
        if (by.size() != 1 || by[0].unicode() >= 0x80)
            fault.say(u"split.by"_s, u"must be one character, such as ,"_s);
        else
            mapping.splitBy = by[0].toLatin1();
        split.done();
    }
    if (keys.has("rows")) {
        JsonKeys rows(keys.value("rows"), u"rows"_s, fault);
        mapping.firstRow = rows.number("first", 0, 1);
        mapping.lastRow = rows.number("last", 0, 1);
        rows.done();
    }
    keys.list("fingerprint", [&](const QJsonValue& value, const QString& path) {
        JsonKeys inner(value, path, fault);
        mapping.fingerprint.push_back(
            {inner.number("row", 1, 1), inner.number("column", 1, 1), inner.requiredText("begins")});
        inner.done();
    });
}

void readMeaning(JsonKeys& keys, Mapping& mapping, JsonFault& fault)
{
    if (keys.has("council")) {
        JsonKeys council(keys.value("council"), u"council"_s, fault);
        mapping.councilCode = readOptionalRef(council, "code", fault);
        mapping.councilName = readOptionalRef(council, "name", fault);
        mapping.councilType = readOptionalRef(council, "type", fault);
        mapping.aliases = council.pairs("aliases");
        mapping.nameEndings = council.texts("name_endings");
        council.done();
    }
    mapping.field = readFixedOrColumn(keys, "field", fault);
    mapping.year = readFixedOrColumn(keys, "year", fault);
    mapping.fieldNames = keys.pairs("field_names");
    mapping.yearNames = keys.pairs("year_names");
    std::optional<int> exponent;
    std::optional<bool> negate;
    readScaleInto(keys, exponent, negate, fault);
    mapping.scaleExponent = exponent.value_or(0);
    mapping.negate = negate.value_or(false);
    mapping.decimalComma = readDecimal(keys, fault).value_or(false);
    mapping.significantDigits = keys.number("significant_digits", 0, 1);
    mapping.statusNames = keys.pairs("status_names");
    mapping.missing = keys.texts("missing");
    keys.list("skip", [&](const QJsonValue& value, const QString& path) {
        mapping.skip.push_back(readRule(value, path, fault));
    });
    if (keys.has("stop"))
        mapping.stop = readRule(keys.value("stop"), u"stop"_s, fault);
    keys.list("values", [&](const QJsonValue& value, const QString& path) {
        mapping.values.push_back(readValueColumn(value, path, fault));
    });
    keys.list("corrections", [&](const QJsonValue& value, const QString& path) {
        JsonKeys inner(value, path, fault);
        mapping.corrections.push_back(
            {inner.text("column"), inner.requiredText("from"), inner.requiredText("to"), inner.text("why")});
        inner.done();
    });
    mapping.types = keys.pairs("types");
    mapping.nations = keys.pairs("nations");
    keys.list("fields", [&](const QJsonValue& value, const QString& path) {
        mapping.fields.push_back(readField(value, path, fault));
    });
    keys.list("councils", [&](const QJsonValue& value, const QString& path) {
        mapping.councils.push_back(readCouncil(value, path, fault));
    });
}

bool allByPosition(const Mapping& mapping)
{
    bool all = !mapping.values.empty();
    const auto look = [&](const std::optional<ColumnRef>& ref) {
        all = all && (!ref || ref->by == ColumnRef::By::Position);
    };
    for (const auto& ref :
         {mapping.councilCode, mapping.councilName, mapping.councilType, mapping.field.column, mapping.year.column})
        look(ref);
    for (const ValueColumn& value : mapping.values) {
        for (const auto& ref : {std::optional(value.column), value.field.column, value.year.column, value.status})
            look(ref);
    }
    return all;
}

bool isName(const QString& name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return isSlug(QStringView(&c, 1)) || c == QLatin1Char('-') || c == QLatin1Char('.');
    });
}

// What only shows once everything is read.
void checkWhole(const Mapping& mapping, JsonFault& fault)
{
    if (!isName(mapping.name))
        fault.say(u"name"_s, u"must be lower-case letters, digits and any of _ - ."_s);
    for (auto it = mapping.statusNames.begin(); it != mapping.statusNames.end(); ++it) {
        if (!statusFromText(it.value().toUtf8()))
            fault.say(u"status_names"_s, u"has “%1”, which is no status; write final, provisional, estimated, revised, "
                                         "not_available, confidential or not_applicable"_s.arg(it.value()));
    }
    if (mapping.headerRows.empty() && !allByPosition(mapping))
        fault.say(u"header.rows"_s, u"must have at least one row, or every column is named by its position"_s);
    const int headEnd = mapping.headerRows.empty() ? 0 : std::max(mapping.headerRows.back(), mapping.codeRow);
    constexpr int kMostHeadRows = 1000;
    if (headEnd > kMostHeadRows)
        fault.say(u"header"_s, u"must end within the first %1 rows"_s.arg(kMostHeadRows));
    if (mapping.firstRow != 0 && mapping.firstRow <= headEnd)
        fault.say(u"rows.first"_s, u"must be after the header's last row, %1"_s.arg(headEnd));
    if (mapping.lastRow != 0 && mapping.lastRow < std::max(mapping.firstRow, headEnd + 1))
        fault.say(u"rows.last"_s, u"must not be before the first row of data"_s);
    for (const Fingerprint& print : mapping.fingerprint) {
        if (print.row > headEnd)
            fault.say(u"fingerprint"_s, u"must look at rows up to the header's last, %1"_s.arg(headEnd));
    }
    if (mapping.values.empty() && !mapping.helpsTidyFiles())
        fault.say(
            u"values"_s,
            u"must have at least one column (or the mapping joins types or nations, or helps tidy files with names and corrections)"_s);
    if (!mapping.values.empty() && !mapping.councilCode && !mapping.councilName)
        fault.say(u"council"_s, u"must have code or name"_s);
    for (size_t i = 0; i < mapping.values.size(); ++i) {
        const ValueColumn& column = mapping.values[i];
        const QString path = u"values[%1]"_s.arg(i);
        if (!column.field.given() && !mapping.field.given())
            fault.say(path, u"has no field, and the mapping has none for all columns"_s);
        if (!column.year.given() && !mapping.year.given())
            fault.say(path, u"has no year, and the mapping has none for all columns"_s);
        for (const QString& year : {column.year.fixed, mapping.year.fixed}) {
            if (!year.isEmpty() && !Year::parse(mapping.yearNames.value(year, year).toUtf8()))
                fault.say(path, u"has the year “%1”, which is none; write it like 2022/23 or 2022"_s.arg(year));
        }
    }
}

} // namespace

bool Mapping::helpsTidyFiles() const
{
    return !types.isEmpty() || !nations.isEmpty() || !aliases.isEmpty() || !fieldNames.isEmpty() ||
           !yearNames.isEmpty() || !statusNames.isEmpty() || !missing.isEmpty() || !corrections.empty() ||
           !councils.empty() || !fields.empty();
}

Result<Mapping> mappingFromJson(const QJsonObject& json)
{
    JsonFault fault;
    Mapping mapping;
    JsonKeys keys(json, {}, fault);
    if (keys.number("mapping", 0) != kVersion)
        fault.say(u"mapping"_s, u"must be 1, the version of this format"_s);
    mapping.name = keys.requiredText("name");
    mapping.title = keys.text("title");
    mapping.description = keys.text("description");
    readShape(keys, mapping, fault);
    readMeaning(keys, mapping, fault);
    // A mapping that names its columns by position alone, and no header, is of a file that has none.
    if (!keys.has("header") && allByPosition(mapping))
        mapping.headerRows.clear();
    keys.done();
    checkWhole(mapping, fault);
    if (fault.error) {
        fault.error->message.prepend(u"the mapping cannot be used: "_s);
        return std::unexpected(*fault.error);
    }
    return mapping;
}

Result<Mapping> mappingFromBytes(const QByteArray& json, const QString& file)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        const auto line =
            1 + std::count(json.cbegin(), json.cbegin() + std::min<qsizetype>(parsed.offset, json.size()), '\n');
        return fail(ErrorKind::Input, Message("mapping.not_json").arg(parsed.errorString()), file, line);
    }
    if (!document.isObject())
        return fail(ErrorKind::Input, Message("mapping.not_an_object"), file, 1);
    auto mapping = mappingFromJson(document.object());
    if (!mapping)
        mapping.error().file = file;
    return mapping;
}

Result<Mapping> loadMapping(const QString& path)
{
    const auto bytes = readPlainFile(path, kMostBytes);
    if (!bytes)
        return fail(ErrorKind::Input, u"the mapping cannot be used: "_s + bytes.error().message, path);
    return mappingFromBytes(*bytes, path);
}

} // namespace factoid
