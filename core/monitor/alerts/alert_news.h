// AlertNews: what is to be told of one rule, and how it becomes messages to whoever is told. The thread of the
// database.
#pragma once

#include "core/monitor/alerts/alert_rule.h"
#include "core/store/operations/alert_store.h"

#include <vector>

namespace factoid {

struct AlertNews {
    AlertRule rule;
    KeptIncident incident;
};

// Adds one message a group and sink, of the kind "firing" or "resolved", and gives their number. Sending is another
// thing (alert_sender.h). Called within the transaction that changes the incidents.
[[nodiscard]] Result<int> writeNews(AlertStore& store, const std::vector<AlertNews>& news, const QString& kind,
                                    const QDateTime& now);

} // namespace factoid
