// The HTTP client against a real server on loopback that misbehaves.
#include "core/net/http_client.h"
#include "tests/support/model_endpoint.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QTcpServer>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace factoid;
using namespace factoid::test;
using std::chrono::milliseconds;

namespace {

HttpRequest requestTo(const ModelEndpoint& endpoint, const QString& fault = {})
{
    HttpRequest request;
    request.url = QUrl(endpoint.baseUrl(fault) + u"/chat/completions"_s);
    request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer sk-secret"}};
    request.body = R"({"model":"m","messages":[{"role":"user","content":"hello"}]})";
    request.limits = {milliseconds(20'000), milliseconds(60'000), 1 << 20};
    return request;
}

QString kindOf(const HttpResult& result)
{
    return result ? u"status %1"_s.arg(result->status) : httpFailureName(result.error().kind);
}

} // namespace

TEST_CASE("each way in which a transfer goes wrong has its kind")
{
    struct Row {
        const char* fault;
        const char* kind;
        milliseconds idle{20'000}, total{60'000};
    };
    const std::vector<Row> rows{
        {"ok", "status 200"},
        {"429", "status 429"},
        {"502", "status 502"},
        {"401", "status 401"},
        {"gzip", "status 200"},
        {"chunked", "status 200"},
        {"slow-headers", "status 200"},
        {"slow-body", "status 200"},
        {"empty", "status 200"},
        {"wrong-type", "status 200"},
        {"stall-headers", "timeout_idle", milliseconds(200)},
        {"stall", "timeout_idle", milliseconds(200)},
        {"drip", "timeout_total", milliseconds(20'000), milliseconds(500)},
        {"reset", "reset"},
        {"reset-body", "truncated"},
        {"truncated", "truncated"},
        {"truncated-chunks", "truncated"},
        {"garbage", "reset"},
        {"gzip-broken", "protocol"},
        {"early-hints", "status 200"},
        {"many-interim", "status 200"},
        {"early-hints-429", "status 429"},
        {"gzip-bomb", "protocol"},
        {"huge", "too_large"},
        {"huge-chunked", "too_large"},
        {"redirect", "redirect"},
    };
    EndpointOptions options;
    options.pause = 30;
    ModelEndpoint endpoint(options);
    REQUIRE(endpoint.isListening());
    HttpClient client;
    for (const Row& row : rows) {
        INFO(row.fault);
        endpoint.forget();
        HttpRequest request = requestTo(endpoint, QString::fromLatin1(row.fault));
        request.limits.idle = row.idle;
        request.limits.total = row.total;
        const HttpResult result = client.sendAndWait(std::move(request));
        INFO((result ? QString() : result.error().sentence.text()).toStdString());
        CHECK(kindOf(result).toStdString() == row.kind);
        CHECK((result || !result.error().sentence.isEmpty()));
        CHECK((result || !result.error().sentence.text().contains("secret"_L1)));
        // A call may cost money: nothing is sent twice, whatever happens to it.
        CHECK(endpoint.seen().size() == 1);
    }
}

TEST_CASE("a reply arrives whole, unpacked and with its headers")
{
    ModelEndpoint endpoint;
    HttpClient client;
    const HttpResult plain = client.sendAndWait(requestTo(endpoint));
    REQUIRE(plain);
    CHECK(plain->body.contains("chat.completion"));
    CHECK(plain->header("content-type") == "application/json");
    CHECK(plain->header("Retry-After").isEmpty());
    for (const char* fault : {"gzip", "chunked", "slow-body", "slow-headers"}) {
        const HttpResult other = client.sendAndWait(requestTo(endpoint, QString::fromLatin1(fault)));
        REQUIRE(other);
        CHECK(other->body == plain->body);
    }
    for (const char* fault : {"early-hints", "many-interim"}) {
        const HttpResult last = client.sendAndWait(requestTo(endpoint, QString::fromLatin1(fault)));
        REQUIRE(last);
        CHECK(last->body.contains("chat.completion"));
        CHECK(last->header("Link").isEmpty());
    }
    const HttpResult limited = client.sendAndWait(requestTo(endpoint, u"429-after"_s));
    REQUIRE(limited);
    CHECK(limited->header("retry-after") == "2");
    CHECK(endpoint.seen().front().header("authorization") == "Bearer sk-secret");
    CHECK(endpoint.seen().front().body == requestTo(endpoint).body);
}

TEST_CASE("activity keeps a slow answer alive past the idle limit")
{
    EndpointOptions options;
    options.pause = 300; // seven pieces: over two seconds in all
    ModelEndpoint endpoint(options);
    HttpClient client;
    HttpRequest request = requestTo(endpoint, u"slow-body"_s);
    request.limits.idle = milliseconds(1'500);
    const HttpResult result = client.sendAndWait(std::move(request));
    CHECK(kindOf(result).toStdString() == "status 200");
}

TEST_CASE("a cancel ends a request that would stall for ever")
{
    ModelEndpoint endpoint;
    HttpClient client;
    const CancelToken cancel;
    std::jthread other([&] {
        while (endpoint.seen().empty())
            std::this_thread::sleep_for(milliseconds(5));
        cancel.request();
    });
    CHECK(kindOf(client.sendAndWait(requestTo(endpoint, u"stall-headers"_s), cancel)).toStdString() == "cancelled");
    // One that was cancelled before it began never reaches the server in full.
    CHECK(kindOf(client.sendAndWait(requestTo(endpoint), cancel)).toStdString() == "cancelled");
}

TEST_CASE("the client's end cancels what is under way and waits for it")
{
    ModelEndpoint endpoint;
    std::vector<QFuture<HttpResult>> futures;
    {
        HttpClient client;
        for (int i = 0; i < 40; ++i) // more than have a place at once
            futures.push_back(client.send(requestTo(endpoint, u"stall"_s)));
    }
    for (QFuture<HttpResult>& future : futures) {
        REQUIRE(future.isFinished());
        REQUIRE(future.resultCount() == 1);
        CHECK(kindOf(future.result()).toStdString() == "cancelled");
    }
}

TEST_CASE("a future that is cancelled ends its request")
{
    ModelEndpoint endpoint;
    HttpClient client;
    QFuture<HttpResult> future = client.send(requestTo(endpoint, u"stall-headers"_s));
    future.cancel();
    future.waitForFinished();
    CHECK(future.isCanceled());
}

TEST_CASE("a caller with an event loop is told through its future")
{
    ModelEndpoint endpoint;
    HttpClient client;
    QObject context;
    QEventLoop loop;
    int status = 0;
    bool sameThread = false;
    (void)client.send(requestTo(endpoint)).then(&context, [&](const HttpResult& result) {
        status = result ? result->status : -1;
        sameThread = QThread::currentThread() == context.thread();
        loop.quit();
    });
    loop.exec();
    CHECK(status == 200);
    CHECK(sameThread);
}

TEST_CASE("many threads send at once through one client")
{
    ModelEndpoint endpoint;
    HttpClient client;
    std::atomic<int> fine = 0, limited = 0, broken = 0;
    constexpr int kThreads = 8, kEach = 12;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i) {
                    const char* const faults[] = {"ok", "429", "reset"};
                    const HttpResult result =
                        client.sendAndWait(requestTo(endpoint, QString::fromLatin1(faults[(t + i) % 3])));
                    ++(!result ? broken : result->status == 200 ? fine : limited);
                }
            });
        }
    }
    CHECK(fine == kThreads * kEach / 3);
    CHECK(limited == kThreads * kEach / 3);
    CHECK(broken == kThreads * kEach / 3);
    CHECK(endpoint.seen().size() == kThreads * kEach);
}

