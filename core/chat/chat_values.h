// What is asked of a language model and what came of it. Plain values; any thread.
#pragma once

#include "core/chat/provider.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace factoid {

struct ChatMessage {
    QString role; // system, user or assistant
    QString content;
};

struct ChatRequest {
    std::vector<ChatMessage> messages;
    QString schemaName = u"reply"_s; // letters, digits, _ and -, at most 64
    QJsonObject schema;              // JSON Schema in the strict subset (docs/providers.md); empty: an answer in prose
    int maxTokens = 1'000;
    std::optional<double> temperature; // no amount: how free the wording is
    std::optional<qint64> seed;
};

// How a provider's model has to be spoken to, found out by its refusals. Kept by the caller for each
// Provider::identity(), so that each lesson is paid for once.
struct ChatManner {
    ChatMode mode = ChatMode::StrictSchema;
    bool newTokenField = false; // max_completion_tokens in place of max_tokens
    bool withoutTemperature = false;
    bool withoutSeed = false;
    bool systemAsUser = false; // it takes no system message: its text goes before the first of the user's
    bool askWhole = false;     // it streams unless it is told not to
    int replyTokens = 0;       // found to be needed, by a model that thinks first; 0: as usual
    bool operator==(const ChatManner&) const = default;
};
[[nodiscard]] QJsonObject mannerJson(const ChatManner& manner);
[[nodiscard]] ChatManner mannerFromJson(const QJsonObject& json);

// What a reply may take at most, unless the operator or the manner says otherwise: eight sentences of thirty words in
// JSON, and room for a model that thinks aloud first.
inline constexpr int kReplyTokens = 2'000;
// Room is made for longer thoughts up to this; beyond it an operator must say so.
inline constexpr int kMostReplyTokens = 32'000;
// max_tokens of the next call: the operator's word, else what the model was found to need, else the usual.
[[nodiscard]] int replyTokensFor(const Provider& provider, const ChatManner& manner);

// The kinds of failure (docs/errors.md, “Kinds”) that a call can end in.
enum class ChatKind {
    Answered,
    Auth,      // no key, a wrong one, or one that may not
    Quota,     // the account is spent
    Rate,      // too many requests
    Timeout,   // silence, the deadline, or the server's own time-out
    Transport, // no connection, no trust, a broken answer, a server in trouble, an address that does not exist
    Refusal,   // the model, or a filter before it, would not
    Schema,    // the answer does not have the shape that was agreed
    Content,   // the request does not fit the model, or the answer was cut off
    Cancelled, // by us; says nothing about the provider
};
[[nodiscard]] QString chatKindName(ChatKind kind); // answered, auth, quota, …

struct ChatUsage {
    qint64 promptTokens = 0;
    qint64 completionTokens = 0;
    qint64 cachedTokens = 0;   // of the prompt, billed at another price by some
    qint64 thinkingTokens = 0; // of the completion
    bool reported = false;     // false: the provider did not say, or nothing that can be, and the numbers are 0
};

// The cause of an answer that was cut off before it began.
inline constexpr auto kThoughtTooLong = "thought_too_long";

struct ChatOutcome {
    ChatKind kind = ChatKind::Transport;
    QString cause;    // stable word beneath the kind: http_429, insufficient_quota, empty_choices, timeout_idle, …
    Message sentence; // for a person; free of keys
    QString text;     // what the model said, when it said something
    QJsonObject json; // the same read as JSON; empty without a schema
    ChatUsage usage;
    QString model;                     // which the provider says it was
    bool streamed = false;             // it came in pieces though none were asked for
    int httpStatus = 0;                // 0: no answer came
    std::chrono::milliseconds took{0}; // of all requests of the call
    int requests = 0;                  // how many were sent: more than one when the manner had to be found out
    bool mayBeBilled = false;          // the model may have worked: an answer began, or nobody knows
    ChatManner used;                   // of the last request
    ChatManner next;                   // to be remembered
    std::optional<std::chrono::milliseconds> retryAfter; // what the provider asked for
    bool retryHere = false;                              // the same request may well succeed later
    bool tryElsewhere = false;                           // another provider may well answer
    bool shrinkPrompt = false;                           // a shorter request may well succeed

    [[nodiscard]] bool answered() const { return kind == ChatKind::Answered; }
    // It failed, and taught how to ask so that it need not: worth asking again at once.
    [[nodiscard]] bool taught() const { return !answered() && kind != ChatKind::Cancelled && next != used; }
};

} // namespace factoid
