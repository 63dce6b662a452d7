#include "core/cache/single_flight.h"

#include "core/base/clock.h"
#include "core/base/log.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kRefreshThreads = 2;
constexpr std::chrono::milliseconds kFirstPause{5};
constexpr std::chrono::milliseconds kMostPause{100};
// Another process refreshes this key: no need to ask for its lease with every stale read.
constexpr std::chrono::milliseconds kOthersHold{1'000};
// What it is made from may change while it is made; but not for ever.
constexpr int kMakings = 5;
// One look for the store's lock; a maker waits in between, so that the store's one connection answers others meanwhile.
constexpr std::chrono::milliseconds kLook{50};
const QString kFailedNote = u"failed"_s;

} // namespace

SingleFlight::SingleFlight(StoreLevel& store, MemoryLevel& memory, const Clock& clock, const CacheSettings& settings,
                           Outlets outlets)
    : m_store(store)
    , m_memory(memory)
    , m_clock(clock)
    , m_settings(settings)
    , m_outlets(std::move(outlets))
{
    m_pool.setMaxThreadCount(kRefreshThreads);
}

SingleFlight::~SingleFlight()
{
    m_cancel.request();
    m_pool.waitForDone();
}

// The flight of a key, and whether the caller is the one who flies it.
std::pair<std::shared_ptr<SingleFlight::Flight>, bool> SingleFlight::board(const QString& key)
{
    const std::lock_guard lock(m_mutex);
    auto& flight = m_flights[key];
    const bool first = !flight;
    if (first)
        flight = std::make_shared<Flight>();
    return {flight, first};
}

void SingleFlight::land(const QString& key, Flight& flight, Result<CacheRead> outcome)
{
    {
        const std::lock_guard lock(m_mutex);
        m_flights.erase(key);
    }
    {
        const std::lock_guard lock(flight.mutex);
        flight.outcome = std::move(outcome);
    }
    flight.landed.notify_all();
}

Result<CacheRead> SingleFlight::make(const QString& key, const CacheRecompute& recompute)
{
    const auto [flight, first] = board(key);
    if (first) {
        auto outcome = obtain(key, recompute, Purpose::Miss);
        land(key, *flight, outcome);
        return outcome;
    }
    std::unique_lock lock(flight->mutex);
    if (!flight->landed.wait_for(lock, m_settings.wait, [&] { return flight->outcome.has_value(); }))
        return fail(ErrorKind::Cache, Message("cache.still_made_here").arg(key));
    return *flight->outcome;
}

bool SingleFlight::refresh(const QString& key, const CacheRecompute& recompute)
{
    if (m_cancel.requested() || isHeld(key))
        return false;
    const auto [flight, first] = board(key);
    if (!first)
        return false;
    m_pool.start([this, key, recompute, ownFlight = flight] {
        auto outcome = obtain(key, recompute, Purpose::Refresh);
        if (!outcome)
            qCInfo(logCache).noquote() << "no refresh of" << key << ':' << outcome.error().message;
        land(key, *ownFlight, std::move(outcome));
    });
    return true;
}

void SingleFlight::hold(const QString& key, std::chrono::milliseconds time)
{
    const auto now = Steady::now();
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_holds, [&](const auto& item) { return item.second <= now; });
    m_holds[key] = now + time;
}

bool SingleFlight::isHeld(const QString& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_holds.find(key);
    return found != m_holds.end() && found->second > Steady::now();
}

// Not acquired, with the note as the holder, when the maker that this reader waited for has failed: what
// failed for the first is not tried again by each of the others. Who comes later may try.
Result<LeaseAttempt> SingleFlight::acquire(const QString& key, const QString& holder, qint64 waitedFor)
{
    return m_store.worker().ask<LeaseAttempt>(
        m_settings.budgets.write,
        [name = StoreLevel::leaseName(key), holder, waitedFor, ttl = m_settings.lease](Database& db) {
            LeaseStore leases(db);
            const QDateTime now = machineNow();
            const auto attempt = [&]() -> Result<LeaseAttempt> {
                const auto last = TRY(leases.latest(name));
                if (last && last->token == waitedFor && last->holder == kFailedNote)
                    return LeaseAttempt{false, *last};
                return leases.acquire(name, holder, ttl, now);
            };
            // Waiting readers look without the write lock; only who finds it free takes the lock to decide.
            const auto held = leases.holderOf(name, now);
            if (!held)
                return Result<LeaseAttempt>(std::unexpected(held.error()));
            if (*held)
                return Result<LeaseAttempt>(LeaseAttempt{false, **held});
            return db.within<LeaseAttempt>(kLook, [&] { return db.transaction<LeaseAttempt>(attempt); });
        });
}

