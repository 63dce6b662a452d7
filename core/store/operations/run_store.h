// RunStore: every execution of a job, recorded once, and how each slot ended. Used by the thread that
// owns the database.
#pragma once

#include "core/base/record.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace factoid {

struct RunRecord {
    qint64 id = 0;
    QString job;
    QString trigger;                 // "command", "schedule", "window", "freshness", "recovery"
    QDateTime startedAt, finishedAt; // finishedAt invalid: still running, or its process died
    QString outcome;                 // "running", "done", "failed", "interrupted", and for generation the slot outcomes
    Message message;
    QString host;
    qint64 pid = 0;
    QJsonObject options, result;
    QJsonArray stages; // {name, seconds}
    // While it runs: the stage it is in, how far it is (total 0: unknown), and when it last gave a sign of life (by
    // the machine's own clock).
    QString stage = {};
    QDateTime stageStartedAt = {};
    qint64 done = 0, total = 0;
    QDateTime heartbeatAt = {};
    bool cancelRequested = false;
    [[nodiscard]] QJsonObject toJson() const;
};

// Which runs are looked for.
struct RunFilter {
    QString job, outcome, trigger;  // empty: all. outcome "problem": failed, fell_back or interrupted
    QString text;                   // in the job, outcome, message or host, case-insensitive
    QDateTime from, to;             // from <= started < to; invalid: open
    bool withIdleChecks = true;     // false: without the checks that found nothing due
    qint64 limit = 200, offset = 0; // newest first
};

// A run and the set that it made.
struct RunWithSet {
    qint64 id = 0;
    QString job, trigger;
    QString startedAt;                 // as the store writes times
    std::optional<QString> finishedAt; // none: still running, or its process died
    QString outcome;
    Message message;
    std::optional<qint64> set; // none: it made none
    std::optional<QString> slot;
    static auto fields()
    {
        return std::tuple{field("id", &RunWithSet::id),
                          field("job", &RunWithSet::job),
                          field("trigger", &RunWithSet::trigger),
                          field("started_at", &RunWithSet::startedAt),
                          field("finished_at", &RunWithSet::finishedAt),
                          field("outcome", &RunWithSet::outcome),
                          field("message", &RunWithSet::message),
                          field("set", &RunWithSet::set),
                          field("slot", &RunWithSet::slot)};
    }
};

struct SlotOutcome {
    QDateTime at;    // instant of the slot
    QString slot;    // "06:00"
    QString outcome; // published unchanged paused failed fell_back (skipped, for slots that policy passes over)
    QByteArray dataHash;
    qint64 run = 0;
    Message reason;
    [[nodiscard]] QJsonObject toJson() const;
};

class RunStore
{
  public:
    explicit RunStore(Database& db)
        : m_db(db)
    {
    }

    Result<qint64> begin(const RunRecord& run);
    // Errors: Store, when the run is no longer there (another process restored a backup).
    Result<void> finish(const RunRecord& run);
    // Runs of this machine whose process is gone without a word are interrupted. `isAlive`: whether a process is there.
    // Gives their ids and jobs.
    struct Lost {
        qint64 id = 0;
        QString job;
    };
    Result<std::vector<Lost>> closeLost(const QString& host, const std::function<bool(qint64 pid)>& isAlive,
                                        const QDateTime& now);
    // Newest first. `job` empty: all.
    [[nodiscard]] Result<std::vector<RunRecord>> list(int limit, const QString& job = {});

    struct Live {
        QString stage;
        QDateTime stageStartedAt;
        qint64 done = 0, total = 0;
        QDateTime heartbeatAt;
    };
    // These two do not wait: false when somebody else is writing at this moment. A run that is over stays as it ended.
    Result<bool> recordLive(qint64 run, const Live& live);
    Result<bool> recordStages(qint64 run, const QJsonArray& stages);
    [[nodiscard]] Result<bool> cancelRequested(qint64 run);
    // Asks the process that runs it to stop. Errors: Input, no such run or it is over.
    Result<void> requestCancel(qint64 run);

    // "running", or what it ended as; empty: there is no such run.
    [[nodiscard]] Result<QString> outcome(qint64 run);

    // A slot has one outcome; published and unchanged are final, the others may be bettered.
    Result<void> recordSlot(const SlotOutcome& slot);
    [[nodiscard]] Result<std::vector<SlotOutcome>> slotOutcomes(int limit); // newest first
    // Slots that passed, of all outcomes; from <= at < to, invalid: open.
    struct PastSlot {
        SlotOutcome slot;
        QDateTime runStarted, runFinished; // invalid: no run, or not yet
        std::optional<int> onShow;         // how many factoids of the set that the run published
    };
    // Of one outcome (empty: of all), newest first.
    [[nodiscard]] Result<std::vector<PastSlot>> pastSlots(const QDateTime& from, const QDateTime& to,
                                                          const QString& outcome, qint64 limit);
    [[nodiscard]] Result<std::map<QString, qint64>> slotCounts(const QDateTime& from, const QDateTime& to);
    // Good (published, unchanged) and all outcomes since the instant, skipped and paused left out.
    struct Success {
        qint64 good = 0, all = 0;
    };
    [[nodiscard]] Result<Success> successSince(const QDateTime& since);
    // None: there is no such run.
    [[nodiscard]] Result<std::optional<RunWithSet>> withSet(qint64 run);

    [[nodiscard]] Result<std::optional<RunRecord>> find(qint64 run);
    struct Found {
        std::vector<RunRecord> runs;
        qint64 total = 0; // without limit and offset
    };
    [[nodiscard]] Result<Found> find(const RunFilter& filter);
    // What there is to filter by, in order.
    struct Words {
        QStringList jobs, outcomes, triggers;
    };
    [[nodiscard]] Result<Words> words();
    // The stages of runs of the job that ended well, newest first, of those before the run.
    [[nodiscard]] Result<std::vector<QJsonArray>> stagesBefore(qint64 run, const QString& job, int limit);
    // Of all slots, oldest first.
    [[nodiscard]] Result<std::vector<SlotOutcome>> slotsOfRun(qint64 run);
    // from <= at < to (invalid: open), oldest first.
    [[nodiscard]] Result<std::vector<SlotOutcome>> slotsBetween(const QDateTime& from, const QDateTime& to);
    // Started from then on, oldest first, without idle checks; only what tells how it went: id, job, times, outcome.
    [[nodiscard]] Result<std::vector<RunRecord>> outcomesSince(const QDateTime& since);
    // The same with idle checks, among the newest `most` runs.
    [[nodiscard]] Result<std::vector<RunRecord>> newestSince(const QDateTime& since, int most);

  private:
    [[nodiscard]] Result<Found> findWithText(const RunFilter& filter, const QString& where, const QVariantList& values);
    [[nodiscard]] Result<std::vector<RunRecord>> read(const QString& rest, const QVariantList& values);
    [[nodiscard]] Result<std::vector<RunRecord>> readOutcomes(const QString& where, const QVariantList& values);
    [[nodiscard]] Result<std::vector<SlotOutcome>> readSlots(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
