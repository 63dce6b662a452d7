// HttpClient: sends requests from one network thread of its own, on which the network access managers live.
// Any thread may call; nothing here turns an event loop of the caller's. Whoever makes it owns it; its destructor
// cancels what is under way and waits for the thread. Redirects are never followed, TLS is always verified, a
// request is sent at most once: whether to try again is the caller's decision, as a call may cost money.
#pragma once

#include "core/base/cancel.h"
#include "core/net/http_values.h"

#include <QFuture>
#include <QThread>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace factoid {

class HttpWorker;

class HttpClient
{
  public:
    // The seam for tests; called on the network thread whenever no manager is free.
    using ManagerFactory = std::function<std::unique_ptr<QNetworkAccessManager>()>;

    explicit HttpClient(ManagerFactory factory = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Ends by the total deadline of its limits at the latest, within a few hundredths of a second of a cancel, or when
    // the future is cancelled. Always has a result unless the future itself was cancelled.
    [[nodiscard]] QFuture<HttpResult> send(HttpRequest request, CancelToken cancel = {});
    // The same for a job on a thread of its own, which has nothing else to do meanwhile.
    [[nodiscard]] HttpResult sendAndWait(HttpRequest request, const CancelToken& cancel = {});

  private:
    QThread m_thread;
    HttpWorker* m_worker; // lives on m_thread
};

} // namespace factoid
