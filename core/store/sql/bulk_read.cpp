#include "core/store/sql/bulk_read.h"

#include "core/store/sql/dialect.h"

#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

namespace factoid {

BulkRead::BulkRead(Database& db, const QString& sql)
    : m_db(db)
    , m_handle(static_cast<sqlite3*>(db.sqliteHandle()))
{
    const QByteArray text = sql.toUtf8();
    if (m_handle && sqlite3_prepare_v2(m_handle, text.constData(), static_cast<int>(text.size()), &m_statement,
                                       nullptr) == SQLITE_OK)
        m_db.countStatement();
}

BulkRead::~BulkRead()
{
    sqlite3_finalize(m_statement);
}

void BulkRead::bind(int place, qint64 number)
{
    sqlite3_bind_int64(m_statement, place, number); // does nothing on a statement that was not prepared
}

Result<bool> BulkRead::next()
{
    if (!m_statement)
        return error();
    const int stepped = sqlite3_step(m_statement);
    if (stepped == SQLITE_ROW)
        return true;
    if (stepped == SQLITE_DONE)
        return false;
    return error();
}

bool BulkRead::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 BulkRead::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QByteArrayView BulkRead::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {bytes, bytes ? sqlite3_column_bytes(m_statement, column) : 0};
}

std::unexpected<Error> BulkRead::error() const
{
    const int code = m_handle ? sqlite3_extended_errcode(m_handle) : SQLITE_CANTOPEN;
    return std::unexpected(dialect::translate(code, m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : QString(),
                                              m_db.url().path, m_handle ? sqlite3_system_errno(m_handle) : 0));
}

} // namespace factoid
