#include "core/store/sql/bulk_insert.h"

namespace factoid {

namespace {

QString sqlOf(const QString& table, const QStringList& columns, const QStringList& key)
{
    QString sql = u"INSERT INTO %1(%2) VALUES(%3)"_s.arg(table, columns.join(QLatin1Char(',')),
                                                         QStringList(columns.size(), u"?"_s).join(QLatin1Char(',')));
    if (key.isEmpty())
        return sql;
    QStringList anew;
    for (const QString& column : columns) {
        if (!key.contains(column))
            anew << column + u" = excluded."_s + column;
    }
    return sql + u" ON CONFLICT(%1) DO UPDATE SET %2"_s.arg(key.join(QLatin1Char(',')), anew.join(u", "_s));
}

} // namespace

BulkInsert::BulkInsert(Database& db, const QString& table, const QStringList& columns, const QStringList& key)
    : m_db(db)
    , m_sql(sqlOf(table, columns, key))
{
}

Result<void> BulkInsert::add(std::initializer_list<BulkValue> row)
{
    if (!m_statement) {
        m_statement = TRY(m_db.backend().bulk(m_sql));
        m_db.countStatement();
    }
    int place = 0;
    for (const BulkValue& value : row) {
        ++place;
        switch (value.m_kind) {
        case BulkValue::Kind::Null:
            m_statement->bindNull(place);
            break;
        case BulkValue::Kind::Number:
            m_statement->bind(place, value.m_number);
            break;
        case BulkValue::Kind::Text:
            m_statement->bind(place, value.m_text);
            break;
        }
    }
    return m_statement->execute();
}

Result<void> BulkInsert::finish()
{
    // Every row has been written by add(); the statement goes before the transaction ends.
    m_statement.reset();
    return {};
}

} // namespace factoid
