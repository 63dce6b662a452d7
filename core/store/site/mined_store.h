// MinedStore: what mining keeps from one time to the next, by field. It follows from the rest of the store, and means
// nothing to it. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace factoid {

struct MinedRow {
    QString slug;      // empty: pairs of fields
    QByteArray inputs; // the hash of what it was found in
    QByteArray found;  // sealed by who made it; empty: nothing is kept of it any more
};

class MinedStore
{
  public:
    explicit MinedStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<std::vector<MinedRow>> load();
    // Each in place of what was there. Joins the caller's transaction.
    Result<void> put(const std::vector<MinedRow>& rows);

  private:
    Database& m_db;
};

} // namespace factoid
