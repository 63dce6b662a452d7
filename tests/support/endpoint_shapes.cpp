#include "tests/support/endpoint_shapes.h"

#include "core/base/literals.h"

#include "tests/support/chat_api_check.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <functional>

namespace factoid::test {

namespace {

constexpr qint64 kEnoughToThink = 4'000; // what "thinks-long" needs before it says anything

FaultPlan planOf(const QByteArray& body, int status = 200)
{
    FaultPlan plan;
    plan.status = status;
    plan.body = body;
    return plan;
}

FaultPlan refused(int status, const QString& message, const QString& param = {})
{
    return planOf(QJsonDocument(ApiFault{status, message, u"invalid_request_error"_s, param, {}}.toJson())
                      .toJson(QJsonDocument::Compact),
                  status);
}

QJsonObject message(const QJsonValue& content, const char* thoughtKey = nullptr, const QString& thoughts = {})
{
    QJsonObject json{{"role", "assistant"}, {"content", content}};
    if (thoughtKey)
        json.insert(QLatin1String(thoughtKey), thoughts);
    return json;
}

FaultPlan spoken(const QJsonObject& request, const QJsonValue& content)
{
    return planOf(completion(request, message(content), u"stop"_s));
}

// The same answer with another report of what it took.
FaultPlan reported(const QJsonObject& request, const QString& said, const QJsonValue& prompt,
                   const QJsonValue& completionTokens, const QJsonObject& more = {})
{
    QJsonObject json = QJsonDocument::fromJson(completion(request, message(said), u"stop"_s)).object();
    QJsonObject usage = more;
    usage.insert("prompt_tokens", prompt);
    usage.insert("completion_tokens", completionTokens);
    json.insert("usage", usage);
    return planOf(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

qint64 allowed(const QJsonObject& request)
{
    return request.value(request.contains("max_tokens") ? u"max_tokens"_s : u"max_completion_tokens"_s).toInteger();
}

bool hasSystem(const QJsonObject& request)
{
    const QJsonArray messages = request.value("messages").toArray();
    return std::ranges::any_of(messages, [](const QJsonValue& each) { return each["role"].toString() == "system"_L1; });
}

FaultPlan streamed(const QString& said, const char* field, bool whole)
{
    constexpr qsizetype kPiece = 17;
    FaultPlan plan;
    plan.type = "text/event-stream; charset=utf-8";
    const auto event = [](const QJsonObject& json) {
        return "data: " + QJsonDocument(json).toJson(QJsonDocument::Compact) + "\n\n";
    };
    const auto piece = [](const QJsonObject& delta, const QJsonValue& finish) {
        return QJsonObject{
            {"object", "chat.completion.chunk"},
            {"model", "little-model-2026-01-01"},
            {"choices", QJsonArray{QJsonObject{{"index", 0}, {"delta", delta}, {"finish_reason", finish}}}}};
    };
    plan.body = ": a comment\n\n" + event(piece({{"role", "assistant"}}, {}));
    for (qsizetype at = 0; at < said.size(); at += kPiece)
        plan.body += event(piece({{QLatin1String(field), said.mid(at, kPiece)}}, {}));
    if (!whole)
        return plan;
    plan.body +=
        event(piece({}, "stop")) +
        event({{"choices", QJsonArray()}, {"usage", QJsonObject{{"prompt_tokens", 90}, {"completion_tokens", 20}}}}) +
        "data: [DONE]\n\n";
    return plan;
}

// A model that thinks first and needs room for it.
FaultPlan thinking(const QJsonObject& request, const QString& said, qint64 needs)
{
    const qint64 may = allowed(request);
    QJsonObject json = QJsonDocument::fromJson(completion(request, message(may < needs ? QString() : said),
                                                          may < needs ? u"length"_s : u"stop"_s))
                           .object();
    const qint64 used = std::min(may, needs);
    json.insert("usage", QJsonObject{{"prompt_tokens", 90},
                                     {"completion_tokens", used},
                                     {"completion_tokens_details", QJsonObject{{"reasoning_tokens", used}}}});
    return planOf(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::optional<FaultPlan> refusalOfRoles(const QString& fault, const QJsonObject& request)
{
    if (fault == "no-system"_L1 && hasSystem(request))
        return refused(400, u"System role not supported"_s);
    if (fault == "no-system-500"_L1 && hasSystem(request))
        return refused(500, u"Jinja Exception: System role not supported"_s);
    if (fault == "alternate"_L1 && hasSystem(request))
        return refused(422, u"Conversation roles must alternate user/assistant/user/assistant/..."_s);
    if (fault != "o1-mini"_L1)
        return std::nullopt;
    if (hasSystem(request))
        return refused(400, u"Unsupported value: 'messages[0].role' does not support 'system' with this model."_s,
                       u"messages[0].role"_s);
    if (request.contains("max_tokens"))
        return refused(
            400,
            u"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."_s,
            u"max_tokens"_s);
    if (request.contains("temperature"))
        return refused(
            400,
            u"Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported."_s,
            u"temperature"_s);
    if (request.contains("response_format"))
        return refused(400, u"Invalid parameter: 'response_format' is not supported with this model."_s,
                       u"response_format"_s);
    return std::nullopt;
}

using Shape = std::function<FaultPlan(const QJsonObject& request, const QString& key, const QString& said)>;

Shape says(const char* before, const char* after)
{
    return [before, after](const QJsonObject& request, const QString&, const QString& said) {
        return spoken(request, QString::fromUtf8(before) + said + QString::fromUtf8(after));
    };
}

Shape counts(const QJsonValue& prompt, const QJsonValue& completionTokens, const QJsonObject& more = {})
{
    return [=](const QJsonObject& request, const QString&, const QString& said) {
        return reported(request, said, prompt, completionTokens, more);
    };
}

Shape interim(const QByteArray& heads, const QByteArray& status = {})
{
    return [heads, status](const QJsonObject& request, const QString&, const QString& said) {
        FaultPlan plan =
            status.isEmpty() ? spoken(request, said) : refused(status.toInt(), u"Rate limit reached for requests"_s);
        plan.interim = heads;
        return plan;
    };
}

const QByteArray kHints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

const std::vector<std::pair<QString, Shape>>& shapes()
{
    static const std::vector<std::pair<QString, Shape>> table{
        {"think", says("<think>\nOkay. {f1.name} it is, or {\"a\":1}? \"Hm.\n</think>\n\n", "")},
        {"think-tail", says("Okay, {f1.name} it is.\n</think>\n", "")},
        {"think-draft",
         [](const QJsonObject& request, const QString&, const QString& said) {
             return spoken(request,
                           u"<think>A first try: %1 … no.</think>\n%2"_s.arg(said.left(said.size() / 2), said));
         }},
        {"fence-bare", says("```\n", "\n```")},
        {"fence-words", says("Here is the JSON:\n```json\n", "\n```\nI used {f1.name} as asked. Let me know!")},
        {"words-after", says("", "\n\nI hope that {this} helps.")},
        {"byte-order-mark", says("\xef\xbb\xbf", "")},
        {"text-of-json",
         [](const QJsonObject& request, const QString&, const QString& said) {
             const QByteArray list = QJsonDocument(QJsonArray{said}).toJson(QJsonDocument::Compact);
             return spoken(request, QString::fromUtf8(list.mid(1, list.size() - 2)));
         }},
        {"reasoning-content",
         [](const QJsonObject& request, const QString&, const QString& said) {
             return planOf(completion(request, message({}, "reasoning_content", said), u"stop"_s));
         }},
        {"reasoning-field",
         [](const QJsonObject& request, const QString&, const QString& said) {
             return planOf(completion(request, message("", "reasoning", u"So: "_s + said), u"stop"_s));
         }},
        {"only-thoughts",
         [](const QJsonObject& request, const QString&, const QString&) {
             return planOf(completion(request, message({}, "reasoning_content", u"I wonder."_s), u"stop"_s));
         }},
        {"other-json", [](const QJsonObject& request, const QString&,
                          const QString&) { return spoken(request, u"{\"answer\": 42}"_s); }},
        {"stream",
         [](const QJsonObject&, const QString&, const QString& said) { return streamed(said, "content", true); }},
        {"stream-thoughts", [](const QJsonObject&, const QString&,
                               const QString& said) { return streamed(said, "reasoning_content", true); }},
        {"stream-cut",
         [](const QJsonObject&, const QString&, const QString& said) { return streamed(said, "content", false); }},
        {"stream-error",
         [](const QJsonObject&, const QString&, const QString&) {
             FaultPlan plan = planOf("data: {\"error\":{\"message\":\"upstream is busy\",\"code\":429}}\n\n");
             plan.type = "text/event-stream";
             return plan;
         }},
        {"thinks-long", [](const QJsonObject& request, const QString&,
                           const QString& said) { return thinking(request, said, kEnoughToThink); }},
        {"thinks-for-ever", [](const QJsonObject& request, const QString&,
                               const QString& said) { return thinking(request, said, 1'000'000); }},
        {"thinks-aloud-for-ever",
         [](const QJsonObject& request, const QString&, const QString&) {
             return planOf(completion(request, message("<think>I could say that"), u"length"_s));
         }},
        {"usage-negative", counts(-900, -200)},
        {"usage-half-negative", counts(900, -1)},
        {"usage-zero", counts(0, 0)},
        {"usage-no-answer", counts(90, 0)},
        {"usage-fraction", counts(90.5, 20.25)},
        {"usage-huge", counts(1e30, 1e30)},
        {"usage-long", counts(9e15, 9e15)},
        {"usage-many-times", counts(90, 999'999)},
        {"usage-prompt-many-times", counts(999'999, 20)},
        {"usage-text", counts("900", "200")},
        {"usage-null", counts({}, {})},
        {"usage-thoughts-apart", counts(90, 20, {{"total_tokens", 190}})},
        {"early-hints", interim(kHints)},
        {"many-interim", interim("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + kHints +
                                 "HTTP/1.1 199 Soon\r\nX-A: 1\r\n\r\n")},
        {"early-hints-429", interim(kHints, "429")},
        {"401-shapes",
         [](const QJsonObject&, const QString& key, const QString&) {
             return refused(401, u"Incorrect API key: %1"_s.arg(shapesOfKey(key).join(u" | "_s)));
         }},
        {"echo-shapes",
         [](const QJsonObject& request, const QString& key, const QString& said) {
             return spoken(request, shapesOfKey(key).join(u" | "_s) + QLatin1Char(' ') + said);
         }},
        {"escape-bytes",
         [](const QJsonObject&, const QString&, const QString&) {
             return refused(400, QString::fromUtf8("bad \x1b[31m red \x1b]0;title\x07 \xc2\x9b"
                                                   "2J \xc2\x9d"
                                                   "8;; \xe2\x80\xae end"));
         }},
    };
    return table;
}

} // namespace

const QStringList& shapeFaults()
{
    static const QStringList names = [] {
        QStringList list{"no-system", "no-system-500", "alternate", "o1-mini"};
        for (const auto& [name, shape] : shapes())
            list << name;
        return list;
    }();
    return names;
}

QStringList shapesOfKey(const QString& key)
{
    QString reversed = key;
    std::ranges::reverse(reversed);
    QStringList spaced, codes, hexCodes;
    for (const QChar c : key) {
        spaced << c;
        codes << QString::number(c.unicode());
        hexCodes << u"0x%1"_s.arg(static_cast<uint>(c.unicode()), 2, 16, QLatin1Char('0'));
    }
    const QByteArray bytes = key.toUtf8();
    QString escaped;
    for (const QChar c : key)
        escaped += u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QLatin1Char('0'));
    const QByteArray lines = QByteArray("user:" + bytes).toBase64();
    return {key,
            reversed,
            key.toUpper(),
            key.toLower(),
            QString::fromLatin1(bytes.toHex()),
            QString::fromLatin1(bytes.toHex(' ').toUpper()),
            QString::fromLatin1(bytes.toHex(':')),
            QString::fromLatin1(bytes.toBase64()),
            QString::fromLatin1(QByteArray("user:" + bytes).toBase64()),
            QString::fromLatin1(QByteArray("a:" + bytes).toBase64(QByteArray::Base64UrlEncoding)),
            QString::fromLatin1(QByteArray(":" + bytes).toBase64()),
            QString::fromLatin1(lines.left(20) + '\n' + lines.mid(20)),
            spaced.join(QLatin1Char(' ')),
            spaced.join(QLatin1Char('-')),
            key.right(20),
            key.left(20),
            key.left(key.size() / 2) + QLatin1Char('\n') + key.mid(key.size() / 2),
            key.right(12),
            codes.join(u", "_s),
            hexCodes.join(u", "_s),
            escaped,
            QString::fromLatin1(bytes.toPercentEncoding()),
            QString(key).replace(QLatin1Char('/'), "\\/"_L1),
            reversed.toUpper()};
}

std::optional<FaultPlan> shapedPlan(const QString& fault, const QJsonObject& request, const QString& key,
                                    const QString& said)
{
    if (auto plan = refusalOfRoles(fault, request))
        return plan;
    const auto& table = shapes();
    const auto shape = std::ranges::find(table, fault, &std::pair<QString, Shape>::first);
    if (shape != table.end())
        return shape->second(request, key, said);
    return shapeFaults().contains(fault) ? std::optional(spoken(request, said)) : std::nullopt;
}

} // namespace factoid::test
