#include "core/queries/alerts/alert_queries.h"

#include "core/monitor/alerts/alert_sinks.h"
#include "core/monitor/alerts/silences.h"
#include "core/store/sql/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kIncidentDays = 30;
constexpr qint64 kQuarter = 15;

QTimeZone zoneOf(const Settings& settings)
{
    const QTimeZone zone(settings.scheduleZone.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QString unitOf(const AlertRule& rule)
{
    return rule.per ? u"ratio"_s : findMetric(rule.series.metric)->unit;
}

QJsonObject wishLabels(const SeriesWish& wish)
{
    QJsonObject json;
    for (const auto& [name, value] : wish.labels)
        json.insert(name, value);
    return json;
}

QString stateOf(const AlertRule& rule, const std::map<QString, KeptAlertState>& states)
{
    if (!rule.enabled)
        return u"off"_s;
    const auto kept = states.find(rule.id);
    return alertPhaseName(kept == states.end() ? AlertPhase::NoData : AlertState::fromJson(kept->second.body).shown());
}

IncidentRow rowOf(const KeptIncident& incident, const std::map<QString, AlertRule>& rules,
                  const std::map<QString, KeptAlertState>& states, qint64 now)
{
    IncidentRow row;
    row.id = incident.id;
    row.rule = incident.rule;
    row.title = incident.rule;
    row.severity = u"warning"_s;
    row.state = u"over"_s;
    row.beganAt = timeText(instantOf(incident.began));
    if (incident.ended)
        row.endedAt = timeText(instantOf(*incident.ended));
    row.minutes = std::max<qint64>(incident.ended.value_or(now) - incident.began, 0);
    row.worst = incident.worst;
    row.last = incident.last;
    row.threshold = incident.threshold;
    row.toldAt = timeIfAny(incident.toldAt);
    if (const auto rule = rules.find(incident.rule); rule != rules.end()) {
        row.title = rule->second.title;
        row.severity = rule->second.severity;
        row.metric = rule->second.series.metric;
        row.unit = unitOf(rule->second);
        row.above = rule->second.above;
        if (!incident.ended)
            row.state = stateOf(rule->second, states);
    }
    return row;
}

// The value of each quarter of an hour that is worst for the rule.
std::vector<std::optional<double>> quarters(const AlertRule& rule, const Values& values)
{
    std::vector<std::optional<double>> worst((values.size() + kQuarter - 1) / kQuarter);
    for (size_t i = 0; i < values.size(); ++i) {
        auto& quarter = worst[i / kQuarter];
        if (values[i] && (!quarter || (rule.above ? *values[i] > *quarter : *values[i] < *quarter)))
            quarter = values[i];
    }
    return worst;
}

} // namespace

Result<AlertListAnswer> alertListQuery(QueryContext& context, int days)
{
    AlertStore store(context.db);
    const auto rules = alertRules(TRY(store.rules()));
    const auto states = TRY(store.states());
    const qint64 now = minuteOf(context.clock.now());
    AlertListAnswer answer;
    if (const auto last = TRY(MetricStore(context.db).lastCovered()))
        answer.watchedTo = timeText(instantOf(last->to));
    for (const KeptIncident& incident : TRY(store.incidents(now - days * kDayMinutes)))
        (incident.ended ? answer.past : answer.firing).push_back(rowOf(incident, rules, states, now));
    std::ranges::stable_sort(answer.firing, {}, [](const IncidentRow& row) { return row.severity != "critical"_L1; });
    return answer;
}

Result<RulesAnswer> alertRulesQuery(QueryContext& context)
{
    AlertStore store(context.db);
    const auto rows = TRY(store.rules());
    const auto states = TRY(store.states());
    const auto last = TRY(MetricStore(context.db).lastCovered());
    const qint64 to = last ? last->to : minuteOf(context.clock.now());
    std::map<QString, qint64> incidents;
    for (const KeptIncident& incident : TRY(store.incidents(to - kIncidentDays * kDayMinutes)))
        ++incidents[incident.rule];
    RulesAnswer answer;
    for (const auto& [id, rule] : alertRules(rows)) {
        const Values values = TRY(valuesOf(context.db, rule, to - kDayMinutes, to));
        RuleRow row;
        row.id = id;
        row.title = rule.title;
        row.severity = rule.severity;
        row.state = stateOf(rule, states);
        row.enabled = rule.enabled;
        row.own = rows.contains(id);
        row.metric = rule.series.metric;
        row.measure = measureName(rule.series.measure);
        row.unit = unitOf(rule);
        row.labels = wishLabels(rule.series);
        row.value = values.back();
        row.above = rule.above;
        row.threshold = rule.threshold;
        row.clear = rule.clear;
        row.windowMinutes = rule.windowMinutes;
        row.forMinutes = rule.times.forMinutes;
        row.keepMinutes = rule.times.keepMinutes;
        row.sinks = rule.sinks;
        row.incidents = incidents[id];
        row.day = quarters(rule, values);
        answer.rules.push_back(std::move(row));
    }
    return answer;
}

Result<AlertRule> draftRule(QueryContext& context, const QString& id, const QJsonObject& change)
{
    const auto rules = alertRules(TRY(AlertStore(context.db).rules()));
    const auto known = rules.find(id);
    if (known == rules.end() && !change.contains(u"series"_s))
        return fail(ErrorKind::Usage, Message("alerts.no_rule").arg(id));
    return AlertRule::fromJson(id, changedRule(known == rules.end() ? QJsonObject() : known->second.toJson(), change));
}

Result<RuleHistory> ruleHistoryQuery(QueryContext& context, const AlertRule& rule, int days)
{
    const auto last = TRY(MetricStore(context.db).lastCovered());
    const qint64 to = last ? last->to : minuteOf(context.clock.now());
    const qint64 from = to - days * kDayMinutes;
    return RuleHistory{rule, unitOf(rule), from, TRY(valuesOf(context.db, rule, from, to))};
}

Result<BacktestAnswer> backtestQuery(QueryContext& context, const AlertRule& rule, int days)
{
    const RuleHistory history = TRY(ruleHistoryQuery(context, rule, days));
    const Backtest test = backtest(rule, history.values, history.from);
    BacktestAnswer answer;
    answer.rule = rule.toJson();
    answer.rule.insert(u"id"_s, rule.id);
    answer.from = timeText(instantOf(history.from));
    answer.to = timeText(instantOf(history.from + std::ssize(history.values)));
    answer.days = days;
    answer.minutes = test.minutes;
    answer.known = test.known;
    answer.fired = std::ssize(test.incidents);
    for (const AlertIncident& incident : test.incidents)
        answer.incidents.push_back({timeText(instantOf(incident.began)),
                                    incident.ended ? std::optional(timeText(instantOf(*incident.ended))) : std::nullopt,
                                    incident.worst});
    return answer;
}

Result<SilencesAnswer> silencesQuery(QueryContext& context)
{
    constexpr qint64 kMinute = 60;
    const QDateTime now = context.clock.now();
    const QTimeZone zone = zoneOf(context.settings);
    SilencesAnswer answer;
    for (const Silence& silence : TRY(AlertStore(context.db).silences(now.addDays(-kIncidentDays)))) {
        const QDateTime end =
            silence.endedAt.isValid() && silence.endedAt < silence.until ? silence.endedAt : silence.until;
        SilenceRow row{silence.id,
                       silence.rule,
                       timeText(silence.from),
                       timeText(silence.until),
                       silence.weekdays,
                       silence.starts,
                       silence.minutes,
                       silence.author,
                       silence.reason,
                       timeIfAny(silence.endedAt),
                       {},
                       0};
        row.state = end <= now                                          ? u"over"_s
                    : holds(silence, silence.rule, minuteOf(now), zone) ? u"holds"_s
                                                                        : u"waits"_s;
        row.minutesLeft = std::max<qint64>(now.secsTo(end), 0) / kMinute;
        answer.silences.push_back(std::move(row));
    }
    return answer;
}

Result<SinksAnswer> sinksQuery(QueryContext& context, int limit)
{
    AlertStore store(context.db);
    SinksAnswer answer;
    for (const AlertSink& sink : TRY(store.sinks()))
        answer.sinks.push_back({sink.name, sink.kind, sink.body});
    for (const AlertMessage& message : TRY(store.messages(limit)))
        answer.messages.push_back({message.id, message.sink, message.kind, timeText(message.createdAt), message.state,
                                   messageSubject(message.body), message.result.text(), message.attempts,
                                   timeIfAny(message.sentAt)});
    return answer;
}

} // namespace factoid
