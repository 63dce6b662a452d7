#include "core/chat/chat_reply.h"

#include "core/base/json_in_text.h"
#include "core/chat/chat_stream.h"
#include "core/chat/redact.h"
#include "core/net/retry_policy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace factoid {

namespace {

using Key = QLatin1String;

constexpr qsizetype kLongestQuote = 300;       // of a server's own words
constexpr qsizetype kMostRead = 64 << 10;      // of a body that is no JSON
constexpr qint64 kMostTokens = 1'000'000'000;  // a report of more is nonsense, and would be money
constexpr qint64 kLongestAskedMs = 86'400'000; // whoever asks for more than a day is asked again after one

// What a server says of its own failure, in whichever of the usual shapes.
struct Complaint {
    QString message, code, type, param;
    // All of it in lower case, to look for words in.
    [[nodiscard]] QString words() const
    {
        return (message + QLatin1Char(' ') + code + QLatin1Char(' ') + type + QLatin1Char(' ') + param).toLower();
    }
};

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray() || value.isObject())
        return QString::fromUtf8((value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
                                     .toJson(QJsonDocument::Compact));
    return {};
}

// Whole, then without secrets, then cut: half a key would not be recognised.
QString quoted(const QString& text, const QString& key)
{
    return withoutSecrets(text, key).left(kLongestQuote).simplified();
}

Complaint complaintOf(const QByteArray& body, const QString& key)
{
    QJsonValue root;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    root =
        document.isArray() ? document.array().at(0) : QJsonValue(document.object()); // Google wraps its own in a list
    const QJsonObject json = root.toObject();
    const QJsonValue error = json.value(Key("error"));
    const QJsonObject from = error.isObject() ? error.toObject() : json;
    Complaint complaint;
    complaint.message = error.isString() ? error.toString() : textOf(from.value(Key("message")));
    if (complaint.message.isEmpty())
        complaint.message = textOf(json.value(Key("detail")));
    if (complaint.message.isEmpty() && !document.isObject())
        complaint.message = QString::fromUtf8(body.left(kMostRead));
    complaint.message = withoutSecrets(complaint.message, key);
    complaint.code = textOf(from.value(Key("code")));
    complaint.type = textOf(from.value(Key("type")));
    complaint.param = textOf(from.value(Key("param")));
    const QJsonObject inner = from.value(Key("innererror")).toObject();
    if (!inner.isEmpty())
        complaint.code += QLatin1Char(' ') + textOf(inner.value(Key("code")));
    return complaint;
}

bool speaksOf(const QString& words, std::initializer_list<const char*> parts)
{
    return std::ranges::any_of(parts, [&](const char* part) { return words.contains(QLatin1String(part)); });
}

ChatOutcome& set(ChatOutcome& outcome, ChatKind kind, const QString& cause, const Message& sentence)
{
    outcome.kind = kind;
    outcome.cause = cause;
    outcome.sentence = sentence;
    outcome.tryElsewhere = kind != ChatKind::Answered && kind != ChatKind::Cancelled;
    return outcome;
}

