// RetentionStore: what is past its retention goes (SPEC 4), whatever room of the store it is of. Joins the caller's
// transaction; used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>

#include <vector>

namespace factoid {

// What is older goes; of a summary the newest stays whatever its age, and so does the one in force on that day.
struct RetentionLimits {
    QDate summaries;
    QDateTime changes; // those that a run has dealt with
    QDateTime runs;    // that are over, with how slots ended and which link served
    QDateTime sets;    // but the current one
    QDateTime calls;   // of models, but those that hold money back
    QDateTime transcripts;
    QDateTime failures;
    QDateTime cacheEntries; // since when nobody may be served them
};

class RetentionStore
{
  public:
    explicit RetentionStore(Database& db)
        : m_db(db)
    {
    }

    struct Gone {
        QString table;
        qint64 rows = 0;
    };
    // A row for each table that was looked through.
    Result<std::vector<Gone>> drop(const RetentionLimits& limits);

  private:
    Database& m_db;
};

} // namespace factoid
