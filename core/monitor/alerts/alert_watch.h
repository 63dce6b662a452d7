// AlertWatch: what the rules say of the minutes that are new, and what is to be said of it. Called after metrics were
// collected, within the same transaction: an incident, the state of its rule and the messages about it are in the store
// together or not at all, so nobody is told twice. Sending is another thing (alert_sender.h). The thread of the
// database.
#pragma once

#include "core/base/settings.h"
#include "core/monitor/alerts/alert_rule.h"
#include "core/store/operations/alert_store.h"

namespace factoid {

struct AlertsWatched {
    int opened = 0, closed = 0, messages = 0;
};

// Looks at the minutes before `to` that each rule has not been asked about; at most a day of them.
[[nodiscard]] Result<AlertsWatched> watchAlerts(Database& db, const Settings& settings, qint64 to,
                                                const QDateTime& now);

} // namespace factoid
