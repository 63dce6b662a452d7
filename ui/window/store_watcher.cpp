#include "ui/window/store_watcher.h"

namespace factoid {

namespace {

// A headless run shows within two seconds: one look, one refresh, and room to spare.
constexpr int kLookEvery = 500; // ms

} // namespace

StoreWatcher::StoreWatcher(StoreReader& reader, QObject* parent)
    : QObject(parent)
    , m_reader(reader)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const Result<qint64> version = m_watcher.result();
        const QString problem = version ? QString() : version.error().sentence();
        if (problem != m_problem) {
            m_problem = problem;
            Q_EMIT problemChanged(problem);
        }
        if (!version || *version == m_version)
            return;
        m_version = *version;
        Q_EMIT changed();
    });
    connect(&m_timer, &QTimer::timeout, this, &StoreWatcher::look);
    m_timer.start(kLookEvery);
    look();
}

StoreWatcher::~StoreWatcher()
{
    m_watcher.disconnect();
    m_watcher.waitForFinished();
}

void StoreWatcher::look()
{
    if (!m_watcher.isRunning())
        m_watcher.setFuture(m_reader.version());
}

} // namespace factoid
