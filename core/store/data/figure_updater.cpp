#include "core/store/data/figure_updater.h"

#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

QString valueText(std::int64_t units, Status status)
{
    return isMissing(status) ? QString() : Decimal::fromUnits(units).toString();
}

// |new − old| ÷ |old| × 100 to two decimals; null without a base.
QString magnitude(std::int64_t oldUnits, std::int64_t newUnits)
{
    if (oldUnits == 0)
        return {};
    const Int128 difference = Int128(newUnits) - oldUnits;
    const Int128 base = oldUnits < 0 ? -Int128(oldUnits) : Int128(oldUnits);
    const Int128 hundredths = divideRounded((difference < 0 ? -difference : difference) * 10'000, base);
    return int128ToString(hundredths, 2);
}

BulkValue valueOrNull(std::int64_t units, Status status)
{
    return isMissing(status) ? BulkValue() : BulkValue(static_cast<qint64>(units));
}

QString changeType(RegisterChange::Kind kind)
{
    switch (kind) {
    case RegisterChange::Kind::NewCouncil:
        return u"new_council"_s;
    case RegisterChange::Kind::NewField:
        return u"new_field"_s;
    case RegisterChange::Kind::Rename:
        return u"rename"_s;
    case RegisterChange::Kind::Merge:
        return u"merge"_s;
    case RegisterChange::Kind::CouncilRemoved:
        return u"council_removed"_s;
    case RegisterChange::Kind::FieldRemoved:
        return u"field_removed"_s;
    case RegisterChange::Kind::Changed:
        return u"data_update"_s;
    }
    return u"data_update"_s;
}

} // namespace

struct FigureUpdater::Group {
    CellKey key;
    bool fresh = false; // nothing was there before
    bool comparison = false;
    qint64 figures = 0;     // after the change
    qint64 firstChange = 0; // m_totals.changes when the group began
    QString oldHash;
    qint64 insertedBefore = 0, updatedBefore = 0, unchangedBefore = 0, removedBefore = 0;
    std::vector<ChangeRow> rows; // logged when the new hash is known
    bool touched = false;
};

FigureUpdater::FigureUpdater(Database& db, const Register& known, std::map<CellKey, CellState> cells, Options options)
    : m_db(db)
    , m_known(known)
    , m_cells(std::move(cells))
    , m_options(std::move(options))
    , m_panel(known.councils(), {})
    , m_figures(db, u"figures"_s,
                {u"field_id"_s, u"year"_s, u"council_id"_s, u"value"_s, u"status"_s, u"source_id"_s, u"line"_s},
                {u"field_id"_s, u"year"_s, u"council_id"_s})
    , m_revisions(db, u"revisions"_s,
                  {u"field_id"_s, u"year"_s, u"council_id"_s, u"value"_s, u"status"_s, u"source_id"_s, u"line"_s,
                   u"import_id"_s, u"replaced_at"_s})
    , m_changes(ChangeStore::inserter(db))
{
    for (size_t i = 0; i < m_panel.councils().size(); ++i)
        m_panelByCouncil.put(m_panel.councils()[i].id, static_cast<int>(i));
    for (size_t i = 0; i < known.fields().size(); ++i)
        m_fieldById[known.fields()[i].id] = i;
    m_block.units.resize(m_panel.councils().size());
    m_block.statuses.resize(m_panel.councils().size());
}

int FigureUpdater::panelIndex(qint64 council) const
{
    return m_panelByCouncil.find(council);
}

void FigureUpdater::place(Group& group, qint64 council, std::int64_t units, Status status)
{
    ++group.figures;
    const int at = panelIndex(council);
    if (at < 0 || isMissing(status))
        return; // totals and missing values have no line in the hash
    m_block.units[static_cast<size_t>(at)] = units;
    ++m_block.present;
}

