#include "core/store/sql/schema_check.h"

#include "core/store/sql/strict_tables.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

// What they hold is nowhere else: an empty one in their place would look as if there had never been anything.
const QStringList& keptTables()
{
    static const QStringList tables{QStringLiteral("councils"), QStringLiteral("fields"), QStringLiteral("figures"), QStringLiteral("revisions"),
                                    QStringLiteral("imports"), QStringLiteral("sources"), QStringLiteral("sets"), QStringLiteral("factoids")};
    return tables;
}

struct Part {
    QString type, table, sql;
};

struct Schema {
    std::map<QString, QStringList> columns; // by table: their names
    std::map<QString, QStringList> fillable; // those of them that a row without a value for them can have
    std::map<QString, Part> parts;          // by name; without what SQLite makes itself
};

// The database rewrites quotes and spaces when it renames; what is said stays the same.
QString bare(QString sql)
{
    return sql.remove(QLatin1Char('"')).simplified().remove(QLatin1Char(' '));
}

Result<Schema> schemaOf(Database& db)
{
    Schema schema;
    auto read = db.each(QStringLiteral("SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"), {}, [&](const QSqlQuery& row) {
        schema.parts[row.value(1).toString()] = {row.value(0).toString(), row.value(2).toString(), bare(row.value(3).toString())};
    });
    if (!read)
        return std::unexpected(read.error());
    read = db.each(QStringLiteral("SELECT s.name, c.name, c.pk = 0 AND (c.\"notnull\" = 0 OR c.dflt_value IS NOT NULL) FROM main.sqlite_schema s JOIN pragma_table_info(s.name) c"
                                  " WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"),
                   {}, [&](const QSqlQuery& row) {
                       schema.columns[row.value(0).toString()] << row.value(1).toString();
                       if (row.value(2).toBool())
                           schema.fillable[row.value(0).toString()] << row.value(1).toString();
                   });
    if (!read)
        return std::unexpected(read.error());
    return schema;
}

SchemaFault missingTable(const QString& name)
{
    const bool kept = keptTables().contains(name);
    return {SchemaFault::Kind::TableMissing, name, QStringLiteral("the table %1 is missing").arg(name),
            kept ? QStringLiteral("restore a backup: nothing else has what was in it")
                 : QStringLiteral("restore a backup, which brings back what was in it; or run doctor --repair, which makes it anew, empty"),
            !kept};
}

void compareTable(const QString& name, const Schema& wanted, const Schema& found, std::vector<SchemaFault>& faults)
{
    const QString repair = QStringLiteral("restore a backup, or run doctor --repair, which makes the table anew and keeps its rows");
    const QStringList& is = found.columns.at(name);
    bool complete = true;
    for (const QString& column : wanted.columns.at(name)) {
        if (is.contains(column))
            continue;
        complete = false;
        const auto fillable = wanted.fillable.find(name);
        const bool mendable = !keptTables().contains(name) && fillable != wanted.fillable.end() && fillable->second.contains(column);
        faults.push_back({SchemaFault::Kind::ColumnMissing, name, QStringLiteral("the column %1.%2 is missing").arg(name, column),
                          mendable ? QStringLiteral("restore a backup, which brings back what was in it; or run doctor --repair, which makes it anew, empty")
                                   : QStringLiteral("restore a backup: nothing else has what was in it"),
                          mendable});
    }
    QStringList more = is;
    more.removeIf([&](const QString& column) { return wanted.columns.at(name).contains(column); });
    if (!more.isEmpty()) {
        faults.push_back({SchemaFault::Kind::Foreign, name, QStringLiteral("the table %1 has what does not belong: %2").arg(name, more.join(QStringLiteral(", "))),
                          QStringLiteral("whoever added it may drop it (ALTER TABLE … DROP COLUMN)"), false});
    } else if (complete && found.parts.at(name).sql != wanted.parts.at(name).sql) {
        faults.push_back({SchemaFault::Kind::RulesDiffer, name, QStringLiteral("the table %1 has other rules than it should: what does not belong may be in it").arg(name), repair, true});
    }
}

void compareIndex(const QString& name, const Part& wanted, const Schema& found, std::vector<SchemaFault>& faults)
{
    const auto is = found.parts.find(name);
    if (!found.columns.contains(wanted.table))
        return; // goes with its table
    if (is == found.parts.end())
        faults.push_back({SchemaFault::Kind::IndexMissing, name, QStringLiteral("the index %1 is missing").arg(name), QStringLiteral("run doctor --repair"), true});
    else if (is->second.sql != wanted.sql)
        faults.push_back({SchemaFault::Kind::IndexDiffers, name, QStringLiteral("the index %1 is another than it should be").arg(name), QStringLiteral("run doctor --repair"), true});
}

SchemaFault foreign(const QString& name, const Part& part)
{
    const bool table = part.type == QLatin1String("table");
    return {SchemaFault::Kind::Foreign, name, QStringLiteral("the %1 %2 does not belong").arg(part.type, name),
            table ? QStringLiteral("whoever made it may move it into a file of its own; doctor --repair leaves it") : QStringLiteral("run doctor --repair, which drops it"), !table};
}

