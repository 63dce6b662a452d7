#include "tests/support/chat_api_check.h"
#include "tests/support/endpoint_connection.h"
#include "tests/support/endpoint_shapes.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <zlib.h>

namespace factoid::test {

namespace {

using Manner = FaultPlan::Manner;

constexpr int kCharactersPerToken = 4;

QByteArray compact(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray gzip(const QByteArray& bytes)
{
    z_stream stream{};
    constexpr int kGzip = 16;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzip, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

FaultPlan problem(int status, const QString& message, const QString& code = {}, const QString& type = QStringLiteral("invalid_request_error"), const QString& param = {})
{
    FaultPlan plan;
    plan.status = status;
    plan.body = compact(ApiFault{status, message, type, param, code}.toJson());
    return plan;
}

FaultPlan with(FaultPlan plan, const QByteArray& name, const QByteArray& value)
{
    plan.headers.emplace_back(name, value);
    return plan;
}

QJsonObject says(const QString& text)
{
    return {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), text}, {QStringLiteral("refusal"), QJsonValue()}};
}

FaultPlan spoken(const QJsonObject& request, const QJsonObject& message, const QString& finish = QStringLiteral("stop"))
{
    FaultPlan plan;
    plan.body = completion(request, message, finish);
    return plan;
}

FaultPlan managed(FaultPlan plan, Manner manner)
{
    plan.manner = manner;
    return plan;
}

QJsonObject edited(const QByteArray& body, const std::function<void(QJsonObject&)>& edit)
{
    QJsonObject json = QJsonDocument::fromJson(body).object();
    edit(json);
    return json;
}

FaultPlan statusPlan(int status, const QString& key)
{
    switch (status) {
    case 400: return problem(400, QStringLiteral("We could not parse the JSON body of your request."));
    // The makers' own message shows the key, or parts of it.
    case 401: return problem(401, QStringLiteral("Incorrect API key provided: %1. You can find your API key in your account.").arg(key), QStringLiteral("invalid_api_key"));
    case 402: return problem(402, QStringLiteral("Insufficient Balance"));
    case 403: return problem(403, QStringLiteral("Country, region, or territory not supported"), QStringLiteral("unsupported_country_region_territory"));
    case 404: return problem(404, QStringLiteral("The model does not exist or you do not have access to it."), QStringLiteral("model_not_found"));
    case 408: return problem(408, QStringLiteral("Request timed out"));
    case 409: return problem(409, QStringLiteral("The resource was updated by another request"));
    case 413: return problem(413, QStringLiteral("Request too large"));
    case 422: return problem(422, QStringLiteral("Unprocessable entity"));
    case 429: return problem(429, QStringLiteral("Rate limit reached for requests"), QStringLiteral("rate_limit_exceeded"), QStringLiteral("requests"));
    case 500: return problem(500, QStringLiteral("The server had an error while processing your request (Authorization: Bearer %1)").arg(key), {}, QStringLiteral("server_error"));
    default: break;
    }
    FaultPlan plan;
    plan.status = status;
    plan.type = "text/html";
    plan.body = "<html><head><title>" + QByteArray::number(status) + "</title></head><body><h1>Bad Gateway</h1></body></html>";
    return plan;
}

std::optional<FaultPlan> refusalOfFields(const QString& fault, const QJsonObject& request)
{
    const QString format = request.value(QStringLiteral("response_format")).toObject().value(QStringLiteral("type")).toString();
    if (fault == QLatin1String("no-schema") && format == QLatin1String("json_schema"))
        return problem(400, QStringLiteral("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."), {}, QStringLiteral("invalid_request_error"), QStringLiteral("response_format"));
    if (fault == QLatin1String("no-format") && !format.isEmpty())
        return problem(422, QStringLiteral("Extra inputs are not permitted: response_format"));
    if (fault == QLatin1String("no-format-404") && !format.isEmpty())
        return problem(404, QStringLiteral("No endpoints found that support response_format"));
    if (fault == QLatin1String("llama") && format == QLatin1String("json_schema"))
        return problem(500, QStringLiteral("response_format type must be one of \"text\" or \"json_object\", but got: json_schema"), QStringLiteral("500"), QStringLiteral("server_error"));
    if (fault == QLatin1String("new-tokens") && request.contains(QStringLiteral("max_tokens")))
        return problem(400, QStringLiteral("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."), QStringLiteral("unsupported_parameter"), QStringLiteral("invalid_request_error"), QStringLiteral("max_tokens"));
    if (fault == QLatin1String("new-tokens") && request.contains(QStringLiteral("temperature")))
        return problem(400, QStringLiteral("Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported."), QStringLiteral("unsupported_value"), QStringLiteral("invalid_request_error"), QStringLiteral("temperature"));
    return std::nullopt;
}

} // namespace

QByteArray completion(const QJsonObject& request, const QJsonObject& message, const QString& finish, bool withUsage)
{
    const qint64 asked = compact(request).size() / kCharactersPerToken;
    const qint64 told = compact(message).size() / kCharactersPerToken;
    QJsonObject json{
        {QStringLiteral("id"), QStringLiteral("chatcmpl-1")},
        {QStringLiteral("object"), QStringLiteral("chat.completion")},
        {QStringLiteral("created"), 1'764'000'000},
        {QStringLiteral("model"), request.value(QStringLiteral("model")).toString() + QStringLiteral("-2026-01-01")},
        {QStringLiteral("choices"), QJsonArray{QJsonObject{{QStringLiteral("index"), 0}, {QStringLiteral("message"), message}, {QStringLiteral("logprobs"), QJsonValue()}, {QStringLiteral("finish_reason"), finish}}}},
        {QStringLiteral("system_fingerprint"), QStringLiteral("fp_1")},
    };
    if (withUsage) {
        json.insert(QStringLiteral("usage"), QJsonObject{{QStringLiteral("prompt_tokens"), asked}, {QStringLiteral("completion_tokens"), told}, {QStringLiteral("total_tokens"), asked + told},
                                                         {QStringLiteral("prompt_tokens_details"), QJsonObject{{QStringLiteral("cached_tokens"), 0}}}});
    }
    return compact(json);
}

const QStringList& ModelEndpoint::faults()
{
    static const QStringList list = QStringList{
        "ok", "400", "401", "402", "403", "404", "408", "409", "413", "422", "429", "500", "502", "503", "504", "429-after", "429-hours", "429-date", "429-undated", "429-ms", "429-quota", "503-after",
        "context-length", "content-filter", "slow-headers", "slow-body", "stall-headers", "stall", "drip", "reset", "reset-body", "truncated", "truncated-chunks",
        "truncated-json", "wrong-type", "garbage", "prose", "prose-unless-told", "refusal", "refusal-part", "filtered", "length", "empty-choices", "no-message", "no-content", "null-content",
        "extra-fields", "invalid-utf8", "half-character", "gzip", "gzip-broken", "gzip-bomb", "chunked", "huge", "huge-chunked", "redirect", "empty", "error-200",
        "parts", "fence", "thinking", "echo-key", "no-usage", "no-schema", "no-format", "no-format-404", "llama", "new-tokens",
    } + shapeFaults();
    return list;
}

FaultPlan planFor(const QString& fault, const SeenRequest& seen, const QString& key, const QString& said)
{
    const QJsonObject& request = seen.json;
    const auto is = [&](const char* name) { return fault == QLatin1String(name); };
    bool isStatus = false;
    if (const int status = fault.toInt(&isStatus); isStatus)
        return statusPlan(status, key);
    if (auto refused = refusalOfFields(fault, request))
        return *refused;
    if (auto shaped = shapedPlan(fault, request, key, said))
        return *shaped;
    const FaultPlan fine = spoken(request, says(said));
    if (is("429-after")) return with(statusPlan(429, key), "Retry-After", "2");
    if (is("429-hours")) return with(statusPlan(429, key), "Retry-After", "7200");
    if (is("429-ms")) return with(with(statusPlan(429, key), "Retry-After", "1"), "retry-after-ms", "350");
    if (is("429-date")) return with(with(statusPlan(429, key), "Date", "Tue, 24 Nov 2026 11:59:30 GMT"), "Retry-After", "Tue, 24 Nov 2026 12:00:00 GMT");
    if (is("429-undated")) return with(statusPlan(429, key), "Retry-After", QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(30), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1());
    if (is("429-quota")) return problem(429, QStringLiteral("You exceeded your current quota, please check your plan and billing details."), QStringLiteral("insufficient_quota"), QStringLiteral("insufficient_quota"));
    if (is("503-after")) return with(statusPlan(503, key), "Retry-After", "5");
    if (is("context-length")) return problem(400, QStringLiteral("This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens."), QStringLiteral("context_length_exceeded"), QStringLiteral("invalid_request_error"), QStringLiteral("messages"));
    if (is("content-filter")) return problem(400, QStringLiteral("The response was filtered due to the prompt triggering the content management policy."), QStringLiteral("content_filter"), {}, QStringLiteral("prompt"));
    if (is("slow-headers")) return managed(fine, Manner::SlowHeaders);
    if (is("slow-body")) return managed(fine, Manner::SlowBody);
    if (is("stall-headers")) return managed(fine, Manner::StallHeaders);
    if (is("stall")) return managed(fine, Manner::StallBody);
    if (is("drip")) return managed(fine, Manner::Drip);
    if (is("reset")) return managed(fine, Manner::Reset);
    if (is("reset-body")) return managed(fine, Manner::ResetBody);
    if (is("truncated")) return managed(fine, Manner::Truncated);
    if (is("truncated-chunks")) return managed(fine, Manner::TruncatedChunks);
    if (is("chunked")) return managed(fine, Manner::Chunked);
    if (is("huge")) return managed(fine, Manner::Huge);
    if (is("huge-chunked")) return managed(fine, Manner::HugeChunked);
    if (is("garbage")) return managed(fine, Manner::Garbage);
    FaultPlan plan = fine;
    if (is("truncated-json")) {
        plan.body.truncate(plan.body.size() * 2 / 3);
    } else if (is("wrong-type")) {
        plan.type = "text/html; charset=utf-8";
        plan.body = "<!doctype html><html><body>Welcome to your new router</body></html>";
    } else if (is("prose") || (is("prose-unless-told") && !seen.body.contains("JSON Schema"))) {
        plan = spoken(request, says(QStringLiteral("Certainly! Here is what I think about councils.")));
    } else if (is("refusal")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), QJsonValue()}, {QStringLiteral("refusal"), QStringLiteral("I'm sorry, I can't help with that.")}});
    } else if (is("refusal-part")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("refusal")}, {QStringLiteral("refusal"), QStringLiteral("No.")}}}}});
    } else if (is("filtered")) {
        plan = spoken(request, says({}), QStringLiteral("content_filter"));
    } else if (is("length")) {
        plan = spoken(request, says(said.left(said.size() / 2)), QStringLiteral("length"));
    } else if (is("empty-choices")) {
        plan.body = compact(edited(plan.body, [](QJsonObject& json) { json.insert(QStringLiteral("choices"), QJsonArray()); }));
    } else if (is("no-message")) {
        plan.body = compact(edited(plan.body, [](QJsonObject& json) { json.insert(QStringLiteral("choices"), QJsonArray{QJsonObject{{QStringLiteral("index"), 0}}}); }));
    } else if (is("no-content")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}});
    } else if (is("null-content")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), QJsonValue()}});
    } else if (is("extra-fields")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), said}, {QStringLiteral("annotations"), QJsonArray()}, {QStringLiteral("reasoning_content"), QStringLiteral("hm")}});
        plan.body = compact(edited(plan.body, [](QJsonObject& json) { json.insert(QStringLiteral("x_vendor"), QJsonObject{{QStringLiteral("nested"), QJsonArray{1, 2, 3}}}); }));
    } else if (is("invalid-utf8")) {
        plan.body.replace("\"content\":\"", "\"content\":\"\xff\xfe\xc3");
    } else if (is("half-character")) {
        plan.body.replace("\"content\":\"", "\"content\":\"\\ud83d ");
    } else if (is("gzip") || is("gzip-broken")) {
        plan = with(plan, "Content-Encoding", "gzip");
        plan.body = gzip(plan.body);
        if (is("gzip-broken"))
            plan.body.replace(plan.body.size() / 2, plan.body.size() / 4, QByteArray(plan.body.size() / 4, '\x5a'));
    } else if (is("gzip-bomb")) {
        constexpr qsizetype kUnpacked = 64 << 20;
        plan = with(plan, "Content-Encoding", "gzip");
        plan.body = gzip(QByteArray(kUnpacked, ' '));
    } else if (is("redirect")) {
        plan = with(plan, "Location", "http://127.0.0.1:9/elsewhere?token=secret");
        plan.status = 307;
    } else if (is("empty")) {
        plan.body.clear();
    } else if (is("error-200")) {
        plan.body = compact(ApiFault{429, QStringLiteral("upstream is busy"), QStringLiteral("upstream"), {}, QStringLiteral("429")}.toJson());
    } else if (is("parts")) {
        plan = spoken(request, {{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("text"), said}}}}});
    } else if (is("fence")) {
        plan = spoken(request, says(QStringLiteral("Here you are:\n```json\n%1\n```").arg(said)));
    } else if (is("thinking")) {
        plan = spoken(request, says(QStringLiteral("<think>The user wants {json}. Let me see: {\"a\":</think>\n%1").arg(said)));
    } else if (is("echo-key")) {
        plan = spoken(request, says(QStringLiteral("%1 %2 %3").arg(key, QString::fromLatin1(key.toLatin1().toBase64()), said)));
    } else if (is("no-usage")) {
        plan.body = completion(request, says(said), QStringLiteral("stop"), false);
    }
    return plan;
}

} // namespace factoid::test
