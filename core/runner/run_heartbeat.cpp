#include "core/runner/run_heartbeat.h"

#include "core/base/clock.h"
#include "core/store/operations/run_store.h"

#include <chrono>

namespace factoid {

namespace {

constexpr std::chrono::milliseconds kEvery{500};
constexpr qint64 kHeartbeatMs = 2'000;

} // namespace

RunHeartbeat::RunHeartbeat(Database& db, const Clock& clock, qint64 run, CancelToken cancel)
    : m_db(db)
    , m_url(db.url())
    , m_clock(clock)
    , m_run(run)
    , m_cancel(std::move(cancel))
    , m_thread([this] { watch(); })
{
}

RunHeartbeat::~RunHeartbeat()
{
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void RunHeartbeat::note(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    if (progress.stage != m_now.stage) {
        m_now.stage = progress.stage;
        m_now.stageStartedAt = m_clock.now();
    }
    m_now.done = progress.done;
    m_now.total = progress.total;
}

void RunHeartbeat::stageBegan(const QString& stage)
{
    note({stage, 0, 0});
    if (!m_db.inTransaction())
        writeNow(m_db);
}

void RunHeartbeat::stageEnded(const QJsonArray& stages)
{
    if (!m_db.inTransaction())
        (void)RunStore(m_db).recordStages(m_run, stages);
}

void RunHeartbeat::writeNow(Database& db)
{
    RunStore::Live live;
    {
        const std::lock_guard lock(m_mutex);
        const QDateTime real = machineNow();
        const bool beats = !m_heartbeat.isValid() || m_heartbeat.msecsTo(real) >= kHeartbeatMs;
        if (m_now == m_written && !beats)
            return;
        live = {m_now.stage, m_now.stageStartedAt, m_now.done, m_now.total, real};
    }
    const auto written = RunStore(db).recordLive(m_run, live);
    if (!written || !*written)
        return;
    const std::lock_guard lock(m_mutex);
    m_written = {live.stage, live.stageStartedAt, live.done, live.total};
    m_heartbeat = live.heartbeatAt;
}

void RunHeartbeat::watch()
{
    std::unique_ptr<Database> db;
    std::unique_lock lock(m_mutex);
    // A job that ends within the first wait costs no connection.
    while (!m_wake.wait_for(lock, kEvery, [this] { return m_over; })) {
        lock.unlock();
        if (!db) {
            auto opened = Database::open(m_url, OpenMode::ReadWrite);
            if (opened && (*opened)->doNotLinger())
                db = std::move(*opened);
        }
        if (db) {
            const auto asked = RunStore(*db).cancelRequested(m_run);
            if (asked && *asked)
                m_cancel.request();
            writeNow(*db);
        }
        lock.lock();
    }
}

} // namespace factoid
