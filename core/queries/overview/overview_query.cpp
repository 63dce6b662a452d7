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
        list.append(QJsonObject{{QStringLiteral("day"), day.toString(Qt::ISODate)}, {QStringLiteral("value"), found == values.end() ? QJsonValue() : QJsonValue(found->second)}});
    }
    return list;
}

class Overview
{
  public:
    explicit Overview(QueryContext& context) : m_context(context), m_now(context.clock.now()), m_since(m_now.addDays(-kSeriesDays)) {}

    Result<QJsonObject> read(const std::vector<LevelStats>& cache)
    {
        auto status = statusQuery(m_context, cache);
        if (!status)
            return status;
        m_result.insert(QStringLiteral("status"), *status);
        m_status = *status;
        for (const auto part : {&Overview::readLive, &Overview::readRunning, &Overview::readDay, &Overview::readWaits, &Overview::readSuccess, &Overview::readCache, &Overview::readNeeds}) {
            if (auto done = (this->*part)(); !done)
                return std::unexpected(done.error());
        }
        const auto bundles = m_context.db.scalar(QStringLiteral("SELECT COUNT(*) FROM bundles"));
        if (!bundles)
            return std::unexpected(bundles.error());
        m_result.insert(QStringLiteral("bundles"), (*bundles)->toLongLong());
        m_result.insert(QStringLiteral("series"), m_series);
        return m_result;
    }

