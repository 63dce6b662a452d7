// One call to a model, through a real server with every fault that it knows.
#include "core/chat/chat_reply.h"
#include "core/chat/chat_request.h"
#include "tests/chat/chat_fixture.h"
#include "tests/support/chat_api_check.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSet>
#include <QTemporaryDir>

#include <atomic>
#include <mutex>
#include <thread>

using namespace factoid;
using namespace factoid::test;
using std::chrono::milliseconds;

namespace {

const FixedClock kClock(QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC));

std::mutex g_logMutex;
QString g_log; // what was logged since the last look

void keepLog(QtMsgType, const QMessageLogContext&, const QString& message)
{
    const std::scoped_lock lock(g_logMutex);
    g_log += message + QLatin1Char('\n');
}

// Keeps all that is logged while it lives, at every level.
class LogKeeper
{
  public:
    LogKeeper()
    {
        QLoggingCategory::setFilterRules(u"factoid.*=true\nqt.network.*=true"_s);
        m_before = qInstallMessageHandler(keepLog);
    }
    ~LogKeeper()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    [[nodiscard]] QString take() const
    {
        const std::scoped_lock lock(g_logMutex);
        return std::exchange(g_log, {});
    }

  private:
    QtMessageHandler m_before;
};

std::vector<QStringList> table(const QString& name)
{
    QFile file(testPath(u"chat/cases/"_s) + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<QStringList> rows;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1Char('#')))
            rows.push_back(line.split(QLatin1Char(',')));
    }
    rows.erase(rows.begin()); // the header
    return rows;
}

struct KeyInEnvironment {
    KeyInEnvironment() { qputenv(kKeyVariable, kPlantedKey.toLatin1()); }
    ~KeyInEnvironment() { qunsetenv(kKeyVariable); }
};

} // namespace

