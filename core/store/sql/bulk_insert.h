// BulkInsert: many rows through one prepared INSERT, parameters bound. QtSql spends more on the names of
// positional parameters than SQLite on the row, so this binds to the driver's own handle; for a database
// with another way of bulk loading (COPY), this is the place. Lives within one transaction of its
// database's thread; call finish() before the transaction ends.
#pragma once

#include "core/store/sql/database.h"

#include <initializer_list>

struct sqlite3;
struct sqlite3_stmt;

namespace factoid {

// One value of a row: NULL, a whole number or a text.
class BulkValue
{
  public:
    BulkValue() = default; // NULL
    BulkValue(int number)
        : m_kind(Kind::Number)
        , m_number(number)
    {
    }
    BulkValue(long number)
        : m_kind(Kind::Number)
        , m_number(number)
    {
    }
    BulkValue(long long number)
        : m_kind(Kind::Number)
        , m_number(number)
    {
    }
    BulkValue(const QString& text)
        : m_kind(Kind::Text)
        , m_text(text)
    {
    } // a null QString is an empty text

  private:
    friend class BulkInsert;
    enum class Kind : char { Null, Number, Text };
    Kind m_kind = Kind::Null;
    qint64 m_number = 0;
    QString m_text;
};

class BulkInsert
{
  public:
    // `verb` is "INSERT" or "INSERT OR REPLACE".
    BulkInsert(Database& db, QString verb, QString table, QStringList columns);
    ~BulkInsert();
    BulkInsert(BulkInsert&& other) noexcept;
    BulkInsert(const BulkInsert&) = delete;
    BulkInsert& operator=(const BulkInsert&) = delete;
    BulkInsert& operator=(BulkInsert&&) = delete;

    // `row` has one value a column. Errors: as Database::run.
    Result<void> add(std::initializer_list<BulkValue> row);
    Result<void> finish();

  private:
    Result<void> prepare();

    Database& m_db;
    QString m_sql;
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace factoid
