#include "core/store/operations/retention_store.h"

#include "core/store/sql/time_text.h"

namespace factoid {

Result<std::vector<RetentionStore::Gone>> RetentionStore::drop(const RetentionLimits& limits)
{
    struct Rule {
        const char* table;
        const char* sql;
        QString before;
    };
    const std::vector<Rule> rules{
        {"summaries",
         "DELETE FROM summaries WHERE date_calculated < (SELECT MAX(n.date_calculated) FROM summaries n WHERE "
         "n.field_id = summaries.field_id"
         " AND n.year = summaries.year AND n.date_calculated <= ?)",
         limits.summaries.toString(Qt::ISODate)},
        {"changes", "DELETE FROM changes WHERE processed_run IS NOT NULL AND changed_at < ?", timeText(limits.changes)},
        {"runs", "DELETE FROM runs WHERE finished_at < ?", timeText(limits.runs)},
        {"slot_outcomes", "DELETE FROM slot_outcomes WHERE slot_at < ?", timeText(limits.runs)},
        {"factoids",
         "DELETE FROM factoids WHERE set_id IN (SELECT id FROM sets WHERE is_current = 0 AND published_at < ?)",
         timeText(limits.sets)},
        {"sets", "DELETE FROM sets WHERE is_current = 0 AND published_at < ?", timeText(limits.sets)},
        {"shown", "DELETE FROM shown WHERE shown_at < ?", timeText(limits.sets)},
        {"model_calls", "DELETE FROM model_calls WHERE state <> 'reserved' AND at < ?", timeText(limits.calls)},
        {"served_links", "DELETE FROM served_links WHERE at < ?", timeText(limits.runs)},
        {"transcripts", "DELETE FROM transcripts WHERE at < ?", timeText(limits.transcripts)},
        {"failures", "DELETE FROM failures WHERE last_seen < ?", timeText(limits.failures)},
        {"failure_hours",
         "DELETE FROM failure_hours WHERE failure_id NOT IN (SELECT id FROM failures) OR hour < substr(?, 1, 13)",
         timeText(limits.failures)},
        {"recovery_actions", "DELETE FROM recovery_actions WHERE at < ?", timeText(limits.failures)},
        {"cache_entries", "DELETE FROM cache_entries WHERE stale_until < ?", timeText(limits.cacheEntries)},
    };
    std::vector<Gone> gone;
    for (const Rule& rule : rules) {
        const qint64 rows = TRY(m_db.run(QLatin1String(rule.sql), {rule.before}));
        gone.push_back({QLatin1String(rule.table), rows});
    }
    return gone;
}

} // namespace factoid
