#include "core/store/site/mined_store.h"

namespace factoid {

namespace {

// Null ones would be NULL.
QByteArray notNull(const QByteArray& bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

Result<std::vector<MinedRow>> MinedStore::load()
{
    std::vector<MinedRow> rows;
    TRY(m_db.each(u"SELECT slug, inputs, found FROM mined"_s, {}, [&](const QSqlQuery& row) {
        rows.push_back({row.value(0).toString(), row.value(1).toByteArray(), row.value(2).toByteArray()});
    }));
    return rows;
}

Result<void> MinedStore::put(const std::vector<MinedRow>& rows)
{
    for (const MinedRow& row : rows) {
        const QString slug = row.slug.isNull() ? u""_s : row.slug;
        TRY(row.found.isEmpty()
                ? m_db.run(u"DELETE FROM mined WHERE slug = ?"_s, {slug})
                : m_db.run(u"INSERT INTO mined(slug, inputs, found) VALUES(?, ?, ?)"
                           " ON CONFLICT(slug) DO UPDATE SET inputs = excluded.inputs, found = excluded.found"_s,
                           {slug, notNull(row.inputs), row.found}));
    }
    return {};
}

} // namespace factoid
