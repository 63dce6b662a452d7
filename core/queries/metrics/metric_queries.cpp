#include "core/queries/metrics/metric_queries.h"

#include "core/monitor/alerts/alert_rule.h"
#include "core/monitor/metrics/anomaly.h"
#include "core/monitor/metrics/prometheus_text.h"
#include "core/store/operations/alert_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr qint64 kMostMinutes = 7 * kDayMinutes; // shown as minutes at most
constexpr qint64 kMostHours = 100 * kDayMinutes; // as hours
constexpr qint64 kMostPoints = 200'000;

QString sourceName(MetricOrigin origin)
{
    switch (origin) {
    case MetricOrigin::Query:
        return u"query"_s;
    case MetricOrigin::Counted:
        return u"counted"_s;
    case MetricOrigin::Sampled:
        break;
    }
    return u"sampled"_s;
}

QJsonObject labelsJson(const MetricLabels& labels)
{
    QJsonObject json;
    for (const auto& [name, value] : labels)
        json.insert(name, value);
    return json;
}

qint64 fittingStep(qint64 minutes)
{
    return minutes <= kMostMinutes / 3 ? 1 : minutes <= kMostHours ? kHourMinutes : kDayMinutes;
}

void sumUp(SeriesAnswer& answer, const Values& values)
{
    double sum = 0;
    for (const auto& value : values) {
        if (!value)
            continue;
        ++answer.known;
        sum += *value;
        answer.least = std::min(answer.least.value_or(*value), *value);
        answer.most = std::max(answer.most.value_or(*value), *value);
        answer.last = value;
    }
    if (answer.known > 0)
        answer.average = sum / static_cast<double>(answer.known);
}

} // namespace

QString stepName(qint64 step)
{
    return step == kDayMinutes ? u"day"_s : step == kHourMinutes ? u"hour"_s : u"minute"_s;
}

qint64 stepFrom(const QString& name)
{
    return name == "day"_L1 ? kDayMinutes : name == "hour"_L1 ? kHourMinutes : name == "minute"_L1 ? 1 : 0;
}

Result<MetricListAnswer> metricListQuery(QueryContext& context)
{
    MetricStore store(context.db);
    SeriesReader reader(context.db);
    MetricListAnswer answer;
    const auto last = TRY(store.lastCovered());
    if (last)
        answer.watchedTo = timeText(instantOf(last->to));
    std::map<QString, qint64> counts;
    for (const MetricSeries& series : TRY(store.series()))
        ++counts[series.name];
    const qint64 to = minuteOf(context.clock.now()) + 1;
    for (const MetricSpec& spec : metricTable()) {
        MetricRow row{spec.name, metricKindName(spec.kind), spec.unit, spec.help, spec.labels, sourceName(spec.origin),
                      spec.sql,  counts[spec.name],         {},        {}};
        const SeriesWish wish{spec.name, {}, measuresOf(spec.kind).front()};
        row.day = TRY(reader.steps(wish, kHourMinutes, to - kDayMinutes + kHourMinutes, to));
        if (spec.kind == MetricKind::Gauge) {
            if (last)
                row.newest = TRY(reader.minutes(wish, last->to - 1, last->to)).front();
        } else if (last) {
            row.newest =
                TRY(reader.minutes({spec.name, {}, SeriesMeasure::Sum}, last->to - 1, last->to, kHourMinutes)).front();
        }
        answer.metrics.push_back(std::move(row));
    }
    return answer;
}

