#include "core/store/data/change_store.h"

#include "core/figures/year.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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

} // namespace

ChangeView ChangeView::of(const ChangeRow& row)
{
    const auto ifAny = [](const QString& text) { return text.isNull() ? std::nullopt : std::optional(text); };
    return {.id = row.id,
            .time = timeText(row.at),
            .type = row.type,
            .year = Year::fromCode(row.year).transform(&Year::label),
            .oldValue = ifAny(row.oldValue),
            .newValue = ifAny(row.newValue),
            .oldHash = ifAny(row.oldHash),
            .newHash = ifAny(row.newHash),
            .magnitude = ifAny(row.magnitude),
            .importId = row.importId == 0 ? std::nullopt : std::optional(row.importId),
            .comparison = row.comparison,
            .fieldId = row.fieldId,
            .councilId = row.councilId,
            .yearCode = row.year};
}

BulkInsert ChangeStore::inserter(Database& db)
{
    return BulkInsert(db, u"changes"_s,
                      {u"changed_at"_s, u"change_type"_s, u"field_id"_s, u"year"_s, u"council_id"_s, u"old_value"_s,
                       u"new_value"_s, u"old_hash"_s, u"new_hash"_s, u"magnitude"_s, u"import_id"_s, u"comparison"_s});
}

Result<void> ChangeStore::add(BulkInsert& inserter, const ChangeRow& row)
{
    return inserter.add({timeText(row.at), row.type, orNull(row.fieldId), orNull(qint64(row.year)),
                         orNull(row.councilId), orNull(row.oldValue), orNull(row.newValue), orNull(row.oldHash),
                         orNull(row.newHash), orNull(row.magnitude), orNull(row.importId), row.comparison ? 1 : 0});
}

Result<std::vector<ChangeView>> ChangeStore::read(std::span<const qint64> ids)
{
    // The ids as one bound JSON text: one statement whatever their number, and their order comes with them.
    QJsonArray wanted;
    for (const qint64 id : ids.first(std::min(ids.size(), kMostAtOnce)))
        wanted.append(id);
    std::vector<ChangeView> views;
    views.reserve(static_cast<size_t>(wanted.size()));
    auto done = m_db.each(
        u"SELECT c.id, c.changed_at, c.change_type, c.field_id, c.year, c.council_id, c.old_value, c.new_value, "
        u"c.old_hash,"
        " c.new_hash, c.magnitude, c.import_id, c.comparison, c.processed_run, f.slug, f.name, f.unit, k.code, k.name"
        " FROM %1 w %2 changes c ON c.id = w.c0"
        " LEFT JOIN fields f ON f.id = c.field_id LEFT JOIN councils k ON k.id = c.council_id ORDER BY w.place"_s.arg(
            m_db.backend().boundRows(1), m_db.backend().joinInOrder()),
        {QString::fromUtf8(QJsonDocument(wanted).toJson(QJsonDocument::Compact))}, [&](const QSqlQuery& row) {
            const auto text = [&](int column) {
                return row.value(column).isNull() ? QString() : row.value(column).toString();
            };
            const auto ifAny = [&](int column) {
                return row.value(column).isNull() ? std::nullopt : std::optional(row.value(column).toString());
            };
            ChangeView view =
                ChangeView::of({row.value(0).toLongLong(), timeFromText(text(1)), text(2), row.value(3).toLongLong(),
                                row.value(4).toInt(), row.value(5).toLongLong(), text(6), text(7), text(8), text(9),
                                text(10), row.value(11).toLongLong(), row.value(12).toBool()});
            if (!row.value(13).isNull())
                view.run = row.value(13).toLongLong();
            view.processed = view.run.has_value();
            view.slug = ifAny(14);
            view.fieldName = ifAny(15);
            view.unit = ifAny(16);
            view.council = ifAny(17);
            view.councilName = ifAny(18);
            views.push_back(std::move(view));
        });
    if (!done)
        return std::unexpected(done.error());
    return views;
}

Result<std::vector<qint64>> ChangeStore::newest(int count)
{
    std::vector<qint64> ids;
    TRY(m_db.each(u"SELECT id FROM changes ORDER BY id DESC LIMIT ?"_s, {count},
                  [&](const QSqlQuery& row) { ids.push_back(row.value(0).toLongLong()); }));
    return ids;
}

Result<std::vector<qint64>> ChangeStore::ofAmount(double from, double below, bool negative)
{
    const auto in = [&](const char* column) {
        const QString value = u"CAST(%1 AS REAL)"_s.arg(QLatin1String(column));
        return negative ? u"-%1 >= ? AND -%1 < ?"_s.arg(value) : u"ABS(%1) >= ? AND ABS(%1) < ?"_s.arg(value);
    };
    std::vector<qint64> ids;
    const QString sql =
        u"SELECT id FROM changes WHERE change_type IN ('revision', 'data_update') AND ((old_value IS NOT NULL AND %1) OR (new_value IS NOT NULL AND %2)) ORDER BY id"_s
            .arg(in("old_value"), in("new_value"));
    TRY(m_db.each(sql, {from, below, from, below},
                  [&](const QSqlQuery& row) { ids.push_back(row.value(0).toLongLong()); }));
    return ids;
}

Result<QDateTime> ChangeStore::oldestOpen()
{
    const auto found =
        TRY(m_db.scalar(u"SELECT MIN(changed_at) FROM changes WHERE comparison = 1 AND processed_run IS NULL"_s));
    return timeFromText(found.value_or(QString()).toString());
}

Result<qint64> ChangeStore::openCount()
{
    const auto found =
        TRY(m_db.scalar(u"SELECT COUNT(*) FROM changes WHERE comparison = 1 AND processed_run IS NULL"_s));
    return found.value_or(0).toLongLong();
}

Result<qint64> ChangeStore::newestId()
{
    const auto found = TRY(m_db.scalar(u"SELECT MAX(id) FROM changes"_s));
    return found.value_or(0).toLongLong();
}

Result<qint64> ChangeStore::markProcessed(qint64 upToId, qint64 run)
{
    return m_db.run(u"UPDATE changes SET processed_run = ? WHERE processed_run IS NULL AND id <= ?"_s, {run, upToId});
}

Result<qint64> ChangeStore::answeredBy(qint64 run)
{
    const auto answered = TRY(m_db.scalar(u"SELECT COUNT(*) FROM changes WHERE processed_run = ?"_s, {run}));
    return answered.value_or(0).toLongLong();
}

} // namespace factoid
