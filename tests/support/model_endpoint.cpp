#include "tests/support/model_endpoint.h"

#include "core/base/literals.h"

#include "tests/support/chat_api_check.h"
#include "tests/support/endpoint_server.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPromise>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

#include <sys/socket.h>

namespace factoid::test {

namespace {

using Manner = FaultPlan::Manner;

constexpr qint64 kPourAtOnce = 256 << 10;
constexpr qsizetype kMostRequestBytes = 8 << 20;
constexpr qsizetype kSlowPieces = 6;

QByteArray reason(int status)
{
    static const std::map<int, QByteArray> table{
        {200, "OK"},        {307, "Temporary Redirect"}, {400, "Bad Request"},       {401, "Unauthorized"},
        {404, "Not Found"}, {405, "Method Not Allowed"}, {429, "Too Many Requests"}, {500, "Internal Server Error"}};
    const auto found = table.find(status);
    return found == table.end() ? QByteArray("Status") : found->second;
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QString schemaIn(const QJsonObject& request)
{
    const QJsonObject format = request.value(u"response_format"_s).toObject();
    const QJsonObject schema = format.value(u"json_schema"_s).toObject().value(u"schema"_s).toObject();
    if (!schema.isEmpty())
        return QString::fromUtf8(QJsonDocument(schema).toJson(QJsonDocument::Compact));
    for (const QJsonValue& message : request.value(u"messages"_s).toArray()) {
        const QString content = message[u"content"_s].toString();
        if (const qsizetype at = content.indexOf("JSON Schema:\n"_L1); at >= 0)
            return content.mid(content.indexOf(QLatin1Char('\n'), at) + 1).section(QLatin1Char('\n'), 0, 0);
    }
    return {};
}

} // namespace

QByteArray SeenRequest::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// ---- the server

EndpointServer::EndpointServer(EndpointOptions options)
    : m_options(std::move(options))
{
    if (m_options.certificate.isEmpty())
        return;
    QFile certificate(m_options.certificate), key(m_options.privateKey);
    if (certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly)) {
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls.setLocalCertificateChain(QSslCertificate::fromDevice(&certificate));
        m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    }
}

void EndpointServer::incomingConnection(qintptr handle)
{
    QTcpSocket* socket = nullptr;
    if (m_options.certificate.isEmpty()) {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
    } else {
        auto* secure = new QSslSocket(this);
        secure->setSocketDescriptor(handle);
        secure->setSslConfiguration(m_tls);
        secure->startServerEncryption();
        socket = secure;
    }
    (void)new EndpointConnection(*this, socket, m_options);
}

QString EndpointServer::faultFor(const SeenRequest& request)
{
    const QList<QByteArray> parts = request.target.split('/');
    if (parts.size() > 2 && parts[1] == "fault")
        return QString::fromLatin1(parts[2]);
    const QString model = request.json.value(u"model"_s).toString();
    if (model.startsWith("fault:"_L1))
        return model.mid(6);
    const std::scoped_lock lock(m_mutex);
    return m_script.isEmpty() ? m_always : m_script.takeFirst();
}

QString EndpointServer::saidTo(const QJsonObject& request)
{
    ModelEndpoint::Reply reply;
    {
        const std::scoped_lock lock(m_mutex);
        reply = m_reply;
    }
    if (reply)
        return reply(request);
    const QJsonObject schema = QJsonDocument::fromJson(schemaIn(request).toUtf8()).object();
    if (schema.isEmpty())
        return u"text"_s;
    return QString::fromUtf8(QJsonDocument(exampleOf(schema).toObject()).toJson(QJsonDocument::Compact));
}

// ---- one connection

EndpointConnection::EndpointConnection(EndpointServer& server, QTcpSocket* socket, const EndpointOptions& options)
    : QObject(&server)
    , m_server(server)
    , m_socket(socket)
    , m_options(options)
{
    socket->setParent(this);
    connect(socket, &QTcpSocket::readyRead, this, &EndpointConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(socket, &QTcpSocket::bytesWritten, this, &EndpointConnection::pour);
    connect(socket, &QTcpSocket::errorOccurred, this, [this] { m_toPour = 0; });
}

void EndpointConnection::read()
{
    m_received += m_socket->readAll();
    if (!m_received.isEmpty() && (m_received[0] < 'A' || m_received[0] > 'Z')) // not HTTP: TLS, perhaps
        return close();
    const qsizetype end = m_received.indexOf("\r\n\r\n");
    if (m_answered || m_received.size() > kMostRequestBytes || end < 0)
        return;
    const QList<QByteArray> lines = m_received.left(end).split('\n');
    const QList<QByteArray> first = lines[0].trimmed().split(' ');
    SeenRequest request{first.value(0), first.value(1), {}, {}, {}, {}};
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        request.headers.emplace_back(lines[i].left(colon).trimmed(), lines[i].mid(colon + 1).trimmed());
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (m_received.size() < end + 4 + length)
        return;
    request.body = m_received.mid(end + 4, length);
    request.json = QJsonDocument::fromJson(request.body).object();
    m_request = std::move(request);
    m_answered = true;
    answer();
}

void EndpointConnection::answer()
{
    m_request.fault = m_server.faultFor(m_request);
    m_server.note(m_request);
    const auto refuse = [&](const ApiFault& fault) {
        FaultPlan plan;
        plan.status = fault.status;
        plan.body = QJsonDocument(fault.toJson()).toJson(QJsonDocument::Compact);
        send(plan);
    };
    const QByteArray path = m_request.target.left(m_request.target.indexOf('?') < 0 ? m_request.target.size()
                                                                                    : m_request.target.indexOf('?'));
    if (!path.endsWith("/chat/completions"))
        return refuse({404, u"Unknown request URL"_s, {}, {}, u"unknown_url"_s});
    if (m_request.method != "POST")
        return refuse({405, u"Only POST requests are accepted."_s});
    QString key = QString::fromLatin1(m_request.header("api-key"));
    if (key.isEmpty() && m_request.header("Authorization").startsWith("Bearer "))
        key = QString::fromLatin1(m_request.header("Authorization").mid(7));
    if (!m_options.key.isEmpty() && key != m_options.key)
        return refuse(
            {401,
             key.isEmpty() ? u"You didn't provide an API key."_s : u"Incorrect API key provided: %1."_s.arg(key),
             {},
             {},
             u"invalid_api_key"_s});
    // Azure's own paths demand their version.
    if (path.contains("/openai/deployments/") && !m_request.target.contains("api-version="))
        return refuse({404, u"Resource not found"_s, {}, {}, u"404"_s});
    if (!m_request.header("Content-Type").startsWith("application/json") ||
        QJsonDocument::fromJson(m_request.body).isNull())
        return refuse({400, u"We could not parse the JSON body of your request."_s});
    if (const auto fault = chatRequestFault(m_request.json))
        return refuse(*fault);
    if (!ModelEndpoint::faults().contains(m_request.fault))
        return refuse({500, u"the test endpoint knows no fault “%1”"_s.arg(m_request.fault)});
    send(planFor(m_request.fault, m_request, key, m_server.saidTo(m_request.json)));
}

QByteArray EndpointConnection::head(const FaultPlan& plan, const QByteArray& framing) const
{
    QByteArray head = plan.interim + "HTTP/1.1 " + QByteArray::number(plan.status) + ' ' + reason(plan.status) +
                      "\r\nContent-Type: " + plan.type + "\r\nConnection: close\r\n";
    for (const auto& [name, value] : plan.headers)
        head += name + ": " + value + "\r\n";
    return head + framing + "\r\n\r\n";
}

void EndpointConnection::send(const FaultPlan& plan)
{
    const auto sized = [&](qint64 size) { return head(plan, "Content-Length: " + QByteArray::number(size)); };
    const QByteArray chunked = head(plan, "Transfer-Encoding: chunked");
    const QByteArray half = plan.body.left(plan.body.size() / 2);
    switch (plan.manner) {
    case Manner::Whole:
        m_socket->write(sized(plan.body.size()) + plan.body);
        return close();
    case Manner::SlowHeaders:
        return sendPieces(sized(plan.body.size()) + plan.body, sized(plan.body.size()).size() / kSlowPieces, true);
    case Manner::SlowBody:
        m_socket->write(sized(plan.body.size()));
        return sendPieces(plan.body, plan.body.size() / kSlowPieces + 1, true);
    case Manner::StallHeaders:
        return;
    case Manner::StallBody:
        m_socket->write(sized(plan.body.size()) + half);
        return;
    case Manner::Drip: {
        // White space before a JSON value means nothing, and may go on for ever.
        m_socket->write(chunked);
        auto* drops = new QTimer(this);
        connect(drops, &QTimer::timeout, this, [this] { m_socket->write(chunk(" ")); });
        drops->start(m_options.pause);
        return;
    }
    case Manner::Reset:
        return reset();
    case Manner::ResetBody:
        m_socket->write(sized(plan.body.size()) + half);
        QTimer::singleShot(m_options.pause, this, &EndpointConnection::reset);
        return;
    case Manner::Truncated:
        m_socket->write(sized(plan.body.size()) + half);
        return close();
    case Manner::TruncatedChunks:
        m_socket->write(chunked + chunk(half));
        return close();
    case Manner::Chunked: {
        QByteArray pieces;
        constexpr qsizetype kChunk = 37;
        for (qsizetype at = 0; at < plan.body.size(); at += kChunk)
            pieces += chunk(plan.body.mid(at, kChunk));
        return sendPieces(chunked + pieces + "0\r\n\r\n", pieces.size() / kSlowPieces + 1, true);
    }
    case Manner::Huge:
        m_socket->write(sized(m_options.hugeBytes));
        m_toPour = m_options.hugeBytes;
        return pour();
    case Manner::HugeChunked:
        m_socket->write(chunked);
        m_toPour = m_options.hugeBytes;
        m_pouringChunks = true;
        return pour();
    case Manner::Garbage:
        m_socket->write("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\r\n");
        return;
    }
}

void EndpointConnection::sendPieces(QByteArray bytes, qsizetype piece, bool thenClose)
{
    m_socket->write(bytes.left(piece));
    bytes.remove(0, piece);
    if (bytes.isEmpty()) {
        if (thenClose)
            close();
        return;
    }
    QTimer::singleShot(m_options.pause, this, [this, bytes, piece, thenClose] { sendPieces(bytes, piece, thenClose); });
}

void EndpointConnection::pour()
{
    while (m_toPour > 0 && m_socket->isOpen() && m_socket->bytesToWrite() < kPourAtOnce) {
        const QByteArray bytes(static_cast<qsizetype>(std::min(kPourAtOnce, m_toPour)), ' ');
        m_toPour -= bytes.size();
        if (m_socket->write(m_pouringChunks ? chunk(bytes) : bytes) < 0)
            m_toPour = 0;
        if (m_toPour == 0)
            close();
    }
}

void EndpointConnection::reset()
{
    // Closing with nothing lingering sends RST in place of FIN.
    const linger hard{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    m_socket->abort();
    deleteLater();
}

void EndpointConnection::close()
{
    m_socket->disconnectFromHost(); // once all is written
}

// ---- the endpoint

ModelEndpoint::ModelEndpoint(EndpointOptions options)
    : m_options(std::move(options))
    , m_server(new EndpointServer(m_options))
{
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_server,
        [this] {
            if (m_server->listen(QHostAddress::LocalHost, m_options.port))
                m_port = m_server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

ModelEndpoint::~ModelEndpoint()
{
    m_thread.quit();
    m_thread.wait();
}

QString ModelEndpoint::baseUrl(const QString& fault) const
{
    return u"%1://127.0.0.1:%2%3/v1"_s.arg(m_options.certificate.isEmpty() ? u"http"_s : u"https"_s)
        .arg(m_port)
        .arg(fault.isEmpty() ? QString() : u"/fault/"_s + fault);
}

void ModelEndpoint::script(const QStringList& faults)
{
    m_server->setScript(faults);
}

void ModelEndpoint::always(const QString& fault)
{
    m_server->setAlways(fault);
}

void ModelEndpoint::setReply(Reply reply)
{
    m_server->setReply(std::move(reply));
}

std::vector<SeenRequest> ModelEndpoint::seen() const
{
    return m_server->seen();
}

void ModelEndpoint::forget()
{
    m_server->forget();
}

} // namespace factoid::test
