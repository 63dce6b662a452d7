// Import queries: what the Import page asks before anything is written, and what was imported before. None of them
// writes. Used by the thread that owns the database.
#pragma once

#include "core/import/preview/import_preview.h"
#include "core/import/preview/mapping_library.h"
#include "core/queries/queries.h"
#include "core/store/data/import_store.h"

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
// import --preview: what the files are taken for and what their rows would become.
struct ImportPreviewAnswer {
    std::vector<FileProfile> looks;
    // Of the saved mapping that fits, its path; null: none fits. None: a mapping was given, or none is needed.
    std::optional<std::optional<QString>> mappingSaved;
    std::optional<Mapping> mapping;       // given, saved or suggested; none: the files are tidy
    std::optional<QStringList> questions; // of a suggestion: what only a person can say
    std::optional<QStringList> warnings;  // of the files as they lie there; none: there are none
    std::optional<ImportPreview> preview; // none: the mapping lacks what only a person knows
    std::optional<QString> missing;       // which is this
    static auto fields()
    {
        return std::tuple{field("looks", &ImportPreviewAnswer::looks),
                          fieldIfAny("mapping_saved", &ImportPreviewAnswer::mappingSaved),
                          fieldIfAny("mapping", &ImportPreviewAnswer::mapping),
                          fieldIfAny("questions", &ImportPreviewAnswer::questions),
                          fieldIfAny("warnings", &ImportPreviewAnswer::warnings),
                          field("preview", &ImportPreviewAnswer::preview),
                          fieldIfAny("missing", &ImportPreviewAnswer::missing)};
    }
};
// Options: paths, mapping (object, file or name), seed.
[[nodiscard]] Result<ImportPreviewAnswer> importPreviewQuery(QueryContext& context, const QJsonObject& options);

// The store's figures as a preview holds a file's columns against them. Must not outlive the context.
[[nodiscard]] StoredCell storedCells(QueryContext& context, const Register& known);

struct ImportsAnswer {
    std::vector<ImportRecord> imports; // newest first
    static auto fields() { return std::tuple{field("imports", &ImportsAnswer::imports)}; }
};
[[nodiscard]] Result<ImportsAnswer> importsQuery(QueryContext& context, int limit);

[[nodiscard]] inline QJsonValue jsonOf(const Mapping& mapping)
{
    return mappingToJson(mapping);
}

} // namespace factoid