void classifyStatus(ChatOutcome& outcome, const Provider& provider, const Complaint& complaint)
{
    const int status = outcome.httpStatus;
    const QString words = complaint.words();
    const QString cause = u"http_%1"_s.arg(status);
    const auto says = [&](const char* what) {
        const QString quote = quoted(complaint.message, {});
        const Message said = Message(what).arg(provider.name).arg(status);
        return quote.isEmpty() ? said : Message("chat.quoting").arg(said).arg(quote);
    };
    if (status < 200) {
        // An interim answer that the transport could not pass over: the final one was never read.
        set(outcome, ChatKind::Transport, cause, says("chat.interim_only"));
    } else if ((status == 400 || status == 403 || status == 422) &&
               speaksOf(words,
                        {"content_filter", "content_policy", "contentfilter", "responsibleaipolicy", "moderation"})) {
        set(outcome, ChatKind::Refusal, u"content_filter"_s, says("chat.request_filtered"));
    } else if (status == 413 || ((status == 400 || status == 422) &&
                                 speaksOf(words, {"context_length", "context length", "context size", "maximum context",
                                                  "too many tokens", "string_above_max_length"}))) {
        set(outcome, ChatKind::Content, status == 413 ? cause : u"context_length"_s, says("chat.too_long"));
        outcome.shrinkPrompt = true;
    } else if (status == 401 || status == 403 || status == 407) {
        set(outcome, ChatKind::Auth, cause, says("chat.key_rejected"));
    } else if (status == 402 || (status == 429 && speaksOf(words, {"insufficient_quota", "billing",
                                                                   "exceeded your current quota", "credit"}))) {
        set(outcome, ChatKind::Quota, status == 402 ? cause : u"insufficient_quota"_s, says("chat.no_credit"));
    } else if (status == 429) {
        set(outcome, ChatKind::Rate, cause, says("chat.too_many_requests"));
        outcome.retryHere = true;
    } else if (status == 408 || status == 504) {
        set(outcome, ChatKind::Timeout, cause, says("chat.timed_out_there"));
        outcome.retryHere = true;
    } else if (status >= 500 || status == 409 || status == 425) {
        set(outcome, ChatKind::Transport, cause, says("chat.trouble_there"));
        outcome.retryHere = true;
    } else if (status == 404 || status == 405 || status == 410) {
        set(outcome, ChatKind::Transport, cause, says("chat.no_such_model"));
    } else {
        set(outcome, ChatKind::Content, cause, says("chat.request_rejected"));
    }
    // A model that was at work when the server gave up may be on the bill.
    outcome.mayBeBilled = status == 408 || status >= 500 || status < 200;
}

std::optional<std::chrono::milliseconds> askedWait(const HttpReply& reply, const QDateTime& now)
{
    const QByteArray fine = reply.header("retry-after-ms").trimmed(); // Azure and OpenAI say it to the millisecond
    bool isNumber = false;
    if (const qint64 ms = fine.toLongLong(&isNumber); isNumber && ms >= 0)
        return std::chrono::milliseconds(std::min(ms, kLongestAskedMs));
    // By the server's own clock, where it tells it: ours may be wrong, or rehearse another day.
    const QDateTime theirs = parseHttpDate(reply.header("Date"), now);
    const auto asked = parseRetryAfter(reply.header("Retry-After"), theirs.isValid() ? theirs : now);
    return asked ? std::optional(std::min(*asked, std::chrono::milliseconds(kLongestAskedMs))) : std::nullopt;
}

// Text of a message: as it is, or as a list of parts.
std::optional<QString> contentOf(const QJsonValue& content)
{
    if (content.isString())
        return content.toString();
    if (!content.isArray())
        return std::nullopt;
    QString text;
    for (const QJsonValue& part : content.toArray()) {
        if (part.isString())
            text += part.toString();
        else if (part[u"text"_s].isString())
            text += part[u"text"_s].toString();
    }
    return text;
}

QString refusalOf(const QJsonObject& message)
{
    if (const QString refusal = message.value(Key("refusal")).toString(); !refusal.isEmpty())
        return refusal;
    for (const QJsonValue& part : message.value(Key("content")).toArray()) {
        if (const QString refusal = part[u"refusal"_s].toString(); !refusal.isEmpty())
            return refusal;
    }
    return {};
}

