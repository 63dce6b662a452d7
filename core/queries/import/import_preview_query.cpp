// importPreviewQuery (figures_queries.h): import --preview.

#include "core/import/preview/import_preview.h"
#include "core/import/preview/mapping_library.h"
#include "core/queries/figures/figures_queries.h"
#include "core/store/data/register_store.h"

namespace factoid {

Result<QJsonObject> importPreviewQuery(QueryContext& context, const QJsonObject& options)
{
    const auto known = TRY(RegisterStore(context.db).load());
    QStringList paths;
    for (const QJsonValue& path : options.value(u"paths"_s).toArray())
        paths << path.toString();
    LookOptions lookOptions;
    lookOptions.seed = static_cast<quint32>(options.value(u"seed"_s).toInteger(1));
    const auto found = TRY(lookAtImport(paths, known, lookOptions, context.attendance));
    QJsonObject json;
    QJsonArray looks;
    for (const FileLook& look : found.files)
        looks.append(look.toJson());
    json.insert(u"looks"_s, looks);

    // What is asked for, else a saved mapping that fits, else a suggestion.
    ReadOptions reading;
    const MappingLibrary library;
    const QJsonValue given = options.value(u"mapping"_s);
    if (given.isObject() || !given.toString().isEmpty()) {
        auto mapping = TRY(given.isObject() ? mappingFromJson(given.toObject()) : library.load(given.toString()));
        reading.mapping = std::move(mapping);
    } else if (found.untidy >= 0) {
        const FileLook& look = found.files[static_cast<size_t>(found.untidy)];
        const auto fitting = library.fitting(look);
        reading.mapping =
            fitting.empty() ? toMapping(suggestMapping(look, KnownWords(known)), look) : fitting.front().mapping;
        json.insert(u"mapping_saved"_s, fitting.empty() ? QJsonValue() : QJsonValue(fitting.front().path));
    }
    if (reading.mapping)
        json.insert(u"mapping"_s, mappingToJson(*reading.mapping));
    if (reading.mapping && found.untidy >= 0) {
        // A suggestion may lack what only a person knows, such as the year.
        if (const auto whole = mappingFromJson(mappingToJson(*reading.mapping)); !whole) {
            json.insert(u"preview"_s, QJsonValue());
            json.insert(u"missing"_s, whole.error().message);
            return json;
        }
    }
    PreviewOptions previewOptions;
    previewOptions.seed = lookOptions.seed;
    const auto preview = TRY(previewImport(paths, known, reading, previewOptions, context.attendance));
    json.insert(u"preview"_s, preview.toJson());
    return json;
}

} // namespace factoid