TEST_CASE("hundreds at once wait for their turn, and may give up waiting")
{
    ModelEndpoint endpoint;
    HttpClient client;
    const CancelToken stop, impatient;
    std::vector<QFuture<HttpResult>> stalled;
    for (int i = 0; i < 40; ++i)
        stalled.push_back(client.send(requestTo(endpoint, u"stall-headers"_s), stop));
    HttpRequest brief = requestTo(endpoint);
    brief.limits.total = milliseconds(200);
    CHECK(kindOf(client.sendAndWait(brief)).toStdString() == "timeout_total");
    QFuture<HttpResult> given = client.send(requestTo(endpoint), impatient);
    impatient.request();
    given.waitForFinished();
    CHECK(kindOf(given.result()).toStdString() == "cancelled");
    std::vector<QFuture<HttpResult>> patient;
    for (int i = 0; i < 300; ++i)
        patient.push_back(client.send(requestTo(endpoint)));
    stop.request();
    for (QFuture<HttpResult>& future : patient) {
        future.waitForFinished();
        REQUIRE(future.resultCount() == 1);
        CHECK(kindOf(future.result()).toStdString() == "status 200");
    }
    for (QFuture<HttpResult>& future : stalled) {
        future.waitForFinished();
        CHECK(kindOf(future.result()).toStdString() == "cancelled");
    }
}

