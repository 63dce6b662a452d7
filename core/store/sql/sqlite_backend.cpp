#include "core/store/sql/sqlite_backend.h"

#include "core/store/sql/sqlite_dialect.h"
#include "core/store/sql/sqlite_statement.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace factoid {

namespace {

constexpr int kEagerPauseMs = 1;
constexpr int kMostPauseMs = 20;
constexpr int kPrimaryCode = 0xff; // of an extended result code

// The system's errno for a new file in the store's folder; 0: one can be made. Nothing is left of it.
int errnoOfNewFile(const QString& path)
{
    const int handle =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0)
        return errno;
    ::close(handle);
    return 0;
}

} // namespace

void SqliteBackend::connected()
{
    if (sqlite3* opened = handle())
        sqlite3_busy_handler(opened, waitForTurn, this);
}

sqlite3* SqliteBackend::handle() const
{
    const QVariant handle = m_connection.driver()->handle();
    // The type's name is the driver's promise that this is a sqlite3*.
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return static_cast<sqlite3*>(*static_cast<void* const*>(handle.constData()));
}

int SqliteBackend::lastCode() const
{
    sqlite3* opened = handle();
    return opened ? sqlite3_errcode(opened) & kPrimaryCode : SQLITE_OK;
}

int SqliteBackend::waitForTurn(void* backend, int asked)
{
    auto* self = static_cast<SqliteBackend*>(backend);
    const auto now = std::chrono::steady_clock::now();
    if (asked == 0)
        self->m_waitingSince = now;
    if (now - self->m_waitingSince >= self->m_patience.time)
        return 0;
    QThread::msleep(
        static_cast<unsigned long>(self->m_patience.eager ? kEagerPauseMs : std::min(1 + asked, kMostPauseMs)));
    return 1;
}

Error SqliteBackend::translate(const QSqlError& error) const
{
    sqlite3* opened = handle();
    int systemError = opened ? sqlite3_system_errno(opened) : 0;
    // Where a file cannot be made, SQLite looks whether one can at least be read, and what it knows then is not why.
    if ((error.nativeErrorCode().toInt() & kPrimaryCode) == SQLITE_CANTOPEN)
        systemError = errnoOfNewFile(m_url.path);
    return sqlite::translate(error, m_url.path, systemError);
}

Result<std::unique_ptr<BulkStatement>> SqliteBackend::bulk(const QString& sql)
{
    return SqliteStatement::prepare(handle(), sql.toUtf8(), m_url.path);
}

QString SqliteBackend::boundRows(int columns) const
{
    QStringList parts{u"key AS place"_s};
    for (int column = 0; column < columns; ++column)
        parts << (columns == 1 ? u"value AS c0"_s : u"value ->> %1 AS c%1"_s.arg(column));
    return u"(SELECT %1 FROM json_each(?))"_s.arg(parts.join(u", "_s));
}

} // namespace factoid
