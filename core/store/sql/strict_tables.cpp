#include "core/store/sql/strict_tables.h"

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
        QStringLiteral("CHECK(year BETWEEN 1000 AND 999999)"),
        QStringLiteral("CHECK(status IN (0, 1, 2, 3, 10, 11, 12))"),
        QStringLiteral("CHECK(value IS NOT NULL OR status >= 10)"),
    };
    static const QHash<QString, QStringList> table{
        {QStringLiteral("figures"), figure},
        {QStringLiteral("revisions"), figure},
        {QStringLiteral("councils"), {QStringLiteral("CHECK(is_total IN (0, 1))")}},
        {QStringLiteral("fields"), {QStringLiteral("CHECK(comparison IN (0, 1))")}},
    };
    return table;
}

struct Column {
    QString name, type;
    bool mayBeNull = true;
    int key = 0; // its place in the primary key, from 1
};

Result<std::vector<Column>> columnsOf(Database& db, const QString& table)
{
    std::vector<Column> columns;
    auto read = db.each(QStringLiteral("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid"), {table}, [&](const QSqlQuery& row) {
        columns.push_back({row.value(0).toString(), row.value(1).toString().toUpper(), !row.value(2).toBool(), row.value(3).toInt()});
    });
    if (!read)
        return std::unexpected(read.error());
    return columns;
}

QString quoted(const QString& name)
{
    return QLatin1Char('"') + QString(name).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

// As SQL's typeof() says them.
QString typesFor(const Column& column)
{
    QString types = QStringLiteral("'text'");
    if (column.type == QLatin1String("INTEGER") || column.type == QLatin1String("INT"))
        types = QStringLiteral("'integer'");
    else if (column.type == QLatin1String("REAL"))
        types = QStringLiteral("'real','integer'");
    else if (column.type == QLatin1String("BLOB"))
        types = QStringLiteral("'blob'");
    return column.mayBeNull ? types + QStringLiteral(",'null'") : types;
}

QString fits(const Column& column)
{
    return QStringLiteral("typeof(o.%1) IN (%2)").arg(quoted(column.name), typesFor(column));
}

// JSON holds neither bytes nor every number.
QString asJson(const Column& column)
{
    const QString name = QStringLiteral("o.") + quoted(column.name);
    return QStringLiteral("'%1', CASE typeof(%2) WHEN 'blob' THEN hex(%2) WHEN 'real' THEN CAST(%2 AS TEXT) ELSE %2 END").arg(column.name, name);
}

QString reason(const std::vector<Column>& columns)
{
    QString words = QStringLiteral("CASE");
    for (const Column& column : columns)
        words += QStringLiteral(" WHEN NOT (%1) THEN '%2 is ' || CASE typeof(o.%3) WHEN 'null' THEN 'missing' WHEN 'text' THEN 'a text' WHEN 'real' THEN 'no whole number'"
                                " WHEN 'integer' THEN 'a number' ELSE 'bytes' END").arg(fits(column), column.name, quoted(column.name));
    return words + QStringLiteral(" ELSE 'it breaks a rule of the table' END");
}

Result<void> runAll(Database& db, const QStringList& statements)
{
    for (const QString& statement : statements) {
        if (auto ran = db.run(statement); !ran)
            return std::unexpected(ran.error());
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
            same << QStringLiteral("n.%1 = o.%1").arg(quoted(column.name));
    }
    const QString list = names.join(QStringLiteral(", "));
    auto moved = db.run(QStringLiteral("INSERT OR IGNORE INTO %1(%2) SELECT %2 FROM %3 o WHERE %4").arg(quoted(to), list, quoted(from), fitting.join(QStringLiteral(" AND "))));
    if (!moved)
        return std::unexpected(moved.error());
    const auto all = db.scalar(QStringLiteral("SELECT COUNT(*) FROM ") + quoted(from));
    if (!all)
        return std::unexpected(all.error());
    if (all->value_or(0).toLongLong() == *moved)
        return 0;
    return db.run(QStringLiteral("INSERT INTO oddities(table_name, row, reason, found_at) SELECT ?, json_object(%1), %2, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM %3 o"
                                 " WHERE NOT (%4) OR NOT EXISTS(SELECT 1 FROM %5 n WHERE %6)")
                      .arg(json.join(QStringLiteral(", ")), reason(columns), quoted(from), fitting.join(QStringLiteral(" AND ")), quoted(to),
                           same.isEmpty() ? QStringLiteral("1") : same.join(QStringLiteral(" AND "))),
                  {from});
}

} // namespace

