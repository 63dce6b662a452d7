#include "core/store/data/figure_store.h"

#include "core/store/data/figure_value.h"
#include "core/store/data/register_store.h"
#include "core/store/sql/bulk_read.h"
#include "core/store/sql/id_index.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

// Positions in a panel by the store's keys.
struct PanelIndex {
    IdIndex council, field;

    explicit PanelIndex(const Panel& panel)
    {
        for (size_t i = 0; i < panel.councils().size(); ++i)
            council.put(panel.councils()[i].id, static_cast<int>(i));
        for (size_t i = 0; i < panel.fields().size(); ++i)
            field.put(panel.fields()[i].id, static_cast<int>(i));
    }
};

// The rest of a SELECT over figures f, in order of their key; fills the text to bind, where it has one.
QString from(const Backend& engine, const FigureStore::Selection& selection, QString& bound)
{
    if (selection.keys) {
        QJsonArray keys;
        for (const CellKey& key : *selection.keys)
            keys.append(QJsonArray{key.field, key.year});
        bound = QString::fromUtf8(QJsonDocument(keys).toJson(QJsonDocument::Compact));
        return u" FROM %1 k %2 figures f ON f.field_id = k.c0 AND f.year = k.c1"_s.arg(engine.boundRows(2),
                                                                                       engine.joinInOrder());
    }
    // The few dirty cells outside, their figures by key inside.
    if (selection.dirtyOnly)
        return u" FROM cells c %1 figures f ON f.field_id = c.field_id AND f.year = c.year WHERE c.dirty = 1"_s.arg(
            engine.joinInOrder());
    return u" FROM figures f ORDER BY f.field_id, f.year, f.council_id"_s;
}

WholeCell cellOf(const BulkRead& row, int column)
{
    return {row.number(column), row.isNull(column), row.isNumber(column)};
}

// field, year, council, value, status in this order.
StoredFigure figureFrom(const BulkRead& row)
{
    const FigureValue said = figureValue(cellOf(row, 3), cellOf(row, 4));
    StoredFigure figure;
    figure.field = row.number(0);
    figure.year = static_cast<int>(row.number(1));
    figure.council = row.number(2);
    figure.units = said.units;
    figure.status = said.status;
    figure.inDoubt = said.inDoubt;
    return figure;
}

FigureVersion versionFrom(const QSqlQuery& row)
{
    FigureVersion version;
    const FigureValue said = figureValue(row.value(0), row.value(1));
    if (said.isThere())
        version.value = Decimal::fromUnits(said.units);
    version.status = said.status;
    version.line = row.value(2).toLongLong();
    version.file = row.value(3).toString();
    version.importId = row.value(4).toLongLong();
    version.knownFrom = timeFromText(row.value(5).toString());
    version.knownUntil = timeFromText(row.value(6).toString());
    return version;
}

} // namespace

Result<qint64> FigureStore::each(const Selection& selection, const std::function<void(const StoredFigure&)>& figure)
{
    QString bound;
    BulkRead row(m_db, u"SELECT f.field_id, f.year, f.council_id, f.value, f.status, f.source_id, f.line"_s +
                           from(m_db.backend(), selection, bound));
    if (!bound.isEmpty())
        row.bind(1, bound);
    qint64 read = 0;
    while (TRY(row.next())) {
        ++read;
        StoredFigure stored = figureFrom(row);
        stored.source = row.number(5);
        stored.line = row.number(6);
        figure(stored);
    }
    return read;
}

Result<Panel> FigureStore::loadPanel(const Register& known, const Selection& selection, qint64* figuresRead)
{
    Panel panel(known.councils(), known.fields());
    panel.setProfile(known.profile());
    const PanelIndex index(panel);
    QString bound;
    BulkRead row(m_db, u"SELECT f.field_id, f.year, f.council_id, f.value, f.status"_s +
                           from(m_db.backend(), selection, bound));
    if (!bound.isEmpty())
        row.bind(1, bound);
    qint64 read = 0;
    qint64 lastField = -1;
    int lastYear = 0;
    Block* block = nullptr;
    while (TRY(row.next())) {
        ++read;
        const qint64 fieldId = row.number(0);
        const int yearCode = static_cast<int>(row.number(1));
        if (fieldId != lastField || yearCode != lastYear) {
            lastField = fieldId;
            lastYear = yearCode;
            const int field = index.field.find(fieldId);
            const auto year = Year::fromCode(yearCode);
            block = field >= 0 && year ? &panel.blockForWrite(field, *year) : nullptr;
        }
        const int council = index.council.find(row.number(2));
        if (!block || council < 0)
            continue; // a total, or a row that another program wrote with unknown keys: doctor tells
        const FigureValue said = figureValue(cellOf(row, 3), cellOf(row, 4));
        const auto at = static_cast<size_t>(council);
        block->statuses[at] = said.status;
        if (!said.isThere())
            continue;
        block->units[at] = said.units;
        ++block->present;
    }
    if (figuresRead)
        *figuresRead = read;
    return panel;
}

