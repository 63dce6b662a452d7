// SchemaCheck: a store's schema beside the one that this version makes: tables, columns and their rules, indexes, and
// triggers and views that do not belong. Says of each difference what it is and what can be done; mends what can be
// mended without guessing at figures. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <map>
#include <vector>

namespace factoid {

struct SchemaFault {
    enum class Kind { TableMissing, ColumnMissing, RulesDiffer, PartMissing, PartDiffers, Foreign };
    Kind kind = Kind::TableMissing;
    QString name;          // of the table, index, trigger or view
    QString sentence;      // "the table model_calls is missing"
    QString remedy;        // what a person does about it
    bool mendable = false; // by mendSchema()
};

// In the order in which they would be mended. Errors: the store's.
[[nodiscard]] Result<std::vector<SchemaFault>> schemaFaults(Database& db);

// Errors: Store, the file itself is damaged.
Result<void> checkWhole(Database& db);

// The version of the schema that the store says it has.
[[nodiscard]] Result<int> schemaVersion(Database& db);
// How many rows point to nothing.
[[nodiscard]] Result<qint64> brokenForeignKeys(Database& db);
// How many rows did not fit their table and were laid aside, by the table's name.
[[nodiscard]] Result<std::map<QString, qint64>> laidAside(Database& db);

// What makes a store useless, as one sentence: a table or a column that is missing. nullopt: nothing.
[[nodiscard]] Result<std::optional<QString>> whatIsMissing(Database& db);

// Mends what is mendable, joining the caller's transaction: a table that may be empty and an index are made anew, a
// table with other rules is made anew and its rows are moved, triggers, views and indexes that do not belong go.
// `only`: these tables and what is on them; empty: all. Gives what was done, a sentence each.
Result<QStringList> mendSchema(Database& db, const QStringList& only = {});

} // namespace factoid
