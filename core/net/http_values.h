// What goes into an HTTP request and what comes out of it. Plain values; any thread.
// A status such as 429 is an answer, not a failure: only what kept an answer from arriving is one.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <utility>
#include <vector>

namespace factoid {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

struct HttpLimits {
    std::chrono::milliseconds idle{60'000};   // longest silence; every byte either way starts it anew
    std::chrono::milliseconds total{180'000}; // whatever happens, it is over then
    qint64 bytes = 4LL << 20;                 // of the body, after unpacking
};

struct HttpRequest {
    QByteArray method = QByteArrayLiteral("POST");
    QUrl url;
    HttpHeaders headers;
    QByteArray body;
    HttpLimits limits;
    QString caFile;    // PEM; trusted beside the system's own authorities
    QString proxy;     // empty: none; "system": what the system says; http://HOST:PORT or socks5://HOST:PORT
    bool http2 = true; // offered over TLS
};

struct HttpReply {
    int status = 0;
    HttpHeaders headers;
    QByteArray body; // unpacked when it came packed
    bool http2 = false;
    std::chrono::milliseconds took{0};

    // The first header of that name, whatever its case; empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

enum class HttpFailureKind {
    BadRequest, // the request itself makes no sense: its address, proxy or CA file
    Dns,
    Refused, // nobody listens, or no way there
    Proxy,
    Tls, // no trust, or no common ground
    TimeoutIdle,
    TimeoutTotal,
    Reset,     // the connection broke before an answer began
    Truncated, // it broke within the answer
    TooLarge,
    Redirect, // the server wanted it sent elsewhere, which is not done
    Protocol, // what came is not HTTP, or cannot be unpacked
    Cancelled,
};

struct HttpFailure {
    HttpFailureKind kind = HttpFailureKind::Protocol;
    Message sentence; // for a person; names the host, never a query or a header
    std::chrono::milliseconds took{0};
};

using HttpResult = std::expected<HttpReply, HttpFailure>;

// Whether what is sent there never leaves this machine: localhost, 127.0.0.0/8, [::1].
[[nodiscard]] bool staysOnThisMachine(const QUrl& url);

// Stable lower-case word for logs, JSON and the store, e.g. "timeout_idle".
[[nodiscard]] QString httpFailureName(HttpFailureKind kind);

} // namespace factoid
