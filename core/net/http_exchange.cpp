#include "core/net/http_exchange.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>

namespace factoid {

namespace {

constexpr int kLookMilliseconds = 20;
constexpr qint64 kPiece = 64 << 10;

// A body that can be read once. Qt sends a request again by itself when the connection breaks before an answer, a POST
// as well; a call to a model may cost money, so a second sending must be decided by whoever pays. A body that
// cannot be rewound makes Qt report the break instead.
class OneWayBody final : public QIODevice
{
  public:
    OneWayBody(QByteArray bytes, QObject* parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_at + QIODevice::bytesAvailable(); }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }
    bool reset() override { return false; } // and without the warning of QIODevice

  protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 given = std::min<qint64>(most, m_bytes.size() - m_at);
        if (given == 0 && most > 0)
            return -1;
        std::copy_n(m_bytes.constData() + m_at, given, data);
        m_at += given;
        return given;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

  private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

class NoCookies final : public QNetworkCookieJar
{
  public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl&) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie>&, const QUrl&) override { return false; }
};

class SystemProxies final : public QNetworkProxyFactory
{
  public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override { return systemProxyForQuery(query); }
};

std::optional<QNetworkProxy> proxyOf(const QString& text)
{
    if (text.isEmpty() || text == "system"_L1)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl url(text, QUrl::StrictMode);
    const bool socks = url.scheme() == "socks5"_L1;
    if ((!socks && url.scheme() != "http"_L1) || url.host().isEmpty() || url.port() <= 0 || !url.userInfo().isEmpty())
        return std::nullopt;
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port()));
}

QString inMilliseconds(std::chrono::milliseconds time)
{
    const qint64 ms = time.count();
    return ms % 1000 == 0 ? u"%1 s"_s.arg(ms / 1000) : u"%1 ms"_s.arg(ms);
}

} // namespace

HttpExchange::HttpExchange(HttpRequest request, CancelToken cancel, std::shared_ptr<QPromise<HttpResult>> promise)
    : m_request(std::move(request))
    , m_cancel(std::move(cancel))
    , m_promise(std::move(promise))
{
    m_watch.setInterval(kLookMilliseconds);
    connect(&m_watch, &QTimer::timeout, this, &HttpExchange::look);
}

HttpExchange::~HttpExchange() = default;

void HttpExchange::prepare(QNetworkAccessManager& manager, const QString& proxy)
{
    manager.setCookieJar(new NoCookies(&manager));
    manager.setCache(nullptr);
    if (proxy == "system"_L1)
        manager.setProxyFactory(new SystemProxies); // the manager owns it
    else if (const auto known = proxyOf(proxy))
        manager.setProxy(*known);
}

Message HttpExchange::problemWith(const HttpRequest& request)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != "http"_L1 && scheme != "https"_L1))
        return Message("net.not_http");
    if (!request.url.userInfo().isEmpty())
        return Message("net.credentials_in_address");
    if (!proxyOf(request.proxy))
        return Message("net.proxy");
    if (!request.caFile.isEmpty() && QSslCertificate::fromPath(request.caFile).isEmpty())
        return Message("net.no_certificate").arg(request.caFile);
    return {};
}

void HttpExchange::start(QNetworkAccessManager& manager, std::function<void(bool)> onEnd)
{
    m_onEnd = std::move(onEnd);
    QNetworkRequest request(m_request.url);
    for (const auto& [name, value] : m_request.headers)
        request.setRawHeader(name, value);
    // An idle connection that the server closes meanwhile would look like a failed call; calls are rare.
    request.setRawHeader(QByteArrayLiteral("Connection"), QByteArrayLiteral("close"));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, m_request.http2);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    if (!m_request.caFile.isEmpty()) {
        QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates(QSslConfiguration::systemCaCertificates() +
                                QSslCertificate::fromPath(m_request.caFile));
        request.setSslConfiguration(trust);
    }
    m_since.start();
    m_activity.start();
    if (m_request.body.isEmpty()) {
        m_reply = manager.sendCustomRequest(request, m_request.method);
    } else {
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        m_reply = manager.sendCustomRequest(request, m_request.method, new OneWayBody(m_request.body, this));
    }
    m_reply->setParent(this);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::noteHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::takeBody);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_activity.restart(); });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_activity.restart(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, &HttpExchange::noteTrust);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::conclude);
    m_watch.start();
}

void HttpExchange::abandon()
{
    giveUp(HttpFailureKind::Cancelled, Message("net.cancelled"));
}

void HttpExchange::look()
{
    if (m_cancel.requested() || m_promise->isCanceled())
        return giveUp(HttpFailureKind::Cancelled, Message("net.cancelled"));
    if (m_since.hasExpired(m_request.limits.total.count()))
        return giveUp(HttpFailureKind::TimeoutTotal,
                      Message("net.not_done").arg(m_request.url.host()).arg(inMilliseconds(m_request.limits.total)));
    if (m_activity.hasExpired(m_request.limits.idle.count()))
        return giveUp(HttpFailureKind::TimeoutIdle,
                      Message("net.silent").arg(m_request.url.host()).arg(inMilliseconds(m_request.limits.idle)));
}

void HttpExchange::noteHeaders()
{
    m_activity.restart();
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > m_request.limits.bytes)
        giveUp(HttpFailureKind::TooLarge,
               Message("net.announced_too_much").arg(m_request.url.host()).arg(announced).arg(m_request.limits.bytes));
}

