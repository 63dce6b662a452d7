#include "core/runner/run_end.h"

#include "core/base/log.h"
#include "core/store/operations/settings_store.h"

#include <QElapsedTimer>

namespace factoid {

namespace {

// Work outside the store (a backup, a bundle) is done by then, and another writer may be at a long import.
constexpr qint64 kPatienceMs = 60'000;

QString outcomeOf(const Result<JobOutcome>& result)
{
    if (result)
        return result->outcome;
    return result.error().kind == ErrorKind::Interrupted ? u"interrupted"_s : u"failed"_s;
}

bool byHand(const RunRecord& run)
{
    return run.trigger == "command"_L1 || run.trigger == "window"_L1;
}

} // namespace

Result<void> RunEnd::write(JobContext& context, const Result<JobOutcome>& result)
{
    m_record.finishedAt = m_clock.now();
    m_record.outcome = outcomeOf(result);
    m_record.message = result ? result->note : result.error().told();
    m_record.stages = context.stages;
    m_record.result = result ? result->result : QJsonObject();
    if (result && result->reversal) {
        m_undoStep =
            TRY(UndoStore(context.db).add(*result->reversal, context.trigger, m_record.id, m_record.finishedAt));
    }
    if (result && byHand(m_record) && !m_jobAudits) {
        const QJsonObject detail{
            {u"run"_s, m_record.id}, {u"outcome"_s, m_record.outcome}, {u"note"_s, m_record.message.stored()}};
        TRY(SettingsStore(context.db)
                .audit(m_record.finishedAt, m_record.trigger, Message::verbatim(m_record.job), detail));
    }
    return RunStore(context.db).finish(m_record);
}

Result<JobOutcome> RunEnd::settle(JobContext& context, const Result<JobOutcome>& result, const CancelToken& closing)
{
    if (m_landed) {
        if (result)
            amend(context, *result);
        if (result || !*m_landed)
            return result;
        qCWarning(logJobs, "after the change of run %lld: %s", static_cast<long long>(m_record.id),
                  qUtf8Printable(result.error().message));
        JobOutcome done = **m_landed;
        done.survived = result.error();
        return done;
    }
    auto written = writeWithPatience(context, result, closing);
    if (written)
        return result;
    qCWarning(logJobs, "the end of run %lld could not be recorded: %s", static_cast<long long>(m_record.id),
              qUtf8Printable(written.error().message));
    if (!result)
        return result;
    const Error& error = written.error();
    const Message done = result->note.isEmpty() ? Message("run.work_done") : result->note;
    return fail(error.kind, Message("run.end_lost").arg(done).arg(error.message), error.file, error.line);
}

Result<void> RunEnd::writeWithPatience(JobContext& context, const Result<JobOutcome>& result,
                                       const CancelToken& closing)
{
    QElapsedTimer waiting;
    waiting.start();
    while (true) {
        auto written = context.db.transaction<bool>([&]() -> Result<bool> {
            TRY(write(context, result));
            return true;
        });
        if (written)
            return {};
        // A failure has changed nothing: its run is closed as one that was cut off.
        const bool again = result && written.error().kind == ErrorKind::StoreBusy && waiting.elapsed() < kPatienceMs &&
                           !closing.requested();
        if (!again)
            return std::unexpected(written.error());
    }
}

// What came to light after the change, such as a cache that had to be mended: the run's record is whole without it.
void RunEnd::amend(JobContext& context, const JobOutcome& outcome)
{
    if (outcome.result == m_record.result && outcome.note == m_record.message)
        return;
    m_record.result = outcome.result;
    m_record.message = outcome.note;
    m_record.stages = context.stages;
    if (auto added = RunStore(context.db).finish(m_record); !added)
        qCWarning(logJobs, "what followed the change of run %lld could not be added: %s",
                  static_cast<long long>(m_record.id), qUtf8Printable(added.error().message));
}

Result<JobOutcome> JobContext::apply(const ChangeWork& work)
{
    if (!end || db.inTransaction())
        return db.transaction<JobOutcome>(work);
    auto applied = db.transaction<JobOutcome>([&]() -> Result<JobOutcome> {
        auto outcome = work();
        if (!outcome)
            return outcome;
        if (seal) {
            TRY(seal(*outcome));
        }
        TRY(end->write(*this, outcome));
        return outcome;
    });
    if (applied)
        end->landed(applied);
    return applied;
}

Result<void> JobContext::applyFailure(const Error& error, const std::function<Result<void>()>& work)
{
    const bool ends = end && !db.inTransaction();
    const Result<JobOutcome> failed = std::unexpected(error);
    auto applied = db.transaction<bool>([&]() -> Result<bool> {
        TRY(work());
        if (!ends)
            return true;
        TRY(end->write(*this, failed));
        return true;
    });
    if (!applied)
        return std::unexpected(applied.error());
    if (ends)
        end->landed(failed);
    return {};
}

} // namespace factoid
