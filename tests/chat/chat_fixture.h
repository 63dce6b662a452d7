// What the tests of the chat room share: a provider of the test endpoint, a request with a schema, and a planted key.
#pragma once

#include "core/chat/chat_client.h"
#include "tests/support/endpoint_shapes.h"
#include "tests/support/model_endpoint.h"

#include <catch2/catch.hpp>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace factoid::test {

inline const QString kPlantedKey = u"sk-planted-7Qx+9/Zr=4kLmN2wTb"_s;
inline const char* const kKeyVariable = "FACTOID_TEST_MODEL_KEY";

inline Provider providerOf(const ModelEndpoint& endpoint, const QString& fault = {})
{
    Provider provider;
    provider.name = u"primary"_s;
    provider.baseUrl = endpoint.baseUrl(fault);
    provider.model = u"little-model"_s;
    provider.keyVariable = QString::fromLatin1(kKeyVariable);
    provider.limits = {std::chrono::milliseconds(20'000), std::chrono::milliseconds(60'000), 1 << 20};
    return provider;
}

inline ChatRequest sentencesRequest()
{
    const QJsonObject text{{"type", "string"}};
    const QJsonObject sentence{{"type", "object"},
                               {"properties", QJsonObject{{"fact", QJsonObject{{"type", "integer"}}}, {"text", text}}},
                               {"required", QJsonArray{"fact", "text"}},
                               {"additionalProperties", false}};
    ChatRequest request;
    request.messages = {{u"system"_s, u"Write sentences."_s}, {u"user"_s, u"1. {council} spent {amount}."_s}};
    request.schemaName = u"sentences"_s;
    request.schema =
        QJsonObject{{"type", "object"},
                    {"properties",
                     QJsonObject{{"sentences", QJsonObject{{"type", "array"}, {"items", sentence}, {"minItems", 1}}}}},
                    {"required", QJsonArray{"sentences"}},
                    {"additionalProperties", false}};
    request.maxTokens = 300;
    request.temperature = 0.2;
    return request;
}

// Everything that a caller may store or show of an outcome.
inline QString allTextOf(const ChatOutcome& outcome)
{
    return QStringList{outcome.cause, outcome.sentence.text(),
                       outcome.text,  QString::fromUtf8(QJsonDocument(outcome.json).toJson()),
                       outcome.model, QString::fromUtf8(QJsonDocument(mannerJson(outcome.next)).toJson())}
        .join(QLatin1Char('\n'));
}

// The key in any form in which it would be a leak.
inline bool holdsKey(const QString& text, const QString& key = kPlantedKey)
{
    const QByteArray bytes = key.toUtf8();
    const QStringList forms =
        shapesOfKey(key) + QStringList{QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals)),
                                       key.mid(3, 16), key.mid(5, 9), key.right(9)};
    return std::ranges::any_of(forms, [&](const QString& form) { return text.contains(form); });
}

} // namespace factoid::test
