// BulkInsert: many rows through one prepared INSERT, parameters bound, on the engine's own handle
// (core/store/sql/backend.h). Lives within one transaction of its database's thread; call finish() before the
// transaction ends.
#pragma once

#include "core/store/sql/database.h"

#include <initializer_list>

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
    // With a key, which the table holds unique, a row takes the place of one with the same key.
    BulkInsert(Database& db, const QString& table, const QStringList& columns, const QStringList& key = {});
    BulkInsert(BulkInsert&& other) = default;
    BulkInsert(const BulkInsert&) = delete;
    BulkInsert& operator=(const BulkInsert&) = delete;
    BulkInsert& operator=(BulkInsert&&) = delete;

    // `row` has one value a column. Errors: as Database::run.
    Result<void> add(std::initializer_list<BulkValue> row);
    Result<void> finish();

  private:
    Database& m_db;
    QString m_sql;
    std::unique_ptr<BulkStatement> m_statement; // once there was a row
};

} // namespace factoid
