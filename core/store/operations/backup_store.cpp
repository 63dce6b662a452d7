#include "core/store/operations/backup_store.h"

#include "core/store/sql/schema_check.h"

namespace factoid {

Result<void> BackupStore::write(const QString& path, qint64 run, const QString& note, const CancelToken& cancel)
{
    TRY(copyInto(m_db, path, cancel));
    const auto copy = TRY(Database::open({path}, OpenMode::ReadWrite));
    TRY(checkWhole(*copy));
    TRY(copy->run(
        u"UPDATE runs SET finished_at = COALESCE(heartbeat_at, started_at), outcome = 'done', message = ?, stage = '' WHERE id = ?"_s,
        {note, run}));
    return makeOneFile(*copy);
}

Result<void> BackupStore::settle()
{
    TRY(m_db.run(
        u"UPDATE runs SET finished_at = COALESCE(heartbeat_at, started_at), stage = '', done = 0, total = 0,"
        " outcome = CASE WHEN id = own THEN 'done' ELSE 'interrupted' END,"
        " message = CASE WHEN id = own THEN ? ELSE ? END"
        " FROM (SELECT MAX(id) AS own FROM runs WHERE job = 'backup' AND finished_at IS NULL) WHERE finished_at IS NULL"_s,
        {Message("backup.itself").stored(), Message("backup.was_running").stored()}));
    return makeOneFile(m_db);
}

Result<qint64> BackupStore::restore(LaidBackup& backup)
{
    using How = RestoreRule::How;
    // Runs that are at work now go on; older calls come back beside the present's.
    return backup.fill({{u"leases"_s, How::LeaveOut},
                        {u"runs"_s, How::Add, u"finished_at IS NOT NULL"_s},
                        {u"model_calls"_s, How::Add}});
}

} // namespace factoid
