#include "core/runner/undo_job.h"

#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

// The store has moved on, and no second try will go better; against a busy store or a full disk one may.
bool isForGood(const Error& error)
{
    return error.kind == ErrorKind::Input || error.kind == ErrorKind::Usage || error.kind == ErrorKind::Verification;
}

struct Direction {
    bool redo = false;
};

Result<std::optional<UndoStep>> nextOf(UndoStore& steps, Direction direction)
{
    return direction.redo ? steps.nextRedo() : steps.nextUndo();
}

Result<void> checkStep(const std::optional<UndoStep>& step, const QJsonObject& options, Direction direction)
{
    if (!step)
        return fail(ErrorKind::Input, direction.redo ? Message("redo.nothing") : Message("undo.nothing"));
    const qint64 meant = options.value(u"step"_s).toInteger();
    if (meant != 0 && meant != step->id) {
        return fail(ErrorKind::Input, Message("undo.next_is_another").arg(step->label).arg(step->id));
    }
    return {};
}

Result<void> mark(JobContext& context, const UndoStep& step, Direction direction,
                  const std::optional<Reversal>& opposite)
{
    UndoStore steps(context.db);
    const QDateTime now = context.clock.now();
    auto set = direction.redo ? steps.markDone(step.id, opposite, now) : steps.markUndone(step.id, opposite, now);
    if (!set)
        return set;
    const Message action = direction.redo ? Message("audit.redo") : Message("audit.undo");
    return SettingsStore(context.db)
        .audit(now, context.trigger, action, {{u"step"_s, step.id}, {u"label"_s, step.label.stored()}});
}

// What was taken back has its place in the list already; it is no new change.
void say(JobOutcome& outcome, const UndoStep& step, Direction direction)
{
    outcome.reversal.reset();
    outcome.undoStep = step.id;
    outcome.result.insert(u"step"_s, step.id);
    outcome.result.insert(u"label"_s, step.label.stored());
    outcome.outcome = direction.redo ? u"redone"_s : u"undone"_s;
    const Message done = (direction.redo ? Message("redo.done") : Message("undo.done")).arg(step.label);
    outcome.note = outcome.note.isEmpty() ? done : Message("undo.done_detail").arg(done).arg(outcome.note);
}

std::unexpected<Error> noLonger(const UndoStep& step, Direction direction, const Error& error)
{
    if (!isForGood(error))
        return std::unexpected(error);
    const Message why = (direction.redo ? Message("redo.no_longer") : Message("undo.no_longer")).arg(step.label);
    return fail(error.kind, why.arg(Error{error.kind, error.message, {}, 0, error.said}.told()), error.file,
                error.line);
}

Result<JobOutcome> walk(JobContext& context, const QJsonObject& options, const RunByName& run, Direction direction)
{
    UndoStore steps(context.db);
    const auto found = TRY(nextOf(steps, direction));
    TRY(checkStep(found, options, direction));
    const UndoStep& step = *found;
    const bool dryRun = options.value(u"dry_run"_s).toBool();
    const Reversal& how = direction.redo ? step.redo : step.undo;
    QJsonObject given = how.options;
    if (dryRun)
        given.insert(u"dry_run"_s, true);
    if (dryRun) {
        auto rehearsed = run(how.job, given);
        if (rehearsed)
            say(*rehearsed, step, direction);
        return rehearsed ? rehearsed : noLonger(step, direction, rehearsed.error());
    }

    // The step is marked in the very transaction that takes the change back.
    bool sealed = false, overtaken = false;
    context.seal = [&](JobOutcome& outcome) -> Result<void> {
        const auto now = TRY(nextOf(steps, direction));
        if (!now || now->id != step.id) {
            overtaken = true;
            return fail(ErrorKind::Input, Message("undo.left_alone").arg(step.label));
        }
        if (auto marked = mark(context, step, direction, outcome.reversal); !marked)
            return marked;
        say(outcome, step, direction);
        sealed = true;
        return {};
    };
    auto outcome = run(how.job, given);
    if (outcome && !sealed)
        outcome = context.apply([&]() -> Result<JobOutcome> { return *outcome; });
    context.seal = {};
    if (outcome || overtaken || !isForGood(outcome.error()))
        return outcome;
    const Error error = noLonger(step, direction, outcome.error()).error();
    auto gone = context.applyFailure(error, [&]() -> Result<void> {
        // What failed because another process was quicker is undone, not gone.
        const auto now = TRY(nextOf(steps, direction));
        return now && now->id == step.id ? steps.markGone(step.id, outcome.error().told(), context.clock.now())
                                         : Result<void>();
    });
    return std::unexpected(gone ? error : gone.error());
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
