#include "core/store/data/summary_store.h"

#include "core/base/sha256.h"
#include "core/store/sql/bulk_insert.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QByteArray bodyText(const Summary& summary)
{
    return QJsonDocument(toJson(summary)).toJson(QJsonDocument::Compact);
}

BulkValue amount(const std::optional<Decimal>& value)
{
    return value ? BulkValue(value->toFixed(2)) : BulkValue();
}

QJsonObject fromRow(const QSqlQuery& row)
{
    QJsonObject summary = QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object();
    summary.insert(u"date_calculated"_s, row.value(1).toString());
    return summary;
}

} // namespace

QByteArray SummaryStore::bodyHash(const Summary& summary)
{
    return Sha256::hash(bodyText(summary)).toHex();
}

Result<void> SummaryStore::write(const QDate& day, const std::vector<std::pair<CellKey, const Summary*>>& summaries)
{
    BulkInsert rows(m_db, u"summaries"_s,
                    {u"field_id"_s, u"year"_s, u"date_calculated"_s, u"data_hash"_s, u"total_councils"_s,
                     u"eligible_councils"_s, u"completeness"_s, u"sum"_s, u"average"_s, u"median"_s, u"q1"_s, u"q3"_s,
                     u"min"_s, u"max"_s, u"std_deviation"_s, u"outlier_count"_s, u"body"_s},
                    {u"field_id"_s, u"year"_s, u"date_calculated"_s});
    for (const auto& [key, summary] : summaries) {
        const QByteArray text = bodyText(*summary);
        auto added = rows.add({key.field, key.year, day.toString(Qt::ISODate), QString::fromLatin1(summary->dataHash),
                               summary->totalCouncils, summary->eligibleCouncils, summary->completeness.toFixed(2),
                               summary->sumText(), amount(summary->average), amount(summary->median),
                               amount(summary->q1), amount(summary->q3), amount(summary->min), amount(summary->max),
                               amount(summary->stdDeviation), summary->outlierCount, QString::fromUtf8(text)});
        if (!added)
            return added;
    }
    return rows.finish();
}

Result<std::optional<QJsonObject>> SummaryStore::read(const QString& field, Year year, const QDate& day)
{
    std::optional<QJsonObject> found;
    auto read = m_db.each(u"SELECT body, date_calculated FROM summaries WHERE field_id = (SELECT id FROM fields WHERE "
                          u"slug = ?) AND year = ?"
                          " AND date_calculated <= ? ORDER BY date_calculated DESC LIMIT 1"_s,
                          {field, year.code(), day.isValid() ? day.toString(Qt::ISODate) : u"9999-12-31"_s},
                          [&](const QSqlQuery& row) { found = fromRow(row); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<std::vector<QJsonObject>> SummaryStore::readAll()
{
    std::vector<QJsonObject> all;
    auto read = m_db.each(u"SELECT s.body, MAX(s.date_calculated) FROM summaries s JOIN fields f ON f.id = s.field_id"
                          " GROUP BY s.field_id, s.year ORDER BY f.slug, s.year"_s,
                          {}, [&](const QSqlQuery& row) { all.push_back(fromRow(row)); });
    if (!read)
        return std::unexpected(read.error());
    return all;
}

Result<std::optional<CellSummary>> SummaryStore::cell(const QString& field, Year year)
{
    std::optional<CellSummary> found;
    TRY(m_db.each(u"SELECT c.dirty, c.data_hash, (SELECT MAX(s.date_calculated) FROM summaries s WHERE "
                  u"s.field_id = c.field_id AND s.year = c.year)"
                  " FROM cells c WHERE c.field_id = (SELECT id FROM fields WHERE slug = ?) AND c.year = ?"_s,
                  {field, year.code()}, [&](const QSqlQuery& row) {
                      found = {row.value(0).toBool(), row.value(1).toString(),
                               row.value(2).isNull() ? std::nullopt : std::optional(row.value(2).toString())};
                  }));
    return found;
}

Result<QStringList> SummaryStore::days(const QString& field, Year year)
{
    QStringList days;
    TRY(m_db.each(u"SELECT date_calculated FROM summaries WHERE field_id = (SELECT id FROM fields WHERE slug = ?) AND "
                  u"year = ? ORDER BY date_calculated"_s,
                  {field, year.code()}, [&](const QSqlQuery& row) { days << row.value(0).toString(); }));
    return days;
}

Result<std::vector<SummarisedCell>> SummaryStore::cells()
{
    std::vector<SummarisedCell> cells;
    TRY(m_db.each(u"SELECT c.field_id, c.year, c.figures, c.dirty, (SELECT s.completeness FROM summaries s WHERE "
                  u"s.field_id = c.field_id AND s.year = c.year ORDER BY s.date_calculated DESC LIMIT 1)"
                  " FROM cells c ORDER BY c.field_id, c.year"_s,
                  {}, [&](const QSqlQuery& row) {
                      SummarisedCell cell{{row.value(0).toLongLong(), row.value(1).toInt()},
                                          row.value(2).toLongLong(),
                                          row.value(3).toBool(),
                                          std::nullopt};
                      if (!row.value(4).isNull()) {
                          if (const auto percent = Decimal::parse(row.value(4).toString().toLatin1()))
                              cell.completeness = *percent;
                      }
                      cells.push_back(cell);
                  }));
    return cells;
}

Result<std::vector<DamagedSummary>> SummaryStore::damaged(const QDate& day)
{
    std::vector<DamagedSummary> found;
    auto read = m_db.each(
        u"SELECT c.field_id, c.year, f.slug, c.summary_hash, (SELECT s.body FROM summaries s WHERE s.field_id = "
        u"c.field_id AND s.year = c.year"
        " AND s.date_calculated <= ? ORDER BY s.date_calculated DESC LIMIT 1) FROM cells c JOIN fields f ON f.id = "
        "c.field_id"
        " WHERE c.dirty = 0 AND c.summary_hash <> '' ORDER BY f.slug, c.year"_s,
        {day.toString(Qt::ISODate)}, [&](const QSqlQuery& row) {
            const auto year = Year::fromCode(row.value(1).toInt());
            const QByteArray body = row.value(4).toString().toUtf8();
            if (!year || Sha256::hash(body).toHex() == row.value(3).toString().toLatin1())
                return;
            const QString what = row.value(4).isNull()                      ? u"is missing"_s
                                 : QJsonDocument::fromJson(body).isObject() ? u"does not fit its hash"_s
                                                                            : u"cannot be read"_s;
            found.push_back({{row.value(0).toLongLong(), row.value(1).toInt()}, row.value(2).toString(), *year, what});
        });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace factoid
