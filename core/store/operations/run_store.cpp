#include "core/store/operations/run_store.h"

#include "core/base/json_texts.h"
#include "core/base/message_json.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

struct Where {
    QString sql;
    QVariantList values;
};

Where whereOf(const RunFilter& filter)
{
    Where where{u"WHERE 1 = 1"_s, {}};
    const auto add = [&](const QString& condition, const QVariantList& values = {}) {
        where.sql += u" AND "_s + condition;
        where.values += values;
    };
    if (!filter.job.isEmpty())
        add(u"job = ?"_s, {filter.job});
    if (filter.outcome == "problem"_L1)
        add(u"outcome IN ('failed', 'fell_back', 'interrupted')"_s);
    else if (!filter.outcome.isEmpty())
        add(u"outcome = ?"_s, {filter.outcome});
    if (!filter.trigger.isEmpty())
        add(u"trigger = ?"_s, {filter.trigger});
    if (filter.from.isValid())
        add(u"started_at >= ?"_s, {timeText(filter.from)});
    if (filter.to.isValid())
        add(u"started_at < ?"_s, {timeText(filter.to)});
    if (!filter.withIdleChecks)
        add(u"outcome <> 'not_due'"_s);
    return where;
}

} // namespace

QJsonObject RunRecord::toJson() const
{
    return {
        {u"id"_s, id},
        {u"job"_s, job},
        {u"trigger"_s, trigger},
        {u"started_at"_s, timeText(startedAt)},
        {u"finished_at"_s, finishedAt.isValid() ? QJsonValue(timeText(finishedAt)) : QJsonValue()},
        {u"outcome"_s, outcome},
        {u"message"_s, message.text()},
        {u"host"_s, host},
        {u"pid"_s, pid},
        {u"options"_s, options},
        {u"stages"_s, stages},
        {u"stage"_s, stage},
        {u"stage_started_at"_s, stageStartedAt.isValid() ? QJsonValue(timeText(stageStartedAt)) : QJsonValue()},
        {u"done"_s, done},
        {u"total"_s, total},
        {u"heartbeat_at"_s, heartbeatAt.isValid() ? QJsonValue(timeText(heartbeatAt)) : QJsonValue()},
        {u"cancel_requested"_s, cancelRequested},
    };
}

QJsonObject SlotOutcome::toJson() const
{
    return {
        {u"at"_s, timeText(at)}, {u"slot"_s, slot},
        {u"outcome"_s, outcome}, {u"data_hash"_s, QString::fromLatin1(dataHash)},
        {u"run"_s, run},         {u"reason"_s, reason.text()},
    };
}

Result<qint64> RunStore::begin(const RunRecord& run)
{
    TRY(m_db.run(
        u"INSERT INTO runs(job, trigger, started_at, outcome, host, pid, options) VALUES(?, ?, ?, 'running', ?, ?, ?)"_s,
        {run.job, run.trigger, timeText(run.startedAt), run.host, run.pid, compactJson(run.options)}));
    return m_db.lastInsertId();
}

Result<void> RunStore::finish(const RunRecord& run)
{
    auto ran = TRY(m_db.run(
        u"UPDATE runs SET finished_at = ?, outcome = ?, message = ?, result = ?, stages = ?, stage = '', done = 0, total = 0 WHERE id = ?"_s,
        {timeText(run.finishedAt), run.outcome, run.message.stored(), compactJson(run.result),
         QString::fromUtf8(QJsonDocument(run.stages).toJson(QJsonDocument::Compact)), run.id}));
    if (ran == 0)
        return fail(ErrorKind::Store, Message("run.gone").arg(run.id));
    return {};
}

Result<std::vector<RunStore::Lost>> RunStore::closeLost(const QString& host,
                                                        const std::function<bool(qint64 pid)>& isAlive,
                                                        const QDateTime& now)
{
    std::vector<Lost> lost;
    auto read = m_db.each(u"SELECT id, pid, job FROM runs WHERE finished_at IS NULL AND host = ?"_s, {host},
                          [&](const QSqlQuery& row) {
                              if (!isAlive(row.value(1).toLongLong()))
                                  lost.push_back({row.value(0).toLongLong(), row.value(2).toString()});
                          });
    if (!read)
        return std::unexpected(read.error());
    std::vector<Lost> closed;
    for (const Lost& run : lost) {
        auto ran = m_db.run(
            u"UPDATE runs SET finished_at = ?, outcome = 'interrupted', message = ?, stage = '', done = 0, total = 0 WHERE id = ? AND finished_at IS NULL"_s,
            {timeText(now), Message("run.lost").stored(), run.id});
        if (!ran)
            return std::unexpected(ran.error());
        if (*ran > 0) // else another process did it
            closed.push_back(run);
    }
    return closed;
}