Result<Panel> FigureStore::loadPanel(const std::optional<QStringList>& slugs, qint64* figuresRead)
{
    const auto known = TRY(RegisterStore(m_db).load());
    Selection selection;
    if (slugs) {
        // The whole list of cells in one read, then only the wanted ones.
        selection.keys.emplace();
        auto read = m_db.each(
            u"SELECT c.field_id, c.year, f.slug FROM cells c JOIN fields f ON f.id = c.field_id ORDER BY c.field_id, c.year"_s,
            {}, [&](const QSqlQuery& row) {
                if (slugs->contains(row.value(2).toString()))
                    selection.keys->push_back({row.value(0).toLongLong(), row.value(1).toInt()});
            });
        if (!read)
            return std::unexpected(read.error());
    }
    return loadPanel(known, selection, figuresRead);
}

Result<QHash<QString, ReportedGroups>> FigureStore::reportedGroups()
{
    QHash<QString, ReportedGroups> groups;
    auto read =
        m_db.each(u"SELECT f.slug, g.type, g.nation FROM field_groups g JOIN fields f ON f.id = g.field_id"_s, {},
                  [&](const QSqlQuery& row) {
                      groups[row.value(0).toString()].insert({row.value(1).toString(), row.value(2).toString()});
                  });
    if (!read)
        return std::unexpected(read.error());
    return groups;
}

Result<void> FigureStore::eachOfField(qint64 field, const std::function<void(const StoredFigure&)>& figure)
{
    BulkRead row(m_db, u"SELECT field_id, year, council_id, value, status FROM figures WHERE field_id = ?"_s);
    row.bind(1, field);
    while (TRY(row.next()))
        figure(figureFrom(row));
    return {};
}

Result<void> FigureStore::eachOfCouncil(qint64 council, const std::function<void(const StoredFigure&)>& figure)
{
    // By the key of figures, one seek a field and year.
    BulkRead row(m_db, u"SELECT f.field_id, f.year, f.council_id, f.value, f.status FROM cells c %1 figures f"
                       " ON f.field_id = c.field_id AND f.year = c.year AND f.council_id = ?"_s.arg(
                           m_db.backend().joinInOrder()));
    row.bind(1, council);
    while (TRY(row.next()))
        figure(figureFrom(row));
    return {};
}

Result<std::vector<FigureVersion>> FigureStore::history(const QString& council, const QString& field, Year year)
{
    std::vector<FigureVersion> versions;
    const QVariantList key{field, year.code(), council};
    const QString where =
        u" WHERE f.field_id = (SELECT id FROM fields WHERE slug = ?) AND f.year = ? AND f.council_id = (SELECT id FROM councils WHERE code = ?)"_s;
    const auto collect = [&](const QSqlQuery& row) { versions.push_back(versionFrom(row)); };
    auto read = m_db.each(u"SELECT f.value, f.status, f.line, s.path, s.import_id, i.imported_at, NULL FROM figures f"
                          " LEFT JOIN sources s ON s.id = f.source_id LEFT JOIN imports i ON i.id = s.import_id"_s +
                              where,
                          key, collect);
    if (!read)
        return std::unexpected(read.error());
    read = m_db.each(
        u"SELECT f.value, f.status, f.line, s.path, s.import_id, i.imported_at, f.replaced_at FROM revisions f"
        " LEFT JOIN sources s ON s.id = f.source_id LEFT JOIN imports i ON i.id = s.import_id"_s +
            where + u" ORDER BY f.id DESC"_s,
        key, collect);
    if (!read)
        return std::unexpected(read.error());
    return versions;
}