// A whole number of tokens that can have been; nothing for a fraction, a negative number or one beyond all measure.
std::optional<qint64> tokensIn(const QJsonValue& value)
{
    const double number = value.toDouble(-1);
    const auto whole = number >= 0 && number <= static_cast<double>(kMostTokens) ? static_cast<qint64>(number) : -1;
    return whole >= 0 && static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

// A prompt is never of no tokens, and neither is an answer: a report that says so is none.
void readUsage(ChatOutcome& outcome, const QJsonObject& json)
{
    const QJsonObject usage = json.value(Key("usage")).toObject();
    const auto prompt = tokensIn(usage.value(Key("prompt_tokens")));
    const auto completion = tokensIn(usage.value(Key("completion_tokens")));
    if (prompt.value_or(0) < 1 || completion.value_or(0) < 1)
        return;
    outcome.usage.reported = true;
    outcome.usage.promptTokens = *prompt;
    // Some leave a model's thoughts out of the completion and count them in the total alone; they are billed.
    outcome.usage.completionTokens =
        std::max(*completion, tokensIn(usage.value(Key("total_tokens"))).value_or(0) - *prompt);
    outcome.usage.cachedTokens =
        tokensIn(usage.value(Key("prompt_tokens_details")).toObject().value(Key("cached_tokens"))).value_or(0);
    outcome.usage.thinkingTokens =
        tokensIn(usage.value(Key("completion_tokens_details")).toObject().value(Key("reasoning_tokens"))).value_or(0);
}

// What a model thought, where the server keeps that apart.
QString thoughtsOf(const QJsonObject& message)
{
    for (const char* key : {"reasoning_content", "reasoning"}) {
        if (const auto text = contentOf(message.value(Key(key))); text && !text->trimmed().isEmpty())
            return *text;
    }
    return {};
}

WantedJson wantedOf(const QJsonObject& schema)
{
    WantedJson wanted;
    const QJsonObject properties = schema.value(Key("properties")).toObject();
    for (const QJsonValue& name : schema.value(Key("required")).toArray()) {
        wanted.keys << name.toString();
        if (properties.value(name.toString())[Key("type")].toString() == Key("array"))
            wanted.lists << name.toString();
    }
    return wanted;
}

void readJson(ChatOutcome& outcome, const Provider& provider, const ChatRequest& request)
{
    const WantedJson wanted = wantedOf(request.schema);
    const auto json = jsonInText(outcome.text, wanted);
    outcome.json = json.value_or(QJsonObject());
    const QStringList missing = json ? wanted.missingIn(*json) : QStringList();
    if (!json)
        set(outcome, ChatKind::Schema, u"not_json"_s, Message("chat.not_json").arg(provider.name));
    else if (!missing.isEmpty())
        set(outcome, ChatKind::Schema, u"missing_keys"_s,
            Message("chat.missing_keys").arg(provider.name).arg(missing.join(u", "_s)));
    outcome.retryHere = outcome.kind == ChatKind::Schema;
}

void cutOff(ChatOutcome& outcome, const Provider& provider, const ChatRequest& request, bool thought)
{
    // Fewer facts would not make it think less.
    outcome.shrinkPrompt = !thought;
    if (thought)
        set(outcome, ChatKind::Content, QLatin1String(kThoughtTooLong),
            Message("chat.thought_too_long").arg(provider.name).arg(request.maxTokens));
    else
        set(outcome, ChatKind::Content, u"length"_s, Message("chat.cut_off").arg(provider.name).arg(request.maxTokens));
}

void readChoice(ChatOutcome& outcome, const Provider& provider, const ChatRequest& request, const QJsonObject& choice,
                const QString& key)
{
    const QJsonObject message = choice.value(Key("message")).toObject();
    const QString finish = choice.value(Key("finish_reason")).toString();
    QString said = contentOf(message.value(Key("content"))).value_or(QString());
    const QString thoughts = thoughtsOf(message);
    const bool silent = said.trimmed().isEmpty();
    const bool onlyThought = silent || (said.contains(Key("<think")) && !said.contains(Key("</think")));
    // Some servers put all that a model says among its thoughts.
    if (silent && !request.schema.isEmpty() && jsonInText(thoughts, wantedOf(request.schema)))
        said = thoughts;
    outcome.text = withoutKey(said, key);
    if (const QString refusal = refusalOf(message); !refusal.isEmpty()) {
        set(outcome, ChatKind::Refusal, u"refusal"_s,
            Message("chat.declined").arg(provider.name).arg(quoted(refusal, key)));
    } else if (finish == Key("content_filter")) {
        set(outcome, ChatKind::Refusal, u"content_filter"_s, Message("chat.answer_filtered").arg(provider.name));
    } else if (finish == Key("length")) {
        cutOff(outcome, provider, request,
               onlyThought || 2 * outcome.usage.thinkingTokens > outcome.usage.completionTokens);
    } else if (said.trimmed().isEmpty()) {
        set(outcome, ChatKind::Schema, u"no_content"_s,
            Message(thoughts.isEmpty() ? "chat.no_text" : "chat.only_thoughts").arg(provider.name));
        outcome.retryHere = true;
    } else if (!outcome.text.isValidUtf16()) {
        set(outcome, ChatKind::Content, u"invalid_text"_s, Message("chat.half_characters").arg(provider.name));
        outcome.retryHere = true;
    } else if (!request.schema.isEmpty()) {
        readJson(outcome, provider, request);
    }
}

} // namespace

