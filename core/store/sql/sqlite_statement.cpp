#include "core/store/sql/sqlite_statement.h"

#include "core/store/sql/sqlite_dialect.h"

#include <sqlite3.h>

namespace factoid {

Result<std::unique_ptr<BulkStatement>> SqliteStatement::prepare(sqlite3* handle, const QByteArray& sql,
                                                                const QString& path)
{
    sqlite3_stmt* statement = nullptr;
    if (!handle ||
        sqlite3_prepare_v2(handle, sql.constData(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK)
        return error(handle, path);
    return std::unique_ptr<BulkStatement>(new SqliteStatement(handle, statement, path));
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

std::unexpected<Error> SqliteStatement::error(sqlite3* handle, const QString& path)
{
    if (!handle)
        return std::unexpected(sqlite::translate(SQLITE_CANTOPEN, {}, path));
    return std::unexpected(sqlite::translate(sqlite3_extended_errcode(handle),
                                             QString::fromUtf8(sqlite3_errmsg(handle)), path,
                                             sqlite3_system_errno(handle)));
}

void SqliteStatement::bindNull(int place)
{
    sqlite3_bind_null(m_statement, place);
}

void SqliteStatement::bind(int place, qint64 number)
{
    sqlite3_bind_int64(m_statement, place, number);
}

void SqliteStatement::bind(int place, const QString& text)
{
    // UTF-16 as QtSql binds it. A null pointer would mean NULL.
    static const char16_t nothing = u'\0';
    const void* characters =
        text.isEmpty() ? static_cast<const void*>(&nothing) : static_cast<const void*>(text.utf16());
    sqlite3_bind_text16(m_statement, place, characters, static_cast<int>(text.size() * 2), SQLITE_STATIC);
}

Result<void> SqliteStatement::execute()
{
    const int stepped = sqlite3_step(m_statement);
    const int reset = sqlite3_reset(m_statement);
    if (stepped == SQLITE_DONE && reset == SQLITE_OK)
        return {};
    return error(m_handle, m_path);
}

Result<bool> SqliteStatement::next()
{
    const int stepped = sqlite3_step(m_statement);
    if (stepped == SQLITE_ROW)
        return true;
    if (stepped == SQLITE_DONE)
        return false;
    return error(m_handle, m_path);
}

void SqliteStatement::rewind()
{
    sqlite3_reset(m_statement);
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

bool SqliteStatement::isNumber(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER;
}

qint64 SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QByteArrayView SqliteStatement::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {bytes, bytes ? sqlite3_column_bytes(m_statement, column) : 0};
}

} // namespace factoid
