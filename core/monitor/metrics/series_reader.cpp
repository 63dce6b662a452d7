#include "core/monitor/metrics/series_reader.h"

#include "core/monitor/metrics/metric_counts.h"

#include <array>

namespace factoid {

namespace {

struct NamedMeasure {
    SeriesMeasure measure;
    const char* name;
};
constexpr std::array kMeasures{NamedMeasure{SeriesMeasure::Value, "value"}, NamedMeasure{SeriesMeasure::Least, "least"},
                               NamedMeasure{SeriesMeasure::Most, "most"},   NamedMeasure{SeriesMeasure::Sum, "sum"},
                               NamedMeasure{SeriesMeasure::Mean, "mean"},   NamedMeasure{SeriesMeasure::P50, "p50"},
                               NamedMeasure{SeriesMeasure::P95, "p95"},     NamedMeasure{SeriesMeasure::P99, "p99"}};

void combine(std::optional<double>& sum, const std::optional<double>& value, MetricSum how)
{
    if (!value)
        return;
    if (!sum)
        sum = value;
    else
        sum = how == MetricSum::Add ? *sum + *value : std::max(*sum, *value);
}

std::optional<double> quantile(const MetricCounts& counts, double q)
{
    constexpr double kMicros = 1e6;
    if (!counts.buckets)
        return std::nullopt;
    const auto micros = LatencyHistogram::quantileMicros(*counts.buckets, q);
    return micros ? std::optional(*micros / kMicros) : std::nullopt;
}

// What is shown of what was counted; how often is known to be 0 where nothing was, how long is not known.
std::optional<double> shown(SeriesMeasure measure, const MetricCounts& counts)
{
    constexpr double kHalf = 0.50, kMost = 0.95, kNearlyAll = 0.99;
    switch (measure) {
    case SeriesMeasure::Mean:
        return counts.count > 0 ? std::optional(counts.total / counts.count) : std::nullopt;
    case SeriesMeasure::P50:
        return quantile(counts, kHalf);
    case SeriesMeasure::P95:
        return quantile(counts, kMost);
    case SeriesMeasure::P99:
        return quantile(counts, kNearlyAll);
    default:
        return counts.count;
    }
}

bool hasLabels(const MetricSeries& series, const MetricLabels& wanted)
{
    return std::ranges::all_of(wanted, [&](const auto& label) {
        const auto found = series.labels.find(label.first);
        return found != series.labels.end() && found->second == label.second;
    });
}

} // namespace

QString measureName(SeriesMeasure measure)
{
    return QLatin1String(std::ranges::find(kMeasures, measure, &NamedMeasure::measure)->name);
}

std::optional<SeriesMeasure> measureFrom(const QString& name)
{
    const auto found =
        std::ranges::find_if(kMeasures, [&](const NamedMeasure& each) { return name == QLatin1String(each.name); });
    return found == kMeasures.end() ? std::nullopt : std::optional(found->measure);
}

std::vector<SeriesMeasure> measuresOf(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Counter:
        return {SeriesMeasure::Sum};
    case MetricKind::Gauge:
        return {SeriesMeasure::Value, SeriesMeasure::Least, SeriesMeasure::Most};
    case MetricKind::Histogram:
        break;
    }
    return {SeriesMeasure::P95, SeriesMeasure::P50, SeriesMeasure::P99, SeriesMeasure::Mean, SeriesMeasure::Sum};
}

Result<void> checkWish(const SeriesWish& wish)
{
    const MetricSpec* spec = findMetric(wish.metric);
    if (!spec)
        return fail(ErrorKind::Usage, Message("metrics.unknown").arg(wish.metric));
    for (const auto& [label, value] : wish.labels) {
        if (!spec->labels.contains(label))
            return fail(ErrorKind::Usage,
                        spec->labels.isEmpty()
                            ? Message("metrics.no_labels").arg(wish.metric)
                            : Message("metrics.no_label").arg(wish.metric).arg(label).arg(spec->labels.join(u", "_s)));
    }
    const auto measures = measuresOf(spec->kind);
    if (std::ranges::find(measures, wish.measure) == measures.end()) {
        QStringList names;
        for (const SeriesMeasure measure : measures)
            names << measureName(measure);
        return fail(ErrorKind::Usage, Message("metrics.measures")
                                          .arg(wish.metric)
                                          .arg(metricKindName(spec->kind))
                                          .arg(names.join(u", "_s))
                                          .arg(measureName(wish.measure)));
    }
    return {};
}

Result<std::vector<MetricSeries>> SeriesReader::wanted(const SeriesWish& wish)
{
    TRY(checkWish(wish));
    auto series = TRY(m_store.seriesOf(wish.metric));
    std::erase_if(series, [&](const MetricSeries& each) { return !hasLabels(each, wish.labels); });
    return series;
}

