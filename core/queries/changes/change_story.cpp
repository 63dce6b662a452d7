// One change followed to its ends, and many carried out as a file: the long half of changes_queries.h.
#include "core/queries/changes/changes_queries.h"

#include "core/base/csv_text.h"
#include "core/base/plain_file.h"
#include "core/store/data/figure_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr size_t kOthersShown = 50;

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

// The import with its files; null for what another program wrote.
Result<QJsonValue> importOf(Database& db, qint64 id)
{
    QJsonObject import;
    auto read =
        db.each(u"SELECT imported_at, run_id, rows_read, accepted, rejected, undone_at FROM imports WHERE id = ?"_s,
                {id}, [&](const QSqlQuery& row) {
                    import = {{u"id"_s, id},
                              {u"time"_s, row.value(0).toString()},
                              {u"run"_s, row.value(1).toLongLong()},
                              {u"rows"_s, row.value(2).toLongLong()},
                              {u"accepted"_s, row.value(3).toLongLong()},
                              {u"rejected"_s, row.value(4).toLongLong()},
                              { u"undone_at"_s,
                                orNull(row.value(5).toString()) }};
                });
    if (!read)
        return std::unexpected(read.error());
    if (import.isEmpty())
        return QJsonValue();
    QJsonArray files;
    read = db.each(u"SELECT path, kind, sha256, row_count FROM sources WHERE import_id = ? ORDER BY id"_s, {id},
                   [&](const QSqlQuery& row) {
                       files.append(QJsonObject{{u"path"_s, row.value(0).toString()},
                                                {u"kind"_s, row.value(1).toString()},
                                                {u"sha256"_s, row.value(2).toString()},
                                                {u"rows"_s, row.value(3).toLongLong()}});
                   });
    if (!read)
        return std::unexpected(read.error());
    import.insert(u"files"_s, files);
    return import;
}

Result<QJsonValue> runOf(Database& db, qint64 id)
{
    QJsonValue run;
    auto read = db.each(
        u"SELECT r.job, r.trigger, r.started_at, r.finished_at, r.outcome, r.message, s.id, s.slot FROM runs r"
        " LEFT JOIN sets s ON s.run_id = r.id WHERE r.id = ?"_s,
        {id}, [&](const QSqlQuery& row) {
            run = QJsonObject{{u"id"_s, id},
                              {u"job"_s, row.value(0).toString()},
                              {u"trigger"_s, row.value(1).toString()},
                              {u"started_at"_s, row.value(2).toString()},
                              {u"finished_at"_s, orNull(row.value(3).toString())},
                              {u"outcome"_s, row.value(4).toString()},
                              {u"message"_s, row.value(5).toString()},
                              {u"set"_s, row.value(6).isNull() ? QJsonValue() : QJsonValue(row.value(6).toLongLong())},
                              {u"slot"_s, orNull(row.value(7).toString())}};
        });
    if (!read)
        return std::unexpected(read.error());
    return run;
}

// File and line that gave the figure its value in this change's import, and what the figure says today.
Result<void> addFigure(Database& db, const ChangeView& change, QJsonObject& story)
{
    const auto year = Year::fromCode(change.row.year);
    if (change.council.isEmpty() || change.field.isEmpty() || !year)
        return {};
    const auto versions = TRY(FigureStore(db).history(change.council, change.field, *year));
    for (const FigureVersion& version : versions) {
        const QString value = version.value ? version.value->toString() : QString();
        if (!version.knownUntil.isValid()) {
            story.insert(u"current"_s,
                         QJsonObject{{u"value"_s, orNull(value)}, {u"status"_s, statusName(version.status)}});
        }
        if (version.importId == change.row.importId && change.row.importId != 0 && value == change.row.newValue &&
            !version.file.isEmpty()) {
            story.insert(u"source"_s, QJsonObject{{u"file"_s, version.file}, {u"line"_s, version.line}});
        }
    }
    return {};
}

