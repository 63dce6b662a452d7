#include "core/monitor/alerts/alert_sinks.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/measured_number.h"
#include "core/monitor/alerts/mail_client.h"
#include "core/net/retry_policy.h"
#include "core/store/sql/time_text.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QLocale>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kMostPort = 65'535, kMailPort = 587;
constexpr std::chrono::milliseconds kSendIdle{10'000}, kSendTotal{20'000};
constexpr qint64 kMostReplyBytes = 64 << 10;
constexpr int kTooMany = 429, kServerErrors = 500, kRequestTimeout = 408;

bool isAddress(const QString& text)
{
    static const QRegularExpression address(u"^[^\\s@<>,;:\"\\\\]+@[^\\s@<>,;:\"\\\\]+$"_s);
    return address.match(text).hasMatch();
}

bool isVariable(const QString& name)
{
    static const QRegularExpression variable(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return name.isEmpty() || variable.match(name).hasMatch();
}

QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& each : value.toArray())
        texts << each.toString();
    return texts;
}

QByteArray payload(const AlertMessage& message)
{
    QJsonObject body = message.body;
    body.insert(u"id"_s, message.id);
    body.insert(u"created_at"_s, timeText(message.createdAt));
    body.insert(u"subject"_s, messageSubject(message.body));
    body.insert(u"text"_s, messageText(message.body));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

// RFC 2047, where the text is not plain ASCII.
QByteArray headerText(const QString& text)
{
    const QByteArray bytes = text.simplified().toUtf8();
    const bool plain = std::ranges::all_of(bytes, [](char c) { return c >= ' ' && c <= '~'; });
    if (plain)
        return bytes;
    QByteArray out;
    constexpr qsizetype kCharacters = 14; // so that no word is longer than the 75 that are allowed
    const QString whole = text.simplified();
    for (qsizetype at = 0; at < whole.size(); at += kCharacters) {
        if (!out.isEmpty())
            out += "\r\n ";
        out += "=?utf-8?B?" + whole.mid(at, kCharacters).toUtf8().toBase64() + "?=";
    }
    return out;
}

SendResult webhookResult(const HttpResult& result)
{
    if (!result) {
        const HttpFailureKind kind = result.error().kind;
        const bool retry = kind != HttpFailureKind::BadRequest && kind != HttpFailureKind::Redirect;
        return {false, retry, result.error().sentence};
    }
    const int status = result->status;
    if (status >= 200 && status < 300)
        return {true, false, Message("sink.answered").arg(status)};
    const bool retry = status == kTooMany || status == kRequestTimeout || status >= kServerErrors;
    SendResult failed{false, retry, Message("sink.answered").arg(status)};
    failed.asked = parseRetryAfter(result->header("Retry-After"), machineNow());
    return failed;
}

SendResult sendWebhook(const QJsonObject& body, const AlertMessage& message, HttpClient& http, const QDateTime& now,
                       const CancelToken& cancel)
{
    const auto sink = webhookFrom(body);
    if (!sink)
        return {false, false, sink.error().told()};
    QByteArray secret;
    if (!sink->secretEnv.isEmpty()) {
        secret = qgetenv(sink->secretEnv.toLatin1().constData());
        if (secret.isEmpty())
            return {false, true, Message("sink.unsigned").arg(sink->secretEnv)};
    }
    return webhookResult(http.sendAndWait(webhookRequest(*sink, secret, message, now), cancel));
}

SendResult sendMail(const QJsonObject& body, const AlertMessage& message, const QDateTime& now,
                    const CancelToken& cancel)
{
    const auto sink = mailFrom(body);
    if (!sink)
        return {false, false, sink.error().told()};
    QByteArray password;
    if (!sink->user.isEmpty()) {
        password = qgetenv(sink->passwordEnv.toLatin1().constData());
        if (password.isEmpty())
            return {false, true, Message("sink.no_password").arg(sink->passwordEnv)};
    }
    return mailOut(*sink, password, mailText(*sink, message, now), cancel);
}

} // namespace

