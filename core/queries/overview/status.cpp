// status: the state of everything, measured or said to be unknown.
#include "core/queries/cache/cache_queries.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/generation/run_queries.h"
#include "core/queries/generation/spend_queries.h"
#include "core/queries/queries.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/import_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr int kRunsShown = 10;
constexpr int kSlotsShown = 12;
constexpr int kSuccessDays = 7;

Result<QJsonObject> freshness(QueryContext& context, const PublishedSet& current)
{
    ChangeStore changes(context.db);
    const auto oldest = TRY(changes.oldestOpen());
    const auto open = TRY(changes.openCount());
    const auto hash = TRY(CellStore(context.db).siteHash());
    constexpr int kSecondsPerMinute = 60;
    return QJsonObject{
        {u"open_changes"_s, open},
        {u"oldest_unpublished"_s, oldest.isValid() ? QJsonValue(timeText(oldest)) : QJsonValue()},
        {u"minutes"_s,
         oldest.isValid() ? QJsonValue(oldest.secsTo(context.clock.now()) / kSecondsPerMinute) : QJsonValue(0)},
        {u"target_minutes"_s, context.settings.freshnessMinutes},
        {u"site_hash"_s, QString::fromLatin1(hash)},
        {u"published_hash"_s, QString::fromLatin1(current.dataHash)},
        {u"up_to_date"_s, current.id != 0 && hash == current.dataHash},
    };
}

Result<QJsonObject> figuresJson(Database& db)
{
    QJsonObject json;
    auto read =
        db.each(u"SELECT (SELECT COUNT(*) FROM councils WHERE is_total = 0), (SELECT COUNT(*) FROM fields), (SELECT "
                u"COUNT(*) FROM cells),"
                " (SELECT COALESCE(SUM(figures), 0) FROM cells), (SELECT COUNT(*) FROM cells WHERE dirty = 1)"_s,
                {}, [&](const QSqlQuery& row) {
                    const char* names[] = {"councils", "fields", "field_years", "figures", "summaries_behind"};
                    for (int i = 0; i < 5; ++i)
                        json.insert(QLatin1String(names[i]), row.value(i).toLongLong());
                });
    if (!read)
        return std::unexpected(read.error());
    return json;
}

// How many curated texts are kept, and those that are not checked.
Result<QJsonObject> fallbacksJson(QueryContext& context)
{
    const auto kept = TRY(context.db.scalar(u"SELECT COUNT(*) FROM fallbacks WHERE deleted_at IS NULL"_s));
    const auto unchecked = TRY(uncheckedQuery(context));
    return QJsonObject{{u"kept"_s, kept->toLongLong()}, {u"not_checked"_s, unchecked}};
}

QJsonObject publishedJson(const PublishedSet& set)
{
    if (set.id == 0)
        return {};
    QJsonArray texts, languages;
    for (const Factoid& factoid : set.live())
        texts.append(factoid.text);
    for (const QString& language : set.languages()) {
        const auto onShow = std::ssize(set.liveIn(language)),
                   all = std::ssize(set.liveIn(language, static_cast<int>(set.factoids.size()) + 1));
        languages.append(QJsonObject{{u"language"_s, language},
                                     {u"factoids"_s, static_cast<qint64>(onShow)},
                                     {u"reserve"_s, static_cast<qint64>(all - onShow)}});
    }
    return {
        {u"set"_s, set.id},
        {u"published_at"_s, timeText(set.publishedAt)},
        {u"slot"_s, set.slot},
        {u"data_hash"_s, QString::fromLatin1(set.dataHash)},
        {u"generator"_s, set.generator},
        {u"factoids"_s, texts},
        {u"languages"_s, languages},
        {u"reserve"_s, static_cast<qint64>(set.allLive().size()) - texts.size()},
    };
}

} // namespace

Result<QJsonObject> statusQuery(QueryContext& context, const std::vector<LevelStats>& cache)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    const auto current = TRY(SetStore(context.db).current());
    const auto fresh = TRY(freshness(context, current));
    const auto figures = TRY(figuresJson(context.db));
    RunStore runs(context.db);
    const auto lastRuns = TRY(runs.list(kRunsShown));
    const auto slotList = TRY(runs.slotOutcomes(kSlotsShown));
    const auto success = TRY(runs.successSince(context.clock.now().addDays(-kSuccessDays)));

    const auto rehearsals = TRY(RehearsalStore(context.db).on(context.clock.now()));
    QJsonArray rehearsalRows;
    for (const Rehearsal& rehearsal : rehearsals)
        rehearsalRows.append(rehearsal.toJson());
    const auto spend = TRY(spendBrief(context));
    const auto scheduled = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, context.clock.now()));
    const auto levels = TRY(withBreakers(context, levelsJson(cache)));
    const auto errors = TRY(errorsBrief(context));
    const auto shadow = TRY(shadowQuery(context));

    const auto fallbacks = TRY(fallbacksJson(context));

    QJsonArray runRows;
    for (const RunRecord& run : lastRuns) {
        QJsonObject row = run.toJson();
        row.insert(u"liveness"_s, livenessOf(run));
        runRows.append(row);
    }
    QJsonArray slotRows;
    for (const SlotOutcome& slot : slotList)
        slotRows.append(slot.toJson());
    return QJsonObject{
        {u"store"_s, context.db.url().toString()},
        {u"now"_s, timeText(context.clock.now())},
        {u"version"_s, QStringLiteral(FACTOID_VERSION)},
        {u"schedule"_s, scheduled},
        {u"freshness"_s, fresh},
        {u"figures"_s, figures},
        {u"published"_s, publishedJson(current)},
        {u"fallbacks"_s, fallbacks},
        {u"cache"_s, levels},
        {u"rehearsals"_s, rehearsalRows},
        {u"slots"_s, slotRows},
        {u"success_7_days"_s, success.all == 0
                                  ? QJsonValue()
                                  : QJsonValue(static_cast<double>(success.good) / static_cast<double>(success.all))},
        {u"shadow"_s, shadow},
        {u"spend"_s, spend},
        {u"errors"_s, errors},
        {u"last_runs"_s, runRows},
    };
}

} // namespace factoid
