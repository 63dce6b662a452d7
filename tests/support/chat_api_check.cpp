#include "tests/support/chat_api_check.h"

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
        {"model", Text}, {"messages", List}, {"store", Flag}, {"reasoning_effort", Text}, {"metadata", Object}, {"frequency_penalty", Number},
        {"logit_bias", Object}, {"logprobs", Flag}, {"top_logprobs", Whole}, {"max_tokens", Whole}, {"max_completion_tokens", Whole}, {"n", Whole},
        {"modalities", List}, {"prediction", Object}, {"audio", Object}, {"presence_penalty", Number}, {"response_format", Object}, {"seed", Whole},
        {"service_tier", Text}, {"stop", Text | List}, {"stream", Flag}, {"stream_options", Object}, {"temperature", Number}, {"top_p", Number},
        {"tools", List}, {"tool_choice", Text | Object}, {"parallel_tool_calls", Flag}, {"user", Text}, {"functions", List},
        {"function_call", Text | Object}, {"verbosity", Text}, {"web_search_options", Object}, {"safety_identifier", Text}, {"prompt_cache_key", Text},
    };
    return table;
}

bool isOf(const QJsonValue& value, unsigned takes)
{
    const bool whole = value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
    return ((takes & Text) && value.isString()) || ((takes & Number) && value.isDouble()) || ((takes & Whole) && whole)
           || ((takes & Flag) && value.isBool()) || ((takes & List) && value.isArray()) || ((takes & Object) && value.isObject());
}

ApiFault fault(const QString& message, const QString& param, const QString& code = {})
{
    return {400, message, QStringLiteral("invalid_request_error"), param, code};
}

std::optional<ApiFault> messagesFault(const QJsonArray& messages)
{
    static const QSet<QString> roles{"developer", "system", "user", "assistant", "tool"};
    if (messages.isEmpty())
        return fault(QStringLiteral("[] is too short - 'messages'"), QStringLiteral("messages"));
    for (int i = 0; i < messages.size(); ++i) {
        const QJsonObject message = messages[i].toObject();
        const QString at = QStringLiteral("messages.[%1]").arg(i);
        if (!roles.contains(message.value(QStringLiteral("role")).toString()))
            return fault(QStringLiteral("Invalid value: '%1'").arg(message.value(QStringLiteral("role")).toString()), at + QStringLiteral(".role"));
        const QJsonValue content = message.value(QStringLiteral("content"));
        if (!content.isString() && !content.isArray())
            return fault(QStringLiteral("Invalid type for '%1.content'").arg(at), at + QStringLiteral(".content"), QStringLiteral("invalid_type"));
        for (const QString& key : message.keys()) {
            if (key != QLatin1String("role") && key != QLatin1String("content") && key != QLatin1String("name"))
                return fault(QStringLiteral("Unrecognized message field: %1").arg(key), at);
        }
    }
    return std::nullopt;
}

std::optional<ApiFault> formatFault(const QJsonObject& format, const QJsonArray& messages)
{
    const QString param = QStringLiteral("response_format");
    const QString type = format.value(QStringLiteral("type")).toString();
    if (type == QLatin1String("text"))
        return std::nullopt;
    if (type == QLatin1String("json_object")) {
        bool told = false;
        for (const QJsonValue& message : messages)
            told = told || message[QStringLiteral("content")].toString().contains(QLatin1String("json"), Qt::CaseInsensitive);
        if (!told)
            return fault(QStringLiteral("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."), QStringLiteral("messages"));
        return std::nullopt;
    }
    if (type != QLatin1String("json_schema"))
        return fault(QStringLiteral("Invalid value: '%1'. Supported values are: 'json_object', 'json_schema', and 'text'.").arg(type), QStringLiteral("response_format.type"));
    const QJsonObject named = format.value(QStringLiteral("json_schema")).toObject();
    static const QRegularExpression nameShape(QStringLiteral("^[a-zA-Z0-9_-]{1,64}$"));
    if (!nameShape.match(named.value(QStringLiteral("name")).toString()).hasMatch())
        return fault(QStringLiteral("Invalid 'response_format.json_schema.name'"), QStringLiteral("response_format.json_schema.name"));
    if (!named.value(QStringLiteral("schema")).isObject())
        return fault(QStringLiteral("Missing required parameter: 'response_format.json_schema.schema'."), QStringLiteral("response_format.json_schema.schema"));
    if (!named.value(QStringLiteral("strict")).toBool())
        return std::nullopt;
    const QString problem = strictSchemaFault(named.value(QStringLiteral("schema")).toObject());
    if (!problem.isEmpty())
        return fault(QStringLiteral("Invalid schema for response_format '%1': %2").arg(named.value(QStringLiteral("name")).toString(), problem), param);
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
        static const QSet<QString> known{"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "description", "title", "$defs", "$ref",
                                         "pattern", "format", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "minItems", "maxItems"};
        static const QSet<QString> types{"string", "number", "integer", "boolean", "object", "array", "null"};
        const QString context = QStringLiteral("In context=(%1), ").arg(at);
        for (const QString& key : schema.keys()) {
            if (!known.contains(key))
                return context + QStringLiteral("'%1' is not permitted.").arg(key);
        }
        if (level > kMostLevels)
            return context + QStringLiteral("the schema has more than %1 levels of nesting.").arg(kMostLevels);
        const QJsonValue type = schema.value(QStringLiteral("type"));
        const QJsonArray several = type.isArray() ? type.toArray() : QJsonArray{type};
        if (!schema.contains(QStringLiteral("anyOf")) && !schema.contains(QStringLiteral("$ref"))) {
            for (const QJsonValue& one : several) {
                if (!types.contains(one.toString()))
                    return context + QStringLiteral("schema must have a 'type' key.");
            }
        }
        if (several.contains(QJsonValue(QStringLiteral("object")))) {
            if (QString problem = objectFault(schema, at, context, level); !problem.isEmpty())
                return problem;
        }
        if (several.contains(QJsonValue(QStringLiteral("array")))) {
            if (!schema.value(QStringLiteral("items")).isObject())
                return context + QStringLiteral("array schema missing items.");
            return fault(schema.value(QStringLiteral("items")).toObject(), at + QStringLiteral("'items', "), level + 1);
        }
        for (const QJsonValue& branch : schema.value(QStringLiteral("anyOf")).toArray()) {
            if (QString problem = fault(branch.toObject(), at + QStringLiteral("'anyOf', "), level + 1); !problem.isEmpty())
                return problem;
        }
        return {};
    }

  private:
    QString objectFault(const QJsonObject& schema, const QString& at, const QString& context, int level)
    {
        const QJsonValue additional = schema.value(QStringLiteral("additionalProperties"));
        if (!additional.isBool() || additional.toBool())
            return context + QStringLiteral("'additionalProperties' is required to be supplied and to be false.");
        const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
        const QJsonArray required = schema.value(QStringLiteral("required")).toArray();
        for (auto property = properties.begin(); property != properties.end(); ++property) {
            if (!required.contains(QJsonValue(property.key())))
                return context + QStringLiteral("'required' is required to be supplied and to be an array including every key in properties. Missing '%1'.").arg(property.key());
            if (++m_properties > kMostProperties)
                return context + QStringLiteral("the schema has more than %1 properties.").arg(kMostProperties);
            if (QString problem = fault(property.value().toObject(), at + QStringLiteral("'properties', '%1', ").arg(property.key()), level + 1); !problem.isEmpty())
                return problem;
        }
        if (required.size() != properties.size())
            return context + QStringLiteral("'required' names a key that is not in properties.");
        return {};
    }

    int m_properties = 0;
};

} // namespace

