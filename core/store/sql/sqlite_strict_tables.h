// Strict tables: what a table may hold is the database's own rule, so that no other program can write a text where a
// number belongs. Tables of older stores are made anew that way; rows that do not fit are kept in `oddities`, as JSON
// with the reason. Within the caller's transaction, by the thread of the database.
#pragma once

#include "core/store/sql/database.h"

namespace factoid {

// The first version whose tables are strict. Later steps write STRICT into their own CREATE TABLE.
constexpr int kStrictVersion = 30;

// A statement of a step up to that version as a new store runs it: CREATE TABLE … STRICT, with the checks of its table.
[[nodiscard]] QString strictly(const QString& statement);

// Makes `table` anew as `model` has it, with its indexes, and moves the rows over. Triggers on it go. Gives the number
// of rows that did not fit.
Result<qint64> rebuildTable(Database& db, Database& model, const QString& table);

// The tables of `model` that `db` has and that are not strict, all of them. Gives the number of rows that did not fit.
Result<qint64> makeTablesStrict(Database& db, Database& model);

} // namespace factoid