std::vector<SchemaFault> compare(const Schema& wanted, const Schema& found)
{
    std::vector<SchemaFault> faults;
    // A trigger in the way would run while the rest is mended.
    for (const auto& [name, part] : found.parts) {
        if (!wanted.parts.contains(name))
            faults.push_back(foreign(name, part));
    }
    for (const auto& [name, part] : wanted.parts) {
        if (part.type == QLatin1String("index"))
            continue;
        const auto is = found.parts.find(name);
        if (is == found.parts.end() || is->second.type != part.type)
            faults.push_back(missingTable(name));
        else
            compareTable(name, wanted, found, faults);
    }
    for (const auto& [name, part] : wanted.parts) {
        if (part.type == QLatin1String("index"))
            compareIndex(name, part, found, faults);
    }
    return faults;
}

QString sqlOf(Database& model, const QString& name)
{
    const auto sql = model.scalar(QStringLiteral("SELECT sql FROM sqlite_schema WHERE name = ?"), {name});
    return sql ? sql->value_or(QString()).toString() : QString();
}

// Of a table, with its indexes.
QStringList statementsFor(Database& model, const QString& table)
{
    QStringList statements{sqlOf(model, table)};
    (void)model.each(QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"), {table},
                     [&](const QSqlQuery& row) { statements << row.value(0).toString(); });
    return statements;
}

Result<QString> mend(Database& db, Database& model, const SchemaFault& fault, const Part& part)
{
    QStringList statements;
    QString done;
    switch (fault.kind) {
    case SchemaFault::Kind::TableMissing:
        statements = statementsFor(model, fault.name);
        done = QStringLiteral("the table %1 is made anew, empty").arg(fault.name);
        break;
    case SchemaFault::Kind::IndexDiffers:
        statements << QStringLiteral("DROP INDEX \"%1\"").arg(fault.name);
        [[fallthrough]];
    case SchemaFault::Kind::IndexMissing:
        statements << sqlOf(model, fault.name);
        done = QStringLiteral("the index %1 is made anew").arg(fault.name);
        break;
    case SchemaFault::Kind::Foreign:
        statements << QStringLiteral("DROP %1 IF EXISTS \"%2\"").arg(part.type.toUpper(), QString(fault.name).replace(QLatin1Char('"'), QLatin1String("\"\"")));
        done = QStringLiteral("the %1 %2 is dropped").arg(part.type, fault.name);
        break;
    case SchemaFault::Kind::ColumnMissing:
    case SchemaFault::Kind::RulesDiffer: {
        const auto odd = rebuildTable(db, model, fault.name);
        if (!odd)
            return std::unexpected(odd.error());
        return *odd == 0 ? QStringLiteral("the table %1 is made anew with all of its rows").arg(fault.name)
                         : QStringLiteral("the table %1 is made anew; %2 of its rows did not fit and are laid aside").arg(fault.name).arg(*odd);
    }
    }
    for (const QString& statement : statements) {
        if (auto ran = db.run(statement); !ran)
            return std::unexpected(ran.error());
    }
    return done;
}

} // namespace

Result<std::vector<SchemaFault>> schemaFaults(Database& db)
{
    auto model = Database::blank();
    if (!model)
        return std::unexpected(model.error());
    const auto wanted = schemaOf(**model);
    const auto found = schemaOf(db);
    if (!wanted || !found)
        return std::unexpected(wanted ? found.error() : wanted.error());
    return compare(*wanted, *found);
}

Result<void> checkWhole(Database& db)
{
    const auto answer = db.scalar(QStringLiteral("PRAGMA quick_check(1)"));
    if (!answer)
        return std::unexpected(answer.error());
    if (const QString words = answer->value_or(QString()).toString(); words != QLatin1String("ok"))
        return fail(ErrorKind::Store, QStringLiteral("%1 is damaged: %2").arg(db.url().path, words.simplified()));
    return {};
}

Result<std::optional<QString>> whatIsMissing(Database& db)
{
    const auto faults = schemaFaults(db);
    if (!faults)
        return std::unexpected(faults.error());
    QStringList missing;
    for (const SchemaFault& fault : *faults) {
        if (fault.kind == SchemaFault::Kind::TableMissing || fault.kind == SchemaFault::Kind::ColumnMissing)
            missing << fault.sentence;
    }
    return missing.isEmpty() ? std::nullopt : std::optional(missing.join(QStringLiteral("; ")));
}

Result<QStringList> mendSchema(Database& db, const QStringList& only)
{
    auto model = Database::blank();
    if (!model)
        return std::unexpected(model.error());
    // Looked at again after each step: an index may have come with its table.
    QStringList done, tried;
    while (true) {
        const auto wanted = schemaOf(**model);
        const auto found = schemaOf(db);
        if (!wanted || !found)
            return std::unexpected(wanted ? found.error() : wanted.error());
        const std::vector<SchemaFault> faults = compare(*wanted, *found);
        const auto next = std::ranges::find_if(faults, [&](const SchemaFault& fault) {
            const auto part = found->parts.find(fault.name);
            const QString table = part == found->parts.end() ? fault.name : part->second.table;
            return fault.mendable && !tried.contains(fault.name) && (only.isEmpty() || only.contains(table));
        });
        if (next == faults.end())
            return done;
        tried << next->name;
        const auto part = found->parts.find(next->name);
        const auto mended = mend(db, **model, *next, part == found->parts.end() ? Part() : part->second);
        if (!mended)
            return std::unexpected(mended.error());
        done << *mended;
    }
}

} // namespace factoid
