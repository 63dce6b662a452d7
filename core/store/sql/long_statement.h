// Long statement: one statement that takes long and is given up once somebody asks for it.
// On the connection's own thread.
#pragma once

#include "core/base/cancel.h"
#include "core/store/sql/database.h"

namespace factoid {

// As Database::run. Errors: also Interrupted; a transaction that was open still is.
Result<qint64> runUntil(const Cancel& cancel, Database& db, const QString& sql, const QVariantList& values = {});

} // namespace factoid
