// AlertRule: what is watched and when it matters, as data: those of resources/alerts, with the operator's over them.
// Plain values; any thread.
#pragma once

#include "core/base/result.h"
#include "core/monitor/alerts/alert_state.h"
#include "core/monitor/metrics/series_reader.h"

#include <map>

namespace factoid {

constexpr int kMostRuleMinutes = 31 * 24 * 60; // of a window and of each wait

struct AlertRule {
    QString id;    // "stale"
    QString title; // what it says when it fires, in a few words
    bool enabled = true;
    QString severity = u"warning"_s; // warning, critical
    QString group;                   // rules of one group that fire in one minute are one message; empty: its own
    SeriesWish series;
    std::optional<SeriesWish> per; // the value is divided by this one's; where that is 0 there is no value
    int windowMinutes = 1;         // of a counter or a histogram: over so many minutes
    bool above = true;             // over is: at the threshold or above it; else at it or below
    double threshold = 0;
    double clear = 0; // under is: at the clear level or beyond it
    AlertTimes times;
    QStringList sinks; // names; empty: all that there are

    friend bool operator==(const AlertRule& a, const AlertRule& b) { return a.toJson() == b.toJson(); }
    [[nodiscard]] QJsonObject toJson() const;
    // Errors: Usage, with the sentence. `id` is not in it.
    [[nodiscard]] static Result<AlertRule> fromJson(const QString& id, const QJsonObject& json);
};

// The program's own, by id.
[[nodiscard]] const std::map<QString, AlertRule>& standardAlertRules();
// With the operator's rows over them; a row that makes no sense any more is left out.
[[nodiscard]] std::map<QString, AlertRule> alertRules(const std::map<QString, QJsonObject>& rows);

// A rule's JSON with what is given in place of what was; null: without it. A threshold that moves past the clear level
// takes that along.
[[nodiscard]] QJsonObject changedRule(QJsonObject rule, const QJsonObject& change);

[[nodiscard]] Reading readingOf(const AlertRule& rule, const std::optional<double>& value);
// What the rule looks at in each minute, from <= minute < to. Errors: the store's; Usage.
[[nodiscard]] Result<Values> valuesOf(Database& db, const AlertRule& rule, qint64 from, qint64 to);

// An incident, as a state machine saw it.
struct AlertIncident {
    qint64 began = 0;            // minute in which it fired
    std::optional<qint64> ended; // none: it is open
    double worst = 0, last = 0;
    bool told = false;
};
// What the rule would have done from one minute to another, on these values, from a state in which nothing was open.
struct Backtest {
    std::vector<AlertIncident> incidents;
    qint64 minutes = 0, known = 0; // looked at, and of these with a value
};
[[nodiscard]] Backtest backtest(const AlertRule& rule, const Values& values, qint64 from,
                                const std::vector<bool>& silenced = {});

} // namespace factoid
