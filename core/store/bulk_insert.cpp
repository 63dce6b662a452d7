#include "core/store/bulk_insert.h"

namespace factoid {

namespace {

// Past about this many rows a statement gains nothing more; SQLite allows 32,766 parameters.
constexpr int kRowsPerStatement = 64;

} // namespace

BulkInsert::BulkInsert(Database& db, QString verb, QString table, QStringList columns)
    : m_db(db)
    , m_verb(std::move(verb))
    , m_table(std::move(table))
    , m_columns(std::move(columns))
{
    m_values.reserve(m_columns.size() * kRowsPerStatement);
}

QString BulkInsert::sql(int rows) const
{
    const QString one = QLatin1Char('(') + QStringList(m_columns.size(), QStringLiteral("?")).join(QLatin1Char(',')) + QLatin1Char(')');
    return QStringLiteral("%1 INTO %2(%3) VALUES %4")
        .arg(m_verb, m_table, m_columns.join(QLatin1Char(',')), QStringList(rows, one).join(QLatin1Char(',')));
}

Result<void> BulkInsert::add(const QVariantList& row)
{
    m_values.append(row);
    ++m_rows;
    if (m_values.size() < m_columns.size() * kRowsPerStatement)
        return {};
    return flush();
}

Result<void> BulkInsert::flush()
{
    if (!m_full) {
        auto prepared = m_db.prepare(sql(kRowsPerStatement));
        if (!prepared)
            return std::unexpected(prepared.error());
        m_full = std::move(*prepared);
    }
    Database::bind(*m_full, m_values);
    m_values.clear();
    return m_db.execute(*m_full);
}

Result<void> BulkInsert::finish()
{
    m_full.reset();
    if (m_values.isEmpty())
        return {};
    auto ran = m_db.run(sql(static_cast<int>(m_values.size() / m_columns.size())), m_values);
    m_values.clear();
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

} // namespace factoid
