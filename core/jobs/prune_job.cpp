// prune: what is past its retention goes (docs/contract.md, “Store and safety”).
#include "core/runner/job.h"
#include "core/store/site/fallback_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

Result<JobOutcome> pruneJob(JobContext& context, const QJsonObject&)
{
    const Stage stage(context, u"pruning"_s);
    const QDateTime now = context.clock.now();
    const Settings& s = context.settings;
    struct Rule {
        const char* name;
        const char* sql;
        QString before;
    };
    const auto ago = [&](int days) { return timeText(now.addDays(-days)); };
    const std::vector<Rule> rules{
        // The newest summary of a cell stays whatever its age, and so does the one in force on the oldest day kept.
        {"summaries",
         "DELETE FROM summaries WHERE date_calculated < (SELECT MAX(n.date_calculated) FROM summaries n WHERE "
         "n.field_id = summaries.field_id"
         " AND n.year = summaries.year AND n.date_calculated <= ?)",
         now.addDays(-s.keepSummariesDays).date().toString(Qt::ISODate)},
        {"changes", "DELETE FROM changes WHERE processed_run IS NOT NULL AND changed_at < ?", ago(s.keepChangesDays)},
        {"runs", "DELETE FROM runs WHERE finished_at < ?", ago(s.keepRunsDays)},
        {"slot_outcomes", "DELETE FROM slot_outcomes WHERE slot_at < ?", ago(s.keepRunsDays)},
        {"factoids",
         "DELETE FROM factoids WHERE set_id IN (SELECT id FROM sets WHERE is_current = 0 AND published_at < ?)",
         ago(s.keepSetsDays)},
        {"sets", "DELETE FROM sets WHERE is_current = 0 AND published_at < ?", ago(s.keepSetsDays)},
        {"shown", "DELETE FROM shown WHERE shown_at < ?", ago(s.keepSetsDays)},
        {"model_calls", "DELETE FROM model_calls WHERE state <> 'reserved' AND at < ?", ago(s.keepCallsDays)},
        {"served_links", "DELETE FROM served_links WHERE at < ?", ago(s.keepRunsDays)},
        {"transcripts", "DELETE FROM transcripts WHERE at < ?", ago(s.keepTranscriptsDays)},
        {"failures", "DELETE FROM failures WHERE last_seen < ?", ago(s.keepFailuresDays)},
        {"failure_hours",
         "DELETE FROM failure_hours WHERE failure_id NOT IN (SELECT id FROM failures) OR hour < substr(?, 1, 13)",
         ago(s.keepFailuresDays)},
        {"recovery_actions", "DELETE FROM recovery_actions WHERE at < ?", ago(s.keepFailuresDays)},
        // A day of grace: the mark of a removed key must outlive whoever is making its value at this moment.
        {"cache_entries", "DELETE FROM cache_entries WHERE stale_until < ?", ago(1)},
    };
    return context.apply([&]() -> Result<JobOutcome> {
        JobOutcome outcome;
        for (const Rule& rule : rules) {
            auto ran = TRY(context.db.run(QLatin1String(rule.sql), {rule.before}));
            outcome.result.insert(QLatin1String(rule.name), ran);
        }
        auto emptied = TRY(FallbackStore(context.db).emptyBin(now));
        outcome.result.insert(u"fallbacks"_s, emptied);
        outcome.note = u"what was past its retention is gone"_s;
        return outcome;
    });
}

} // namespace factoid
