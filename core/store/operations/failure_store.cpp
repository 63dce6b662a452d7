#include "core/store/operations/failure_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject jsonObject(const QVariant& text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

QJsonValue instant(const QDateTime& at)
{
    return at.isValid() ? QJsonValue(timeText(at)) : QJsonValue();
}

} // namespace

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
            text(6),
            jsonObject(row.value(7)),
            text(8).toLatin1(),
            timeFromText(text(9)),
            timeFromText(text(10)),
            row.value(11).toLongLong(),
            row.value(12).toLongLong(),
            row.value(13).toLongLong(),
            timeFromText(text(14)),
            text(15)};
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
            text(7),
            jsonObject(row.value(8)),
            text(9),
            timeFromText(text(10)),
            text(11)};
}

QJsonObject Incident::toJson() const
{
    return {
        {u"id"_s, id},
        {u"fingerprint"_s, fingerprint},
        {u"kind"_s, kind},
        {u"provider"_s, provider},
        {u"field"_s, field},
        {u"job"_s, job},
        {u"sentence"_s, sentence},
        {u"detail"_s, detail},
        {u"input_hash"_s, QString::fromLatin1(inputHash)},
        {u"first_seen"_s, timeText(firstSeen)},
        {u"last_seen"_s, timeText(lastSeen)},
        {u"count"_s, count},
        {u"first_run"_s, firstRun},
        {u"last_run"_s, lastRun},
        {u"open"_s, !resolvedAt.isValid()},
        {u"resolved_at"_s, instant(resolvedAt)},
        {u"resolved_by"_s, resolvedBy},
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
        {u"reason"_s, reason},
        {u"detail"_s, detail},
        {u"result"_s, result},
        {u"result_at"_s, instant(resultAt)},
        {u"result_words"_s, resultWords},
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
            {seen.fingerprint, seen.kind, seen.provider, seen.field, seen.job, seen.sentence, jsonText(seen.detail),
             QString::fromLatin1(seen.inputHash), at, at, seen.lastRun, seen.lastRun}));
        Incident now;
        auto read = m_db.each(u"SELECT %1 FROM failures WHERE fingerprint = ? AND resolved_at IS NULL"_s.arg(
                                  QLatin1String(kIncidentColumns)),
                              {seen.fingerprint}, [&](const QSqlQuery& row) { now = readIncident(row); });
        if (!read)
            return std::unexpected(read.error());
        constexpr qsizetype kHourChars = 13; // "2026-11-24T09"
        TRY(m_db.run(
            u"INSERT INTO failure_hours(failure_id, hour, count) VALUES(?, ?, 1) ON CONFLICT(failure_id, hour) DO UPDATE SET count = count + 1"_s,
            {now.id, at.left(kHourChars)}));
        return now;
    });
}

Result<qint64> FailureStore::resolve(const std::optional<QString>& provider, const QString& job,
                                     const QStringList& kinds, const QDateTime& at, const QString& by)
{
    QString where = u"resolved_at IS NULL"_s;
    QVariantList values{timeText(at), by};
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

Result<qint64> FailureStore::resolveOne(qint64 id, const QDateTime& at, const QString& by)
{
    return m_db.run(u"UPDATE failures SET resolved_at = ?, resolved_by = ? WHERE id = ? AND resolved_at IS NULL"_s,
                    {timeText(at), by, id});
}

Result<qint64> FailureStore::closeQuiet(const QDateTime& before)
{
    return m_db.run(
        u"UPDATE failures SET resolved_at = last_seen, resolved_by = 'quiet' WHERE resolved_at IS NULL AND last_seen < ?"_s,
        {timeText(before)});
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
    std::vector<Incident> incidents;
    auto read = m_db.each(
        u"SELECT %1 FROM failures WHERE resolved_at IS NULL AND (? = '' OR job = ?) ORDER BY last_seen DESC, id DESC"_s
            .arg(QLatin1String(kIncidentColumns)),
        {job, job}, [&](const QSqlQuery& row) { incidents.push_back(readIncident(row)); });
    if (!read)
        return std::unexpected(read.error());
    return incidents;
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
                 {timeText(step.at), step.incident, step.run, step.kind, step.provider, step.action, step.reason,
                  jsonText(step.detail), step.result,
                  step.resultAt.isValid() ? QVariant(timeText(step.resultAt)) : QVariant(), step.resultWords}));
    return m_db.lastInsertId();
}

Result<void> FailureStore::endStep(qint64 id, const QString& result, const QString& words, const QDateTime& at)
{
    TRY(m_db.run(u"UPDATE recovery_actions SET result = ?, result_at = ?, result_words = ? WHERE id = ?"_s,
                 {result, timeText(at), words, id}));
    return {};
}

Result<qint64> FailureStore::endStepsOfEndedRuns(const QDateTime& at)
{
    return m_db.run(u"UPDATE recovery_actions SET result = 'failed', result_at = ?, result_words = 'its run ended "
                    u"before it did' WHERE result = 'pending'"
                    " AND run_id IN (SELECT id FROM runs WHERE finished_at IS NOT NULL)"_s,
                    {timeText(at)});
}

} // namespace factoid
