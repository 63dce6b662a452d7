#include "tests/support/chat_api_check.h"

#include "core/base/literals.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <map>

namespace factoid::test {

namespace {

enum Takes : unsigned { Text = 1, Number = 2, Whole = 4, Flag = 8, List = 16, Object = 32 };

// The request body of POST /chat/completions as published.
const std::map<QString, unsigned>& fields()
{
    static const std::map<QString, unsigned> table{
        {"model", Text},
        {"messages", List},
        {"store", Flag},
        {"reasoning_effort", Text},
        {"metadata", Object},
        {"frequency_penalty", Number},
        {"logit_bias", Object},
        {"logprobs", Flag},
        {"top_logprobs", Whole},
        {"max_tokens", Whole},
        {"max_completion_tokens", Whole},
        {"n", Whole},
        {"modalities", List},
        {"prediction", Object},
        {"audio", Object},
        {"presence_penalty", Number},
        {"response_format", Object},
        {"seed", Whole},
        {"service_tier", Text},
        {"stop", Text | List},
        {"stream", Flag},
        {"stream_options", Object},
        {"temperature", Number},
        {"top_p", Number},
        {"tools", List},
        {"tool_choice", Text | Object},
        {"parallel_tool_calls", Flag},
        {"user", Text},
        {"functions", List},
        {"function_call", Text | Object},
        {"verbosity", Text},
        {"web_search_options", Object},
        {"safety_identifier", Text},
        {"prompt_cache_key", Text},
    };
    return table;
}

bool isOf(const QJsonValue& value, unsigned takes)
{
    const bool whole = value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
    return ((takes & Text) && value.isString()) || ((takes & Number) && value.isDouble()) ||
           ((takes & Whole) && whole) || ((takes & Flag) && value.isBool()) || ((takes & List) && value.isArray()) ||
           ((takes & Object) && value.isObject());
}

ApiFault fault(const QString& message, const QString& param, const QString& code = {})
{
    return {400, message, u"invalid_request_error"_s, param, code};
}

std::optional<ApiFault> messagesFault(const QJsonArray& messages)
{
    static const QSet<QString> roles{"developer", "system", "user", "assistant", "tool"};
    if (messages.isEmpty())
        return fault(u"[] is too short - 'messages'"_s, u"messages"_s);
    for (int i = 0; i < messages.size(); ++i) {
        const QJsonObject message = messages[i].toObject();
        const QString at = u"messages.[%1]"_s.arg(i);
        if (!roles.contains(message.value(u"role"_s).toString()))
            return fault(u"Invalid value: '%1'"_s.arg(message.value(u"role"_s).toString()), at + u".role"_s);
        const QJsonValue content = message.value(u"content"_s);
        if (!content.isString() && !content.isArray())
            return fault(u"Invalid type for '%1.content'"_s.arg(at), at + u".content"_s, u"invalid_type"_s);
        for (const QString& key : message.keys()) {
            if (key != "role"_L1 && key != "content"_L1 && key != "name"_L1)
                return fault(u"Unrecognized message field: %1"_s.arg(key), at);
        }
    }
    return std::nullopt;
}

std::optional<ApiFault> formatFault(const QJsonObject& format, const QJsonArray& messages)
{
    const QString param = u"response_format"_s;
    const QString type = format.value(u"type"_s).toString();
    if (type == "text"_L1)
        return std::nullopt;
    if (type == "json_object"_L1) {
        bool told = false;
        for (const QJsonValue& message : messages)
            told = told || message[u"content"_s].toString().contains("json"_L1, Qt::CaseInsensitive);
        if (!told)
            return fault(
                u"'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."_s,
                u"messages"_s);
        return std::nullopt;
    }
    if (type != "json_schema"_L1)
        return fault(
            u"Invalid value: '%1'. Supported values are: 'json_object', 'json_schema', and 'text'."_s.arg(type),
            u"response_format.type"_s);
    const QJsonObject named = format.value(u"json_schema"_s).toObject();
    static const QRegularExpression nameShape(u"^[a-zA-Z0-9_-]{1,64}$"_s);
    if (!nameShape.match(named.value(u"name"_s).toString()).hasMatch())
        return fault(u"Invalid 'response_format.json_schema.name'"_s, u"response_format.json_schema.name"_s);
    if (!named.value(u"schema"_s).isObject())
        return fault(u"Missing required parameter: 'response_format.json_schema.schema'."_s,
                     u"response_format.json_schema.schema"_s);
    if (!named.value(u"strict"_s).toBool())
        return std::nullopt;
    const QString problem = strictSchemaFault(named.value(u"schema"_s).toObject());
    if (!problem.isEmpty())
        return fault(u"Invalid schema for response_format '%1': %2"_s.arg(named.value(u"name"_s).toString(), problem),
                     param);
    return std::nullopt;
}

constexpr int kMostLevels = 5;
constexpr int kMostProperties = 100;

// One level of a strict schema; `at` is where, in OpenAI's words.
class StrictLook
{
  public:
    QString fault(const QJsonObject& schema, const QString& at, int level)
    {
        static const QSet<QString> known{"type",
                                         "properties",
                                         "required",
                                         "additionalProperties",
                                         "items",
                                         "enum",
                                         "const",
                                         "anyOf",
                                         "description",
                                         "title",
                                         "$defs",
                                         "$ref",
                                         "pattern",
                                         "format",
                                         "multipleOf",
                                         "maximum",
                                         "exclusiveMaximum",
                                         "minimum",
                                         "exclusiveMinimum",
                                         "minItems",
                                         "maxItems"};
        static const QSet<QString> types{"string", "number", "integer", "boolean", "object", "array", "null"};
        const QString context = u"In context=(%1), "_s.arg(at);
        for (const QString& key : schema.keys()) {
            if (!known.contains(key))
                return context + u"'%1' is not permitted."_s.arg(key);
        }
        if (level > kMostLevels)
            return context + u"the schema has more than %1 levels of nesting."_s.arg(kMostLevels);
        const QJsonValue type = schema.value(u"type"_s);
        const QJsonArray several = type.isArray() ? type.toArray() : QJsonArray{type};
        if (!schema.contains(u"anyOf"_s) && !schema.contains(u"$ref"_s)) {
            for (const QJsonValue& one : several) {
                if (!types.contains(one.toString()))
                    return context + u"schema must have a 'type' key."_s;
            }
        }
        if (several.contains(QJsonValue(u"object"_s))) {
            if (QString problem = objectFault(schema, at, context, level); !problem.isEmpty())
                return problem;
        }
        if (several.contains(QJsonValue(u"array"_s))) {
            if (!schema.value(u"items"_s).isObject())
                return context + u"array schema missing items."_s;
            return fault(schema.value(u"items"_s).toObject(), at + u"'items', "_s, level + 1);
        }
        for (const QJsonValue& branch : schema.value(u"anyOf"_s).toArray()) {
            if (QString problem = fault(branch.toObject(), at + u"'anyOf', "_s, level + 1); !problem.isEmpty())
                return problem;
        }
        return {};
    }

