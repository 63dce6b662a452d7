// HttpExchange: one request, one object. Watches its own silence, deadline, size and cancel, and keeps its promise
// exactly once. Lives on the network thread; HttpClient owns it.
#pragma once

#include "core/base/cancel.h"
#include "core/net/http_values.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPromise>
#include <QSslError>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace factoid {

class HttpExchange final : public QObject
{
  public:
    HttpExchange(HttpRequest request, CancelToken cancel, std::shared_ptr<QPromise<HttpResult>> promise);
    ~HttpExchange() override;

    // How a manager must be for any exchange: no cookies, no cache, the proxy.
    static void prepare(QNetworkAccessManager& manager, const QString& proxy);
    // Why the request cannot be sent at all; empty when it can.
    [[nodiscard]] static Message problemWith(const HttpRequest& request);

    // `onEnd` is called once, after the promise was kept, with whether an answer came whole.
    void start(QNetworkAccessManager& manager, std::function<void(bool)> onEnd);
    // Ends at once as cancelled.
    void abandon();

  private:
    void look(); // several times a second: cancel and deadlines
    void noteHeaders();
    void takeBody();
    void readOn();
    void noteTrust(const QList<QSslError>& errors);
    void giveUp(HttpFailureKind kind, const Message& sentence);
    void conclude();
    [[nodiscard]] HttpResult outcome();
    [[nodiscard]] HttpResult failed(HttpFailureKind kind, const Message& sentence) const;
    [[nodiscard]] HttpResult networkFailure(int status) const;

    HttpRequest m_request;
    CancelToken m_cancel;
    std::shared_ptr<QPromise<HttpResult>> m_promise;
    std::function<void(bool)> m_onEnd;
    QNetworkReply* m_reply = nullptr; // a child
    QTimer m_watch;
    QElapsedTimer m_since;    // the request began
    QElapsedTimer m_activity; // the last byte either way
    QByteArray m_body;
    QString m_mistrust;                   // what the certificate lacks
    std::optional<HttpFailure> m_verdict; // why we ended it ourselves
};

} // namespace factoid
