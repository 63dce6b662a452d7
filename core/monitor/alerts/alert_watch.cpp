#include "core/monitor/alerts/alert_watch.h"

#include "core/monitor/alerts/alert_news.h"
#include "core/monitor/alerts/silences.h"

namespace factoid {

namespace {

// After a longer absence only the last day is gone through.
constexpr qint64 kMostMinutesBehind = kDayMinutes;

class Watch
{
  public:
    Watch(Database& db, const Settings& settings, qint64 to, const QDateTime& now)
        : m_db(db)
        , m_store(db)
        , m_zone(settings.scheduleZone.toLatin1())
        , m_to(to)
        , m_now(now)
    {
        if (!m_zone.isValid())
            m_zone = QTimeZone::utc();
    }

    Result<AlertsWatched> run()
    {
        const auto rules = alertRules(TRY(m_store.rules()));
        m_states = TRY(m_store.states());
        m_silences = TRY(m_store.silences(instantOf(m_to - kMostMinutesBehind)));
        for (const auto& [id, rule] : rules)
            TRY(rule.enabled ? look(rule) : rest(rule));
        TRY(write(m_firing, u"firing"_s));
        TRY(write(m_over, u"resolved"_s));
        return m_done;
    }

  private:
    Result<void> look(const AlertRule& rule)
    {
        const auto kept = m_states.find(rule.id);
        const qint64 first =
            kept == m_states.end() ? m_to - 1 : std::max(kept->second.minute + 1, m_to - kMostMinutesBehind);
        const qint64 from = std::min(first, m_to - 1); // a clock that was put back: its minute is looked at
        AlertState state = kept == m_states.end() ? AlertState() : AlertState::fromJson(kept->second.body);
        const Values values = TRY(valuesOf(m_db, rule, from, m_to));
        const auto silenced = silencedMinutes(m_silences, rule.id, from, m_to, m_zone);
        auto incident = TRY(m_store.openOf(rule.id));
        for (size_t i = 0; i < values.size(); ++i)
            TRY(minute(rule, state, incident, from + qint64(i), values[i], silenced[i]));
        if (incident)
            TRY(m_store.save(*incident));
        return m_store.putState(rule.id, {m_to - 1, state.toJson()});
    }

    Result<void> minute(const AlertRule& rule, AlertState& state, std::optional<KeptIncident>& incident, qint64 at,
                        const std::optional<double>& value, bool silenced)
    {
        const AlertStep step = nextMinute(state, rule.times, readingOf(rule, value), silenced);
        if (step.opened) {
            incident = KeptIncident{0, rule.id, at, {}, *value, *value, rule.threshold};
            incident->id = TRY(m_store.open(*incident));
            ++m_done.opened;
        }
        if (!incident)
            return {};
        if (value) {
            incident->last = *value;
            incident->worst = rule.above ? std::max(incident->worst, *value) : std::min(incident->worst, *value);
        }
        if (step.tell) {
            incident->toldAt = m_now;
            m_firing.push_back({rule, *incident});
        }
        if (step.closed) {
            incident->ended = at;
            // What is over before anybody could be told of it is not worth two messages.
            if (std::erase_if(m_firing, [&](const AlertNews& news) { return news.incident.id == incident->id; }) > 0)
                incident->toldAt = {};
            else if (step.tellOver)
                m_over.push_back({rule, *incident});
            TRY(m_store.save(*incident));
            incident.reset();
            ++m_done.closed;
        }
        return {};
    }

    // A rule that was switched off: its incident is over, and whoever was told of it is told so.
    Result<void> rest(const AlertRule& rule)
    {
        if (auto incident = TRY(m_store.openOf(rule.id))) {
            incident->ended = m_to - 1;
            incident->body.insert(u"ended_by"_s, u"rule switched off"_s);
            TRY(m_store.save(*incident));
            if (incident->toldAt.isValid())
                m_over.push_back({rule, *incident});
        }
        return m_states.contains(rule.id) ? m_store.dropState(rule.id) : Result<void>();
    }

    Result<void> write(const std::vector<AlertNews>& news, const QString& kind)
    {
        m_done.messages += TRY(writeNews(m_store, news, kind, m_now));
        return {};
    }

    Database& m_db;
    AlertStore m_store;
    QTimeZone m_zone;
    qint64 m_to;
    QDateTime m_now;
    std::map<QString, KeptAlertState> m_states;
    std::vector<Silence> m_silences;
    std::vector<AlertNews> m_firing, m_over;
    AlertsWatched m_done;
};

} // namespace

Result<AlertsWatched> watchAlerts(Database& db, const Settings& settings, qint64 to, const QDateTime& now)
{
    return db.transaction<AlertsWatched>([&] { return Watch(db, settings, to, now).run(); });
}

} // namespace factoid