Result<void> FigureUpdater::change(const CellKey& key, std::span<const StoredFigure> existing,
                                   std::span<const DesiredFigure> desired)
{
    if (!std::exchange(m_began, true))
        TRY(CellStore(m_db).beginOwnWrites());
    Group group;
    group.key = key;
    group.fresh = existing.empty();
    const auto field = m_fieldById.find(key.field);
    group.comparison = field != m_fieldById.end() && m_known.fields()[field->second].comparison;
    const auto cell = m_cells.find(key);
    group.oldHash = cell == m_cells.end() ? QString() : QString::fromLatin1(cell->second.dataHash);
    group.insertedBefore = m_totals.inserted;
    group.updatedBefore = m_totals.updated;
    group.unchangedBefore = m_totals.unchanged;
    group.removedBefore = m_totals.removed;
    m_block.units.assign(m_block.units.size(), Block::kMissing);
    m_block.present = 0;
    m_block.dataHash.clear();

    size_t e = 0;
    size_t d = 0;
    while (e < existing.size() || d < desired.size()) {
        const bool onlyOld = d == desired.size() || (e < existing.size() && existing[e].council < desired[d].council);
        if (onlyOld) {
            place(group, existing[e].council, existing[e].units, existing[e].status);
            ++e;
            continue;
        }
        const bool both = e < existing.size() && existing[e].council == desired[d].council;
        const StoredFigure* old = both ? &existing[e] : nullptr;
        Result<void> done;
        if (desired[d].remove)
            done = old ? removeFigure(group, *old) : Result<void>{};
        else
            done = put(group, old, desired[d]);
        if (!done)
            return done;
        e += both ? 1 : 0;
        ++d;
    }
    return closeGroup(group);
}

Result<void> FigureUpdater::put(Group& group, const StoredFigure* old, const DesiredFigure& desired)
{
    place(group, desired.council, desired.units, desired.status);
    const bool missing = isMissing(desired.status);
    if (old && !old->inDoubt && old->status == desired.status && (missing || old->units == desired.units)) {
        ++m_totals.unchanged;
        return {};
    }
    group.touched = true;
    ++(old ? m_totals.updated : m_totals.inserted);
    if (const int at = panelIndex(desired.council); at >= 0 && !missing) {
        auto& reported = m_reported[group.key.field];
        if (reported.empty())
            reported.resize(m_panel.councils().size());
        reported[static_cast<size_t>(at)] = 1;
    }
    if (old) {
        if (auto kept = keepRevision(*old); !kept)
            return kept;
        if (missing && !isMissing(old->status))
            m_fieldsWithRemovals.insert(group.key.field);
    }
    if (auto logged = logFigure(group, desired.council, old, &desired); !logged)
        return logged;
    return m_figures.add({group.key.field, group.key.year, desired.council, valueOrNull(desired.units, desired.status),
                          static_cast<int>(desired.status), desired.source, desired.line});
}

Result<void> FigureUpdater::removeFigure(Group& group, const StoredFigure& old)
{
    group.touched = true;
    ++m_totals.removed;
    m_fieldsWithRemovals.insert(group.key.field);
    if (auto kept = keepRevision(old); !kept)
        return kept;
    if (auto logged = logFigure(group, old.council, &old, nullptr); !logged)
        return logged;
    TRY(m_db.run(u"DELETE FROM figures WHERE field_id = ? AND year = ? AND council_id = ?"_s,
                 {old.field, old.year, old.council}));
    return {};
}

Result<void> FigureUpdater::keepRevision(const StoredFigure& old)
{
    if (!m_options.keepRevisions)
        return {};
    return m_revisions.add({old.field, old.year, old.council, valueOrNull(old.units, old.status),
                            static_cast<int>(old.status), old.source, old.line, m_options.importId,
                            timeText(m_options.now)});
}

Result<void> FigureUpdater::logFigure(Group& group, qint64 council, const StoredFigure* old,
                                      const DesiredFigure* desired)
{
    if (group.fresh)
        return {}; // one bulk_import row tells of the whole field and year
    ChangeRow row;
    row.oldValue = old ? valueText(old->units, old->status) : QString();
    row.newValue = desired ? valueText(desired->units, desired->status) : QString();
    if (row.oldValue.isNull() && row.newValue.isNull())
        return {}; // one marker for a missing value became another; the revision keeps it
    row.at = m_options.now;
    // A published figure that is restated is a revision; a figure that comes or goes is an update of the data.
    row.type = !row.oldValue.isNull() && !row.newValue.isNull() ? u"revision"_s : u"data_update"_s;
    row.fieldId = group.key.field;
    row.year = group.key.year;
    row.councilId = council;
    row.importId = m_options.importId;
    row.comparison = group.comparison;
    if (row.type == "revision"_L1)
        row.magnitude = magnitude(old->units, desired->units);
    group.rows.push_back(std::move(row));
    return {};
}

