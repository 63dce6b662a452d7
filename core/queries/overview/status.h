// status: the state of everything, measured or said to be unknown. Asked by the window, which shows it at its foot and
// on its first page, and by `status`. Used by the thread that owns the database; does not write.
#pragma once

#include "core/queries/cache/cache_queries.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/generation/spend_queries.h"
#include "core/queries/overview/health_query.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/store/operations/rehearsal_store.h"
#include "core/store/operations/run_store.h"

namespace factoid {

// How far what is published is behind the figures.
struct FreshnessStatus {
    qint64 openChanges = 0;
    std::optional<QString> oldestUnpublished; // none: every change is published
    qint64 minutes = 0, targetMinutes = 0;    // that the oldest has waited, and that it should wait at most
    QString siteHash, publishedHash;
    bool upToDate = false;
    static auto fields()
    {
        return std::tuple{field("open_changes", &FreshnessStatus::openChanges),
                          field("oldest_unpublished", &FreshnessStatus::oldestUnpublished),
                          field("minutes", &FreshnessStatus::minutes),
                          field("target_minutes", &FreshnessStatus::targetMinutes),
                          field("site_hash", &FreshnessStatus::siteHash),
                          field("published_hash", &FreshnessStatus::publishedHash),
                          field("up_to_date", &FreshnessStatus::upToDate)};
    }
};

// How much is in the store.
struct FigureStatus {
    qint64 councils = 0, fieldCount = 0, fieldYears = 0, figures = 0, summariesBehind = 0;
    static auto fields()
    {
        return std::tuple{field("councils", &FigureStatus::councils), field("fields", &FigureStatus::fieldCount),
                          field("field_years", &FigureStatus::fieldYears), field("figures", &FigureStatus::figures),
                          field("summaries_behind", &FigureStatus::summariesBehind)};
    }
};

struct LanguageStatus {
    QString language;
    qint64 factoids = 0, reserve = 0;
    static auto fields()
    {
        return std::tuple{field("language", &LanguageStatus::language), field("factoids", &LanguageStatus::factoids),
                          field("reserve", &LanguageStatus::reserve)};
    }
};
struct SetStatus {
    qint64 set = 0;
    QString publishedAt, slot, dataHash, generator;
    QStringList factoids; // the texts on show
    std::vector<LanguageStatus> languages;
    qint64 reserve = 0;
    static auto fields()
    {
        return std::tuple{field("set", &SetStatus::set),
                          field("published_at", &SetStatus::publishedAt),
                          field("slot", &SetStatus::slot),
                          field("data_hash", &SetStatus::dataHash),
                          field("generator", &SetStatus::generator),
                          field("factoids", &SetStatus::factoids),
                          field("languages", &SetStatus::languages),
                          field("reserve", &SetStatus::reserve)};
    }
};
// The set that is published; {} in JSON where nothing ever was.
struct PublishedStatus : std::optional<SetStatus> {
    [[nodiscard]] QJsonObject toJson() const;
};

struct FallbackStatus {
    qint64 kept = 0;
    std::vector<UncheckedRow> notChecked; // of them
    static auto fields()
    {
        return std::tuple{field("kept", &FallbackStatus::kept), field("not_checked", &FallbackStatus::notChecked)};
    }
};

// What a level of the cache counted, with its breaker.
struct LevelStatus : CacheLevelCounts {
    BreakerReport breaker;
    static auto fields()
    {
        return std::tuple_cat(CacheLevelCounts::fields(), std::tuple{field("breaker", &LevelStatus::breaker)});
    }
};

// As RunRecord::toJson, with liveness.
struct RunStatus : RunRecord {
    QString liveness; // as livenessOf()
    [[nodiscard]] QJsonObject toJson() const;
};

struct StatusAnswer {
    QString store; // URL
    QString now, version;
    ScheduleStanding schedule;
    FreshnessStatus freshness;
    FigureStatus figures;
    PublishedStatus published;
    FallbackStatus fallbacks;
    std::vector<LevelStatus> cache;
    std::vector<Rehearsal> rehearsals;  // that are on
    std::vector<SlotOutcome> slots_;    // the last ones, newest first
    std::optional<double> success7Days; // part of the slots; none: there was no slot
    ShadowAnswer shadow;
    SpendBrief spend;
    ErrorsBrief errors;
    std::vector<RunStatus> lastRuns; // newest first
    Health health;                   // whether all is well

    static auto fields()
    {
        return std::tuple{
            field("store", &StatusAnswer::store),         field("now", &StatusAnswer::now),
            field("version", &StatusAnswer::version),     field("schedule", &StatusAnswer::schedule),
            field("freshness", &StatusAnswer::freshness), field("figures", &StatusAnswer::figures),
            field("published", &StatusAnswer::published), field("fallbacks", &StatusAnswer::fallbacks),
            field("cache", &StatusAnswer::cache),         field("rehearsals", &StatusAnswer::rehearsals),
            field("slots", &StatusAnswer::slots_),        field("success_7_days", &StatusAnswer::success7Days),
            field("shadow", &StatusAnswer::shadow),       field("spend", &StatusAnswer::spend),
            field("errors", &StatusAnswer::errors),       field("last_runs", &StatusAnswer::lastRuns),
            field("health", &StatusAnswer::health)};
    }
};
// `cache`: what the levels of this process counted. `providers`: of the configuration.
[[nodiscard]] Result<StatusAnswer> statusQuery(QueryContext& context, const std::vector<LevelStats>& cache,
                                               const std::vector<Provider>& providers = {});

} // namespace factoid
