#include "core/jobs/restore_job.h"

#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/base/log.h"
#include "core/jobs/job_table.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/working_copy.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace factoid {

namespace {

// The lease and what was spent are the present's, and so are the numbers that were given: none is given twice.
const QString kLeases = u"leases"_s, kCalls = u"model_calls"_s, kRuns = u"runs"_s;

// A copy of the backup beside the store, of this version and looked through; the backup itself stays as it is.
Result<std::unique_ptr<WorkingCopy>> wholeCopy(const QString& backup, const QString& store)
{
    const auto none = [&](const QString& why) {
        return fail(ErrorKind::Input, u"this is not a whole backup; the store stays as it is (%1)"_s.arg(why), backup);
    };
    if (!QFileInfo(backup).isFile())
        return fail(ErrorKind::Input, u"there is no such backup"_s, backup);
    const auto problem = [&](const Error& error) -> std::unexpected<Error> {
        if (error.kind == ErrorKind::Store || error.kind == ErrorKind::Failed)
            return none(error.message);
        return std::unexpected(error);
    };
    const auto saved = Database::isStore({backup});
    if (!saved)
        return problem(saved.error());
    if (!*saved)
        return none(u"no store was saved in it"_s);
    auto copy = WorkingCopy::beside(store);
    if (!copy)
        return copy;
    if (auto copied = Database::copyTo({backup}, (*copy)->path()); !copied)
        return problem(copied.error());
    auto opened = Database::open({(*copy)->path()}, OpenMode::ReadWrite);
    if (!opened)
        return problem(opened.error());
    if (auto whole = checkWhole(**opened); !whole)
        return problem(whole.error());
    const auto missing = whatIsMissing(**opened);
    if (!missing)
        return problem(missing.error());
    if (*missing)
        return none(**missing);
    // What was at work while the backup was made has ended long ago: the backup itself well, as it is there.
    auto ended = (*opened)->run(
        u"UPDATE runs SET finished_at = COALESCE(heartbeat_at, started_at), stage = '', done = 0, total = 0,"
        " outcome = CASE WHEN id = own THEN 'done' ELSE 'interrupted' END,"
        " message = CASE WHEN id = own THEN 'this backup' ELSE 'it was at work when the backup was made' END"
        " FROM (SELECT MAX(id) AS own FROM runs WHERE job = 'backup' AND finished_at IS NULL) WHERE finished_at IS NULL"_s);
    if (!ended)
        return problem(ended.error());
    // One file: whoever takes its name brings no log along.
    if (auto closed = (*opened)->run(u"PRAGMA journal_mode = DELETE"_s); !closed)
        return problem(closed.error());
    return copy;
}

// What makes it impossible to restore into the store. Empty: nothing.
QString damageOf(const StoreUrl& store)
{
    if (QFileInfo(store.path).size() == 0)
        return {};
    auto opened = Database::open(store, OpenMode::ReadWrite);
    if (!opened)
        return opened.error().kind == ErrorKind::Store ? opened.error().message : QString();
    if (auto whole = checkWhole(**opened); !whole)
        return whole.error().kind == ErrorKind::Store ? whole.error().message : QString();
    const auto missing = whatIsMissing(**opened);
    return missing && *missing ? **missing : QString();
}

// A database of another program, which nobody wants replaced: its head is whole and names no store.
bool isSomethingElse(const QString& path)
{
    constexpr qsizetype kMarkAt = 68, kMarkBytes = 4;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray head = file.read(kMarkAt + kMarkBytes);
    return head.startsWith("SQLite format 3") && head.size() == kMarkAt + kMarkBytes &&
           head.mid(kMarkAt) != QByteArrayLiteral("FDsk");
}

// Renames a file with its logs. False: it has its old name.
bool renameAll(const QString& from, const QString& to)
{
    // The logs first: a log without its database is nothing, a database beside a stranger's log is ruined.
    for (const QString& ending : besideDatabase())
        (void)std::rename(QFile::encodeName(from + ending).constData(), QFile::encodeName(to + ending).constData());
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

Result<QStringList> columnsOf(Database& db, const QString& table)
{
    QStringList columns;
    auto read = db.each(u"SELECT name FROM pragma_table_info(?, 'main')"_s, {table},
                        [&](const QSqlQuery& row) { columns << row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return columns;
}

Result<qint64> fillTable(Database& db, const QString& table)
{
    const auto columns = TRY(columnsOf(db, table));
    // Runs that are at work now go on; older calls come back beside the present's.
    const bool adds = table == kRuns || table == kCalls;
    if (table != kCalls) {
        const QString old = table == kRuns ? u" WHERE finished_at IS NOT NULL"_s : QString();
        if (auto emptied = db.run(u"DELETE FROM main.%1%2"_s.arg(table, old)); !emptied)
            return emptied;
    }
    const QString list = columns.join(u", "_s);
    return db.run(
        u"INSERT %3INTO main.%1(%2) SELECT %2 FROM backup.%1"_s.arg(table, list, adds ? u"OR IGNORE "_s : QString()));
}

Result<qint64> fillFrom(Database& db)
{
    auto model = TRY(Database::blank());
    QStringList tables;
    auto listed = model->each(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"_s, {},
                              [&](const QSqlQuery& row) { tables << row.value(0).toString(); });
    if (!listed)
        return std::unexpected(listed.error());
    qint64 rows = 0;
    for (const QString& table : tables) {
        if (table == kLeases)
            continue;
        const auto filled = fillTable(db, table);
        if (!filled)
            return filled;
        rows += *filled;
    }
    for (
        const QString& sql :
        {u"INSERT INTO main.sqlite_sequence(name, seq) SELECT name, 0 FROM backup.sqlite_sequence WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)"_s,
         u"UPDATE main.sqlite_sequence AS s SET seq = MAX(s.seq, b.seq) FROM backup.sqlite_sequence b WHERE b.name = s.name"_s}) {
        if (auto lifted = db.run(sql); !lifted)
            return lifted;
    }
    return rows;
}

} // namespace

Result<void> replaceDamagedStore(const StoreUrl& store, QJsonObject& options)
{
    const QString damage = damageOf(store);
    if (damage.isEmpty())
        return {};
    if (isSomethingElse(store.path))
        return fail(ErrorKind::Store, u"%1 is not a Factoid Desk store, so it is not replaced"_s.arg(store.path));
    const QString backup = QFileInfo(options.value(u"file"_s).toString()).absoluteFilePath();
    auto copy = TRY(wholeCopy(backup, store.path));
    const QString aside = u"%1.damaged-%2"_s.arg(store.path, machineNow().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    if (!renameAll(store.path, aside))
        return fail(ErrorKind::Store,
                    u"the store is damaged (%1), and cannot be laid aside as %2; is the folder read-only?"_s.arg(
                        damage, aside));
    if (auto named = copy->takeName(store.path); !named) {
        (void)renameAll(aside, store.path);
        return std::unexpected(named.error());
    }
    qCWarning(logJobs, "%s; it is kept as %s, and the backup took its place", qUtf8Printable(damage),
              qUtf8Printable(aside));
    options.insert(u"damaged"_s, aside);
    return {};
}

Result<JobOutcome> restoreJob(JobContext& context, const QJsonObject& options)
{
    const QString path = QFileInfo(options.value(u"file"_s).toString()).absoluteFilePath();
    if (QFileInfo(path) == QFileInfo(context.db.url().path))
        return fail(ErrorKind::Usage, u"the store cannot be restored from itself; name a backup"_s);
    const Stage stage(context, u"restoring"_s);
    const auto copy = TRY(wholeCopy(path, context.db.url().path));
    Database& db = context.db;
    TRY(db.run(u"ATTACH DATABASE ? AS backup"_s, {copy->path()}));
    auto restored = context.apply([&]() -> Result<JobOutcome> {
        const auto rows = TRY(fillFrom(db));
        TRY(SettingsStore(db).audit(context.clock.now(), context.trigger, u"restore"_s, options));
        JobOutcome outcome;
        outcome.result = {{u"file"_s, path}, {u"rows"_s, rows}};
        outcome.note = u"the store is as in %1 (%2)"_s.arg(path, counted(rows, "row", "rows"));
        const QString aside = options.value(u"damaged"_s).toString();
        if (!aside.isEmpty()) {
            outcome.result.insert(u"damaged"_s, aside);
            outcome.note += u"; the damaged store is kept as %1"_s.arg(aside);
        }
        return outcome;
    });
    (void)db.run(u"DETACH DATABASE backup"_s);
    return restored;
}

} // namespace factoid
