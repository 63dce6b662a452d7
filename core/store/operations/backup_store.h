// BackupStore: what a backup of the store says of itself, and what of the present stays when one is restored. Used by
// the thread that owns the database.
#pragma once

#include "core/store/sql/backup.h"

namespace factoid {

class BackupStore
{
  public:
    explicit BackupStore(Database& db)
        : m_db(db)
    {
    }
    // Writes the store into `path`, an empty file: checked, in one file, and knowing that `run` made it, so that
    // whoever restores it finds no run that was cut off. Errors: also Interrupted.
    Result<void> write(const QString& path, qint64 run, const QString& note, const CancelToken& cancel);
    // The database is a copy of a backup, to be restored: what was at work while it was made has ended long ago, the
    // backup itself well, as it is there. It is one file from here on.
    Result<void> settle();
    // The store becomes as the backup is. Leases and what was spent are the present's. Joins the caller's transaction;
    // gives how many rows came.
    [[nodiscard]] static Result<qint64> restore(LaidBackup& backup);

  private:
    Database& m_db;
};

} // namespace factoid
