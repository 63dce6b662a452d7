// SQLite's schema as it stands in the file: what is in it, and the statements that made it. Used by the thread that
// owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QStringList>

#include <map>

namespace factoid {

struct SchemaPart {
    QString type, table, sql; // "table", "index", "trigger" or "view"; the sql without quotes and spaces
};

struct Schema {
    std::map<QString, QStringList> columns;  // by table: their names
    std::map<QString, QStringList> fillable; // those of them that a row without a value for them can have
    std::map<QString, SchemaPart> parts;     // by name; without what SQLite makes itself
};

[[nodiscard]] Result<Schema> schemaOf(Database& db);
// The statement that makes the part of that name; empty: there is none.
[[nodiscard]] QString sqlOf(Database& model, const QString& name);
// Those that make a table with its indexes.
[[nodiscard]] QStringList statementsFor(Database& model, const QString& table);
// What is wrong with the file itself; empty: nothing.
[[nodiscard]] Result<QString> damageFound(Database& db);

} // namespace factoid
