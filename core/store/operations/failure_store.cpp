#include "core/store/operations/failure_store.h"

#include "core/base/json_texts.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QJsonObject jsonObject(const QVariant& text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

QJsonValue instant(const QDateTime& at)
{
    return at.isValid() ? QJsonValue(timeText(at)) : QJsonValue();
}

constexpr qsizetype kHourChars = 13; // "2026-11-24T09"

const char* const kIncidentColumns = "id, fingerprint, kind, provider, field, job, sentence, detail, input_hash, "
                                     "first_seen, last_seen, count, first_run, last_run,"
                                     " resolved_at, resolved_by";
const char* const kStepColumns =
    "id, at, failure_id, run_id, kind, provider, action, reason, detail, result, result_at, result_words";

Incident readIncident(const QSqlQuery& row)
{
    const auto text = [&](int column) { return row.value(column).toString(); };
    return {row.value(0).toLongLong(),
            text(1),
            text(2),
            text(3),
            text(4),
            text(5),
            Message::fromStored(text(6)),
            jsonObject(row.value(7)),
            text(8).toLatin1(),
            timeFromText(text(9)),
            timeFromText(text(10)),
            row.value(11).toLongLong(),
            row.value(12).toLongLong(),
            row.value(13).toLongLong(),
            timeFromText(text(14)),
            Message::fromStored(text(15))};
}

RecoveryStep readStep(const QSqlQuery& row)
{
    const auto text = [&](int column) { return row.value(column).toString(); };
    return {row.value(0).toLongLong(),
            timeFromText(text(1)),
            row.value(2).toLongLong(),
            row.value(3).toLongLong(),
            text(4),
            text(5),
            text(6),
            Message::fromStored(text(7)),
            jsonObject(row.value(8)),
            text(9),
            timeFromText(text(10)),
            Message::fromStored(text(11))};
}

struct FailureWhere {
    QString sql;
    QVariantList values;
};

FailureWhere whereOf(const FailureStore::Scope& scope, const QString& time)
{
    const QString since = timeText(scope.since);
    return {u"(? = '' OR %1 >= ?) AND (? = '' OR kind = ?) AND (? = '' OR provider = ?)"_s.arg(time),
            {since, since, scope.kind, scope.kind, scope.provider, scope.provider}};
}

const QString kAlerted = u"id IN (SELECT failure_id FROM recovery_actions WHERE action = 'raise_alert')"_s;

FailureStore::HourCount hourFrom(const QSqlQuery& row)
{
    return {row.value(0).toLongLong(),
            row.value(1).toString(),
            row.value(2).toString(),
            row.value(3).toString(),
            timeFromText(row.value(4).toString() + u":00:00.000Z"_s),
            row.value(5).toLongLong()};
}

} // namespace

QJsonObject Incident::toJson() const
{
    return {
        {u"id"_s, id},
        {u"fingerprint"_s, fingerprint},
        {u"kind"_s, kind},
        {u"provider"_s, provider},
        {u"field"_s, field},
        {u"job"_s, job},
        {u"sentence"_s, sentence.text()},
        {u"detail"_s, detail},
        {u"input_hash"_s, QString::fromLatin1(inputHash)},
        {u"first_seen"_s, timeText(firstSeen)},
        {u"last_seen"_s, timeText(lastSeen)},
        {u"count"_s, count},
        {u"first_run"_s, firstRun},
        {u"last_run"_s, lastRun},
        {u"open"_s, !resolvedAt.isValid()},
        {u"resolved_at"_s, instant(resolvedAt)},
        {u"resolved_by"_s, resolvedBy.text()},
    };
}

QJsonObject RecoveryStep::toJson() const
{
    return {
        {u"id"_s, id},
        {u"at"_s, timeText(at)},
        {u"incident"_s, incident},
        {u"run"_s, run},
        {u"kind"_s, kind},
        {u"provider"_s, provider},
        {u"action"_s, action},
        {u"reason"_s, reason.text()},
        {u"detail"_s, detail},
        {u"result"_s, result},
        {u"result_at"_s, instant(resultAt)},
        {u"result_words"_s, resultWords.text()},
    };
}