TEST_CASE("every fault of an endpoint comes out as its kind, in time and without the key")
{
    const KeyInEnvironment key;
    const LogKeeper log;
    EndpointOptions options;
    options.key = kPlantedKey;
    options.pause = 30;
    ModelEndpoint endpoint(options);
    HttpClient http;
    const SystemClock clock;
    ChatClient client(http, clock);
    QSet<QString> tested;
    for (const QStringList& row : table(u"faults.csv"_s)) {
        REQUIRE(row.size() == 9);
        INFO(row.join(QLatin1Char(',')).toStdString());
        tested.insert(row[0]);
        endpoint.forget();
        Provider provider = providerOf(endpoint, row[0]);
        if (row[0].startsWith("stall"_L1))
            provider.limits.idle = milliseconds(300);
        if (row[0] == "drip"_L1)
            provider.limits.total = milliseconds(700);
        const ChatOutcome outcome = client.call(provider, sentencesRequest());
        INFO(outcome.sentence.text().toStdString());
        CHECK(chatKindName(outcome.kind).toStdString() == row[1].toStdString());
        CHECK(outcome.cause.toStdString() == row[2].toStdString());
        CHECK(outcome.retryHere == (row[3] == "yes"_L1));
        CHECK(outcome.tryElsewhere == !outcome.answered());
        CHECK(outcome.shrinkPrompt == (row[4] == "yes"_L1));
        if (row[5] == "soon"_L1) {
            REQUIRE(outcome.retryAfter);
            CHECK((outcome.retryAfter->count() > 0 && outcome.retryAfter->count() <= 30'000));
        } else {
            CHECK((outcome.retryAfter ? QString::number(outcome.retryAfter->count()) : u"-"_s).toStdString() ==
                  row[5].toStdString());
        }
        CHECK(outcome.mayBeBilled == (row[6] == "yes"_L1));
        CHECK(chatModeName(outcome.used.mode).toStdString() == row[7].toStdString());
        CHECK(outcome.requests == row[8].toInt());
        CHECK(static_cast<int>(endpoint.seen().size()) == outcome.requests);
        CHECK(outcome.answered() == outcome.sentence.isEmpty());
        if (outcome.answered()) {
            CHECK(outcome.json.value(u"sentences"_s).toArray().size() == 1);
            const bool nonsense =
                row[0].startsWith("usage-"_L1) &&
                !QStringList{"usage-thoughts-apart", "usage-many-times", "usage-prompt-many-times"}.contains(row[0]);
            CHECK(outcome.usage.reported == (row[0] != "no-usage"_L1 && !nonsense));
            CHECK((outcome.usage.reported || outcome.usage.promptTokens + outcome.usage.completionTokens == 0));
            CHECK(outcome.model == u"little-model-2026-01-01"_s);
        }
        CHECK_FALSE(holdsKey(allTextOf(outcome)));
        CHECK_FALSE(holdsKey(log.take()));
    }
    const QStringList known = ModelEndpoint::faults();
    CHECK(tested == QSet<QString>(known.begin(), known.end()));
}

TEST_CASE("every mode's request is one that the maker's own server takes, strict schema included")
{
    const KeyInEnvironment key;
    Provider provider;
    provider.model = u"m"_s;
    CHECK(strictSchemaFault(sentencesRequest().schema).toStdString().empty());
    for (const ChatMode mode : {ChatMode::StrictSchema, ChatMode::JsonObject, ChatMode::PlainText}) {
        for (const bool newField : {false, true}) {
            ChatRequest request = sentencesRequest();
            request.seed = 7;
            const QJsonObject body = chatBody(provider, request, {.mode = mode, .newTokenField = newField});
            const auto fault = chatRequestFault(body);
            INFO((fault ? fault->message : QString()).toStdString());
            CHECK_FALSE(fault);
            CHECK(body.contains(u"response_format"_s) == (mode != ChatMode::PlainText));
            CHECK(QJsonDocument(body).toJson().contains("JSON Schema") == (mode != ChatMode::StrictSchema));
        }
    }
    ChatRequest prose;
    prose.messages = {{u"user"_s, u"hello"_s}};
    CHECK_FALSE(chatBody(provider, prose, {}).contains(u"response_format"_s));
    // The whole request but for its headers never holds a key.
    CHECK_FALSE(holdsKey(QString::fromUtf8(chatHttpRequest(provider, kPlantedKey, sentencesRequest(), {}).body)));
}

TEST_CASE("what was learnt of a provider is paid for once")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    for (const char* fault :
         {"no-format", "no-schema", "llama", "new-tokens", "no-system", "no-system-500", "alternate", "o1-mini"}) {
        INFO(fault);
        const Provider provider = providerOf(endpoint, QString::fromLatin1(fault));
        const ChatOutcome first = client.call(provider, sentencesRequest());
        REQUIRE(first.answered());
        CHECK(first.requests > 1);
        const ChatManner stored =
            mannerFromJson(QJsonDocument::fromJson(QJsonDocument(mannerJson(first.next)).toJson()).object());
        CHECK(stored == first.next);
        const ChatOutcome second = client.call(provider, sentencesRequest(), stored);
        CHECK(second.answered());
        CHECK(second.requests == 1);
    }
    CHECK(mannerFromJson({}) == ChatManner{});
    CHECK(mannerFromJson({{"mode", "telepathy"}, {"new_token_field", "yes"}}) == ChatManner{});
}

TEST_CASE("a server that passes the schema over in silence is told in words the next time")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    const Provider provider = providerOf(endpoint, u"prose-unless-told"_s);
    const ChatOutcome first = client.call(provider, sentencesRequest());
    CHECK(first.cause == u"not_json"_s);
    CHECK(first.next.mode == ChatMode::JsonObject);
    CHECK(client.call(provider, sentencesRequest(), first.next).answered());
}

TEST_CASE("what the system would say goes to a model that takes no system message before what the user says")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    const ChatOutcome outcome = client.call(providerOf(endpoint, u"o1-mini"_s), sentencesRequest());
    REQUIRE(outcome.answered());
    CHECK(outcome.next.systemAsUser);
    const QJsonArray messages = endpoint.seen().back().json.value(u"messages"_s).toArray();
    REQUIRE(messages.size() == 1);
    const QString said = messages[0][u"content"_s].toString();
    CHECK(said.startsWith(u"Write sentences.\n\nAnswer with one JSON object"_s));
    CHECK(said.endsWith(u"1. {council} spent {amount}."_s));
}

