#include "core/chat/chat_client.h"

#include "core/base/counted.h"
#include "core/base/log.h"
#include "core/chat/chat_reply.h"
#include "core/chat/chat_request.h"
#include "core/chat/provider_key.h"

#include <QElapsedTimer>

namespace factoid {

namespace {

// Two modes down, and the token field, the temperature, the seed and the system's role: more refusals teach nothing
// new.
constexpr int kMostRequests = 7;
constexpr int kMoreTokens = 4; // times as many for a model whose thoughts took all

ChatManner startingManner(const Provider& provider, const ChatManner& known)
{
    ChatManner manner = known;
    if (provider.mode)
        manner.mode = *provider.mode;
    return manner;
}

// What an answer that was paid for says of how to ask next time.
void learn(ChatOutcome& outcome, const Provider& provider, const ChatRequest& request)
{
    ChatManner& next = outcome.next;
    next.askWhole = next.askWhole || outcome.streamed;
    // Prose, or another object, in answer to a demand for JSON: the field was passed over in silence. It is put in
    // words.
    const bool unheard = outcome.cause == "not_json"_L1 || outcome.cause == "missing_keys"_L1;
    if (unheard && !provider.mode && next.mode != ChatMode::PlainText)
        next.mode = next.mode == ChatMode::StrictSchema ? ChatMode::JsonObject : ChatMode::PlainText;
    if (outcome.cause == QLatin1String(kThoughtTooLong) && provider.maxReplyTokens == 0 &&
        request.maxTokens < kMostReplyTokens)
        next.replyTokens = std::min(kMostReplyTokens, kMoreTokens * request.maxTokens);
}

void writeLog(const Provider& provider, const ChatOutcome& outcome)
{
    const QString line = u"%1: %2 after %3 ms, %4, as %5, %6 + %7 tokens"_s
                             .arg(provider.name, outcome.answered() ? chatKindName(outcome.kind) : outcome.cause)
                             .arg(outcome.took.count())
                             .arg(counted(outcome.requests, "request", "requests"))
                             .arg(chatModeName(outcome.used.mode))
                             .arg(outcome.usage.promptTokens)
                             .arg(outcome.usage.completionTokens);
    if (outcome.answered() || outcome.kind == ChatKind::Cancelled)
        qCInfo(logChat).noquote() << line;
    else
        qCWarning(logChat).noquote() << line + u"; "_s + outcome.sentence.text();
}

} // namespace

ChatOutcome ChatClient::call(const Provider& provider, const ChatRequest& request, const ChatManner& known,
                             const CancelToken& cancel)
{
    QElapsedTimer since;
    since.start();
    ChatManner manner = startingManner(provider, known);
    ChatOutcome outcome;
    const auto key = readProviderKey(provider, cancel);
    if (!key) {
        outcome.kind = key.error().kind == ErrorKind::Interrupted ? ChatKind::Cancelled : ChatKind::Auth;
        outcome.cause = outcome.kind == ChatKind::Auth ? u"no_key"_s : u"cancelled"_s;
        outcome.sentence = Message("chain.of_provider").arg(provider.name).arg(key.error().told());
        outcome.tryElsewhere = outcome.kind == ChatKind::Auth;
        outcome.used = outcome.next = manner;
        writeLog(provider, outcome);
        return outcome;
    }
    int sent = 0;
    for (;;) {
        HttpRequest http = chatHttpRequest(provider, *key, request, manner);
        http.limits.total =
            std::max(std::chrono::milliseconds(1), provider.limits.total - std::chrono::milliseconds(since.elapsed()));
        const HttpResult reply = m_http.sendAndWait(std::move(http), cancel);
        ++sent;
        auto gentler = reply ? gentlerManner(manner, request, *reply) : std::nullopt;
        if (gentler && provider.mode && gentler->mode != *provider.mode)
            gentler.reset(); // the operator has set the mode
        if (gentler && sent < kMostRequests && !cancel.requested()) {
            manner = *gentler;
            continue;
        }
        outcome = reply ? readChatReply(provider, request, *reply, *key, m_clock.now())
                        : chatFailure(provider, reply.error(), *key);
        break;
    }
    outcome.used = outcome.next = manner;
    learn(outcome, provider, request);
    outcome.requests = sent;
    outcome.took = std::chrono::milliseconds(since.elapsed());
    writeLog(provider, outcome);
    return outcome;
}

} // namespace factoid
