// How SQLite does what backup.h says.
#include "core/store/sql/backup.h"
#include "core/store/sql/sqlite_backend.h"

#include <QFile>
#include <QUrl>

#include <algorithm>
#include <sqlite3.h>

namespace factoid {

namespace {

constexpr int kStepsBetweenLooks = 1'000;

Result<QStringList> columnsOf(Database& db, const QString& table)
{
    QStringList columns;
    TRY(db.each(u"SELECT name FROM pragma_table_info(?, 'main')"_s, {table},
                [&](const QSqlQuery& row) { columns << row.value(0).toString(); }));
    return columns;
}

// Of an empty store of this version.
Result<QStringList> tablesOfStore()
{
    auto model = TRY(Database::blank());
    QStringList tables;
    TRY(model->each(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"_s, {},
                    [&](const QSqlQuery& row) { tables << row.value(0).toString(); }));
    return tables;
}

} // namespace

Result<void> copyInto(Database& db, const QString& path, const CancelToken& cancel)
{
    if (cancel.requested())
        return CancelToken::error();
    sqlite3* handle = static_cast<SqliteBackend&>(db.backend()).handle();
    const auto stops = [](void* flag) { return static_cast<const CancelToken*>(flag)->requested() ? 1 : 0; };
    CancelToken asked = cancel;
    sqlite3_progress_handler(handle, kStepsBetweenLooks, stops, &asked);
    auto copied = db.run(u"VACUUM INTO ?"_s, {path});
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    return copied ? Result<void>() : std::unexpected(copied.error());
}

Result<void> makeOneFile(Database& db)
{
    TRY(db.run(u"PRAGMA journal_mode = DELETE"_s));
    return {};
}

bool isAnotherProgramsDatabase(const QString& path)
{
    constexpr qsizetype kMarkAt = 68, kMarkBytes = 4;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray head = file.read(kMarkAt + kMarkBytes);
    return head.startsWith("SQLite format 3") && head.size() == kMarkAt + kMarkBytes &&
           head.mid(kMarkAt) != QByteArrayLiteral("FDsk");
}

Result<std::unique_ptr<LaidBackup>> LaidBackup::beside(Database& db, const QString& path)
{
    // Nobody else knows the file: read without locks, none can fail once the transaction stands.
    const QString uri = u"file:%1?immutable=1"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(path, "/")));
    TRY(db.run(u"ATTACH DATABASE ? AS backup"_s, {uri}));
    return std::unique_ptr<LaidBackup>(new LaidBackup(db));
}

LaidBackup::~LaidBackup()
{
    (void)m_db.run(u"DETACH DATABASE backup"_s);
}

Result<qint64> LaidBackup::fillTable(const RestoreRule& rule)
{
    const auto columns = TRY(columnsOf(m_db, rule.table));
    const bool adds = rule.how == RestoreRule::How::Add;
    if (!adds || !rule.makesRoom.isEmpty()) {
        const QString which = adds ? u" WHERE "_s + rule.makesRoom : QString();
        TRY(m_db.run(u"DELETE FROM main.%1%2"_s.arg(rule.table, which)));
    }
    return m_db.run(u"INSERT %3INTO main.%1(%2) SELECT %2 FROM backup.%1"_s.arg(rule.table, columns.join(u", "_s),
                                                                                adds ? u"OR IGNORE "_s : QString()));
}

Result<qint64> LaidBackup::fill(const std::vector<RestoreRule>& rules)
{
    qint64 rows = 0;
    const QStringList tables = TRY(tablesOfStore());
    for (const QString& table : tables) {
        const auto found = std::ranges::find(rules, table, &RestoreRule::table);
        const RestoreRule rule = found == rules.end() ? RestoreRule{table} : *found;
        if (rule.how == RestoreRule::How::LeaveOut)
            continue;
        rows += TRY(fillTable(rule));
    }
    TRY(m_db.run(
        u"INSERT INTO main.sqlite_sequence(name, seq) SELECT name, 0 FROM backup.sqlite_sequence WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)"_s));
    TRY(m_db.run(
        u"UPDATE main.sqlite_sequence AS s SET seq = MAX(s.seq, b.seq) FROM backup.sqlite_sequence b WHERE b.name = s.name"_s));
    return rows;
}

} // namespace factoid