TEST_CASE("a model that thinks is given more room the next time, up to a limit, and not against the operator's word")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    Provider provider = providerOf(endpoint, u"thinks-long"_s);
    ChatRequest request = sentencesRequest();
    ChatManner manner;
    std::vector<int> asked;
    ChatOutcome outcome;
    do {
        request.maxTokens = replyTokensFor(provider, manner);
        asked.push_back(request.maxTokens);
        outcome = client.call(provider, request, manner);
        manner = mannerFromJson(QJsonDocument::fromJson(QJsonDocument(mannerJson(outcome.next)).toJson()).object());
    } while (outcome.taught());
    CHECK(outcome.answered());
    CHECK(asked == std::vector<int>{2'000, 8'000});

    provider = providerOf(endpoint, u"thinks-for-ever"_s);
    manner = {};
    asked.clear();
    do {
        request.maxTokens = replyTokensFor(provider, manner);
        asked.push_back(request.maxTokens);
        outcome = client.call(provider, request, manner);
        manner = outcome.next;
    } while (outcome.taught());
    CHECK(outcome.cause == QLatin1String(kThoughtTooLong));
    CHECK(outcome.sentence.text().contains(u"max_reply_tokens"_s));
    CHECK(asked == std::vector<int>{2'000, 8'000, 32'000});

    provider.maxReplyTokens = 500;
    CHECK(replyTokensFor(provider, manner) == 500);
    request.maxTokens = 500;
    CHECK_FALSE(client.call(provider, request).taught());
}

TEST_CASE("a server that streams unasked is read, and told not to the next time")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    const Provider provider = providerOf(endpoint, u"stream"_s);
    const ChatOutcome first = client.call(provider, sentencesRequest());
    REQUIRE(first.answered());
    CHECK(first.usage.promptTokens == 90);
    CHECK(first.usage.completionTokens == 20);
    CHECK_FALSE(endpoint.seen().back().json.contains(u"stream"_s));
    CHECK(client.call(provider, sentencesRequest(), first.next).answered());
    CHECK(endpoint.seen().back().json.value(u"stream"_s) == false);
}

TEST_CASE("thoughts that only the total counts are counted")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    CHECK(client.call(providerOf(endpoint, u"usage-thoughts-apart"_s), sentencesRequest()).usage.completionTokens ==
          100);
}

TEST_CASE("what a server asks to wait is believed up to a day")
{
    Provider provider;
    provider.name = u"primary"_s;
    const QDateTime now = kClock.now();
    const std::vector<std::tuple<QByteArray, QByteArray, qint64>> rows{
        {"Retry-After", "90000", 86'400'000},
        {"Retry-After", "99999999999999999999", 86'400'000},
        {"Retry-After", "Wed, 24 Nov 2027 12:00:00 GMT", 86'400'000},
        {"retry-after-ms", "9223372036854775807", 86'400'000},
        {"Retry-After", "86400", 86'400'000},
        {"Retry-After", "7200", 7'200'000},
        {"Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT", 0},
    };
    for (const auto& [name, value, wait] : rows) {
        INFO(value.toStdString());
        HttpReply reply;
        reply.status = 429;
        reply.headers = {{name, value}};
        const ChatOutcome outcome = readChatReply(provider, sentencesRequest(), reply, {}, now);
        REQUIRE(outcome.retryAfter);
        CHECK(outcome.retryAfter->count() == wait);
    }
}

TEST_CASE("an operator's mode is kept, whatever the provider says of it")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    Provider provider = providerOf(endpoint, u"no-format"_s);
    provider.mode = ChatMode::PlainText;
    CHECK(client.call(provider, sentencesRequest()).requests == 1);
    provider.mode = ChatMode::StrictSchema;
    const ChatOutcome refused = client.call(provider, sentencesRequest());
    CHECK(refused.kind == ChatKind::Content);
    CHECK(refused.requests == 1);
}

TEST_CASE("a key that is missing, empty or no key sends nothing")
{
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    for (const char* value : {"", "   ", "two words", "line\nbreak", "schl\xc3\xbcssel"}) {
        INFO(value);
        qputenv(kKeyVariable, value);
        const ChatOutcome outcome = client.call(providerOf(endpoint), sentencesRequest());
        CHECK(outcome.kind == ChatKind::Auth);
        CHECK(outcome.cause == u"no_key"_s);
        CHECK(outcome.sentence.text().contains(QLatin1String(kKeyVariable)));
        CHECK(outcome.requests == 0);
    }
    qunsetenv(kKeyVariable);
    CHECK(client.call(providerOf(endpoint), sentencesRequest()).cause == u"no_key"_s);
    CHECK(endpoint.seen().empty());
    Provider open = providerOf(endpoint);
    open.keyVariable.clear();
    CHECK(client.call(open, sentencesRequest()).answered());
    CHECK(endpoint.seen().front().header("Authorization").isEmpty());
}

