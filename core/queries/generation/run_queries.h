// Run queries: the runs, windowed; one run whole; how runs went over the days. Asked by the window and by
// `runs` on the command line. Used by the thread that owns the database; none of them writes.
#pragma once

#include "core/queries/queries.h"
#include "core/store/operations/run_store.h"

namespace factoid {

struct RunFilter {
    QString job, outcome, trigger;  // empty: all. outcome "problem": failed, fell_back or interrupted
    QString text;                   // in the job, outcome, message or host, case-insensitive
    QDateTime from, to;             // from <= started < to; invalid: open
    bool withIdleChecks = true;     // false: without the checks that found nothing due
    qint64 limit = 200, offset = 0; // newest first
};
// Of a run that is not over: "working", "silent" (on another machine, without a sign of life for a minute) or "lost"
// (its process is gone); empty for one that is.
[[nodiscard]] QString livenessOf(const RunRecord& run);

// {runs: [{id, job, trigger, started_at, finished_at, seconds, outcome, message, host, pid, stages, stage,
// stage_started_at, done, total, cancel_requested, liveness: ""|working|silent|lost}], total, offset, jobs, outcomes,
// triggers}. `lost`: it was never finished and its process is gone; `silent`: on another machine, without a sign of
// life for a minute.
[[nodiscard]] Result<QJsonObject> runsQuery(QueryContext& context, const RunFilter& filter);

// One run: as above and {options, result, error, plan: {rows: [{name, state: over|current|coming, seconds,
// expected_seconds}], seconds_left, earlier_runs, words}, set (null when it published none): {id, published_at, slot,
// data_hash, factoids: [{id, text, language, kind, field, score, fate: kept|added|moved|reworded, position, was}],
// gone: [{id, text, language}], before: {id, published_at}, sentence}, facts (as generation recorded it, else null),
// slots, changes_answered}. Errors: Input, no such run.
[[nodiscard]] Result<QJsonObject> runQuery(QueryContext& context, qint64 id);

// {days: [{date, published, unchanged, paused, skipped, failed, fell_back, runs, failed_runs, generation_seconds}], one
// a local day, oldest first, success_7_days: {good, all, ratio}}; generation_seconds is the median, null without one.
// Errors: Usage, for days outside 1 to 366.
[[nodiscard]] Result<QJsonObject> runTrendQuery(QueryContext& context, int days);

} // namespace factoid
