#include "core/store/operations/alert_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QString bodyText(const QJsonObject& body)
{
    return QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QJsonObject bodyOf(const QVariant& value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

QVariant timeOrNull(const QDateTime& at)
{
    return at.isValid() ? QVariant(timeText(at)) : QVariant();
}

} // namespace

Result<std::map<QString, QJsonObject>> AlertStore::rules()
{
    std::map<QString, QJsonObject> rows;
    TRY(m_db.each(u"SELECT id, body FROM alert_rules"_s, {},
                  [&](const QSqlQuery& row) { rows[row.value(0).toString()] = bodyOf(row.value(1)); }));
    return rows;
}

Result<void> AlertStore::putRule(const QString& id, const QJsonObject& body, const QString& actor, const QDateTime& now)
{
    TRY(m_db.run(u"INSERT INTO alert_rules(id, body, changed_at, actor) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO UPDATE "
                 "SET body = excluded.body, changed_at = excluded.changed_at, actor = excluded.actor"_s,
                 {id, bodyText(body), timeText(now), actor}));
    return {};
}

Result<void> AlertStore::dropRule(const QString& id)
{
    TRY(m_db.run(u"DELETE FROM alert_rules WHERE id = ?"_s, {id}));
    return {};
}

Result<std::map<QString, KeptAlertState>> AlertStore::states()
{
    std::map<QString, KeptAlertState> rows;
    TRY(m_db.each(u"SELECT rule, minute, body FROM alert_states"_s, {}, [&](const QSqlQuery& row) {
        rows[row.value(0).toString()] = {row.value(1).toLongLong(), bodyOf(row.value(2))};
    }));
    return rows;
}

Result<void> AlertStore::putState(const QString& rule, const KeptAlertState& state)
{
    TRY(m_db.run(u"INSERT INTO alert_states(rule, minute, body) VALUES(?, ?, ?) ON CONFLICT(rule) DO UPDATE SET minute "
                 "= excluded.minute, body = excluded.body"_s,
                 {rule, state.minute, bodyText(state.body)}));
    return {};
}

Result<void> AlertStore::dropState(const QString& rule)
{
    TRY(m_db.run(u"DELETE FROM alert_states WHERE rule = ?"_s, {rule}));
    return {};
}

Result<qint64> AlertStore::open(const KeptIncident& incident)
{
    TRY(m_db.run(
        u"INSERT INTO alert_incidents(rule, began, worst, last, threshold, body) VALUES(?, ?, ?, ?, ?, ?)"_s,
        {incident.rule, incident.began, incident.worst, incident.last, incident.threshold, bodyText(incident.body)}));
    return m_db.lastInsertId();
}

Result<void> AlertStore::save(const KeptIncident& incident)
{
    TRY(m_db.run(u"UPDATE alert_incidents SET ended = ?, worst = ?, last = ?, told_at = ?, body = ? WHERE id = ?"_s,
                 {incident.ended ? QVariant(*incident.ended) : QVariant(), incident.worst, incident.last,
                  timeOrNull(incident.toldAt), bodyText(incident.body), incident.id}));
    return {};
}

Result<std::vector<KeptIncident>> AlertStore::readIncidents(const QString& rest, const QVariantList& values)
{
    std::vector<KeptIncident> found;
    TRY(m_db.each(u"SELECT id, rule, began, ended, worst, last, threshold, told_at, body FROM alert_incidents "_s +
                      rest,
                  values, [&](const QSqlQuery& row) {
                      found.push_back({row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toLongLong(),
                                       row.isNull(3) ? std::nullopt : std::optional(row.value(3).toLongLong()),
                                       row.value(4).toDouble(), row.value(5).toDouble(), row.value(6).toDouble(),
                                       timeFromText(row.value(7).toString()), bodyOf(row.value(8))});
                  }));
    return found;
}

Result<std::optional<KeptIncident>> AlertStore::openOf(const QString& rule)
{
    const auto found = TRY(readIncidents(u"WHERE rule = ? AND ended IS NULL"_s, {rule}));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Result<std::vector<KeptIncident>> AlertStore::incidents(qint64 since, const QString& rule)
{
    return readIncidents(u"WHERE (ended IS NULL OR ended >= ?) AND (? = '' OR rule = ?) ORDER BY began DESC, id DESC"_s,
                         {since, rule.isNull() ? u""_s : rule, rule.isNull() ? u""_s : rule});
}

Result<qint64> AlertStore::addSilence(const Silence& silence)
{
    TRY(m_db.run(u"INSERT INTO alert_silences(rule, from_at, until_at, weekdays, starts, minutes, author, reason, "
                 "created_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                 {silence.rule, timeText(silence.from), timeText(silence.until), silence.weekdays, silence.starts,
                  silence.minutes, silence.author, silence.reason, timeText(silence.createdAt)}));
    return m_db.lastInsertId();
}

Result<bool> AlertStore::endSilence(qint64 id, const QDateTime& at)
{
    return TRY(m_db.run(u"UPDATE alert_silences SET ended_at = ? WHERE id = ?"_s, {timeOrNull(at), id})) > 0;
}

Result<void> AlertStore::removeSilence(qint64 id)
{
    TRY(m_db.run(u"DELETE FROM alert_silences WHERE id = ?"_s, {id}));
    return {};
}

Result<std::vector<Silence>> AlertStore::silences(const QDateTime& until)
{
    std::vector<Silence> found;
    TRY(m_db.each(
        u"SELECT id, rule, from_at, until_at, weekdays, starts, minutes, author, reason, created_at, ended_at FROM "
        "alert_silences WHERE until_at > ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY id DESC"_s,
        {timeText(until), timeText(until)}, [&](const QSqlQuery& row) {
            found.push_back({row.value(0).toLongLong(), row.value(1).toString(), timeFromText(row.value(2).toString()),
                             timeFromText(row.value(3).toString()), row.value(4).toString(), row.value(5).toString(),
                             row.value(6).toInt(), row.value(7).toString(), row.value(8).toString(),
                             timeFromText(row.value(9).toString()), timeFromText(row.value(10).toString())});
        }));
    return found;
}

Result<std::vector<AlertSink>> AlertStore::sinks()
{
    std::vector<AlertSink> found;
    TRY(m_db.each(u"SELECT name, kind, body FROM alert_sinks ORDER BY name"_s, {}, [&](const QSqlQuery& row) {
        found.push_back({row.value(0).toString(), row.value(1).toString(), bodyOf(row.value(2))});
    }));
    return found;
}

Result<std::optional<AlertSink>> AlertStore::sink(const QString& name)
{
    std::optional<AlertSink> found;
    TRY(m_db.each(u"SELECT name, kind, body FROM alert_sinks WHERE name = ?"_s, {name}, [&](const QSqlQuery& row) {
        found = AlertSink{row.value(0).toString(), row.value(1).toString(), bodyOf(row.value(2))};
    }));
    return found;
}

Result<void> AlertStore::putSink(const AlertSink& sink, const QString& actor, const QDateTime& now)
{
    TRY(m_db.run(
        u"INSERT INTO alert_sinks(name, kind, body, changed_at, actor) VALUES(?, ?, ?, ?, ?) ON CONFLICT(name) "
        "DO UPDATE SET kind = excluded.kind, body = excluded.body, changed_at = excluded.changed_at, actor = "
        "excluded.actor"_s,
        {sink.name, sink.kind, bodyText(sink.body), timeText(now), actor}));
    return {};
}

Result<void> AlertStore::dropSink(const QString& name)
{
    TRY(m_db.run(u"DELETE FROM alert_sinks WHERE name = ?"_s, {name}));
    return {};
}

Result<qint64> AlertStore::addMessage(const AlertMessage& message)
{
    TRY(m_db.run(
        u"INSERT INTO alert_messages(sink, kind, created_at, body, next_at) VALUES(?, ?, ?, ?, ?)"_s,
        {message.sink, message.kind, timeText(message.createdAt), bodyText(message.body), timeText(message.nextAt)}));
    return m_db.lastInsertId();
}

Result<std::vector<AlertMessage>> AlertStore::readMessages(const QString& rest, const QVariantList& values)
{
    std::vector<AlertMessage> found;
    TRY(m_db.each(
        u"SELECT id, sink, kind, created_at, body, state, attempts, next_at, sent_at, result FROM alert_messages "_s +
            rest,
        values, [&](const QSqlQuery& row) {
            found.push_back({row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
                             timeFromText(row.value(3).toString()), bodyOf(row.value(4)), row.value(5).toString(),
                             row.value(6).toInt(), timeFromText(row.value(7).toString()),
                             timeFromText(row.value(8).toString()), Message::fromStored(row.value(9).toString())});
        }));
    return found;
}

Result<std::vector<AlertMessage>> AlertStore::due(const QDateTime& now)
{
    return readMessages(u"WHERE state = 'pending' AND next_at <= ? ORDER BY id"_s, {timeText(now)});
}

Result<bool> AlertStore::claim(const AlertMessage& message, const QDateTime& until)
{
    return TRY(m_db.run(u"UPDATE alert_messages SET next_at = ?, attempts = attempts + 1 WHERE id = ? AND state = "
                        "'pending' AND next_at = ?"_s,
                        {timeText(until), message.id, timeText(message.nextAt)})) > 0;
}

Result<void> AlertStore::saveMessage(const AlertMessage& message)
{
    TRY(m_db.run(
        u"UPDATE alert_messages SET state = ?, next_at = ?, sent_at = ?, result = ? WHERE id = ?"_s,
        {message.state, timeText(message.nextAt), timeOrNull(message.sentAt), message.result.stored(), message.id}));
    return {};
}

Result<std::vector<AlertMessage>> AlertStore::messages(int limit)
{
    return readMessages(u"ORDER BY id DESC LIMIT ?"_s, {limit});
}

Result<qint64> AlertStore::prune(qint64 minute, const QDateTime& before)
{
    qint64 gone = TRY(m_db.run(u"DELETE FROM alert_incidents WHERE ended < ?"_s, {minute}));
    gone +=
        TRY(m_db.run(u"DELETE FROM alert_messages WHERE state <> 'pending' AND created_at < ?"_s, {timeText(before)}));
    gone += TRY(m_db.run(u"DELETE FROM alert_silences WHERE until_at < ?"_s, {timeText(before)}));
    return gone;
}

} // namespace factoid
