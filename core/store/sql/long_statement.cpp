#include "core/store/sql/long_statement.h"

#include <sqlite3.h>

namespace factoid {

Result<qint64> runUntil(const Cancel& cancel, Database& db, const QString& sql, const QVariantList& values)
{
    constexpr int kStepsBetweenLooks = 1'000;
    if (cancel.requested())
        return Cancel::error();
    auto* handle = static_cast<sqlite3*>(db.sqliteHandle());
    const auto stops = [](void* flag) { return static_cast<const Cancel*>(flag)->requested() ? 1 : 0; };
    Cancel asked = cancel;
    sqlite3_progress_handler(handle, kStepsBetweenLooks, stops, &asked);
    auto ran = db.run(sql, values);
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    return ran;
}

} // namespace factoid
