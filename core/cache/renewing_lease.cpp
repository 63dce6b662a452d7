#include "core/cache/renewing_lease.h"

#include "core/base/clock.h"
#include "core/base/log.h"

namespace factoid {

namespace {

constexpr int kRenewalsPerTtl = 3;
// A reader waits for this; a lease that cannot be given back meanwhile expires.
constexpr std::chrono::milliseconds kTurn{1'000};
// The store's one connection serves readers too; what is not renewed now is renewed the next time.
constexpr std::chrono::milliseconds kRenewal{100};

} // namespace

RenewingLease::RenewingLease(StoreLevel& store, Lease lease, std::chrono::milliseconds ttl)
    : m_store(store)
    , m_lease(std::move(lease))
    , m_ttl(ttl)
    , m_thread([this] { renewing(); })
{
}

RenewingLease::~RenewingLease()
{
    stop();
}

void RenewingLease::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void RenewingLease::renewing()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_wake.wait_for(lock, m_ttl / kRenewalsPerTtl, [&] { return m_stop; }))
                return;
        }
        auto kept =
            m_store.worker().ask<bool>(m_store.budgets().write, [lease = m_lease, ttl = m_ttl](Database& db) mutable {
                return db.within<bool>(kRenewal, [&] { return LeaseStore(db).renew(lease, ttl, machineNow()); });
            });
        if (!kept)
            qCWarning(logCache).noquote() << "a lease could not be renewed:" << kept.error().message;
        else if (!*kept)
            return; // taken over: the write under it will be refused
    }
}

void RenewingLease::release(const QString& note)
{
    stop();
    auto parked = m_store.worker().ask<bool>(m_store.budgets().write, [lease = m_lease, note](Database& db) {
        return db.within<bool>(kTurn, [&] { return LeaseStore(db).park(lease, note, machineNow()); });
    });
    if (!parked)
        qCWarning(logCache).noquote() << "a lease could not be released and will expire:" << parked.error().message;
}

} // namespace factoid