TEST_CASE("a server is trusted by the authority that is named, and by no other")
{
    QTemporaryDir folder;
    const TestCertificates certificates{folder.path()};
    REQUIRE(makeCertificates(certificates));
    struct Row {
        const char* certificate;
        bool withAuthority;
        const char* kind;
    };
    const std::vector<Row> rows{{"good", true, "status 200"}, {"good", false, "tls"}, {"elsewhere", true, "tls"},
                                {"expired", true, "tls"},     {"alone", true, "tls"}, {"alone", false, "tls"},
                                {"good", true, "status 200"}};
    HttpClient client;
    for (const Row& row : rows) {
        INFO(row.certificate << (row.withAuthority ? " with" : " without") << " the authority");
        EndpointOptions options;
        options.certificate = certificates.path(QString::fromLatin1(row.certificate) + u".pem"_s);
        options.privateKey = certificates.path(QString::fromLatin1(row.certificate) + u".key"_s);
        ModelEndpoint endpoint(options);
        HttpRequest request = requestTo(endpoint);
        CHECK(request.url.scheme() == u"https"_s);
        if (row.withAuthority)
            request.caFile = certificates.path(u"ca.pem"_s);
        const HttpResult result = client.sendAndWait(request);
        INFO((result ? QString() : result.error().sentence.text()).toStdString());
        CHECK(kindOf(result).toStdString() == row.kind);
        // Neither the key nor anything else went to a server that is not trusted.
        CHECK(endpoint.seen().size() == (result ? 1 : 0));
    }
    ModelEndpoint plain;
    HttpRequest request = requestTo(plain);
    request.url.setScheme(u"https"_s);
    CHECK_FALSE(client.sendAndWait(request));
    CHECK(plain.seen().empty());
}

TEST_CASE("one client keeps apart what trusts differently")
{
    QTemporaryDir folder;
    const TestCertificates certificates{folder.path()};
    REQUIRE(makeCertificates(certificates));
    EndpointOptions options;
    options.certificate = certificates.path(u"good.pem"_s);
    options.privateKey = certificates.path(u"good.key"_s);
    ModelEndpoint endpoint(options);
    HttpClient client;
    HttpRequest trusting = requestTo(endpoint), wary = requestTo(endpoint);
    trusting.caFile = certificates.path(u"ca.pem"_s);
    for (int i = 0; i < 3; ++i) {
        CHECK(kindOf(client.sendAndWait(trusting)).toStdString() == "status 200");
        CHECK(kindOf(client.sendAndWait(wary)).toStdString() == "tls");
    }
}

TEST_CASE("requests that make no sense are refused before anything is sent")
{
    ModelEndpoint endpoint;
    HttpClient client;
    const auto kind = [&](const std::function<void(HttpRequest&)>& spoil) {
        HttpRequest request = requestTo(endpoint);
        spoil(request);
        return kindOf(client.sendAndWait(request)).toStdString();
    };
    CHECK(kind([](HttpRequest& r) { r.url = QUrl(u"ftp://127.0.0.1/"_s); }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.url = QUrl(); }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.url = QUrl(u"file:///etc/passwd"_s); }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.url.setUserInfo(u"me:secret"_s); }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.proxy = u"proxy.example"_s; }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.proxy = u"http://me:secret@proxy.example:80"_s; }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.caFile = u"/nowhere/ca.pem"_s; }) == "bad_request");
    CHECK(kind([](HttpRequest& r) { r.caFile = sourcePath(u"LICENSE"_s); }) == "bad_request");
    CHECK(endpoint.seen().empty());
}

TEST_CASE("no host and nobody there are told apart")
{
    HttpClient client;
    HttpRequest request;
    request.body = "{}";
    request.url = QUrl(u"http://no-such-host.invalid/v1/chat/completions"_s);
    CHECK(kindOf(client.sendAndWait(request)).toStdString() == "dns");
    QTcpServer closed;
    REQUIRE(closed.listen(QHostAddress::LocalHost));
    request.url = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(closed.serverPort()));
    closed.close();
    CHECK(kindOf(client.sendAndWait(request)).toStdString() == "refused");
}

TEST_CASE("a proxy is used when one is named, and only then")
{
    ModelEndpoint proxy;
    HttpClient client;
    HttpRequest request = requestTo(proxy);
    request.url = QUrl(u"http://models.invalid/v1/chat/completions"_s);
    request.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.port());
    CHECK(kindOf(client.sendAndWait(request)).toStdString() == "status 200");
    REQUIRE(proxy.seen().size() == 1);
    CHECK(proxy.seen().front().target == "http://models.invalid/v1/chat/completions");
    request.proxy.clear();
    CHECK(kindOf(client.sendAndWait(request)).toStdString() == "dns");
    QTcpServer closed;
    REQUIRE(closed.listen(QHostAddress::LocalHost));
    request.proxy = u"http://127.0.0.1:%1"_s.arg(closed.serverPort());
    closed.close();
    CHECK(kindOf(client.sendAndWait(request)).toStdString() == "proxy");
}

TEST_CASE("the access manager is a seam, made on the network thread")
{
    ModelEndpoint endpoint;
    std::atomic<int> made = 0;
    QThread* madeOn = nullptr;
    HttpClient client([&] {
        ++made;
        madeOn = QThread::currentThread();
        return std::make_unique<QNetworkAccessManager>();
    });
    for (int i = 0; i < 3; ++i)
        CHECK(kindOf(client.sendAndWait(requestTo(endpoint))).toStdString() == "status 200");
    CHECK(made == 1);
    CHECK(madeOn != nullptr);
    CHECK(madeOn != QThread::currentThread());
}
