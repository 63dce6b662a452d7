#include "core/queries/field_names.h"

#include "core/store/data/register_store.h"

namespace factoid {

Result<QHash<QString, QString>> fieldNames(Database& db)
{
    return RegisterStore(db).fieldNames();
}

} // namespace factoid