  private:
    Result<void> readLive()
    {
        const auto current = SetStore(m_context.db).current();
        if (!current)
            return std::unexpected(current.error());
        QJsonArray live;
        for (const Factoid& factoid : current->live()) {
            live.append(QJsonObject{{QStringLiteral("id"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("insight_type"), factoid.insightType},
                                    {QStringLiteral("language"), factoid.language}, {QStringLiteral("claims"), static_cast<qint64>(factoid.claims.size())}, {QStringLiteral("published_at"), timeText(current->publishedAt)},
                                    {QStringLiteral("extent"), extentOf(factoid)}});
        }
        if (live.isEmpty() && current->id != 0) {
            auto instead = curatedLive();
            if (!instead)
                return std::unexpected(instead.error());
            live = *instead;
        }
        for (const QString& language : current->languages())
            m_short = m_short || std::ssize(current->liveIn(language)) < current->onShow;
        for (const QString& language : languagesOf(m_context.settings.language)) {
            if (current->id != 0 && !current->languages().contains(language))
                m_unsaid << languageName(language);
        }
        m_result.insert(QStringLiteral("live"), live);
        return {};
    }

    // Nothing of the set is left: readers are served what is curated.
    Result<QJsonArray> curatedLive()
    {
        const auto answer = fallbacksQuery(m_context);
        if (!answer)
            return std::unexpected(answer.error());
        QJsonArray live;
        for (const QJsonValue& value : answer->value(QStringLiteral("fallbacks")).toArray()) {
            const QJsonObject row = value.toObject();
            if (!row.value(QStringLiteral("served")).toBool())
                continue;
            live.append(QJsonObject{{QStringLiteral("id"), QString::number(row.value(QStringLiteral("id")).toInteger())}, {QStringLiteral("text"), row.value(QStringLiteral("text"))},
                                    {QStringLiteral("insight_type"), QStringLiteral("curated")}, {QStringLiteral("language"), row.value(QStringLiteral("language"))},
                                    {QStringLiteral("claims"), static_cast<qint64>(row.value(QStringLiteral("claims")).toArray().size())},
                                    {QStringLiteral("published_at"), row.value(QStringLiteral("created_at"))}, {QStringLiteral("extent"), row.value(QStringLiteral("extent"))},
                                    {QStringLiteral("fallback"), true}});
        }
        return live;
    }

    Result<void> readRunning()
    {
        QJsonArray running;
        for (const QJsonValue& value : m_status.value(QStringLiteral("last_runs")).toArray()) {
            if (value.toObject().value(QStringLiteral("outcome")).toString() != QLatin1String("running"))
                continue;
            const auto run = runQuery(m_context, value.toObject().value(QStringLiteral("id")).toInteger());
            if (!run)
                return std::unexpected(run.error());
            if (run->value(QStringLiteral("liveness")).toString() == QLatin1String("working"))
                running.append(*run);
        }
        m_result.insert(QStringLiteral("running"), running);
        return {};
    }

    Result<void> readDay()
    {
        const auto schedule = loadSchedule(m_context.db, m_context.settings);
        if (!schedule)
            return std::unexpected(schedule.error());
        const QTimeZone zone(schedule->zone);
        const QDate today = m_now.toTimeZone(zone).date();
        const QDateTime from = QDateTime(today, QTime(0, 0), zone).toUTC(), to = QDateTime(today.addDays(1), QTime(0, 0), zone).toUTC();
        std::map<QString, std::pair<QString, QString>> outcomes;
        auto read = m_context.db.each(QStringLiteral("SELECT slot_at, slot, outcome, reason FROM slot_outcomes WHERE slot_at >= ? AND slot_at < ?"), {timeText(from), timeText(to)},
                                      [&](const QSqlQuery& row) { outcomes[row.value(0).toString() + row.value(1).toString()] = {row.value(2).toString(), row.value(3).toString()}; });
        if (!read)
            return read;
        QJsonArray slots_;
        for (const SlotTime& slot : slotsBetween(*schedule, from.addMSecs(-1), to.addMSecs(-1))) {
            const auto found = outcomes.find(timeText(slot.at) + slot.name());
            const QString outcome = found != outcomes.end() ? found->second.first : slot.at > m_now ? QStringLiteral("due") : QStringLiteral("not checked");
            slots_.append(QJsonObject{{QStringLiteral("at"), timeText(slot.at)}, {QStringLiteral("time"), slot.name()}, {QStringLiteral("outcome"), outcome},
                                      {QStringLiteral("reason"), found != outcomes.end() ? found->second.second : QString()}});
        }
        QJsonArray runs;
        constexpr int kMostRuns = 200;
        read = m_context.db.each(QStringLiteral("SELECT started_at, finished_at, job, outcome FROM runs WHERE id > (SELECT MAX(id) FROM runs) - ? AND started_at >= ? ORDER BY id"),
                                 {kMostRuns, timeText(from)}, [&](const QSqlQuery& row) {
                                     runs.append(QJsonObject{{QStringLiteral("started_at"), row.value(0).toString()}, {QStringLiteral("finished_at"), row.value(1).toString()},
                                                             {QStringLiteral("job"), row.value(2).toString()}, {QStringLiteral("outcome"), row.value(3).toString()}});
                                 });
        if (!read)
            return read;
        m_result.insert(QStringLiteral("day"), QJsonObject{{QStringLiteral("date"), today.toString(Qt::ISODate)}, {QStringLiteral("zone"), QString::fromLatin1(schedule->zone)},
                                                           {QStringLiteral("from"), timeText(from)}, {QStringLiteral("to"), timeText(to)},
                                                           {QStringLiteral("slots"), slots_}, {QStringLiteral("runs"), runs}});
        return {};
    }

    // The longest that a change waited for its set, by day of publication.
    Result<void> readWaits()
    {
        ByDay longest;
        auto read = m_context.db.each(QStringLiteral("SELECT sets.published_at, json_extract(runs.result, '$.oldest_change') FROM sets JOIN runs ON runs.id = sets.run_id WHERE sets.published_at >= ?"),
                                      {timeText(m_since)}, [&](const QSqlQuery& row) {
                                          const QDateTime published = timeFromText(row.value(0).toString()), oldest = timeFromText(row.value(1).toString());
                                          if (!oldest.isValid())
                                              return;
                                          double& day = longest[published.date()];
                                          day = std::max(day, static_cast<double>(oldest.secsTo(published)) / static_cast<double>(kMinute));
                                      });
        m_series.insert(QStringLiteral("waited_minutes"), series(m_now.date(), longest));
        return read;
    }

    Result<void> readSuccess()
    {
        ByDay ratio;
        auto read = m_context.db.each(QStringLiteral("SELECT substr(slot_at, 1, 10), SUM(outcome IN ('published', 'unchanged')), COUNT(*) FROM slot_outcomes "
                                                     "WHERE slot_at >= ? AND outcome NOT IN ('skipped', 'paused') GROUP BY 1"),
                                      {timeText(m_since)}, [&](const QSqlQuery& row) { ratio[QDate::fromString(row.value(0).toString(), Qt::ISODate)] = row.value(1).toDouble() / row.value(2).toDouble(); });
        m_series.insert(QStringLiteral("success"), series(m_now.date(), ratio));
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
        auto read = m_context.db.each(QStringLiteral("SELECT day, level, hits + stale_hits, misses, fallbacks FROM cache_days WHERE day >= ?"), {m_since.date().toString(Qt::ISODate)},
                                      [&](const QSqlQuery& row) {
                                          Day& day = days[QDate::fromString(row.value(0).toString(), Qt::ISODate)];
                                          day.answered += row.value(2).toDouble();
                                          if (row.value(1).toString() == QLatin1String("store"))
                                              day.made += row.value(3).toDouble();
                                          day.fallback += row.value(4).toDouble();
                                      });
        ByDay ratio;
        for (const auto& [date, day] : days) {
            if (day.answered + day.made > 0)
                ratio[date] = day.answered / (day.answered + day.made);
        }
        m_series.insert(QStringLiteral("cache"), series(m_now.date(), ratio));
        return read;
    }

    void need(const char* severity, const QString& text, const QString& action, const char* page, const QJsonObject& at = {})
    {
        const QJsonObject row{{QStringLiteral("severity"), QLatin1String(severity)}, {QStringLiteral("text"), text}, {QStringLiteral("action"), action},
                              {QStringLiteral("page"), QLatin1String(page)}, {QStringLiteral("at"), at}};
        if (QLatin1String(severity) == QLatin1String("bad"))
            m_needs.prepend(row);
        else
            m_needs.append(row);
    }

    Result<void> readNeeds()
    {
        const QJsonObject fresh = m_status.value(QStringLiteral("freshness")).toObject();
        const QJsonObject figures = m_status.value(QStringLiteral("figures")).toObject();
        const bool published = !m_status.value(QStringLiteral("published")).toObject().isEmpty();
        if (const qint64 behind = figures.value(QStringLiteral("summaries_behind")).toInteger(); behind > 0)
            need("warning", QStringLiteral("%1 behind the figures").arg(counted(behind, "summary lags", "summaries lag")), QStringLiteral("Build them"), "summaries");
        if (fresh.value(QStringLiteral("minutes")).toInteger() > fresh.value(QStringLiteral("target_minutes")).toInteger() && published)
            need("bad", QStringLiteral("A change has waited %1 minutes; the target is %2").arg(fresh.value(QStringLiteral("minutes")).toInteger()).arg(fresh.value(QStringLiteral("target_minutes")).toInteger()),
                 QStringLiteral("Publish"), "schedule");
        if (m_short)
            need("warning", QStringLiteral("Fewer factoids are live than the set should show; withdrawn ones have no reserve left"), QStringLiteral("Publish anew"), "factoids");
        for (const QString& language : m_unsaid)
            need("warning", QStringLiteral("Nothing is on the site in %1").arg(language), QStringLiteral("Publish anew"), "factoids");
        if (figures.value(QStringLiteral("figures")).toInteger() > 0) {
            const auto lastCheck = SettingsStore(m_context.db).state(QLatin1String(kLastCheckKey));
            if (!lastCheck)
                return std::unexpected(lastCheck.error());
            if (lastCheck->isEmpty())
                need("warning", QStringLiteral("Nothing follows the schedule yet"), QStringLiteral("Set it up"), "schedule");
        }
        if (m_status.value(QStringLiteral("schedule")).toObject().value(QStringLiteral("paused")).toBool())
            need("warning", QStringLiteral("The schedule is paused"), QStringLiteral("Resume"), "schedule");
        for (const auto part : {&Overview::needsOfRuns, &Overview::needsOfIncidents, &Overview::needsOfFallbacks, &Overview::needsOfCorrections}) {
            if (auto done = (this->*part)(); !done)
                return done;
        }
        m_result.insert(QStringLiteral("needs"), m_needs);
        return {};
    }

    // The newest run of each job of the last day, where it failed.
    Result<void> needsOfRuns()
    {
        QSet<QString> seen;
        for (const QJsonValue& value : m_status.value(QStringLiteral("last_runs")).toArray()) {
            const QJsonObject run = value.toObject();
            const QString job = run.value(QStringLiteral("job")).toString();
            if (seen.contains(job))
                continue;
            seen.insert(job);
            const QDateTime started = timeFromText(run.value(QStringLiteral("started_at")).toString());
            const QString outcome = run.value(QStringLiteral("outcome")).toString();
            if (started < m_now.addSecs(-kRecentHours * 3'600))
                continue;
            if (outcome == QLatin1String("failed") || outcome == QLatin1String("fell_back"))
                need("bad", QStringLiteral("%1 %2: %3").arg(job, outcome == QLatin1String("failed") ? QStringLiteral("failed") : QStringLiteral("fell back"), run.value(QStringLiteral("message")).toString()),
                     QStringLiteral("See why"), "generation", {{QStringLiteral("run"), QString::number(run.value(QStringLiteral("id")).toInteger())}});
        }
        return {};
    }

    // Incidents that the recovery table called a person for.
    Result<void> needsOfIncidents()
    {
        const qint64 alerts = m_status.value(QStringLiteral("errors")).toObject().value(QStringLiteral("alerts")).toInteger();
        if (alerts > 0)
            need("bad", alerts == 1 ? QStringLiteral("1 incident calls for a person") : QStringLiteral("%1 incidents call for a person").arg(alerts), QStringLiteral("See what"), "errors",
                 {{QStringLiteral("open"), QStringLiteral("yes")}});
        return {};
    }

    Result<void> needsOfFallbacks()
    {
        const auto fallbacks = FallbackStore(m_context.db).list();
        if (!fallbacks)
            return std::unexpected(fallbacks.error());
        const QDate today = m_now.date();
        int due = 0, expired = 0;
        for (const Fallback& fallback : *fallbacks) {
            due += fallback.reviewOn.isValid() && fallback.reviewOn <= today;
            expired += fallback.expiresOn.isValid() && fallback.expiresOn < today;
        }
        if (due > 0)
            need("warning", due == 1 ? QStringLiteral("A fallback is due for review") : QStringLiteral("%1 fallbacks are due for review").arg(due), QStringLiteral("Review"), "fallbacks");
        if (expired > 0)
            need("warning", expired == 1 ? QStringLiteral("A fallback has expired") : QStringLiteral("%1 fallbacks have expired").arg(expired), QStringLiteral("Renew"), "fallbacks");
        const auto unchecked = uncheckedQuery(m_context);
        if (!unchecked)
            return std::unexpected(unchecked.error());
        const auto unserved = std::ranges::count_if(*unchecked, [](const QJsonValue& row) { return !row.toObject().value(QStringLiteral("advice")).toString().isEmpty(); });
        if (unserved > 0)
            need("warning", unserved == 1 ? QStringLiteral("A fallback is not checked and not served") : QStringLiteral("%1 fallbacks are not checked and not served").arg(unserved), QStringLiteral("Decide"), "fallbacks");
        if (fallbacks->empty() && !m_status.value(QStringLiteral("published")).toObject().isEmpty())
            need("warning", QStringLiteral("No curated fallback stands ready for a bad day"), QStringLiteral("Write one"), "fallbacks");
        return {};
    }

    Result<void> needsOfCorrections()
    {
        const auto count = m_context.db.scalar(QStringLiteral("SELECT COUNT(*) FROM corrections WHERE withdrawn_at >= ?"), {timeText(m_now.addDays(-kCorrectionDays))});
        if (!count)
            return std::unexpected(count.error());
        if (const qint64 found = (*count)->toLongLong(); found > 0)
            need("warning", found == 1 ? QStringLiteral("A factoid was withdrawn this week") : QStringLiteral("%1 factoids were withdrawn this week").arg(found), QStringLiteral("See which"), "factoids",
                 {{QStringLiteral("show"), QStringLiteral("corrections")}});
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
