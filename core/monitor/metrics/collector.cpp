#include "core/monitor/metrics/collector.h"

#include "core/monitor/metrics/metric_counts.h"
#include "core/monitor/spend/spend_rules.h"
#include "core/store/operations/spend_store.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <map>

namespace factoid {

namespace {

// What is recorded late (a long call of a model by its beginning) is still counted in its own minute.
constexpr qint64 kLateMinutes = 15;

using ByMinute = std::map<qint64, MetricCounts>;

Result<std::map<MetricLabels, ByMinute>> countEvents(MetricStore& store, const MetricSpec& spec, qint64 from, qint64 to)
{
    std::map<MetricLabels, ByMinute> found;
    TRY(store.ask(spec, instantOf(from), instantOf(to),
                  [&](qint64 minute, const MetricLabels& labels, std::optional<double> value) {
                      if (!value || (spec.kind == MetricKind::Counter && *value == 0))
                          return;
                      MetricCounts& counts = found[labels][minute];
                      if (spec.kind == MetricKind::Histogram)
                          counts.addSeconds(*value);
                      else
                          counts.addCount(*value);
                  }));
    return found;
}

ByMinute gathered(const ByMinute& minutes, qint64 step)
{
    ByMinute sums;
    for (const auto& [minute, counts] : minutes)
        sums[stepOf(minute, step)].add(counts.count, counts.total, counts.bucketsText());
    return sums;
}

MetricRollup rollupOf(qint64 minute, const MetricCounts& counts)
{
    return {minute, counts.count, counts.total, 0, 0, 0, counts.bucketsText()};
}

class Collector
{
  public:
    Collector(Database& db, const Settings& settings, const QDateTime& now)
        : m_db(db)
        , m_store(db)
        , m_settings(settings)
        , m_now(now)
        , m_to(minuteOf(now))
    {
    }

    Result<Collected> run()
    {
        auto last = TRY(m_store.lastCovered());
        if (last && last->to >= m_to) {
            if (last->to - m_to <= kBridgedMinutes)
                return Collected{false, m_to, m_to};
            TRY(m_store.forgetFrom(m_to - 1));
            last = TRY(m_store.lastCovered());
        }
        const qint64 from = last ? last->to : m_to - 1;
        TRY(takeEvents(last));
        m_newSpan = !last || m_to - 1 - last->to > kBridgedMinutes;
        TRY(m_store.cover(m_to - 1, kBridgedMinutes));
        TRY(takeStates());
        return Collected{true, from, m_to};
    }

  private:
    Result<void> takeEvents(const std::optional<MetricSpan>& last)
    {
        qint64 from = 0;
        if (last) {
            from = stepOf(last->to - kLateMinutes, kHourMinutes);
        } else {
            const QDateTime first = TRY(m_store.firstEvent());
            if (!first.isValid())
                return {};
            from = stepOf(minuteOf(first), kDayMinutes);
        }
        for (const MetricSpec& spec : metricTable()) {
            if (spec.kind == MetricKind::Gauge || spec.origin != MetricOrigin::Query)
                continue;
            TRY(takeEventsOf(spec, from));
        }
        return {};
    }

    Result<void> takeEventsOf(const MetricSpec& spec, qint64 from)
    {
        auto counted = TRY(countEvents(m_store, spec, from, m_to));
        // What had been counted and is not there any more: the run was still in the way, say.
        for (const MetricSeries& series : TRY(m_store.seriesOf(spec.name)))
            counted.try_emplace(series.labels);
        for (const auto& [labels, minutes] : counted)
            TRY(putEvents(TRY(m_store.idOf(spec.name, labels)), minutes, from));
        return {};
    }

    Result<void> putEvents(qint64 id, const ByMinute& minutes, qint64 from)
    {
        const qint64 oldestMinute = m_to - kMinutesKeptDays * kDayMinutes;
        const qint64 oldestHour = stepOf(m_to - kHoursKeptDays * kDayMinutes, kDayMinutes);
        std::vector<MetricMinute> rows;
        for (const auto& [minute, counts] : minutes) {
            if (minute >= oldestMinute)
                rows.push_back({minute, counts.count, counts.total, counts.bucketsText()});
        }
        TRY(m_store.replaceMinutes(id, from, m_to, rows));
        TRY(m_store.dropRollups(id, kHourMinutes, from, m_to));
        for (const auto& [hour, counts] : gathered(minutes, kHourMinutes)) {
            if (hour >= oldestHour)
                TRY(m_store.putRollup(id, kHourMinutes, rollupOf(hour, counts)));
        }
        const qint64 firstDay = stepOf(from, kDayMinutes);
        ByMinute days = gathered(minutes, kDayMinutes);
        if (firstDay != from) { // the hours before `from` count too
            for (const MetricRollup& hour : TRY(m_store.rollups(id, kHourMinutes, firstDay, from)))
                days[firstDay].add(hour.count, hour.total, hour.buckets);
        }
        TRY(m_store.dropRollups(id, kDayMinutes, firstDay, m_to));
        for (const auto& [day, counts] : days)
            TRY(m_store.putRollup(id, kDayMinutes, rollupOf(day, counts)));
        return {};
    }

