#include "core/jobs/undo_job.h"

#include "core/store/settings_store.h"

namespace factoid {

namespace {

// The store has moved on, and no second try will go better; against a busy store or a full disk one may.
bool isForGood(const Error& error)
{
    return error.kind == ErrorKind::Input || error.kind == ErrorKind::Usage || error.kind == ErrorKind::Verification;
}

struct Direction {
    bool redo = false;
    [[nodiscard]] QString done() const { return redo ? QStringLiteral("done again") : QStringLiteral("undone"); }
};

Result<void> checkStep(const std::optional<UndoStep>& step, const QJsonObject& options, Direction direction)
{
    if (!step)
        return fail(ErrorKind::Input, direction.redo ? QStringLiteral("there is nothing to do again") : QStringLiteral("there is nothing to undo"));
    const qint64 meant = options.value(QStringLiteral("step")).toInteger();
    if (meant != 0 && meant != step->id) {
        return fail(ErrorKind::Input, QStringLiteral("something else was changed meanwhile; next would be “%1” (step %2)").arg(step->label).arg(step->id));
    }
    return {};
}

Result<JobOutcome> walk(JobContext& context, const QJsonObject& options, const RunByName& run, Direction direction)
{
    UndoStore steps(context.db);
    const auto found = direction.redo ? steps.nextRedo() : steps.nextUndo();
    if (!found)
        return std::unexpected(found.error());
    if (auto fine = checkStep(*found, options, direction); !fine)
        return std::unexpected(fine.error());
    const UndoStep& step = **found;
    const bool dryRun = options.value(QStringLiteral("dry_run")).toBool();
    const Reversal& how = direction.redo ? step.redo : step.undo;
    QJsonObject given = how.options;
    if (dryRun)
        given.insert(QStringLiteral("dry_run"), true);

    auto outcome = run(how.job, given);
    const QDateTime now = context.clock.now();
    if (!outcome) {
        Error error = outcome.error();
        if (!isForGood(error))
            return outcome;
        if (!dryRun) {
            if (auto gone = steps.markGone(step.id, error.sentence(), now); !gone)
                return std::unexpected(gone.error());
        }
        error.message = QStringLiteral("“%1” can no longer be %2: %3").arg(step.label, direction.done(), error.message);
        return std::unexpected(error);
    }
    if (!dryRun) {
        auto marked = context.db.transaction<bool>([&]() -> Result<bool> {
            auto set = direction.redo ? steps.markDone(step.id, outcome->reversal, now) : steps.markUndone(step.id, outcome->reversal, now);
            if (!set)
                return std::unexpected(set.error());
            const QString action = direction.redo ? QStringLiteral("redo") : QStringLiteral("undo");
            if (auto noted = SettingsStore(context.db).audit(now, context.trigger, action, {{QStringLiteral("step"), step.id}, {QStringLiteral("label"), step.label}}); !noted)
                return std::unexpected(noted.error());
            return true;
        });
        if (!marked)
            return std::unexpected(marked.error());
    }
    // What was taken back has its place in the list already; it is no new change.
    outcome->reversal.reset();
    outcome->result.insert(QStringLiteral("step"), step.id);
    outcome->result.insert(QStringLiteral("label"), step.label);
    outcome->outcome = direction.redo ? QStringLiteral("redone") : QStringLiteral("undone");
    const QString detail = outcome->note;
    outcome->note = QStringLiteral("%1: %2").arg(direction.done(), step.label);
    if (!detail.isEmpty())
        outcome->note += QStringLiteral(" (%1)").arg(detail);
    return outcome;
}

} // namespace

Result<JobOutcome> undoJob(JobContext& context, const QJsonObject& options, const RunByName& run)
{
    return walk(context, options, run, {false});
}

Result<JobOutcome> redoJob(JobContext& context, const QJsonObject& options, const RunByName& run)
{
    return walk(context, options, run, {true});
}

} // namespace factoid
