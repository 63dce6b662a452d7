// AlertStore: rules of alerts, where each stands, incidents, silences, who is told, and what is to be said. What a rule
// says is not known here; monitor/alerts does. Used by the thread that owns the database.
#pragma once

#include "core/base/record.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

namespace factoid {

struct KeptAlertState {
    qint64 minute = 0; // the last one that was looked at
    QJsonObject body;
};

struct KeptIncident {
    qint64 id = 0;
    QString rule;
    qint64 began = 0; // minutes, as in metric_store.h
    std::optional<qint64> ended = {};
    double worst = 0, last = 0, threshold = 0;
    QDateTime toldAt = {}; // invalid: nobody was told
    QJsonObject body = {}; // what else is known of it
};

struct Silence {
    qint64 id = 0;
    QString rule; // empty: all
    QDateTime from, until;
    QString weekdays; // "1,5", Monday is 1; empty: all the time
    QString starts;   // "22:00" in the schedule's zone
    int minutes = 0;
    QString author, reason;
    QDateTime createdAt = {}, endedAt = {}; // ended by hand; invalid: not
};

struct AlertSink {
    QString name, kind; // log, webhook, mail
    QJsonObject body;
};

struct AlertMessage {
    qint64 id = 0;
    QString sink, kind; // kind: firing, resolved, test
    QDateTime createdAt;
    QJsonObject body;
    QString state = u"pending"_s; // sent, failed
    int attempts = 0;
    QDateTime nextAt;
    QDateTime sentAt = {};
    Message result = {};
};

class AlertStore
{
  public:
    explicit AlertStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<std::map<QString, QJsonObject>> rules();
    Result<void> putRule(const QString& id, const QJsonObject& body, const QString& actor, const QDateTime& now);
    Result<void> dropRule(const QString& id);

    [[nodiscard]] Result<std::map<QString, KeptAlertState>> states();
    Result<void> putState(const QString& rule, const KeptAlertState& state);
    Result<void> dropState(const QString& rule);

    Result<qint64> open(const KeptIncident& incident);
    // Saves all but id, rule and beginning.
    Result<void> save(const KeptIncident& incident);
    [[nodiscard]] Result<std::optional<KeptIncident>> openOf(const QString& rule);
    // Open ones and those that ended at that minute or later, newest first; of one rule (empty: all).
    [[nodiscard]] Result<std::vector<KeptIncident>> incidents(qint64 since, const QString& rule = {});

    Result<qint64> addSilence(const Silence& silence);
    // Ends it; at nothing: takes that back. False: there is none.
    Result<bool> endSilence(qint64 id, const QDateTime& at);
    Result<void> removeSilence(qint64 id);
    // Newest first; those that end at or before `until` are left out (invalid: none are).
    [[nodiscard]] Result<std::vector<Silence>> silences(const QDateTime& until = {});

    [[nodiscard]] Result<std::vector<AlertSink>> sinks(); // by name
    [[nodiscard]] Result<std::optional<AlertSink>> sink(const QString& name);
    Result<void> putSink(const AlertSink& sink, const QString& actor, const QDateTime& now);
    Result<void> dropSink(const QString& name);

    Result<qint64> addMessage(const AlertMessage& message);
    // Those that wait and whose time has come, oldest first.
    [[nodiscard]] Result<std::vector<AlertMessage>> due(const QDateTime& now);
    // Takes a message to send it: nobody else takes it before `until`. False: somebody has it, or it is sent.
    Result<bool> claim(const AlertMessage& message, const QDateTime& until);
    Result<void> saveMessage(const AlertMessage& message);
    // Newest first.
    [[nodiscard]] Result<std::vector<AlertMessage>> messages(int limit);

    // Incidents that were over before the minute, and messages and silences of before the instant.
    Result<qint64> prune(qint64 minute, const QDateTime& before);

  private:
    [[nodiscard]] Result<std::vector<KeptIncident>> readIncidents(const QString& rest, const QVariantList& values);
    [[nodiscard]] Result<std::vector<AlertMessage>> readMessages(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
