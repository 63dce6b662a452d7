#include "core/chat/chat_client.h"

#include "core/base/log.h"
#include "core/chat/chat_reply.h"
#include "core/chat/chat_request.h"
#include "core/chat/provider_key.h"

#include <QElapsedTimer>

namespace factoid {

namespace {

// Two modes down, and the token field, the temperature and the seed: more refusals teach nothing new.
constexpr int kMostRequests = 6;

ChatManner startingManner(const Provider& provider, const ChatManner& known)
{
    ChatManner manner = known;
    if (provider.mode)
        manner.mode = *provider.mode;
    return manner;
}

void writeLog(const Provider& provider, const ChatOutcome& outcome)
{
    const QString line = QStringLiteral("%1: %2 after %3 ms, %4 request(s), as %5, %6 + %7 tokens")
                             .arg(provider.name, outcome.answered() ? chatKindName(outcome.kind) : outcome.cause).arg(outcome.took.count()).arg(outcome.requests)
                             .arg(chatModeName(outcome.used.mode)).arg(outcome.usage.promptTokens).arg(outcome.usage.completionTokens);
    if (outcome.answered() || outcome.kind == ChatKind::Cancelled)
        qCInfo(logChat).noquote() << line;
    else
        qCWarning(logChat).noquote() << line + QStringLiteral("; ") + outcome.sentence;
}

} // namespace

ChatOutcome ChatClient::call(const Provider& provider, const ChatRequest& request, const ChatManner& known, const Cancel& cancel)
{
    QElapsedTimer since;
    since.start();
    ChatManner manner = startingManner(provider, known);
    ChatOutcome outcome;
    const auto key = readProviderKey(provider, cancel);
    if (!key) {
        outcome.kind = key.error().kind == ErrorKind::Interrupted ? ChatKind::Cancelled : ChatKind::Auth;
        outcome.cause = outcome.kind == ChatKind::Auth ? QStringLiteral("no_key") : QStringLiteral("cancelled");
        outcome.sentence = QStringLiteral("%1: %2").arg(provider.name, key.error().message);
        outcome.tryElsewhere = outcome.kind == ChatKind::Auth;
        outcome.used = outcome.next = manner;
        writeLog(provider, outcome);
        return outcome;
    }
    int sent = 0;
    for (;;) {
        HttpRequest http = chatHttpRequest(provider, *key, request, manner);
        http.limits.total = std::max(std::chrono::milliseconds(1), provider.limits.total - std::chrono::milliseconds(since.elapsed()));
        const HttpResult reply = m_http.sendAndWait(std::move(http), cancel);
        ++sent;
        auto gentler = reply ? gentlerManner(manner, request, *reply) : std::nullopt;
        if (gentler && provider.mode && gentler->mode != *provider.mode)
            gentler.reset(); // the operator has set the mode
        if (gentler && sent < kMostRequests && !cancel.requested()) {
            manner = *gentler;
            continue;
        }
        outcome = reply ? readChatReply(provider, request, *reply, *key, m_clock.now()) : chatFailure(provider, reply.error(), *key);
        break;
    }
    outcome.used = outcome.next = manner;
    // Prose in answer to a demand for JSON: the field was passed over in silence. The next call puts it in words.
    if (outcome.cause == QLatin1String("not_json") && !provider.mode && manner.mode != ChatMode::PlainText)
        outcome.next.mode = manner.mode == ChatMode::StrictSchema ? ChatMode::JsonObject : ChatMode::PlainText;
    outcome.requests = sent;
    outcome.took = std::chrono::milliseconds(since.elapsed());
    writeLog(provider, outcome);
    return outcome;
}

} // namespace factoid
