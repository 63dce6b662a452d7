// WorkingCopy: a file that is made beside another one until it is whole and may take its name: a backup, a store that
// is restored, the copy that is kept before a migration. It is gone with this object, however the work ended; what a
// killed process left behind is known by its lock, which nobody holds any more, and cleared by the next that comes by.
// Any thread.
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <memory>

namespace factoid {

class WorkingCopy
{
  public:
    // An empty file "NAME.fdpart-0123abcd" in the folder of `path`. Errors: Store.
    [[nodiscard]] static Result<std::unique_ptr<WorkingCopy>> beside(const QString& path);
    // Removes the file, and what SQLite laid beside it, unless it has taken another name.
    ~WorkingCopy();
    WorkingCopy(const WorkingCopy&) = delete;
    WorkingCopy& operator=(const WorkingCopy&) = delete;

    [[nodiscard]] const QString& path() const { return m_path; }
    // On the disk first, then renamed, then the folder on the disk: after a power cut there is the old file or the new
    // one.
    Result<void> takeName(const QString& name);

    // Removes what dead processes left in the folder of `path`; gives the names.
    static QStringList clearDead(const QString& path);

  private:
    WorkingCopy(QString path, int lock)
        : m_path(std::move(path))
        , m_lock(lock)
    {
    }

    QString m_path;
    int m_lock;
    bool m_named = false;
};

// What was created, removed or renamed in the folder of `path` survives a power cut.
bool syncFolderOf(const QString& path);
bool syncFile(const QString& path);
// The files that SQLite lays beside a database: their endings.
[[nodiscard]] const QStringList& besideDatabase();

} // namespace factoid