Result<std::vector<RunRecord>> RunStore::list(int limit, const QString& job)
{
    return read(u"WHERE ? = '' OR job = ? ORDER BY id DESC LIMIT ?"_s, {job, job, limit});
}

Result<bool> RunStore::recordLive(qint64 run, const Live& live)
{
    return m_db.tryRun(
        u"UPDATE runs SET stage = ?, stage_started_at = ?, done = ?, total = ?, heartbeat_at = ? WHERE id = ? AND finished_at IS NULL"_s,
        {live.stage, timeText(live.stageStartedAt), live.done, live.total, timeText(live.heartbeatAt), run});
}

Result<bool> RunStore::recordStages(qint64 run, const QJsonArray& stages)
{
    return m_db.tryRun(u"UPDATE runs SET stages = ? WHERE id = ?"_s,
                       {QString::fromUtf8(QJsonDocument(stages).toJson(QJsonDocument::Compact)), run});
}

Result<bool> RunStore::cancelRequested(qint64 run)
{
    const auto asked = TRY(m_db.scalar(u"SELECT cancel_requested FROM runs WHERE id = ?"_s, {run}));
    return asked.value_or(0).toBool();
}

Result<void> RunStore::requestCancel(qint64 run)
{
    auto ran = TRY(m_db.run(u"UPDATE runs SET cancel_requested = 1 WHERE id = ? AND finished_at IS NULL"_s, {run}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("cancel.no_run").arg(run));
    return {};
}

Result<QString> RunStore::outcome(qint64 run)
{
    const auto outcome = TRY(m_db.scalar(u"SELECT outcome FROM runs WHERE id = ?"_s, {run}));
    return outcome.value_or(QString()).toString();
}

Result<void> RunStore::recordSlot(const SlotOutcome& slot)
{
    TRY(m_db.run(
        u"INSERT INTO slot_outcomes(slot_at, slot, outcome, data_hash, run_id, reason) VALUES(?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(slot_at, slot) DO UPDATE SET outcome = excluded.outcome, data_hash = excluded.data_hash, run_id "
        "= excluded.run_id,"
        " reason = excluded.reason WHERE slot_outcomes.outcome NOT IN ('published', 'unchanged')"_s,
        {timeText(slot.at), slot.slot, slot.outcome, QString::fromLatin1(slot.dataHash), slot.run,
         slot.reason.stored()}));
    return {};
}

Result<std::vector<SlotOutcome>> RunStore::slotOutcomes(int limit)
{
    return readSlots(u"ORDER BY slot_at DESC, slot DESC LIMIT ?"_s, {limit});
}

Result<std::vector<RunStore::PastSlot>> RunStore::pastSlots(const QDateTime& from, const QDateTime& to,
                                                            const QString& outcome, qint64 limit)
{
    std::vector<PastSlot> past;
    TRY(m_db.each(u"SELECT o.slot_at, o.slot, o.outcome, o.data_hash, o.run_id, o.reason, r.started_at, r.finished_at,"
                  " (SELECT s.on_show FROM sets s WHERE s.run_id = o.run_id ORDER BY s.id DESC LIMIT 1)"
                  " FROM slot_outcomes o LEFT JOIN runs r ON r.id = o.run_id"
                  " WHERE (? = '' OR o.slot_at >= ?) AND (? = '' OR o.slot_at < ?) AND (? = '' OR o.outcome = ?)"
                  " ORDER BY o.slot_at DESC, o.slot DESC LIMIT ?"_s,
                  {timeText(from), timeText(from), timeText(to), timeText(to), outcome, outcome, limit},
                  [&](const QSqlQuery& row) {
                      past.push_back({{timeFromText(row.value(0).toString()), row.value(1).toString(),
                                       row.value(2).toString(), row.value(3).toString().toLatin1(),
                                       row.value(4).toLongLong(), Message::fromStored(row.value(5).toString())},
                                      timeFromText(row.value(6).toString()),
                                      timeFromText(row.value(7).toString()),
                                      row.value(8).isNull() ? std::nullopt : std::optional(row.value(8).toInt())});
                  }));
    return past;
}

Result<std::map<QString, qint64>> RunStore::slotCounts(const QDateTime& from, const QDateTime& to)
{
    std::map<QString, qint64> counts;
    TRY(m_db.each(u"SELECT outcome, COUNT(*) FROM slot_outcomes"
                  " WHERE (? = '' OR slot_at >= ?) AND (? = '' OR slot_at < ?) GROUP BY outcome"_s,
                  {timeText(from), timeText(from), timeText(to), timeText(to)}, [&](const QSqlQuery& row) {
                      counts.insert({row.value(0).toString(), row.value(1).toLongLong()});
                  }));
    return counts;
}

Result<RunStore::Success> RunStore::successSince(const QDateTime& since)
{
    Success success;
    auto read = m_db.each(u"SELECT SUM(outcome IN ('published', 'unchanged')), COUNT(*) FROM slot_outcomes"
                          " WHERE slot_at >= ? AND outcome NOT IN ('paused', 'skipped')"_s,
                          {timeText(since)}, [&](const QSqlQuery& row) {
                              success = {row.value(0).toLongLong(), row.value(1).toLongLong()};
                          });
    if (!read)
        return std::unexpected(read.error());
    return success;
}

Result<std::optional<RunRecord>> RunStore::find(qint64 run)
{
    auto runs = TRY(read(u"WHERE id = ?"_s, {run}));
    return runs.empty() ? std::nullopt : std::optional(std::move(runs.front()));
}

Result<RunStore::Found> RunStore::find(const RunFilter& filter)
{
    const Where where = whereOf(filter);
    if (!filter.text.isEmpty())
        return findWithText(filter, where.sql, where.values);
    const auto total = TRY(m_db.scalar(u"SELECT COUNT(*) FROM runs "_s + where.sql, where.values));
    return Found{TRY(read(where.sql + u" ORDER BY id DESC LIMIT ? OFFSET ?"_s,
                          where.values + QVariantList{filter.limit, filter.offset})),
                 total.value_or(0).toLongLong()};
}

// The sentences are not in the store, so they are looked through here.
Result<RunStore::Found> RunStore::findWithText(const RunFilter& filter, const QString& where,
                                               const QVariantList& values)
{
    Found found;
    QStringList ids{u"0"_s}; // of nothing: a list must not be empty
    const qint64 end = filter.offset + filter.limit;
    TRY(m_db.each(u"SELECT id, job, outcome, host, message FROM runs %1 ORDER BY id DESC"_s.arg(where), values,
                  [&](const QSqlQuery& row) {
                      const auto has = [&](const QString& text) {
                          return text.contains(filter.text, Qt::CaseInsensitive);
                      };
                      const QString id = row.value(0).toString();
                      const bool fits = id == filter.text || has(row.value(1).toString()) ||
                                        has(row.value(2).toString()) || has(row.value(3).toString()) ||
                                        has(Message::fromStored(row.value(4).toString()).text());
                      if (!fits)
                          return;
                      if (found.total >= filter.offset && found.total < end)
                          ids << id;
                      ++found.total;
                  }));
    found.runs = TRY(read(u"WHERE id IN (%1) ORDER BY id DESC"_s.arg(ids.join(QLatin1Char(','))), {}));
    return found;
}

Result<RunStore::Words> RunStore::words()
{
    Words words;
    for (const auto& [column, list] : {std::pair("job", &words.jobs), std::pair("outcome", &words.outcomes),
                                       std::pair("trigger", &words.triggers)}) {
        TRY(m_db.each(u"SELECT DISTINCT %1 FROM runs ORDER BY %1"_s.arg(QLatin1String(column)), {},
                      [&, to = list](const QSqlQuery& row) { *to << row.value(0).toString(); }));
    }
    return words;
}

Result<std::vector<QJsonArray>> RunStore::stagesBefore(qint64 run, const QString& job, int limit)
{
    std::vector<QJsonArray> stages;
    TRY(m_db.each(
        u"SELECT stages FROM runs WHERE job = ? AND id < ? AND outcome IN ('done', 'published') AND stages <> '[]' ORDER BY id DESC LIMIT ?"_s,
        {job, run, limit}, [&](const QSqlQuery& row) {
            stages.push_back(QJsonDocument::fromJson(row.value(0).toString().toUtf8()).array());
        }));
    return stages;
}

Result<std::vector<SlotOutcome>> RunStore::slotsOfRun(qint64 run)
{
    return readSlots(u"WHERE run_id = ? ORDER BY slot_at, slot"_s, {run});
}

Result<std::vector<SlotOutcome>> RunStore::slotsBetween(const QDateTime& from, const QDateTime& to)
{
    const QString start = timeText(from), end = timeText(to);
    return readSlots(u"WHERE (? = '' OR slot_at >= ?) AND (? = '' OR slot_at < ?) ORDER BY slot_at, slot"_s,
                     {start, start, end, end});
}

Result<std::vector<RunRecord>> RunStore::outcomesSince(const QDateTime& since)
{
    return readOutcomes(u"started_at >= ? AND outcome <> 'not_due'"_s, {timeText(since)});
}

Result<std::vector<RunRecord>> RunStore::newestSince(const QDateTime& since, int most)
{
    return readOutcomes(u"id > (SELECT MAX(id) FROM runs) - ? AND started_at >= ?"_s, {most, timeText(since)});
}

Result<std::vector<RunRecord>> RunStore::readOutcomes(const QString& where, const QVariantList& values)
{
    std::vector<RunRecord> runs;
    TRY(m_db.each(u"SELECT id, job, started_at, finished_at, outcome FROM runs WHERE %1 ORDER BY id"_s.arg(where),
                  values, [&](const QSqlQuery& row) {
                      RunRecord& run = runs.emplace_back();
                      run.id = row.value(0).toLongLong();
                      run.job = row.value(1).toString();
                      run.startedAt = timeFromText(row.value(2).toString());
                      run.finishedAt = timeFromText(row.value(3).toString());
                      run.outcome = row.value(4).toString();
                  }));
    return runs;
}

Result<std::vector<RunRecord>> RunStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<RunRecord> runs;
    TRY(m_db.each(
        u"SELECT id, job, trigger, started_at, finished_at, outcome, message, host, pid, options, result, stages,"
        " stage, stage_started_at, done, total, heartbeat_at, cancel_requested FROM runs "_s +
            rest,
        values, [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            runs.push_back({row.value(0).toLongLong(), text(1), text(2), timeFromText(text(3)), timeFromText(text(4)),
                            text(5), Message::fromStored(text(6)), text(7), row.value(8).toLongLong(),
                            spoken(QJsonDocument::fromJson(text(9).toUtf8()).object()),
                            spoken(QJsonDocument::fromJson(text(10).toUtf8()).object()),
                            QJsonDocument::fromJson(text(11).toUtf8()).array(), text(12), timeFromText(text(13)),
                            row.value(14).toLongLong(), row.value(15).toLongLong(), timeFromText(text(16)),
                            row.value(17).toBool()});
        }));
    return runs;
}

