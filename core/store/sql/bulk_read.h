// BulkRead: many rows of whole numbers and short texts out of one SELECT, parameters bound. QtSql makes a
// QVariant of every value; a million rows of ten columns take it a second more than SQLite needs, so this
// reads from the driver's own handle, as BulkInsert writes to it. Used by the thread of its database.
#pragma once

#include "core/store/sql/database.h"

#include <QByteArrayView>

struct sqlite3;
struct sqlite3_stmt;

namespace factoid {

class BulkRead
{
  public:
    BulkRead(Database& db, const QString& sql);
    ~BulkRead();
    BulkRead(const BulkRead&) = delete;
    BulkRead& operator=(const BulkRead&) = delete;

    // Before the first next(); `place` counts from 1.
    void bind(int place, qint64 number);
    // False after the last row. Errors: as Database::each.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 number(int column) const; // 0 for NULL
    // UTF-8; valid until the next row.
    [[nodiscard]] QByteArrayView text(int column) const;

  private:
    [[nodiscard]] std::unexpected<Error> error() const;

    Database& m_db;
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace factoid