    Result<void> takeStates()
    {
        std::vector<Sample> samples = TRY(sampleStates(m_db, m_settings, m_now));
        for (const MetricSpec& spec : metricTable()) {
            if (spec.kind != MetricKind::Gauge || spec.origin != MetricOrigin::Query)
                continue;
            bool any = false;
            TRY(m_store.ask(spec, {}, m_now, [&](qint64, const MetricLabels& labels, std::optional<double> value) {
                any = true;
                samples.push_back({spec.name, labels, value});
            }));
            if (!any)
                samples.push_back({spec.name, {}, std::nullopt});
        }
        for (const Sample& sample : samples)
            TRY(putState(sample));
        return {};
    }

    Result<void> putState(const Sample& sample)
    {
        const qint64 minute = m_to - 1;
        const qint64 id = TRY(m_store.idOf(sample.name, sample.labels));
        const auto before = TRY(m_store.minuteAt(id, minute));
        if (m_newSpan || !before || before->value != sample.value)
            TRY(m_store.putMinute(id, {minute, sample.value}));
        if (!sample.value)
            return {};
        for (const qint64 step : {kHourMinutes, kDayMinutes}) {
            const qint64 first = stepOf(minute, step);
            const auto had = TRY(m_store.rollups(id, step, first, first + 1));
            MetricRollup sum = had.empty() ? MetricRollup{first, 0, 0, *sample.value, *sample.value} : had.front();
            sum.count += 1;
            sum.total += *sample.value;
            sum.least = std::min(sum.least, *sample.value);
            sum.most = std::max(sum.most, *sample.value);
            sum.last = *sample.value;
            TRY(m_store.putRollup(id, step, sum));
        }
        return {};
    }

    Database& m_db;
    MetricStore m_store;
    const Settings& m_settings;
    QDateTime m_now;
    qint64 m_to;
    bool m_newSpan = false;
};

// The caps of the day and the month that count for everybody; none: there is no such cap.
Result<std::optional<double>> spentOf(Database& db, const SpendRules& rules, const QString& name, const QDateTime& now)
{
    for (const SpendCap& cap : rules.allCaps(now)) {
        if (cap.name != name || !cap.provider.isEmpty() || cap.most <= 0)
            continue;
        const auto booked = TRY(SpendStore(db).booked(cap, rules.currency(), [&](qint64 micros, const QString& from) {
            return rules.exchange(micros, from, now.toTimeZone(rules.zone()).date());
        }));
        return std::optional(static_cast<double>(booked.micros) / static_cast<double>(cap.most));
    }
    return std::optional<double>();
}

// Of a gauge without labels that a query makes, now.
Result<std::optional<double>> stateOf(Database& db, const QString& name, const QDateTime& now)
{
    std::optional<double> state;
    TRY(MetricStore(db).ask(*findMetric(name), {}, now,
                            [&](qint64, const MetricLabels&, std::optional<double> value) { state = value; }));
    return state;
}

} // namespace

Result<std::vector<Sample>> sampleStates(Database& db, const Settings& settings, const QDateTime& now)
{
    std::vector<Sample> samples;
    const auto rules = SpendRules::from(settings);
    for (const QString& period : {u"day"_s, u"month"_s}) {
        const auto spent = rules ? TRY(spentOf(db, *rules, period, now)) : std::optional<double>();
        samples.push_back({u"factoid_spend_ratio"_s, {{u"period"_s, period}}, spent});
    }
    constexpr double kMinute = 60, kDay = 86'400;
    if (const auto waiting = TRY(stateOf(db, u"factoid_freshness_seconds"_s, now)))
        samples.push_back({u"factoid_staleness_ratio"_s, {}, *waiting / (kMinute * settings.freshnessMinutes)});
    const auto bundle = TRY(stateOf(db, u"factoid_bundle_age_seconds"_s, now));
    samples.push_back(
        {u"factoid_bundle_life_ratio"_s,
         {},
         bundle ? std::optional(std::max(0.0, 1 - *bundle / (kDay * settings.bundleExpiryDays))) : std::nullopt});
    const QString path = db.url().path;
    const QFileInfo file(path);
    const QStorageInfo disk(file.absolutePath());
    const bool known = file.exists();
    const qint64 size = file.size() + QFileInfo(path + u"-wal"_s).size();
    constexpr qint64 kMegabyte = 1 << 20; // finer says nothing, and would be another value each minute
    samples.push_back(
        {u"factoid_store_bytes"_s, {}, known ? std::optional<double>(static_cast<double>(size)) : std::nullopt});
    samples.push_back({u"factoid_disk_free_bytes"_s,
                       {},
                       known && disk.isValid()
                           ? std::optional<double>(static_cast<double>(disk.bytesAvailable() / kMegabyte * kMegabyte))
                           : std::nullopt});
    return samples;
}

Result<Collected> collectMetrics(Database& db, const Settings& settings, const QDateTime& now)
{
    return db.transaction<Collected>([&] { return Collector(db, settings, now).run(); });
}

Result<qint64> pruneMetrics(Database& db, const QDateTime& now)
{
    const qint64 minute = minuteOf(now);
    return MetricStore(db).prune({minute - kMinutesKeptDays * kDayMinutes,
                                  stepOf(minute - kHoursKeptDays * kDayMinutes, kDayMinutes),
                                  stepOf(minute - kDaysKeptDays * kDayMinutes, kDayMinutes)});
}

} // namespace factoid
