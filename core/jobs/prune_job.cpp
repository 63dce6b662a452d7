// prune: what is past its retention goes (docs/contract.md, “Store and safety”).
#include "core/monitor/metrics/collector.h"
#include "core/runner/job.h"
#include "core/store/operations/alert_store.h"
#include "core/store/operations/retention_store.h"
#include "core/store/site/fallback_store.h"

namespace factoid {

Result<JobOutcome> pruneJob(JobContext& context, const QJsonObject&)
{
    const Stage stage(context, u"pruning"_s);
    const QDateTime now = context.clock.now();
    const Settings& s = context.settings;
    const auto ago = [&](int days) { return now.addDays(-days); };
    RetentionLimits limits;
    limits.summaries = ago(s.keepSummariesDays).date();
    limits.changes = ago(s.keepChangesDays);
    limits.runs = ago(s.keepRunsDays);
    limits.sets = ago(s.keepSetsDays);
    limits.calls = ago(s.keepCallsDays);
    limits.transcripts = ago(s.keepTranscriptsDays);
    limits.failures = ago(s.keepFailuresDays);
    // A day of grace: the mark of a removed key must outlive whoever is making its value at this moment.
    limits.cacheEntries = ago(1);
    return context.apply([&]() -> Result<JobOutcome> {
        JobOutcome outcome;
        const auto gone = TRY(RetentionStore(context.db).drop(limits));
        for (const auto& [table, rows] : gone)
            outcome.result.insert(table, rows);
        auto emptied = TRY(FallbackStore(context.db).emptyBin(now));
        outcome.result.insert(u"fallbacks"_s, emptied);
        outcome.result.insert(u"metrics"_s, TRY(pruneMetrics(context.db, now)));
        // As long as what went wrong is kept.
        const QDateTime oldest = ago(s.keepFailuresDays);
        outcome.result.insert(u"alerts"_s, TRY(AlertStore(context.db).prune(minuteOf(oldest), oldest)));
        outcome.note = Message("prune.done");
        return outcome;
    });
}

} // namespace factoid
