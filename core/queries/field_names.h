// Names of fields by slug, for answers that speak of fields to people. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QHash>

namespace factoid {

[[nodiscard]] Result<QHash<QString, QString>> fieldNames(Database& db);

} // namespace factoid
