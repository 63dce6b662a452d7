// SqliteStatement: one prepared statement on SQLite's own handle. On the handle's thread; gone before the handle is.
#pragma once

#include "core/store/sql/backend.h"

struct sqlite3;
struct sqlite3_stmt;

namespace factoid {

class SqliteStatement final : public BulkStatement
{
  public:
    // `path` is what errors speak of. Errors: as Database::run.
    [[nodiscard]] static Result<std::unique_ptr<BulkStatement>> prepare(sqlite3* handle, const QByteArray& sql,
                                                                        const QString& path);
    ~SqliteStatement() override;
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bindNull(int place) override;
    void bind(int place, qint64 number) override;
    void bind(int place, const QString& text) override;
    Result<void> execute() override;
    Result<bool> next() override;
    void rewind() override;
    [[nodiscard]] bool isNull(int column) const override;
    [[nodiscard]] bool isNumber(int column) const override;
    [[nodiscard]] qint64 number(int column) const override;
    [[nodiscard]] QByteArrayView text(int column) const override;

  private:
    SqliteStatement(sqlite3* handle, sqlite3_stmt* statement, QString path)
        : m_handle(handle)
        , m_statement(statement)
        , m_path(std::move(path))
    {
    }
    [[nodiscard]] static std::unexpected<Error> error(sqlite3* handle, const QString& path);

    sqlite3* m_handle;
    sqlite3_stmt* m_statement;
    QString m_path;
};

} // namespace factoid
