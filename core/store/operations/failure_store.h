// FailureStore: incidents, one row each however often they are met, how often in which hour, and what was done about
// them. Used by the thread that owns the database. monitor/recovery/failure_book.h knows what an incident is.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

struct Incident {
    qint64 id = 0;
    QString fingerprint, kind, provider, field, job, sentence;
    QJsonObject detail;
    QByteArray inputHash;
    QDateTime firstSeen, lastSeen;
    qint64 count = 0;
    qint64 firstRun = 0, lastRun = 0;
    QDateTime resolvedAt; // invalid: it is open
    QString resolvedBy;
    [[nodiscard]] QJsonObject toJson() const;
};

struct RecoveryStep {
    qint64 id = 0;
    QDateTime at;
    qint64 incident = 0, run = 0;
    QString kind, provider, action, reason;
    QJsonObject detail;
    QString result = u"pending"_s; // worked, failed, skipped
    QDateTime resultAt;
    QString resultWords;
    [[nodiscard]] QJsonObject toJson() const;
};

class FailureStore
{
  public:
    explicit FailureStore(Database& db)
        : m_db(db)
    {
    }

    // One more time: the open incident with the fingerprint grows, unless it was last seen before `oldest`; then, or
    // without one, a new one begins. `seen` has its first and last time in lastSeen. Gives it as it stands now.
    Result<Incident> note(const Incident& seen, const QDateTime& oldest);
    // The open incidents of this provider (nullopt: any; empty: of none), job (empty: any) and kinds (empty: any) are
    // over.
    Result<qint64> resolve(const std::optional<QString>& provider, const QString& job, const QStringList& kinds,
                           const QDateTime& at, const QString& by);
    Result<qint64> resolveOne(qint64 id, const QDateTime& at, const QString& by);
    // Open ones that were last seen before the instant are over, since then.
    Result<qint64> closeQuiet(const QDateTime& before);
    [[nodiscard]] Result<std::optional<Incident>> find(qint64 id);
    // Newest first; open ones only, of a job (empty: any).
    [[nodiscard]] Result<std::vector<Incident>> open(const QString& job = {});

    // What the open incident of that fingerprint failed on; empty: it says nothing of it, or there is none.
    [[nodiscard]] Result<QByteArray> inputHashOfOpen(const QString& fingerprint);
    // Whether a person was called for it.
    [[nodiscard]] Result<bool> wasAlerted(qint64 incident);
    Result<qint64> addStep(const RecoveryStep& step);
    Result<void> endStep(qint64 id, const QString& result, const QString& words, const QDateTime& at);
    // Actions that runs which are over left without a word of how they ended.
    Result<qint64> endStepsOfEndedRuns(const QDateTime& at);

  private:
    Database& m_db;
};

extern const char* const kIncidentColumns;
[[nodiscard]] Incident readIncident(const QSqlQuery& row);
extern const char* const kStepColumns;
[[nodiscard]] RecoveryStep readStep(const QSqlQuery& row);

} // namespace factoid
