// SqliteStore: a store that is a SQLite file: how it is found, opened, made, brought up to date and copied. Stands
// behind Database, whose words for modes and errors are meant here. Any thread.
#pragma once

#include "core/store/sql/database.h"

namespace factoid {

class SqliteBackend;

class SqliteStore
{
  public:
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const StoreUrl& url, OpenMode mode);
    [[nodiscard]] static Result<std::unique_ptr<Database>> blank();
    // Of the store at the path; nullopt: there is none of this program.
    [[nodiscard]] static Result<std::optional<int>> versionAt(const StoreUrl& url);
    [[nodiscard]] static bool isOlder(const StoreUrl& url);
    static Result<void> copyTo(const StoreUrl& from, const QString& path);

  private:
    explicit SqliteStore(Database& db)
        : m_db(db)
    {
    }
    static Result<std::unique_ptr<Database>> blank(int version);
    static Result<std::unique_ptr<Database>> openCopy(const StoreUrl& url);
    [[nodiscard]] SqliteBackend& backend() const;
    Result<void> connect(const QString& name, const QString& options = {});
    Result<void> prepareSchema(bool exists);
    Result<void> prepareNew();
    Result<void> readUnwritable(Error why);
    Result<void> setPragmas(bool queryOnly);
    Result<void> backupBeforeMigration(int found);
    Result<void> migrateTo(int version, int found);

    Database& m_db;
};

} // namespace factoid
