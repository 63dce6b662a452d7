#include "core/store/sql/bulk_insert.h"

#include "core/store/sql/dialect.h"

#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

namespace factoid {

BulkInsert::BulkInsert(Database& db, QString verb, QString table, QStringList columns)
    : m_db(db)
    , m_sql(u"%1 INTO %2(%3) VALUES(%4)"_s.arg(verb, table, columns.join(QLatin1Char(',')),
                                               QStringList(columns.size(), u"?"_s).join(QLatin1Char(','))))
{
}

BulkInsert::BulkInsert(BulkInsert&& other) noexcept
    : m_db(other.m_db)
    , m_sql(std::move(other.m_sql))
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

BulkInsert::~BulkInsert()
{
    sqlite3_finalize(m_statement);
}

Result<void> BulkInsert::prepare()
{
    m_handle = static_cast<sqlite3*>(m_db.sqliteHandle());
    const QByteArray sql = m_sql.toUtf8();
    if (!m_handle ||
        sqlite3_prepare_v2(m_handle, sql.constData(), static_cast<int>(sql.size()), &m_statement, nullptr) != SQLITE_OK)
        return std::unexpected(dialect::translate(m_handle ? sqlite3_extended_errcode(m_handle) : SQLITE_CANTOPEN,
                                                  m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : QString(),
                                                  m_db.url().path));
    m_db.countStatement();
    return {};
}

Result<void> BulkInsert::add(std::initializer_list<BulkValue> row)
{
    if (!m_statement) {
        if (auto prepared = prepare(); !prepared)
            return prepared;
    }
    int column = 0;
    for (const BulkValue& value : row) {
        ++column;
        switch (value.m_kind) {
        case BulkValue::Kind::Null:
            sqlite3_bind_null(m_statement, column);
            break;
        case BulkValue::Kind::Number:
            sqlite3_bind_int64(m_statement, column, value.m_number);
            break;
        case BulkValue::Kind::Text: {
            // UTF-16 as QtSql binds it; the row outlives the step. A null pointer would mean NULL.
            const QString& text = value.m_text;
            static const char16_t nothing = u'\0';
            const void* characters =
                text.isEmpty() ? static_cast<const void*>(&nothing) : static_cast<const void*>(text.utf16());
            sqlite3_bind_text16(m_statement, column, characters, static_cast<int>(text.size() * 2), SQLITE_STATIC);
            break;
        }
        }
    }
    const int stepped = sqlite3_step(m_statement);
    const int reset = sqlite3_reset(m_statement);
    if (stepped == SQLITE_DONE && reset == SQLITE_OK)
        return {};
    return std::unexpected(dialect::translate(sqlite3_extended_errcode(m_handle),
                                              QString::fromUtf8(sqlite3_errmsg(m_handle)), m_db.url().path,
                                              m_handle ? sqlite3_system_errno(m_handle) : 0));
}

Result<void> BulkInsert::finish()
{
    // Every row has been written by add(); the statement goes before the transaction ends.
    sqlite3_finalize(std::exchange(m_statement, nullptr));
    return {};
}

} // namespace factoid
