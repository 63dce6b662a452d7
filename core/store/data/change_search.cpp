#include "core/store/data/change_search.h"

#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

// WHERE and what is bound to it; nothing where nothing narrows.
QString conditions(const ChangeKeys& keys, QVariantList& values)
{
    QStringList parts;
    const auto add = [&](const QString& part, const QVariant& value) {
        parts << part;
        values << value;
    };
    if (!keys.types.isEmpty()) {
        QStringList places;
        for (const QString& type : keys.types) {
            places << u"?"_s;
            values << type;
        }
        parts << u"change_type IN (%1)"_s.arg(places.join(u", "_s));
    }
    if (keys.field != 0)
        add(u"field_id = ?"_s, keys.field);
    if (keys.council != 0)
        add(u"council_id = ?"_s, keys.council);
    if (keys.year != 0)
        add(u"year = ?"_s, keys.year);
    if (keys.importId != 0)
        add(u"import_id = ?"_s, keys.importId);
    if (keys.run != 0)
        add(u"processed_run = ?"_s, keys.run);
    if (keys.processed)
        parts << (*keys.processed ? u"COALESCE(processed_run, 0) <> 0"_s : u"COALESCE(processed_run, 0) = 0"_s);
    if (keys.from.isValid())
        add(u"changed_at >= ?"_s, timeText(keys.from));
    if (keys.until.isValid())
        add(u"changed_at < ?"_s, timeText(keys.until));
    return parts.isEmpty() ? QString() : u" WHERE "_s + parts.join(u" AND "_s);
}

} // namespace

Result<std::optional<FoundChanges>> searchChanges(Database& db, const ChangeKeys& keys, ChangeOrder order, qint64 limit)
{
    const bool inTime = order == ChangeOrder::Newest || order == ChangeOrder::Oldest;
    if (!inTime || !keys.words.empty() || keys.leastHundredths)
        return std::nullopt;
    QVariantList values;
    const QString where = conditions(keys, values);
    FoundChanges found;
    found.inLog = TRY(db.scalar(u"SELECT COUNT(*) FROM changes"_s)).value_or(0).toLongLong();
    found.total = where.isEmpty()
                      ? found.inLog
                      : TRY(db.scalar(u"SELECT COUNT(*) FROM changes"_s + where, values)).value_or(0).toLongLong();
    const QString direction = order == ChangeOrder::Newest ? u"DESC"_s : u"ASC"_s;
    TRY(db.each(u"SELECT id FROM changes%1 ORDER BY id %2 LIMIT ?"_s.arg(where, direction),
                values + QVariantList{limit},
                [&](const QSqlQuery& row) { found.ids.push_back(row.value(0).toLongLong()); }));
    return found;
}

} // namespace factoid
