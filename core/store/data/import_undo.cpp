// Undo of an import: what it replaced returns, what it added goes.
#include "core/store/data/figure_updater.h"
#include "core/store/data/figure_value.h"
#include "core/store/data/import_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

// The later import that has replaced figures of this one, and how many; 0 when there is none.
Result<std::pair<qint64, qint64>> laterImport(Database& db, qint64 importId)
{
    std::pair<qint64, qint64> later{0, 0};
    auto read = db.each(
        u"SELECT MAX(r.import_id), COUNT(*) FROM revisions r WHERE r.import_id > ?"
        " AND (r.source_id IN (SELECT id FROM sources WHERE import_id = ?)"
        "  OR EXISTS(SELECT 1 FROM revisions m WHERE m.import_id = ? AND m.field_id = r.field_id AND m.year = r.year AND m.council_id = r.council_id))"_s,
        {importId, importId, importId}, [&](const QSqlQuery& row) {
            later = {row.value(0).toLongLong(), row.value(1).toLongLong()};
        });
    if (!read)
        return std::unexpected(read.error());
    return later;
}

Result<void> checkUndoable(Database& db, qint64 importId)
{
    std::optional<QString> undoneAt;
    auto read = db.each(u"SELECT undone_at FROM imports WHERE id = ?"_s, {importId},
                        [&](const QSqlQuery& row) { undoneAt = row.value(0).toString(); });
    if (!read)
        return read;
    if (!undoneAt)
        return fail(ErrorKind::Input, Message("import.unknown").arg(importId));
    if (!undoneAt->isEmpty())
        return fail(ErrorKind::Input, Message("import.undone_already").arg(importId).arg(*undoneAt));
    const auto later = TRY(laterImport(db, importId));
    if (later.first == 0)
        return {};
    return fail(ErrorKind::Input, Message("import.changed_since").arg(importId).arg(later.second).arg(later.first));
}

// What the figures of the import shall be afterwards, by cell.
Result<std::map<CellKey, std::vector<DesiredFigure>>> wanted(Database& db, qint64 importId)
{
    std::map<CellKey, std::map<qint64, DesiredFigure>> byCouncil;
    auto read = db.each(
        u"SELECT field_id, year, council_id FROM figures WHERE source_id IN (SELECT id FROM sources WHERE import_id = ?)"_s,
        {importId}, [&](const QSqlQuery& row) {
            const qint64 council = row.value(2).toLongLong();
            byCouncil[{row.value(0).toLongLong(), row.value(1).toInt()}][council] = {council,       true, 0,
                                                                                     Status::Final, 0,    0};
        });
    if (!read)
        return std::unexpected(read.error());
    read = db.each(
        u"SELECT field_id, year, council_id, value, status, source_id, line FROM revisions WHERE import_id = ?"_s,
        {importId}, [&](const QSqlQuery& row) {
            const qint64 council = row.value(2).toLongLong();
            const FigureValue before = figureValue(row.value(3), row.value(4));
            byCouncil[{row.value(0).toLongLong(), row.value(1).toInt()}][council] = {
                council, false, before.units, before.status, row.value(5).toLongLong(), row.value(6).toLongLong()};
        });
    if (!read)
        return std::unexpected(read.error());
    std::map<CellKey, std::vector<DesiredFigure>> cells;
    for (const auto& [key, figures] : byCouncil) {
        for (const auto& [council, figure] : figures)
            cells[key].push_back(figure);
    }
    return cells;
}

} // namespace

Result<ImportReport> ImportStore::undo(qint64 importId, const Options& options)
{
    TRY(checkUndoable(m_db, importId));
    const auto target = TRY(wanted(m_db, importId));
    auto cells = TRY(CellStore(m_db).load());
    const auto known = TRY(RegisterStore(m_db).load());

    FigureStore::Selection selection{std::vector<CellKey>{}, false};
    for (const auto& [key, figures] : target)
        selection.keys->push_back(key);
    std::map<CellKey, std::vector<StoredFigure>> existing;
    auto read = FigureStore(m_db).each(selection, [&](const StoredFigure& figure) {
        existing[{figure.field, figure.year}].push_back(figure);
    });
    if (!read)
        return std::unexpected(read.error());

    FigureUpdater updater(m_db, known, std::move(cells),
                          {options.now, importId, false, options.wantDiff, options.diffLimit});
    for (const auto& [key, figures] : target) {
        TRY(updater.change(key, existing[key], figures));
    }
    const auto before = TRY(m_db.scalar(u"SELECT register_before FROM imports WHERE id = ?"_s, {importId}));
    const QJsonArray rows = QJsonDocument::fromJson(before.value_or(QString()).toString().toUtf8()).array();
    const auto restored = TRY(RegisterStore(m_db).restore(rows));
    TRY(updater.noteRegister(restored));
    auto totals = TRY(updater.finish());
    for (const QString& sql : {u"DELETE FROM revisions WHERE import_id = ?"_s,
                               u"UPDATE imports SET undone_at = '%1' WHERE id = ?"_s.arg(timeText(options.now))}) {
        TRY(m_db.run(sql, {importId}));
    }
    ImportReport report;
    report.importId = importId;
    report.inserted = totals.inserted;
    report.updated = totals.updated;
    report.unchanged = totals.unchanged;
    report.removed = totals.removed;
    report.changes = totals.changes;
    report.diff = std::move(totals.diff);
    report.cells = std::move(totals.cells);
    return report;
}

} // namespace factoid