Result<qint64> FigureStore::revised(const QString& field, Year year, const QDateTime& from, const QDateTime& until)
{
    // Revisions are found by their figure, so this costs the field and year and not the log.
    const auto found = TRY(m_db.scalar(
        u"SELECT COUNT(*) FROM revisions WHERE field_id = (SELECT id FROM fields WHERE slug = ?) AND year = ?"
        " AND replaced_at >= ? AND replaced_at < ?"_s,
        {field, year.code(), timeText(from), timeText(until)}));
    return found.value_or(0).toLongLong();
}

Result<std::optional<FigureVersion>> FigureStore::asKnownAt(const QString& council, const QString& field, Year year,
                                                            const QDateTime& instant)
{
    const auto versions = TRY(history(council, field, year));
    for (const FigureVersion& version : versions) {
        const bool began = !version.knownFrom.isValid() || version.knownFrom <= instant;
        const bool ended = version.knownUntil.isValid() && version.knownUntil <= instant;
        if (began && !ended)
            return version;
    }
    return std::nullopt;
}

Result<FigureStore::Doubts> FigureStore::inDoubt(int examples)
{
    // Rows that are still in the table, and those that a migration or a repair has laid aside and nothing has replaced.
    static const QString doubtful =
        u"SELECT field_id, year, council_id, CASE typeof(value) WHEN 'blob' THEN hex(value) ELSE CAST(value AS TEXT) "
        u"END AS value FROM figures WHERE typeof(value) NOT IN ('integer', 'null') OR typeof(status) <> 'integer'"
        " OR status NOT IN (0, 1, 2, 3, 10, 11, 12)"
        " UNION ALL SELECT o.row ->> 'field_id', o.row ->> 'year', o.row ->> 'council_id', o.row ->> 'value' FROM "
        "oddities o WHERE o.table_name = 'figures'"
        " AND NOT EXISTS(SELECT 1 FROM figures f WHERE f.field_id = o.row ->> 'field_id' AND f.year = o.row ->> 'year' AND f.council_id = o.row ->> 'council_id')"_s;
    Doubts doubts;
    const auto all = TRY(m_db.scalar(u"SELECT COUNT(*) FROM (%1)"_s.arg(doubtful)));
    doubts.count = all.value_or(0).toLongLong();
    auto read =
        m_db.each(u"SELECT k.name, d.council_id, f.slug, d.field_id, d.year, d.value FROM (%1) d LEFT JOIN councils k "
                  u"ON k.id = d.council_id"
                  " LEFT JOIN fields f ON f.id = d.field_id LIMIT ?"_s.arg(doubtful),
                  {examples}, [&](const QSqlQuery& row) {
                      const QString council = row.value(0).isNull() ? u"council %1"_s.arg(row.value(1).toString())
                                                                    : row.value(0).toString();
                      const QString field =
                          row.value(2).isNull() ? u"field %1"_s.arg(row.value(3).toString()) : row.value(2).toString();
                      const auto year = Year::fromCode(row.value(4).toInt());
                      doubts.examples << u"%1, %2 %3: “%4”"_s.arg(
                          council, field, year ? year->label() : row.value(4).toString(), row.value(5).toString());
                  });
    if (!read)
        return std::unexpected(read.error());
    return doubts;
}

Result<qint64> FigureStore::orphans()
{
    const auto orphans = TRY(m_db.scalar(
        u"SELECT COUNT(*) FROM figures f WHERE NOT EXISTS(SELECT 1 FROM councils c WHERE c.id = f.council_id)"
        " OR NOT EXISTS(SELECT 1 FROM fields d WHERE d.id = f.field_id)"_s));
    return orphans.value_or(0).toLongLong();
}

Result<FigureStore::Counts> FigureStore::counts()
{
    Counts counts;
    TRY(m_db.each(u"SELECT (SELECT COUNT(*) FROM councils WHERE is_total = 0), (SELECT COUNT(*) FROM fields), (SELECT "
                  u"COUNT(*) FROM cells),"
                  " (SELECT COALESCE(SUM(figures), 0) FROM cells), (SELECT COUNT(*) FROM cells WHERE dirty = 1)"_s,
                  {}, [&](const QSqlQuery& row) {
                      counts = {row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                                row.value(3).toLongLong(), row.value(4).toLongLong()};
                  }));
    return counts;
}

} // namespace factoid