// What the store holds by now, good enough for the purpose: a refresh wants it fresh.
std::optional<CacheRead> SingleFlight::usable(const QString& key, Purpose purpose)
{
    const quint64 epoch = m_memory.epoch();
    const auto standing = m_store.standing(key);
    if (!standing || !standing->entry)
        return std::nullopt;
    const CacheEntry& entry = *standing->entry;
    if (m_clock.now() >= (purpose == Purpose::Refresh ? entry.freshUntil : entry.staleUntil))
        return std::nullopt;
    m_outlets.keep(entry, epoch);
    return cacheReadOf(entry, m_store.name(), m_clock.now());
}

Result<CacheRead> SingleFlight::obtain(const QString& key, const CacheRecompute& recompute, Purpose purpose)
{
    if (isHeld(key))
        return fail(ErrorKind::Cache, Message("cache.failed_a_moment_ago").arg(key));
    const auto deadline = Steady::now() + m_settings.wait, turnEnds = Steady::now() + m_settings.turn;
    const QString holder = leaseHolder();
    QString maker;
    qint64 waitedFor = 0; // the token of the lease under which somebody else is making it
    for (auto pause = kFirstPause;; pause = std::min(pause * 2, kMostPause)) {
        const auto attempt = acquire(key, holder, waitedFor);
        const bool noTurn = !attempt && purpose == Purpose::Miss && Steady::now() >= turnEnds;
        if (noTurn || (!attempt && attempt.error().kind != ErrorKind::StoreBusy))
            return makeAlone(key, recompute);
        if (attempt && attempt->acquired)
            return makeUnderLease(key, recompute, attempt->lease, purpose);
        maker = attempt ? attempt->lease.holder : u"a writer that holds the store"_s;
        if (maker == kFailedNote)
            return fail(ErrorKind::Cache, Message("cache.first_failed").arg(key));
        waitedFor = attempt ? attempt->lease.token : waitedFor;
        if (purpose == Purpose::Refresh) {
            hold(key, kOthersHold);
            return fail(ErrorKind::Cache, Message("cache.being_made").arg(key).arg(maker));
        }
        if (m_cancel.requested())
            return CancelToken::error();
        if (Steady::now() >= deadline)
            return fail(ErrorKind::Cache, Message("cache.still_being_made").arg(key).arg(maker));
        std::this_thread::sleep_for(pause);
        if (auto found = usable(key, purpose))
            return *found;
    }
}

// The entry is dated and numbered as of before the making began: what is written or removed meanwhile is newer.
Result<CacheEntry> SingleFlight::run(const QString& key, const CacheRecompute& recompute, qint64 version)
{
    const QDateTime started = m_clock.now();
    auto made = recompute(m_cancel);
    if (made && made->value.isEmpty())
        made = fail(ErrorKind::Failed, Message("cache.no_value").arg(key));
    if (!made) {
        if (made.error().kind != ErrorKind::Interrupted)
            hold(key, m_settings.failureHold);
        return std::unexpected(made.error());
    }
    const CacheTimes times = cacheTimes(m_settings.policy, key, started);
    return CacheEntry{key, made->value, made->dataHash, version, started, times.freshUntil, times.staleUntil};
}

Result<CacheRead> SingleFlight::makeUnderLease(const QString& key, const CacheRecompute& recompute, const Lease& lease,
                                               Purpose purpose)
{
    RenewingLease kept(m_store, lease, m_settings.lease);
    // Whoever had the lease before may have finished between our look and our turn.
    if (auto found = usable(key, purpose)) {
        kept.release();
        return *found;
    }
    for (int making = 1;; ++making) {
        const quint64 epoch = m_memory.epoch();
        const auto before = m_store.standing(key);
        auto entry = run(key, recompute, (before ? before->version : 0) + 1);
        if (!entry) {
            kept.release(entry.error().kind == ErrorKind::Interrupted ? u""_s : kFailedNote);
            return std::unexpected(entry.error());
        }
        const auto written = m_store.putUnderLease(*entry, kept.lease());
        const bool outdated = written && *written == CacheWrite::Outdated;
        if (outdated && making < kMakings && !m_cancel.requested())
            continue;
        kept.release();
        if (outdated)
            return fail(ErrorKind::Cache, Message("cache.kept_changing").arg(key));
        if (!written) {
            qCWarning(logCache).noquote() << key << "is kept in memory only:" << written.error().message;
            m_outlets.defer(*entry);
        }
        if (written && *written != CacheWrite::Stored)
            return cacheReadOf(*entry, u"made"_s, m_clock.now());
        m_outlets.keep(*entry, epoch);
        return cacheReadOf(*entry, written ? m_store.name() : m_memory.name(), m_clock.now());
    }
}

// The store cannot say who else is at it, or a writer holds it for long: each process makes its own, once.
Result<CacheRead> SingleFlight::makeAlone(const QString& key, const CacheRecompute& recompute)
{
    const quint64 epoch = m_memory.epoch();
    auto entry = TRY(run(key, recompute, m_memory.versionOf(key) + 1));
    m_outlets.defer(entry);
    m_outlets.keep(entry, epoch);
    return cacheReadOf(entry, m_memory.name(), m_clock.now());
}

} // namespace factoid
