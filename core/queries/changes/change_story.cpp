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
    auto read = db.each(QStringLiteral("SELECT imported_at, run_id, rows_read, accepted, rejected, undone_at FROM imports WHERE id = ?"), {id}, [&](const QSqlQuery& row) {
        import = {{QStringLiteral("id"), id},
                  {QStringLiteral("time"), row.value(0).toString()},
                  {QStringLiteral("run"), row.value(1).toLongLong()},
                  {QStringLiteral("rows"), row.value(2).toLongLong()},
                  {QStringLiteral("accepted"), row.value(3).toLongLong()},
                  {QStringLiteral("rejected"), row.value(4).toLongLong()},
                  {QStringLiteral("undone_at"), orNull(row.value(5).toString())}};
    });
    if (!read)
        return std::unexpected(read.error());
    if (import.isEmpty())
        return QJsonValue();
    QJsonArray files;
    read = db.each(QStringLiteral("SELECT path, kind, sha256, row_count FROM sources WHERE import_id = ? ORDER BY id"), {id}, [&](const QSqlQuery& row) {
        files.append(QJsonObject{{QStringLiteral("path"), row.value(0).toString()},
                                 {QStringLiteral("kind"), row.value(1).toString()},
                                 {QStringLiteral("sha256"), row.value(2).toString()},
                                 {QStringLiteral("rows"), row.value(3).toLongLong()}});
    });
    if (!read)
        return std::unexpected(read.error());
    import.insert(QStringLiteral("files"), files);
    return import;
}

