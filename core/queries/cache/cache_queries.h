// Cache queries: levels, keys, who would be served what, what an invalidation would touch; asked by the window
// and by `cache` on the command line. None of them counts, refreshes or writes. The context's database belongs
// to the calling thread; the cache is safe from any.
#pragma once

#include "core/base/record.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/queries.h"
#include "core/site/factoid_cache.h"
#include "core/store/operations/rehearsal_store.h"

namespace factoid {

// What one level counted; none: no data.
struct CacheLevelCounts {
    QString level; // memory, store, curated
    qint64 hits = 0, staleHits = 0, misses = 0, fallbacks = 0, errors = 0;
    qint64 entries = 0, bytes = 0;
    std::optional<double> p50Micros, p99Micros; // microseconds
    std::optional<double> hitRatio;             // 0 to 1

    static auto fields()
    {
        using Row = CacheLevelCounts;
        return std::tuple{field("level", &Row::level),
                          field("hits", &Row::hits),
                          field("stale_hits", &Row::staleHits),
                          field("misses", &Row::misses),
                          field("fallbacks", &Row::fallbacks),
                          field("errors", &Row::errors),
                          field("entries", &Row::entries),
                          field("bytes", &Row::bytes),
                          field("p50_microseconds", &Row::p50Micros),
                          field("p99_microseconds", &Row::p99Micros),
                          field("hit_ratio", &Row::hitRatio)};
    }
};

[[nodiscard]] CacheLevelCounts levelCounts(const LevelStats& level);

// A level with its state.
struct CacheLevelRow : CacheLevelCounts {
    BreakerReport breaker;
    QString state; // fresh, stale, empty, ready, left_out, rehearsed
    QString stateWords;
    std::optional<Rehearsal> rehearsal; // one that is on

    static auto fields()
    {
        using Row = CacheLevelRow;
        return std::tuple_cat(CacheLevelCounts::fields(),
                              std::tuple{field("breaker", &Row::breaker), field("state", &Row::state),
                                         field("state_words", &Row::stateWords), field("rehearsal", &Row::rehearsal)});
    }
};

struct CacheKeyRow {
    QString key;
    QString kind;         // factoids, summaries, other
    QString words;        // the key as a person would say it
    bool current = false; // what readers ask for today
    QString state;        // fresh, stale, expired
    QString stateWords;
    QString storedAt, freshUntil, staleUntil;
    qint64 ageSeconds = 0;
    qint64 bytes = 0;
    QString dataHash;
    qint64 version = 0;
    bool inMemory = false; // of this process
    bool beingMade = false;

    static auto fields()
    {
        using Row = CacheKeyRow;
        return std::tuple{field("key", &Row::key),
                          field("kind", &Row::kind),
                          field("words", &Row::words),
                          field("current", &Row::current),
                          field("state", &Row::state),
                          field("state_words", &Row::stateWords),
                          field("stored_at", &Row::storedAt),
                          field("fresh_until", &Row::freshUntil),
                          field("stale_until", &Row::staleUntil),
                          field("age_seconds", &Row::ageSeconds),
                          field("bytes", &Row::bytes),
                          field("data_hash", &Row::dataHash),
                          field("version", &Row::version),
                          field("in_memory", &Row::inMemory),
                          field("being_made", &Row::beingMade)};
    }
};

struct CacheKeysAnswer {
    std::vector<CacheKeyRow> keys; // in order of their names
    QString now;

    static auto fields()
    {
        return std::tuple{field("keys", &CacheKeysAnswer::keys), field("now", &CacheKeysAnswer::now)};
    }
};

// Memory is that of this process.
struct CacheAnswer {
    std::vector<CacheLevelRow> levels;
    std::vector<CacheKeyRow> keys;
    QString key; // what readers ask for; empty: nothing is published
    std::vector<Rehearsal> rehearsals;
    QString now;

    static auto fields()
    {
        return std::tuple{field("levels", &CacheAnswer::levels), field("keys", &CacheAnswer::keys),
                          field("key", &CacheAnswer::key), field("rehearsals", &CacheAnswer::rehearsals),
                          field("now", &CacheAnswer::now)};
    }
};

[[nodiscard]] Result<CacheAnswer> cacheQuery(QueryContext& context, FactoidCache& cache);
[[nodiscard]] Result<CacheKeysAnswer> cacheKeysQuery(QueryContext& context, FactoidCache& cache);

// What one kind of reader would get right now.
struct ReaderRow {
    QString reader;                       // here, elsewhere, no_store, nothing
    QString who;                          // the same in words
    std::optional<QString> source, level; // none: nothing is served
    std::optional<qint64> ageSeconds;
    bool refreshes = false, makes = false, generates = false; // as ForeseenRead
    QStringList factoids;                                     // their texts
    QStringList notChecked;                                   // those of them that nothing proves
    QString problem;                                          // why nothing is served
    QString sentence;

    static auto fields()
    {
        using Row = ReaderRow;
        return std::tuple{field("reader", &Row::reader),
                          field("who", &Row::who),
                          field("source", &Row::source),
                          field("level", &Row::level),
                          field("age_seconds", &Row::ageSeconds),
                          field("refreshes", &Row::refreshes),
                          field("makes", &Row::makes),
                          field("generates", &Row::generates),
                          field("factoids", &Row::factoids),
                          field("not_checked", &Row::notChecked),
                          field("problem", &Row::problem),
                          field("sentence", &Row::sentence)};
    }
    friend bool operator==(const ReaderRow&, const ReaderRow&) = default;
};

struct ServedAnswer {
    QString key;
    std::vector<ReaderRow> readers; // a reader of this program first
    std::vector<Rehearsal> rehearsals;

    static auto fields()
    {
        return std::tuple{field("key", &ServedAnswer::key), field("readers", &ServedAnswer::readers),
                          field("rehearsals", &ServedAnswer::rehearsals)};
    }
};

// `limit` 0: as many as are on show.
[[nodiscard]] Result<ServedAnswer> servedQuery(QueryContext& context, FactoidCache& cache, int limit,
                                               const QString& language);

// What invalidating the keys that begin so would touch.
struct InvalidationAnswer {
    QString prefix;
    std::vector<CacheKeyRow> keys;
    qint64 bytes = 0;
    qint64 beingMade = 0;        // how many of them somebody makes at this moment
    bool touchesReaders = false; // the published set is among them
    QString sentence;

    static auto fields()
    {
        using Answer = InvalidationAnswer;
        return std::tuple{field("prefix", &Answer::prefix),
                          field("keys", &Answer::keys),
                          field("bytes", &Answer::bytes),
                          field("being_made", &Answer::beingMade),
                          field("touches_readers", &Answer::touchesReaders),
                          field("sentence", &Answer::sentence)};
    }
};

[[nodiscard]] Result<InvalidationAnswer> invalidationQuery(QueryContext& context, FactoidCache& cache,
                                                           const QString& prefix);

} // namespace factoid
