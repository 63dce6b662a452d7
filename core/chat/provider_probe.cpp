#include "core/chat/provider_probe.h"

#include "core/chat/provider_key.h"

#include <QJsonArray>

namespace factoid {

namespace {

constexpr int kMostCalls = 3;     // a model's answers show how it wants to be asked
constexpr std::chrono::seconds kLongestProbe{30};

ChatRequest probeRequest()
{
    ChatRequest request;
    request.messages = {{QStringLiteral("system"), QStringLiteral("You help to test a connection.")},
                        {QStringLiteral("user"), QStringLiteral("Set ready to true.")}};
    request.schemaName = QStringLiteral("probe");
    request.schema = QJsonObject{
        {QStringLiteral("type"), QStringLiteral("object")},
        {QStringLiteral("properties"), QJsonObject{{QStringLiteral("ready"), QJsonObject{{QStringLiteral("type"), QStringLiteral("boolean")}}}}},
        {QStringLiteral("required"), QJsonArray{QStringLiteral("ready")}},
        {QStringLiteral("additionalProperties"), false},
    };
    return request;
}

QString remedyFor(const ProbeResult& result, const Provider& provider)
{
    const QString& cause = result.outcome.cause;
    switch (result.outcome.kind) {
    case ChatKind::Answered:
    case ChatKind::Cancelled: return {};
    case ChatKind::Auth:
        if (cause == QLatin1String("no_key"))
            return QStringLiteral("put the key into %1").arg(result.keyPlace);
        return provider.needsKey() ? QStringLiteral("look at the key in %1, and what it may be used for").arg(result.keyPlace)
                                   : QStringLiteral("name where the key is: “api_key_env” or “api_key_keychain”");
    case ChatKind::Quota: return QStringLiteral("top the account up, or raise its limit with the provider");
    case ChatKind::Rate: return QStringLiteral("wait, or ask the provider for a higher limit");
    case ChatKind::Timeout: return QStringLiteral("look whether the model is still loading; “idle_seconds” and “total_seconds” say how long is waited");
    case ChatKind::Refusal: return QStringLiteral("look at the provider's content filter, or choose another model");
    case ChatKind::Schema: return QStringLiteral("look whether “base_url” ends where /chat/completions begins, or choose a model that answers in JSON");
    case ChatKind::Content:
        if (cause == QLatin1String(kThoughtTooLong))
            return QStringLiteral("allow it more in “max_reply_tokens”, or choose a model that thinks less");
        return QStringLiteral("choose a model with a longer context, or look at the provider's own message");
    case ChatKind::Transport: break;
    }
    if (cause == QLatin1String("tls"))
        return QStringLiteral("name the authority that signed the certificate in “ca_file”");
    if (cause == QLatin1String("redirect") || cause == QLatin1String("http_404"))
        return QStringLiteral("correct “base_url” (%1) or “model” (%2)").arg(provider.baseUrl, provider.model);
    if (cause == QLatin1String("proxy"))
        return QStringLiteral("look at “proxy”");
    if (cause == QLatin1String("too_large"))
        return QStringLiteral("look whether “base_url” is right; “max_response_kb” says how much is taken");
    return result.reachable ? QStringLiteral("the provider has a problem of its own; try later") : QStringLiteral("look whether the server runs, and at “base_url” (%1)").arg(provider.baseUrl);
}

} // namespace

ProbeResult probeProvider(ChatClient& client, const Provider& provider, const Cancel& cancel)
{
    Provider brief = provider;
    brief.limits.total = std::min<std::chrono::milliseconds>(brief.limits.total, kLongestProbe);
    brief.limits.idle = std::min(brief.limits.idle, brief.limits.total);
    ProbeResult result;
    result.provider = provider.name;
    result.model = provider.model;
    result.host = provider.url().host();
    result.keyPlace = keyPlace(provider);
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
    result.keyPresent = result.outcome.cause != QLatin1String("no_key");
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
        {QStringLiteral("name"), result.provider},
        {QStringLiteral("model"), result.model},
        {QStringLiteral("host"), result.host},
        {QStringLiteral("ok"), outcome.answered()},
        {QStringLiteral("key"), result.keyPresent},
        {QStringLiteral("key_place"), result.keyPlace},
        {QStringLiteral("reachable"), asked ? QJsonValue(result.reachable) : QJsonValue()},
        {QStringLiteral("kind"), chatKindName(outcome.kind)},
        {QStringLiteral("cause"), outcome.cause},
        {QStringLiteral("message"), outcome.answered() ? QStringLiteral("the model answers") : outcome.sentence},
        {QStringLiteral("remedy"), result.remedy},
        {QStringLiteral("mode"), outcome.answered() ? QJsonValue(chatModeName(outcome.next.mode)) : QJsonValue()},
        {QStringLiteral("http_status"), outcome.httpStatus > 0 ? QJsonValue(outcome.httpStatus) : QJsonValue()},
        {QStringLiteral("milliseconds"), asked ? QJsonValue(static_cast<qint64>(outcome.took.count())) : QJsonValue()},
        {QStringLiteral("requests"), outcome.requests},
        {QStringLiteral("prompt_tokens"), count(outcome.usage.promptTokens)},
        {QStringLiteral("completion_tokens"), count(outcome.usage.completionTokens)},
        {QStringLiteral("reported_model"), outcome.model},
    };
}

} // namespace factoid
