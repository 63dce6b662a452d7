#include "core/store/sql/schema_check.h"

#include "core/store/sql/sqlite_schema.h"
#include "core/store/sql/sqlite_strict_tables.h"

#include <algorithm>

namespace factoid {

namespace {

// What they hold is nowhere else: an empty one in their place would look as if there had never been anything.
const QStringList& keptTables()
{
    static const QStringList tables{u"councils"_s, u"fields"_s,  u"figures"_s, u"revisions"_s,
                                    u"imports"_s,  u"sources"_s, u"sets"_s,    u"factoids"_s};
    return tables;
}

SchemaFault missingTable(const QString& name)
{
    const bool kept = keptTables().contains(name);
    return {
        SchemaFault::Kind::TableMissing, name, u"the table %1 is missing"_s.arg(name),
        kept
            ? u"restore a backup: nothing else has what was in it"_s
            : u"restore a backup, which brings back what was in it; or run doctor --repair, which creates it again, empty"_s,
        !kept};
}

void compareTable(const QString& name, const Schema& wanted, const Schema& found, std::vector<SchemaFault>& faults)
{
    const QString repair = u"restore a backup, or run doctor --repair, which rebuilds the table and keeps its rows"_s;
    const QStringList& is = found.columns.at(name);
    bool complete = true;
    for (const QString& column : wanted.columns.at(name)) {
        if (is.contains(column))
            continue;
        complete = false;
        const auto fillable = wanted.fillable.find(name);
        const bool mendable =
            !keptTables().contains(name) && fillable != wanted.fillable.end() && fillable->second.contains(column);
        faults.push_back(
            {SchemaFault::Kind::ColumnMissing, name, u"the column %1.%2 is missing"_s.arg(name, column),
             mendable
                 ? u"restore a backup, which brings back what was in it; or run doctor --repair, which creates it again, empty"_s
                 : u"restore a backup: nothing else has what was in it"_s,
             mendable});
    }
    QStringList more = is;
    more.removeIf([&](const QString& column) { return wanted.columns.at(name).contains(column); });
    if (!more.isEmpty()) {
        faults.push_back({SchemaFault::Kind::Foreign, name,
                          u"the table %1 has what does not belong: %2"_s.arg(name, more.join(u", "_s)),
                          u"whoever added it may drop it (ALTER TABLE … DROP COLUMN)"_s, false});
    } else if (complete && found.parts.at(name).sql != wanted.parts.at(name).sql) {
        faults.push_back({SchemaFault::Kind::RulesDiffer, name,
                          u"the table %1 has other rules than it should: what does not belong may be in it"_s.arg(name),
                          repair, true});
    }
}

bool isOfTable(const SchemaPart& part)
{
    return part.type == "index"_L1 || part.type == "trigger"_L1;
}

// An index or a trigger.
void comparePart(const QString& name, const SchemaPart& wanted, const Schema& found, std::vector<SchemaFault>& faults)
{
    const auto is = found.parts.find(name);
    if (!found.columns.contains(wanted.table))
        return; // goes with its table
    if (is == found.parts.end())
        faults.push_back({SchemaFault::Kind::PartMissing, name, u"the %1 %2 is missing"_s.arg(wanted.type, name),
                          u"run doctor --repair"_s, true});
    else if (is->second.sql != wanted.sql)
        faults.push_back({SchemaFault::Kind::PartDiffers, name,
                          u"the %1 %2 is another than it should be"_s.arg(wanted.type, name), u"run doctor --repair"_s,
                          true});
}

SchemaFault foreign(const QString& name, const SchemaPart& part)
{
    const bool table = part.type == "table"_L1;
    return {SchemaFault::Kind::Foreign, name, u"the %1 %2 does not belong"_s.arg(part.type, name),
            table ? u"whoever made it may move it into a file of its own; doctor --repair leaves it"_s
                  : u"run doctor --repair, which drops it"_s,
            !table};
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
        if (isOfTable(part))
            continue;
        const auto is = found.parts.find(name);
        if (is == found.parts.end() || is->second.type != part.type)
            faults.push_back(missingTable(name));
        else
            compareTable(name, wanted, found, faults);
    }
    for (const auto& [name, part] : wanted.parts) {
        if (isOfTable(part))
            comparePart(name, part, found, faults);
    }
    return faults;
}

// `part` is what is there and `wanted` what should be.
Result<QString> mend(Database& db, Database& model, const SchemaFault& fault, const SchemaPart& part,
                     const SchemaPart& wanted)
{
    QStringList statements;
    QString done;
    switch (fault.kind) {
    case SchemaFault::Kind::TableMissing:
        statements = statementsFor(model, fault.name);
        done = u"the table %1 was created again, empty"_s.arg(fault.name);
        break;
    case SchemaFault::Kind::PartDiffers:
        statements << u"DROP %1 \"%2\""_s.arg(part.type.toUpper(), fault.name);
        [[fallthrough]];
    case SchemaFault::Kind::PartMissing:
        statements << sqlOf(model, fault.name);
        done = u"the %1 %2 was created again"_s.arg(wanted.type, fault.name);
        break;
    case SchemaFault::Kind::Foreign:
        statements << u"DROP %1 IF EXISTS \"%2\""_s.arg(part.type.toUpper(),
                                                        QString(fault.name).replace(QLatin1Char('"'), "\"\""_L1));
        done = u"the %1 %2 was dropped"_s.arg(part.type, fault.name);
        break;
    case SchemaFault::Kind::ColumnMissing:
    case SchemaFault::Kind::RulesDiffer: {
        const auto odd = TRY(rebuildTable(db, model, fault.name));
        return odd == 0 ? u"the table %1 was rebuilt with all of its rows"_s.arg(fault.name)
                        : u"the table %1 was rebuilt; %2 of its rows did not fit and %3 set aside"_s.arg(fault.name)
                              .arg(odd)
                              .arg(odd == 1 ? "was"_L1 : "were"_L1);
    }
    }
    for (const QString& statement : statements) {
        TRY(db.run(statement));
    }
    return done;
}

} // namespace

