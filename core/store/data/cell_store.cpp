#include "core/store/data/cell_store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace factoid {

Result<std::map<CellKey, CellState>> CellStore::load()
{
    std::map<CellKey, CellState> cells;
    auto read =
        m_db.each(u"SELECT field_id, year, data_hash, figures, dirty FROM cells"_s, {}, [&](const QSqlQuery& row) {
            cells[{row.value(0).toLongLong(), row.value(1).toInt()}] = {
                row.value(2).toString().toLatin1(), row.value(3).toLongLong(), row.value(4).toBool()};
        });
    if (!read)
        return std::unexpected(read.error());
    return cells;
}

Result<void> CellStore::put(const CellKey& key, const CellState& state)
{
    TRY(state.figures == 0
            ? m_db.run(u"DELETE FROM cells WHERE field_id = ? AND year = ?"_s, {key.field, key.year})
            : m_db.run(
                  u"INSERT INTO cells(field_id, year, data_hash, figures, dirty) VALUES(?,?,?,?,?)"
                  " ON CONFLICT(field_id, year) DO UPDATE SET data_hash = excluded.data_hash, figures = excluded.figures, dirty = excluded.dirty"_s,
                  {key.field, key.year, QString::fromLatin1(state.dataHash), state.figures, state.dirty ? 1 : 0}));
    return {};
}

Result<void> CellStore::markDirty(qint64 field)
{
    TRY(m_db.run(u"UPDATE cells SET dirty = 1 WHERE field_id = ?"_s, {field}));
    return {};
}

Result<void> CellStore::markAllDirty()
{
    TRY(m_db.run(u"UPDATE cells SET dirty = 1"_s));
    return {};
}

Result<std::map<CellKey, QByteArray>> CellStore::summaryHashes(bool dirtyOnly)
{
    std::map<CellKey, QByteArray> hashes;
    auto read =
        m_db.each(u"SELECT field_id, year, summary_hash FROM cells"_s + (dirtyOnly ? u" WHERE dirty = 1"_s : QString()),
                  {}, [&](const QSqlQuery& row) {
                      hashes[{row.value(0).toLongLong(), row.value(1).toInt()}] = row.value(2).toString().toLatin1();
                  });
    if (!read)
        return std::unexpected(read.error());
    return hashes;
}

Result<std::vector<CellKey>> CellStore::keys(const QString& field, Year year, bool dirtyOnly)
{
    std::vector<CellKey> keys;
    TRY(m_db.each(
        u"SELECT c.field_id, c.year FROM cells c JOIN fields f ON f.id = c.field_id"
        " WHERE (? = '' OR f.slug = ?) AND (? = 0 OR c.year = ?) AND (? OR c.dirty = 1) ORDER BY c.field_id, c.year"_s,
        {field, field, year.code(), year.code(), dirtyOnly ? 0 : 1}, [&](const QSqlQuery& row) {
            keys.push_back({row.value(0).toLongLong(), row.value(1).toInt()});
        }));
    return keys;
}

Result<void> CellStore::beginOwnWrites()
{
    TRY(m_db.run(u"INSERT INTO outside_marks(field_id, year) VALUES(0, 0) ON CONFLICT DO NOTHING"_s));
    return {};
}

Result<void> CellStore::endOwnWrites()
{
    TRY(m_db.run(u"DELETE FROM outside_marks WHERE field_id = 0"_s));
    return {};
}

Result<std::vector<CellKey>> CellStore::outsideMarks()
{
    std::vector<CellKey> keys;
    TRY(m_db.each(u"SELECT field_id, year FROM outside_marks ORDER BY field_id, year"_s, {}, [&](const QSqlQuery& row) {
        keys.push_back({row.value(0).toLongLong(), row.value(1).toInt()});
    }));
    return keys;
}

Result<void> CellStore::clearOutsideMarks()
{
    TRY(m_db.run(u"DELETE FROM outside_marks"_s));
    return {};
}

Result<void> CellStore::markBuilt(const std::vector<std::pair<CellKey, QByteArray>>& built)
{
    QJsonArray rows;
    for (const auto& [key, hash] : built)
        rows.append(QJsonArray{key.field, key.year, QString::fromLatin1(hash)});
    // One statement however many cells.
    TRY(m_db.run(
        u"UPDATE cells SET dirty = 0, summary_hash = b.c2 FROM %1 b WHERE cells.field_id = b.c0 AND cells.year = b.c1"_s
            .arg(m_db.backend().boundRows(3)),
        {QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact))}));
    return {};
}

Result<void> CellStore::forgetSummary(const CellKey& key)
{
    auto ran = m_db.run(u"UPDATE cells SET summary_hash = '' WHERE field_id = ? AND year = ?"_s, {key.field, key.year});
    return ran ? Result<void>() : std::unexpected(ran.error());
}

Result<qint64> CellStore::dirtyCount()
{
    const auto found = TRY(m_db.scalar(u"SELECT COUNT(*) FROM cells WHERE dirty = 1"_s));
    return found.value_or(0).toLongLong();
}

Result<std::vector<Year>> CellStore::years(qint64 field)
{
    std::vector<Year> years;
    TRY(m_db.each(u"SELECT year FROM cells WHERE field_id = ?"_s, {field}, [&](const QSqlQuery& row) {
        if (const auto year = Year::fromCode(row.value(0).toInt()))
            years.push_back(*year);
    }));
    std::ranges::sort(years);
    return years;
}

Result<std::vector<Year>> CellStore::years()
{
    std::vector<Year> years;
    TRY(m_db.each(u"SELECT DISTINCT year FROM cells"_s, {}, [&](const QSqlQuery& row) {
        if (const auto year = Year::fromCode(row.value(0).toInt()))
            years.push_back(*year);
    }));
    return years;
}

Result<QByteArray> CellStore::siteHash()
{
    std::vector<SiteHashLine> lines;
    auto read = m_db.each(
        u"SELECT f.slug, c.year, c.data_hash FROM cells c JOIN fields f ON f.id = c.field_id WHERE f.comparison = 1"_s,
        {}, [&](const QSqlQuery& row) {
            if (const auto year = Year::fromCode(row.value(1).toInt()))
                lines.push_back({row.value(0).toString(), *year, row.value(2).toString().toLatin1()});
        });
    if (!read)
        return std::unexpected(read.error());
    if (lines.empty())
        return QByteArray();
    return factoid::siteHash(std::move(lines));
}

Result<bool> CellStore::addGroups(qint64 field, const ReportedGroups& groups)
{
    bool added = false;
    for (const auto& [type, nation] : groups) {
        auto ran =
            TRY(m_db.run(u"INSERT INTO field_groups(field_id, type, nation) VALUES(?,?,?) ON CONFLICT DO NOTHING"_s,
                         {field, type, nation}));
        added = added || ran > 0;
    }
    return added;
}

Result<bool> CellStore::resetGroups(qint64 field)
{
    const QString current =
        u"SELECT DISTINCT f.field_id, k.type, k.nation FROM figures f JOIN councils k ON k.id = f.council_id"
        " WHERE f.field_id = ? AND f.value IS NOT NULL AND k.is_total = 0"_s;
    auto removed = TRY(
        m_db.run(u"DELETE FROM field_groups WHERE field_id = ? AND (field_id, type, nation) NOT IN (%1)"_s.arg(current),
                 {field, field}));
    auto added = TRY(m_db.run(
        u"INSERT INTO field_groups(field_id, type, nation) %1 ON CONFLICT DO NOTHING"_s.arg(current), {field}));
    return removed > 0 || added > 0;
}

} // namespace factoid