Result<void> FigureUpdater::closeGroup(Group& group)
{
    if (m_options.wantDiff) {
        const auto field = m_fieldById.find(group.key.field);
        m_totals.cells.push_back({field == m_fieldById.end() ? QString() : m_known.fields()[field->second].slug,
                                  group.key.year, m_totals.inserted - group.insertedBefore,
                                  m_totals.updated - group.updatedBefore, m_totals.unchanged - group.unchangedBefore,
                                  m_totals.removed - group.removedBefore});
    }
    if (!group.touched)
        return {};
    const QByteArray hash = group.figures > 0 ? dataHash(m_panel, m_block) : QByteArray();
    const QString newHash = hash.isEmpty() ? QString() : QString::fromLatin1(hash);
    if (group.fresh) {
        ChangeRow row;
        row.at = m_options.now;
        row.type = u"bulk_import"_s;
        row.fieldId = group.key.field;
        row.year = group.key.year;
        row.newValue = QString::number(group.figures);
        row.importId = m_options.importId;
        row.comparison = group.comparison;
        group.rows.push_back(std::move(row));
    }
    for (ChangeRow& row : group.rows) {
        row.oldHash = group.oldHash;
        row.newHash = newHash;
        if (auto logged = log(row); !logged)
            return logged;
    }
    const auto before = m_cells.find(group.key);
    const bool wasDirty = before != m_cells.end() && before->second.dirty;
    return CellStore(m_db).put(group.key, {hash, group.figures, wasDirty || newHash != group.oldHash});
}

Result<void> FigureUpdater::log(const ChangeRow& row)
{
    ++m_totals.changes;
    if (auto added = ChangeStore::add(m_changes, row); !added)
        return added;
    if (!m_options.wantDiff ||
        (m_options.diffLimit >= 0 && static_cast<qint64>(m_totals.diff.size()) >= m_options.diffLimit))
        return {};
    ChangeView view = ChangeView::of(row);
    if (const auto field = m_fieldById.find(row.fieldId); field != m_fieldById.end()) {
        const Field& known = m_known.fields()[field->second];
        view.slug = known.slug;
        view.fieldName = known.name;
        view.unit = known.unit;
    }
    for (const Council& council : m_known.councils()) {
        if (council.id != row.councilId || row.councilId == 0)
            continue;
        view.council = council.code;
        view.councilName = council.name;
    }
    m_totals.diff.push_back(std::move(view));
    return {};
}

Result<void> FigureUpdater::noteRegister(const std::vector<RegisterChange>& changes)
{
    bool summaries = false;
    bool groups = false;
    for (const RegisterChange& change : changes) {
        summaries = summaries || change.affectsSummaries;
        groups = groups || change.affectsGroups;
        ChangeRow row;
        row.at = m_options.now;
        row.type = changeType(change.kind);
        (change.isField ? row.fieldId : row.councilId) = change.id;
        row.oldValue = change.oldValue;
        row.newValue = change.newValue;
        row.importId = m_options.importId;
        if (auto logged = log(row); !logged)
            return logged;
    }
    CellStore cells(m_db);
    if (groups) {
        for (const auto& [id, position] : m_fieldById) {
            TRY(cells.resetGroups(id));
        }
    }
    if (!summaries)
        return {};
    for (auto& [key, state] : m_cells)
        state.dirty = true;
    return cells.markAllDirty();
}

Result<FigureUpdater::Totals> FigureUpdater::finish()
{
    for (BulkInsert* buffered : {&m_figures, &m_revisions, &m_changes}) {
        TRY(buffered->finish());
    }
    CellStore cells(m_db);
    if (m_began)
        TRY(cells.endOwnWrites());
    for (const auto& [field, reported] : m_reported) {
        ReportedGroups groups;
        for (size_t i = 0; i < reported.size(); ++i) {
            if (reported[i])
                groups.insert({m_panel.councils()[i].type, m_panel.councils()[i].nation});
        }
        const auto added = TRY(cells.addGroups(field, groups));
        // A type that reports for the first time is now eligible in every year.
        if (!added)
            continue;
        TRY(cells.markDirty(field));
    }
    for (const qint64 field : m_fieldsWithRemovals) {
        const auto changed = TRY(cells.resetGroups(field));
        if (!changed)
            continue;
        TRY(cells.markDirty(field));
    }
    return std::move(m_totals);
}

} // namespace factoid