TEST_CASE("Azure's paths, version and header")
{
    const KeyInEnvironment key;
    EndpointOptions options;
    options.key = kPlantedKey;
    ModelEndpoint endpoint(options);
    HttpClient http;
    ChatClient client(http, kClock);
    Provider azure = providerOf(endpoint);
    azure.baseUrl = u"http://127.0.0.1:%1/openai/deployments/our-model"_s.arg(endpoint.port());
    azure.keyHeader = u"api-key"_s;
    CHECK(client.call(azure, sentencesRequest()).cause == u"http_404"_s);
    azure.query[u"api-version"_s] = u"2024-10-21"_s;
    const ChatOutcome outcome = client.call(azure, sentencesRequest());
    CHECK(outcome.answered());
    const SeenRequest seen = endpoint.seen().back();
    CHECK(seen.target == "/openai/deployments/our-model/chat/completions?api-version=2024-10-21");
    CHECK(seen.header("api-key") == kPlantedKey.toLatin1());
    CHECK(seen.header("Authorization").isEmpty());
}

TEST_CASE("a cancel ends a call at once and says nothing about the provider")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    const CancelToken cancel;
    std::jthread other([&] {
        while (endpoint.seen().empty())
            std::this_thread::sleep_for(milliseconds(5));
        cancel.request();
    });
    const ChatOutcome outcome = client.call(providerOf(endpoint, u"stall"_s), sentencesRequest(), {}, cancel);
    CHECK(outcome.kind == ChatKind::Cancelled);
    CHECK_FALSE(outcome.tryElsewhere);
    CHECK_FALSE(outcome.retryHere);
}

TEST_CASE("the model's own words come from a test's hook, and a script gives each request its fault")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    endpoint.setReply([](const QJsonObject& request) {
        return u"{\"sentences\": [\"%1\"]}"_s.arg(request.value(u"model"_s).toString());
    });
    endpoint.script({u"500"_s, u"429-after"_s});
    HttpClient http;
    ChatClient client(http, kClock);
    CHECK(client.call(providerOf(endpoint), sentencesRequest()).cause == u"http_500"_s);
    CHECK(client.call(providerOf(endpoint), sentencesRequest()).cause == u"http_429"_s);
    const ChatOutcome third = client.call(providerOf(endpoint), sentencesRequest());
    CHECK(third.json.value(u"sentences"_s).toArray().at(0).toString() == u"little-model"_s);
    Provider byModel = providerOf(endpoint);
    byModel.model = u"fault:402"_s;
    CHECK(client.call(byModel, sentencesRequest()).kind == ChatKind::Quota);
}

TEST_CASE("a certificate that is not trusted, and a host that is not there")
{
    const KeyInEnvironment key;
    QTemporaryDir folder;
    const TestCertificates certificates{folder.path()};
    REQUIRE(makeCertificates(certificates));
    EndpointOptions options;
    options.certificate = certificates.path(u"good.pem"_s);
    options.privateKey = certificates.path(u"good.key"_s);
    ModelEndpoint endpoint(options);
    HttpClient http;
    ChatClient client(http, kClock);
    Provider provider = providerOf(endpoint);
    const ChatOutcome refused = client.call(provider, sentencesRequest());
    CHECK(refused.kind == ChatKind::Transport);
    CHECK(refused.cause == u"tls"_s);
    CHECK_FALSE(refused.mayBeBilled);
    provider.caFile = certificates.path(u"ca.pem"_s);
    CHECK(client.call(provider, sentencesRequest()).answered());
    provider.baseUrl = u"https://models.invalid/v1"_s;
    CHECK(client.call(provider, sentencesRequest()).cause == u"dns"_s);
}

TEST_CASE("many threads call at once")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    HttpClient http;
    ChatClient client(http, kClock);
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 6; ++i)
                    answered += client.call(providerOf(endpoint), sentencesRequest()).answered() ? 1 : 0;
            });
        }
    }
    CHECK(answered == 48);
}
