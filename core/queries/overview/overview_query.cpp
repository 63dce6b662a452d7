#include "core/queries/overview/overview_query.h"

#include "core/base/counted.h"
#include "core/base/languages.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/generation/run_queries.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/fallback_store.h"
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

QJsonArray series(const QDate& today, const ByDay& values)
{
    QJsonArray list;
    for (int back = kSeriesDays - 1; back >= 0; --back) {
        const QDate day = today.addDays(-back);
        const auto found = values.find(day);
        list.append(QJsonObject{{u"day"_s, day.toString(Qt::ISODate)},
                                {u"value"_s, found == values.end() ? QJsonValue() : QJsonValue(found->second)}});
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

    Result<QJsonObject> read(const std::vector<LevelStats>& cache)
    {
        auto status = statusQuery(m_context, cache);
        if (!status)
            return status;
        m_result.insert(u"status"_s, *status);
        m_status = *status;
        for (const auto part : {&Overview::readLive, &Overview::readRunning, &Overview::readDay, &Overview::readWaits,
                                &Overview::readSuccess, &Overview::readCache, &Overview::readNeeds}) {
            TRY((this->*part)());
        }
        const auto bundles = TRY(m_context.db.scalar(u"SELECT COUNT(*) FROM bundles"_s));
        m_result.insert(u"bundles"_s, bundles->toLongLong());
        m_result.insert(u"series"_s, m_series);
        return m_result;
    }

  private:
    Result<void> readLive()
    {
        const auto current = TRY(SetStore(m_context.db).current());
        QJsonArray live;
        for (const Factoid& factoid : current.live()) {
            live.append(QJsonObject{{u"id"_s, factoid.id},
                                    {u"text"_s, factoid.text},
                                    {u"insight_type"_s, factoid.insightType},
                                    {u"language"_s, factoid.language},
                                    {u"claims"_s, static_cast<qint64>(factoid.claims.size())},
                                    {u"published_at"_s, timeText(current.publishedAt)},
                                    {u"extent"_s, extentOf(factoid)}});
        }
        if (live.isEmpty() && current.id != 0) {
            auto instead = TRY(curatedLive());
            live = instead;
        }
        for (const QString& language : current.languages())
            m_short = m_short || std::ssize(current.liveIn(language)) < current.onShow;
        for (const QString& language : languagesOf(m_context.settings.language)) {
            if (current.id != 0 && !current.languages().contains(language))
                m_unsaid << languageName(language);
        }
        m_result.insert(u"live"_s, live);
        return {};
    }

    // Nothing of the set is left: readers are served what is curated.
    Result<QJsonArray> curatedLive()
    {
        const auto answer = TRY(fallbacksQuery(m_context));
        QJsonArray live;
        for (const QJsonValue& value : answer.value(u"fallbacks"_s).toArray()) {
            const QJsonObject row = value.toObject();
            if (!row.value(u"served"_s).toBool())
                continue;
            live.append(QJsonObject{{u"id"_s, QString::number(row.value(u"id"_s).toInteger())},
                                    {u"text"_s, row.value(u"text"_s)},
                                    {u"insight_type"_s, u"curated"_s},
                                    {u"language"_s, row.value(u"language"_s)},
                                    {u"claims"_s, static_cast<qint64>(row.value(u"claims"_s).toArray().size())},
                                    {u"published_at"_s, row.value(u"created_at"_s)},
                                    {u"extent"_s, row.value(u"extent"_s)},
                                    {u"fallback"_s, true}});
        }
        return live;
    }

    Result<void> readRunning()
    {
        QJsonArray running;
        for (const QJsonValue& value : m_status.value(u"last_runs"_s).toArray()) {
            if (value.toObject().value(u"outcome"_s).toString() != "running"_L1)
                continue;
            const auto run = TRY(runQuery(m_context, value.toObject().value(u"id"_s).toInteger()));
            if (run.value(u"liveness"_s).toString() == "working"_L1)
                running.append(run);
        }
        m_result.insert(u"running"_s, running);
        return {};
    }

    Result<void> readDay()
    {
        const auto schedule = TRY(loadSchedule(m_context.db, m_context.settings));
        const QTimeZone zone(schedule.zone);
        const QDate today = m_now.toTimeZone(zone).date();
        const QDateTime from = QDateTime(today, QTime(0, 0), zone).toUTC(),
                        to = QDateTime(today.addDays(1), QTime(0, 0), zone).toUTC();
        std::map<QString, std::pair<QString, QString>> outcomes;
        auto read = m_context.db.each(
            u"SELECT slot_at, slot, outcome, reason FROM slot_outcomes WHERE slot_at >= ? AND slot_at < ?"_s,
            {timeText(from), timeText(to)}, [&](const QSqlQuery& row) {
                outcomes[row.value(0).toString() + row.value(1).toString()] = {row.value(2).toString(),
                                                                               row.value(3).toString()};
            });
        if (!read)
            return read;
        QJsonArray slots_;
        for (const SlotTime& slot : slotsBetween(schedule, from.addMSecs(-1), to.addMSecs(-1))) {
            const auto found = outcomes.find(timeText(slot.at) + slot.name());
            const QString outcome = found != outcomes.end() ? found->second.first
                                    : slot.at > m_now       ? u"due"_s
                                                            : u"not checked"_s;
            slots_.append(QJsonObject{{u"at"_s, timeText(slot.at)},
                                      {u"time"_s, slot.name()},
                                      {u"outcome"_s, outcome},
                                      {u"reason"_s, found != outcomes.end() ? found->second.second : QString()}});
        }
        QJsonArray runs;
        constexpr int kMostRuns = 200;
        read = m_context.db.each(
            u"SELECT started_at, finished_at, job, outcome FROM runs WHERE id > (SELECT MAX(id) FROM runs) - ? AND started_at >= ? ORDER BY id"_s,
            {kMostRuns, timeText(from)}, [&](const QSqlQuery& row) {
                runs.append(QJsonObject{{u"started_at"_s, row.value(0).toString()},
                                        {u"finished_at"_s, row.value(1).toString()},
                                        {u"job"_s, row.value(2).toString()},
                                        {u"outcome"_s, row.value(3).toString()}});
            });
        if (!read)
            return read;
        m_result.insert(u"day"_s, QJsonObject{{u"date"_s, today.toString(Qt::ISODate)},
                                              {u"zone"_s, QString::fromLatin1(schedule.zone)},
                                              {u"from"_s, timeText(from)},
                                              {u"to"_s, timeText(to)},
                                              {u"slots"_s, slots_},
                                              {u"runs"_s, runs}});
        return {};
    }

    // The longest that a change waited for its set, by day of publication.
    Result<void> readWaits()
    {
        ByDay longest;
        auto read = m_context.db.each(
            u"SELECT sets.published_at, json_extract(runs.result, '$.oldest_change') FROM sets JOIN runs ON runs.id = sets.run_id WHERE sets.published_at >= ?"_s,
            {timeText(m_since)}, [&](const QSqlQuery& row) {
                const QDateTime published = timeFromText(row.value(0).toString()),
                                oldest = timeFromText(row.value(1).toString());
                if (!oldest.isValid())
                    return;
                double& day = longest[published.date()];
                day = std::max(day, static_cast<double>(oldest.secsTo(published)) / static_cast<double>(kMinute));
            });
        m_series.insert(u"waited_minutes"_s, series(m_now.date(), longest));
        return read;
    }

    Result<void> readSuccess()
    {
        ByDay ratio;
        auto read = m_context.db.each(
            u"SELECT substr(slot_at, 1, 10), SUM(outcome IN ('published', 'unchanged')), COUNT(*) FROM slot_outcomes "
            "WHERE slot_at >= ? AND outcome NOT IN ('skipped', 'paused') GROUP BY 1"_s,
            {timeText(m_since)}, [&](const QSqlQuery& row) {
                ratio[QDate::fromString(row.value(0).toString(), Qt::ISODate)] =
                    row.value(1).toDouble() / row.value(2).toDouble();
            });
        m_series.insert(u"success"_s, series(m_now.date(), ratio));
        return read;
    }

    // The part of all reads that some level answered. A read that misses memory is counted again by the level below, so
    // what nobody had is what the last level missed.
    Result<void> readCache()
    {
        struct Day {
            double answered = 0, fallback = 0, made = 0;
        };
        std::map<QDate, Day> days;
        auto read = m_context.db.each(
            u"SELECT day, level, hits + stale_hits, misses, fallbacks FROM cache_days WHERE day >= ?"_s,
            {m_since.date().toString(Qt::ISODate)}, [&](const QSqlQuery& row) {
                Day& day = days[QDate::fromString(row.value(0).toString(), Qt::ISODate)];
                day.answered += row.value(2).toDouble();
                if (row.value(1).toString() == "store"_L1)
                    day.made += row.value(3).toDouble();
                day.fallback += row.value(4).toDouble();
            });
        ByDay ratio;
        for (const auto& [date, day] : days) {
            if (day.answered + day.made > 0)
                ratio[date] = day.answered / (day.answered + day.made);
        }
        m_series.insert(u"cache"_s, series(m_now.date(), ratio));
        return read;
    }

    void need(const char* severity, const QString& text, const QString& action, const char* page,
              const QJsonObject& at = {})
    {
        const QJsonObject row{{u"severity"_s, QLatin1String(severity)},
                              {u"text"_s, text},
                              {u"action"_s, action},
                              {u"page"_s, QLatin1String(page)},
                              {u"at"_s, at}};
        if (QLatin1String(severity) == "bad"_L1)
            m_needs.prepend(row);
        else
            m_needs.append(row);
    }

    Result<void> readNeeds()
    {
        const QJsonObject fresh = m_status.value(u"freshness"_s).toObject();
        const QJsonObject figures = m_status.value(u"figures"_s).toObject();
        const bool published = !m_status.value(u"published"_s).toObject().isEmpty();
        if (const qint64 behind = figures.value(u"summaries_behind"_s).toInteger(); behind > 0)
            need("warning", u"%1 behind the figures"_s.arg(counted(behind, "summary lags", "summaries lag")),
                 u"Build them"_s, "summaries");
        if (fresh.value(u"minutes"_s).toInteger() > fresh.value(u"target_minutes"_s).toInteger() && published)
            need("bad",
                 u"A change has waited %1 minutes; the target is %2"_s.arg(fresh.value(u"minutes"_s).toInteger())
                     .arg(fresh.value(u"target_minutes"_s).toInteger()),
                 u"Publish"_s, "schedule");
        if (m_short)
            need("warning", u"Fewer factoids are live than the set should show; withdrawn ones have no reserve left"_s,
                 u"Publish anew"_s, "factoids");
        for (const QString& language : m_unsaid)
            need("warning", u"Nothing is on the site in %1"_s.arg(language), u"Publish anew"_s, "factoids");
        if (figures.value(u"figures"_s).toInteger() > 0) {
            const auto lastCheck = TRY(SettingsStore(m_context.db).state(QLatin1String(kLastCheckKey)));
            if (lastCheck.isEmpty())
                need("warning", u"Nothing follows the schedule yet"_s, u"Set it up"_s, "schedule");
        }
        if (m_status.value(u"schedule"_s).toObject().value(u"paused"_s).toBool())
            need("warning", u"The schedule is paused"_s, u"Resume"_s, "schedule");
        for (const auto part : {&Overview::needsOfRuns, &Overview::needsOfIncidents, &Overview::needsOfFallbacks,
                                &Overview::needsOfCorrections}) {
            if (auto done = (this->*part)(); !done)
                return done;
        }
        m_result.insert(u"needs"_s, m_needs);
        return {};
    }

    // The newest run of each job of the last day, where it failed.
    Result<void> needsOfRuns()
    {
        QSet<QString> seen;
        for (const QJsonValue& value : m_status.value(u"last_runs"_s).toArray()) {
            const QJsonObject run = value.toObject();
            const QString job = run.value(u"job"_s).toString();
            if (seen.contains(job))
                continue;
            seen.insert(job);
            const QDateTime started = timeFromText(run.value(u"started_at"_s).toString());
            const QString outcome = run.value(u"outcome"_s).toString();
            if (started < m_now.addSecs(-kRecentHours * 3'600))
                continue;
            if (outcome == "failed"_L1 || outcome == "fell_back"_L1)
                need("bad",
                     u"%1 %2: %3"_s.arg(job, outcome == "failed"_L1 ? u"failed"_s : u"fell back"_s,
                                        run.value(u"message"_s).toString()),
                     u"See why"_s, "generation", {{u"run"_s, QString::number(run.value(u"id"_s).toInteger())}});
        }
        return {};
    }

    // Incidents that the recovery table called a person for.
    Result<void> needsOfIncidents()
    {
        const qint64 alerts = m_status.value(u"errors"_s).toObject().value(u"alerts"_s).toInteger();
        if (alerts > 0)
            need("bad",
                 alerts == 1 ? u"1 incident calls for a person"_s : u"%1 incidents call for a person"_s.arg(alerts),
                 u"See what"_s, "errors", {{u"open"_s, u"yes"_s}});
        return {};
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
            need("warning",
                 due == 1 ? u"A fallback is due for review"_s : u"%1 fallbacks are due for review"_s.arg(due),
                 u"Review"_s, "fallbacks");
        if (expired > 0)
            need("warning", expired == 1 ? u"A fallback has expired"_s : u"%1 fallbacks have expired"_s.arg(expired),
                 u"Renew"_s, "fallbacks");
        const auto unchecked = TRY(uncheckedQuery(m_context));
        const auto unserved = std::ranges::count_if(
            unchecked, [](const QJsonValue& row) { return !row.toObject().value(u"advice"_s).toString().isEmpty(); });
        if (unserved > 0)
            need("warning",
                 unserved == 1 ? u"A fallback is not checked and not served"_s
                               : u"%1 fallbacks are not checked and not served"_s.arg(unserved),
                 u"Decide"_s, "fallbacks");
        if (fallbacks.empty() && !m_status.value(u"published"_s).toObject().isEmpty())
            need("warning", u"No curated fallback stands ready for a bad day"_s, u"Write one"_s, "fallbacks");
        return {};
    }

    Result<void> needsOfCorrections()
    {
        const auto count = TRY(m_context.db.scalar(u"SELECT COUNT(*) FROM corrections WHERE withdrawn_at >= ?"_s,
                                                   {timeText(m_now.addDays(-kCorrectionDays))}));
        if (const qint64 found = count->toLongLong(); found > 0)
            need("warning",
                 found == 1 ? u"A factoid was withdrawn this week"_s
                            : u"%1 factoids were withdrawn this week"_s.arg(found),
                 u"See which"_s, "factoids", {{u"show"_s, u"corrections"_s}});
        return {};
    }

    QueryContext& m_context;
    QDateTime m_now, m_since;
    QJsonObject m_result, m_status, m_series;
    QJsonArray m_needs;
    bool m_short = false;
    QStringList m_unsaid; // languages that are asked for and that the set is not in
};

} // namespace

Result<QJsonObject> overviewQuery(QueryContext& context, const std::vector<LevelStats>& cache)
{
    return Overview(context).read(cache);
}

} // namespace factoid
