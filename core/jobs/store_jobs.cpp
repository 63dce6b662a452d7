// backup, restore and prune: care of the store itself (SPEC 4, 15).
#include "core/jobs/job.h"
#include "core/base/counted.h"
#include "core/base/plain_file.h"
#include "core/store/dialect.h"
#include "core/store/fallback_store.h"
#include "core/store/long_statement.h"
#include "core/store/settings_store.h"
#include "core/store/time_text.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <cstdio>

namespace factoid {

namespace {

Result<void> checkWhole(Database& db, const QString& path)
{
    const auto answer = db.scalar(QStringLiteral("PRAGMA quick_check(1)"));
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->value_or(QString()).toString() != QLatin1String("ok"))
        return fail(ErrorKind::Store, QStringLiteral("%1 is damaged").arg(path));
    return {};
}

// A whole copy at `part`, checked and on the disk, for its owner alone.
Result<void> copyStore(JobContext& context, const QString& part)
{
    if (auto made = makePrivateFile(part); !made)
        return made;
    if (auto copied = runUntil(context.attendance.cancel, context.db, QStringLiteral("VACUUM INTO ?"), {part}); !copied)
        return std::unexpected(copied.error());
    auto copy = Database::open({part}, OpenMode::ReadOnly);
    if (!copy)
        return std::unexpected(copy.error());
    if (auto whole = checkWhole(**copy, part); !whole)
        return whole;
    copy->reset();
    return syncToDisk(part);
}

} // namespace

Result<JobOutcome> backupJob(JobContext& context, const QJsonObject& options)
{
    const QString path = QFileInfo(options.value(QStringLiteral("file")).toString()).absoluteFilePath();
    if (QFileInfo(path) == QFileInfo(context.db.url().path))
        return fail(ErrorKind::Usage, QStringLiteral("a backup must go to another file than the store itself"));
    if (const QString kind = otherThanFile(path); !kind.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("%1 is not a file but %2, so it is left as it is; name a file").arg(path, kind));
    const QFileInfo before(path);
    if (before.exists() && !Database::open({path}, OpenMode::ReadOnly))
        return fail(ErrorKind::Usage, QStringLiteral("%1 exists and is not a backup; it stays as it is").arg(path));
    const QString part = path + QStringLiteral(".part");
    QFile::remove(part);
    const Stage stage(context, QStringLiteral("backing up"));
    // Only a whole, synced copy takes the name; an older backup of that name stays until then.
    if (auto copied = copyStore(context, part); !copied) {
        QFile::remove(part);
        Error error = copied.error();
        if (error.kind != ErrorKind::Interrupted)
            error.message = QStringLiteral("the backup %1 cannot be written: %2").arg(path, error.message);
        return std::unexpected(error);
    }
    // Whoever could read the older backup goes on reading it.
    const bool allowed = !before.exists() || QFile::setPermissions(part, before.permissions());
    if (!allowed || std::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0) {
        const int code = errno;
        QFile::remove(part);
        return diskError(path, code);
    }
    if (auto synced = syncToDisk(QFileInfo(path).path()); !synced)
        return std::unexpected(synced.error());
    JobOutcome outcome;
    outcome.result = {{QStringLiteral("file"), path}, {QStringLiteral("bytes"), QFileInfo(path).size()}};
    outcome.note = QStringLiteral("the store is backed up to %1").arg(path);
    return outcome;
}

Result<JobOutcome> restoreJob(JobContext& context, const QJsonObject& options)
{
    const QString path = QFileInfo(options.value(QStringLiteral("file")).toString()).absoluteFilePath();
    if (!QFileInfo(path).isFile())
        return fail(ErrorKind::Input, QStringLiteral("there is no such backup"), path);
    if (QFileInfo(path) == QFileInfo(context.db.url().path))
        return fail(ErrorKind::Usage, QStringLiteral("the store cannot be restored from itself; name a backup"));
    const Stage stage(context, QStringLiteral("restoring"));
    // Works on a copy: a backup of an older version is migrated, and the backup itself stays as it is.
    QTemporaryDir folder(QFileInfo(context.db.url().path).absolutePath() + QStringLiteral("/restore-XXXXXX"));
    const QString copy = folder.filePath(QStringLiteral("backup.db"));
    if (!folder.isValid() || !QFile::copy(path, copy))
        return fail(ErrorKind::Failed, QStringLiteral("the backup cannot be copied beside the store: is the disk full?"), path);
    {
        auto opened = Database::open({copy}, OpenMode::ReadWrite);
        if (!opened && opened.error().kind == ErrorKind::StoreTooNew)
            return std::unexpected(opened.error());
        if (!opened || !checkWhole(**opened, path))
            return fail(ErrorKind::Input, QStringLiteral("this is not a whole backup; the store stays as it is"), path);
    }
    Database& db = context.db;
    if (auto attached = db.run(QStringLiteral("ATTACH DATABASE ? AS backup"), {copy}); !attached)
        return std::unexpected(attached.error());
    // One transaction: other processes see the store as it was or as the backup has it.
    auto restored = db.transaction<qint64>([&]() -> Result<qint64> {
        QStringList tables;
        auto listed = db.each(QStringLiteral("SELECT name FROM backup.sqlite_schema WHERE type = 'table' AND (name NOT LIKE 'sqlite%' OR name = 'sqlite_sequence')"), {},
                              [&](const QSqlQuery& row) { tables << row.value(0).toString(); });
        if (!listed)
            return std::unexpected(listed.error());
        qint64 rows = 0;
        for (const QString& table : tables) {
            // The lease and this run are the present's, not the backup's.
            const QString keep = table == QLatin1String("runs") ? QStringLiteral(" WHERE id <> %1").arg(context.run) : QString();
            if (table == QLatin1String("leases"))
                continue;
            // What was spent is spent, and counts against the caps: the present's calls stay, older ones come back.
            if (table == QLatin1String("model_calls")) {
                auto added = db.run(QStringLiteral("INSERT OR IGNORE INTO main.model_calls SELECT * FROM backup.model_calls"));
                if (!added)
                    return std::unexpected(added.error());
                rows += *added;
                continue;
            }
            if (auto emptied = db.run(QStringLiteral("DELETE FROM main.%1%2").arg(table, keep)); !emptied)
                return std::unexpected(emptied.error());
            auto filled = db.run(QStringLiteral("INSERT %3INTO main.%1 SELECT * FROM backup.%1%2").arg(table, keep, keep.isEmpty() ? QString() : QStringLiteral("OR IGNORE ")));
            if (!filled)
                return std::unexpected(filled.error());
            rows += *filled;
        }
        if (auto noted = SettingsStore(db).audit(context.clock.now(), context.trigger, QStringLiteral("restore"), options); !noted)
            return std::unexpected(noted.error());
        return rows;
    });
    (void)db.run(QStringLiteral("DETACH DATABASE backup"));
    if (!restored)
        return std::unexpected(restored.error());
    JobOutcome outcome;
    outcome.result = {{QStringLiteral("file"), path}, {QStringLiteral("rows"), *restored}};
    outcome.note = QStringLiteral("the store is as in %1 (%2)").arg(path, counted(*restored, "row", "rows"));
    return outcome;
}

