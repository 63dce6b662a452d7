// IncidentLog: what went wrong is written down here and nowhere else, so that one incident is one row
// (docs/contract.md, “Errors and recovery”), and what works again ends it. Lives with a database and its thread.
#pragma once

#include "core/monitor/recovery/failure.h"
#include "core/store/operations/failure_store.h"

namespace factoid {

// An incident that was not met for so long is over; the same failure later is another.
constexpr int kIncidentQuietHours = 24;

class IncidentLog
{
  public:
    explicit IncidentLog(Database& db)
        : m_db(db)
    {
    }

    Result<Incident> note(const Failure& failure, const QDateTime& now);
    // The provider (or "cache:LEVEL") answers again: its incidents are over.
    Result<qint64> providerWorks(const QString& provider, const QDateTime& now);
    // The job did its work. Its incidents are over, but those of providers, which it may have done without, and of what
    // it read: another file proves nothing of the last.
    Result<qint64> jobWorks(const QString& job, const QDateTime& now);

  private:
    Database& m_db;
};

} // namespace factoid
