// SqliteBackend: how SQLite does what a Database asks of its engine. As Backend: with its Database, on its thread.
#pragma once

#include "core/store/sql/backend.h"
#include "core/store/sql/store_url.h"

#include <QSqlDatabase>

struct sqlite3;

namespace factoid {

class SqliteBackend final : public Backend
{
  public:
    // Both outlive it; `url` is what errors speak of.
    SqliteBackend(const QSqlDatabase& connection, const StoreUrl& url)
        : m_connection(connection)
        , m_url(url)
    {
    }

    // The connection is open: from here on it waits as it was told.
    void connected();
    // nullptr while it is closed.
    [[nodiscard]] sqlite3* handle() const;
    // The primary result code of what failed last.
    [[nodiscard]] int lastCode() const;

    void setPatience(const Patience& patience) override { m_patience = patience; }
    [[nodiscard]] Error translate(const QSqlError& error) const override;
    [[nodiscard]] Result<std::unique_ptr<BulkStatement>> bulk(const QString& sql) override;
    [[nodiscard]] QString beginToWrite() const override { return u"BEGIN IMMEDIATE"_s; }
    [[nodiscard]] QString changeCounter() const override { return u"PRAGMA data_version"_s; }
    [[nodiscard]] QString boundRows(int columns) const override;
    [[nodiscard]] QString joinInOrder() const override { return u"CROSS JOIN"_s; }
    [[nodiscard]] QString throughIndex(const QString& index) const override { return u"INDEXED BY "_s + index; }
    [[nodiscard]] QString jsonText(const QString& column, const QString& key) const override
    {
        return u"json_extract(%1, '$.%2')"_s.arg(column, key);
    }
    [[nodiscard]] QString lines(const QString& column) const override
    {
        return u"group_concat(%1, char(10))"_s.arg(column);
    }

  private:
    // What SQLite asks while another connection has what this one needs: whether to try again.
    static int waitForTurn(void* backend, int asked);

    const QSqlDatabase& m_connection;
    const StoreUrl& m_url;
    Patience m_patience;
    std::chrono::steady_clock::time_point m_waitingSince;
};

} // namespace factoid
