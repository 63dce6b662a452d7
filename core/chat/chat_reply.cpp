#include "core/chat/chat_reply.h"

#include "core/chat/redact.h"
#include "core/net/retry_policy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace factoid {

namespace {

using Key = QLatin1String;

constexpr qsizetype kLongestQuote = 300; // of a server's own words
constexpr qsizetype kMostRead = 64 << 10;    // of a body that is no JSON
constexpr int kMostObjectsTried = 64;
constexpr qint64 kMostTokens = 1'000'000'000; // a report of more is nonsense, and would be money

// What a server says of its own failure, in whichever of the usual shapes.
struct Complaint {
    QString message, code, type, param;
    // All of it in lower case, to look for words in.
    [[nodiscard]] QString words() const { return (message + QLatin1Char(' ') + code + QLatin1Char(' ') + type + QLatin1Char(' ') + param).toLower(); }
};

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray() || value.isObject())
        return QString::fromUtf8((value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject())).toJson(QJsonDocument::Compact));
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
    root = document.isArray() ? document.array().at(0) : QJsonValue(document.object()); // Google wraps its own in a list
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

ChatOutcome& set(ChatOutcome& outcome, ChatKind kind, const QString& cause, const QString& sentence)
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
    const QString cause = QStringLiteral("http_%1").arg(status);
    const auto says = [&](const char* what) {
        const QString quote = quoted(complaint.message, {});
        return QStringLiteral("%1 %2 (%3)%4").arg(provider.name, QString::fromUtf8(what)).arg(status).arg(quote.isEmpty() ? QString() : QStringLiteral(": ") + quote);
    };
    if ((status == 400 || status == 403 || status == 422) && speaksOf(words, {"content_filter", "content_policy", "contentfilter", "responsibleaipolicy", "moderation"})) {
        set(outcome, ChatKind::Refusal, QStringLiteral("content_filter"), says("has a filter that would not let it through"));
    } else if (status == 413 || ((status == 400 || status == 422) && speaksOf(words, {"context_length", "context length", "context size", "maximum context", "too many tokens", "string_above_max_length"}))) {
        set(outcome, ChatKind::Content, status == 413 ? cause : QStringLiteral("context_length"), says("takes no request of this length"));
        outcome.shrinkPrompt = true;
    } else if (status == 401 || status == 403 || status == 407) {
        set(outcome, ChatKind::Auth, cause, says("does not accept the key"));
    } else if (status == 402 || (status == 429 && speaksOf(words, {"insufficient_quota", "billing", "exceeded your current quota", "credit"}))) {
        set(outcome, ChatKind::Quota, status == 402 ? cause : QStringLiteral("insufficient_quota"), says("says that the account is spent"));
    } else if (status == 429) {
        set(outcome, ChatKind::Rate, cause, says("asks for fewer requests"));
        outcome.retryHere = true;
    } else if (status == 408 || status == 504) {
        set(outcome, ChatKind::Timeout, cause, says("took too long by its own measure"));
        outcome.retryHere = true;
    } else if (status >= 500 || status == 409 || status == 425) {
        set(outcome, ChatKind::Transport, cause, says("is in trouble"));
        outcome.retryHere = true;
    } else if (status == 404 || status == 405 || status == 410) {
        set(outcome, ChatKind::Transport, cause, says("has no such address or model"));
    } else {
        set(outcome, ChatKind::Content, cause, says("does not accept the request"));
    }
    // A model that was at work when the server gave up may be on the bill.
    outcome.mayBeBilled = status == 408 || status >= 500;
}

std::optional<std::chrono::milliseconds> askedWait(const HttpReply& reply, const QDateTime& now)
{
    const QByteArray fine = reply.header("retry-after-ms").trimmed(); // Azure and OpenAI say it to the millisecond
    bool isNumber = false;
    if (const qint64 ms = fine.toLongLong(&isNumber); isNumber && ms >= 0)
        return std::chrono::milliseconds(ms);
    // By the server's own clock, where it tells it: ours may be wrong, or rehearse another day.
    const QDateTime theirs = parseHttpDate(reply.header("Date"));
    return parseRetryAfter(reply.header("Retry-After"), theirs.isValid() ? theirs : now);
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
        else if (part[QStringLiteral("text")].isString())
            text += part[QStringLiteral("text")].toString();
    }
    return text;
}

