// RecoveryRuleStore: an operator's rows of the recovery table, by pattern. What a rule says is not known here;
// monitor/recovery/recovery_plan.h does. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <map>

namespace factoid {

class RecoveryRuleStore
{
  public:
    explicit RecoveryRuleStore(Database& db)
        : m_db(db)
    {
    }
    [[nodiscard]] Result<std::map<QString, QJsonObject>> all();
    Result<void> put(const QString& pattern, const QJsonObject& rule, const QString& actor, const QDateTime& now);
    Result<void> drop(const QString& pattern);

  private:
    Database& m_db;
};

} // namespace factoid