Result<Incident> FailureStore::note(const Incident& seen, const QDateTime& oldest)
{
    return m_db.transaction<Incident>([&]() -> Result<Incident> {
        const QString at = timeText(seen.lastSeen);
        // What has been quiet for so long was over; this is another one.
        TRY(closeQuiet(oldest));
        TRY(m_db.run(
            u"INSERT INTO failures(fingerprint, kind, provider, field, job, sentence, detail, input_hash, first_seen, "
            u"last_seen, count, first_run, last_run)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
            " ON CONFLICT(fingerprint) WHERE resolved_at IS NULL DO UPDATE SET sentence = excluded.sentence, detail = "
            "excluded.detail,"
            " input_hash = excluded.input_hash, last_seen = CASE WHEN excluded.last_seen > failures.last_seen THEN excluded.last_seen ELSE failures.last_seen END, count = failures.count + 1, last_run = excluded.last_run"_s,
            {seen.fingerprint, seen.kind, seen.provider, seen.field, seen.job, seen.sentence.stored(),
             compactJson(seen.detail), QString::fromLatin1(seen.inputHash), at, at, seen.lastRun, seen.lastRun}));
        Incident now;
        auto read = m_db.each(u"SELECT %1 FROM failures WHERE fingerprint = ? AND resolved_at IS NULL"_s.arg(
                                  QLatin1String(kIncidentColumns)),
                              {seen.fingerprint}, [&](const QSqlQuery& row) { now = readIncident(row); });
        if (!read)
            return std::unexpected(read.error());
        TRY(m_db.run(
            u"INSERT INTO failure_hours(failure_id, hour, count) VALUES(?, ?, 1) ON CONFLICT(failure_id, hour) DO UPDATE SET count = count + 1"_s,
            {now.id, at.left(kHourChars)}));
        return now;
    });
}

Result<qint64> FailureStore::resolve(const std::optional<QString>& provider, const QString& job,
                                     const QStringList& kinds, const QDateTime& at, const Message& by)
{
    QString where = u"resolved_at IS NULL"_s;
    QVariantList values{timeText(at), by.stored()};
    if (provider) {
        where += u" AND provider = ?"_s;
        values << *provider;
    }
    if (!job.isEmpty()) {
        where += u" AND job = ?"_s;
        values << job;
    }
    if (!kinds.isEmpty()) {
        where += u" AND kind IN (?%1)"_s.arg(u", ?"_s.repeated(kinds.size() - 1));
        for (const QString& kind : kinds)
            values << kind;
    }
    return m_db.run(u"UPDATE failures SET resolved_at = ?, resolved_by = ? WHERE "_s + where, values);
}

Result<qint64> FailureStore::resolveOne(qint64 id, const QDateTime& at, const Message& by)
{
    return m_db.run(u"UPDATE failures SET resolved_at = ?, resolved_by = ? WHERE id = ? AND resolved_at IS NULL"_s,
                    {timeText(at), by.stored(), id});
}

Result<qint64> FailureStore::closeQuiet(const QDateTime& before)
{
    return m_db.run(
        u"UPDATE failures SET resolved_at = last_seen, resolved_by = ? WHERE resolved_at IS NULL AND last_seen < ?"_s,
        {Message("incident.quiet").stored(), timeText(before)});
}

