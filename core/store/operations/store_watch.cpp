#include "core/store/operations/store_watch.h"

#include "core/store/sql/dialect.h"
#include "core/store/sql/time_text.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace factoid {

namespace {

// A store that could not be opened is not tried for each read.
constexpr std::chrono::seconds kTryAgain{1};
constexpr int kOpeningBits = 32;

} // namespace

StoreWatch::~StoreWatch()
{
    close();
}

void StoreWatch::close()
{
    sqlite3_finalize(m_statement);
    sqlite3_close(m_handle);
    m_statement = nullptr;
    m_handle = nullptr;
}

// Not read-only by its flags: such a handle would leave files of the log behind in a quiet folder.
bool StoreWatch::open()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_tryAgain)
        return false;
    m_tryAgain = now + kTryAgain;
    if (QFileInfo(m_url.path).size() == 0)
        return false;
    const bool opened = sqlite3_open_v2(QFile::encodeName(m_url.path).constData(), &m_handle,
                                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK &&
                        sqlite3_exec(m_handle, "PRAGMA query_only = ON", nullptr, nullptr, nullptr) == SQLITE_OK &&
                        sqlite3_prepare_v3(m_handle, "PRAGMA data_version", -1, SQLITE_PREPARE_PERSISTENT, &m_statement,
                                           nullptr) == SQLITE_OK;
    if (!opened)
        close();
    else
        ++m_openings;
    return opened;
}

std::optional<qint64> StoreWatch::version()
{
    const std::lock_guard lock(m_mutex);
    if (!m_handle && !open())
        return std::nullopt;
    std::optional<qint64> seen;
    if (sqlite3_step(m_statement) == SQLITE_ROW)
        seen = (m_openings << kOpeningBits) + sqlite3_column_int64(m_statement, 0);
    sqlite3_reset(m_statement);
    if (!seen)
        close();
    return seen;
}

Result<QHash<QString, CacheStamp>> StoreWatch::stamps()
{
    const std::lock_guard lock(m_mutex);
    if (!m_handle && !open())
        return fail(ErrorKind::Store, u"the store %1 cannot be looked at"_s.arg(m_url.path));
    QHash<QString, CacheStamp> found;
    sqlite3_stmt* rows = nullptr;
    int stepped = sqlite3_prepare_v2(
        m_handle, "SELECT key, version, stored_at FROM cache_entries WHERE length(value) > 0", -1, &rows, nullptr);
    while (stepped == SQLITE_OK || stepped == SQLITE_ROW) {
        stepped = sqlite3_step(rows);
        if (stepped != SQLITE_ROW)
            break;
        const auto text = [&](int column) {
            return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(rows, column)),
                                     sqlite3_column_bytes(rows, column));
        };
        found.insert(text(0), {sqlite3_column_int64(rows, 1), timeFromText(text(2))});
    }
    const QString words = QString::fromUtf8(sqlite3_errmsg(m_handle));
    sqlite3_finalize(rows);
    if (stepped != SQLITE_DONE)
        return std::unexpected(dialect::translate(stepped, words, m_url.path));
    return found;
}

} // namespace factoid
