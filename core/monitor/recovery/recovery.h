// Recovery: a failure comes in, is written down once, and the action that its pattern calls for goes out; every action
// is kept with what came of it (docs/contract.md, “Errors and recovery”). Lives with a database and its thread. It does
// nothing itself: who asked acts.
#pragma once

#include "core/monitor/recovery/incident_log.h"
#include "core/monitor/recovery/recovery_plan.h"

namespace factoid {

class Recovery
{
  public:
    explicit Recovery(Database& db)
        : m_db(db)
    {
    }

    struct Advice {
        Incident incident;
        RecoveryDecision decision;
        qint64 step = 0;      // for ended()
        bool alerted = false; // a person was called for this time, beside the decision
    };
    // Notes the failure and decides. An alert that is due is raised on the way, and the decision is what else to do.
    // Of `state` the incident's count and alert, and the change of input, are filled in here; `siteHash` (empty:
    // unknown) is compared with the one that it failed on before.
    Result<Advice> met(const Failure& failure, RecoveryState state, const QByteArray& siteHash, const QDateTime& now);
    // Decides again after an action came to nothing; the failure is not counted again.
    Result<Advice> next(const Incident& incident, RecoveryState state, const QDateTime& now, qint64 run);
    // What came of an action: worked, failed or skipped.
    Result<void> ended(qint64 step, const QString& result, const Message& words, const QDateTime& now);
    // Notes a failure with what was done about it, where nothing was to be decided.
    Result<Incident> noteDone(const Failure& failure, RecoveryAction action, const Message& words,
                              const QDateTime& now);

    // The table with the operator's rows over it.
    [[nodiscard]] Result<RecoveryRules> rules();
    // The operator's rows. Setting gives what stood there before (nullopt: the program's own). Errors: Usage.
    [[nodiscard]] Result<std::map<QString, QJsonObject>> ownRules();
    Result<std::optional<QJsonObject>> setRule(const QString& pattern, const std::optional<QJsonObject>& rule,
                                               const QString& actor, const QDateTime& now);
    // When a job that failed before may run again by itself; invalid: nothing is open. What failed after `now` (a clock
    // that was set back) holds nothing up.
    [[nodiscard]] Result<QDateTime> whenToTryAgain(const QString& job, const QByteArray& siteHash,
                                                   const QDateTime& now);
    // Until when the provider asked to be left alone, by its open incidents; invalid: it did not, or that is over.
    [[nodiscard]] Result<QDateTime> askedToWaitUntil(const QString& provider, const QDateTime& now);

  private:
    Result<qint64> addStep(const Incident& incident, const RecoveryDecision& decision, qint64 run, const QDateTime& now,
                           const QString& result = u"pending"_s);

    Database& m_db;
};

} // namespace factoid