Result<WebhookSink> webhookFrom(const QJsonObject& body)
{
    WebhookSink sink{QUrl(body.value(u"url"_s).toString(), QUrl::StrictMode), body.value(u"secret_env"_s).toString(),
                     body.value(u"ca_file"_s).toString()};
    const QString scheme = sink.url.scheme();
    if (!sink.url.isValid() || sink.url.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1))
        return fail(ErrorKind::Usage, Message("sink.url"));
    if (scheme == "http"_L1 && !staysOnThisMachine(sink.url))
        return fail(ErrorKind::Usage, Message("sink.https"));
    if (!sink.url.userInfo().isEmpty())
        return fail(ErrorKind::Usage, Message("sink.url_password"));
    if (!isVariable(sink.secretEnv))
        return fail(ErrorKind::Usage, Message("sink.secret_env").arg(sink.secretEnv));
    return sink;
}

Result<MailSink> mailFrom(const QJsonObject& body)
{
    MailSink sink;
    sink.host = body.value(u"host"_s).toString();
    sink.port = body.value(u"port"_s).toInt(kMailPort);
    sink.from = body.value(u"from"_s).toString();
    sink.to = textsOf(body.value(u"to"_s));
    sink.user = body.value(u"user"_s).toString();
    sink.passwordEnv = body.value(u"password_env"_s).toString();
    sink.tls = body.value(u"tls"_s).toString(u"starttls"_s);
    sink.caFile = body.value(u"ca_file"_s).toString();
    static const QRegularExpression host(u"^[A-Za-z0-9.:_-]+$"_s);
    if (!host.match(sink.host).hasMatch())
        return fail(ErrorKind::Usage, Message("sink.mail_host"));
    if (sink.port < 1 || sink.port > kMostPort)
        return fail(ErrorKind::Usage, Message("sink.port").arg(kMostPort));
    if (!isAddress(sink.from))
        return fail(ErrorKind::Usage, Message("sink.from").arg(sink.from));
    if (sink.to.isEmpty() || !std::ranges::all_of(sink.to, isAddress))
        return fail(ErrorKind::Usage, Message("sink.to"));
    if (!sink.user.isEmpty() && (sink.passwordEnv.isEmpty() || !isVariable(sink.passwordEnv)))
        return fail(ErrorKind::Usage, Message("sink.login"));
    if (sink.tls != "starttls"_L1 && sink.tls != "none"_L1)
        return fail(ErrorKind::Usage, Message("sink.tls").arg(sink.tls));
    if (sink.tls == "none"_L1 && !staysOnThisMachine(QUrl(u"http://%1/"_s.arg(sink.host))))
        return fail(ErrorKind::Usage, Message("sink.plain"));
    return sink;
}

Result<void> checkSink(const AlertSink& sink)
{
    static const QRegularExpression name(u"^[a-z0-9_-]{1,40}$"_s);
    if (!name.match(sink.name).hasMatch())
        return fail(ErrorKind::Usage, Message("sink.name").arg(sink.name));
    if (sink.kind == "log"_L1)
        return {};
    if (sink.kind == "webhook"_L1) {
        TRY(webhookFrom(sink.body));
        return {};
    }
    if (sink.kind == "mail"_L1) {
        TRY(mailFrom(sink.body));
        return {};
    }
    return fail(ErrorKind::Usage, Message("sink.kind").arg(sink.kind));
}

QString newDelivery()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString messageSubject(const QJsonObject& message)
{
    if (message.value(u"kind"_s) == u"test"_s)
        return u"Factoid Desk: a test"_s;
    const QJsonArray alerts = message.value(u"alerts"_s).toArray();
    const QString first = alerts.first().toObject().value(u"title"_s).toString();
    const QString over = message.value(u"kind"_s) == u"resolved"_s ? u"over: "_s : QString();
    const QString more = alerts.size() > 1 ? u" (and %1 more)"_s.arg(alerts.size() - 1) : QString();
    return u"Factoid Desk: "_s + over + first + more;
}