ChatOutcome readChatReply(const Provider& provider, const ChatRequest& request, const HttpReply& reply,
                          const QString& key, const QDateTime& now)
{
    ChatOutcome outcome;
    outcome.httpStatus = reply.status;
    outcome.took = reply.took;
    outcome.retryAfter = askedWait(reply, now);
    const auto broken = [&](const char* cause, const Message& sentence) {
        set(outcome, ChatKind::Schema, QString::fromLatin1(cause), sentence);
        outcome.retryHere = true;
    };
    if (reply.status < 200 || reply.status >= 300) {
        classifyStatus(outcome, provider, complaintOf(reply.body, key));
        outcome.sentence = withoutSecrets(outcome.sentence, key);
        return outcome;
    }
    outcome.mayBeBilled = true;
    const QByteArray body = reply.body.startsWith("\xef\xbb\xbf") ? reply.body.mid(3) : reply.body;
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString whole = utf8(body);
    QJsonParseError parse;
    QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    const auto streamed = document.isObject() ? std::nullopt : wholeOfStream(body);
    if (streamed)
        document = QJsonDocument(streamed->json);
    outcome.streamed = streamed.has_value();
    const QString type = withoutSecrets(
        QString::fromLatin1(reply.header("Content-Type")).section(QLatin1Char(';'), 0, 0).trimmed(), key);
    if (utf8.hasError() || whole.isEmpty()) {
        broken(whole.isEmpty() ? "empty_body" : "invalid_utf8",
               Message(whole.isEmpty() ? "chat.empty" : "chat.not_utf8").arg(provider.name));
    } else if (streamed && !streamed->ended) {
        broken("broken_stream", Message("chat.broken_stream").arg(provider.name));
    } else if (!document.isObject()) {
        if (!type.isEmpty() && !type.contains(Key("json")))
            broken("wrong_content_type", Message("chat.wrong_type").arg(provider.name).arg(type.left(60)));
        else
            broken("broken_json", Message("chat.broken_json").arg(provider.name).arg(parse.errorString()));
    } else {
        const QJsonObject json = document.object();
        readUsage(outcome, json);
        outcome.model = withoutSecrets(json.value(Key("model")).toString(), key);
        const QJsonArray choices = json.value(Key("choices")).toArray();
        if (json.contains(Key("error")) && choices.isEmpty()) { // gateways that answer 200 whatever happened
            const Complaint complaint = complaintOf(document.toJson(QJsonDocument::Compact), key);
            const int status = complaint.code.toInt();
            outcome.httpStatus = status >= 400 && status < 600 ? status : 500;
            classifyStatus(outcome, provider, complaint);
            outcome.httpStatus = reply.status;
            outcome.mayBeBilled = outcome.mayBeBilled || outcome.usage.reported;
        } else if (choices.isEmpty()) {
            broken("empty_choices", Message("chat.no_choice").arg(provider.name));
        } else if (!choices[0].toObject().value(Key("message")).isObject()) {
            broken("no_message", Message("chat.no_message").arg(provider.name));
        } else {
            outcome.kind = ChatKind::Answered;
            readChoice(outcome, provider, request, choices[0].toObject(), key);
        }
    }
    outcome.sentence = withoutSecrets(outcome.sentence, key);
    return outcome;
}