QString refusalOf(const QJsonObject& message)
{
    if (const QString refusal = message.value(Key("refusal")).toString(); !refusal.isEmpty())
        return refusal;
    for (const QJsonValue& part : message.value(Key("content")).toArray()) {
        if (const QString refusal = part[QStringLiteral("refusal")].toString(); !refusal.isEmpty())
            return refusal;
    }
    return {};
}

void readUsage(ChatOutcome& outcome, const QJsonObject& json)
{
    const QJsonObject usage = json.value(Key("usage")).toObject();
    const auto count = [&](const QJsonValue& value) { return std::clamp<qint64>(value.toInteger(), 0, kMostTokens); };
    outcome.usage.reported = usage.value(Key("prompt_tokens")).isDouble() && usage.value(Key("completion_tokens")).isDouble();
    outcome.usage.promptTokens = count(usage.value(Key("prompt_tokens")));
    outcome.usage.completionTokens = count(usage.value(Key("completion_tokens")));
    outcome.usage.cachedTokens = count(usage.value(Key("prompt_tokens_details")).toObject().value(Key("cached_tokens")));
}

void readChoice(ChatOutcome& outcome, const Provider& provider, const ChatRequest& request, const QJsonObject& choice, const QString& key)
{
    const QJsonObject message = choice.value(Key("message")).toObject();
    const QString finish = choice.value(Key("finish_reason")).toString();
    const auto content = contentOf(message.value(Key("content")));
    outcome.text = withoutKey(content.value_or(QString()), key);
    if (const QString refusal = refusalOf(message); !refusal.isEmpty()) {
        set(outcome, ChatKind::Refusal, QStringLiteral("refusal"), QStringLiteral("the model of %1 would not: %2").arg(provider.name, quoted(refusal, key)));
    } else if (finish == Key("content_filter")) {
        set(outcome, ChatKind::Refusal, QStringLiteral("content_filter"), QStringLiteral("a filter of %1 held the answer back").arg(provider.name));
    } else if (finish == Key("length")) {
        set(outcome, ChatKind::Content, QStringLiteral("length"), QStringLiteral("the answer of %1 was cut off at %2 tokens").arg(provider.name).arg(request.maxTokens));
        outcome.shrinkPrompt = true;
    } else if (!content || content->trimmed().isEmpty()) {
        set(outcome, ChatKind::Schema, QStringLiteral("no_content"), QStringLiteral("%1 sent an answer without any text").arg(provider.name));
        outcome.retryHere = true;
    } else if (!outcome.text.isValidUtf16()) {
        set(outcome, ChatKind::Content, QStringLiteral("invalid_text"), QStringLiteral("the answer of %1 holds half characters").arg(provider.name));
        outcome.retryHere = true;
    } else if (!request.schema.isEmpty()) {
        const auto json = jsonIn(outcome.text);
        outcome.json = json.value_or(QJsonObject());
        QStringList missing;
        for (const QJsonValue& name : request.schema.value(Key("required")).toArray()) {
            if (json && !json->contains(name.toString()))
                missing << name.toString();
        }
        if (!json)
            set(outcome, ChatKind::Schema, QStringLiteral("not_json"), QStringLiteral("the answer of %1 is no JSON object").arg(provider.name));
        else if (!missing.isEmpty())
            set(outcome, ChatKind::Schema, QStringLiteral("missing_keys"), QStringLiteral("the answer of %1 lacks %2").arg(provider.name, missing.join(QStringLiteral(", "))));
        outcome.retryHere = outcome.kind == ChatKind::Schema;
    }
}

} // namespace

