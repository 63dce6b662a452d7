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
        return fail(ErrorKind::Usage, Message("backup.onto_itself"));
    if (const QString kind = otherThanFile(path); !kind.isEmpty())
        return fail(ErrorKind::Usage, Message("backup.not_a_file").arg(path).arg(kind));
    const auto cannot = [&](const Error& error) {
        if (error.kind == ErrorKind::Interrupted)
            return std::unexpected(error);
        return fail(error.kind, Message("backup.cannot").arg(path).arg(error.message), error.file, error.line);
    };
    const QFileInfo before(path);
    if (before.exists()) {
        const auto backup = Database::isStore({path});
        if (!backup)
            return cannot(backup.error());
        if (!*backup)
            return fail(ErrorKind::Usage, Message("backup.not_a_backup").arg(path));
    }
    const Stage stage(context, u"backing up"_s);
    if (const auto missing = whatIsMissing(context.db); !missing)
        return std::unexpected(missing.error());
    else if (*missing)
        return cannot({ErrorKind::Store, **missing + u"; see doctor"_s});
    JobOutcome outcome;
    outcome.note = Message("backup.done").arg(path);
    (void)WorkingCopy::clearDead(path);
    // Only a whole, synced copy takes the name; an older backup of that name stays until then.
    const auto copy = WorkingCopy::beside(path);
    if (!copy)
        return cannot(copy.error());
    if (auto written =
            BackupStore(context.db).write((*copy)->path(), context.run, outcome.note.stored(), context.control.cancel);
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
