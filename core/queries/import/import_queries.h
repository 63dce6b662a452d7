// Import queries: what the Import page asks before anything is written, and what was imported before. None of them
// writes. Used by the thread that owns the database.
#pragma once

#include "core/import/preview/import_preview.h"
#include "core/import/preview/mapping_library.h"
#include "core/queries/queries.h"

namespace factoid {

// All that the mapping step needs to know of the files and of the store.
struct ImportLookAnswer {
    ImportLook look;
    std::vector<SavedMapping> fitting; // saved mappings for the first file that is not tidy, the surest first
    MappingDraft suggestion;           // for that file
    std::vector<Council> councils;     // known, by name
    std::vector<Field> fields;         // known, by name
};
[[nodiscard]] Result<ImportLookAnswer> importLookQuery(QueryContext& context, const QStringList& paths,
                                                       quint32 seed = 1);
[[nodiscard]] Result<ImportPreview> importRowsQuery(QueryContext& context, const QStringList& paths,
                                                    const std::optional<Mapping>& mapping,
                                                    const PreviewOptions& options = {});
// imports: {imports: [{import_id, time, files, rows, …, undone_at}]}, newest first.
[[nodiscard]] Result<QJsonObject> importsQuery(QueryContext& context, int limit);

} // namespace factoid