QString strictly(const QString& statement)
{
    static const QRegularExpression create(QStringLiteral("^\\s*CREATE TABLE\\s+\"?(\\w+)\"?\\s*\\("), QRegularExpression::CaseInsensitiveOption);
    const auto found = create.match(statement);
    if (!found.hasMatch() || statement.endsWith(QLatin1String("STRICT")))
        return statement;
    QString strict = statement.trimmed();
    const qsizetype end = strict.lastIndexOf(QLatin1Char(')'));
    for (const QString& check : checks().value(found.captured(1)))
        strict.insert(strict.lastIndexOf(QLatin1Char(')')), QStringLiteral(",\n  ") + check + QLatin1Char('\n'));
    const bool more = statement.trimmed().size() > end + 1; // WITHOUT ROWID
    return strict + (more ? QStringLiteral(", STRICT") : QStringLiteral(" STRICT"));
}

Result<qint64> rebuildTable(Database& db, Database& model, const QString& table)
{
    const auto sql = model.scalar(QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"), {table});
    if (!sql)
        return std::unexpected(sql.error());
    const auto wanted = columnsOf(model, table);
    const auto present = columnsOf(db, table);
    if (!wanted || !present)
        return std::unexpected(wanted ? present.error() : wanted.error());
    std::vector<Column> shared;
    std::ranges::copy_if(*wanted, std::back_inserter(shared), [&](const Column& column) {
        return std::ranges::any_of(*present, [&](const Column& other) { return other.name == column.name; });
    });
    const QString next = table + QStringLiteral("_anew");
    static const QRegularExpression name(QStringLiteral("^\\s*CREATE TABLE\\s+\"?\\w+\"?"));
    QString create = sql->value_or(QString()).toString();
    create.replace(name, QStringLiteral("CREATE TABLE ") + quoted(next));

    const bool counted = create.contains(QLatin1String("AUTOINCREMENT"));
    qint64 highest = 0;
    if (counted) {
        const auto kept = db.scalar(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = ?"), {table});
        highest = kept && *kept ? (*kept)->toLongLong() : 0;
    }
    if (auto made = db.run(create); !made)
        return std::unexpected(made.error());
    const auto odd = moveRows(db, table, next, shared);
    if (!odd)
        return odd;
    // The legacy way does not read through what else the file may hold, such as a view of another program.
    QStringList statements{QStringLiteral("DROP TABLE ") + quoted(table), QStringLiteral("PRAGMA legacy_alter_table = ON"),
                           QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(quoted(next), quoted(table)), QStringLiteral("PRAGMA legacy_alter_table = OFF")};
    auto listed = model.each(QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"), {table},
                             [&](const QSqlQuery& row) { statements << row.value(0).toString(); });
    if (!listed)
        return std::unexpected(listed.error());
    if (auto ran = runAll(db, statements); !ran)
        return std::unexpected(ran.error());
    // Numbers that were given once are not given again.
    if (counted && highest > 0) {
        auto lifted = db.run(QStringLiteral("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?"), {highest, table});
        if (lifted && *lifted == 0)
            lifted = db.run(QStringLiteral("INSERT INTO sqlite_sequence(name, seq) VALUES(?, ?)"), {table, highest});
        if (!lifted)
            return std::unexpected(lifted.error());
    }
    return odd;
}

Result<qint64> makeTablesStrict(Database& db, Database& model)
{
    const QString loose = QStringLiteral("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = %1 AND name NOT LIKE 'sqlite%'");
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
