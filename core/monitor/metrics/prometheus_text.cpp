#include "core/monitor/metrics/prometheus_text.h"

#include "core/monitor/metrics/collector.h"
#include "core/monitor/metrics/metric_counts.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <limits>
#include <sstream>

namespace factoid {

namespace {

constexpr double kNanosASecond = 1e9;

prometheus::MetricType typeOf(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Counter:
        return prometheus::MetricType::Counter;
    case MetricKind::Gauge:
        return prometheus::MetricType::Gauge;
    case MetricKind::Histogram:
        break;
    }
    return prometheus::MetricType::Histogram;
}

prometheus::ClientMetric labelled(const MetricLabels& labels)
{
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : labels)
        metric.label.push_back({name.toStdString(), value.toStdString()});
    return metric;
}

void tell(prometheus::ClientMetric& metric, const MetricCounts& counts)
{
    prometheus::ClientMetric::Histogram& told = metric.histogram;
    told.sample_count = static_cast<std::uint64_t>(counts.count);
    told.sample_sum = counts.total;
    size_t bucket = 0;
    std::uint64_t below = 0;
    for (const double bound : prometheusBounds()) {
        if (counts.buckets) {
            while (bucket < counts.buckets->size() &&
                   LatencyHistogram::middleOf(static_cast<int>(bucket)) <= bound * kNanosASecond)
                below += static_cast<std::uint64_t>((*counts.buckets)[bucket++]);
        }
        told.bucket.push_back({below, bound});
    }
    told.bucket.push_back({told.sample_count, std::numeric_limits<double>::infinity()});
}

using Counted = std::map<MetricLabels, MetricCounts>;

// What the store has summed, and what has been recorded since.
Result<Counted> countsOf(MetricStore& store, const MetricSpec& spec, const QDateTime& summedTo, const QDateTime& now)
{
    Counted counts;
    for (const MetricSeries& series : TRY(store.seriesOf(spec.name))) {
        const MetricStore::Total total = TRY(store.total(series));
        MetricCounts& sum = counts[series.labels];
        sum.add(total.count, total.total, {});
        for (const QString& buckets : total.buckets)
            sum.add(0, 0, buckets);
    }
    if (spec.origin == MetricOrigin::Query) {
        TRY(store.ask(spec, summedTo, now, [&](qint64, const MetricLabels& labels, std::optional<double> value) {
            if (!value)
                return;
            if (spec.kind == MetricKind::Histogram)
                counts[labels].addSeconds(*value);
            else
                counts[labels].addCount(*value);
        }));
    }
    return counts;
}

} // namespace

std::span<const double> prometheusBounds()
{
    static constexpr std::array kBounds{1e-6, 1e-5, 1e-4, 1e-3, 5e-3, 0.01, 0.05,  0.1,
                                        0.5,  1.0,  5.0,  10.0, 30.0, 60.0, 300.0, 1'800.0};
    return kBounds;
}

Result<QByteArray> prometheusText(Database& db, const Settings& settings, const QDateTime& now)
{
    MetricStore store(db);
    const auto last = TRY(store.lastCovered());
    const QDateTime summedTo = instantOf(last ? last->to : 0);
    const auto samples = TRY(sampleStates(db, settings, now));
    std::vector<prometheus::MetricFamily> families;
    for (const MetricSpec& spec : metricTable()) {
        prometheus::MetricFamily family;
        family.name = spec.name.toStdString();
        family.help = (spec.unit.isEmpty() ? spec.help : u"%1 Unit: %2."_s.arg(spec.help, spec.unit)).toStdString();
        family.type = typeOf(spec.kind);
        const auto gauge = [&](const MetricLabels& labels, std::optional<double> value) {
            if (!value)
                return;
            family.metric.push_back(labelled(labels));
            family.metric.back().gauge.value = *value;
        };
        if (spec.kind != MetricKind::Gauge) {
            for (const auto& [labels, counts] : TRY(countsOf(store, spec, summedTo, now))) {
                family.metric.push_back(labelled(labels));
                if (spec.kind == MetricKind::Histogram)
                    tell(family.metric.back(), counts);
                else
                    family.metric.back().counter.value = counts.count;
            }
        } else if (spec.origin == MetricOrigin::Sampled) {
            for (const Sample& sample : samples) {
                if (sample.name == spec.name)
                    gauge(sample.labels, sample.value);
            }
        } else {
            TRY(store.ask(spec, {}, now, [&](qint64, const MetricLabels& labels, std::optional<double> value) {
                gauge(labels, value);
            }));
        }
        // A name without a value would be told as a help text about nothing.
        if (!family.metric.empty())
            families.push_back(std::move(family));
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families);
    return QByteArray::fromStdString(out.str());
}

} // namespace factoid
