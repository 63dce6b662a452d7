// BreakerStore: the circuit breakers (core/net) in the store, one a provider ("provider:NAME") and one a cache level
// ("cache:LEVEL"), so that they survive a restart and all processes on a store see the same. Each answer and each
// report is one transaction: of many processes one makes the trial. Also how many retries a provider may still cost.
// Lives with a database and its thread.
#pragma once

#include "core/net/circuit_breaker.h"
#include "core/net/retry_policy.h"
#include "core/store/sql/database.h"

#include <vector>

namespace factoid {

struct BreakerRow {
    QString name;
    BreakerState state;
    RetryBudget budget;
    QString actor;       // who last forced it or let it go
    QDateTime changedAt; // invalid: nobody has ever asked
};

class BreakerStore
{
  public:
    explicit BreakerStore(Database& db, BreakerPolicy policy = {})
        : m_db(db)
        , m_policy(policy)
    {
    }

    [[nodiscard]] static QString providerName(const QString& provider) { return u"provider:"_s + provider; }
    [[nodiscard]] static QString levelName(const QString& level) { return u"cache:"_s + level; }

    // Whether it may be asked now; counts the trial that it allows. Report each allowed call once.
    Result<BreakerAnswer> allow(const QString& name, const QDateTime& now);
    Result<BreakerState> success(const QString& name, const QDateTime& now);
    Result<BreakerState> failure(const QString& name, const QDateTime& now);
    Result<BreakerState> untried(const QString& name, const QDateTime& now);
    // By an operator; None lets go. Gives how it was forced before. Errors: Usage, no reason given.
    struct Forced {
        BreakerForce force = BreakerForce::None;
        QString reason;
    };
    Result<Forced> force(const QString& name, BreakerForce force, const QString& reason, const QString& actor,
                         const QDateTime& now);
    // Takes one retry out of the budget. False: there is none left.
    Result<bool> takeRetry(const QString& name, const QDateTime& now);

    // A closed one for a name that nobody has asked yet.
    [[nodiscard]] Result<BreakerRow> find(const QString& name);
    [[nodiscard]] Result<std::vector<BreakerRow>> list(); // by name
    // Whether allow() would allow it, without counting anything.
    [[nodiscard]] Result<bool> wouldAllow(const QString& name, const QDateTime& now);

  private:
    template <class T>
    Result<T> change(const QString& name, const QDateTime& now, const std::function<T(BreakerRow&)>& work);
    Result<void> save(const BreakerRow& row);

    Database& m_db;
    BreakerPolicy m_policy;
};

} // namespace factoid