// The other changes of the same figure (or, for a change of a whole field and year, of that).
Result<void> addOthers(QueryContext& context, const ChangeIndex& index, const ChangeView& change, QJsonObject& story)
{
    ChangeKeys cell;
    cell.field = change.row.fieldId;
    cell.council = change.row.councilId;
    cell.year = change.row.year;
    if (cell.field == 0 && cell.council == 0)
        return {};
    std::vector<qint64> ids = index.select(cell, ChangeOrder::Newest);
    std::erase(ids, change.row.id);
    story.insert(u"other_count"_s, static_cast<qint64>(ids.size()));
    ids.resize(std::min(ids.size(), kOthersShown));
    const auto rows = TRY(readChanges(context, ids));
    story.insert(u"others"_s, rows);

    ChangeKeys together;
    together.field = change.row.fieldId;
    together.year = change.row.year;
    together.importId = change.row.importId;
    if (together.field != 0 && together.year != 0)
        story.insert(u"same_import_in_cell"_s, index.count(together));
    return {};
}

QString text(const QJsonObject& row, const char* key)
{
    return row.value(QLatin1String(key)).toVariant().toString();
}

} // namespace

Result<QJsonObject> changeStoryQuery(QueryContext& context, const ChangeIndex& index, qint64 id)
{
    const auto found = TRY(ChangeStore(context.db).read(std::span(&id, 1)));
    if (found.empty())
        return fail(ErrorKind::Usage,
                    u"there is no change %1 in the log; old ones are pruned after the days set for it"_s.arg(id));
    const ChangeView& change = found.front();
    QJsonObject story{{u"change"_s, change.toJson()},
                      {u"source"_s, QJsonValue()},
                      {u"current"_s, QJsonValue()},
                      {u"other_count"_s, 0},
                      {u"others"_s, QJsonArray()}};
    if (const auto year = Year::fromCode(change.row.year);
        year && !change.row.oldValue.isNull() && !change.row.newValue.isNull()) {
        const auto before = Decimal::parse(change.row.oldValue.toUtf8());
        const auto after = Decimal::parse(change.row.newValue.toUtf8());
        const auto difference = before && after ? after->minus(*before) : std::nullopt;
        story.insert(u"difference"_s, difference ? QJsonValue(difference->toString()) : QJsonValue());
    }
    const auto import = TRY(importOf(context.db, change.row.importId));
    story.insert(u"import"_s, import);
    const auto run = TRY(runOf(context.db, change.processedRun.value_or(0)));
    story.insert(u"run"_s, run);
    TRY(addFigure(context.db, change, story));
    TRY(addOthers(context, index, change, story));
    return story;
}

Result<qint64> exportChanges(QueryContext& context, std::span<const qint64> ids, const QString& path)
{
    static const QStringList columns{
        u"id"_s,     u"time"_s,       u"change_type"_s,  u"year"_s,      u"field"_s,     u"field_name"_s,
        u"unit"_s,   u"council"_s,    u"council_name"_s, u"old_value"_s, u"new_value"_s, u"magnitude"_s,
        u"import"_s, u"comparison"_s, u"processed"_s,    u"run"_s,       u"old_hash"_s,  u"new_hash"_s};
    WholeFile file(path);
    TRY(file.open());
    TRY(file.write(csvRow(columns)));
    ChangeStore store(context.db);
    qint64 written = 0;
    for (size_t at = 0; at < ids.size(); at += ChangeStore::kMostAtOnce) {
        if (context.attendance.cancel.requested())
            return fail(ErrorKind::Interrupted, u"interrupted; no file was written"_s);
        const auto views = TRY(store.read(ids.subspan(at, std::min(ChangeStore::kMostAtOnce, ids.size() - at))));
        QByteArray rows;
        for (const ChangeView& view : views) {
            const QJsonObject row = view.toJson();
            QStringList cells;
            for (const QString& column : columns)
                cells << text(row, column.toLatin1().constData());
            rows += csvRow(cells);
        }
        TRY(file.write(rows));
        written += static_cast<qint64>(views.size());
        context.attendance.tell(u"writing the changes"_s, written, static_cast<qint64>(ids.size()));
    }
    TRY(file.commit());
    return written;
}

} // namespace factoid
