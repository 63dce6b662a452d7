// FailureStore: incidents, one row each however often they are met, how often in which hour, and what was done about
// them. Used by the thread that owns the database. monitor/recovery/incident_log.h knows what an incident is.
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
    QString fingerprint, kind, provider, field, job;
    Message sentence;
    QJsonObject detail;
    QByteArray inputHash;
    QDateTime firstSeen, lastSeen;
    qint64 count = 0;
    qint64 firstRun = 0, lastRun = 0;
    QDateTime resolvedAt; // invalid: it is open
    Message resolvedBy;
    friend bool operator==(const Incident&, const Incident&) = default;
    [[nodiscard]] QJsonObject toJson() const;
};

struct RecoveryStep {
    qint64 id = 0;
    QDateTime at;
    qint64 incident = 0, run = 0;
    QString kind, provider, action;
    Message reason;
    QJsonObject detail;
    QString result = u"pending"_s; // worked, failed, skipped
    QDateTime resultAt;
    Message resultWords;
    friend bool operator==(const RecoveryStep&, const RecoveryStep&) = default;
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
                           const QDateTime& at, const Message& by);
    Result<qint64> resolveOne(qint64 id, const QDateTime& at, const Message& by);
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
    Result<void> endStep(qint64 id, const QString& result, const Message& words, const QDateTime& at);
    // Actions that runs which are over left without a word of how they ended.
    Result<qint64> endStepsOfEndedRuns(const QDateTime& at);

    // What is looked at: met since then (invalid: ever), of a kind and at a provider (empty: any).
    struct Scope {
        QDateTime since;
        QString kind, provider;
    };
    // How often an incident was met in one hour.
    struct HourCount {
        qint64 incident = 0;
        QString kind, provider, field;
        QDateTime hour; // its beginning
        qint64 count = 0;
    };
    [[nodiscard]] Result<std::vector<HourCount>> hours(const Scope& scope);
    // Oldest first.
    [[nodiscard]] Result<std::vector<HourCount>> hoursOf(qint64 incident);
    // The incidents of one kind and one provider, or of one kind and one field; those without a field are in no group.
    enum class GroupBy { Provider, Field };
    struct Group {
        QString kind, subject;
        qint64 incidents = 0, open = 0;
        QDateTime since, last;
    };
    [[nodiscard]] Result<std::vector<Group>> groups(GroupBy by, const Scope& scope);
    struct Wanted {
        Scope scope;
        bool openOnly = false;
        std::optional<std::vector<qint64>> among = {}; // only these; none: all
        qint64 limit = 50, offset = 0;
    };
    struct Found {
        std::vector<Incident> incidents; // newest first
        qint64 total = 0;                // without limit and offset
    };
    [[nodiscard]] Result<Found> find(const Wanted& wanted);
    // Open ones that called for a person, newest first, whenever they were met.
    [[nodiscard]] Result<std::vector<Incident>> alerts(const QString& kind = {}, const QString& provider = {});
    // Newest first.
    [[nodiscard]] Result<std::vector<RecoveryStep>> steps(const Scope& scope, int limit);
    [[nodiscard]] Result<std::vector<RecoveryStep>> stepsOf(qint64 incident);
    // The newest that was no call for a person. `provider` none: any.
    [[nodiscard]] Result<std::optional<RecoveryStep>> lastStep(const QString& kind,
                                                               const std::optional<QString>& provider);
    struct Brief {
        qint64 open = 0;
        qint64 met = 0;    // in the hours since then
        qint64 alerts = 0; // open ones that called for a person
    };
    [[nodiscard]] Result<Brief> brief(const QDateTime& since);

  private:
    [[nodiscard]] Result<std::vector<Incident>> readIncidents(const QString& rest, const QVariantList& values);
    [[nodiscard]] Result<std::vector<RecoveryStep>> readSteps(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
