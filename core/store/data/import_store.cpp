#include "core/store/data/import_store.h"

#include "core/store/data/figure_updater.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

constexpr int kExamples = 5;

QString kindName(FileKind kind)
{
    switch (kind) {
    case FileKind::Councils:
        return u"councils"_s;
    case FileKind::Fields:
        return u"fields"_s;
    case FileKind::Figures:
        return u"figures"_s;
    }
    return u"figures"_s;
}

// The staged figures of one field and year, by the store's keys.
struct StagedGroup {
    CellKey key;
    std::vector<DesiredFigure> figures;
};

// Groups a batch (sorted by field, year, council) one group at a time.
class GroupCursor
{
  public:
    GroupCursor(const ImportBatch& batch, const std::vector<qint64>& sources)
        : m_batch(batch)
        , m_sources(sources)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_at == m_batch.figures.size(); }
    [[nodiscard]] CellKey key() const
    {
        const StagedFigure& staged = m_batch.figures[m_at];
        return {m_batch.known.fields()[static_cast<size_t>(staged.field)].id, staged.year};
    }
    StagedGroup next()
    {
        StagedGroup group{key(), {}};
        const StagedFigure first = m_batch.figures[m_at];
        for (; !atEnd(); ++m_at) {
            const StagedFigure& staged = m_batch.figures[m_at];
            if (staged.field != first.field || staged.year != first.year)
                break;
            group.figures.push_back({m_batch.known.councils()[static_cast<size_t>(staged.council)].id, false,
                                     staged.units, staged.status, m_sources[staged.file], staged.line});
        }
        const auto byCouncil = [](const DesiredFigure& figure) { return figure.council; };
        if (!std::ranges::is_sorted(group.figures, {}, byCouncil))
            std::ranges::sort(group.figures, {}, byCouncil);
        return group;
    }

  private:
    const ImportBatch& m_batch;
    const std::vector<qint64>& m_sources;
    size_t m_at = 0;
};

qint64 countGroups(const ImportBatch& batch)
{
    qint64 groups = 0;
    const StagedFigure* before = nullptr;
    for (const StagedFigure& figure : batch.figures) {
        groups += !before || before->field != figure.field || before->year != figure.year ? 1 : 0;
        before = &figure;
    }
    return groups;
}

// Figures that are there and not mentioned go, when the file is the whole truth.
void addRemovals(std::vector<DesiredFigure>& desired, const std::vector<StoredFigure>& existing)
{
    const size_t mentioned = desired.size();
    for (const StoredFigure& old : existing) {
        const auto end = desired.begin() + static_cast<std::ptrdiff_t>(mentioned);
        const auto found = std::ranges::lower_bound(desired.begin(), end, old.council, {}, &DesiredFigure::council);
        if (found == end || found->council != old.council)
            desired.push_back({old.council, true, 0, Status::Final, 0, 0});
    }
    if (desired.size() != mentioned)
        std::ranges::sort(desired, {}, &DesiredFigure::council);
}

} // namespace

