#include "core/net/plain_reply.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kLongestHead = 256 << 10;
constexpr qsizetype kLongestLine = 16 << 10;
constexpr int kMostInterim = 64;
constexpr int kFirstFinal = 200;
constexpr int kSwitching = 101;
constexpr quint16 kHttpPort = 80, kHttpsPort = 443;

QByteArray hostOf(const QUrl& url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray targetOf(const QUrl& url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return (path.isEmpty() ? QByteArray("/") : path) +
           (url.hasQuery() ? '?' + url.query(QUrl::FullyEncoded).toLatin1() : QByteArray());
}

QNetworkReply::NetworkError errorOf(QAbstractSocket::SocketError error, bool connected)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::SslHandshakeFailedError:
        return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    // Before there was a connection: no way there.
    default:
        return connected ? QNetworkReply::UnknownNetworkError : QNetworkReply::ConnectionRefusedError;
    }
}

} // namespace

PlainReply::PlainReply(const QNetworkRequest& request, const QByteArray& verb, QByteArray body, QObject* parent)
    : QNetworkReply(parent)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(QNetworkAccessManager::CustomOperation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    const bool secure = request.url().scheme() == "https"_L1;
    auto* tls = secure ? new QSslSocket(this) : nullptr;
    m_socket = secure ? tls : new QTcpSocket(this);
    m_socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    const auto begin = [this, verb, body = std::move(body)] {
        m_connected = true;
        sendRequest(verb, body);
    };
    if (secure) {
        tls->setSslConfiguration(request.sslConfiguration());
        connect(tls, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) { Q_EMIT sslErrors(errors); });
        connect(tls, &QSslSocket::encrypted, this, [this, begin] {
            Q_EMIT encrypted();
            begin();
        });
    } else {
        connect(m_socket, &QTcpSocket::connected, this, begin);
    }
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { Q_EMIT uploadProgress(0, 0); });
    connect(m_socket, &QTcpSocket::readyRead, this, &PlainReply::take);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &PlainReply::failedSocket);
    if (secure)
        tls->connectToHostEncrypted(request.url().host(), static_cast<quint16>(request.url().port(kHttpsPort)));
    else
        m_socket->connectToHost(request.url().host(), static_cast<quint16>(request.url().port(kHttpPort)));
}

void PlainReply::sendRequest(const QByteArray& verb, const QByteArray& body)
{
    const QNetworkRequest& asked = request();
    QByteArray head = verb + ' ' + targetOf(asked.url()) + " HTTP/1.1\r\nHost: " + hostOf(asked.url()) + "\r\n";
    for (const QByteArray& name : asked.rawHeaderList())
        head += name + ": " + asked.rawHeader(name) + "\r\n";
    if (!asked.hasRawHeader("Accept-Encoding"))
        head += "Accept-Encoding: identity\r\n";
    if (!body.isEmpty() && !asked.hasRawHeader("Content-Length"))
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    m_socket->write(head + "\r\n" + body);
}

void PlainReply::abort()
{
    give(OperationCanceledError, u"given up"_s);
}

qint64 PlainReply::readData(char* data, qint64 most)
{
    const qint64 given = std::min<qint64>(most, m_out.size());
    if (given == 0)
        return isFinished() ? -1 : 0;
    std::copy_n(m_out.constData(), given, data);
    m_out.remove(0, given);
    return given;
}

void PlainReply::take()
{
    m_in += m_socket->readAll();
    while (!isFinished()) {
        switch (m_part) {
        case Part::Head:
            if (!takeHead())
                return;
            break;
        case Part::Sized:
        case Part::Chunk: {
            const QByteArray piece = m_in.left(m_left);
            m_in.remove(0, piece.size());
            m_left -= piece.size();
            const bool all = m_left == 0;
            if (all && m_part == Part::Chunk)
                m_part = Part::ChunkEnd;
            deliver(piece);
            if (all && m_part == Part::Sized)
                return finish();
            if (!all)
                return;
            break;
        }
        case Part::ChunkEnd: {
            const auto line = takeLine();
            if (!line)
                return;
            if (!line->isEmpty())
                return give(ProtocolFailure, u"a chunk is longer than it said"_s);
            m_part = Part::ChunkSize;
            break;
        }
        case Part::ChunkSize:
            if (!takeChunkSize())
                return;
            break;
        case Part::Trailer:
            if (!takeTrailer())
                return;
            break;
        case Part::UntilClose:
            return deliver(std::exchange(m_in, {}));
        }
    }
}

