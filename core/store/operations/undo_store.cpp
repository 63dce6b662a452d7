#include "core/store/operations/undo_store.h"

#include "core/base/json_texts.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QJsonObject jsonFrom(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

Result<void> onlyError(const Result<qint64>& ran)
{
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

} // namespace

QJsonObject UndoStep::toJson() const
{
    return {
        {u"id"_s, id},
        {u"at"_s, timeText(at)},
        {u"actor"_s, actor},
        {u"label"_s, label.text()},
        {u"state"_s, state},
        {u"run"_s, run},
        {u"changed_at"_s, changedAt.isValid() ? QJsonValue(timeText(changedAt)) : QJsonValue()},
        {u"reason"_s, reason.text()},
    };
}

Result<qint64> UndoStore::add(const Reversal& reversal, const QString& actor, qint64 run, const QDateTime& now)
{
    return m_db.transaction<qint64>([&]() -> Result<qint64> {
        auto dropped =
            m_db.run(u"UPDATE undo_steps SET state = 'gone', changed_at = ?, reason = ? WHERE state = 'undone'"_s,
                     {timeText(now), Message("undo.overtaken").stored()});
        if (!dropped)
            return dropped;
        auto ran =
            m_db.run(u"INSERT INTO undo_steps(at, actor, label, job, options, run_id) VALUES(?, ?, ?, ?, ?, ?)"_s,
                     {timeText(now), actor, reversal.label.stored(), reversal.job, compactJson(reversal.options), run});
        if (!ran)
            return ran;
        return m_db.lastInsertId();
    });
}

Result<std::optional<UndoStep>> UndoStore::nextUndo()
{
    auto steps = TRY(read(u"WHERE state = 'done' ORDER BY id DESC LIMIT 1"_s, {}));
    return steps.empty() ? std::nullopt : std::optional(steps.front());
}

Result<std::optional<UndoStep>> UndoStore::nextRedo()
{
    // The one undone last is the oldest of those undone: undo goes backwards.
    auto steps = TRY(read(u"WHERE state = 'undone' ORDER BY id LIMIT 1"_s, {}));
    return steps.empty() ? std::nullopt : std::optional(steps.front());
}

Result<void> UndoStore::markUndone(qint64 id, const std::optional<Reversal>& again, const QDateTime& now)
{
    if (!again)
        return markGone(id, Message("undo.no_redo"), now);
    return onlyError(m_db.run(
        u"UPDATE undo_steps SET state = 'undone', redo_job = ?, redo_options = ?, changed_at = ? WHERE id = ?"_s,
        {again->job, compactJson(again->options), timeText(now), id}));
}

Result<void> UndoStore::markDone(qint64 id, const std::optional<Reversal>& back, const QDateTime& now)
{
    if (!back)
        return markGone(id, Message("undo.no_undo"), now);
    return onlyError(
        m_db.run(u"UPDATE undo_steps SET state = 'done', job = ?, options = ?, changed_at = ? WHERE id = ?"_s,
                 {back->job, compactJson(back->options), timeText(now), id}));
}

Result<void> UndoStore::markGone(qint64 id, const Message& reason, const QDateTime& now)
{
    return onlyError(m_db.run(u"UPDATE undo_steps SET state = 'gone', reason = ?, changed_at = ? WHERE id = ?"_s,
                              {reason.stored(), timeText(now), id}));
}

Result<std::vector<UndoStep>> UndoStore::list(int limit)
{
    return read(u"ORDER BY id DESC LIMIT ?"_s, {limit});
}

Result<std::vector<UndoStep>> UndoStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<UndoStep> steps;
    auto done = m_db.each(
        u"SELECT id, at, actor, label, job, options, state, redo_job, redo_options, run_id, changed_at, reason FROM undo_steps "_s +
            rest,
        values, [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            const Message label = Message::fromStored(text(3));
            steps.push_back({row.value(0).toLongLong(),
                             timeFromText(text(1)),
                             text(2),
                             label,
                             {label, text(4), jsonFrom(text(5))},
                             {label, text(7), jsonFrom(text(8))},
                             text(6),
                             row.value(9).toLongLong(),
                             timeFromText(text(10)),
                             Message::fromStored(text(11))});
        });
    if (!done)
        return std::unexpected(done.error());
    return steps;
}

} // namespace factoid
