#include "core/node/minute_watch.h"

#include "core/base/log.h"
#include "core/base/settings.h"
#include "core/monitor/alerts/alert_sender.h"
#include "core/monitor/alerts/alert_watch.h"
#include "core/monitor/metrics/collector.h"
#include "core/store/operations/settings_store.h"

#include <QtConcurrent>

namespace factoid {

namespace {

constexpr int kMinuteMs = 60'000;
constexpr int kAfterTheMinuteMs = 1'000; // so that what ended with the minute is in the store

} // namespace

Result<MinuteWatched> watchMinute(const StoreUrl& store, const Clock& clock, const QJsonObject& config,
                                  const CancelToken& cancel)
{
    if (!TRY(Database::isStore(store)))
        return MinuteWatched{};
    auto db = TRY(Database::open(store, OpenMode::ReadWrite));
    auto settings = TRY(SettingsStore(*db).load());
    TRY(applyConfig(settings, config));
    const QDateTime now = clock.now();
    MinuteWatched watched = TRY(db->transaction<MinuteWatched>([&]() -> Result<MinuteWatched> {
        const Collected collected = TRY(collectMetrics(*db, settings, now));
        if (!collected.done)
            return MinuteWatched{};
        const AlertsWatched alerts = TRY(watchAlerts(*db, settings, collected.to, now));
        return MinuteWatched{true, alerts.opened, alerts.closed};
    }));
    // Also what another process left: it may have died before it was sent.
    if (!TRY(AlertStore(*db).due(now)).empty()) {
        HttpClient http;
        const AlertsSent sent = TRY(sendAlerts(*db, http, now, cancel));
        watched.sent = sent.sent;
        watched.failed = sent.failed;
        watched.waiting = sent.waiting;
    }
    return watched;
}

MinuteWatch::MinuteWatch(StoreUrl store, const Clock& clock, QJsonObject config, QObject* parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_clock(clock)
    , m_config(std::move(config))
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MinuteWatch::tick);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const auto result = m_watcher.result();
        if (!result)
            qCWarning(logJobs, "what is measured could not be collected: %s",
                      qUtf8Printable(result.error().sentence()));
        waitForNext();
        Q_EMIT watched(result && result->done);
    });
}

MinuteWatch::~MinuteWatch()
{
    m_timer.stop();
    m_cancel.request();
    m_watcher.waitForFinished();
}

void MinuteWatch::start()
{
    tick();
}

void MinuteWatch::startWithNextMinute()
{
    waitForNext();
}

void MinuteWatch::waitForNext()
{
    const int gone = static_cast<int>(machineNow().toMSecsSinceEpoch() % kMinuteMs);
    m_timer.start(kMinuteMs - gone + kAfterTheMinuteMs);
}

void MinuteWatch::tick()
{
    m_watcher.setFuture(
        QtConcurrent::run(&m_pool, [this] { return watchMinute(m_store, m_clock, m_config, m_cancel); }));
}

} // namespace factoid
