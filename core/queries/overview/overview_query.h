// Overview: what the window's first page shows in one question: the status, what needs a person, what is live, the
// day with its slots and runs, and the series behind the tiles. Used by the database's thread; writes nothing.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// bundles (how many were exported), status (as statusQuery), needs [{severity: bad|warning, text, action, page, at}],
// worst first, live [{id, text, insight_type, published_at}], running [runs at work, as runQuery gives them], day
// {date, zone, slots [{at, time, outcome, reason}], runs [{started_at, finished_at, job, outcome}]}, series
// {waited_minutes, success, cache}: each [{day, value}], oldest first, 14 days, null where nothing was measured.
[[nodiscard]] Result<QJsonObject> overviewQuery(QueryContext& context, const std::vector<LevelStats>& cache);

} // namespace factoid
