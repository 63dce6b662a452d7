// warm-cache, invalidate and rehearse (docs/contract.md, “Cache”).
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

Result<JobOutcome> endRehearsal(JobContext& context, const QString& level)
{
    const QDateTime now = context.clock.now();
    return context.apply([&]() -> Result<JobOutcome> {
        const auto ended = TRY(RehearsalStore(context.db).end(level, now));
        QJsonArray levels;
        for (const Rehearsal& rehearsal : ended) {
            TRY(SettingsStore(context.db)
                    .audit(now, context.trigger, Message("audit.rehearsal_end"), rehearsal.toJson()));
            levels.append(rehearsal.level);
        }
        JobOutcome outcome;
        outcome.result = {{u"ended"_s, levels}};
        outcome.note = Message(levels.isEmpty() ? "rehearsal.none" : "rehearsal.over");
        return outcome;
    });
}

} // namespace

Result<JobOutcome> rehearseJob(JobContext& context, const QJsonObject& options)
{
    static const QStringList levels{u"memory"_s, u"store"_s, u"curated"_s};
    const QString level = options.value(u"level"_s).toString();
    const QString action = options.value(u"action"_s).toString(u"start"_s);
    if (!levels.contains(level) && !(level.isEmpty() && action == "end"_L1))
        return fail(ErrorKind::Usage, Message("rehearsal.no_level").arg(level).arg(levels.join(u", "_s)));
    if (action == "end"_L1)
        return endRehearsal(context, level);
    if (action != "start"_L1)
        return fail(ErrorKind::Usage, Message("rehearsal.no_action").arg(action));
    const int minutes = options.value(u"minutes"_s).toInt(kRehearsalMinutes);
    if (minutes < 1 || minutes > kMostRehearsalMinutes)
        return fail(ErrorKind::Usage, Message("rehearsal.minutes").arg(kMostRehearsalMinutes).arg(minutes));
    const QDateTime now = context.clock.now();
    constexpr int kSecondsPerMinute = 60;
    const Rehearsal rehearsal{level, now, now.addSecs(minutes * kSecondsPerMinute),
                              options.value(u"reason"_s).toString(), context.trigger};
    return context.apply([&]() -> Result<JobOutcome> {
        TRY(RehearsalStore(context.db).start(rehearsal, now));
        TRY(SettingsStore(context.db)
                .audit(now, context.trigger, Message("audit.rehearsal_start"), rehearsal.toJson()));
        JobOutcome outcome;
        outcome.result = rehearsal.toJson();
        outcome.reversal = Reversal{
            Message("label.rehearsal").arg(level), u"rehearse"_s, {{u"action"_s, u"end"_s}, {u"level"_s, level}}};
        outcome.note = Message("rehearsal.started").arg(timeText(rehearsal.until)).arg(level);
        return outcome;
    });
}

Result<JobOutcome> warmCacheJob(JobContext& context, const QJsonObject&)
{
    const auto filled = TRY(fillCache(context));
    JobOutcome outcome;
    outcome.result = {{u"keys"_s, QJsonArray{filled.key}}, {u"summaries"_s, filled.summaries}};
    outcome.note = Message("cache.warm").count(filled.summaries);
    return outcome;
}

Result<JobOutcome> invalidateJob(JobContext& context, const QJsonObject& options)
{
    const QString prefix = options.value(u"prefix"_s).toString();
    const auto removed = TRY(context.cache.tiers().invalidate(prefix));
    return context.apply([&]() -> Result<JobOutcome> {
        TRY(SettingsStore(context.db)
                .audit(context.clock.now(), context.trigger, Message("audit.invalidate"), options));
        JobOutcome outcome;
        outcome.result = {{u"removed"_s, QJsonArray::fromStringList(removed)}};
        outcome.note = Message("cache.invalidated").count(removed.size());
        return outcome;
    });
}

} // namespace factoid
