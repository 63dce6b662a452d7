// RunHeartbeat: keeps the row of a running job up to date, so that another process on the store sees how far it has
// come, and hands on a cancel that another process asked for. Made, and told of stages, on the job's thread;
// note() comes from any. It writes from a thread and a connection of its own, at most twice a second, and never
// waits for the store: while somebody else writes (the job itself, in its transaction) an update is left out.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/store/sql/database.h"

#include <QJsonArray>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace factoid {

class RunHeartbeat
{
  public:
    // `db` is the job's own connection; `cancel` is raised when the store says so.
    RunHeartbeat(Database& db, const Clock& clock, qint64 run, CancelToken cancel);
    // Ends the thread; nothing is written to the row any more.
    ~RunHeartbeat();
    RunHeartbeat(const RunHeartbeat&) = delete;
    RunHeartbeat& operator=(const RunHeartbeat&) = delete;

    // How far the job is, as it tells it.
    void note(const Progress& progress);
    // The job enters a part of itself: written at once, because the transaction that may follow keeps others out.
    void stageBegan(const QString& stage);
    // `stages`: those that are over, {name, seconds}.
    void stageEnded(const QJsonArray& stages);

  private:
    struct Seen {
        QString stage;
        QDateTime stageStartedAt;
        qint64 done = 0, total = 0;
        bool operator==(const Seen&) const = default;
    };
    void watch();
    void writeNow(Database& db);

    Database& m_db;
    StoreUrl m_url;
    const Clock& m_clock;
    qint64 m_run;
    CancelToken m_cancel;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false;
    Seen m_now, m_written;
    QDateTime m_heartbeat; // real time of the last write
    std::thread m_thread;  // last: it uses the others
};

} // namespace factoid