Result<ImportReport> ImportStore::apply(ImportBatch& batch, const Options& options, const TaskControl& control)
{
    QJsonArray before;
    auto registerChanges = TRY(RegisterStore(m_db).save(batch.known, batch.councils, batch.fields, before));
    if (batch.profile) {
        const auto words = TRY(RegisterStore(m_db).saveProfile(*batch.profile, before));
        registerChanges.insert(registerChanges.end(), words.begin(), words.end());
    }
    TRY(m_db.run(
        u"INSERT INTO imports(imported_at, run_id, replaced, rows_read, accepted, rejected, rounded, inserted, updated,"
        " unchanged, removed, register_before) VALUES(?,?,?,?,?,?,?,0,0,0,0,?)"_s,
        {timeText(options.now), options.run, options.replace ? 1 : 0, batch.rows, batch.accepted,
         static_cast<qint64>(batch.rejects.size()), batch.rounded,
         QString::fromUtf8(QJsonDocument(before).toJson(QJsonDocument::Compact))}));
    const qint64 importId = m_db.lastInsertId();
    std::vector<qint64> sources;
    for (const SourceFile& file : batch.files) {
        TRY(m_db.run(
            u"INSERT INTO sources(import_id, path, kind, sha256, encoding, row_count) VALUES(?,?,?,?,?,?)"_s,
            {importId, file.path, kindName(file.kind), QString::fromLatin1(file.sha256), file.encoding, file.rows}));
        sources.push_back(m_db.lastInsertId());
    }
    auto cells = TRY(CellStore(m_db).load());

    // Only cells that have figures are read; the keys are asked for in the batch's own order.
    FigureStore::Selection touched{std::vector<CellKey>{}, false};
    for (size_t i = 0; i < batch.figures.size(); ++i) {
        const StagedFigure& staged = batch.figures[i];
        if (i > 0 && batch.figures[i - 1].field == staged.field && batch.figures[i - 1].year == staged.year)
            continue;
        const CellKey key{batch.known.fields()[static_cast<size_t>(staged.field)].id, staged.year};
        if (cells.contains(key))
            touched.keys->push_back(key);
    }

    FigureUpdater updater(m_db, batch.known, std::move(cells),
                          {options.now, importId, true, options.wantDiff, options.diffLimit});
    TRY(updater.noteRegister(registerChanges));

    GroupCursor cursor(batch, sources);
    Result<void> state;
    qint64 groups = 0;
    const qint64 allGroups = countGroups(batch);
    const auto applyUpTo = [&](const std::optional<CellKey>& known, const std::vector<StoredFigure>& existing) {
        // Groups before `known` are new to the store; `known` itself meets its existing figures.
        while (state && !cursor.atEnd()) {
            const bool meets = known && cursor.key() == *known;
            StagedGroup group = cursor.next();
            if (control.cancel.requested()) {
                state = CancelToken::error();
                return;
            }
            if ((++groups & 31) == 0)
                control.tell(u"comparing and writing"_s, groups, allGroups);
            if (meets && options.replace)
                addRemovals(group.figures, existing);
            state = updater.change(group.key,
                                   meets ? std::span<const StoredFigure>(existing) : std::span<const StoredFigure>{},
                                   group.figures);
            if (meets)
                return;
        }
    };
    std::vector<StoredFigure> existing;
    if (!touched.keys->empty()) {
        auto read = FigureStore(m_db).each(touched, [&](const StoredFigure& figure) {
            if (!state)
                return;
            if (!existing.empty() && (existing.back().field != figure.field || existing.back().year != figure.year)) {
                applyUpTo(CellKey{existing.back().field, existing.back().year}, existing);
                existing.clear();
            }
            existing.push_back(figure);
        });
        if (!read)
            return std::unexpected(read.error());
        if (!existing.empty())
            applyUpTo(CellKey{existing.back().field, existing.back().year}, existing);
    }
    applyUpTo(std::nullopt, {});
    if (!state)
        return std::unexpected(state.error());

    auto totals = TRY(updater.finish());
    TRY(m_db.run(u"UPDATE imports SET inserted = ?, updated = ?, unchanged = ?, removed = ? WHERE id = ?"_s,
                 {totals.inserted, totals.updated, totals.unchanged, totals.removed, importId}));
    return ImportReport{importId,
                        batch.rows,
                        batch.accepted,
                        static_cast<qint64>(batch.rejects.size()),
                        batch.rounded,
                        totals.inserted,
                        totals.updated,
                        totals.unchanged,
                        totals.removed,
                        totals.changes,
                        !registerChanges.empty(),
                        std::move(totals.diff),
                        std::move(totals.cells)};
}

Result<qint64> ImportStore::runOf(qint64 importId)
{
    const auto run = TRY(m_db.scalar(u"SELECT run_id FROM imports WHERE id = ?"_s, {importId}));
    return run.value_or(0).toLongLong();
}

Result<ImportStore::OutsideWrites> ImportStore::findOutsideWrites(const Panel& panel, const HashOf& hashOf,
                                                                  const QDateTime& now, bool reportOnly,
                                                                  const std::optional<std::vector<CellKey>>& only)
{
    auto cells = TRY(CellStore(m_db).load());
    if (only)
        std::erase_if(cells, [&](const auto& cell) { return !std::ranges::binary_search(*only, cell.first); });
    OutsideWrites found;
    BulkInsert changes = ChangeStore::inserter(m_db);
    CellStore store(m_db);
    const auto note = [&](const Field& field, int year, const QByteArray& oldHash,
                          const QByteArray& hash) -> Result<void> {
        ++found.cells;
        if (const auto label = Year::fromCode(year); label && found.examples.size() < kExamples)
            found.examples << field.slug + QLatin1Char(' ') + label->label();
        if (reportOnly)
            return {};
        ChangeRow row;
        row.at = now;
        row.type = u"data_update"_s;
        row.fieldId = field.id;
        row.year = year;
        row.oldHash = oldHash.isEmpty() ? QString() : QString::fromLatin1(oldHash);
        row.newHash = hash.isEmpty() ? QString() : QString::fromLatin1(hash);
        row.comparison = field.comparison;
        if (auto added = ChangeStore::add(changes, row); !added)
            return added;
        TRY(store.resetGroups(field.id));
        const auto figures =
            TRY(m_db.scalar(u"SELECT COUNT(*) FROM figures WHERE field_id = ? AND year = ?"_s, {field.id, year}));
        return store.put({field.id, year}, {hash, figures.value_or(0).toLongLong(), true});
    };
    for (size_t i = 0; i < panel.fields().size(); ++i) {
        const Field& field = panel.fields()[i];
        for (const auto& [year, block] : panel.years(static_cast<int>(i))) {
            const auto before = cells.find({field.id, year.code()});
            const QByteArray oldHash = before == cells.end() ? QByteArray() : before->second.dataHash;
            if (before != cells.end())
                cells.erase(before);
            const QByteArray hash = hashOf(static_cast<int>(i), year);
            if (hash == oldHash)
                continue;
            TRY(note(field, year.code(), oldHash, hash));
        }
    }
    // What is left had figures once and has none now.
    for (const auto& [key, state] : cells) {
        const auto field = std::ranges::find(panel.fields(), key.field, &Field::id);
        if (field == panel.fields().end())
            continue;
        TRY(note(*field, key.year, state.dataHash, {}));
    }
    TRY(changes.finish());
    return found;
}

