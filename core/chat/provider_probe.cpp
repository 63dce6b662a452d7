#include "core/chat/provider_probe.h"

#include "core/chat/provider_key.h"

#include <QJsonArray>

namespace factoid {

namespace {

constexpr int kMostCalls = 3; // a model's answers show how it wants to be asked
constexpr std::chrono::seconds kLongestProbe{30};

ChatRequest probeRequest()
{
    ChatRequest request;
    request.messages = {{u"system"_s, u"You help to test a connection."_s}, {u"user"_s, u"Set ready to true."_s}};
    request.schemaName = u"probe"_s;
    request.schema = QJsonObject{
        {u"type"_s, u"object"_s},
        {u"properties"_s, QJsonObject{{u"ready"_s, QJsonObject{{u"type"_s, u"boolean"_s}}}}},
        {u"required"_s, QJsonArray{u"ready"_s}},
        {u"additionalProperties"_s, false},
    };
    return request;
}

QString remedyFor(const ProbeResult& result, const Provider& provider)
{
    const QString& cause = result.outcome.cause;
    switch (result.outcome.kind) {
    case ChatKind::Answered:
    case ChatKind::Cancelled:
        return {};
    case ChatKind::Auth:
        if (cause == "no_key"_L1)
            return u"put the key into %1"_s.arg(result.keyPlace);
        return provider.needsKey() ? u"check the key in %1 and what it may be used for"_s.arg(result.keyPlace)
                                   : u"name where the key is: “api_key_env” or “api_key_keychain”"_s;
    case ChatKind::Quota:
        return u"top the account up, or raise its limit with the provider"_s;
    case ChatKind::Rate:
        return u"wait, or ask the provider for a higher limit"_s;
    case ChatKind::Timeout:
        return u"check whether the model is still loading; “idle_seconds” and “total_seconds” set how long to wait"_s;
    case ChatKind::Refusal:
        return u"check the provider's content filter, or choose another model"_s;
    case ChatKind::Schema:
        return u"check that “base_url” ends before /chat/completions, or choose a model that answers in JSON"_s;
    case ChatKind::Content:
        if (cause == QLatin1String(kThoughtTooLong))
            return u"allow it more in “max_reply_tokens”, or choose a model that thinks less"_s;
        return u"choose a model with a longer context, or check the provider's own message"_s;
    case ChatKind::Transport:
        break;
    }
    if (cause == "tls"_L1)
        return u"name the authority that signed the certificate in “ca_file”"_s;
    if (cause == "redirect"_L1 || cause == "http_404"_L1)
        return u"correct “base_url” (%1) or “model” (%2)"_s.arg(provider.baseUrl, provider.model);
    if (cause == "proxy"_L1)
        return u"check “proxy”"_s;
    if (cause == "too_large"_L1)
        return u"check “base_url”; “max_response_kb” sets how much is accepted"_s;
    return result.reachable ? u"the provider has a problem of its own; try later"_s
                            : u"check that the server is running, and “base_url” (%1)"_s.arg(provider.baseUrl);
}

} // namespace

ProbeResult probeProvider(ChatClient& client, const Provider& provider, const CancelToken& cancel)
{
    Provider brief = provider;
    brief.limits.total = std::min<std::chrono::milliseconds>(brief.limits.total, kLongestProbe);
    brief.limits.idle = std::min(brief.limits.idle, brief.limits.total);
    ProbeResult result;
    result.provider = provider.name;
    result.model = provider.model;
    result.host = provider.url().host();
    result.keyPlace = keyPlace(provider).text();
    ChatRequest request = probeRequest();
    ChatManner manner;
    int requests = 0;
    for (int call = 0; call < kMostCalls && (call == 0 || result.outcome.taught()); ++call) {
        // As much room as a generation gives: what works here works there.
        request.maxTokens = replyTokensFor(provider, manner);
        result.outcome = client.call(brief, request, manner, cancel);
        manner = result.outcome.next;
        requests += result.outcome.requests;
    }
    result.outcome.requests = requests;
    result.keyPresent = result.outcome.cause != "no_key"_L1;
    result.reachable = result.outcome.httpStatus > 0 || result.outcome.answered();
    result.remedy = remedyFor(result, provider);
    return result;
}

QJsonObject probeJson(const ProbeResult& result)
{
    const ChatOutcome& outcome = result.outcome;
    const bool asked = outcome.requests > 0;
    const auto count = [&](qint64 value) { return outcome.usage.reported ? QJsonValue(value) : QJsonValue(); };
    return {
        {u"name"_s, result.provider},
        {u"model"_s, result.model},
        {u"host"_s, result.host},
        {u"ok"_s, outcome.answered()},
        {u"key"_s, result.keyPresent},
        {u"key_place"_s, result.keyPlace},
        {u"reachable"_s, asked ? QJsonValue(result.reachable) : QJsonValue()},
        {u"kind"_s, chatKindName(outcome.kind)},
        {u"cause"_s, outcome.cause},
        {u"message"_s, outcome.answered() ? u"the model answers"_s : outcome.sentence.text()},
        {u"remedy"_s, result.remedy},
        {u"mode"_s, outcome.answered() ? QJsonValue(chatModeName(outcome.next.mode)) : QJsonValue()},
        {u"http_status"_s, outcome.httpStatus > 0 ? QJsonValue(outcome.httpStatus) : QJsonValue()},
        {u"milliseconds"_s, asked ? QJsonValue(static_cast<qint64>(outcome.took.count())) : QJsonValue()},
        {u"requests"_s, outcome.requests},
        {u"prompt_tokens"_s, count(outcome.usage.promptTokens)},
        {u"completion_tokens"_s, count(outcome.usage.completionTokens)},
        {u"reported_model"_s, outcome.model},
    };
}

} // namespace factoid
