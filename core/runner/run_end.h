// RunEnd: the end of one recorded run. It is written in the transaction of the change that the run makes: the change,
// its step to undo, its row in the audit log and the run's outcome are in the store together, or none of them is. Jobs
// reach it through JobContext::apply; what changes nothing in the store is ended by the runner. On the job's thread.
#pragma once

#include "core/runner/job.h"
#include "core/store/operations/run_store.h"

#include <chrono>

namespace factoid {

class RunEnd
{
  public:
    // `record` is the run as it began; it and the clock must outlive this. `jobAudits`: the job notes in the audit log
    // itself what it changes.
    RunEnd(RunRecord& record, const Clock& clock, bool jobAudits)
        : m_record(record)
        , m_clock(clock)
        , m_jobAudits(jobAudits)
    {
    }
    RunEnd(const RunEnd&) = delete;
    RunEnd& operator=(const RunEnd&) = delete;

    // Writes the end into the caller's transaction. Errors: the store's; Store, when the run is no longer in it.
    Result<void> write(JobContext& context, const Result<JobOutcome>& result);
    // That transaction is in the store.
    void landed(const Result<JobOutcome>& result) { m_landed = result; }
    // The step to undo that write() added; none: the run cannot be undone.
    [[nodiscard]] std::optional<qint64> undoStep() const { return m_undoStep; }

    // After the job: what is not written yet is written now, and what followed the change is added. Gives what the run
    // came to: a change that landed stays done whatever failed after it, and work whose end cannot be written is an
    // error.
    Result<JobOutcome> settle(JobContext& context, const Result<JobOutcome>& result, const CancelToken& closing);

  private:
    Result<void> writeWithPatience(JobContext& context, const Result<JobOutcome>& result, const CancelToken& closing);
    void amend(JobContext& context, const JobOutcome& outcome);

    RunRecord& m_record;
    const Clock& m_clock;
    bool m_jobAudits;
    std::optional<Result<JobOutcome>> m_landed;
    std::optional<qint64> m_undoStep;
};

} // namespace factoid