// A line without its end; nothing while it has none. One that never ends is an error.
std::optional<QByteArray> PlainReply::takeLine()
{
    const qsizetype end = m_in.indexOf('\n');
    if (end < 0 || end > kLongestLine) {
        if (m_in.size() > kLongestLine)
            give(ProtocolFailure, u"a line has no end"_s);
        return std::nullopt;
    }
    QByteArray line = m_in.left(end);
    m_in.remove(0, end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

// False: there is more of it to come, or it was given up.
bool PlainReply::takeHead()
{
    constexpr QByteArrayView kBegins = "HTTP/1.";
    if (!m_in.startsWith(kBegins.first(std::min<qsizetype>(kBegins.size(), m_in.size())))) {
        give(RemoteHostClosedError, u"no HTTP"_s); // nothing of an answer came
        return false;
    }
    const qsizetype windows = m_in.indexOf("\r\n\r\n"), bare = m_in.indexOf("\n\n");
    const bool crlf = windows >= 0 && (bare < 0 || windows < bare);
    const qsizetype end = crlf ? windows : bare;
    if (end < 0 || end > kLongestHead) {
        if (m_in.size() > kLongestHead)
            give(ProtocolFailure, u"the head has no end"_s);
        return false;
    }
    const QList<QByteArray> lines = m_in.left(end).split('\n');
    m_in.remove(0, end + (crlf ? 4 : 2));
    bool isNumber = false;
    const int status = lines[0].trimmed().split(' ').value(1).toInt(&isNumber);
    if (!isNumber || status < 100 || status > 999 || status == kSwitching ||
        (status < kFirstFinal && ++m_interim > kMostInterim)) {
        give(ProtocolFailure, u"no status"_s);
        return false;
    }
    if (status < kFirstFinal) {
        Q_EMIT uploadProgress(0, 0); // it lives
        return !isFinished();
    }
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArray name = lines[i].left(colon).trimmed(), value = lines[i].mid(colon + 1).trimmed();
        setRawHeader(name, hasRawHeader(name) ? rawHeader(name) + ", " + value : value);
    }
    return decideFraming();
}

bool PlainReply::decideFraming()
{
    const QByteArray length = rawHeader("Content-Length");
    const int status = attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    constexpr int kNoContent = 204, kNotModified = 304;
    bool isNumber = true;
    m_left = length.isEmpty() ? 0 : length.split(',').front().trimmed().toLongLong(&isNumber);
    m_part = Part::UntilClose;
    if (status == kNoContent || status == kNotModified) {
        m_part = Part::Sized;
        m_left = 0;
    } else if (rawHeader("Transfer-Encoding").toLower().contains("chunked")) {
        m_part = Part::ChunkSize;
    } else if (!length.isEmpty()) {
        const QList<QByteArray> all = length.split(',');
        if (!isNumber || m_left < 0 ||
            std::ranges::any_of(all, [&](const QByteArray& each) { return each.trimmed() != all.front().trimmed(); })) {
            give(ProtocolFailure, u"no length"_s);
            return false;
        }
        m_part = Part::Sized;
    }
    const QByteArray packing = rawHeader("Content-Encoding").toLower();
    if (packing == "gzip" || packing == "x-gzip" || packing == "deflate")
        m_unpacker.emplace();
    Q_EMIT metaDataChanged();
    return !isFinished();
}

bool PlainReply::takeChunkSize()
{
    const auto line = takeLine();
    if (!line)
        return false;
    bool isNumber = false;
    m_left = line->split(';').front().trimmed().toLongLong(&isNumber, 16);
    if (!isNumber || m_left < 0) {
        give(ProtocolFailure, u"no chunk"_s);
        return false;
    }
    m_part = m_left == 0 ? Part::Trailer : Part::Chunk;
    return true;
}

bool PlainReply::takeTrailer()
{
    const auto line = takeLine();
    if (line && line->isEmpty())
        finish();
    return line && !line->isEmpty();
}

void PlainReply::deliver(QByteArray bytes)
{
    if (m_unpacker) {
        auto unpacked = m_unpacker->unpack(bytes);
        if (!unpacked)
            return give(ProtocolFailure, u"it cannot be unpacked"_s);
        bytes = std::move(*unpacked);
    }
    if (bytes.isEmpty())
        return;
    m_out += bytes;
    Q_EMIT readyRead();
}

void PlainReply::failedSocket()
{
    if (isFinished())
        return;
    const auto error = m_socket->error();
    const QString words = m_socket->errorString();
    if (error == QAbstractSocket::RemoteHostClosedError) {
        take();
        if (isFinished())
            return;
        if (m_part == Part::UntilClose)
            return finish();
    }
    give(errorOf(error, m_connected), words);
}

void PlainReply::give(NetworkError error, const QString& words)
{
    if (isFinished())
        return;
    setError(error, words);
    setFinished(true);
    m_socket->abort();
    Q_EMIT finished();
}

void PlainReply::finish()
{
    if (isFinished())
        return;
    if (m_unpacker && m_unpacker->isOpen())
        return give(ProtocolFailure, u"it cannot be unpacked"_s);
    setFinished(true);
    m_socket->disconnectFromHost();
    Q_EMIT finished();
}

QNetworkReply* DirectManager::createRequest(Operation operation, const QNetworkRequest& request, QIODevice* outgoing)
{
    const bool plain = request.url().scheme() == "http"_L1 ||
                       !request.attribute(QNetworkRequest::Http2AllowedAttribute, true).toBool();
    const bool straight = proxyFactory() == nullptr && proxy().type() == QNetworkProxy::NoProxy;
    if (operation != CustomOperation || !plain || !straight)
        return QNetworkAccessManager::createRequest(operation, request, outgoing);
    return new PlainReply(request, request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray(),
                          outgoing ? outgoing->readAll() : QByteArray(), this);
}

} // namespace factoid