  private:
    QString objectFault(const QJsonObject& schema, const QString& at, const QString& context, int level)
    {
        const QJsonValue additional = schema.value(u"additionalProperties"_s);
        if (!additional.isBool() || additional.toBool())
            return context + u"'additionalProperties' is required to be supplied and to be false."_s;
        const QJsonObject properties = schema.value(u"properties"_s).toObject();
        const QJsonArray required = schema.value(u"required"_s).toArray();
        for (auto property = properties.begin(); property != properties.end(); ++property) {
            if (!required.contains(QJsonValue(property.key())))
                return context +
                       u"'required' is required to be supplied and to be an array including every key in properties. Missing '%1'."_s
                           .arg(property.key());
            if (++m_properties > kMostProperties)
                return context + u"the schema has more than %1 properties."_s.arg(kMostProperties);
            if (QString problem =
                    fault(property.value().toObject(), at + u"'properties', '%1', "_s.arg(property.key()), level + 1);
                !problem.isEmpty())
                return problem;
        }
        if (required.size() != properties.size())
            return context + u"'required' names a key that is not in properties."_s;
        return {};
    }

    int m_properties = 0;
};

} // namespace

QJsonObject ApiFault::toJson() const
{
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{u"error"_s,
             QJsonObject{
                 {u"message"_s, message}, {u"type"_s, type}, {u"param"_s, orNull(param)}, {u"code"_s, orNull(code)}}}};
}

