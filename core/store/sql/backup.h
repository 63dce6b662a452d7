// Backup: all of a store as one file, and its rows back from one. How is the engine's own affair. Used by the thread
// that owns the database.
#pragma once

#include "core/base/cancel.h"
#include "core/store/sql/database.h"

#include <vector>

namespace factoid {

// Writes all that is in the store into `path`, an empty file. Errors: as Database::run, and Interrupted; a transaction
// that was open still is.
Result<void> copyInto(Database& db, const QString& path, const CancelToken& cancel);

// The store is one file from here on, without a log beside it, so that whoever takes its name brings none along.
Result<void> makeOneFile(Database& db);

// A database of another program, which nobody wants replaced: its head is whole and names no store.
[[nodiscard]] bool isAnotherProgramsDatabase(const QString& path);

// How a table of the store becomes as the backup has it.
struct RestoreRule {
    enum class How {
        Replace, // nothing of the present stays
        Add,     // what the backup has comes beside the present's, which has the say
        LeaveOut // as it is now
    };
    QString table;
    How how = How::Replace;
    QString makesRoom = {}; // Add: the rows that go first, as an SQL condition; empty: none
};

// A backup that is laid beside the open store, for one transaction: one file without a log, which nobody else writes.
// Gone with this object, after that transaction.
class LaidBackup
{
  public:
    [[nodiscard]] static Result<std::unique_ptr<LaidBackup>> beside(Database& db, const QString& path);
    ~LaidBackup();
    LaidBackup(const LaidBackup&) = delete;
    LaidBackup& operator=(const LaidBackup&) = delete;

    // Every table that a store has, those without a rule replaced. No number that was given here or there is given
    // again. Gives how many rows came.
    Result<qint64> fill(const std::vector<RestoreRule>& rules);

  private:
    explicit LaidBackup(Database& db)
        : m_db(db)
    {
    }
    Result<qint64> fillTable(const RestoreRule& rule);

    Database& m_db;
};

} // namespace factoid