ChatOutcome chatFailure(const Provider& provider, const HttpFailure& failure, const QString& key)
{
    ChatOutcome outcome;
    ChatKind kind = ChatKind::Transport;
    if (failure.kind == HttpFailureKind::Cancelled)
        kind = ChatKind::Cancelled;
    else if (failure.kind == HttpFailureKind::TimeoutIdle || failure.kind == HttpFailureKind::TimeoutTotal)
        kind = ChatKind::Timeout;
    set(outcome, kind, httpFailureName(failure.kind),
        withoutSecrets(Message("chain.of_provider").arg(provider.name).arg(failure.sentence), key));
    outcome.took = failure.took;
    switch (failure.kind) {
    case HttpFailureKind::Dns:
    case HttpFailureKind::Refused:
    case HttpFailureKind::Proxy:
        outcome.retryHere = true;
        break;
    case HttpFailureKind::TimeoutIdle:
    case HttpFailureKind::TimeoutTotal:
    case HttpFailureKind::Reset:
    case HttpFailureKind::Truncated:
        outcome.retryHere = true;
        outcome.mayBeBilled = true;
        break;
    case HttpFailureKind::TooLarge:
    case HttpFailureKind::Protocol:
    case HttpFailureKind::Cancelled:
        outcome.mayBeBilled = true;
        break;
    case HttpFailureKind::BadRequest:
    case HttpFailureKind::Tls:
    case HttpFailureKind::Redirect:
        break;
    }
    return outcome;
}

std::optional<ChatManner> gentlerManner(const ChatManner& used, const ChatRequest& request, const HttpReply& reply)
{
    ChatManner next = used;
    if (reply.status >= 200 && reply.status < 300)
        return std::nullopt;
    const Complaint complaint = complaintOf(reply.body, {});
    const QString words = complaint.words();
    const bool aboutRequest = reply.status == 400 || reply.status == 404 || reply.status == 415 || reply.status == 422;
    // llama.cpp and gateways before it call an unknown format a failure of their own.
    const bool serverTrouble = reply.status == 500 || reply.status == 501;
    if (!aboutRequest && !serverTrouble)
        return std::nullopt;
    if (aboutRequest && !used.newTokenField && speaksOf(words, {"max_completion_tokens"})) {
        next.newTokenField = true;
        return next;
    }
    if (aboutRequest && used.newTokenField && speaksOf(words, {"max_completion_tokens"}) &&
        !words.contains("'max_tokens' is not supported"_L1)) {
        next.newTokenField = false;
        return next;
    }
    if (aboutRequest && request.temperature && !used.withoutTemperature && speaksOf(words, {"temperature"})) {
        next.withoutTemperature = true;
        return next;
    }
    if (aboutRequest && request.seed && !used.withoutSeed &&
        (complaint.param == Key("seed") || speaksOf(words, {"'seed'", "\"seed\"", "argument supplied: seed"}))) {
        next.withoutSeed = true;
        return next;
    }
    const bool aboutRoles =
        request.messages.size() > 1 &&
        speaksOf(words, {"system", "developer instruction", "roles must alternate", "only user and assistant roles"}) &&
        speaksOf(words, {"role", "message", "prompt", "instruction"}) &&
        speaksOf(words, {"not support", "unsupported", "not enabled", "not allowed", "not permitted", "must alternate",
                         "only user and assistant"});
    if (aboutRoles && !used.systemAsUser) {
        next.systemAsUser = true;
        return next;
    }
    const bool aboutFormat = speaksOf(words, {"response_format", "json_schema", "json_object", "json schema",
                                              "structured output", "json mode", "guided_", "grammar"});
    if (!aboutFormat || request.schema.isEmpty() || used.mode == ChatMode::PlainText)
        return std::nullopt;
    next.mode = used.mode == ChatMode::StrictSchema ? ChatMode::JsonObject : ChatMode::PlainText;
    return next;
}

} // namespace factoid