Result<std::vector<SlotOutcome>> RunStore::readSlots(const QString& rest, const QVariantList& values)
{
    std::vector<SlotOutcome> outcomes;
    TRY(m_db.each(u"SELECT slot_at, slot, outcome, data_hash, run_id, reason FROM slot_outcomes "_s + rest, values,
                  [&](const QSqlQuery& row) {
                      outcomes.push_back({timeFromText(row.value(0).toString()), row.value(1).toString(),
                                          row.value(2).toString(), row.value(3).toString().toLatin1(),
                                          row.value(4).toLongLong(), Message::fromStored(row.value(5).toString())});
                  }));
    return outcomes;
}

Result<std::optional<RunWithSet>> RunStore::withSet(qint64 run)
{
    std::optional<RunWithSet> found;
    TRY(m_db.each(u"SELECT r.job, r.trigger, r.started_at, r.finished_at, r.outcome, r.message, s.id, s.slot FROM runs "
                  u"r LEFT JOIN sets s ON s.run_id = r.id WHERE r.id = ?"_s,
                  {run}, [&](const QSqlQuery& row) {
                      const auto ifAny = [&](int column) {
                          const QString text = row.value(column).toString();
                          return text.isEmpty() ? std::nullopt : std::optional(text);
                      };
                      found = {.id = run,
                               .job = row.value(0).toString(),
                               .trigger = row.value(1).toString(),
                               .startedAt = row.value(2).toString(),
                               .finishedAt = ifAny(3),
                               .outcome = row.value(4).toString(),
                               .message = Message::fromStored(row.value(5).toString()),
                               .set = row.value(6).isNull() ? std::nullopt : std::optional(row.value(6).toLongLong()),
                               .slot = ifAny(7)};
                  }));
    return found;
}

} // namespace factoid
