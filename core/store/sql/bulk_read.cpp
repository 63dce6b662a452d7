#include "core/store/sql/bulk_read.h"

namespace factoid {

BulkRead::BulkRead(Database& db, const QString& sql)
    : m_statement(db.backend().bulk(sql))
{
    if (m_statement)
        db.countStatement();
}

void BulkRead::bind(int place, qint64 number)
{
    if (m_statement)
        (*m_statement)->bind(place, number);
}

void BulkRead::bind(int place, const QString& text)
{
    if (m_statement)
        (*m_statement)->bind(place, text);
}

Result<bool> BulkRead::next()
{
    if (!m_statement)
        return std::unexpected(m_statement.error());
    return (*m_statement)->next();
}

} // namespace factoid
