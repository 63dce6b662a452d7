// Provider: where a language model is reached and how, from the `providers` of the --config document. Plain value;
// any thread. It names where the key is kept and never holds it.
#pragma once

#include "core/base/result.h"
#include "core/net/http_values.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace factoid {

// How a JSON answer is asked for: by schema, as any JSON object, or in words only.
enum class ChatMode { StrictSchema, JsonObject, PlainText };
[[nodiscard]] QString chatModeName(ChatMode mode); // json_schema, json_object, text

struct Provider {
    QString name;                         // unique among the providers; also the `generator` of what it wrote
    QString baseUrl;                      // https://api.openai.com/v1
    QString path = u"chat/completions"_s; // below it
    QString model;
    QString keyVariable;                // of the environment; empty: none
    QString keyEntry;                   // of the system's keychain; empty: none
    QString keyHeader;                  // empty: Authorization: Bearer KEY; else KEY alone in that header (api-key)
    std::map<QString, QString> query;   // api-version and the like
    std::map<QString, QString> headers; // never the key
    QString caFile;
    QString proxy;
    HttpLimits limits;
    bool http2 = true;
    std::optional<ChatMode> mode; // empty: found out, strictest first
    int maxReplyTokens = 0; // what a reply may take, thoughts included; 0: the usual, and more for a model that thinks

    [[nodiscard]] bool needsKey() const { return !keyVariable.isEmpty() || !keyEntry.isEmpty(); }
    // The whole address of a call.
    [[nodiscard]] QUrl url() const;
    // What distinguishes it for what is remembered of it: "base_url model".
    [[nodiscard]] QString identity() const { return baseUrl + QLatin1Char(' ') + model; }
};

// The providers of a --config document, in the order in which they are tried; none when it has none. Errors: Usage;
// the sentence names the provider and the key. Refused: keys that do not exist, names that occur twice or are taken by
// other generators, secrets in the file, a key sent in the clear to another machine (unless "allow_http": true).
[[nodiscard]] Result<std::vector<Provider>> readProviders(const QJsonObject& config);

} // namespace factoid
