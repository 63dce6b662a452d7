// Job: what every piece of work that changes something looks like. A job is a function over a context;
// the runner gives it a database of its own thread, the clock and a way to be stopped.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/settings.h"
#include "core/runner/run_heartbeat.h"
#include "core/store/operations/undo_store.h"
#include "core/store/sql/database.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>

namespace factoid {

class FactoidCache;
class RunEnd;
struct LlmAccess;

struct JobOutcome {
    QString outcome = u"done"_s;
    QJsonObject result;
    Message note; // one sentence for a person; may say nothing
    // What takes this change back; it is kept with the change. Without one the change cannot be undone.
    std::optional<Reversal> reversal = std::nullopt;
    // The step of undo that the run added, or walked; the runner notes it.
    std::optional<qint64> undoStep = std::nullopt;
    // What went wrong on the way though the job got by (it fell back): a failure all the same, and noted as one. The
    // kind by its name in monitor/recovery/failure.h where the error's own says too little.
    std::optional<Error> survived = std::nullopt;
    std::optional<QString> survivedKind = std::nullopt;
};

using ChangeWork = std::function<Result<JobOutcome>()>;

struct JobContext {
    Database& db;
    const Clock& clock;
    Settings settings; // defaults, what the store keeps, what --config says
    TaskControl control;
    FactoidCache& cache;
    QString trigger;                   // "command", "schedule", "window", …
    qint64 run = 0;                    // 0 in a dry run, which is not recorded
    QJsonArray stages = {};            // {name, seconds}, for the run's record
    const LlmAccess* models = nullptr; // language models; none where no job may call one
    RunHeartbeat* live = nullptr;      // shows the stages to others while the run works; none in a dry run
    bool failureNoted = false;         // what the run fails with is in the log of incidents already, where it was met
    RunEnd* end = nullptr;             // none in a dry run
    // What the job that this one runs within adds to its transaction, such as undo.
    std::function<Result<void>(JobOutcome&)> seal = {};

    // What the job changes in the store, in one transaction that takes the end of its run with it: the step to undo,
    // the row in the audit log, the outcome. Whoever changes anything in the store changes it here. Gives the outcome
    // as it stands in the store; an error, and then nothing was changed.
    [[nodiscard]] Result<JobOutcome> apply(const ChangeWork& work);
    // The same for a run that ends in `error` and still has something to write.
    [[nodiscard]] Result<void> applyFailure(const Error& error, const std::function<Result<void>()>& work);
};

using JobFunction = std::function<Result<JobOutcome>(JobContext&, const QJsonObject& options)>;

// Jobs of one lane follow each other; the lanes run beside each other.
enum class JobLane {
    Work, // one at a time: two jobs of one process would only wait for each other's transactions
    Cancel,
    Probe, // waits for the network, not for the store: a provider is asked also while a run waits for it
};

// A job as the runner knows it: one row of the table of jobs.
struct JobSpec {
    QString name; // as on the command line and in the record of runs
    JobFunction function;
    JobLane lane = JobLane::Work;
    // Whether the job notes in the audit log itself what is done by hand, with its details; else the runner notes the
    // run.
    std::function<bool(const QJsonObject& options)> auditsItself = [](const QJsonObject&) { return false; };
    bool isPatient = false; // it waits for the store however many others write
    // What must be done before the store is opened for it, and before its run is recorded; what they find goes into the
    // options.
    std::function<Result<void>(const StoreUrl& store, QJsonObject& options)> beforeOpening = {};
    std::function<Result<void>(Database& db, QJsonObject& options)> beforeRecording = {};
};

// Times a part of a job and tells of it.
class Stage
{
  public:
    Stage(JobContext& context, const QString& name)
        : m_context(context)
        , m_name(name)
    {
        m_context.control.tell(name);
        if (m_context.live)
            m_context.live->stageBegan(name);
        m_timer.start();
    }
    ~Stage()
    {
        constexpr double kNanos = 1e9;
        m_context.stages.append(
            QJsonObject{{u"name"_s, m_name}, {u"seconds"_s, static_cast<double>(m_timer.nsecsElapsed()) / kNanos}});
        if (m_context.live)
            m_context.live->stageEnded(m_context.stages);
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

  private:
    JobContext& m_context;
    QString m_name;
    QElapsedTimer m_timer;
};

} // namespace factoid
