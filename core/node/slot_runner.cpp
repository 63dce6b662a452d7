#include "core/node/slot_runner.h"

#include "core/base/log.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/operations/settings_store.h"

#include <chrono>

namespace factoid {

namespace {

constexpr std::chrono::minutes kCheckEvery{1};
constexpr int kWarmBeforeSeconds = 300;

} // namespace

SlotRunner::SlotRunner(JobRunner& jobs, const Clock& clock, StoreUrl store, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_clock(clock)
    , m_store(std::move(store))
{
    m_timer.setInterval(kCheckEvery);
    connect(&m_timer, &QTimer::timeout, this, &SlotRunner::tick);
    connect(&m_watcher, &QFutureWatcher<Result<JobOutcome>>::finished, this, [this] {
        m_busy = false;
        const auto result = m_watcher.result();
        if (!result)
            qCWarning(logJobs, "%s", qUtf8Printable(result.error().sentence()));
        if (m_reporting)
            Q_EMIT checked(result ? result->outcome : u"failed"_s,
                           result ? result->note.text() : result.error().sentence());
    });
}

SlotRunner::~SlotRunner()
{
    stop();
    wait();
}

void SlotRunner::start()
{
    m_timer.start();
    tick();
}

void SlotRunner::stop()
{
    m_timer.stop();
    m_cancel.request();
}

void SlotRunner::wait()
{
    m_watcher.waitForFinished();
}

void SlotRunner::run(const QString& job, const QJsonObject& options)
{
    m_busy = true;
    JobOptions started;
    started.options = options;
    started.trigger = u"schedule"_s;
    started.control.cancel = m_cancel;
    m_watcher.setFuture(m_jobs.start(job, started));
}

bool SlotRunner::slotIsNear()
{
    const auto db = Database::open(m_store, OpenMode::ReadOnly);
    if (!db)
        return false;
    const auto settings = SettingsStore(**db).load();
    const auto schedule = settings ? loadSchedule(**db, *settings) : std::unexpected(settings.error());
    const QDateTime now = m_clock.now();
    const auto next = schedule ? nextSlot(*schedule, now) : std::nullopt;
    if (!next || next->at == m_warmedFor || now.secsTo(next->at) > kWarmBeforeSeconds)
        return false;
    m_warmedFor = next->at;
    return true;
}

void SlotRunner::tick()
{
    if (m_busy || m_cancel.requested())
        return;
    const QDate today = m_clock.now().date();
    m_reporting = false;
    if (m_prunedOn.isValid() && m_prunedOn != today) {
        m_prunedOn = today;
        run(u"prune"_s, {});
        return;
    }
    if (!m_prunedOn.isValid())
        m_prunedOn = today; // the first day begins with a check, not with housekeeping
    if (slotIsNear()) {
        run(u"warm-cache"_s, {});
        return;
    }
    m_reporting = true;
    run(u"update-factoids"_s, {{u"check_schedule"_s, true}});
}

} // namespace factoid
