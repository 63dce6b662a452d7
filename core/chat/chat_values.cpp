#include "core/chat/chat_values.h"

#include <algorithm>

namespace factoid {

QJsonObject mannerJson(const ChatManner& manner)
{
    return {
        {u"mode"_s, chatModeName(manner.mode)},
        {u"new_token_field"_s, manner.newTokenField},
        {u"without_temperature"_s, manner.withoutTemperature},
        {u"without_seed"_s, manner.withoutSeed},
        {u"system_as_user"_s, manner.systemAsUser},
        {u"ask_whole"_s, manner.askWhole},
        {u"reply_tokens"_s, manner.replyTokens},
    };
}

ChatManner mannerFromJson(const QJsonObject& json)
{
    ChatManner manner;
    const QString mode = json.value("mode"_L1).toString();
    for (const ChatMode known : {ChatMode::StrictSchema, ChatMode::JsonObject, ChatMode::PlainText}) {
        if (mode == chatModeName(known))
            manner.mode = known;
    }
    manner.newTokenField = json.value("new_token_field"_L1).toBool();
    manner.withoutTemperature = json.value("without_temperature"_L1).toBool();
    manner.withoutSeed = json.value("without_seed"_L1).toBool();
    manner.systemAsUser = json.value("system_as_user"_L1).toBool();
    manner.askWhole = json.value("ask_whole"_L1).toBool();
    manner.replyTokens = std::clamp(json.value("reply_tokens"_L1).toInt(), 0, kMostReplyTokens);
    return manner;
}

int replyTokensFor(const Provider& provider, const ChatManner& manner)
{
    return provider.maxReplyTokens > 0 ? provider.maxReplyTokens : std::max(kReplyTokens, manner.replyTokens);
}

QString chatKindName(ChatKind kind)
{
    switch (kind) {
    case ChatKind::Answered:
        return u"answered"_s;
    case ChatKind::Auth:
        return u"auth"_s;
    case ChatKind::Quota:
        return u"quota"_s;
    case ChatKind::Rate:
        return u"rate"_s;
    case ChatKind::Timeout:
        return u"timeout"_s;
    case ChatKind::Transport:
        return u"transport"_s;
    case ChatKind::Refusal:
        return u"refusal"_s;
    case ChatKind::Schema:
        return u"schema"_s;
    case ChatKind::Content:
        return u"content"_s;
    case ChatKind::Cancelled:
        return u"cancelled"_s;
    }
    return u"transport"_s;
}

} // namespace factoid
