// Alert queries: what fires, the rules with their history, silences, who is told and what was said; asked by the window
// and by `alerts` on the command line. They change nothing. Used by the thread that owns the database.
#pragma once

#include "core/base/record.h"
#include "core/monitor/alerts/alert_rule.h"
#include "core/queries/queries.h"
#include "core/store/operations/alert_store.h"

namespace factoid {

constexpr int kBacktestDays = 90;

struct IncidentRow {
    qint64 id = 0;
    QString rule, title, severity;
    QString beganAt;
    std::optional<QString> endedAt; // none: it is open
    qint64 minutes = 0;             // how long, up to now
    double worst = 0, last = 0, threshold = 0;
    QString metric, unit;
    bool above = true;
    std::optional<QString> toldAt; // none: nobody was told
    QString state;                 // firing, clearing, silenced; over
    static auto fields()
    {
        using Row = IncidentRow;
        return std::tuple{field("id", &Row::id),
                          field("rule", &Row::rule),
                          field("title", &Row::title),
                          field("severity", &Row::severity),
                          field("began_at", &Row::beganAt),
                          field("ended_at", &Row::endedAt),
                          field("minutes", &Row::minutes),
                          field("worst", &Row::worst),
                          field("last", &Row::last),
                          field("threshold", &Row::threshold),
                          field("metric", &Row::metric),
                          field("unit", &Row::unit),
                          field("above", &Row::above),
                          field("told_at", &Row::toldAt),
                          field("state", &Row::state)};
    }
};
struct AlertListAnswer {
    std::optional<QString> watchedTo; // none: nobody has watched yet
    std::vector<IncidentRow> firing;  // open ones, critical first
    std::vector<IncidentRow> past;    // newest first
    static auto fields()
    {
        return std::tuple{field("watched_to", &AlertListAnswer::watchedTo), field("firing", &AlertListAnswer::firing),
                          field("past", &AlertListAnswer::past)};
    }
};
// alerts list: what fires, and what was over in the last days.
[[nodiscard]] Result<AlertListAnswer> alertListQuery(QueryContext& context, int days);

struct RuleRow {
    QString id, title, severity, state; // state: ok, pending, firing, clearing, no_data, silenced, off
    bool enabled = true;
    bool own = false; // set by hand
    QString metric, measure, unit;
    QJsonObject labels;
    std::optional<double> value; // in the last minute that is known
    bool above = true;
    double threshold = 0, clear = 0;
    qint64 windowMinutes = 1, forMinutes = 0, keepMinutes = 0;
    QStringList sinks;                      // empty: all
    qint64 incidents = 0;                   // in the last 30 days
    std::vector<std::optional<double>> day; // of the last 24 hours, a quarter of an hour each
    static auto fields()
    {
        using Row = RuleRow;
        return std::tuple{field("id", &Row::id),
                          field("title", &Row::title),
                          field("severity", &Row::severity),
                          field("state", &Row::state),
                          field("enabled", &Row::enabled),
                          field("own", &Row::own),
                          field("metric", &Row::metric),
                          field("measure", &Row::measure),
                          field("labels", &Row::labels),
                          field("unit", &Row::unit),
                          field("value", &Row::value),
                          field("above", &Row::above),
                          field("threshold", &Row::threshold),
                          field("clear", &Row::clear),
                          field("window_minutes", &Row::windowMinutes),
                          field("for_minutes", &Row::forMinutes),
                          field("keep_minutes", &Row::keepMinutes),
                          field("sinks", &Row::sinks),
                          field("incidents_30_days", &Row::incidents),
                          field("last_24_hours", &Row::day)};
    }
};
struct RulesAnswer {
    std::vector<RuleRow> rules;
    static auto fields() { return std::tuple{field("rules", &RulesAnswer::rules)}; }
};
// alerts rules.
[[nodiscard]] Result<RulesAnswer> alertRulesQuery(QueryContext& context);

// The rule with a change over it that is not saved. Errors: Usage.
[[nodiscard]] Result<AlertRule> draftRule(QueryContext& context, const QString& id, const QJsonObject& change);

// What a rule looked at over so many days, for whoever tries thresholds on it.
struct RuleHistory {
    AlertRule rule;
    QString unit;
    qint64 from = 0; // minute of the first value
    Values values;   // a minute each
};
[[nodiscard]] Result<RuleHistory> ruleHistoryQuery(QueryContext& context, const AlertRule& rule, int days);

struct BacktestIncident {
    QString beganAt;
    std::optional<QString> endedAt; // none: it would be open now
    double worst = 0;
    static auto fields()
    {
        using Row = BacktestIncident;
        return std::tuple{field("began_at", &Row::beganAt), field("ended_at", &Row::endedAt),
                          field("worst", &Row::worst)};
    }
};
struct BacktestAnswer {
    QJsonObject rule;
    QString from, to;
    qint64 days = 0, minutes = 0, known = 0, fired = 0;
    std::vector<BacktestIncident> incidents;
    static auto fields()
    {
        using A = BacktestAnswer;
        return std::tuple{field("rule", &A::rule),   field("from", &A::from),          field("to", &A::to),
                          field("days", &A::days),   field("minutes", &A::minutes),    field("known", &A::known),
                          field("fired", &A::fired), field("incidents", &A::incidents)};
    }
};
// alerts backtest RULE: what it would have done.
[[nodiscard]] Result<BacktestAnswer> backtestQuery(QueryContext& context, const AlertRule& rule, int days);

struct SilenceRow {
    qint64 id = 0;
    QString rule, from, until, weekdays, starts;
    qint64 minutes = 0;
    QString author, reason;
    std::optional<QString> endedAt;
    QString state;          // holds, waits, over
    qint64 minutesLeft = 0; // until it ends
    static auto fields()
    {
        using Row = SilenceRow;
        return std::tuple{field("id", &Row::id),
                          field("rule", &Row::rule),
                          field("from", &Row::from),
                          field("until", &Row::until),
                          field("weekdays", &Row::weekdays),
                          field("starts", &Row::starts),
                          field("minutes", &Row::minutes),
                          field("author", &Row::author),
                          field("reason", &Row::reason),
                          field("ended_at", &Row::endedAt),
                          field("state", &Row::state),
                          field("minutes_left", &Row::minutesLeft)};
    }
};
struct SilencesAnswer {
    std::vector<SilenceRow> silences;
    static auto fields() { return std::tuple{field("silences", &SilencesAnswer::silences)}; }
};
// alerts silences: those that are not over, and those that were in the last 30 days.
[[nodiscard]] Result<SilencesAnswer> silencesQuery(QueryContext& context);

struct SinkRow {
    QString name, kind;
    QJsonObject body;
    static auto fields()
    {
        return std::tuple{field("name", &SinkRow::name), field("kind", &SinkRow::kind), field("body", &SinkRow::body)};
    }
};
struct MessageRow {
    qint64 id = 0;
    QString sink, kind, createdAt, state, subject, result;
    qint64 attempts = 0;
    std::optional<QString> sentAt;
    static auto fields()
    {
        using Row = MessageRow;
        return std::tuple{field("id", &Row::id),
                          field("sink", &Row::sink),
                          field("kind", &Row::kind),
                          field("created_at", &Row::createdAt),
                          field("state", &Row::state),
                          field("subject", &Row::subject),
                          field("attempts", &Row::attempts),
                          field("sent_at", &Row::sentAt),
                          field("result", &Row::result)};
    }
};
struct SinksAnswer {
    std::vector<SinkRow> sinks;
    std::vector<MessageRow> messages; // newest first
    static auto fields()
    {
        return std::tuple{field("sinks", &SinksAnswer::sinks), field("messages", &SinksAnswer::messages)};
    }
};
// alerts sinks: who is told, and what was said.
[[nodiscard]] Result<SinksAnswer> sinksQuery(QueryContext& context, int limit);

} // namespace factoid