Result<MetricSpan> SeriesReader::known(const MetricSpec& spec)
{
    const auto last = TRY(m_store.lastCovered());
    const qint64 to = last ? last->to : 0;
    if (spec.origin == MetricOrigin::Query) {
        const QDateTime first = TRY(m_store.firstEvent());
        const auto noted = TRY(m_store.firstMinuteOf(spec.name));
        qint64 from = first.isValid() ? minuteOf(first) : to;
        if (noted && *noted + kHourMinutes <= from) // runs that are past their retention had been counted
            from = *noted;
        return MetricSpan{from, to};
    }
    const auto first = TRY(m_store.firstMinuteOf(spec.name));
    return MetricSpan{first.value_or(to), to};
}

Result<Values> SeriesReader::gaugeMinutes(const SeriesWish& wish, qint64 from, qint64 to)
{
    Values values(size_t(std::max<qint64>(to - from, 0)));
    const MetricSum how = findMetric(wish.metric)->sum;
    const auto spans = TRY(m_store.coverage(from, to));
    for (const MetricSeries& series : TRY(wanted(wish))) {
        const auto before = TRY(m_store.minuteAt(series.id, from - 1));
        const auto rows = TRY(m_store.minutes(series.id, from, to));
        std::optional<double> held = before ? before->value : std::nullopt;
        size_t next = 0;
        for (const MetricSpan& span : spans) {
            // A new span begins with a row of every gauge; what held before it is not known to hold in it.
            if (span.from >= from)
                held = std::nullopt;
            for (qint64 minute = std::max(span.from, from); minute < std::min(span.to, to); ++minute) {
                while (next < rows.size() && rows[next].minute <= minute)
                    held = rows[next++].value;
                combine(values[size_t(minute - from)], held, how);
            }
        }
    }
    return values;
}

Result<Values> SeriesReader::minutes(const SeriesWish& wish, qint64 from, qint64 to, qint64 window)
{
    TRY(checkWish(wish));
    const MetricSpec& spec = *findMetric(wish.metric);
    if (spec.kind == MetricKind::Gauge)
        return gaugeMinutes(wish, from, to);

    Values values(size_t(std::max<qint64>(to - from, 0)));
    const qint64 begin = from - std::max<qint64>(window, 1) + 1;
    std::map<qint64, MetricCounts> counted;
    for (const MetricSeries& series : TRY(wanted(wish))) {
        for (const MetricMinute& row : TRY(m_store.minutes(series.id, begin, to)))
            counted[row.minute].add(row.value.value_or(0), row.total, row.buckets);
    }
    const MetricSpan span = TRY(known(spec));
    const bool sums = wish.measure == SeriesMeasure::Sum || wish.measure == SeriesMeasure::Mean;
    MetricCounts within;
    auto in = counted.begin(), out = counted.begin();
    for (qint64 minute = begin; minute < to; ++minute) {
        bool moved = false;
        for (; in != counted.end() && in->first <= minute; ++in, moved = true) {
            within.count += in->second.count;
            within.total += in->second.total;
        }
        for (; out != in && out->first <= minute - window; ++out, moved = true) {
            within.count -= out->second.count;
            within.total -= out->second.total;
        }
        if (out == in)
            within.count = within.total = 0; // no rest of rounding
        if (minute < from || minute < span.from || minute >= span.to)
            continue;
        auto& value = values[size_t(minute - from)];
        if (sums) {
            value = shown(wish.measure, within);
        } else if (moved || minute == from) {
            MetricCounts all;
            for (auto each = out; each != in; ++each)
                all.add(each->second.count, each->second.total, each->second.bucketsText());
            value = shown(wish.measure, all);
        } else {
            value = values[size_t(minute - from - 1)];
        }
    }
    return values;
}

Result<Values> SeriesReader::steps(const SeriesWish& wish, qint64 step, qint64 from, qint64 to)
{
    TRY(checkWish(wish));
    const MetricSpec& spec = *findMetric(wish.metric);
    const qint64 first = stepOf(from, step);
    Values values(size_t(std::max<qint64>((to - first + step - 1) / step, 0)));
    if (spec.kind == MetricKind::Gauge) {
        for (const MetricSeries& series : TRY(wanted(wish))) {
            for (const MetricRollup& row : TRY(m_store.rollups(series.id, step, first, to))) {
                const double value = wish.measure == SeriesMeasure::Least  ? row.least
                                     : wish.measure == SeriesMeasure::Most ? row.most
                                                                           : row.total / row.count;
                if (row.count > 0)
                    combine(values[size_t((row.minute - first) / step)], value, spec.sum);
            }
        }
        return values;
    }
    std::vector<MetricCounts> counted(values.size());
    for (const MetricSeries& series : TRY(wanted(wish))) {
        for (const MetricRollup& row : TRY(m_store.rollups(series.id, step, first, to)))
            counted[size_t((row.minute - first) / step)].add(row.count, row.total, row.buckets);
    }
    const MetricSpan span = TRY(known(spec));
    for (size_t i = 0; i < values.size(); ++i) {
        const qint64 minute = first + qint64(i) * step;
        if (minute + step > span.from && minute < span.to)
            values[i] = shown(wish.measure, counted[i]);
    }
    return values;
}

} // namespace factoid