QJsonObject ApiFault::toJson() const
{
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), message}, {QStringLiteral("type"), type}, {QStringLiteral("param"), orNull(param)}, {QStringLiteral("code"), orNull(code)}}}};
}

QString strictSchemaFault(const QJsonObject& schema)
{
    if (schema.value(QStringLiteral("type")) != QJsonValue(QStringLiteral("object")) || schema.contains(QStringLiteral("anyOf")))
        return QStringLiteral("schema must be a JSON Schema of 'type: \"object\"'.");
    return StrictLook().fault(schema, {}, 1);
}

std::optional<ApiFault> chatRequestFault(const QJsonObject& body)
{
    for (const QString& key : body.keys()) {
        const auto known = fields().find(key);
        if (known == fields().end())
            return fault(QStringLiteral("Unrecognized request argument supplied: %1").arg(key), key);
        if (!body.value(key).isNull() && !isOf(body.value(key), known->second))
            return fault(QStringLiteral("Invalid type for '%1'.").arg(key), key, QStringLiteral("invalid_type"));
    }
    for (const char* needed : {"model", "messages"}) {
        if (!body.contains(QLatin1String(needed)))
            return fault(QStringLiteral("Missing required parameter: '%1'.").arg(QLatin1String(needed)), QLatin1String(needed), QStringLiteral("missing_required_parameter"));
    }
    const QJsonArray messages = body.value(QStringLiteral("messages")).toArray();
    if (auto problem = messagesFault(messages))
        return problem;
    const double temperature = body.value(QStringLiteral("temperature")).toDouble(1);
    if (temperature < 0 || temperature > 2)
        return fault(QStringLiteral("Invalid 'temperature': decimal out of range."), QStringLiteral("temperature"));
    for (const char* count : {"max_tokens", "max_completion_tokens", "n"}) {
        if (body.value(QLatin1String(count)).toInteger(1) < 1)
            return fault(QStringLiteral("Invalid '%1': integer below minimum value.").arg(QLatin1String(count)), QLatin1String(count));
    }
    if (body.value(QStringLiteral("response_format")).isObject())
        return formatFault(body.value(QStringLiteral("response_format")).toObject(), messages);
    return std::nullopt;
}

QJsonValue exampleOf(const QJsonObject& schema)
{
    if (const QJsonArray choices = schema.value(QStringLiteral("enum")).toArray(); !choices.isEmpty())
        return choices[0];
    if (schema.contains(QStringLiteral("const")))
        return schema.value(QStringLiteral("const"));
    if (const QJsonArray branches = schema.value(QStringLiteral("anyOf")).toArray(); !branches.isEmpty())
        return exampleOf(branches[0].toObject());
    const QJsonValue types = schema.value(QStringLiteral("type"));
    const QString type = types.isArray() ? types[0].toString() : types.toString();
    if (type == QLatin1String("object")) {
        QJsonObject object;
        const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
        for (auto property = properties.begin(); property != properties.end(); ++property)
            object.insert(property.key(), exampleOf(property.value().toObject()));
        return object;
    }
    if (type == QLatin1String("array")) {
        QJsonArray list;
        for (int i = 0; i < schema.value(QStringLiteral("minItems")).toInt(); ++i)
            list.append(exampleOf(schema.value(QStringLiteral("items")).toObject()));
        return list;
    }
    if (type == QLatin1String("boolean"))
        return true;
    if (type == QLatin1String("integer") || type == QLatin1String("number"))
        return schema.value(QStringLiteral("minimum")).toDouble(0);
    return type == QLatin1String("null") ? QJsonValue() : QJsonValue(QStringLiteral("text"));
}

} // namespace factoid::test