void HttpExchange::takeBody()
{
    m_activity.restart();
    readOn();
    if (m_body.size() > m_request.limits.bytes)
        giveUp(HttpFailureKind::TooLarge,
               Message("net.too_large").arg(m_request.url.host()).arg(m_request.limits.bytes));
}

void HttpExchange::readOn()
{
    // In pieces: what is packed may unpack to anything.
    while (m_body.size() <= m_request.limits.bytes) {
        const QByteArray piece = m_reply->read(kPiece);
        if (piece.isEmpty())
            return;
        m_body += piece;
    }
}

void HttpExchange::noteTrust(const QList<QSslError>& errors)
{
    // Never ignored: Qt ends the handshake, and this says why.
    QStringList sentences;
    for (const QSslError& error : errors)
        sentences << error.errorString();
    sentences.removeDuplicates();
    m_mistrust = sentences.join(u"; "_s);
}

void HttpExchange::giveUp(HttpFailureKind kind, const Message& sentence)
{
    if (m_verdict)
        return;
    m_verdict = HttpFailure{kind, sentence, std::chrono::milliseconds(m_since.elapsed())};
    m_watch.stop();
    m_reply->abort(); // emits finished, which concludes
}

void HttpExchange::conclude()
{
    m_watch.stop();
    HttpResult result = outcome();
    const bool well = result.has_value();
    m_promise->addResult(std::move(result));
    m_promise->finish();
    if (m_onEnd)
        std::exchange(m_onEnd, {})(well);
}

HttpResult HttpExchange::outcome()
{
    if (m_verdict)
        return std::unexpected(*m_verdict);
    readOn();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_body.size() > m_request.limits.bytes)
        return failed(HttpFailureKind::TooLarge,
                      Message("net.too_large").arg(m_request.url.host()).arg(m_request.limits.bytes));
    if (status >= 300 && status < 400)
        return failed(HttpFailureKind::Redirect, Message("net.redirect").arg(m_request.url.host()).arg(status));
    // Qt reports statuses from 400 on as errors; here they are answers.
    if (m_reply->error() != QNetworkReply::NoError && status < 400)
        return networkFailure(status);
    const bool packed = m_reply->hasRawHeader(QByteArrayLiteral("Content-Encoding"));
    const QByteArray length = m_reply->rawHeader(QByteArrayLiteral("Content-Length"));
    if (!packed && !length.isEmpty() && m_body.size() < length.toLongLong())
        return failed(HttpFailureKind::Truncated,
                      Message("net.truncated").arg(m_request.url.host()).arg(m_body.size()).arg(length.toLongLong()));
    HttpReply reply;
    reply.status = status;
    reply.headers.reserve(static_cast<std::size_t>(m_reply->rawHeaderPairs().size()));
    for (const auto& [name, value] : m_reply->rawHeaderPairs())
        reply.headers.emplace_back(name, value);
    reply.body = std::move(m_body);
    reply.http2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    reply.took = std::chrono::milliseconds(m_since.elapsed());
    return reply;
}

HttpResult HttpExchange::failed(HttpFailureKind kind, const Message& sentence) const
{
    return std::unexpected(HttpFailure{kind, sentence, std::chrono::milliseconds(m_since.elapsed())});
}

HttpResult HttpExchange::networkFailure(int status) const
{
    const QString host = m_request.url.host();
    // A proxy for plain HTTP is a server like any other to Qt, and its errors are those of one.
    const bool throughProxy = m_request.proxy.startsWith("http:"_L1) && m_request.url.scheme() == "http"_L1;
    const auto proxyFailed = [&] {
        return failed(HttpFailureKind::Proxy,
                      Message("net.proxy_failed").arg(m_request.proxy).arg(m_reply->errorString()));
    };
    switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError:
        if (throughProxy)
            return proxyFailed();
        return failed(HttpFailureKind::Dns, Message("net.no_host").arg(host));
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::NetworkSessionFailedError:
        if (throughProxy)
            return proxyFailed();
        return failed(
            HttpFailureKind::Refused,
            Message("net.refused").arg(host).arg(m_request.url.port(m_request.url.scheme() == "https"_L1 ? 443 : 80)));
    case QNetworkReply::SslHandshakeFailedError:
        return failed(
            HttpFailureKind::Tls,
            Message("net.not_trusted").arg(host).arg(m_mistrust.isEmpty() ? m_reply->errorString() : m_mistrust));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return proxyFailed();
    case QNetworkReply::TimeoutError: // of the system, before ours
        return failed(HttpFailureKind::TimeoutIdle, Message("net.no_answer").arg(host));
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError:
        if (status > 0)
            return failed(HttpFailureKind::Truncated, Message("net.broke_off").arg(host));
        return failed(HttpFailureKind::Reset, Message("net.reset").arg(host));
    default:
        // Broken, or stopped by Qt's own guard against what unpacks to many times its size.
        if (m_reply->hasRawHeader(QByteArrayLiteral("Content-Encoding")))
            return failed(HttpFailureKind::Protocol, Message("net.cannot_unpack").arg(host));
        return failed(HttpFailureKind::Protocol, Message("net.not_an_answer").arg(host));
    }
}

} // namespace factoid
