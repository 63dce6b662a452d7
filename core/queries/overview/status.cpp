#include "core/queries/overview/status.h"

#include "core/queries/generation/run_queries.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/site/fallback_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr int kStatusRuns = 10;
constexpr int kSlotsShown = 12;
constexpr int kStatusSuccessDays = 7;

Result<FreshnessStatus> freshness(QueryContext& context, const PublishedSet& current)
{
    ChangeStore changes(context.db);
    const auto oldest = TRY(changes.oldestOpen());
    const auto open = TRY(changes.openCount());
    const auto hash = TRY(CellStore(context.db).siteHash());
    constexpr int kSecondsPerMinute = 60;
    FreshnessStatus status{.openChanges = open,
                           .oldestUnpublished = std::nullopt,
                           .minutes = 0,
                           .targetMinutes = context.settings.freshnessMinutes,
                           .siteHash = QString::fromLatin1(hash),
                           .publishedHash = QString::fromLatin1(current.dataHash),
                           .upToDate = current.id != 0 && hash == current.dataHash};
    if (oldest.isValid()) {
        status.oldestUnpublished = timeText(oldest);
        status.minutes = oldest.secsTo(context.clock.now()) / kSecondsPerMinute;
    }
    return status;
}

Result<FigureStatus> figures(Database& db)
{
    const auto counts = TRY(FigureStore(db).counts());
    return FigureStatus{counts.councils, counts.fields, counts.cells, counts.figures, counts.dirtyCells};
}

PublishedStatus published(const PublishedSet& set)
{
    if (set.id == 0)
        return {};
    SetStatus status{.set = set.id,
                     .publishedAt = timeText(set.publishedAt),
                     .slot = set.slot,
                     .dataHash = QString::fromLatin1(set.dataHash),
                     .generator = set.generator,
                     .factoids = {},
                     .languages = {}};
    for (const Factoid& factoid : set.live())
        status.factoids << factoid.text;
    for (const QString& language : set.languages()) {
        const auto onShow = std::ssize(set.liveIn(language)),
                   all = std::ssize(set.liveIn(language, static_cast<int>(set.factoids.size()) + 1));
        status.languages.push_back({language, onShow, all - onShow});
    }
    status.reserve = std::ssize(set.allLive()) - status.factoids.size();
    return {std::move(status)};
}

Result<std::vector<LevelStatus>> levels(QueryContext& context, const std::vector<LevelStats>& cache)
{
    std::vector<LevelStatus> levels;
    for (const LevelStats& level : cache)
        levels.push_back({levelCounts(level), TRY(levelBreaker(context, level.level))});
    return levels;
}

} // namespace

QJsonObject PublishedStatus::toJson() const
{
    return has_value() ? factoid::toJson(**this) : QJsonObject();
}

QJsonObject RunStatus::toJson() const
{
    QJsonObject json = RunRecord::toJson();
    json.insert(u"liveness"_s, liveness);
    return json;
}

Result<StatusAnswer> statusQuery(QueryContext& context, const std::vector<LevelStats>& cache,
                                 const std::vector<Provider>& providers)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    const auto current = TRY(SetStore(context.db).current());
    RunStore runs(context.db);
    const auto success = TRY(runs.successSince(context.clock.now().addDays(-kStatusSuccessDays)));
    StatusAnswer answer{
        .store = context.db.url().toString(),
        .now = timeText(context.clock.now()),
        .version = QStringLiteral(FACTOID_VERSION),
        .schedule = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, context.clock.now())),
        .freshness = TRY(freshness(context, current)),
        .figures = TRY(figures(context.db)),
        .published = published(current),
        .fallbacks = {TRY(FallbackStore(context.db).count()), TRY(uncheckedQuery(context))},
        .cache = TRY(levels(context, cache)),
        .rehearsals = TRY(RehearsalStore(context.db).on(context.clock.now())),
        .slots_ = TRY(runs.slotOutcomes(kSlotsShown)),
        .success7Days = success.all == 0
                            ? std::nullopt
                            : std::optional(static_cast<double>(success.good) / static_cast<double>(success.all)),
        .shadow = TRY(shadowQuery(context)),
        .spend = TRY(spendBrief(context)),
        .errors = TRY(errorsBrief(context)),
        .lastRuns = {},
        .health = {}};
    const auto lastRuns = TRY(runs.list(kStatusRuns));
    for (const RunRecord& run : lastRuns)
        answer.lastRuns.push_back({run, livenessOf(run)});
    answer.health = TRY(healthQuery(context, answer, providers));
    return answer;
}

} // namespace factoid
