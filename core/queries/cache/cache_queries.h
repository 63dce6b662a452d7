// Cache queries: levels, keys, who would be served what, what an invalidation would touch; asked by the window
// and by `cache` on the command line. None of them counts, refreshes or writes. The context's database belongs
// to the calling thread; the cache is safe from any.
#pragma once

#include "core/queries/queries.h"
#include "core/site/factoid_cache.h"

namespace factoid {

// One row a level: {level, hits, stale_hits, misses, fallbacks, errors, entries, bytes, p50_microseconds,
// p99_microseconds, hit_ratio}; null is "no data".
[[nodiscard]] QJsonArray levelsJson(const std::vector<LevelStats>& levels);

// {levels: [as levelsJson, with breaker, state: fresh|stale|empty|ready|left_out|rehearsed, state_words, rehearsal],
// keys, key (what readers ask for), rehearsals, now}. Memory is that of this process.
[[nodiscard]] Result<QJsonObject> cacheQuery(QueryContext& context, FactoidCache& cache);

// {keys: [{key, kind: factoids|summaries|other, words, current, state: fresh|stale|expired, stored_at, fresh_until,
// stale_until, age_seconds, bytes, data_hash, version, in_memory, being_made}]}, by key.
[[nodiscard]] Result<QJsonObject> cacheKeysQuery(QueryContext& context, FactoidCache& cache);

// Who would be served what right now: {key, readers: [{reader: here|elsewhere|no_store|nothing, who, source, level,
// age_seconds, refreshes, makes, generates, factoids, problem, sentence}], rehearsals}. `limit` 0: as many as are on
// show.
[[nodiscard]] Result<QJsonObject> servedQuery(QueryContext& context, FactoidCache& cache, int limit,
                                              const QString& language);

// What invalidating a prefix would touch: {prefix, keys: [{key, words, bytes, current}], bytes, being_made,
// touches_readers, sentence}.
[[nodiscard]] Result<QJsonObject> invalidationQuery(QueryContext& context, FactoidCache& cache, const QString& prefix);

} // namespace factoid
