#include "core/store/sql/sqlite_strict_tables.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace factoid {

namespace {

// What the type of a column does not say. Years are 2018 or 201920, a status is one of figures/figure.h.
const QHash<QString, QStringList>& checks()
{
    static const QStringList figure{
        u"CHECK(year BETWEEN 1000 AND 999999)"_s,
        u"CHECK(status IN (0, 1, 2, 3, 10, 11, 12))"_s,
        u"CHECK(value IS NOT NULL OR status >= 10)"_s,
    };
    static const QHash<QString, QStringList> table{
        {u"figures"_s, figure},
        {u"revisions"_s, figure},
        {u"councils"_s, {u"CHECK(is_total IN (0, 1))"_s}},
        {u"fields"_s, {u"CHECK(comparison IN (0, 1))"_s}},
    };
    return table;
}

struct Column {
    QString name, type;
    bool mayBeNull = true;
    int key = 0; // its place in the primary key, from 1
};

Result<std::vector<Column>> typedColumnsOf(Database& db, const QString& table)
{
    std::vector<Column> columns;
    auto read = db.each(u"SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid"_s, {table},
                        [&](const QSqlQuery& row) {
                            columns.push_back({row.value(0).toString(), row.value(1).toString().toUpper(),
                                               !row.value(2).toBool(), row.value(3).toInt()});
                        });
    if (!read)
        return std::unexpected(read.error());
    return columns;
}

QString quoted(const QString& name)
{
    return QLatin1Char('"') + QString(name).replace(QLatin1Char('"'), "\"\""_L1) + QLatin1Char('"');
}

// As SQL's typeof() says them.
QString typesFor(const Column& column)
{
    QString types = u"'text'"_s;
    if (column.type == "INTEGER"_L1 || column.type == "INT"_L1)
        types = u"'integer'"_s;
    else if (column.type == "REAL"_L1)
        types = u"'real','integer'"_s;
    else if (column.type == "BLOB"_L1)
        types = u"'blob'"_s;
    return column.mayBeNull ? types + u",'null'"_s : types;
}

QString fits(const Column& column)
{
    return u"typeof(o.%1) IN (%2)"_s.arg(quoted(column.name), typesFor(column));
}

// JSON holds neither bytes nor every number.
QString asJson(const Column& column)
{
    const QString name = u"o."_s + quoted(column.name);
    return u"'%1', CASE typeof(%2) WHEN 'blob' THEN hex(%2) WHEN 'real' THEN CAST(%2 AS TEXT) ELSE %2 END"_s.arg(
        column.name, name);
}

QString reason(const std::vector<Column>& columns)
{
    QString words = u"CASE"_s;
    for (const Column& column : columns)
        words +=
            u" WHEN NOT (%1) THEN '%2 is ' || CASE typeof(o.%3) WHEN 'null' THEN 'missing' WHEN 'text' THEN 'a text' "
            u"WHEN 'real' THEN 'no whole number'"
            " WHEN 'integer' THEN 'a number' ELSE 'bytes' END"_s.arg(fits(column), column.name, quoted(column.name));
    return words + u" ELSE 'it breaks a rule of the table' END"_s;
}

Result<void> runAll(Database& db, const QStringList& statements)
{
    for (const QString& statement : statements) {
        TRY(db.run(statement));
    }
    return {};
}

Result<qint64> moveRows(Database& db, const QString& from, const QString& to, const std::vector<Column>& columns)
{
    QStringList names, fitting, json, same;
    for (const Column& column : columns) {
        names << quoted(column.name);
        fitting << fits(column);
        json << asJson(column);
        if (column.key > 0)
            same << u"n.%1 = o.%1"_s.arg(quoted(column.name));
    }
    const QString list = names.join(u", "_s);
    auto moved = TRY(db.run(u"INSERT OR IGNORE INTO %1(%2) SELECT %2 FROM %3 o WHERE %4"_s.arg(
        quoted(to), list, quoted(from), fitting.join(u" AND "_s))));
    const auto all = TRY(db.scalar(u"SELECT COUNT(*) FROM "_s + quoted(from)));
    if (all.value_or(0).toLongLong() == moved)
        return 0;
    return db.run(u"INSERT INTO oddities(table_name, row, reason, found_at) SELECT ?, json_object(%1), %2, "
                  u"strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM %3 o"
                  " WHERE NOT (%4) OR NOT EXISTS(SELECT 1 FROM %5 n WHERE %6)"_s.arg(
                      json.join(u", "_s), reason(columns), quoted(from), fitting.join(u" AND "_s), quoted(to),
                      same.isEmpty() ? u"1"_s : same.join(u" AND "_s)),
                  {from});
}

} // namespace

