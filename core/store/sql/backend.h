// Backend: what a Database asks of the engine behind its connection. Each engine is a family of files of its own
// (sqlite_*); what only that engine says stands nowhere else. Made by its Database, lives with it, on its thread.
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QSqlError>

#include <chrono>
#include <memory>

namespace factoid {

// How a connection waits for its turn to write.
struct Patience {
    std::chrono::milliseconds time{5'000};
    bool eager = false; // asks more often than the others do
};

// One statement for many rows, on the engine's own handle: QtSql makes a QVariant of every value and looks its names up
// for every row.
class BulkStatement
{
  public:
    virtual ~BulkStatement() = default;
    // `place` counts from 1. A text must live until the statement has run.
    virtual void bindNull(int place) = 0;
    virtual void bind(int place, qint64 number) = 0;
    virtual void bind(int place, const QString& text) = 0;
    // Runs it for the values that are bound; it is ready for the next ones. Errors: as Database::run.
    virtual Result<void> execute() = 0;
    // The next row of what it answers; false after the last. Errors: as Database::each.
    virtual Result<bool> next() = 0;
    // Whatever it was at: it begins anew.
    virtual void rewind() = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;
    [[nodiscard]] virtual bool isNumber(int column) const = 0;       // a whole one
    [[nodiscard]] virtual qint64 number(int column) const = 0;       // 0 for NULL
    [[nodiscard]] virtual QByteArrayView text(int column) const = 0; // UTF-8; valid until the next row
};

class Backend
{
  public:
    virtual ~Backend() = default;

    virtual void setPatience(const Patience& patience) = 0;
    [[nodiscard]] virtual Error translate(const QSqlError& error) const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<BulkStatement>> bulk(const QString& sql) = 0;

    // Statements, and parts of them, that engines say differently.
    // Begins a transaction that keeps other writers out from its first moment.
    [[nodiscard]] virtual QString beginToWrite() const = 0;
    // Asks for a number that is another one once another connection has committed.
    [[nodiscard]] virtual QString changeCounter() const = 0;
    // A table of one bound JSON text, in brackets: an array of values (one column), or of arrays of as many values as
    // there are columns. Its columns are `place`, in order, and c0, c1 ….
    [[nodiscard]] virtual QString boundRows(int columns) const = 0;
    // JOIN, with the outer loop on the left as it stands: where the planner cannot know which side is small.
    [[nodiscard]] virtual QString joinInOrder() const = 0;
    // After the name of a table: read it through that index, which the planner would not take by itself.
    [[nodiscard]] virtual QString throughIndex(const QString& index) const = 0;
    // The text that stands under a key of the JSON object in a column.
    [[nodiscard]] virtual QString jsonText(const QString& column, const QString& key) const = 0;
    // All values of a column in one text, a line each.
    [[nodiscard]] virtual QString lines(const QString& column) const = 0;
};

} // namespace factoid
