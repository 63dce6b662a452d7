// BreakerRows: the circuit breakers as the store keeps them, by name. What a state says is not known here;
// monitor/recovery/breaker_store.h does. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

struct KeptBreaker {
    QString name;
    QJsonObject state;
    std::optional<int> retryTokens; // thousandths; none: nobody has counted yet
    QString actor;                  // who last forced it or let it go
    QDateTime changedAt;
};

class BreakerRows
{
  public:
    explicit BreakerRows(Database& db)
        : m_db(db)
    {
    }
    [[nodiscard]] Result<std::optional<KeptBreaker>> find(const QString& name);
    [[nodiscard]] Result<std::vector<KeptBreaker>> list(); // by name
    Result<void> put(const KeptBreaker& breaker);

  private:
    Database& m_db;
};

} // namespace factoid
