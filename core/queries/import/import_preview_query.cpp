// importPreviewQuery (import_queries.h): import --preview.

#include "core/queries/import/import_queries.h"
#include "core/store/data/register_store.h"

namespace factoid {

Result<ImportPreviewAnswer> importPreviewQuery(QueryContext& context, const QJsonObject& options)
{
    const auto known = TRY(RegisterStore(context.db).load());
    QStringList paths;
    for (const QJsonValue& path : options.value(u"paths"_s).toArray())
        paths << path.toString();
    LookOptions lookOptions;
    lookOptions.seed = static_cast<quint32>(options.value(u"seed"_s).toInteger(1));
    ImportPreviewAnswer answer;

    // What is asked for, else a saved mapping that fits, else a suggestion.
    const MappingLibrary library;
    const QJsonValue given = options.value(u"mapping"_s);
    const bool isGiven = given.isObject() || !given.toString().isEmpty();
    if (isGiven) {
        answer.mapping = TRY(given.isObject() ? mappingFromJson(given.toObject()) : library.load(given.toString()));
        lookOptions.sheet = answer.mapping->sheet;
    }
    auto found = TRY(lookAtImport(paths, known, lookOptions, context.control));
    if (!isGiven && found.untidy >= 0) {
        const FileProfile& look = found.files[static_cast<size_t>(found.untidy)];
        const auto fitting = library.fitting(look);
        if (fitting.empty()) {
            const MappingDraft draft = suggestMapping(look, KnownWords(known));
            answer.mapping = toMapping(draft, look);
            answer.questions = draft.questions;
        } else {
            answer.mapping = fitting.front().mapping;
        }
        answer.mappingSaved = fitting.empty() ? std::optional<QString>() : std::optional(fitting.front().path);
    }
    answer.looks = std::move(found.files);
    if (!found.warnings.isEmpty())
        answer.warnings = found.warnings;
    if (answer.mapping && found.untidy >= 0) {
        // A suggestion may lack what only a person knows, such as the year.
        if (const auto whole = mappingFromJson(mappingToJson(*answer.mapping)); !whole) {
            answer.missing = whole.error().message;
            return answer;
        }
    }
    ReadOptions reading;
    reading.mapping = answer.mapping;
    PreviewOptions previewOptions;
    previewOptions.seed = lookOptions.seed;
    previewOptions.stored = storedCells(context, known);
    answer.preview = TRY(previewImport(paths, known, reading, previewOptions, context.control));
    return answer;
}

} // namespace factoid