Result<SeriesAnswer> seriesQuery(QueryContext& context, const SeriesFilter& filter)
{
    TRY(checkWish(filter.wish));
    const qint64 to = filter.to.isValid() ? minuteOf(filter.to.addSecs(59)) : minuteOf(context.clock.now()) + 1;
    const qint64 wanted = filter.from.isValid() ? minuteOf(filter.from) : to - kDayMinutes;
    if (wanted >= to)
        return fail(ErrorKind::Usage, Message("metrics.times"));
    const qint64 step = filter.step > 0 ? filter.step : fittingStep(to - wanted);
    const qint64 from = stepOf(wanted, step);
    if ((to - from) / step > kMostPoints)
        return fail(ErrorKind::Usage, Message("metrics.points").arg(kMostPoints));
    SeriesReader reader(context.db);
    const Values values =
        step == 1 ? TRY(reader.minutes(filter.wish, from, to)) : TRY(reader.steps(filter.wish, step, from, to));
    const MetricSpec& spec = *findMetric(filter.wish.metric);
    SeriesAnswer answer;
    answer.metric = spec.name;
    answer.kind = metricKindName(spec.kind);
    answer.unit = spec.unit;
    answer.measure = measureName(filter.wish.measure);
    answer.labels = labelsJson(filter.wish.labels);
    answer.step = stepName(step);
    answer.from = timeText(instantOf(from));
    answer.to = timeText(instantOf(to));
    answer.points.reserve(values.size());
    for (size_t i = 0; i < values.size(); ++i)
        answer.points.push_back({timeText(instantOf(from + qint64(i) * step)), values[i]});
    sumUp(answer, values);
    for (const MetricSeries& series : TRY(MetricStore(context.db).seriesOf(spec.name)))
        answer.series.push_back(labelsJson(series.labels));
    return answer;
}

Result<std::vector<ChartEvent>> chartEventsQuery(QueryContext& context, const QDateTime& from, const QDateTime& to)
{
    constexpr int kMostRuns = 1'000;
    std::vector<ChartEvent> events;
    for (const RunRecord& run : TRY(RunStore(context.db).newestSince(from, kMostRuns))) {
        if (!run.finishedAt.isValid() || run.finishedAt >= to)
            continue;
        if (run.job == "import"_L1 && run.outcome == "done"_L1)
            events.push_back({run.finishedAt, u"import"_s, run.outcome});
        if (run.job == "update-factoids"_L1 && run.outcome == "published"_L1)
            events.push_back({run.finishedAt, u"published"_s, run.outcome});
    }
    AlertStore store(context.db);
    const auto rules = alertRules(TRY(store.rules()));
    for (const KeptIncident& incident : TRY(store.incidents(minuteOf(from)))) {
        const QDateTime began = instantOf(incident.began);
        const auto rule = rules.find(incident.rule);
        if (began >= from && began < to)
            events.push_back({began, u"alert"_s, rule == rules.end() ? incident.rule : rule->second.title});
    }
    std::ranges::sort(events, {}, &ChartEvent::at);
    return events;
}

Result<AnomaliesAnswer> anomaliesQuery(QueryContext& context, int days, const QStringList& metrics)
{
    SeriesReader reader(context.db);
    const qint64 to = stepOf(minuteOf(context.clock.now()), kHourMinutes); // whole hours only
    const qint64 from = to - days * kDayMinutes, first = from - kAnomalyWeeks * 7 * kDayMinutes;
    AnomaliesAnswer answer;
    answer.days = days;
    for (const MetricSpec& spec : metricTable()) {
        if (!metrics.isEmpty() && !metrics.contains(spec.name))
            continue;
        const SeriesMeasure measure = measuresOf(spec.kind).front();
        const Values values = TRY(reader.steps({spec.name, {}, measure}, kHourMinutes, first, to));
        const auto timeOf = [&](size_t hour) { return timeText(instantOf(first + qint64(hour) * kHourMinutes)); };
        for (const Anomaly& odd : anomaliesIn(values, size_t((from - first) / kHourMinutes)))
            answer.anomalies.push_back({spec.name,
                                        measureName(measure),
                                        spec.unit,
                                        timeOf(odd.from),
                                        odd.isOpen ? std::nullopt : std::optional(timeOf(odd.to)),
                                        odd.worst,
                                        odd.usual,
                                        odd.score,
                                        {}});
    }
    // Times as text sort as they follow each other.
    for (AnomalyRow& row : answer.anomalies) {
        for (const AnomalyRow& other : answer.anomalies) {
            const bool meet =
                (!other.endedAt || row.beganAt < *other.endedAt) && (!row.endedAt || other.beganAt < *row.endedAt);
            if (meet && other.metric != row.metric && !row.also.contains(other.metric))
                row.also << other.metric;
        }
    }
    std::ranges::stable_sort(answer.anomalies, std::ranges::greater{}, &AnomalyRow::beganAt);
    return answer;
}

Result<QByteArray> prometheusQuery(QueryContext& context)
{
    return prometheusText(context.db, context.settings, context.clock.now());
}

} // namespace factoid