ChatOutcome readChatReply(const Provider& provider, const ChatRequest& request, const HttpReply& reply, const QString& key, const QDateTime& now)
{
    ChatOutcome outcome;
    outcome.httpStatus = reply.status;
    outcome.took = reply.took;
    outcome.retryAfter = askedWait(reply, now);
    const auto broken = [&](const char* cause, const QString& sentence) {
        set(outcome, ChatKind::Schema, QString::fromLatin1(cause), sentence);
        outcome.retryHere = true;
    };
    if (reply.status < 200 || reply.status >= 300) {
        classifyStatus(outcome, provider, complaintOf(reply.body, key));
        outcome.sentence = withoutSecrets(outcome.sentence, key);
        return outcome;
    }
    outcome.mayBeBilled = true;
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString whole = utf8(reply.body);
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(reply.body, &parse);
    const QString type = QString::fromLatin1(reply.header("Content-Type")).section(QLatin1Char(';'), 0, 0).trimmed();
    if (utf8.hasError() || whole.isEmpty()) {
        broken(whole.isEmpty() ? "empty_body" : "invalid_utf8", whole.isEmpty() ? QStringLiteral("%1 sent an empty answer").arg(provider.name) : QStringLiteral("the answer of %1 is not UTF-8").arg(provider.name));
    } else if (!document.isObject()) {
        if (!type.isEmpty() && !type.contains(Key("json")))
            broken("wrong_content_type", QStringLiteral("%1 sent %2 in place of JSON; “base_url” may point at something else").arg(provider.name, type.left(60)));
        else
            broken("broken_json", QStringLiteral("the answer of %1 is no whole JSON object: %2").arg(provider.name, parse.errorString()));
    } else {
        const QJsonObject json = document.object();
        readUsage(outcome, json);
        outcome.model = withoutSecrets(json.value(Key("model")).toString(), key);
        const QJsonArray choices = json.value(Key("choices")).toArray();
        if (json.contains(Key("error")) && choices.isEmpty()) { // gateways that answer 200 whatever happened
            const Complaint complaint = complaintOf(reply.body, key);
            const int status = complaint.code.toInt();
            outcome.httpStatus = status >= 400 && status < 600 ? status : 500;
            classifyStatus(outcome, provider, complaint);
            outcome.httpStatus = reply.status;
        } else if (choices.isEmpty()) {
            broken("empty_choices", QStringLiteral("%1 sent an answer without a choice").arg(provider.name));
        } else if (!choices[0].toObject().value(Key("message")).isObject()) {
            broken("no_message", QStringLiteral("%1 sent a choice without a message").arg(provider.name));
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
    set(outcome, kind, httpFailureName(failure.kind), withoutSecrets(QStringLiteral("%1: %2").arg(provider.name, failure.sentence), key));
    outcome.took = failure.took;
    switch (failure.kind) {
    case HttpFailureKind::Dns:
    case HttpFailureKind::Refused:
    case HttpFailureKind::Proxy: outcome.retryHere = true; break;
    case HttpFailureKind::TimeoutIdle:
    case HttpFailureKind::TimeoutTotal:
    case HttpFailureKind::Reset:
    case HttpFailureKind::Truncated:
        outcome.retryHere = true;
        outcome.mayBeBilled = true;
        break;
    case HttpFailureKind::TooLarge:
    case HttpFailureKind::Protocol:
    case HttpFailureKind::Cancelled: outcome.mayBeBilled = true; break;
    case HttpFailureKind::BadRequest:
    case HttpFailureKind::Tls:
    case HttpFailureKind::Redirect: break;
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
    if (aboutRequest && used.newTokenField && speaksOf(words, {"max_completion_tokens"}) && !words.contains(QLatin1String("'max_tokens' is not supported"))) {
        next.newTokenField = false;
        return next;
    }
    if (aboutRequest && request.temperature && !used.withoutTemperature && speaksOf(words, {"temperature"})) {
        next.withoutTemperature = true;
        return next;
    }
    if (aboutRequest && request.seed && !used.withoutSeed && (complaint.param == Key("seed") || speaksOf(words, {"'seed'", "\"seed\"", "argument supplied: seed"}))) {
        next.withoutSeed = true;
        return next;
    }
    const bool aboutFormat = speaksOf(words, {"response_format", "json_schema", "json_object", "json schema", "structured output", "json mode", "guided_", "grammar"});
    if (!aboutFormat || request.schema.isEmpty() || used.mode == ChatMode::PlainText)
        return std::nullopt;
    next.mode = used.mode == ChatMode::StrictSchema ? ChatMode::JsonObject : ChatMode::PlainText;
    return next;
}

std::optional<QJsonObject> jsonIn(const QString& text)
{
    const QByteArray whole = text.trimmed().toUtf8();
    if (const QJsonDocument document = QJsonDocument::fromJson(whole); document.isObject())
        return document.object();
    // Words before it may hold braces of their own: the answer is what reads whole from some brace to the last one.
    const qsizetype end = whole.lastIndexOf('}');
    if (end < 0)
        return std::nullopt;
    int tried = 0;
    for (qsizetype at = whole.indexOf('{'); at >= 0 && at < end && tried < kMostObjectsTried; at = whole.indexOf('{', at + 1), ++tried) {
        const QJsonDocument document = QJsonDocument::fromJson(whole.mid(at, end + 1 - at));
        if (document.isObject())
            return document.object();
    }
    return std::nullopt;
}

} // namespace factoid
