#include "core/store/sql/sqlite_schema.h"

#include "core/store/sql/schema_check.h"

namespace factoid {

namespace {

// The database rewrites quotes and spaces when it renames; what is said stays the same.
QString bare(QString sql)
{
    return sql.remove(QLatin1Char('"')).simplified().remove(QLatin1Char(' '));
}

} // namespace

Result<Schema> schemaOf(Database& db)
{
    Schema schema;
    auto read = db.each(
        u"SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"_s, {},
        [&](const QSqlQuery& row) {
            schema.parts[row.value(1).toString()] = {row.value(0).toString(), row.value(2).toString(),
                                                     bare(row.value(3).toString())};
        });
    if (!read)
        return std::unexpected(read.error());
    read = db.each(u"SELECT s.name, c.name, c.pk = 0 AND (c.\"notnull\" = 0 OR c.dflt_value IS NOT NULL) FROM "
                   u"main.sqlite_schema s JOIN pragma_table_info(s.name) c"
                   " WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"_s,
                   {}, [&](const QSqlQuery& row) {
                       schema.columns[row.value(0).toString()] << row.value(1).toString();
                       if (row.value(2).toBool())
                           schema.fillable[row.value(0).toString()] << row.value(1).toString();
                   });
    if (!read)
        return std::unexpected(read.error());
    return schema;
}

QString sqlOf(Database& model, const QString& name)
{
    const auto sql = model.scalar(u"SELECT sql FROM sqlite_schema WHERE name = ?"_s, {name});
    return sql ? sql->value_or(QString()).toString() : QString();
}

// Of a table, with its indexes.
QStringList statementsFor(Database& model, const QString& table)
{
    QStringList statements{sqlOf(model, table)};
    (void)model.each(u"SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"_s,
                     {table}, [&](const QSqlQuery& row) { statements << row.value(0).toString(); });
    return statements;
}

Result<QString> damageFound(Database& db)
{
    const auto answer = TRY(db.scalar(u"PRAGMA quick_check(1)"_s));
    const QString words = answer.value_or(QString()).toString();
    return words == "ok"_L1 ? QString() : words.simplified();
}

Result<int> schemaVersion(Database& db)
{
    const auto version = TRY(db.scalar(u"PRAGMA user_version"_s));
    return version.value_or(0).toInt();
}

Result<qint64> brokenForeignKeys(Database& db)
{
    qint64 broken = 0;
    TRY(db.each(u"PRAGMA foreign_key_check"_s, {}, [&](const QSqlQuery&) { ++broken; }));
    return broken;
}

} // namespace factoid
