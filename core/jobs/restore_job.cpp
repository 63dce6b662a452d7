#include "core/jobs/restore_job.h"

#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/base/log.h"
#include "core/jobs/job_table.h"
#include "core/store/operations/backup_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/backup.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/working_copy.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace factoid {

namespace {

// A copy of the backup beside the store, of this version and looked through; the backup itself stays as it is.
Result<std::unique_ptr<WorkingCopy>> wholeCopy(const QString& backup, const QString& store)
{
    const auto none = [&](const QString& why) {
        return fail(ErrorKind::Input, Message("restore.not_whole").arg(why), backup);
    };
    if (!QFileInfo(backup).isFile())
        return fail(ErrorKind::Input, Message("restore.no_backup"), backup);
    const auto problem = [&](const Error& error) -> std::unexpected<Error> {
        if (error.kind == ErrorKind::StoreDamaged || error.kind == ErrorKind::Failed)
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
    if (auto settled = BackupStore(**opened).settle(); !settled)
        return problem(settled.error());
    if (auto one = makeOneFile(**opened); !one)
        return problem(one.error());
    return copy;
}

// What makes it impossible to restore into the store, by what lies there; empty: nothing. A disk that fails at this
// moment, or a store that is busy, is an error: nothing is known of what lies there.
Result<QString> damageOf(const StoreUrl& store)
{
    if (QFileInfo(store.path).size() == 0)
        return QString();
    const auto damage = [](const Error& error) -> Result<QString> {
        if (error.kind == ErrorKind::StoreDamaged)
            return error.message;
        return std::unexpected(error);
    };
    auto opened = Database::open(store, OpenMode::ReadWrite);
    if (!opened)
        return damage(opened.error());
    if (auto whole = checkWhole(**opened); !whole)
        return damage(whole.error());
    const auto missing = whatIsMissing(**opened);
    if (!missing)
        return damage(missing.error());
    return missing->value_or(QString());
}

// Renames a file with its logs. False: it has its old name.
bool renameAll(const QString& from, const QString& to)
{
    // The logs first: a log without its database is nothing, a database beside a stranger's log is ruined.
    for (const QString& ending : besideDatabase())
        (void)std::rename(QFile::encodeName(from + ending).constData(), QFile::encodeName(to + ending).constData());
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace

Result<void> replaceDamagedStore(const StoreUrl& store, QJsonObject& options)
{
    const QString damage = TRY(damageOf(store));
    if (damage.isEmpty())
        return {};
    if (isAnotherProgramsDatabase(store.path))
        return fail(ErrorKind::Store, Message("restore.of_another_program").arg(store.path));
    const QString backup = QFileInfo(options.value(u"file"_s).toString()).absoluteFilePath();
    auto copy = TRY(wholeCopy(backup, store.path));
    const QString aside = u"%1.damaged-%2"_s.arg(store.path, machineNow().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    if (!renameAll(store.path, aside))
        return fail(ErrorKind::Store, Message("restore.cannot_move").arg(damage).arg(aside));
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
        return fail(ErrorKind::Usage, Message("restore.from_itself"));
    const Stage stage(context, u"restoring"_s);
    const auto copy = TRY(wholeCopy(path, context.db.url().path));
    Database& db = context.db;
    const auto laid = TRY(LaidBackup::beside(db, copy->path()));
    return context.apply([&]() -> Result<JobOutcome> {
        const auto rows = TRY(BackupStore::restore(*laid));
        TRY(SettingsStore(db).audit(context.clock.now(), context.trigger, Message("audit.restore"), options));
        JobOutcome outcome;
        outcome.result = {{u"file"_s, path}, {u"rows"_s, rows}};
        outcome.note = Message("restore.done").arg(path).count(rows);
        const QString aside = options.value(u"damaged"_s).toString();
        if (!aside.isEmpty()) {
            outcome.result.insert(u"damaged"_s, aside);
            outcome.note = Message::list({outcome.note, Message("restore.kept_aside").arg(aside)});
        }
        return outcome;
    });
}

} // namespace factoid
