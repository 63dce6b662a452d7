#include "core/queries/field_names.h"

namespace factoid {

Result<QHash<QString, QString>> fieldNames(Database& db)
{
    QHash<QString, QString> names;
    auto read = db.each(u"SELECT slug, name FROM fields"_s, {},
                        [&](const QSqlQuery& row) { names.insert(row.value(0).toString(), row.value(1).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return names;
}

} // namespace factoid