Result<std::optional<ImportOrigin>> ImportStore::origin(qint64 importId)
{
    const auto options = TRY(m_db.scalar(
        u"SELECT r.options FROM runs r JOIN imports i ON i.run_id = r.id WHERE i.id = ? AND r.job = 'import'"_s,
        {importId}));
    if (!options)
        return std::nullopt;
    ImportOrigin origin{QJsonDocument::fromJson(options->toString().toUtf8()).object(), {}};
    TRY(m_db.each(u"SELECT path, sha256 FROM sources WHERE import_id = ? ORDER BY id"_s, {importId},
                  [&](const QSqlQuery& row) {
                      origin.files.push_back({row.value(0).toString(), row.value(1).toString()});
                  }));
    return origin;
}

Result<std::vector<ImportRecord>> ImportStore::list(int limit)
{
    std::vector<ImportRecord> records;
    auto read = m_db.each(u"SELECT i.id, i.imported_at, i.rows_read, i.accepted, i.rejected, i.rounded, i.inserted, "
                          u"i.updated, i.unchanged, i.removed, i.undone_at,"
                          " (SELECT %1 FROM sources WHERE import_id = i.id), (SELECT "
                          "COUNT(*) FROM changes WHERE import_id = i.id)"
                          " FROM imports i ORDER BY i.id DESC LIMIT ?"_s.arg(m_db.backend().lines(u"path"_s)),
                          {limit}, [&](const QSqlQuery& row) {
                              const auto number = [&](int column) { return row.value(column).toLongLong(); };
                              ImportRecord record;
                              record.importId = number(0);
                              record.rows = number(2);
                              record.accepted = number(3);
                              record.rejected = number(4);
                              record.rounded = number(5);
                              record.inserted = number(6);
                              record.updated = number(7);
                              record.unchanged = number(8);
                              record.removed = number(9);
                              record.changes = number(12);
                              record.time = timeText(timeFromText(row.value(1).toString()));
                              const QDateTime undone = timeFromText(row.value(10).toString());
                              record.undoneAt = undone.isValid() ? std::optional(timeText(undone)) : std::nullopt;
                              record.files = row.value(11).toString().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
                              records.push_back(std::move(record));
                          });
    if (!read)
        return std::unexpected(read.error());
    return records;
}

Result<std::optional<ImportDetail>> ImportStore::find(qint64 importId)
{
    std::optional<ImportDetail> found;
    TRY(m_db.each(u"SELECT imported_at, run_id, rows_read, accepted, rejected, undone_at FROM imports WHERE id = ?"_s,
                  {importId}, [&](const QSqlQuery& row) {
                      const QString undone = row.value(5).toString();
                      found = {.id = importId,
                               .time = row.value(0).toString(),
                               .run = row.value(1).toLongLong(),
                               .rows = row.value(2).toLongLong(),
                               .accepted = row.value(3).toLongLong(),
                               .rejected = row.value(4).toLongLong(),
                               .undoneAt = undone.isEmpty() ? std::nullopt : std::optional(undone)};
                  }));
    if (!found)
        return found;
    TRY(m_db.each(u"SELECT path, kind, sha256, row_count FROM sources WHERE import_id = ? ORDER BY id"_s, {importId},
                  [&](const QSqlQuery& row) {
                      found->files.push_back({row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                                              row.value(3).toLongLong()});
                  }));
    return found;
}

Result<QDateTime> ImportStore::timeOf(qint64 importId)
{
    const auto found = TRY(m_db.scalar(u"SELECT imported_at FROM imports WHERE id = ?"_s, {importId}));
    return timeFromText(found.value_or(QString()).toString());
}

Result<std::optional<QString>> ImportStore::hashOfSource(qint64 importId, const QString& path)
{
    const auto found =
        TRY(m_db.scalar(u"SELECT sha256 FROM sources WHERE import_id = ? AND path = ?"_s, {importId, path}));
    return found.transform([](const QVariant& hash) { return hash.toString(); });
}

} // namespace factoid
