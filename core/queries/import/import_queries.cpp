#include "core/queries/import/import_queries.h"

#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"

#include <algorithm>

namespace factoid {

Result<ImportLookAnswer> importLookQuery(QueryContext& context, const QStringList& paths, quint32 seed)
{
    const auto known = TRY(RegisterStore(context.db).load());
    LookOptions options;
    options.seed = seed;
    auto look = TRY(lookAtImport(paths, known, options, context.control));
    ImportLookAnswer answer;
    answer.look = std::move(look);
    if (answer.look.untidy >= 0) {
        const FileProfile& file = answer.look.files[static_cast<size_t>(answer.look.untidy)];
        answer.fitting = MappingLibrary().fitting(file);
        answer.suggestion = suggestMapping(file, KnownWords(known));
    }
    answer.councils = known.councils();
    answer.fields = known.fields();
    std::ranges::sort(answer.councils, [](const Council& a, const Council& b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    std::ranges::sort(answer.fields,
                      [](const Field& a, const Field& b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    return answer;
}

Result<ImportPreview> importRowsQuery(QueryContext& context, const QStringList& paths,
                                      const std::optional<Mapping>& mapping, const PreviewOptions& options)
{
    const auto known = TRY(RegisterStore(context.db).load());
    ReadOptions reading;
    reading.mapping = mapping;
    PreviewOptions withStored = options;
    withStored.stored = storedCells(context, known);
    return previewImport(paths, known, reading, withStored, context.control);
}

StoredCell storedCells(QueryContext& context, const Register& known)
{
    QHash<qint64, QString> codes;
    for (const Council& council : known.councils())
        codes.insert(council.id, council.code);
    return [&context, &known, codes](const QString& slug, Year year) -> Result<QHash<QString, std::int64_t>> {
        QHash<QString, std::int64_t> units;
        const int field = known.field(slug.toUtf8());
        if (field < 0)
            return units;
        FigureStore::Selection selection;
        selection.keys = std::vector{CellKey{known.fields()[static_cast<size_t>(field)].id, year.code()}};
        TRY(FigureStore(context.db).each(selection, [&](const StoredFigure& figure) {
            if (!isMissing(figure.status) && !figure.inDoubt)
                units.insert(codes.value(figure.council), figure.units);
        }));
        return units;
    };
}

Result<ImportsAnswer> importsQuery(QueryContext& context, int limit)
{
    return ImportsAnswer{TRY(ImportStore(context.db).list(limit))};
}

} // namespace factoid
