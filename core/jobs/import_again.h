// What takes an import back, and what does an undone one again: with the same options, as long as every file is
// still what it was. Used by the thread that owns the database.
#pragma once

#include "core/import/reading/import_reader.h"
#include "core/store/data/import_store.h"
#include "core/store/operations/undo_store.h"

namespace factoid {

// Of an import that was made with these options.
[[nodiscard]] Reversal importReversal(const ImportReport& report, const std::vector<SourceFile>& files,
                                      const QJsonObject& options);
// Of the undo of an import. `again`: as importReversal() left it; empty: looked up in the store, and nullopt when the
// run that made the import is not kept any more.
[[nodiscard]] Result<std::optional<Reversal>> undoReversal(Database& db, qint64 importId, const QJsonObject& again);
// The `expect` of the options: [{path, sha256}]. Errors: Input, a file that is gone or is not what it was.
[[nodiscard]] Result<void> filesAreAsExpected(const QJsonObject& options);

} // namespace factoid
