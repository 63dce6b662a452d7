// Replies that were damaged at random: whatever comes, it becomes an outcome that makes sense, and never the key.
#include "core/chat/chat_reply.h"
#include "tests/chat/chat_fixture.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

QByteArray goodBody()
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{\"sentences\":[{\"fact\":1,\"text\":\"ok\"}]}","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

QByteArray badBody()
{
    return R"({"error":{"message":"Incorrect API key provided: )" + kPlantedKey.toLatin1() +
           R"(. See the manual.","type":"invalid_request_error","param":"response_format","code":"invalid_api_key"}})";
}

void damage(QByteArray& body, std::mt19937& random)
{
    const auto at = [&](qsizetype end) {
        return static_cast<qsizetype>(random() % static_cast<quint32>(std::max<qsizetype>(1, end)));
    };
    for (quint32 hits = 1 + random() % 4; hits > 0 && !body.isEmpty(); --hits) {
        static const char* const pieces[] = {"null", "[]",      "{}",   "\"\"",    "-1",      "1e999",
                                             "true", "\\ud800", "\xff", "\\u0000", "{\"a\":", "]}"};
        switch (random() % 5) {
        case 0:
            body[at(body.size())] = static_cast<char>(random() & 0xff);
            break;
        case 1:
            body.remove(at(body.size()), 1 + static_cast<qsizetype>(random() % 20));
            break;
        case 2:
            body.insert(at(body.size()), pieces[random() % std::size(pieces)]);
            break;
        case 3:
            body.truncate(at(body.size()));
            break;
        default: {
            // One value for another: the text between two colons or commas.
            const qsizetype colon = body.indexOf(':', at(body.size()));
            const qsizetype comma = colon < 0 ? -1 : body.indexOf(',', colon);
            if (comma > colon)
                body.replace(colon + 1, comma - colon - 1, pieces[random() % std::size(pieces)]);
        }
        }
    }
}

} // namespace

TEST_CASE("damaged replies become outcomes that make sense")
{
    const quint32 seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const ChatRequest request = sentencesRequest();
    Provider provider;
    provider.name = u"primary"_s;
    const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    constexpr int kStatuses[] = {200, 200, 200, 201, 400, 401, 404, 422, 429, 500, 503, 599, 302, 100};
    int answered = 0;
    for (int i = 0; i < 20'000; ++i) {
        HttpReply reply;
        reply.status = kStatuses[random() % std::size(kStatuses)];
        reply.body = random() % 3 == 0 ? badBody() : goodBody();
        damage(reply.body, random);
        if (random() % 3 == 0)
            reply.headers = {{"Retry-After", QByteArray::number(static_cast<qint32>(random()))},
                             {"Content-Type", "application/json"}};
        const ChatOutcome outcome = readChatReply(provider, request, reply, kPlantedKey, now);
        CAPTURE(i, reply.status, reply.body.toStdString(), outcome.sentence.text().toStdString());
        if (outcome.answered()) {
            ++answered;
            REQUIRE(reply.status / 100 == 2);
            REQUIRE(outcome.json.contains(u"sentences"_s));
            REQUIRE(outcome.text.isValidUtf16());
            REQUIRE(outcome.sentence.isEmpty());
        } else {
            REQUIRE_FALSE(outcome.sentence.isEmpty());
            REQUIRE_FALSE(outcome.cause.isEmpty());
            REQUIRE(outcome.kind != ChatKind::Cancelled);
        }
        REQUIRE_FALSE(allTextOf(outcome).contains(kPlantedKey));
        REQUIRE((outcome.usage.promptTokens >= 0 && outcome.usage.completionTokens >= 0));
        if (const auto gentler = gentlerManner({}, request, reply))
            REQUIRE(*gentler != ChatManner{});
    }
    CHECK(answered > 100);
}
