#include "core/store/operations/metric_table.h"

#include "core/store/sql/metric_queries.h"

#include <algorithm>
#include <vector>

namespace factoid {

namespace {

MetricSpec counter(const char* name, const char* unit, const QStringList& labels, const char* help)
{
    return {QLatin1String(name),
            MetricKind::Counter,
            MetricOrigin::Query,
            QLatin1String(unit),
            labels,
            QString::fromUtf8(help),
            metricQuery(QLatin1String(name))};
}

MetricSpec histogram(const char* name, const QStringList& labels, const char* help)
{
    return {QLatin1String(name),     MetricKind::Histogram,           MetricOrigin::Query, u"seconds"_s, labels,
            QString::fromUtf8(help), metricQuery(QLatin1String(name))};
}

MetricSpec gauge(const char* name, const char* unit, const char* help, const QStringList& labels = {},
                 MetricSum sum = MetricSum::Add)
{
    return {QLatin1String(name),
            MetricKind::Gauge,
            MetricOrigin::Query,
            QLatin1String(unit),
            labels,
            QString::fromUtf8(help),
            metricQuery(QLatin1String(name)),
            sum};
}

MetricSpec counted(const char* name, MetricKind kind, const char* unit, const QStringList& labels, const char* help,
                   const char* where)
{
    return {QLatin1String(name),     kind, MetricOrigin::Counted, QLatin1String(unit), labels, QString::fromUtf8(help),
            QString::fromUtf8(where)};
}

MetricSpec sampled(const char* name, const char* unit, const QStringList& labels, const char* help, const char* what)
{
    return {QLatin1String(name),     MetricKind::Gauge,       MetricOrigin::Sampled, QLatin1String(unit), labels,
            QString::fromUtf8(help), QString::fromUtf8(what), MetricSum::Most};
}

std::vector<MetricSpec> makeTable()
{
    return {
        // runs
        counter("factoid_runs_total", "", {u"job_name"_s, u"outcome"_s}, "Runs of jobs that ended."),
        histogram("factoid_run_seconds", {u"job_name"_s}, "How long runs of jobs took."),
        histogram("factoid_stage_seconds", {u"job_name"_s, u"stage"_s}, "How long the stages of runs took."),
        gauge("factoid_runs_in_progress", "", "Runs that are at work."),
        gauge("factoid_success_ratio", "ratio",
              "Part of the generations of the last 7 days that published a set or found nothing to change.", {},
              MetricSum::Most),
        // the schedule
        counter("factoid_slots_total", "", {u"outcome"_s}, "Slots by how they ended."),
        gauge("factoid_runner_silent_seconds", "seconds", "Time since the schedule was last checked.", {},
              MetricSum::Most),
        // what is published
        gauge("factoid_freshness_seconds", "seconds",
              "Age of the oldest change to a comparison field that is not published yet; 0: none waits.", {},
              MetricSum::Most),
        gauge("factoid_changes_waiting", "", "Changes to comparison fields that are not published yet."),
        gauge("factoid_cells_dirty", "", "Summaries that lag behind their figures."),
        gauge("factoid_published_age_seconds", "seconds", "Age of the set on the site.", {}, MetricSum::Most),
        counter("factoid_sets_published_total", "", {}, "Sets of factoids that were published."),
        counter("factoid_corrections_total", "", {}, "Published factoids that were withdrawn."),
        counter("factoid_served_total", "", {u"link"_s},
                "Generations by who wrote what readers see: a provider, statistics, the stale set or a fallback."),
        counter("factoid_bundles_total", "", {}, "Bundles that were exported."),
        gauge("factoid_bundle_age_seconds", "seconds", "Age of the newest bundle.", {}, MetricSum::Most),
        gauge("factoid_fallbacks_overdue", "", "Curated texts whose review date has passed."),
        // figures
        counter("factoid_import_rows_total", "", {u"result"_s}, "Rows of imported files, accepted or rejected."),
        counter("factoid_figures_changed_total", "", {u"change"_s},
                "Figures that imports inserted, updated or removed."),
        // language models
        counter("factoid_model_calls_total", "", {u"provider"_s, u"outcome"_s}, "Calls of language models."),
        counter("factoid_model_tokens_total", "tokens", {u"provider"_s, u"direction"_s},
                "Tokens that language models read and wrote."),
        counter("factoid_model_cost_total", "", {u"currency"_s}, "What calls of language models cost."),
        histogram("factoid_model_call_seconds", {u"provider"_s}, "How long calls of language models took."),
        counter("factoid_sentences_total", "", {u"verdict"_s},
                "Sentences of language models, proven or refused by the verification."),
        sampled("factoid_spend_ratio", "ratio", {u"period"_s},
                "What is booked for the day or month, as part of its cap; no value without a cap.",
                "what `spend` shows: booked, divided by the cap"),
        // the cache
        counted("factoid_cache_reads_total", MetricKind::Counter, "", {u"level"_s, u"result"_s},
                "Reads of a level of the cache: hit, stale, miss, fallback or error.",
                "every read, in the process that reads; added with the sums in cache_stats"),
        counted("factoid_cache_read_seconds", MetricKind::Histogram, "seconds", {u"level"_s},
                "How long reads of a level of the cache took.",
                "every read, in the process that reads; added with the sums in cache_stats"),
        gauge("factoid_cache_entries", "", "Values in the shared level of the cache."),
        gauge("factoid_cache_bytes", "bytes", "Size of the values in the shared level of the cache."),
        // what goes wrong
        counter("factoid_incidents_total", "", {u"kind"_s}, "Incidents of failure that began."),
        gauge("factoid_incidents_open", "", "Incidents of failure that are not over."),
        counter("factoid_recovery_actions_total", "", {u"action"_s}, "Actions taken against failures."),
        gauge("factoid_breakers_open", "", "Circuit breakers that are not closed."),
        // the machine
        gauge("factoid_backup_age_seconds", "seconds",
              "Time since the last backup; without one, since the store was first used.", {}, MetricSum::Most),
        gauge("factoid_clock_behind_seconds", "seconds",
              "How far the clock is behind the newest record of the store; more than 0: one of the clocks is wrong.",
              {}, MetricSum::Most),
        sampled(
            "factoid_staleness_ratio", "ratio", {},
            "Age of the oldest change that is not published yet, as part of the freshness target; more than 1: late.",
            "factoid_freshness_seconds, divided by schedule.freshness_minutes"),
        sampled("factoid_bundle_life_ratio", "ratio", {},
                "What is left of the newest bundle's life; 0: it has expired.",
                "factoid_bundle_age_seconds against bundle.expiry_days"),
        sampled("factoid_store_bytes", "bytes", {}, "Size of the store's file.", "the file system"),
        sampled("factoid_disk_free_bytes", "bytes", {}, "Room on the disk that the store is on.", "the file system"),
    };
}

} // namespace

std::span<const MetricSpec> metricTable()
{
    static const std::vector<MetricSpec> table = makeTable();
    return table;
}

const MetricSpec* findMetric(const QString& name)
{
    const auto found = std::ranges::find(metricTable(), name, &MetricSpec::name);
    return found == metricTable().end() ? nullptr : &*found;
}

QString metricKindName(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Counter:
        return u"counter"_s;
    case MetricKind::Gauge:
        return u"gauge"_s;
    case MetricKind::Histogram:
        break;
    }
    return u"histogram"_s;
}

} // namespace factoid
