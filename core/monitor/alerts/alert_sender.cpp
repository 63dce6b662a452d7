#include "core/monitor/alerts/alert_sender.h"

#include "core/base/log.h"
#include "core/monitor/recovery/breaker_store.h"

namespace factoid {

namespace {

constexpr int kTakenSeconds = 300; // longer than a try can take

// What follows a try that did not do.
void putOff(AlertMessage& message, const SendResult& result, const QDateTime& now)
{
    const int attempt = message.attempts + 1;
    // However long it asks for, the message is not given up for it.
    constexpr std::chrono::milliseconds kLongestAsked = std::chrono::hours(1);
    const auto asked = result.asked ? std::optional(std::min(*result.asked, kLongestAsked)) : std::nullopt;
    const auto wait =
        result.worthRetry ? retryDelay(kAlertRetries, attempt, asked, static_cast<quint64>(message.id)) : std::nullopt;
    if (!wait) {
        message.state = u"failed"_s;
        qCWarning(logMonitor, "alert message %lld to %s will not be tried again: %s",
                  static_cast<long long>(message.id), qUtf8Printable(message.sink),
                  qUtf8Printable(result.words.text()));
        return;
    }
    message.nextAt = now.addMSecs(wait->count());
}

Result<void> sendOne(Database& db, HttpClient& http, AlertMessage message, const QDateTime& now,
                     const CancelToken& cancel, AlertsSent& done)
{
    AlertStore store(db);
    BreakerStore breakers(db);
    const QString breaker = u"sink:"_s + message.sink;
    const auto sink = TRY(store.sink(message.sink));
    const bool outside = sink && sink->kind != "log"_L1;
    if (outside && !TRY(breakers.wouldAllow(breaker, now))) {
        ++done.waiting;
        return {};
    }
    if (!TRY(store.claim(message, now.addSecs(kTakenSeconds))))
        return {};
    if (outside && !TRY(breakers.allow(breaker, now)).allowed) {
        ++done.waiting;
        return {};
    }
    const SendResult result =
        sink ? sendTo(*sink, message, http, now, cancel) : SendResult{false, false, Message("sink.removed")};
    message.result = result.words;
    if (result.sent) {
        message.state = u"sent"_s;
        message.sentAt = now;
        ++done.sent;
    } else {
        putOff(message, result, now);
        message.state == "failed"_L1 ? ++done.failed : ++done.waiting;
    }
    if (outside) {
        if (result.sent)
            TRY(breakers.success(breaker, now));
        else
            TRY(breakers.failure(breaker, now));
    }
    return store.saveMessage(message);
}

} // namespace

Result<AlertsSent> sendAlerts(Database& db, HttpClient& http, const QDateTime& now, const CancelToken& cancel)
{
    AlertsSent done;
    for (const AlertMessage& message : TRY(AlertStore(db).due(now))) {
        if (cancel.requested())
            return CancelToken::error();
        TRY(sendOne(db, http, message, now, cancel, done));
    }
    return done;
}

} // namespace factoid
