#include "core/store/sql/metric_queries.h"

#include <QHash>
#include <QStringList>

namespace factoid {

namespace {

// Several columns of a table as one series each: their sums by minute, and by `group` where there is one.
QString columnsApart(const QStringList& columns, const QStringList& words, const QString& table, const QString& at,
                     const QString& group = {})
{
    QStringList selects;
    for (qsizetype i = 0; i < columns.size(); ++i)
        selects
            << u"SELECT substr(%1, 1, 16), %2'%3', sum(%4) FROM %5, span WHERE %1 >= since AND %1 < until GROUP BY 1%6"_s
                   .arg(at, group.isEmpty() ? QString() : group + u", "_s, words[i], columns[i], table,
                        group.isEmpty() ? QString() : u", 2"_s);
    return u"WITH span(since, until) AS (SELECT ?, ?) "_s + selects.join(u" UNION ALL "_s);
}

QHash<QString, QString> makeQueries()
{
    return {
        {u"factoid_runs_total"_s,
         u"SELECT substr(finished_at, 1, 16), job, outcome, count(*) FROM runs WHERE finished_at >= ? AND "
         "finished_at < ? GROUP BY 1, 2, 3"_s},
        {u"factoid_run_seconds"_s,
         u"SELECT substr(finished_at, 1, 16), job, (julianday(finished_at) - julianday(started_at)) * 86400 "
         "FROM runs WHERE finished_at >= ? AND finished_at < ?"_s},
        {u"factoid_stage_seconds"_s,
         u"SELECT substr(r.finished_at, 1, 16), r.job, CASE WHEN json_extract(s.value, '$.name') LIKE 'undoing "
         "import %' THEN 'undoing import' ELSE json_extract(s.value, '$.name') END, json_extract(s.value, "
         "'$.seconds') FROM runs r, json_each(CASE WHEN json_valid(r.stages) THEN r.stages ELSE '[]' END) s "
         "WHERE r.finished_at >= ? AND r.finished_at < ?"_s},
        {u"factoid_runs_in_progress"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM runs WHERE finished_at IS NULL"_s},
        {u"factoid_success_ratio"_s,
         u"WITH t(now) AS (SELECT ?) SELECT CAST(sum(outcome IN ('published', 'unchanged')) AS REAL) / count(*) "
         "FROM runs, t WHERE job = 'update-factoids' AND outcome IN ('published', 'unchanged', 'failed', "
         "'fell_back') AND finished_at <= t.now AND finished_at > strftime('%Y-%m-%dT%H:%M:%fZ', t.now, '-7 "
         "days') HAVING count(*) > 0"_s},
        {u"factoid_slots_total"_s,
         u"SELECT substr(r.finished_at, 1, 16), s.outcome, count(*) FROM slot_outcomes s JOIN runs r ON r.id = "
         "s.run_id WHERE r.finished_at >= ? AND r.finished_at < ? GROUP BY 1, 2"_s},
        {u"factoid_runner_silent_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round((julianday(t.now) - julianday((SELECT started_at FROM "
         "runs WHERE job = 'update-factoids' AND json_extract(options, '$.check_schedule') ORDER BY id DESC LIMIT "
         "1))) * 86400)) FROM t"_s},
        {u"factoid_freshness_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round(coalesce((julianday(t.now) - julianday((SELECT "
         "min(changed_at) FROM changes WHERE processed_run IS NULL AND comparison = 1))) * 86400, 0))) FROM t"_s},
        {u"factoid_changes_waiting"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM changes WHERE processed_run IS NULL AND comparison = 1"_s},
        {u"factoid_cells_dirty"_s, u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM cells WHERE dirty = 1"_s},
        {u"factoid_published_age_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round((julianday(t.now) - julianday(max(s.published_at))) * "
         "86400)) FROM sets s, t WHERE s.is_current = 1"_s},
        {u"factoid_sets_published_total"_s,
         u"SELECT substr(published_at, 1, 16), count(*) FROM sets WHERE published_at >= ? AND published_at < ? "
         "GROUP BY 1"_s},
        {u"factoid_corrections_total"_s,
         u"SELECT substr(withdrawn_at, 1, 16), count(*) FROM corrections WHERE withdrawn_at >= ? AND "
         "withdrawn_at < ? GROUP BY 1"_s},
        {u"factoid_served_total"_s,
         u"SELECT substr(at, 1, 16), link, count(*) FROM served_links WHERE at >= ? AND at < ? GROUP BY 1, 2"_s},
        {u"factoid_bundles_total"_s,
         u"SELECT substr(exported_at, 1, 16), count(*) FROM bundles WHERE exported_at >= ? AND exported_at < ? "
         "GROUP BY 1"_s},
        {u"factoid_bundle_age_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round((julianday(t.now) - julianday(max(b.exported_at))) * "
         "86400)) FROM bundles b, t"_s},
        {u"factoid_fallbacks_overdue"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM fallbacks f, t WHERE f.deleted_at IS NULL AND f.review_on "
         "IS NOT NULL AND f.review_on <> '' AND f.review_on < substr(t.now, 1, 10)"_s},
        {u"factoid_import_rows_total"_s,
         columnsApart({u"accepted"_s, u"rejected"_s}, {u"accepted"_s, u"rejected"_s}, u"imports"_s, u"imported_at"_s)},
        {u"factoid_figures_changed_total"_s,
         columnsApart({u"inserted"_s, u"updated"_s, u"removed"_s}, {u"inserted"_s, u"updated"_s, u"removed"_s},
                      u"imports"_s, u"imported_at"_s)},
        {u"factoid_model_calls_total"_s,
         u"SELECT substr(at, 1, 16), provider, coalesce(nullif(outcome, ''), state), count(*) FROM model_calls "
         "WHERE at >= ? AND at < ? AND state IN ('settled', 'expired') GROUP BY 1, 2, 3"_s},
        {u"factoid_model_tokens_total"_s, columnsApart({u"tokens_in"_s, u"tokens_out"_s}, {u"in"_s, u"out"_s},
                                                       u"model_calls"_s, u"at"_s, u"provider"_s)},
        {u"factoid_model_cost_total"_s,
         u"SELECT substr(at, 1, 16), currency, sum(cost) / 1e6 FROM model_calls WHERE at >= ? AND at < ? AND cost "
         "> 0 GROUP BY 1, 2"_s},
        {u"factoid_model_call_seconds"_s,
         u"SELECT substr(at, 1, 16), provider, latency_ms / 1000.0 FROM model_calls WHERE at >= ? AND at < ? AND "
         "latency_ms IS NOT NULL AND state = 'settled'"_s},
        {u"factoid_sentences_total"_s,
         u"SELECT substr(t.at, 1, 16), CASE WHEN json_extract(v.value, '$.accepted') THEN 'proven' ELSE 'refused' "
         "END, count(*) FROM transcripts t, json_each(CASE WHEN json_valid(t.verdicts) THEN t.verdicts ELSE "
         "'[]' END) v WHERE t.at >= ? AND t.at < ? GROUP BY 1, 2"_s},
        {u"factoid_cache_entries"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM cache_entries WHERE length(value) > 0"_s},
        {u"factoid_cache_bytes"_s,
         u"WITH t(now) AS (SELECT ?) SELECT coalesce(sum(length(value)), 0) FROM cache_entries"_s},
        {u"factoid_incidents_total"_s,
         u"SELECT substr(first_seen, 1, 16), kind, count(*) FROM failures WHERE first_seen >= ? AND first_seen < "
         "? GROUP BY 1, 2"_s},
        {u"factoid_incidents_open"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM failures WHERE resolved_at IS NULL"_s},
        {u"factoid_recovery_actions_total"_s,
         u"SELECT substr(at, 1, 16), action, count(*) FROM recovery_actions WHERE at >= ? AND at < ? GROUP BY 1, "
         "2"_s},
        {u"factoid_breakers_open"_s,
         u"WITH t(now) AS (SELECT ?) SELECT count(*) FROM breakers WHERE json_extract(body, '$.phase') <> "
         "'closed'"_s},
        {u"factoid_backup_age_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round((julianday(t.now) - julianday(coalesce((SELECT "
         "max(finished_at) FROM runs WHERE job = 'backup' AND outcome = 'done'), (SELECT min(started_at) FROM "
         "runs)))) * 86400)) FROM t"_s},
        {u"factoid_clock_behind_seconds"_s,
         u"WITH t(now) AS (SELECT ?) SELECT max(0, round((julianday((SELECT max(started_at) FROM (SELECT started_at "
         "FROM runs ORDER BY id DESC LIMIT 50))) - julianday(t.now)) * 86400)) FROM t"_s},
    };
}

} // namespace

QString metricQuery(const QString& metric)
{
    static const QHash<QString, QString> queries = makeQueries();
    return queries.value(metric);
}

} // namespace factoid
