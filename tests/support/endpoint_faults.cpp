#include "core/base/literals.h"

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
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzip, MAX_MEM_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

FaultPlan problem(int status, const QString& message, const QString& code = {},
                  const QString& type = u"invalid_request_error"_s, const QString& param = {})
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
    return {{u"role"_s, u"assistant"_s}, {u"content"_s, text}, {u"refusal"_s, QJsonValue()}};
}

FaultPlan spoken(const QJsonObject& request, const QJsonObject& message, const QString& finish = u"stop"_s)
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
    case 400:
        return problem(400, u"We could not parse the JSON body of your request."_s);
    // The makers' own message shows the key, or parts of it.
    case 401:
        return problem(401, u"Incorrect API key provided: %1. You can find your API key in your account."_s.arg(key),
                       u"invalid_api_key"_s);
    case 402:
        return problem(402, u"Insufficient Balance"_s);
    case 403:
        return problem(403, u"Country, region, or territory not supported"_s,
                       u"unsupported_country_region_territory"_s);
    case 404:
        return problem(404, u"The model does not exist or you do not have access to it."_s, u"model_not_found"_s);
    case 408:
        return problem(408, u"Request timed out"_s);
    case 409:
        return problem(409, u"The resource was updated by another request"_s);
    case 413:
        return problem(413, u"Request too large"_s);
    case 422:
        return problem(422, u"Unprocessable entity"_s);
    case 429:
        return problem(429, u"Rate limit reached for requests"_s, u"rate_limit_exceeded"_s, u"requests"_s);
    case 500:
        return problem(500,
                       u"The server had an error while processing your request (Authorization: Bearer %1)"_s.arg(key),
                       {}, u"server_error"_s);
    default:
        break;
    }
    FaultPlan plan;
    plan.status = status;
    plan.type = "text/html";
    plan.body =
        "<html><head><title>" + QByteArray::number(status) + "</title></head><body><h1>Bad Gateway</h1></body></html>";
    return plan;
}

std::optional<FaultPlan> refusalOfFields(const QString& fault, const QJsonObject& request)
{
    const QString format = request.value(u"response_format"_s).toObject().value(u"type"_s).toString();
    if (fault == "no-schema"_L1 && format == "json_schema"_L1)
        return problem(
            400, u"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."_s, {},
            u"invalid_request_error"_s, u"response_format"_s);
    if (fault == "no-format"_L1 && !format.isEmpty())
        return problem(422, u"Extra inputs are not permitted: response_format"_s);
    if (fault == "no-format-404"_L1 && !format.isEmpty())
        return problem(404, u"No endpoints found that support response_format"_s);
    if (fault == "llama"_L1 && format == "json_schema"_L1)
        return problem(500, u"response_format type must be one of \"text\" or \"json_object\", but got: json_schema"_s,
                       u"500"_s, u"server_error"_s);
    if (fault == "new-tokens"_L1 && request.contains(u"max_tokens"_s))
        return problem(
            400,
            u"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."_s,
            u"unsupported_parameter"_s, u"invalid_request_error"_s, u"max_tokens"_s);
    if (fault == "new-tokens"_L1 && request.contains(u"temperature"_s))
        return problem(
            400,
            u"Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported."_s,
            u"unsupported_value"_s, u"invalid_request_error"_s, u"temperature"_s);
    return std::nullopt;
}

} // namespace

QByteArray completion(const QJsonObject& request, const QJsonObject& message, const QString& finish, bool withUsage)
{
    const qint64 asked = compact(request).size() / kCharactersPerToken;
    const qint64 told = compact(message).size() / kCharactersPerToken;
    QJsonObject json{
        {u"id"_s, u"chatcmpl-1"_s},
        {u"object"_s, u"chat.completion"_s},
        {u"created"_s, 1'764'000'000},
        {u"model"_s, request.value(u"model"_s).toString() + u"-2026-01-01"_s},
        {u"choices"_s,
         QJsonArray{QJsonObject{
             {u"index"_s, 0}, {u"message"_s, message}, {u"logprobs"_s, QJsonValue()}, {u"finish_reason"_s, finish}}}},
        {u"system_fingerprint"_s, u"fp_1"_s},
    };
    if (withUsage) {
        json.insert(u"usage"_s, QJsonObject{{u"prompt_tokens"_s, asked},
                                            {u"completion_tokens"_s, told},
                                            {u"total_tokens"_s, asked + told},
                                            {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}}}});
    }
    return compact(json);
}

