// JobCenter: the window's side of the one door. Starts jobs through JobRunner, follows their progress, cancels them,
// and keeps what came of the last ones for the job strip. GUI thread; owned by the window's session.
#pragma once

#include "core/runner/job_runner.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace factoid {

struct JobView {
    int id = 0;
    QString name;  // of the job: "import"
    QString label; // for a person: "Importing figures_2023.csv"
    enum class Phase { Waiting, Running, Done, Failed, Cancelled } phase = Phase::Waiting;
    Progress progress;
    qint64 elapsedMs = 0;
    std::optional<qint64> leftMs; // nullopt: cannot be known
    QString said;                 // the outcome's sentence, or the error's
    bool dryRun = false;
    [[nodiscard]] bool isOver() const { return phase != Phase::Waiting && phase != Phase::Running; }
};

class JobCenter : public QObject
{
    Q_OBJECT

  public:
    using Done = std::function<void(const Result<JobOutcome>&)>;

    explicit JobCenter(JobRunner& runner, QObject* parent = nullptr);
    ~JobCenter() override;

    // Starts the job; `done` is called once in the GUI thread, unless `context` is gone by then. Gives the job's id
    // here.
    int start(const QString& name, const QJsonObject& options, const QString& label, QObject* context = nullptr,
              const Done& done = {});
    // The job's dry run: nothing is written or recorded.
    int rehearse(const QString& name, const QJsonObject& options, const QString& label, QObject* context,
                 const Done& done);
    void cancel(int id);
    void cancelAll();

    // Newest first; what is over stays for a while.
    [[nodiscard]] std::vector<JobView> jobs() const;
    [[nodiscard]] std::optional<JobView> job(int id) const;
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] bool isRunning(const QString& name) const;
    // Whether a job of this window made, or walked, that step of undo.
    [[nodiscard]] bool didStep(qint64 undoStep) const { return m_steps.contains(undoStep); }
    // A job that writes is not over.
    [[nodiscard]] bool isWriting() const;

  Q_SIGNALS:
    void changed();                             // a job began, moved on or ended; at most ten times a second
    void finished(const factoid::JobView& job); // once a job

  private:
    struct Entry;
    int launch(const QString& name, JobOptions options, const QString& label, QObject* context, const Done& done);
    void poll();
    void end(Entry& entry);

    JobRunner& m_runner;
    std::deque<std::shared_ptr<Entry>> m_entries; // newest first
    std::set<qint64> m_steps;
    QTimer m_poll;
    int m_lastId = 0;
};

} // namespace factoid
