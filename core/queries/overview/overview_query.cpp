#include "core/queries/overview/overview_query.h"

#include "core/base/counted.h"
#include "core/base/languages.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/operations/cache_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/bundle_store.h"
#include "core/store/site/fallback_store.h"
#include "core/store/site/set_history.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr int kSeriesDays = 14;
constexpr int kRecentHours = 24;
constexpr int kCorrectionDays = 7;
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

    Result<OverviewAnswer> read(const std::vector<LevelStats>& cache)
    {
        m_answer.status = TRY(statusQuery(m_context, cache));
        for (const auto part : {&Overview::readLive, &Overview::readRunning, &Overview::readDay, &Overview::readWaits,
                                &Overview::readSuccess, &Overview::readCache, &Overview::readNeeds}) {
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
        for (const QString& language : current.languages())
            m_short = m_short || std::ssize(current.liveIn(language)) < current.onShow;
        for (const QString& language : languagesOf(m_context.settings.language)) {
            if (current.id != 0 && !current.languages().contains(language))
                m_unsaid << languageName(language);
        }
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

    enum class Severity { Warning, Bad };
    void need(Severity severity, const QString& text, const QString& action, const QString& page,
              const std::map<QString, QString>& at = {})
    {
        const bool bad = severity == Severity::Bad;
        auto& needs = m_answer.needs;
        needs.insert(bad ? needs.begin() : needs.end(), {bad, text, action, page, at});
    }

    Result<void> readNeeds()
    {
        const FreshnessStatus& fresh = m_answer.status.freshness;
        const FigureStatus& figures = m_answer.status.figures;
        if (const qint64 behind = figures.summariesBehind; behind > 0)
            need(Severity::Warning, u"%1 behind the figures"_s.arg(counted(behind, "summary lags", "summaries lag")),
                 u"Build them"_s, u"summaries"_s);
        if (fresh.minutes > fresh.targetMinutes && m_answer.status.published)
            need(Severity::Bad,
                 u"A change has waited %1 minutes; the target is %2"_s.arg(fresh.minutes).arg(fresh.targetMinutes),
                 u"Publish"_s, u"schedule"_s);
        if (m_short)
            need(Severity::Warning,
                 u"Fewer factoids are live than the set should show; withdrawn ones have no reserve left"_s,
                 u"Publish again"_s, u"factoids"_s);
        for (const QString& language : m_unsaid)
            need(Severity::Warning, u"Nothing is on the site in %1"_s.arg(language), u"Publish again"_s, u"factoids"_s);
        if (figures.figures > 0) {
            const auto lastCheck = TRY(SettingsStore(m_context.db).state(QLatin1String(kLastCheckKey)));
            if (lastCheck.isEmpty())
                need(Severity::Warning, u"The schedule has not been started yet"_s, u"Set it up"_s, u"schedule"_s);
        }
        if (m_answer.status.schedule.paused)
            need(Severity::Warning, u"The schedule is paused"_s, u"Resume"_s, u"schedule"_s);
        needsOfRuns();
        needsOfIncidents();
        TRY(needsOfFallbacks());
        return needsOfCorrections();
    }

    // The newest run of each job of the last day, where it failed.
    void needsOfRuns()
    {
        QSet<QString> seen;
        for (const RunStatus& run : m_answer.status.lastRuns) {
            if (seen.contains(run.job))
                continue;
            seen.insert(run.job);
            if (run.startedAt < m_now.addSecs(-kRecentHours * 3'600))
                continue;
            if (run.outcome == "failed"_L1 || run.outcome == "fell_back"_L1)
                need(Severity::Bad,
                     u"%1 %2: %3"_s.arg(run.job, run.outcome == "failed"_L1 ? u"failed"_s : u"fell back"_s,
                                        run.message.text()),
                     u"See why"_s, u"generation"_s, {{u"run"_s, QString::number(run.id)}});
        }
    }

    // Incidents that the recovery table called a person for.
    void needsOfIncidents()
    {
        const qint64 alerts = m_answer.status.errors.alerts;
        if (alerts > 0)
            need(Severity::Bad,
                 alerts == 1 ? u"1 incident needs attention"_s : u"%1 incidents need attention"_s.arg(alerts),
                 u"See what"_s, u"errors"_s, {{u"open"_s, u"yes"_s}});
    }

    Result<void> needsOfFallbacks()
    {
        const auto fallbacks = TRY(FallbackStore(m_context.db).list());
        const QDate today = m_now.date();
        int due = 0, expired = 0;
        for (const Fallback& fallback : fallbacks) {
            due += fallback.reviewOn.isValid() && fallback.reviewOn <= today;
            expired += fallback.expiresOn.isValid() && fallback.expiresOn < today;
        }
        if (due > 0)
            need(Severity::Warning,
                 due == 1 ? u"A fallback is due for review"_s : u"%1 fallbacks are due for review"_s.arg(due),
                 u"Review"_s, u"fallbacks"_s);
        if (expired > 0)
            need(Severity::Warning,
                 expired == 1 ? u"A fallback has expired"_s : u"%1 fallbacks have expired"_s.arg(expired), u"Renew"_s,
                 u"fallbacks"_s);
        const auto unserved = std::ranges::count_if(m_answer.status.fallbacks.notChecked,
                                                    [](const UncheckedRow& row) { return !row.advice.isEmpty(); });
        if (unserved > 0)
            need(Severity::Warning,
                 unserved == 1 ? u"A fallback is not checked and not served"_s
                               : u"%1 fallbacks are not checked and not served"_s.arg(unserved),
                 u"Decide"_s, u"fallbacks"_s);
        if (fallbacks.empty() && m_answer.status.published)
            need(Severity::Warning, u"No curated fallback is ready for a bad day"_s, u"Write one"_s, u"fallbacks"_s);
        return {};
    }

    Result<void> needsOfCorrections()
    {
        const auto found = TRY(SetHistory(m_context.db).withdrawnSince(m_now.addDays(-kCorrectionDays)));
        if (found > 0)
            need(Severity::Warning,
                 found == 1 ? u"A factoid was withdrawn this week"_s
                            : u"%1 factoids were withdrawn this week"_s.arg(found),
                 u"See which"_s, u"factoids"_s, {{u"show"_s, u"corrections"_s}});
        return {};
    }

    QueryContext& m_context;
    QDateTime m_now, m_since;
    OverviewAnswer m_answer;
    bool m_short = false;
    QStringList m_unsaid; // languages that are asked for and that the set is not in
};

} // namespace

Result<OverviewAnswer> overviewQuery(QueryContext& context, const std::vector<LevelStats>& cache)
{
    return Overview(context).read(cache);
}

} // namespace factoid
