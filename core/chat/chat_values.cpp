#include "core/chat/chat_values.h"

#include <algorithm>

namespace factoid {

QJsonObject mannerJson(const ChatManner& manner)
{
    return {
        {QStringLiteral("mode"), chatModeName(manner.mode)},
        {QStringLiteral("new_token_field"), manner.newTokenField},
        {QStringLiteral("without_temperature"), manner.withoutTemperature},
        {QStringLiteral("without_seed"), manner.withoutSeed},
        {QStringLiteral("system_as_user"), manner.systemAsUser},
        {QStringLiteral("ask_whole"), manner.askWhole},
        {QStringLiteral("reply_tokens"), manner.replyTokens},
    };
}

ChatManner mannerFromJson(const QJsonObject& json)
{
    ChatManner manner;
    const QString mode = json.value(QLatin1String("mode")).toString();
    for (const ChatMode known : {ChatMode::StrictSchema, ChatMode::JsonObject, ChatMode::PlainText}) {
        if (mode == chatModeName(known))
            manner.mode = known;
    }
    manner.newTokenField = json.value(QLatin1String("new_token_field")).toBool();
    manner.withoutTemperature = json.value(QLatin1String("without_temperature")).toBool();
    manner.withoutSeed = json.value(QLatin1String("without_seed")).toBool();
    manner.systemAsUser = json.value(QLatin1String("system_as_user")).toBool();
    manner.askWhole = json.value(QLatin1String("ask_whole")).toBool();
    manner.replyTokens = std::clamp(json.value(QLatin1String("reply_tokens")).toInt(), 0, kMostReplyTokens);
    return manner;
}

int replyTokensFor(const Provider& provider, const ChatManner& manner)
{
    return provider.maxReplyTokens > 0 ? provider.maxReplyTokens : std::max(kReplyTokens, manner.replyTokens);
}

QString chatKindName(ChatKind kind)
{
    switch (kind) {
    case ChatKind::Answered: return QStringLiteral("answered");
    case ChatKind::Auth: return QStringLiteral("auth");
    case ChatKind::Quota: return QStringLiteral("quota");
    case ChatKind::Rate: return QStringLiteral("rate");
    case ChatKind::Timeout: return QStringLiteral("timeout");
    case ChatKind::Transport: return QStringLiteral("transport");
    case ChatKind::Refusal: return QStringLiteral("refusal");
    case ChatKind::Schema: return QStringLiteral("schema");
    case ChatKind::Content: return QStringLiteral("content");
    case ChatKind::Cancelled: return QStringLiteral("cancelled");
    }
    return QStringLiteral("transport");
}

} // namespace factoid