QString strictly(const QString& statement)
{
    static const QRegularExpression create(u"^\\s*CREATE TABLE\\s+\"?(\\w+)\"?\\s*\\("_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const auto found = create.match(statement);
    if (!found.hasMatch() || statement.endsWith("STRICT"_L1))
        return statement;
    QString strict = statement.trimmed();
    const qsizetype end = strict.lastIndexOf(QLatin1Char(')'));
    for (const QString& check : checks().value(found.captured(1)))
        strict.insert(strict.lastIndexOf(QLatin1Char(')')), u",\n  "_s + check + QLatin1Char('\n'));
    const bool more = statement.trimmed().size() > end + 1; // WITHOUT ROWID
    return strict + (more ? u", STRICT"_s : u" STRICT"_s);
}

Result<qint64> rebuildTable(Database& db, Database& model, const QString& table)
{
    const auto sql = TRY(model.scalar(u"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"_s, {table}));
    const auto wanted = typedColumnsOf(model, table);
    const auto present = typedColumnsOf(db, table);
    if (!wanted || !present)
        return std::unexpected(wanted ? present.error() : wanted.error());
    std::vector<Column> shared;
    std::ranges::copy_if(*wanted, std::back_inserter(shared), [&](const Column& column) {
        return std::ranges::any_of(*present, [&](const Column& other) { return other.name == column.name; });
    });
    const QString next = table + u"_anew"_s;
    static const QRegularExpression name(u"^\\s*CREATE TABLE\\s+\"?\\w+\"?"_s);
    QString create = sql.value_or(QString()).toString();
    create.replace(name, u"CREATE TABLE "_s + quoted(next));

    const bool counted = create.contains("AUTOINCREMENT"_L1);
    qint64 highest = 0;
    if (counted) {
        const auto kept = db.scalar(u"SELECT seq FROM sqlite_sequence WHERE name = ?"_s, {table});
        highest = kept && *kept ? (*kept)->toLongLong() : 0;
    }
    TRY(db.run(create));
    const auto odd = moveRows(db, table, next, shared);
    if (!odd)
        return odd;
    // The legacy way does not read through what else the file may hold, such as a view of another program.
    QStringList statements{u"DROP TABLE "_s + quoted(table), u"PRAGMA legacy_alter_table = ON"_s,
                           u"ALTER TABLE %1 RENAME TO %2"_s.arg(quoted(next), quoted(table)),
                           u"PRAGMA legacy_alter_table = OFF"_s};
    auto listed =
        model.each(u"SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"_s,
                   {table}, [&](const QSqlQuery& row) { statements << row.value(0).toString(); });
    if (!listed)
        return std::unexpected(listed.error());
    TRY(runAll(db, statements));
    // Numbers that were given once are not given again.
    if (counted && highest > 0) {
        auto lifted = db.run(u"UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?"_s, {highest, table});
        if (lifted && *lifted == 0)
            lifted = db.run(u"INSERT INTO sqlite_sequence(name, seq) VALUES(?, ?)"_s, {table, highest});
        if (!lifted)
            return std::unexpected(lifted.error());
    }
    return odd;
}

Result<qint64> makeTablesStrict(Database& db, Database& model)
{
    const QString loose =
        u"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = %1 AND name NOT LIKE 'sqlite%'"_s;
    QStringList ours, theirs;
    auto read = model.each(loose.arg(1), {}, [&](const QSqlQuery& row) { ours << row.value(0).toString(); });
    if (read)
        read = db.each(loose.arg(0), {}, [&](const QSqlQuery& row) { theirs << row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    qint64 odd = 0;
    for (const QString& table : ours) {
        if (!theirs.contains(table))
            continue;
        const auto rebuilt = rebuildTable(db, model, table);
        if (!rebuilt)
            return rebuilt;
        odd += *rebuilt;
    }
    return odd;
}

} // namespace factoid
