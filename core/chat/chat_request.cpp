#include "core/chat/chat_request.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

QString schemaInWords(const QJsonObject& schema)
{
    // OpenAI's JSON mode is refused unless the word JSON occurs in a message.
    return u"Answer with one JSON object and nothing else: no words before or after it, no code fence. It must fit this JSON Schema:\n"_s +
           QString::fromUtf8(QJsonDocument(schema).toJson(QJsonDocument::Compact));
}

const QString kSystem = u"system"_s;
const QString kUser = u"user"_s;

QJsonObject messageOf(const QString& role, const QString& content)
{
    return {{u"role"_s, role}, {u"content"_s, content}};
}

// For models that take none: what the system says goes before what the user says first.
QJsonArray withoutSystem(const QJsonArray& messages)
{
    QStringList system;
    QJsonArray others;
    for (const QJsonValue& message : messages) {
        if (message[u"role"_s].toString() == kSystem)
            system << message[u"content"_s].toString();
        else
            others.append(message);
    }
    const QJsonObject first = others.at(0).toObject();
    const bool userFirst = first.value(u"role"_s).toString() == kUser;
    if (userFirst) {
        system << first.value(u"content"_s).toString();
        others.removeFirst();
    }
    if (!system.isEmpty())
        others.prepend(messageOf(kUser, system.join(u"\n\n"_s)));
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
        if (inWords && !told && message.role == "system"_L1) {
            content += u"\n\n"_s + schemaInWords(request.schema);
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
        return {{u"type"_s, u"json_object"_s}};
    const QJsonObject named{{u"name"_s, request.schemaName}, {u"strict"_s, true}, {u"schema"_s, request.schema}};
    return {{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, named}};
}

} // namespace

QJsonObject chatBody(const Provider& provider, const ChatRequest& request, const ChatManner& manner)
{
    QJsonObject body{
        {u"model"_s, provider.model},
        {u"messages"_s, messagesOf(request, manner)},
        {manner.newTokenField ? u"max_completion_tokens"_s : u"max_tokens"_s, request.maxTokens},
    };
    if (!request.schema.isEmpty() && manner.mode != ChatMode::PlainText)
        body.insert(u"response_format"_s, responseFormat(request, manner.mode));
    if (request.temperature && !manner.withoutTemperature)
        body.insert(u"temperature"_s, *request.temperature);
    if (manner.askWhole)
        body.insert(u"stream"_s, false);
    if (request.seed && !manner.withoutSeed)
        body.insert(u"seed"_s, *request.seed);
    return body;
}

HttpRequest chatHttpRequest(const Provider& provider, const QString& key, const ChatRequest& request,
                            const ChatManner& manner)
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