Result<std::vector<SchemaFault>> schemaFaults(Database& db)
{
    auto model = TRY(Database::blank());
    const auto wanted = schemaOf(*model);
    const auto found = schemaOf(db);
    if (!wanted || !found)
        return std::unexpected(wanted ? found.error() : wanted.error());
    return compare(*wanted, *found);
}

Result<void> checkWhole(Database& db)
{
    const QString damage = TRY(damageFound(db));
    return damage.isEmpty() ? Result<void>()
                            : fail(ErrorKind::StoreDamaged, Message("store.damaged").arg(db.url().path).arg(damage));
}

Result<std::optional<QString>> whatIsMissing(Database& db)
{
    const auto faults = TRY(schemaFaults(db));
    QStringList missing;
    for (const SchemaFault& fault : faults) {
        if (fault.kind == SchemaFault::Kind::TableMissing || fault.kind == SchemaFault::Kind::ColumnMissing)
            missing << fault.sentence;
    }
    return missing.isEmpty() ? std::nullopt : std::optional(missing.join(u"; "_s));
}

Result<QStringList> mendSchema(Database& db, const QStringList& only)
{
    auto model = TRY(Database::blank());
    // Looked at again after each step: an index may have come with its table.
    QStringList done, tried;
    while (true) {
        const auto wanted = schemaOf(*model);
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
        const auto should = wanted->parts.find(next->name);
        const auto mended = TRY(mend(db, *model, *next, part == found->parts.end() ? SchemaPart() : part->second,
                                     should == wanted->parts.end() ? SchemaPart() : should->second));
        done << mended;
    }
}

Result<std::map<QString, qint64>> laidAside(Database& db)
{
    std::map<QString, qint64> rows;
    TRY(db.each(u"SELECT table_name, COUNT(*) FROM oddities GROUP BY table_name"_s, {},
                [&](const QSqlQuery& row) { rows[row.value(0).toString()] = row.value(1).toLongLong(); }));
    return rows;
}

} // namespace factoid
