// BulkInsert: many rows through one prepared INSERT of several rows at a time, parameters bound.
// Lives within one transaction of its database's thread; call finish() before the transaction ends.
#pragma once

#include "core/store/database.h"

#include <optional>

namespace factoid {

class BulkInsert
{
  public:
    // `verb` is "INSERT" or "INSERT OR REPLACE".
    BulkInsert(Database& db, QString verb, QString table, QStringList columns);

    // `row` has one value a column.
    Result<void> add(const QVariantList& row);
    Result<void> finish();
    [[nodiscard]] qint64 rows() const { return m_rows; }

  private:
    [[nodiscard]] QString sql(int rows) const;
    Result<void> flush();

    Database& m_db;
    QString m_verb;
    QString m_table;
    QStringList m_columns;
    QVariantList m_values;
    std::optional<QSqlQuery> m_full;
    qint64 m_rows = 0;
};

} // namespace factoid
