#include "core/queries/overview/health_query.h"

#include "core/base/languages.h"
#include "core/queries/connections/provider_list_query.h"
#include "core/queries/overview/status.h"
#include "core/store/operations/failure_store.h"
#include "core/store/site/fallback_store.h"
#include "core/store/site/set_history.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QSet>

namespace factoid {

namespace {

constexpr int kRecentHours = 24;
constexpr int kCorrectionDays = 7;

Result<void> readSet(QueryContext& context, HealthFacts& facts)
{
    const auto current = TRY(SetStore(context.db).current());
    for (const QString& language : current.languages())
        facts.fewerThanAskedFor = facts.fewerThanAskedFor || std::ssize(current.liveIn(language)) < current.onShow;
    for (const QString& language : languagesOf(context.settings.language)) {
        if (current.id != 0 && !current.languages().contains(language))
            facts.unsaid << languageName(language);
    }
    facts.withdrawnThisWeek = TRY(SetHistory(context.db).withdrawnSince(context.clock.now().addDays(-kCorrectionDays)));
    return {};
}

void readRuns(const StatusAnswer& status, HealthFacts& facts)
{
    constexpr qint64 kSecondsPerHour = 3'600;
    // Who clicked has seen what came of it; only a set concerns others.
    const auto isOwnClick = [](const RunStatus& run) {
        return run.trigger == "window"_L1 && run.job != "update-factoids"_L1;
    };
    QSet<QString> seen;
    for (const RunStatus& run : status.lastRuns) {
        if (seen.contains(run.job))
            continue;
        seen.insert(run.job);
        const bool recent = run.startedAt >= facts.now.addSecs(-kRecentHours * kSecondsPerHour);
        if (!recent || isOwnClick(run) || (run.outcome != "failed"_L1 && run.outcome != "fell_back"_L1))
            continue;
        // A command has ended with its exit code before whoever gave it, a person or a timer.
        const bool wasTold = run.trigger == "command"_L1 && run.job != "update-factoids"_L1;
        facts.failedRuns.push_back({run.id, run.job, wasTold ? u"told"_s : run.outcome, run.message.text()});
    }
}

Result<void> readProviders(QueryContext& context, const std::vector<Provider>& providers, HealthFacts& facts)
{
    for (const Incident& incident : TRY(FailureStore(context.db).open())) {
        if (incident.provider.isEmpty() || incident.provider.startsWith("cache:"_L1))
            continue;
        facts.silent.push_back({incident.provider, incident.firstSeen, incident.count});
    }
    if (providers.empty())
        return {};
    const auto list = TRY(providerListQuery(context, providers));
    for (const ProviderRow& row : list.providers) {
        if (!row.price)
            facts.neverAsked.push_back({row.name, u"nobody has said what its model costs"_s});
        else if (!row.price->rate)
            facts.neverAsked.push_back(
                {row.name,
                 u"its price is in %1, the spending limits are in %2, and no exchange rate is configured"_s.arg(
                     row.price->currency, list.currency)});
    }
    return {};
}

Result<void> readFallbacks(QueryContext& context, const StatusAnswer& status, HealthFacts& facts)
{
    const auto fallbacks = TRY(FallbackStore(context.db).list());
    const QDate today = facts.now.date();
    for (const Fallback& fallback : fallbacks) {
        facts.reviewsDue += fallback.reviewOn.isValid() && fallback.reviewOn <= today;
        facts.expired += fallback.expiresOn.isValid() && fallback.expiresOn < today;
    }
    facts.hasFallbacks = !fallbacks.empty();
    facts.uncheckedUnserved = std::ranges::count_if(status.fallbacks.notChecked,
                                                    [](const UncheckedRow& row) { return !row.advice.isEmpty(); });
    return {};
}

} // namespace

Result<Health> healthQuery(QueryContext& context, const StatusAnswer& status, const std::vector<Provider>& providers)
{
    HealthFacts facts;
    facts.now = context.clock.now();
    facts.figures = status.figures.figures;
    facts.summariesBehind = status.figures.summariesBehind;
    facts.published = status.published.has_value();
    facts.waitedMinutes = status.freshness.minutes;
    facts.targetMinutes = status.freshness.targetMinutes;
    facts.paused = status.schedule.paused;
    facts.alerts = status.errors.alerts;
    const auto runner = TRY(runnerQuery(context));
    facts.slotsAreChecked = runner.active;
    facts.lastCheck = runner.lastCheck ? timeFromText(*runner.lastCheck) : QDateTime();
    for (const Rehearsal& rehearsal : status.rehearsals)
        facts.rehearsed << rehearsal.level;
    readRuns(status, facts);
    TRY(readSet(context, facts));
    TRY(readProviders(context, providers, facts));
    TRY(readFallbacks(context, status, facts));
    return healthOf(facts);
}

} // namespace factoid
