#include "core/chat/chat_request.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

QString schemaInWords(const QJsonObject& schema)
{
    // OpenAI's JSON mode is refused unless the word JSON occurs in a message.
    return QStringLiteral("Answer with one JSON object and nothing else: no words before or after it, no code fence. It must fit this JSON Schema:\n")
           + QString::fromUtf8(QJsonDocument(schema).toJson(QJsonDocument::Compact));
}

const QString kSystem = QStringLiteral("system");
const QString kUser = QStringLiteral("user");

QJsonObject messageOf(const QString& role, const QString& content)
{
    return {{QStringLiteral("role"), role}, {QStringLiteral("content"), content}};
}

// For models that take none: what the system says goes before what the user says first.
QJsonArray withoutSystem(const QJsonArray& messages)
{
    QStringList system;
    QJsonArray others;
    for (const QJsonValue& message : messages) {
        if (message[QStringLiteral("role")].toString() == kSystem)
            system << message[QStringLiteral("content")].toString();
        else
            others.append(message);
    }
    const QJsonObject first = others.at(0).toObject();
    const bool userFirst = first.value(QStringLiteral("role")).toString() == kUser;
    if (userFirst) {
        system << first.value(QStringLiteral("content")).toString();
        others.removeFirst();
    }
    if (!system.isEmpty())
        others.prepend(messageOf(kUser, system.join(QStringLiteral("\n\n"))));
    return others;
}

QJsonArray messagesOf(const ChatRequest& request, const ChatManner& manner)
{
    const bool inWords = !request.schema.isEmpty() && manner.mode != ChatMode::StrictSchema;
    QJsonArray messages;
    bool told = false;
    for (const ChatMessage& message : request.messages) {
        QString content = message.content;
        // Behind the first system message: models hold on to what they were told there.
        if (inWords && !told && message.role == QLatin1String("system")) {
            content += QStringLiteral("\n\n") + schemaInWords(request.schema);
            told = true;
        }
        messages.append(messageOf(message.role, content));
    }
    if (inWords && !told)
        messages.prepend(messageOf(kSystem, schemaInWords(request.schema)));
    return manner.systemAsUser ? withoutSystem(messages) : messages;
}

QJsonObject responseFormat(const ChatRequest& request, ChatMode mode)
{
    if (mode == ChatMode::JsonObject)
        return {{QStringLiteral("type"), QStringLiteral("json_object")}};
    const QJsonObject named{{QStringLiteral("name"), request.schemaName}, {QStringLiteral("strict"), true}, {QStringLiteral("schema"), request.schema}};
    return {{QStringLiteral("type"), QStringLiteral("json_schema")}, {QStringLiteral("json_schema"), named}};
}

} // namespace

QJsonObject chatBody(const Provider& provider, const ChatRequest& request, const ChatManner& manner)
{
    QJsonObject body{
        {QStringLiteral("model"), provider.model},
        {QStringLiteral("messages"), messagesOf(request, manner)},
        {manner.newTokenField ? QStringLiteral("max_completion_tokens") : QStringLiteral("max_tokens"), request.maxTokens},
    };
    if (!request.schema.isEmpty() && manner.mode != ChatMode::PlainText)
        body.insert(QStringLiteral("response_format"), responseFormat(request, manner.mode));
    if (request.temperature && !manner.withoutTemperature)
        body.insert(QStringLiteral("temperature"), *request.temperature);
    if (manner.askWhole)
        body.insert(QStringLiteral("stream"), false);
    if (request.seed && !manner.withoutSeed)
        body.insert(QStringLiteral("seed"), *request.seed);
    return body;
}

HttpRequest chatHttpRequest(const Provider& provider, const QString& key, const ChatRequest& request, const ChatManner& manner)
{
    HttpRequest made;
    made.url = provider.url();
    made.limits = provider.limits;
    made.caFile = provider.caFile;
    made.proxy = provider.proxy;
    made.http2 = provider.http2;
    for (const auto& [name, value] : provider.headers)
        made.headers.emplace_back(name.toLatin1(), value.toLatin1());
    made.headers.emplace_back(QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json"));
    made.headers.emplace_back(QByteArrayLiteral("Accept"), QByteArrayLiteral("application/json"));
    made.headers.emplace_back(QByteArrayLiteral("User-Agent"), QByteArrayLiteral("factoid-desk/" FACTOID_VERSION));
    if (!key.isEmpty() && provider.keyHeader.isEmpty())
        made.headers.emplace_back(QByteArrayLiteral("Authorization"), QByteArrayLiteral("Bearer ") + key.toLatin1());
    else if (!key.isEmpty())
        made.headers.emplace_back(provider.keyHeader.toLatin1(), key.toLatin1());
    made.body = QJsonDocument(chatBody(provider, request, manner)).toJson(QJsonDocument::Compact);
    return made;
}

} // namespace factoid
