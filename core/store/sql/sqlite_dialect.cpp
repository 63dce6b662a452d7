#include "core/store/sql/sqlite_dialect.h"

#include "core/base/cancel.h"

#include <QFile>
#include <QRegularExpression>

#include <cerrno>

namespace factoid::sqlite {

namespace {

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte of an extended code.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Interrupted = 9,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADb = 26
};
// The file by which connections share the write-ahead log could not be made as large as it has to be.
constexpr int kIoErrorSharedSize = 4874;

// A full disk, a used-up quota, a limit on the size of files: a matter of room, not of a disk that fails.
bool lacksRoom(int code, int systemError)
{
    return (code == kIoErrorSharedSize && systemError != EIO) || systemError == ENOSPC || systemError == EDQUOT ||
           systemError == EFBIG;
}

// A store whose schema is wrong says what it misses; what can be done about it, it does not. Empty: something else.
QString wrongSchema(const QString& words, const QString& path)
{
    static const QRegularExpression table(u"no such table: (?:\\w+\\.)?(\\w+)"_s);
    static const QRegularExpression column(
        u"no such column: (?:\\w+\\.)?(\\w+)|table (?:\\w+\\.)?(\\w+) has no column named (\\w+)"_s);
    static const QRegularExpression twice(u"table (\\w+) already exists|duplicate column name: (\\w+)"_s);
    if (const auto found = twice.match(words); found.hasMatch()) {
        return u"the store %1 has “%2”, which a store of the version that it names cannot have: its version number was changed; restore a backup"_s
            .arg(path, found.captured(1) + found.captured(2));
    }
    const QString remedy = u"restore a backup, or run doctor --repair"_s;
    if (const auto found = table.match(words); found.hasMatch())
        return u"the table %1 is missing from the store %2: %3"_s.arg(found.captured(1), path, remedy);
    if (const auto found = column.match(words); found.hasMatch()) {
        const QString name =
            found.captured(1).isEmpty() ? found.captured(2) + QLatin1Char('.') + found.captured(3) : found.captured(1);
        return u"the column %1 is missing from the store %2: %3"_s.arg(name, path, remedy);
    }
    return {};
}

} // namespace

QStringList migration(int version)
{
    QFile file(u":/sql/sqlite/%1.sql"_s.arg(version, 3, 10, QLatin1Char('0')));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (!line.startsWith("--"_L1))
            text += line + QLatin1Char('\n');
    }
    QStringList statements;
    for (const QString& statement : text.split(u";\n"_s)) {
        if (!statement.trimmed().isEmpty())
            statements << statement.trimmed();
    }
    return statements;
}

QStringList connectionPragmas(bool readOnly)
{
    QStringList pragmas{
        u"PRAGMA temp_store = MEMORY"_s,
        u"PRAGMA cache_size = -16384"_s, // KiB
        // No mmap_size: pages that are mapped count as this program's memory for as long as it is open.
    };
    if (readOnly) {
        // Not an O_RDONLY handle: that one would leave -wal and -shm files behind in a quiet folder.
        pragmas << u"PRAGMA query_only = ON"_s;
        return pragmas;
    }
    // What is reported as done survives a power cut, not only a kill.
    pragmas << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA synchronous = FULL"_s;
    return pragmas;
}

Error translate(const QSqlError& error, const QString& path, int systemError)
{
    // The driver adds what it was about to do; the cause is what the database says.
    const QString words = error.databaseText();
    return translate(error.nativeErrorCode().toInt(), words.isEmpty() ? error.text() : words, path, systemError);
}

Error translate(int code, const QString& words, const QString& path, int systemError)
{
    constexpr int kPrimary = 0xff; // an extended code keeps the primary one in its low byte
    const int primary = code & kPrimary;
    const bool full = (primary == IoError || primary == CantOpen) && lacksRoom(code, systemError);
    switch (full ? Full : primary) {
    case Interrupted:
        return CancelToken::error().error();
    case Busy:
    case Locked:
        return {
            ErrorKind::StoreBusy,
            u"the store %1 is in use by another process that is writing; try again when it has finished"_s.arg(path)};
    case Full:
        return {ErrorKind::DiskFull, u"the disk is full; nothing was changed in the store %1"_s.arg(path)};
    case ReadOnly:
        return {ErrorKind::Store, u"the store %1 cannot be written: the file or its folder is read-only"_s.arg(path)};
    case IoError:
        return {ErrorKind::Store, u"the disk failed while reading or writing the store %1 (%2)"_s.arg(path, words)};
    case Corrupt:
        return {ErrorKind::StoreDamaged, u"the store %1 is damaged; restore a backup"_s.arg(path)};
    case CantOpen:
        return {ErrorKind::Store,
                u"the store %1 cannot be opened: check that the folder exists and may be written"_s.arg(path)};
    case NotADb:
        return {ErrorKind::StoreDamaged, u"%1 is not a Factoid Desk store"_s.arg(path)};
    default:
        if (const QString wrong = wrongSchema(words, path); !wrong.isEmpty())
            return {ErrorKind::StoreDamaged, wrong};
        return {ErrorKind::Store, u"the store %1 answered: %2"_s.arg(path, words)};
    }
}

} // namespace factoid::sqlite
