// warm-cache, invalidate and rehearse (SPEC 7).
#include "core/base/counted.h"
#include "core/jobs/job_table.h"
#include "core/pipeline/cache_filling.h"
#include "core/site/factoid_cache.h"
#include "core/store/operations/rehearsal_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"


namespace factoid {

namespace {

constexpr int kRehearsalMinutes = 10;
constexpr int kMostRehearsalMinutes = 240; // nobody watches one for longer

Result<JobOutcome> endRehearsal(JobContext& context, const QString& level)
{
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        const auto ended = RehearsalStore(context.db).end(level, now);
        if (!ended)
            return std::unexpected(ended.error());
        QJsonArray levels;
        for (const Rehearsal& rehearsal : *ended) {
            if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("rehearsal end"), rehearsal.toJson()); !noted)
                return std::unexpected(noted.error());
            levels.append(rehearsal.level);
        }
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("ended"), levels}};
        outcome.note = levels.isEmpty() ? QStringLiteral("no rehearsal was on") : QStringLiteral("the rehearsal is over; readers are served as usual");
        return outcome;
    });
}

} // namespace

Result<JobOutcome> rehearseJob(JobContext& context, const QJsonObject& options)
{
    static const QStringList levels{QStringLiteral("memory"), QStringLiteral("store"), QStringLiteral("curated")};
    const QString level = options.value(QStringLiteral("level")).toString();
    const QString action = options.value(QStringLiteral("action")).toString(QStringLiteral("start"));
    if (!levels.contains(level) && !(level.isEmpty() && action == QLatin1String("end")))
        return fail(ErrorKind::Usage, QStringLiteral("the cache has no level “%1” to rehearse; there are %2").arg(level, levels.join(QStringLiteral(", "))));
    if (action == QLatin1String("end"))
        return endRehearsal(context, level);
    if (action != QLatin1String("start"))
        return fail(ErrorKind::Usage, QStringLiteral("a rehearsal can start or end, not “%1”").arg(action));
    const int minutes = options.value(QStringLiteral("minutes")).toInt(kRehearsalMinutes);
    if (minutes < 1 || minutes > kMostRehearsalMinutes)
        return fail(ErrorKind::Usage, QStringLiteral("a rehearsal lasts from 1 to %1 minutes, not %2").arg(kMostRehearsalMinutes).arg(minutes));
    const QDateTime now = context.clock.now();
    constexpr int kSecondsPerMinute = 60;
    const Rehearsal rehearsal{level, now, now.addSecs(minutes * kSecondsPerMinute), options.value(QStringLiteral("reason")).toString(), context.trigger};
    return context.apply([&]() -> Result<JobOutcome> {
        if (auto kept = RehearsalStore(context.db).start(rehearsal, now); !kept)
            return std::unexpected(kept.error());
        if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("rehearsal start"), rehearsal.toJson()); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = rehearsal.toJson();
        outcome.reversal = Reversal{QStringLiteral("rehearsal of the cache level “%1”").arg(level), QStringLiteral("rehearse"),
                                    {{QStringLiteral("action"), QStringLiteral("end")}, {QStringLiteral("level"), level}}};
        outcome.note = QStringLiteral("until %1 readers are served as if the cache level “%2” were dead").arg(timeText(rehearsal.until), level);
        return outcome;
    });
}

Result<JobOutcome> warmCacheJob(JobContext& context, const QJsonObject&)
{
    const auto filled = fillCache(context);
    if (!filled)
        return std::unexpected(filled.error());
    JobOutcome outcome;
    outcome.result = {{QStringLiteral("keys"), QJsonArray{filled->key}}, {QStringLiteral("summaries"), filled->summaries}};
    outcome.note = QStringLiteral("the cache is warm: the published set and %1").arg(counted(filled->summaries, "summary", "summaries"));
    return outcome;
}

Result<JobOutcome> invalidateJob(JobContext& context, const QJsonObject& options)
{
    const QString prefix = options.value(QStringLiteral("prefix")).toString();
    const auto removed = context.cache.tiers().invalidate(prefix);
    if (!removed)
        return std::unexpected(removed.error());
    return context.apply([&]() -> Result<JobOutcome> {
        if (auto noted = SettingsStore(context.db).audit(context.clock.now(), context.trigger, QStringLiteral("invalidate"), options); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("removed"), QJsonArray::fromStringList(*removed)}};
        outcome.note = QStringLiteral("%1 invalidated").arg(counted(static_cast<qint64>(removed->size()), "key", "keys"));
        return outcome;
    });
}

} // namespace factoid
