#include "core/queries/overview/health.h"

#include "core/base/counted.h"

#include <algorithm>

namespace factoid {

namespace {

// A provider that has been out for less is being tried again.
constexpr qint64 kSilentMinutes = 60;

QString spanText(qint64 minutes)
{
    constexpr qint64 kHour = 60, kDay = 24 * kHour;
    if (minutes < 2 * kHour)
        return counted(minutes, "minute", "minutes");
    return minutes < 2 * kDay ? counted(minutes / kHour, "hour", "hours") : counted(minutes / kDay, "day", "days");
}

class Examiner
{
  public:
    explicit Examiner(const HealthFacts& facts)
        : m_facts(facts)
    {
    }

    Health examine()
    {
        lookAtFreshness();
        lookAtSchedule();
        lookAtFailures();
        lookAtProviders();
        lookAtFallbacks();
        lookAtSet();
        std::ranges::stable_sort(m_health.items, std::greater(), &HealthItem::level);
        return m_health;
    }

  private:
    void add(HealthLevel level, const QString& id, const QString& text, const QString& action, const QString& page,
             const std::map<QString, QString>& at = {})
    {
        m_health.items.push_back({level, id, text, action, page, at});
    }
    [[nodiscard]] qint64 minutesSince(const QDateTime& at) const
    {
        constexpr qint64 kSecondsPerMinute = 60;
        return at.secsTo(m_facts.now) / kSecondsPerMinute;
    }

    void lookAtFreshness()
    {
        if (m_facts.waitedMinutes > m_facts.targetMinutes && m_facts.published)
            add(HealthLevel::Bad, u"change_waits"_s,
                u"A change has waited %1 minutes; the target is %2"_s.arg(m_facts.waitedMinutes)
                    .arg(m_facts.targetMinutes),
                u"Publish"_s, u"schedule"_s);
        if (m_facts.summariesBehind > 0)
            add(HealthLevel::Warning, u"summaries_behind"_s,
                u"%1 behind the figures"_s.arg(counted(m_facts.summariesBehind, "summary lags", "summaries lag")),
                u"Build them"_s, u"summaries"_s);
    }

    void lookAtSchedule()
    {
        if (m_facts.paused)
            add(HealthLevel::Warning, u"schedule_paused"_s, u"The schedule is paused"_s, u"Resume"_s, u"schedule"_s);
        if (m_facts.figures > 0 && !m_facts.lastCheck.isValid())
            add(HealthLevel::Warning, u"schedule_not_followed"_s, u"The schedule has not been started yet"_s,
                u"Set it up"_s, u"schedule"_s);
        else if (m_facts.figures > 0 && !m_facts.slotsAreChecked)
            add(HealthLevel::Bad, u"slots_not_checked"_s,
                u"Nobody has checked the slots for %1"_s.arg(spanText(minutesSince(m_facts.lastCheck))),
                u"See the schedule"_s, u"schedule"_s);
        for (const QString& level : m_facts.rehearsed)
            add(HealthLevel::Warning, u"rehearsal"_s, u"An outage of the level “%1” is being rehearsed"_s.arg(level),
                u"End it"_s, u"cache"_s);
    }

    void lookAtFailures()
    {
        for (const HealthFacts::FailedRun& run : m_facts.failedRuns)
            add(run.outcome == "told"_L1 ? HealthLevel::Warning : HealthLevel::Bad, u"run_failed"_s,
                u"%1 %2: %3"_s.arg(run.job, run.outcome == "fell_back"_L1 ? u"fell back"_s : u"failed"_s, run.message),
                u"See why"_s, u"generation"_s, {{u"run"_s, QString::number(run.id)}});
        if (m_facts.alerts > 0)
            add(HealthLevel::Bad, u"incidents"_s,
                m_facts.alerts == 1 ? u"1 incident needs attention"_s
                                    : u"%1 incidents need attention"_s.arg(m_facts.alerts),
                u"See what"_s, u"errors"_s, {{u"open"_s, u"yes"_s}});
    }