QString messageText(const QJsonObject& message)
{
    if (message.value(u"kind"_s) == u"test"_s)
        return u"This is a test. Alerts will come this way.\n"_s;
    QString text;
    for (const QJsonValue& value : message.value(u"alerts"_s).toArray()) {
        const QJsonObject alert = value.toObject();
        const auto word = [&](const char* key) { return alert.value(QLatin1String(key)).toString(); };
        const auto figure = [&](const char* key) { return measuredNumber(alert.value(QLatin1String(key)).toDouble()); };
        text += u"%1 (%2)\n"_s.arg(word("title"), word("severity"));
        text += alert.contains(u"ended_at"_s) ? u"  from %1 to %2\n"_s.arg(word("began_at"), word("ended_at"))
                                              : u"  since %1\n"_s.arg(word("began_at"));
        text += u"  %1: %2, at worst %3; the limit is %4\n"_s.arg(word("metric"), figure("value"), figure("worst"),
                                                                  figure("threshold"));
        text += u"  rule %1, incident %2\n"_s.arg(word("rule"), figure("incident"));
    }
    return text;
}

HttpRequest webhookRequest(const WebhookSink& sink, const QByteArray& secret, const AlertMessage& message,
                           const QDateTime& now)
{
    HttpRequest request;
    request.url = sink.url;
    request.caFile = sink.caFile;
    request.limits = {kSendIdle, kSendTotal, kMostReplyBytes};
    request.body = payload(message);
    const QByteArray time = QByteArray::number(now.toSecsSinceEpoch());
    request.headers = {{"Content-Type", "application/json"},
                       {"X-Factoid-Timestamp", time},
                       {"X-Factoid-Delivery", message.body.value(u"delivery"_s).toString().toLatin1()}};
    if (!secret.isEmpty())
        request.headers.push_back(
            {"X-Factoid-Signature",
             "sha256=" + QMessageAuthenticationCode::hash(time + '.' + request.body, secret, QCryptographicHash::Sha256)
                             .toHex()});
    return request;
}

QByteArray mailText(const MailSink& sink, const AlertMessage& message, const QDateTime& now)
{
    const QString domain = sink.from.section(QLatin1Char('@'), -1);
    QByteArray mail;
    mail += "Date: " + QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000\r\n";
    mail += "From: " + sink.from.toUtf8() + "\r\n";
    mail += "To: " + sink.to.join(u", "_s).toUtf8() + "\r\n";
    mail += "Subject: " + headerText(messageSubject(message.body)) + "\r\n";
    // The same for each try, so that a mail that came twice is seen as one.
    mail += "Message-ID: <alert-" + QByteArray::number(message.id) + "." +
            QByteArray::number(message.createdAt.toMSecsSinceEpoch()) + "@" + domain.toUtf8() + ">\r\n";
    mail += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n";
    constexpr qsizetype kLine = 76;
    const QByteArray body = messageText(message.body).toUtf8().toBase64();
    for (qsizetype at = 0; at < body.size(); at += kLine)
        mail += body.mid(at, kLine) + "\r\n";
    return mail;
}

SendResult sendTo(const AlertSink& sink, const AlertMessage& message, HttpClient& http, const QDateTime& now,
                  const CancelToken& cancel)
{
    if (sink.kind == "webhook"_L1)
        return sendWebhook(sink.body, message, http, now, cancel);
    if (sink.kind == "mail"_L1)
        return sendMail(sink.body, message, now, cancel);
    qCWarning(logMonitor, "%s: %s", qUtf8Printable(messageSubject(message.body)),
              qUtf8Printable(messageText(message.body).simplified()));
    return {true, false, Message("sink.logged")};
}

} // namespace factoid
