// backup: the store, whole and checked, as one file (docs/contract.md, “Store and safety”).
#include "core/base/plain_file.h"
#include "core/jobs/job_table.h"
#include "core/store/operations/backup_store.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/working_copy.h"

#include <QFileInfo>

namespace factoid {

Result<JobOutcome> backupJob(JobContext& context, const QJsonObject& options)
{
    const QString path = QFileInfo(options.value(u"file"_s).toString()).absoluteFilePath();
    if (QFileInfo(path) == QFileInfo(context.db.url().path))
        return fail(ErrorKind::Usage, u"a backup must go to another file than the store itself"_s);
    if (const QString kind = otherThanFile(path); !kind.isEmpty())
        return fail(ErrorKind::Usage,
                    u"%1 is not a file but %2, so it is left as it is; name a file"_s.arg(path, kind));
    const auto cannot = [&](Error error) {
        if (error.kind == ErrorKind::Interrupted)
            return std::unexpected(error);
        error.message = u"the backup %1 cannot be written: %2"_s.arg(path, error.message);
        return std::unexpected(error);
    };
    const QFileInfo before(path);
    if (before.exists()) {
        const auto backup = Database::isStore({path});
        if (!backup)
            return cannot(backup.error());
        if (!*backup)
            return fail(ErrorKind::Usage, u"%1 exists and is not a backup; it stays as it is"_s.arg(path));
    }
    const Stage stage(context, u"backing up"_s);
    if (const auto missing = whatIsMissing(context.db); !missing)
        return std::unexpected(missing.error());
    else if (*missing)
        return cannot({ErrorKind::Store, **missing + u"; see doctor"_s});
    JobOutcome outcome;
    outcome.note = u"the store is backed up to %1"_s.arg(path);
    (void)WorkingCopy::clearDead(path);
    // Only a whole, synced copy takes the name; an older backup of that name stays until then.
    const auto copy = WorkingCopy::beside(path);
    if (!copy)
        return cannot(copy.error());
    if (auto written =
            BackupStore(context.db).write((*copy)->path(), context.run, outcome.note, context.control.cancel);
        !written)
        return cannot(written.error());
    // Whoever could read the older backup goes on reading it.
    if (before.exists() && !QFile::setPermissions((*copy)->path(), before.permissions()))
        return cannot({ErrorKind::Store, u"it cannot be given the permissions of the file that it replaces"_s});
    if (auto named = (*copy)->takeName(path); !named)
        return cannot(named.error());
    outcome.result = {{u"file"_s, path}, {u"bytes"_s, QFileInfo(path).size()}};
    return outcome;
}

} // namespace factoid
