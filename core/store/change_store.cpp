#include "core/store/change_store.h"

#include "core/figures/year.h"
#include "core/store/time_text.h"

namespace factoid {

namespace {

BulkValue orNull(qint64 number)
{
    return number == 0 ? BulkValue() : BulkValue(number);
}

BulkValue orNull(const QString& text)
{
    return text.isNull() ? BulkValue() : BulkValue(text);
}

// The WHERE clause of a filter, with its bound values.
QString conditions(const ChangeFilter& filter, QVariantList& values)
{
    QStringList parts{QStringLiteral("1")};
    const auto add = [&](const QString& sql, const QVariant& value) {
        parts << sql;
        values << value;
    };
    if (!filter.type.isEmpty())
        add(QStringLiteral("c.change_type = ?"), filter.type);
    if (!filter.field.isEmpty())
        add(QStringLiteral("c.field_id = (SELECT id FROM fields WHERE slug = ?)"), filter.field);
    if (!filter.council.isEmpty())
        add(QStringLiteral("c.council_id = (SELECT id FROM councils WHERE code = ?)"), filter.council);
    if (filter.year != 0)
        add(QStringLiteral("c.year = ?"), filter.year);
    if (filter.importId != 0)
        add(QStringLiteral("c.import_id = ?"), filter.importId);
    if (filter.before != 0)
        add(QStringLiteral("c.id < ?"), filter.before);
    if (filter.processed)
        parts << (*filter.processed ? QStringLiteral("c.processed_run IS NOT NULL") : QStringLiteral("c.processed_run IS NULL"));
    return parts.join(QStringLiteral(" AND "));
}

} // namespace

QJsonObject ChangeView::toJson() const
{
    const auto text = [](const QString& value) { return value.isNull() ? QJsonValue() : QJsonValue(value); };
    const auto year = Year::fromCode(row.year);
    return {
        {QStringLiteral("id"), row.id},
        {QStringLiteral("time"), timeText(row.at)},
        {QStringLiteral("change_type"), row.type},
        {QStringLiteral("year"), year ? QJsonValue(year->label()) : QJsonValue()},
        {QStringLiteral("field"), text(field)},
        {QStringLiteral("council"), text(council)},
        {QStringLiteral("council_name"), text(councilName)},
        {QStringLiteral("old_value"), text(row.oldValue)},
        {QStringLiteral("new_value"), text(row.newValue)},
        {QStringLiteral("old_hash"), text(row.oldHash)},
        {QStringLiteral("new_hash"), text(row.newHash)},
        {QStringLiteral("magnitude"), text(row.magnitude)},
        {QStringLiteral("import"), row.importId == 0 ? QJsonValue() : QJsonValue(row.importId)},
        {QStringLiteral("comparison"), row.comparison},
        {QStringLiteral("processed"), processedRun.has_value()},
        {QStringLiteral("run"), processedRun ? QJsonValue(*processedRun) : QJsonValue()},
    };
}

BulkInsert ChangeStore::inserter(Database& db)
{
    return BulkInsert(db, QStringLiteral("INSERT"), QStringLiteral("changes"),
                      {QStringLiteral("changed_at"), QStringLiteral("change_type"), QStringLiteral("field_id"), QStringLiteral("year"),
                       QStringLiteral("council_id"), QStringLiteral("old_value"), QStringLiteral("new_value"), QStringLiteral("old_hash"),
                       QStringLiteral("new_hash"), QStringLiteral("magnitude"), QStringLiteral("import_id"), QStringLiteral("comparison")});
}

Result<void> ChangeStore::add(BulkInsert& inserter, const ChangeRow& row)
{
    return inserter.add({timeText(row.at), row.type, orNull(row.fieldId), orNull(qint64(row.year)), orNull(row.councilId), orNull(row.oldValue),
                         orNull(row.newValue), orNull(row.oldHash), orNull(row.newHash), orNull(row.magnitude), orNull(row.importId),
                         row.comparison ? 1 : 0});
}

Result<std::vector<ChangeView>> ChangeStore::list(const ChangeFilter& filter)
{
    QVariantList values;
    const QString where = conditions(filter, values);
    values << filter.limit;
    std::vector<ChangeView> views;
    auto read = m_db.each(QStringLiteral("SELECT c.id, c.changed_at, c.change_type, c.field_id, c.year, c.council_id, c.old_value, c.new_value, c.old_hash,"
                                         " c.new_hash, c.magnitude, c.import_id, c.comparison, c.processed_run, f.slug, k.code, k.name FROM changes c"
                                         " LEFT JOIN fields f ON f.id = c.field_id LEFT JOIN councils k ON k.id = c.council_id WHERE ")
                              + where + QStringLiteral(" ORDER BY c.id DESC LIMIT ?"),
                          values, [&](const QSqlQuery& row) {
                              const auto text = [&](int column) { return row.value(column).isNull() ? QString() : row.value(column).toString(); };
                              ChangeView view;
                              view.row = {row.value(0).toLongLong(), timeFromText(text(1)), text(2), row.value(3).toLongLong(), row.value(4).toInt(),
                                          row.value(5).toLongLong(), text(6), text(7), text(8), text(9), text(10), row.value(11).toLongLong(),
                                          row.value(12).toBool()};
                              if (!row.value(13).isNull())
                                  view.processedRun = row.value(13).toLongLong();
                              view.field = text(14);
                              view.council = text(15);
                              view.councilName = text(16);
                              views.push_back(std::move(view));
                          });
    if (!read)
        return std::unexpected(read.error());
    return views;
}

Result<qint64> ChangeStore::count(const ChangeFilter& filter)
{
    QVariantList values;
    const QString where = conditions(filter, values);
    const auto found = m_db.scalar(QStringLiteral("SELECT COUNT(*) FROM changes c WHERE ") + where, values);
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(0).toLongLong();
}

Result<QDateTime> ChangeStore::oldestOpen()
{
    const auto found = m_db.scalar(QStringLiteral("SELECT MIN(changed_at) FROM changes WHERE comparison = 1 AND processed_run IS NULL"));
    if (!found)
        return std::unexpected(found.error());
    return timeFromText(found->value_or(QString()).toString());
}

Result<qint64> ChangeStore::openCount()
{
    const auto found = m_db.scalar(QStringLiteral("SELECT COUNT(*) FROM changes WHERE comparison = 1 AND processed_run IS NULL"));
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(0).toLongLong();
}

Result<qint64> ChangeStore::newestId()
{
    const auto found = m_db.scalar(QStringLiteral("SELECT MAX(id) FROM changes"));
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(0).toLongLong();
}

Result<qint64> ChangeStore::markProcessed(qint64 upToId, qint64 run)
{
    return m_db.run(QStringLiteral("UPDATE changes SET processed_run = ? WHERE processed_run IS NULL AND id <= ?"), {run, upToId});
}

} // namespace factoid
