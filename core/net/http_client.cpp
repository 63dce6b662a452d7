#include "core/net/http_client.h"

#include "core/net/http_exchange.h"

#include <QNetworkAccessManager>

#include <map>
#include <tuple>

namespace factoid {

// On the network thread: the managers, and the exchanges under way.
class HttpWorker final : public QObject
{
  public:
    explicit HttpWorker(HttpClient::ManagerFactory factory) : m_factory(std::move(factory)) {}

    void start(HttpRequest request, Cancel cancel, std::shared_ptr<QPromise<HttpResult>> promise)
    {
        if (const auto fault = faultOf(request)) {
            promise->addResult(HttpResult(std::unexpected(*fault)));
            promise->finish();
            return;
        }
        QNetworkAccessManager& manager = managerFor(request);
        auto exchange = std::make_unique<HttpExchange>(std::move(request), std::move(cancel), std::move(promise));
        HttpExchange* begun = exchange.get();
        m_exchanges[begun] = std::move(exchange);
        begun->start(manager, [this, begun] { retire(begun); });
    }

    void stop()
    {
        // Each one leaves the map as it ends.
        while (!m_exchanges.empty())
            m_exchanges.begin()->first->abandon();
        m_managers.clear();
    }

  private:
    // The connection pool of a manager knows nothing of authorities: what trusts differently must not share one.
    using Key = std::tuple<QString, QString, bool>;

    QNetworkAccessManager& managerFor(const HttpRequest& request)
    {
        auto& manager = m_managers[{request.proxy, request.caFile, request.http2}];
        if (!manager) {
            manager = m_factory ? m_factory() : std::make_unique<QNetworkAccessManager>();
            HttpExchange::prepare(*manager, request.proxy);
        }
        return *manager;
    }

    static std::optional<HttpFailure> faultOf(const HttpRequest& request)
    {
        if (const QString problem = HttpExchange::problemWith(request); !problem.isEmpty())
            return HttpFailure{HttpFailureKind::BadRequest, problem};
        return std::nullopt;
    }

    void retire(HttpExchange* exchange)
    {
        const auto found = m_exchanges.find(exchange);
        if (found == m_exchanges.end())
            return;
        // It is in the middle of a slot of its own.
        found->second.release()->deleteLater();
        m_exchanges.erase(found);
    }

    HttpClient::ManagerFactory m_factory;
    std::map<Key, std::unique_ptr<QNetworkAccessManager>> m_managers;
    std::map<HttpExchange*, std::unique_ptr<HttpExchange>> m_exchanges;
};

HttpClient::HttpClient(ManagerFactory factory) : m_worker(new HttpWorker(std::move(factory)))
{
    m_thread.setObjectName(QStringLiteral("network"));
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

HttpClient::~HttpClient()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->stop(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QFuture<HttpResult> HttpClient::send(HttpRequest request, Cancel cancel)
{
    auto promise = std::make_shared<QPromise<HttpResult>>();
    promise->start();
    QFuture<HttpResult> future = promise->future();
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, request = std::move(request), cancel = std::move(cancel), promise = std::move(promise)]() mutable {
            worker->start(std::move(request), std::move(cancel), std::move(promise));
        },
        Qt::QueuedConnection);
    return future;
}

HttpResult HttpClient::sendAndWait(HttpRequest request, const Cancel& cancel)
{
    QFuture<HttpResult> future = send(std::move(request), cancel);
    future.waitForFinished();
    if (future.resultCount() == 0)
        return std::unexpected(HttpFailure{HttpFailureKind::Cancelled, QStringLiteral("the request was given up")});
    return future.result();
}

} // namespace factoid
