#include "core/queries/overview/overview_query.h"

#include "core/schedule/schedule_settings.h"
#include "core/store/operations/cache_store.h"
#include "core/store/site/bundle_store.h"
#include "core/store/site/set_history.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr int kSeriesDays = 14;
constexpr qint64 kMinute = 60;

using ByDay = std::map<QDate, double>;

DaySeries series(const QDate& today, const ByDay& values)
{
    DaySeries list;
    for (int back = kSeriesDays - 1; back >= 0; --back) {
        const auto found = values.find(today.addDays(-back));
        list.push_back(found == values.end() ? std::nullopt : std::optional(found->second));
    }
    return list;
}

class Overview
{
  public:
    explicit Overview(QueryContext& context)
        : m_context(context)
        , m_now(context.clock.now())
        , m_since(m_now.addDays(-kSeriesDays))
    {
    }

    Result<OverviewAnswer> read(const std::vector<LevelStats>& cache, const std::vector<Provider>& providers)
    {
        m_answer.status = TRY(statusQuery(m_context, cache, providers));
        for (const auto part : {&Overview::readLive, &Overview::readRunning, &Overview::readDay, &Overview::readWaits,
                                &Overview::readSuccess, &Overview::readCache}) {
            TRY((this->*part)());
        }
        m_answer.bundles = TRY(BundleStore(m_context.db).count());
        return m_answer;
    }

  private:
    Result<void> readLive()
    {
        const auto current = TRY(SetStore(m_context.db).current());
        for (const Factoid& factoid : current.live())
            m_answer.live.push_back({.id = factoid.id,
                                     .text = factoid.text,
                                     .kind = factoid.insightType,
                                     .language = factoid.language,
                                     .claims = std::ssize(factoid.claims),
                                     .publishedAt = timeText(current.publishedAt),
                                     .extent = extentOf(factoid)});
        if (m_answer.live.empty() && current.id != 0)
            TRY(readCurated());
        return {};
    }

    // Nothing of the set is left: readers are served what is curated.
    Result<void> readCurated()
    {
        const auto answer = TRY(fallbacksQuery(m_context));
        for (const FallbackRow& row : answer.fallbacks) {
            if (row.served)
                m_answer.live.push_back({QString::number(row.id), row.text, u"curated"_s, row.language,
                                         std::ssize(row.claims), row.createdAt, row.extent, true});
        }
        return {};
    }

    Result<void> readRunning()
    {
        for (const RunStatus& last : m_answer.status.lastRuns) {
            if (last.outcome != "running"_L1)
                continue;
            auto run = TRY(runQuery(m_context, last.id));
            if (run.liveness == "working"_L1)
                m_answer.running.push_back(std::move(run));
        }
        return {};
    }

    Result<void> readDay()
    {
        constexpr int kMostRuns = 200;
        const auto schedule = TRY(loadSchedule(m_context.db, m_context.settings));
        const QTimeZone zone(schedule.zone);
        OverviewDay& day = m_answer.day;
        day.date = m_now.toTimeZone(zone).date();
        day.zone = schedule.zone;
        day.from = QDateTime(day.date, QTime(0, 0), zone).toUTC();
        day.to = QDateTime(day.date.addDays(1), QTime(0, 0), zone).toUTC();
        RunStore runs(m_context.db);
        std::map<std::pair<QDateTime, QString>, SlotOutcome> outcomes;
        const auto passed = TRY(runs.slotsBetween(day.from, day.to));
        for (const SlotOutcome& slot : passed)
            outcomes[{slot.at, slot.slot}] = slot;
        for (const SlotTime& slot : slotsBetween(schedule, day.from.addMSecs(-1), day.to.addMSecs(-1))) {
            const auto found = outcomes.find({slot.at, slot.name()});
            const bool known = found != outcomes.end();
            day.slots_.push_back({timeText(slot.at), slot.name(),
                                  known             ? found->second.outcome
                                  : slot.at > m_now ? u"due"_s
                                                    : u"not checked"_s,
                                  known ? found->second.reason : Message()});
        }
        day.runs = TRY(runs.newestSince(day.from, kMostRuns));
        return {};
    }

    // The longest that a change waited for its set, by day of publication.
    Result<void> readWaits()
    {
        ByDay longest;
        const auto sets = TRY(SetHistory(m_context.db).waitedSince(m_since));
        for (const auto& [published, oldest] : sets) {
            if (!oldest.isValid())
                continue;
            double& day = longest[published.date()];
            day = std::max(day, static_cast<double>(oldest.secsTo(published)) / static_cast<double>(kMinute));
        }
        m_answer.waitedMinutes = series(m_now.date(), longest);
        return {};
    }

    Result<void> readSuccess()
    {
        struct Day {
            double good = 0, all = 0;
        };
        std::map<QDate, Day> days;
        const auto outcomes = TRY(RunStore(m_context.db).slotsBetween(m_since, {}));
        for (const SlotOutcome& slot : outcomes) {
            if (slot.outcome == "skipped"_L1 || slot.outcome == "paused"_L1)
                continue;
            Day& day = days[slot.at.date()];
            day.good += slot.outcome == "published"_L1 || slot.outcome == "unchanged"_L1 ? 1 : 0;
            ++day.all;
        }
        ByDay ratio;
        for (const auto& [date, day] : days)
            ratio[date] = day.good / day.all;
        m_answer.success = series(m_now.date(), ratio);
        return {};
    }

    // The part of all reads that some level answered. A read that misses memory is counted again by the level below, so
    // what nobody had is what the last level missed.
    Result<void> readCache()
    {
        struct Day {
            double answered = 0, made = 0;
        };
        std::map<QDate, Day> days;
        const auto counted = TRY(CacheStore(m_context.db).days(m_since.date()));
        for (const CacheStore::Day& level : counted) {
            Day& day = days[level.day];
            day.answered += static_cast<double>(level.answered);
            if (level.level == "store"_L1)
                day.made += static_cast<double>(level.misses);
        }
        ByDay ratio;
        for (const auto& [date, day] : days) {
            if (day.answered + day.made > 0)
                ratio[date] = day.answered / (day.answered + day.made);
        }
        m_answer.cache = series(m_now.date(), ratio);
        return {};
    }

    QueryContext& m_context;
    QDateTime m_now, m_since;
    OverviewAnswer m_answer;
};

} // namespace

Result<OverviewAnswer> overviewQuery(QueryContext& context, const std::vector<LevelStats>& cache,
                                     const std::vector<Provider>& providers)
{
    return Overview(context).read(cache, providers);
}

} // namespace factoid