QString strictSchemaFault(const QJsonObject& schema)
{
    if (schema.value(u"type"_s) != QJsonValue(u"object"_s) || schema.contains(u"anyOf"_s))
        return u"schema must be a JSON Schema of 'type: \"object\"'."_s;
    return StrictLook().fault(schema, {}, 1);
}

std::optional<ApiFault> chatRequestFault(const QJsonObject& body)
{
    for (const QString& key : body.keys()) {
        const auto known = fields().find(key);
        if (known == fields().end())
            return fault(u"Unrecognized request argument supplied: %1"_s.arg(key), key);
        if (!body.value(key).isNull() && !isOf(body.value(key), known->second))
            return fault(u"Invalid type for '%1'."_s.arg(key), key, u"invalid_type"_s);
    }
    for (const char* needed : {"model", "messages"}) {
        if (!body.contains(QLatin1String(needed)))
            return fault(u"Missing required parameter: '%1'."_s.arg(QLatin1String(needed)), QLatin1String(needed),
                         u"missing_required_parameter"_s);
    }
    const QJsonArray messages = body.value(u"messages"_s).toArray();
    if (auto problem = messagesFault(messages))
        return problem;
    const double temperature = body.value(u"temperature"_s).toDouble(1);
    if (temperature < 0 || temperature > 2)
        return fault(u"Invalid 'temperature': decimal out of range."_s, u"temperature"_s);
    for (const char* count : {"max_tokens", "max_completion_tokens", "n"}) {
        if (body.value(QLatin1String(count)).toInteger(1) < 1)
            return fault(u"Invalid '%1': integer below minimum value."_s.arg(QLatin1String(count)),
                         QLatin1String(count));
    }
    if (body.value(u"response_format"_s).isObject())
        return formatFault(body.value(u"response_format"_s).toObject(), messages);
    return std::nullopt;
}

QJsonValue exampleOf(const QJsonObject& schema)
{
    if (const QJsonArray choices = schema.value(u"enum"_s).toArray(); !choices.isEmpty())
        return choices[0];
    if (schema.contains(u"const"_s))
        return schema.value(u"const"_s);
    if (const QJsonArray branches = schema.value(u"anyOf"_s).toArray(); !branches.isEmpty())
        return exampleOf(branches[0].toObject());
    const QJsonValue types = schema.value(u"type"_s);
    const QString type = types.isArray() ? types[0].toString() : types.toString();
    if (type == "object"_L1) {
        QJsonObject object;
        const QJsonObject properties = schema.value(u"properties"_s).toObject();
        for (auto property = properties.begin(); property != properties.end(); ++property)
            object.insert(property.key(), exampleOf(property.value().toObject()));
        return object;
    }
    if (type == "array"_L1) {
        QJsonArray list;
        for (int i = 0; i < schema.value(u"minItems"_s).toInt(); ++i)
            list.append(exampleOf(schema.value(u"items"_s).toObject()));
        return list;
    }
    if (type == "boolean"_L1)
        return true;
    if (type == "integer"_L1 || type == "number"_L1)
        return schema.value(u"minimum"_s).toDouble(0);
    return type == "null"_L1 ? QJsonValue() : QJsonValue(u"text"_s);
}

} // namespace factoid::test