    void lookAtProviders()
    {
        for (const HealthFacts::SilentProvider& provider : m_facts.silent) {
            const qint64 minutes = minutesSince(provider.since);
            if (minutes >= kSilentMinutes)
                add(HealthLevel::Warning, u"provider_fails"_s,
                    u"The provider “%1” has failed for %2 (%3)"_s.arg(provider.name, spanText(minutes),
                                                                      counted(provider.times, "time", "times")),
                    u"See what"_s, u"errors"_s, {{u"open"_s, u"yes"_s}});
        }
        for (const HealthFacts::NeverAsked& never : m_facts.neverAsked)
            add(HealthLevel::Bad, u"provider_never_asked"_s,
                u"The provider “%1” is never asked: %2"_s.arg(never.provider, never.why), u"See the prices"_s,
                u"generation"_s, {{u"show"_s, u"providers"_s}});
    }

    void lookAtFallbacks()
    {
        const auto fallbacks = [&](qint64 count, const QString& id, const QString& one, const QString& many,
                                   const QString& action) {
            if (count > 0)
                add(HealthLevel::Warning, id, count == 1 ? one : many.arg(count), action, u"fallbacks"_s);
        };
        fallbacks(m_facts.reviewsDue, u"reviews_due"_s, u"A fallback is due for review"_s,
                  u"%1 fallbacks are due for review"_s, u"Review"_s);
        fallbacks(m_facts.expired, u"fallbacks_expired"_s, u"A fallback has expired"_s, u"%1 fallbacks have expired"_s,
                  u"Renew"_s);
        fallbacks(m_facts.uncheckedUnserved, u"fallbacks_unchecked"_s, u"A fallback is not checked and not served"_s,
                  u"%1 fallbacks are not checked and not served"_s, u"Decide"_s);
        if (!m_facts.hasFallbacks && m_facts.published)
            add(HealthLevel::Warning, u"no_fallbacks"_s, u"No curated fallback is ready for a bad day"_s,
                u"Write one"_s, u"fallbacks"_s);
    }

    void lookAtSet()
    {
        if (m_facts.fewerThanAskedFor)
            add(HealthLevel::Warning, u"set_short"_s,
                u"Fewer factoids are live than the set should show; withdrawn ones have no reserve left"_s,
                u"Publish again"_s, u"factoids"_s);
        for (const QString& language : m_facts.unsaid)
            add(HealthLevel::Warning, u"language_missing"_s, u"Nothing is on the site in %1"_s.arg(language),
                u"Publish again"_s, u"factoids"_s);
        const qint64 gone = m_facts.withdrawnThisWeek;
        if (gone > 0)
            add(HealthLevel::Warning, u"withdrawn"_s,
                gone == 1 ? u"A factoid was withdrawn this week"_s
                          : u"%1 factoids were withdrawn this week"_s.arg(gone),
                u"See which"_s, u"factoids"_s, {{u"show"_s, u"corrections"_s}});
    }

    const HealthFacts& m_facts;
    Health m_health;
};

} // namespace

QString healthLevelName(HealthLevel level)
{
    switch (level) {
    case HealthLevel::Good:
        return u"good"_s;
    case HealthLevel::Warning:
        return u"warning"_s;
    case HealthLevel::Bad:
        return u"bad"_s;
    }
    return {};
}

QJsonObject HealthItem::toJson() const
{
    return {{u"level"_s, healthLevelName(level)}, {u"id"_s, id}, {u"text"_s, text}};
}

HealthLevel Health::level() const
{
    return items.empty() ? HealthLevel::Good : items.front().level;
}

bool Health::has(const QString& id) const
{
    return std::ranges::find(items, id, &HealthItem::id) != items.end();
}

qint64 Health::count(HealthLevel level) const
{
    return std::ranges::count(items, level, &HealthItem::level);
}

QJsonObject Health::toJson() const
{
    QJsonArray list;
    for (const HealthItem& item : items)
        list.append(item.toJson());
    return {{u"level"_s, healthLevelName(level())}, {u"items"_s, list}};
}

Health healthOf(const HealthFacts& facts)
{
    return Examiner(facts).examine();
}

} // namespace factoid