Result<QJsonValue> runOf(Database& db, qint64 id)
{
    QJsonValue run;
    auto read = db.each(QStringLiteral("SELECT r.job, r.trigger, r.started_at, r.finished_at, r.outcome, r.message, s.id, s.slot FROM runs r"
                                       " LEFT JOIN sets s ON s.run_id = r.id WHERE r.id = ?"),
                        {id}, [&](const QSqlQuery& row) {
                            run = QJsonObject{{QStringLiteral("id"), id},
                                              {QStringLiteral("job"), row.value(0).toString()},
                                              {QStringLiteral("trigger"), row.value(1).toString()},
                                              {QStringLiteral("started_at"), row.value(2).toString()},
                                              {QStringLiteral("finished_at"), orNull(row.value(3).toString())},
                                              {QStringLiteral("outcome"), row.value(4).toString()},
                                              {QStringLiteral("message"), row.value(5).toString()},
                                              {QStringLiteral("set"), row.value(6).isNull() ? QJsonValue() : QJsonValue(row.value(6).toLongLong())},
                                              {QStringLiteral("slot"), orNull(row.value(7).toString())}};
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
    const auto versions = FigureStore(db).history(change.council, change.field, *year);
    if (!versions)
        return std::unexpected(versions.error());
    for (const FigureVersion& version : *versions) {
        const QString value = version.value ? version.value->toString() : QString();
        if (!version.knownUntil.isValid()) {
            story.insert(QStringLiteral("current"), QJsonObject{{QStringLiteral("value"), orNull(value)}, {QStringLiteral("status"), statusName(version.status)}});
        }
        if (version.importId == change.row.importId && change.row.importId != 0 && value == change.row.newValue && !version.file.isEmpty()) {
            story.insert(QStringLiteral("source"), QJsonObject{{QStringLiteral("file"), version.file}, {QStringLiteral("line"), version.line}});
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
    story.insert(QStringLiteral("other_count"), static_cast<qint64>(ids.size()));
    ids.resize(std::min(ids.size(), kOthersShown));
    const auto rows = readChanges(context, ids);
    if (!rows)
        return std::unexpected(rows.error());
    story.insert(QStringLiteral("others"), *rows);

    ChangeKeys together;
    together.field = change.row.fieldId;
    together.year = change.row.year;
    together.importId = change.row.importId;
    if (together.field != 0 && together.year != 0)
        story.insert(QStringLiteral("same_import_in_cell"), index.count(together));
    return {};
}

QString text(const QJsonObject& row, const char* key)
{
    return row.value(QLatin1String(key)).toVariant().toString();
}

} // namespace

Result<QJsonObject> changeStoryQuery(QueryContext& context, const ChangeIndex& index, qint64 id)
{
    const auto found = ChangeStore(context.db).read(std::span(&id, 1));
    if (!found)
        return std::unexpected(found.error());
    if (found->empty())
        return fail(ErrorKind::Usage, QStringLiteral("there is no change %1 in the log; old ones are pruned after the days set for it").arg(id));
    const ChangeView& change = found->front();
    QJsonObject story{{QStringLiteral("change"), change.toJson()}, {QStringLiteral("source"), QJsonValue()}, {QStringLiteral("current"), QJsonValue()},
                      {QStringLiteral("other_count"), 0}, {QStringLiteral("others"), QJsonArray()}};
    if (const auto year = Year::fromCode(change.row.year); year && !change.row.oldValue.isNull() && !change.row.newValue.isNull()) {
        const auto before = Decimal::parse(change.row.oldValue.toUtf8());
        const auto after = Decimal::parse(change.row.newValue.toUtf8());
        const auto difference = before && after ? after->minus(*before) : std::nullopt;
        story.insert(QStringLiteral("difference"), difference ? QJsonValue(difference->toString()) : QJsonValue());
    }
    const auto import = importOf(context.db, change.row.importId);
    if (!import)
        return std::unexpected(import.error());
    story.insert(QStringLiteral("import"), *import);
    const auto run = runOf(context.db, change.processedRun.value_or(0));
    if (!run)
        return std::unexpected(run.error());
    story.insert(QStringLiteral("run"), *run);
    if (auto added = addFigure(context.db, change, story); !added)
        return std::unexpected(added.error());
    if (auto added = addOthers(context, index, change, story); !added)
        return std::unexpected(added.error());
    return story;
}

Result<qint64> exportChanges(QueryContext& context, std::span<const qint64> ids, const QString& path)
{
    static const QStringList columns{QStringLiteral("id"), QStringLiteral("time"), QStringLiteral("change_type"), QStringLiteral("year"), QStringLiteral("field"),
                                     QStringLiteral("field_name"), QStringLiteral("unit"), QStringLiteral("council"), QStringLiteral("council_name"),
                                     QStringLiteral("old_value"), QStringLiteral("new_value"), QStringLiteral("magnitude"), QStringLiteral("import"),
                                     QStringLiteral("comparison"), QStringLiteral("processed"), QStringLiteral("run"), QStringLiteral("old_hash"), QStringLiteral("new_hash")};
    WholeFile file(path);
    if (auto opened = file.open(); !opened)
        return std::unexpected(opened.error());
    if (auto headed = file.write(csvRow(columns)); !headed)
        return std::unexpected(headed.error());
    ChangeStore store(context.db);
    qint64 written = 0;
    for (size_t at = 0; at < ids.size(); at += ChangeStore::kMostAtOnce) {
        if (context.attendance.cancel.requested())
            return fail(ErrorKind::Interrupted, QStringLiteral("interrupted; no file was written"));
        const auto views = store.read(ids.subspan(at, std::min(ChangeStore::kMostAtOnce, ids.size() - at)));
        if (!views)
            return std::unexpected(views.error());
        QByteArray rows;
        for (const ChangeView& view : *views) {
            const QJsonObject row = view.toJson();
            QStringList cells;
            for (const QString& column : columns)
                cells << text(row, column.toLatin1().constData());
            rows += csvRow(cells);
        }
        if (auto put = file.write(rows); !put)
            return std::unexpected(put.error());
        written += static_cast<qint64>(views->size());
        context.attendance.tell(QStringLiteral("writing the changes"), written, static_cast<qint64>(ids.size()));
    }
    if (auto kept = file.commit(); !kept)
        return std::unexpected(kept.error());
    return written;
}

} // namespace factoid
