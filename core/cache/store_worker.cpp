#include "core/cache/store_worker.h"

#include "core/base/log.h"

#include <QFileInfo>

namespace factoid {

namespace {

// A store that could not be opened is not tried for each read.
constexpr std::chrono::seconds kTryAgain{1};

} // namespace

StoreWorker::StoreWorker(StoreUrl url, OpenMode mode)
    : m_url(std::move(url))
    , m_mode(mode)
{
    // Qt loads its drivers on first use, which must not happen on several threads at once.
    Database::loadDrivers();
    m_thread = std::thread([this] { work(); });
}

StoreWorker::~StoreWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StoreWorker::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void StoreWorker::work()
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [&] { return m_stop || !m_tasks.empty(); });
            if (m_stop)
                break;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        const Result<Database*> db = connection();
        m_tried = true;
        task(db);
    }
    m_db.reset(); // on the thread that opened it
}

Result<Database*> StoreWorker::connection()
{
    const auto now = std::chrono::steady_clock::now();
    const bool wanting = !m_db || m_second;
    if (!wanting || now < m_tryAgain)
        return m_db ? Result<Database*>(m_db.get()) : std::unexpected(m_openError);
    m_tryAgain = now + kTryAgain;
    auto opened = Database::open(m_url, m_mode);
    if (opened) {
        m_db = std::move(*opened);
        m_second = false;
        return m_db.get();
    }
    if (m_db)
        return m_db.get();
    m_openError = opened.error();
    if (m_mode == OpenMode::ReadOnly || m_openError.kind == ErrorKind::StoreTooNew || !QFileInfo::exists(m_url.path))
        return std::unexpected(m_openError);
    auto readable = Database::open(m_url, OpenMode::ReadOnly);
    if (!readable)
        return std::unexpected(m_openError);
    qCWarning(logCache).noquote() << "the store is read-only:" << m_openError.message;
    m_db = std::move(*readable);
    m_second = true;
    return m_db.get();
}

Error StoreWorker::tooSlow(std::chrono::milliseconds budget) const
{
    return {ErrorKind::Cache,
            u"the store %1 did not answer the cache within %2 ms"_s.arg(m_url.path).arg(budget.count())};
}

} // namespace factoid