Result<JobOutcome> pruneJob(JobContext& context, const QJsonObject&)
{
    const Stage stage(context, QStringLiteral("pruning"));
    const QDateTime now = context.clock.now();
    const Settings& s = context.settings;
    struct Rule {
        const char* name;
        const char* sql;
        QString before;
    };
    const auto ago = [&](int days) { return timeText(now.addDays(-days)); };
    const std::vector<Rule> rules{
        // The newest summary of a cell stays whatever its age, and so does the one in force on the oldest day kept.
        {"summaries", "DELETE FROM summaries WHERE date_calculated < (SELECT MAX(n.date_calculated) FROM summaries n WHERE n.field_id = summaries.field_id"
                      " AND n.year = summaries.year AND n.date_calculated <= ?)", now.addDays(-s.keepSummariesDays).date().toString(Qt::ISODate)},
        {"changes", "DELETE FROM changes WHERE processed_run IS NOT NULL AND changed_at < ?", ago(s.keepChangesDays)},
        {"runs", "DELETE FROM runs WHERE finished_at < ?", ago(s.keepRunsDays)},
        {"slot_outcomes", "DELETE FROM slot_outcomes WHERE slot_at < ?", ago(s.keepRunsDays)},
        {"factoids", "DELETE FROM factoids WHERE set_id IN (SELECT id FROM sets WHERE is_current = 0 AND published_at < ?)", ago(s.keepSetsDays)},
        {"sets", "DELETE FROM sets WHERE is_current = 0 AND published_at < ?", ago(s.keepSetsDays)},
        {"shown", "DELETE FROM shown WHERE shown_at < ?", ago(s.keepSetsDays)},
        {"model_calls", "DELETE FROM model_calls WHERE state <> 'reserved' AND at < ?", ago(s.keepCallsDays)},
        {"served_links", "DELETE FROM served_links WHERE at < ?", ago(s.keepRunsDays)},
        {"transcripts", "DELETE FROM transcripts WHERE at < ?", ago(s.keepTranscriptsDays)},
        {"failures", "DELETE FROM failures WHERE last_seen < ?", ago(s.keepFailuresDays)},
        {"failure_hours", "DELETE FROM failure_hours WHERE failure_id NOT IN (SELECT id FROM failures) OR hour < substr(?, 1, 13)", ago(s.keepFailuresDays)},
        {"recovery_actions", "DELETE FROM recovery_actions WHERE at < ?", ago(s.keepFailuresDays)},
        // A day of grace: the mark of a removed key must outlive whoever is making its value at this moment.
        {"cache_entries", "DELETE FROM cache_entries WHERE stale_until < ?", ago(1)},
    };
    QJsonObject removed;
    auto pruned = context.db.transaction<bool>([&]() -> Result<bool> {
        for (const Rule& rule : rules) {
            auto ran = context.db.run(QLatin1String(rule.sql), {rule.before});
            if (!ran)
                return std::unexpected(ran.error());
            removed.insert(QLatin1String(rule.name), *ran);
        }
        auto emptied = FallbackStore(context.db).emptyBin(now);
        if (!emptied)
            return std::unexpected(emptied.error());
        removed.insert(QStringLiteral("fallbacks"), *emptied);
        return true;
    });
    if (!pruned)
        return std::unexpected(pruned.error());
    JobOutcome outcome;
    outcome.result = removed;
    outcome.note = QStringLiteral("what was past its retention is gone");
    return outcome;
}

} // namespace factoid
