// Database: one connection to the store, used by the thread that opened it and closed with it.
// Every SQL statement of the program goes through here, parameters always bound.
#pragma once

#include "core/base/result.h"
#include "core/store/sql/backend.h"
#include "core/store/sql/store_url.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QTemporaryDir;

namespace factoid {

enum class OpenMode {
    ReadWrite, // creates the file, for its owner alone, and migrates an older schema, in one transaction after a backup
    ReadOnly,  // writes nothing at all; a file that does not exist is an empty store in memory
    DryRun, // as ReadOnly, but the connection may write inside a transaction that transaction() then always rolls back;
            // where the store itself may not be written, or is of an older version, on a copy that goes with the
            // connection
};

class Database
{
  public:
    // Errors: StoreTooNew, Store (cannot be opened, no folder, read-only, not a store, damaged), StoreBusy.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const StoreUrl& url, OpenMode mode);
    // The driver's list is made on first use, which must not be on several threads at once: call it before they begin.
    static void loadDrivers();
    // An empty store in memory: what every store's schema should be.
    [[nodiscard]] static Result<std::unique_ptr<Database>> blank();
    // A store of this program is at the path, of whatever version. Errors: Store, where the file cannot be read.
    [[nodiscard]] static Result<bool> isStore(const StoreUrl& url);
    // Writes all that is in one into `path`, an empty file or none; as it is, whatever its version. Errors: as open().
    static Result<void> copyTo(const StoreUrl& from, const QString& path);
    // There is a store of an older version: only ReadWrite opens it, and brings it up to date. False where that cannot
    // be told.
    [[nodiscard]] static bool isOlder(const StoreUrl& url);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] const StoreUrl& url() const { return m_url; }
    [[nodiscard]] bool isReadOnly() const { return m_mode == OpenMode::ReadOnly; }
    // Not the store but what stands in for it, and knows nothing of what comes: empty, in memory, while there is no
    // store at the path yet; or what could be read of it at that moment on a disk that is full.
    [[nodiscard]] bool isStandIn() const { return m_inMemory; }
    [[nodiscard]] bool isDryRun() const { return m_mode == OpenMode::DryRun; }

    // Runs one statement; gives the number of rows it changed. Errors: DiskFull, StoreBusy, Store.
    Result<qint64> run(const QString& sql, const QVariantList& values = {});
    // The same for what may as well be left out: false, at once, when another connection is writing.
    Result<bool> tryRun(const QString& sql, const QVariantList& values = {});
    // Whether it would have its turn to write at this moment. Outside of a transaction.
    [[nodiscard]] Result<bool> takesWrites();
    // From here on nothing on this connection waits for another that writes.
    Result<void> doNotLinger();
    // How long this connection waits from now on for its turn to write. One that is patient asks more often than the
    // others do, so that it gets its turn however many write back to back.
    void wait(std::chrono::milliseconds time);
    void bePatient();
    // Runs `work` with that much patience, and has the old one again.
    template <class T>
    Result<T> within(std::chrono::milliseconds time, const std::function<Result<T>()>& work)
    {
        const Patience before = m_patience;
        wait(time);
        auto result = work();
        setPatience(before);
        return result;
    }
    [[nodiscard]] bool inTransaction() const { return m_depth > 0; }
    // Calls `row` for each row, forward only; value(i) by column position.
    Result<void> each(const QString& sql, const QVariantList& values, const std::function<void(const QSqlQuery&)>& row);
    // The first column of the first row; nullopt when there is no row.
    [[nodiscard]] Result<std::optional<QVariant>> scalar(const QString& sql, const QVariantList& values = {});
    // A number that is another one whenever another connection, of this process or another, has committed since.
    [[nodiscard]] Result<qint64> changeCounter();
    // A prepared statement for many executions. Use execute() to run it.
    [[nodiscard]] Result<QSqlQuery> prepare(const QString& sql);
    Result<void> execute(QSqlQuery& query);
    // Binds positional values; a null QString is an empty text, an invalid QVariant is NULL.
    static void bind(QSqlQuery& query, const QVariantList& values);
    [[nodiscard]] qint64 lastInsertId() const { return m_lastInsertId; }

    // Runs `work` in one transaction that keeps other writers out from its beginning: commits when it gives a value,
    // else rolls back. A transaction within a transaction joins it. In DryRun mode it always rolls back and still gives
    // the value.
    template <class T>
    Result<T> transaction(const std::function<Result<T>()>& work)
    {
        TRY(begin());
        auto result = work();
        if (!result) {
            rollback();
            return result;
        }
        TRY(commit());
        return result;
    }

    // Runs `work` on one unchanging snapshot, without keeping writers out.
    template <class T>
    Result<T> snapshot(const std::function<Result<T>()>& work)
    {
        TRY(begin(Access::Read));
        auto result = work();
        rollback();
        return result;
    }

    // What its engine says in its own way.
    [[nodiscard]] Backend& backend() const { return *m_backend; }
    void countStatement() { ++m_statements; }
    // How many statements this connection has run: a rebuild must take a constant number.
    [[nodiscard]] qint64 statementCount() const { return m_statements; }

  private:
    friend class SqliteStore; // opens one
    Database(StoreUrl url, OpenMode mode);
    void setPatience(const Patience& patience);
    enum class Access { Read, Write };
    Result<void> begin(Access access = Access::Write);
    Result<void> commit();
    void rollback();

    StoreUrl m_url;
    OpenMode m_mode;
    QString m_connection;
    std::unique_ptr<QTemporaryDir> m_folder; // of a copy; outlives the connection
    QSqlDatabase m_db;
    std::unique_ptr<Backend> m_backend;
    Patience m_patience;
    int m_depth = 0;
    bool m_inMemory = false;
    bool m_migrating = false;
    qint64 m_statements = 0;
    qint64 m_lastInsertId = 0;
};

} // namespace factoid
