// HTTP/2 against nghttpd, a server of other makers: offered over TLS, used when the server speaks it.
#include "core/net/http_client.h"
#include "tests/support/test_certificates.h"

#include <catch2/catch.hpp>

#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>

using namespace factoid;
using namespace factoid::test;

namespace {

// nghttpd takes a port only by number: one that was free a moment ago.
quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool answersOn(quint16 port)
{
    constexpr int kTries = 500, kWait = 20;
    for (int i = 0; i < kTries; ++i) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(kWait))
            return true;
        QThread::msleep(kWait);
    }
    return false;
}

} // namespace

TEST_CASE("HTTP/2 is used with a server that speaks it, and not when it is switched off")
{
    QTemporaryDir folder;
    const TestCertificates certificates{folder.path()};
    REQUIRE(makeCertificates(certificates));
    REQUIRE(QDir(folder.path()).mkpath(u"site/v1/chat"_s));
    const QByteArray body = R"({"choices":[{"message":{"content":"hello"}}]})";
    QFile page(certificates.path(u"site/v1/chat/completions"_s));
    REQUIRE(page.open(QIODevice::WriteOnly));
    REQUIRE(page.write(body) == body.size());
    page.close();

    QString program = QStandardPaths::findExecutable(u"nghttpd"_s);
    if (program.isEmpty()) // not in everybody's path
        program = QStandardPaths::findExecutable(u"nghttpd"_s, {u"/usr/sbin"_s});
    REQUIRE_FALSE(program.isEmpty());
    QProcess server;
    quint16 port = 0;
    for (int i = 0; i < 5 && server.state() != QProcess::Running; ++i) {
        port = freePort();
        server.start(program, {u"-a"_s, u"127.0.0.1"_s, u"-d"_s, certificates.path(u"site"_s), QString::number(port),
                               certificates.path(u"good.key"_s), certificates.path(u"good.pem"_s)});
        REQUIRE(server.waitForStarted());
        if (!answersOn(port))
            server.kill();
    }
    REQUIRE(server.state() == QProcess::Running);

    HttpClient client;
    HttpRequest request;
    request.url = QUrl(u"https://127.0.0.1:%1/v1/chat/completions"_s.arg(port));
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"model":"m"})";
    request.caFile = certificates.path(u"ca.pem"_s);
    for (int i = 0; i < 3; ++i) {
        const HttpResult reply = client.sendAndWait(request);
        INFO((reply ? QString() : reply.error().sentence.text()).toStdString());
        REQUIRE(reply);
        CHECK(reply->status == 200);
        CHECK(reply->http2);
        CHECK(reply->body == body);
    }
    // nghttpd speaks nothing else.
    request.http2 = false;
    CHECK_FALSE(client.sendAndWait(request));
    server.terminate();
    server.waitForFinished();
}
