// AlertSender: sends what is to be said of alerts. A message is taken by one process at a time; one that could not be
// sent is tried again after growing waits, and a sink that keeps failing is left alone for a while by its breaker
// ("sink:NAME"). A process that dies while it sends leaves the message to be sent once more. Blocks: not on the main
// thread.
#pragma once

#include "core/monitor/alerts/alert_sinks.h"
#include "core/net/retry_policy.h"

namespace factoid {

inline constexpr RetryPolicy kAlertRetries{6, std::chrono::seconds(30), 4, std::chrono::hours(1),
                                           std::chrono::hours(6)};

struct AlertsSent {
    int sent = 0, failed = 0, waiting = 0; // failed: given up
};
// Sends what is due at `now`. Errors: the store's.
[[nodiscard]] Result<AlertsSent> sendAlerts(Database& db, HttpClient& http, const QDateTime& now,
                                            const CancelToken& cancel = {});

} // namespace factoid
