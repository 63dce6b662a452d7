// How SQLite does what change_counter.h says.
#include "core/store/sql/change_counter.h"
#include "core/store/sql/sqlite_statement.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace factoid {

namespace {

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

class SqliteChangeCounter final : public ChangeCounter
{
  public:
    SqliteChangeCounter(Connection connection, std::unique_ptr<BulkStatement> counter, QString path)
        : m_connection(std::move(connection))
        , m_counter(std::move(counter))
        , m_path(std::move(path))
    {
    }

    std::optional<qint64> read() override
    {
        const auto row = m_counter->next();
        const auto seen = row && *row ? std::optional(m_counter->number(0)) : std::nullopt;
        m_counter->rewind();
        return seen;
    }

    Result<void> each(const QString& sql, const std::function<void(const BulkStatement&)>& row) override
    {
        const auto rows = TRY(SqliteStatement::prepare(m_connection.get(), sql.toUtf8(), m_path));
        while (TRY(rows->next()))
            row(*rows);
        return {};
    }

  private:
    Connection m_connection;
    std::unique_ptr<BulkStatement> m_counter;
    QString m_path;
};

} // namespace

std::unique_ptr<ChangeCounter> ChangeCounter::open(const StoreUrl& url)
{
    if (QFileInfo(url.path).size() == 0)
        return {};
    // Not read-only by its flags: such a handle would leave files of the log behind in a quiet folder.
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(url.path).constData(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection connection(opened);
    if (code != SQLITE_OK || sqlite3_exec(opened, "PRAGMA query_only = ON", nullptr, nullptr, nullptr) != SQLITE_OK)
        return {};
    auto counter = SqliteStatement::prepare(opened, "PRAGMA data_version", url.path);
    if (!counter)
        return {};
    return std::make_unique<SqliteChangeCounter>(std::move(connection), std::move(*counter), url.path);
}

} // namespace factoid