Result<std::optional<Incident>> FailureStore::find(qint64 id)
{
    std::optional<Incident> found;
    auto read = m_db.each(u"SELECT %1 FROM failures WHERE id = ?"_s.arg(QLatin1String(kIncidentColumns)), {id},
                          [&](const QSqlQuery& row) { found = readIncident(row); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<std::vector<Incident>> FailureStore::open(const QString& job)
{
    return readIncidents(u"WHERE resolved_at IS NULL AND (? = '' OR job = ?) ORDER BY last_seen DESC, id DESC"_s,
                         {job, job});
}

Result<QByteArray> FailureStore::inputHashOfOpen(const QString& fingerprint)
{
    const auto hash = TRY(
        m_db.scalar(u"SELECT input_hash FROM failures WHERE fingerprint = ? AND resolved_at IS NULL"_s, {fingerprint}));
    return hash.value_or(QString()).toString().toLatin1();
}

Result<bool> FailureStore::wasAlerted(qint64 incident)
{
    const auto alerts = TRY(m_db.scalar(
        u"SELECT COUNT(*) FROM recovery_actions WHERE failure_id = ? AND action = 'raise_alert'"_s, {incident}));
    return alerts.value_or(0).toInt() > 0;
}

Result<qint64> FailureStore::addStep(const RecoveryStep& step)
{
    TRY(m_db.run(u"INSERT INTO recovery_actions(at, failure_id, run_id, kind, provider, action, reason, detail, "
                 u"result, result_at, result_words)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                 {timeText(step.at), step.incident, step.run, step.kind, step.provider, step.action,
                  step.reason.stored(), compactJson(step.detail), step.result,
                  step.resultAt.isValid() ? QVariant(timeText(step.resultAt)) : QVariant(),
                  step.resultWords.stored()}));
    return m_db.lastInsertId();
}

Result<void> FailureStore::endStep(qint64 id, const QString& result, const Message& words, const QDateTime& at)
{
    TRY(m_db.run(u"UPDATE recovery_actions SET result = ?, result_at = ?, result_words = ? WHERE id = ?"_s,
                 {result, timeText(at), words.stored(), id}));
    return {};
}

Result<qint64> FailureStore::endStepsOfEndedRuns(const QDateTime& at)
{
    return m_db.run(u"UPDATE recovery_actions SET result = 'failed', result_at = ?, result_words = ?"
                    " WHERE result = 'pending' AND run_id IN (SELECT id FROM runs WHERE finished_at IS NOT NULL)"_s,
                    {timeText(at), Message("recovery.run_ended").stored()});
}

Result<std::vector<FailureStore::HourCount>> FailureStore::hours(const Scope& scope)
{
    std::vector<HourCount> hours;
    const QString from = timeText(scope.since).left(kHourChars);
    TRY(m_db.each(u"SELECT f.id, f.kind, f.provider, f.field, h.hour, h.count FROM failure_hours h JOIN failures f ON "
                  u"f.id = h.failure_id"
                  " WHERE h.hour >= ? AND (? = '' OR f.kind = ?) AND (? = '' OR f.provider = ?)"_s,
                  {from, scope.kind, scope.kind, scope.provider, scope.provider},
                  [&](const QSqlQuery& row) { hours.push_back(hourFrom(row)); }));
    return hours;
}

Result<std::vector<FailureStore::HourCount>> FailureStore::hoursOf(qint64 incident)
{
    std::vector<HourCount> hours;
    TRY(m_db.each(u"SELECT f.id, f.kind, f.provider, f.field, h.hour, h.count FROM failure_hours h JOIN failures f ON "
                  u"f.id = h.failure_id WHERE f.id = ? ORDER BY h.hour"_s,
                  {incident}, [&](const QSqlQuery& row) { hours.push_back(hourFrom(row)); }));
    return hours;
}

Result<std::vector<FailureStore::Group>> FailureStore::groups(GroupBy by, const Scope& scope)
{
    std::vector<Group> groups;
    const bool ofField = by == GroupBy::Field;
    const FailureWhere where = whereOf(scope, u"last_seen"_s);
    TRY(m_db.each(u"SELECT kind, %1, COUNT(*), SUM(resolved_at IS NULL), MIN(first_seen), MAX(last_seen) FROM failures "
                  u"WHERE %2%3 GROUP BY kind, %1"_s.arg(ofField ? u"field"_s : u"provider"_s, where.sql,
                                                        ofField ? u" AND field <> ''"_s : QString()),
                  where.values, [&](const QSqlQuery& row) {
                      groups.push_back({row.value(0).toString(), row.value(1).toString(), row.value(2).toLongLong(),
                                        row.value(3).toLongLong(), timeFromText(row.value(4).toString()),
                                        timeFromText(row.value(5).toString())});
                  }));
    return groups;
}

Result<FailureStore::Found> FailureStore::find(const Wanted& wanted)
{
    FailureWhere where = whereOf(wanted.scope, u"last_seen"_s);
    if (wanted.openOnly)
        where.sql += u" AND resolved_at IS NULL"_s;
    if (wanted.among) {
        QStringList ids{u"0"_s}; // of nothing: a list must not be empty
        for (const qint64 id : *wanted.among)
            ids << QString::number(id);
        where.sql += u" AND id IN (%1)"_s.arg(ids.join(QLatin1Char(',')));
    }
    const auto total = TRY(m_db.scalar(u"SELECT COUNT(*) FROM failures WHERE "_s + where.sql, where.values));
    return Found{TRY(readIncidents(u"WHERE %1 ORDER BY last_seen DESC, id DESC LIMIT ? OFFSET ?"_s.arg(where.sql),
                                   where.values + QVariantList{wanted.limit, wanted.offset})),
                 total.value_or(0).toLongLong()};
}

Result<std::vector<Incident>> FailureStore::alerts(const QString& kind, const QString& provider)
{
    const FailureWhere where = whereOf({{}, kind, provider}, u"last_seen"_s);
    return readIncidents(u"WHERE resolved_at IS NULL AND %1 AND %2 ORDER BY last_seen DESC"_s.arg(kAlerted, where.sql),
                         where.values);
}

Result<std::vector<RecoveryStep>> FailureStore::steps(const Scope& scope, int limit)
{
    const FailureWhere where = whereOf(scope, u"at"_s);
    return readSteps(u"WHERE %1 ORDER BY id DESC LIMIT ?"_s.arg(where.sql), where.values + QVariantList{limit});
}

Result<std::vector<RecoveryStep>> FailureStore::stepsOf(qint64 incident)
{
    return readSteps(u"WHERE failure_id = ? ORDER BY id DESC"_s, {incident});
}

Result<std::optional<RecoveryStep>> FailureStore::lastStep(const QString& kind, const std::optional<QString>& provider)
{
    QString where = u"WHERE kind = ? AND action <> 'raise_alert'"_s;
    QVariantList values{kind};
    if (provider) {
        where += u" AND provider = ?"_s;
        values << *provider;
    }
    auto steps = TRY(readSteps(where + u" ORDER BY id DESC LIMIT 1"_s, values));
    return steps.empty() ? std::nullopt : std::optional(std::move(steps.front()));
}

Result<FailureStore::Brief> FailureStore::brief(const QDateTime& since)
{
    Brief brief;
    TRY(m_db.each(
        u"SELECT (SELECT COUNT(*) FROM failures WHERE resolved_at IS NULL), (SELECT COALESCE(SUM(count), 0) "
        u"FROM failure_hours WHERE hour >= ?), (SELECT COUNT(*) FROM failures WHERE resolved_at IS NULL AND "_s +
            kAlerted + u")"_s,
        {timeText(since).left(kHourChars)}, [&](const QSqlQuery& row) {
            brief = {row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong()};
        }));
    return brief;
}

Result<std::vector<Incident>> FailureStore::readIncidents(const QString& rest, const QVariantList& values)
{
    std::vector<Incident> incidents;
    TRY(m_db.each(u"SELECT %1 FROM failures "_s.arg(QLatin1String(kIncidentColumns)) + rest, values,
                  [&](const QSqlQuery& row) { incidents.push_back(readIncident(row)); }));
    return incidents;
}

Result<std::vector<RecoveryStep>> FailureStore::readSteps(const QString& rest, const QVariantList& values)
{
    std::vector<RecoveryStep> steps;
    TRY(m_db.each(u"SELECT %1 FROM recovery_actions "_s.arg(QLatin1String(kStepColumns)) + rest, values,
                  [&](const QSqlQuery& row) { steps.push_back(readStep(row)); }));
    return steps;
}

} // namespace factoid
