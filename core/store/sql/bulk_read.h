// BulkRead: many rows of whole numbers and short texts out of one SELECT, parameters bound, on the engine's own handle
// (core/store/sql/backend.h). Used by the thread of its database.
#pragma once

#include "core/store/sql/database.h"

#include <QByteArrayView>

namespace factoid {

class BulkRead
{
  public:
    BulkRead(Database& db, const QString& sql);

    // Before the first next(); `place` counts from 1.
    void bind(int place, qint64 number);
    void bind(int place, const QString& text); // which must live until the last row
    // False after the last row. Errors: as Database::each.
    [[nodiscard]] Result<bool> next();
    // Of the row at which it is.
    [[nodiscard]] bool isNull(int column) const { return (*m_statement)->isNull(column); }
    [[nodiscard]] bool isNumber(int column) const { return (*m_statement)->isNumber(column); } // a whole one
    [[nodiscard]] qint64 number(int column) const { return (*m_statement)->number(column); }   // 0 for NULL
    // UTF-8; valid until the next row.
    [[nodiscard]] QByteArrayView text(int column) const { return (*m_statement)->text(column); }

  private:
    Result<std::unique_ptr<BulkStatement>> m_statement;
};

} // namespace factoid
