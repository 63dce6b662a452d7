// SQLite's own words: its migrations, what every new connection is set to, and its errors as ours. Pure; any
// thread.
#pragma once

#include "core/base/result.h"

#include <QSqlError>
#include <QStringList>

namespace factoid::sqlite {

// The newest schema that this program knows; a store with a higher number is refused.
constexpr int kSchemaVersion = 130;
// Marks a SQLite file as ours ("FDsk"); a file with another mark is not a store.
constexpr int kApplicationId = 0x4644736b;

// Statements of migration `version` (1 to kSchemaVersion), in order; none for a number that was left out.
[[nodiscard]] QStringList migration(int version);
// Settings of every new connection.
[[nodiscard]] QStringList connectionPragmas(bool readOnly);
// The driver's error as ours; `path` for the sentence. `systemError`: the system's errno behind it, 0 when it is not
// known.
[[nodiscard]] Error translate(const QSqlError& error, const QString& path, int systemError = 0);
// The same from a result code (extended or not) and the database's own words.
[[nodiscard]] Error translate(int code, const QString& words, const QString& path, int systemError = 0);

} // namespace factoid::sqlite
