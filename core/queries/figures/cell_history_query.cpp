// cellHistoryQuery (figures_queries.h): one figure through all its versions, what is doubtful about it, and the row of
// the publisher's file that it came from, if that file is still what was imported.

#include "core/figures/summariser.h"
#include "core/import/reading/import_plan.h"
#include "core/import/values/value_parser.h"
#include "core/queries/figures/figures_queries.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

CellVersion cellVersion(const FigureVersion& version)
{
    const auto timeIfAny = [](const QDateTime& time) {
        return time.isValid() ? std::optional(timeText(time)) : std::nullopt;
    };
    return {.value = version.value ? std::optional(version.value->toString()) : std::nullopt,
            .status = statusName(version.status),
            .file = version.file,
            .line = version.line,
            .importId = version.importId,
            .knownFrom = timeIfAny(version.knownFrom),
            .knownUntil = timeIfAny(version.knownUntil)};
}

QStringList cellFlags(const FigureMatrix& matrix, const QString& council, Year year)
{
    QStringList flags;
    const auto row = std::ranges::find(matrix.councils, council, &Council::code);
    const auto column = std::ranges::find(matrix.years, year);
    const auto quality = std::ranges::find(matrix.quality, year, &Quality::year);
    const bool stands = row != matrix.councils.end() && column != matrix.years.end();
    if (stands) {
        const auto at = static_cast<size_t>(row - matrix.councils.begin());
        const MatrixCell& cell = matrix.at(at, static_cast<size_t>(column - matrix.years.begin()));
        const auto before = std::ranges::find(matrix.years, year.plus(-1));
        if (cell.known && (cell.status == Status::Provisional || cell.status == Status::Estimated))
            flags << u"this figure is %1"_s.arg(statusName(cell.status));
        if (cell.hasValue() && before != matrix.years.end()) {
            const MatrixCell& earlier = matrix.at(at, static_cast<size_t>(before - matrix.years.begin()));
            if (earlier.hasValue() && isUnitSlip(cell.units, earlier.units))
                flags
                    << u"this figure is 100, 1,000 or 1,000,000 times that of the year before, or that part of it: perhaps another unit"_s;
        }
        if (quality != matrix.quality.end()) {
            const auto slip = std::ranges::find(quality->likelySlips, council, &UnitSlip::code);
            if (slip != quality->likelySlips.end())
                flags << u"this figure is %1; it is kept out of facts"_s.arg(likelyUnit(*slip));
        }
        if (cell.hasValue() && cell.units == 0 && quality != matrix.quality.end() && quality->suspiciousZeros)
            flags << u"this figure is exactly 0 in a year in which most are"_s;
    }
    if (quality != matrix.quality.end())
        flags << qualityReasons(*quality);
    return flags;
}

// The row of the file. Its bytes must hash to what was imported, or the line may be another one by now.
CellSource sourceRow(Database& db, const FigureVersion& version, const TaskControl& control)
{
    CellSource source{.file = version.file, .line = version.line};
    const auto problem = [&](const QString& why) {
        source.problem = why;
        return source;
    };
    if (version.file.isEmpty())
        return problem(u"this figure did not come from an import"_s);
    const auto sha = ImportStore(db).hashOfSource(version.importId, version.file);
    if (!sha || !*sha)
        return problem(u"the import is no longer recorded"_s);
    const auto plan = planImport({version.file}, {}, control, UnknownShape::Plan);
    if (!plan || plan->files.size() != 1)
        return problem(u"the file is no longer there"_s);
    auto pass = ImportPass::open(plan->files.front(), ReadOptions().maxLineBytes, control, {});
    if (!pass)
        return problem(pass.error().message);
    QStringList header, cells;
    const auto texts = [&] {
        QStringList row;
        for (const QByteArrayView cell : (*pass)->csv().cells())
            row << QString::fromUtf8(trimmedText(cell));
        return row;
    };
    for (;;) {
        const auto stepped = (*pass)->next();
        if (!stepped)
            return problem(stepped.error().message);
        if (!*stepped)
            break;
        if ((*pass)->csv().row() == 1 && plan->files.front().tidy)
            header = texts();
        if ((*pass)->csv().line() == version.line)
            cells = texts();
    }
    const auto hash = (*pass)->finish();
    if (!hash || QString::fromLatin1(*hash) != **sha)
        return problem(u"the file has changed since it was imported"_s);
    source.header = header;
    source.cells = cells;
    return source;
}

} // namespace

Result<CellHistory> cellHistoryQuery(QueryContext& context, const QString& council, const QString& field, Year year,
                                     const QDateTime& at)
{
    const auto matrix = TRY(fieldMatrixQuery(context, field));
    const auto known = TRY(RegisterStore(context.db).load());
    const int position = known.council(council.toUtf8());
    if (position < 0)
        return fail(ErrorKind::Usage, u"there is no council “%1”"_s.arg(council));
    FigureStore figures(context.db);
    const auto versions = TRY(figures.history(council, field, year));
    CellHistory history{.slug = field,
                        .fieldName = matrix.field.name,
                        .unit = matrix.field.unit,
                        .year = year,
                        .council = council,
                        .name = known.councils()[static_cast<size_t>(position)].name,
                        .flags = cellFlags(matrix, council, year)};
    std::ranges::transform(versions, std::back_inserter(history.versions), cellVersion);
    if (!versions.empty() && !versions.front().knownUntil.isValid())
        history.source = sourceRow(context.db, versions.front(), context.control);
    if (at.isValid())
        history.asKnown = TRY(figures.asKnownAt(council, field, year, at)).transform(cellVersion);
    return history;
}

} // namespace factoid
