#include "core/net/http_client.h"

#include "core/net/http_exchange.h"
#include "core/net/plain_reply.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

namespace factoid {

// On the network thread: the managers, and the exchanges under way. A manager serves one exchange at a time: Qt
// queues what goes to the same host behind six connections, where waiting would look like silence, and one that breaks
// takes others with it. What ended well leaves its manager for the next. Beyond a few dozen at once, requests wait.
class HttpWorker final : public QObject
{
  public:
    using Promise = std::shared_ptr<QPromise<HttpResult>>;

    explicit HttpWorker(HttpClient::ManagerFactory factory)
        : m_factory(std::move(factory))
    {
        m_watch.setInterval(kLookMilliseconds);
        connect(&m_watch, &QTimer::timeout, this, &HttpWorker::lookAtWaiting);
    }

    void take(HttpRequest request, CancelToken cancel, Promise promise)
    {
        Waiting waiting{std::move(request), std::move(cancel), std::move(promise), {}};
        waiting.since.start();
        if (m_work.size() < kMostAtOnce)
            return start(std::move(waiting));
        m_waiting.push_back(std::move(waiting));
        m_watch.start();
    }

    void stop()
    {
        for (Waiting& waiting : std::exchange(m_waiting, {}))
            conclude(waiting, cancelled());
        // Each one leaves the map as it ends.
        while (!m_work.empty())
            m_work.begin()->first->abandon();
        m_idle.clear();
    }

  private:
    // What a manager was made for: its connections know nothing of authorities, so what trusts differently shares none.
    using Key = std::tuple<QString, QString, bool>;
    using Manager = std::unique_ptr<QNetworkAccessManager>;
    struct Work {
        Key key;
        Manager manager;
        std::unique_ptr<HttpExchange> exchange;
    };
    struct Waiting {
        HttpRequest request;
        CancelToken cancel;
        Promise promise;
        QElapsedTimer since;
    };

    static constexpr std::size_t kMostIdle = 4;
    static constexpr std::size_t kMostAtOnce = 32; // each has a thread and sockets of Qt's
    static constexpr int kLookMilliseconds = 20;

    static HttpFailure cancelled() { return {HttpFailureKind::Cancelled, Message("net.cancelled")}; }
    static void conclude(const Waiting& waiting, HttpFailure failure)
    {
        failure.took = std::chrono::milliseconds(waiting.since.elapsed());
        waiting.promise->addResult(HttpResult(std::unexpected(std::move(failure))));
        waiting.promise->finish();
    }

    void start(Waiting waiting)
    {
        if (const auto fault = faultOf(waiting.request, waiting.cancel))
            return conclude(waiting, *fault);
        HttpRequest request = std::move(waiting.request);
        request.limits.total = std::max(std::chrono::milliseconds(1),
                                        request.limits.total - std::chrono::milliseconds(waiting.since.elapsed()));
        Work work;
        work.key = {request.proxy, request.caFile, request.http2};
        work.manager = managerFor(work.key);
        work.exchange =
            std::make_unique<HttpExchange>(std::move(request), std::move(waiting.cancel), std::move(waiting.promise));
        QNetworkAccessManager& manager = *work.manager;
        HttpExchange* begun = work.exchange.get();
        m_work[begun] = std::move(work);
        begun->start(manager, [this, begun](bool well) { retire(begun, well); });
    }

    // Whoever waits for a place may be cancelled, and its deadline may pass.
    void lookAtWaiting()
    {
        std::deque<Waiting> still;
        for (Waiting& waiting : std::exchange(m_waiting, {})) {
            if (waiting.cancel.requested() || waiting.promise->isCanceled())
                conclude(waiting, cancelled());
            else if (waiting.since.hasExpired(waiting.request.limits.total.count()))
                conclude(waiting, {HttpFailureKind::TimeoutTotal, Message("net.no_turn")});
            else
                still.push_back(std::move(waiting));
        }
        m_waiting = std::move(still);
        while (!m_waiting.empty() && m_work.size() < kMostAtOnce) {
            Waiting next = std::move(m_waiting.front());
            m_waiting.pop_front();
            start(std::move(next));
        }
        if (m_waiting.empty())
            m_watch.stop();
    }

    Manager managerFor(const Key& key)
    {
        const auto idle = std::ranges::find(m_idle, key, &std::pair<Key, Manager>::first);
        if (idle != m_idle.end()) {
            Manager manager = std::move(idle->second);
            m_idle.erase(idle);
            return manager;
        }
        Manager manager = m_factory ? m_factory() : std::make_unique<DirectManager>();
        HttpExchange::prepare(*manager, std::get<0>(key));
        return manager;
    }

    static std::optional<HttpFailure> faultOf(const HttpRequest& request, const CancelToken& cancel)
    {
        if (cancel.requested())
            return cancelled();
        if (const Message problem = HttpExchange::problemWith(request); !problem.isEmpty())
            return HttpFailure{HttpFailureKind::BadRequest, problem};
        return std::nullopt;
    }

    void retire(HttpExchange* exchange, bool well)
    {
        const auto found = m_work.find(exchange);
        if (found == m_work.end())
            return;
        Work work = std::move(found->second);
        m_work.erase(found);
        // Both are in the middle of a slot of their own.
        work.exchange.release()->deleteLater();
        if (well && m_idle.size() < kMostIdle)
            m_idle.emplace_back(work.key, std::move(work.manager));
        else
            work.manager.release()->deleteLater();
    }

    HttpClient::ManagerFactory m_factory;
    std::vector<std::pair<Key, Manager>> m_idle;
    std::map<HttpExchange*, Work> m_work;
    std::deque<Waiting> m_waiting; // for one of the places
    QTimer m_watch{this};
};

HttpClient::HttpClient(ManagerFactory factory)
    : m_worker(new HttpWorker(std::move(factory)))
{
    m_thread.setObjectName(u"network"_s);
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

HttpClient::~HttpClient()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->stop(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QFuture<HttpResult> HttpClient::send(HttpRequest request, CancelToken cancel)
{
    auto promise = std::make_shared<QPromise<HttpResult>>();
    promise->start();
    QFuture<HttpResult> future = promise->future();
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, request = std::move(request), cancel = std::move(cancel),
         promise = std::move(promise)]() mutable {
            worker->take(std::move(request), std::move(cancel), std::move(promise));
        },
        Qt::QueuedConnection);
    return future;
}

HttpResult HttpClient::sendAndWait(HttpRequest request, const CancelToken& cancel)
{
    QFuture<HttpResult> future = send(std::move(request), cancel);
    future.waitForFinished();
    if (future.resultCount() == 0)
        return std::unexpected(HttpFailure{HttpFailureKind::Cancelled, Message("net.cancelled")});
    return future.result();
}

} // namespace factoid
