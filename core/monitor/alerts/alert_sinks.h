// AlertSinks: the ways in which a person is told of an alert: a line in the log, a webhook, a mail. A sink's settings
// are data; a secret is never among them but the name of the environment variable that holds it. Sending blocks: not on
// the main thread.
#pragma once

#include "core/base/cancel.h"
#include "core/net/http_client.h"
#include "core/store/operations/alert_store.h"

namespace factoid {

struct WebhookSink {
    QUrl url;
    QString secretEnv; // empty: the body is not signed
    QString caFile;
};
struct MailSink {
    QString host;
    int port = 587;
    QString from;
    QStringList to;
    QString user, passwordEnv;   // empty: no login
    QString tls = u"starttls"_s; // or none, which is only for this machine itself
    QString caFile;
};

// Errors: Usage, with what does not fit.
Result<void> checkSink(const AlertSink& sink);
[[nodiscard]] Result<WebhookSink> webhookFrom(const QJsonObject& body);
[[nodiscard]] Result<MailSink> mailFrom(const QJsonObject& body);

// What a person reads: one line, and all of it. Plain English.
[[nodiscard]] QString messageSubject(const QJsonObject& message);
[[nodiscard]] QString messageText(const QJsonObject& message);

// The request of a message to a webhook. Its body is signed together with the time: X-Factoid-Signature is "sha256="
// and the hexadecimal HMAC-SHA-256 of "TIMESTAMP.BODY", X-Factoid-Timestamp the seconds since 1970. Whoever receives it
// refuses what is older than five minutes and what it has had before, by X-Factoid-Delivery.
[[nodiscard]] HttpRequest webhookRequest(const WebhookSink& sink, const QByteArray& secret, const AlertMessage& message,
                                         const QDateTime& now);
// What tells a message from every other, of whichever store; the same for each try.
[[nodiscard]] QString newDelivery();
// The mail as RFC 5322 wants it.
[[nodiscard]] QByteArray mailText(const MailSink& sink, const AlertMessage& message, const QDateTime& now);

// What came of one try.
struct SendResult {
    bool sent = false;
    bool worthRetry = false; // it may do another time: the other side was busy, or not there
    Message words;           // what the other side said, or what went wrong
    std::optional<std::chrono::milliseconds> asked = {}; // how long it asked to wait
};
// Sends a message to a sink, once. `http` is made by the caller; it may be used by several.
[[nodiscard]] SendResult sendTo(const AlertSink& sink, const AlertMessage& message, HttpClient& http,
                                const QDateTime& now, const CancelToken& cancel = {});

} // namespace factoid
