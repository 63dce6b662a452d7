#include "core/runner/run_failure.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/monitor/recovery/recovery.h"
#include "core/store/data/cell_store.h"
#include "core/store/operations/spend_store.h"
#include "core/store/site/set_store.h"

namespace factoid {

namespace {

const QString kGeneration = u"update-factoids"_s;

// A check that found nothing due, or another runner at work, proves nothing.
bool provesWork(const RunRecord& record)
{
    static const QStringList idle{u"busy"_s, u"not_due"_s, u"waiting"_s, u"paused"_s, u"interrupted"_s};
    return !idle.contains(record.outcome);
}

// A click that was refused was seen by whoever clicked; nothing has failed.
bool wasRefused(const RunRecord& record, const Error& error)
{
    return record.trigger == "window"_L1 && record.job != kGeneration &&
           (error.kind == ErrorKind::Input || error.kind == ErrorKind::Verification);
}

// What readers have while generation fails.
Result<RecoveryAction> doneInstead(JobContext& context, const RunRecord& record)
{
    if (record.job != kGeneration)
        return RecoveryAction::GiveUp;
    if (record.outcome == "fell_back"_L1)
        return RecoveryAction::ServeFallback;
    const auto current = TRY(SetStore(context.db).current());
    return current.live().empty() ? RecoveryAction::GiveUp : RecoveryAction::ServeStale;
}

Message words(RecoveryAction action)
{
    switch (action) {
    case RecoveryAction::ServeFallback:
        return Message("recovery.fallbacks_served");
    case RecoveryAction::ServeStale:
        return Message("recovery.set_stays");
    default:
        return {};
    }
}

} // namespace

Result<void> noteRunEnd(JobContext& context, const RunRecord& record, const Result<JobOutcome>& result)
{
    const std::optional<Error> error = result ? result->survived : std::optional<Error>(result.error());
    if (!error) {
        if (!provesWork(record))
            return {};
        auto over = IncidentLog(context.db).jobWorks(record.job, record.finishedAt);
        return over ? Result<void>() : std::unexpected(over.error());
    }
    if (context.failureNoted || wasRefused(record, *error))
        return {};
    const auto kind =
        result && result->survivedKind ? failureKindFromName(*result->survivedKind) : failureKindOf(error->kind);
    if (!kind)
        return {};
    Failure failure;
    failure.kind = *kind;
    failure.job = record.job;
    failure.sentence = error->told();
    failure.run = record.id;
    failure.detail = {{u"trigger"_s, record.trigger}, {u"error"_s, errorKindName(error->kind)}};
    if (record.job == kGeneration) {
        const auto hash = TRY(CellStore(context.db).siteHash());
        failure.inputHash = hash;
        // Not one provable factoid: the words, not the machine.
        if (error->kind == ErrorKind::Failed && !(result && result->survivedKind))
            failure.kind = FailureKind::Content;
    }
    // Whoever started it by hand has seen the error; nobody needs to be called.
    if (record.job != kGeneration && (record.trigger == "command"_L1 || record.trigger == "window"_L1)) {
        auto noted = IncidentLog(context.db).note(failure, record.finishedAt);
        return noted ? Result<void>() : std::unexpected(noted.error());
    }
    const auto action = TRY(doneInstead(context, record));
    auto noted = Recovery(context.db).noteDone(failure, action, words(action), record.finishedAt);
    return noted ? Result<void>() : std::unexpected(noted.error());
}

Result<void> noteLostRuns(Database& db, const std::vector<RunStore::Lost>& lost, const QDateTime& now)
{
    if (lost.empty())
        return {};
    auto done = db.transaction<bool>([&]() -> Result<bool> {
        for (const RunStore::Lost& run : lost) {
            Failure failure;
            failure.job = run.job;
            failure.sentence = Message("incident.process_died");
            failure.run = run.id;
            TRY(IncidentLog(db).note(failure, now));
        }
        TRY(SpendStore(db).expireOfEndedRuns(machineNow()));
        TRY(FailureStore(db).endStepsOfEndedRuns(now));
        return true;
    });
    return done ? Result<void>() : std::unexpected(done.error());
}

void noteWorks(JobContext& context, const QString& provider)
{
    if (context.run == 0)
        return;
    if (auto noted = IncidentLog(context.db).providerWorks(provider, context.clock.now()); !noted)
        qCWarning(logJobs, "that it works again could not be noted: %s", qUtf8Printable(noted.error().message));
}

} // namespace factoid
