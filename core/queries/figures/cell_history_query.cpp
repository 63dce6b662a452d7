// cellHistoryQuery (figures_queries.h): one figure through all its versions, what is doubtful about it, and the row of
// the publisher's file that it came from, if that file is still what was imported.

#include "core/figures/summariser.h"
#include "core/import/reading/import_plan.h"
#include "core/import/values/value_parser.h"
#include "core/queries/figures/figures_queries.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

QJsonObject versionJson(const FigureVersion& version)
{
    const auto timeOrNull = [](const QDateTime& time) {
        return time.isValid() ? QJsonValue(timeText(time)) : QJsonValue();
    };
    return {{u"value"_s, version.value ? QJsonValue(version.value->toString()) : QJsonValue()},
            {u"status"_s, statusName(version.status)},
            {u"file"_s, version.file},
            {u"line"_s, version.line},
            {u"import_id"_s, version.importId},
            {u"known_from"_s, timeOrNull(version.knownFrom)},
            {u"known_until"_s, timeOrNull(version.knownUntil)}};
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
QJsonObject sourceRow(Database& db, const FigureVersion& version, const Attendance& attendance)
{
    QJsonObject source{{u"file"_s, version.file}, {u"line"_s, version.line}};
    const auto problem = [&](const QString& why) {
        source.insert(u"problem"_s, why);
        return source;
    };
    if (version.file.isEmpty())
        return problem(u"this figure did not come through an import"_s);
    const auto sha =
        db.scalar(u"SELECT sha256 FROM sources WHERE import_id = ? AND path = ?"_s, {version.importId, version.file});
    if (!sha || !*sha)
        return problem(u"the import is no longer recorded"_s);
    const auto plan = planImport({version.file}, {}, attendance, UnknownShape::Plan);
    if (!plan || plan->files.size() != 1)
        return problem(u"the file is no longer there"_s);
    auto pass = ImportPass::open(plan->files.front(), ReadOptions().maxLineBytes, attendance, {});
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
    if (!hash || QString::fromLatin1(*hash) != (*sha)->toString())
        return problem(u"the file has changed since it was imported"_s);
    source.insert(u"header"_s, QJsonArray::fromStringList(header));
    source.insert(u"cells"_s, QJsonArray::fromStringList(cells));
    return source;
}

} // namespace

Result<QJsonObject> cellHistoryQuery(QueryContext& context, const QString& council, const QString& field, Year year,
                                     const QDateTime& at)
{
    auto matrix = TRY(fieldMatrixQuery(context, field));
    const auto known = TRY(RegisterStore(context.db).load());
    const int position = known.council(council.toUtf8());
    if (position < 0)
        return fail(ErrorKind::Usage, u"there is no council “%1”"_s.arg(council));
    FigureStore figures(context.db);
    const auto history = TRY(figures.history(council, field, year));
    QJsonArray versions;
    for (const FigureVersion& version : history)
        versions.append(versionJson(version));
    QJsonObject json{{u"field"_s, field},
                     {u"field_name"_s, matrix.field.name},
                     {u"unit"_s, matrix.field.unit},
                     {u"year"_s, year.label()},
                     {u"council"_s, council},
                     {u"name"_s, known.councils()[static_cast<size_t>(position)].name},
                     {u"versions"_s, versions},
                     {u"flags"_s, QJsonArray::fromStringList(cellFlags(matrix, council, year))}};
    if (!history.empty() && !history.front().knownUntil.isValid())
        json.insert(u"source"_s, sourceRow(context.db, history.front(), context.attendance));
    if (at.isValid()) {
        const auto then = TRY(figures.asKnownAt(council, field, year, at));
        json.insert(u"as_known"_s, then ? QJsonValue(versionJson(*then)) : QJsonValue());
    }
    return json;
}

} // namespace factoid