const QStringList& ModelEndpoint::faults()
{
    static const QStringList list =
        QStringList{
            "ok",
            "400",
            "401",
            "402",
            "403",
            "404",
            "408",
            "409",
            "413",
            "422",
            "429",
            "500",
            "502",
            "503",
            "504",
            "429-after",
            "429-hours",
            "429-date",
            "429-undated",
            "429-ms",
            "429-quota",
            "503-after",
            "context-length",
            "content-filter",
            "slow-headers",
            "slow-body",
            "stall-headers",
            "stall",
            "drip",
            "reset",
            "reset-body",
            "truncated",
            "truncated-chunks",
            "truncated-json",
            "wrong-type",
            "garbage",
            "prose",
            "prose-unless-told",
            "refusal",
            "refusal-part",
            "filtered",
            "length",
            "empty-choices",
            "no-message",
            "no-content",
            "null-content",
            "extra-fields",
            "invalid-utf8",
            "half-character",
            "gzip",
            "gzip-broken",
            "gzip-bomb",
            "chunked",
            "huge",
            "huge-chunked",
            "redirect",
            "empty",
            "error-200",
            "parts",
            "fence",
            "thinking",
            "echo-key",
            "no-usage",
            "no-schema",
            "no-format",
            "no-format-404",
            "llama",
            "new-tokens",
        } +
        shapeFaults();
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
    if (is("429-after"))
        return with(statusPlan(429, key), "Retry-After", "2");
    if (is("429-hours"))
        return with(statusPlan(429, key), "Retry-After", "7200");
    if (is("429-ms"))
        return with(with(statusPlan(429, key), "Retry-After", "1"), "retry-after-ms", "350");
    if (is("429-date"))
        return with(with(statusPlan(429, key), "Date", "Tue, 24 Nov 2026 11:59:30 GMT"), "Retry-After",
                    "Tue, 24 Nov 2026 12:00:00 GMT");
    if (is("429-undated"))
        return with(statusPlan(429, key), "Retry-After",
                    QLocale::c()
                        .toString(QDateTime::currentDateTimeUtc().addSecs(30), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
                        .toLatin1());
    if (is("429-quota"))
        return problem(429, u"You exceeded your current quota, please check your plan and billing details."_s,
                       u"insufficient_quota"_s, u"insufficient_quota"_s);
    if (is("503-after"))
        return with(statusPlan(503, key), "Retry-After", "5");
    if (is("context-length"))
        return problem(
            400,
            u"This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens."_s,
            u"context_length_exceeded"_s, u"invalid_request_error"_s, u"messages"_s);
    if (is("content-filter"))
        return problem(400, u"The response was filtered due to the prompt triggering the content management policy."_s,
                       u"content_filter"_s, {}, u"prompt"_s);
    if (is("slow-headers"))
        return managed(fine, Manner::SlowHeaders);
    if (is("slow-body"))
        return managed(fine, Manner::SlowBody);
    if (is("stall-headers"))
        return managed(fine, Manner::StallHeaders);
    if (is("stall"))
        return managed(fine, Manner::StallBody);
    if (is("drip"))
        return managed(fine, Manner::Drip);
    if (is("reset"))
        return managed(fine, Manner::Reset);
    if (is("reset-body"))
        return managed(fine, Manner::ResetBody);
    if (is("truncated"))
        return managed(fine, Manner::Truncated);
    if (is("truncated-chunks"))
        return managed(fine, Manner::TruncatedChunks);
    if (is("chunked"))
        return managed(fine, Manner::Chunked);
    if (is("huge"))
        return managed(fine, Manner::Huge);
    if (is("huge-chunked"))
        return managed(fine, Manner::HugeChunked);
    if (is("garbage"))
        return managed(fine, Manner::Garbage);
    FaultPlan plan = fine;
    if (is("truncated-json")) {
        plan.body.truncate(plan.body.size() * 2 / 3);
    } else if (is("wrong-type")) {
        plan.type = "text/html; charset=utf-8";
        plan.body = "<!doctype html><html><body>Welcome to your new router</body></html>";
    } else if (is("prose") || (is("prose-unless-told") && !seen.body.contains("JSON Schema"))) {
        plan = spoken(request, says(u"Certainly! Here is what I think about councils."_s));
    } else if (is("refusal")) {
        plan = spoken(request, {{u"role"_s, u"assistant"_s},
                                {u"content"_s, QJsonValue()},
                                {u"refusal"_s, u"I'm sorry, I can't help with that."_s}});
    } else if (is("refusal-part")) {
        plan = spoken(request,
                      {{u"role"_s, u"assistant"_s},
                       {u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"refusal"_s}, {u"refusal"_s, u"No."_s}}}}});
    } else if (is("filtered")) {
        plan = spoken(request, says({}), u"content_filter"_s);
    } else if (is("length")) {
        plan = spoken(request, says(said.left(said.size() / 2)), u"length"_s);
    } else if (is("empty-choices")) {
        plan.body = compact(edited(plan.body, [](QJsonObject& json) { json.insert(u"choices"_s, QJsonArray()); }));
    } else if (is("no-message")) {
        plan.body = compact(edited(plan.body, [](QJsonObject& json) {
            json.insert(u"choices"_s, QJsonArray{QJsonObject{{u"index"_s, 0}}});
        }));
    } else if (is("no-content")) {
        plan = spoken(request, {{u"role"_s, u"assistant"_s}});
    } else if (is("null-content")) {
        plan = spoken(request, {{u"role"_s, u"assistant"_s}, {u"content"_s, QJsonValue()}});
    } else if (is("extra-fields")) {
        plan = spoken(request, {{u"role"_s, u"assistant"_s},
                                {u"content"_s, said},
                                {u"annotations"_s, QJsonArray()},
                                {u"reasoning_content"_s, u"hm"_s}});
        plan.body = compact(edited(plan.body, [](QJsonObject& json) {
            json.insert(u"x_vendor"_s, QJsonObject{{u"nested"_s, QJsonArray{1, 2, 3}}});
        }));
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
        plan.body = compact(ApiFault{429, u"upstream is busy"_s, u"upstream"_s, {}, u"429"_s}.toJson());
    } else if (is("parts")) {
        plan = spoken(request, {{u"role"_s, u"assistant"_s},
                                {u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, said}}}}});
    } else if (is("fence")) {
        plan = spoken(request, says(u"Here you are:\n```json\n%1\n```"_s.arg(said)));
    } else if (is("thinking")) {
        plan = spoken(request, says(u"<think>The user wants {json}. Let me see: {\"a\":</think>\n%1"_s.arg(said)));
    } else if (is("echo-key")) {
        plan = spoken(request, says(u"%1 %2 %3"_s.arg(key, QString::fromLatin1(key.toLatin1().toBase64()), said)));
    } else if (is("no-usage")) {
        plan.body = completion(request, says(said), u"stop"_s, false);
    }
    return plan;
}

} // namespace factoid::test
