// Failure queries: what goes wrong in patterns, the incidents beneath, what was done, breakers and the recovery table;
// asked by the window and by `errors`, `breakers` and `recovery`. Used by the thread that owns the database; none
// writes.
#pragma once

#include "core/base/record.h"
#include "core/monitor/recovery/recovery_rules.h"
#include "core/net/circuit_breaker.h"
#include "core/queries/queries.h"
#include "core/store/operations/failure_store.h"

#include <map>

namespace factoid {

struct FailureFilter {
    int days = 7;           // 1 to 366
    QString kind, provider; // empty: all
    bool openOnly = false;
    int hour = -1; // 0 to 23 of schedule.zone: only incidents that were met in it on some day; -1: all
    qint64 limit = 50, offset = 0;
};
// What failed again and again: by kind and provider, by kind and field, or at one hour of the day.
struct FailurePattern {
    QString by; // kind, field, hour
    QString kind, provider, fieldSlug;
    std::optional<int> hour; // of the local day
    qint64 count = 0, incidents = 0, open = 0;
    std::optional<QString> since, last; // none: by hour
    QString action, actionResult;       // what was done last, and what came of it; empty: nothing was
    QStringList rule = {};              // the steps that its rule names
    QString sentence;
    static auto fields()
    {
        return std::tuple{field("by", &FailurePattern::by),
                          field("kind", &FailurePattern::kind),
                          field("provider", &FailurePattern::provider),
                          field("field", &FailurePattern::fieldSlug),
                          field("hour", &FailurePattern::hour),
                          field("count", &FailurePattern::count),
                          field("incidents", &FailurePattern::incidents),
                          field("open", &FailurePattern::open),
                          field("since", &FailurePattern::since),
                          field("last", &FailurePattern::last),
                          field("action", &FailurePattern::action),
                          field("action_result", &FailurePattern::actionResult),
                          field("rule", &FailurePattern::rule),
                          field("sentence", &FailurePattern::sentence)};
    }
};

// How often what went wrong on a local day: {date, kinds: {kind: n}, all}.
struct FailureDay {
    QDate date;
    std::map<QString, qint64> kinds;
    qint64 all = 0;
    friend bool operator==(const FailureDay&, const FailureDay&) = default;
    [[nodiscard]] QJsonObject toJson() const;
};

// How often a kind was met in each hour of the local day.
struct FailureHours {
    QString kind;
    std::vector<qint64> hours; // 24
    qint64 all = 0;
    static auto fields()
    {
        return std::tuple{field("kind", &FailureHours::kind), field("hours", &FailureHours::hours),
                          field("all", &FailureHours::all)};
    }
};

struct ErrorsAnswer {
    int days = 0;
    QString since;
    QString sentence = {};                // of the first pattern
    std::vector<FailurePattern> patterns; // open ones and the most frequent first
    std::vector<Incident> incidents;      // newest first
    qint64 total = 0;                     // of the incidents, without limit and offset
    std::vector<RecoveryStep> actions;    // newest first
    std::vector<Incident> alerts;         // open ones that called for a person
    std::vector<FailureDay> trend;        // oldest first
    std::vector<FailureHours> byHour;     // most frequent first
    QString zone;                         // that days and hours are of
    QStringList kinds = {};               // that there are
    static auto fields()
    {
        return std::tuple{field("days", &ErrorsAnswer::days),           field("since", &ErrorsAnswer::since),
                          field("sentence", &ErrorsAnswer::sentence),   field("patterns", &ErrorsAnswer::patterns),
                          field("incidents", &ErrorsAnswer::incidents), field("total", &ErrorsAnswer::total),
                          field("actions", &ErrorsAnswer::actions),     field("alerts", &ErrorsAnswer::alerts),
                          field("trend", &ErrorsAnswer::trend),         field("by_hour", &ErrorsAnswer::byHour),
                          field("zone", &ErrorsAnswer::zone),           field("kinds", &ErrorsAnswer::kinds)};
    }
};
// `openOnly` and `hour` narrow the incidents only. Errors: Usage, for a kind that does not exist, days or an hour out
// of range.
[[nodiscard]] Result<ErrorsAnswer> errorsQuery(QueryContext& context, const FailureFilter& filter);

// An incident with the name of its field; as Incident::toJson, and field_name.
struct NamedIncident : Incident {
    QString fieldName; // the slug where the field has none
    friend bool operator==(const NamedIncident&, const NamedIncident&) = default;
    [[nodiscard]] QJsonObject toJson() const;
};
struct IncidentHour {
    QString hour; // "2026-11-24T09"
    qint64 count = 0;
    friend bool operator==(const IncidentHour&, const IncidentHour&) = default;
    static auto fields()
    {
        return std::tuple{field("hour", &IncidentHour::hour), field("count", &IncidentHour::count)};
    }
};
struct IncidentAnswer {
    NamedIncident incident;
    std::vector<IncidentHour> hours;   // in which it was met, oldest first
    std::vector<RecoveryStep> actions; // newest first
    std::vector<qint64> runs;          // that met it first and last; 0: none
    friend bool operator==(const IncidentAnswer&, const IncidentAnswer&) = default;
    static auto fields()
    {
        return std::tuple{field("incident", &IncidentAnswer::incident), field("hours", &IncidentAnswer::hours),
                          field("actions", &IncidentAnswer::actions), field("runs", &IncidentAnswer::runs)};
    }
};
// Errors: Input.
[[nodiscard]] Result<IncidentAnswer> incidentQuery(QueryContext& context, qint64 id);

// For status and the overview.
struct ErrorsBrief {
    qint64 open = 0, last24Hours = 0, alerts = 0;
    std::optional<Incident> newest; // open one
    static auto fields()
    {
        return std::tuple{field("open", &ErrorsBrief::open), field("last_24_hours", &ErrorsBrief::last24Hours),
                          field("alerts", &ErrorsBrief::alerts), field("newest", &ErrorsBrief::newest)};
    }
};
[[nodiscard]] Result<ErrorsBrief> errorsBrief(QueryContext& context);

// A circuit breaker: as breakerJson (core/net/circuit_breaker.h) with its phase at this moment, {name, actor, allowed,
// retry_at, sentence, retries_left, changed_at}.
struct BreakerReport {
    QString name;
    BreakerState state;                        // as it is kept
    BreakerPhase phase = BreakerPhase::Closed; // at this moment
    BreakerAnswer answer;                      // whether it would be asked now
    QString actor;
    qint64 retriesLeft = 0;
    QDateTime changedAt; // invalid: nobody has ever asked
    [[nodiscard]] QJsonObject toJson() const;
};
struct BreakersAnswer {
    std::vector<BreakerReport> breakers; // by name; one that was never asked is not there: it is closed
    static auto fields() { return std::tuple{field("breakers", &BreakersAnswer::breakers)}; }
};
[[nodiscard]] Result<BreakersAnswer> breakersQuery(QueryContext& context);
// Of a cache level; a closed one where nobody has asked yet.
[[nodiscard]] Result<BreakerReport> levelBreaker(QueryContext& context, const QString& level);

// A row of the recovery table.
struct RecoveryRow {
    QString pattern;  // a kind, or kind@provider
    bool own = false; // an operator's
    RecoveryRule rule;
    std::optional<RecoveryRule> standard; // the program's own for the kind; none: for kind@provider
    friend bool operator==(const RecoveryRow&, const RecoveryRow&) = default;
    static auto fields()
    {
        return std::tuple{field("pattern", &RecoveryRow::pattern), field("own", &RecoveryRow::own),
                          field("rule", &RecoveryRow::rule), field("standard", &RecoveryRow::standard)};
    }
};
struct RecoveryAnswer {
    std::vector<RecoveryRow> rules = {}; // in the order of the kinds
    QStringList actions, kinds = {};     // that there are
    static auto fields()
    {
        return std::tuple{field("rules", &RecoveryAnswer::rules), field("actions", &RecoveryAnswer::actions),
                          field("kinds", &RecoveryAnswer::kinds)};
    }
};
[[nodiscard]] Result<RecoveryAnswer> recoveryQuery(QueryContext& context);

} // namespace factoid
