#include "core/queries/figures/figures_queries.h"

#include "core/figures/summariser.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"

#include <algorithm>
#include <map>
#include <set>

namespace factoid {

namespace {

// The rows of a table of one field: councils that have a figure in any of its years, totals last.
void putCouncils(FigureMatrix& matrix, const Register& known,
                 const std::map<qint64, std::vector<MatrixCell>>& byCouncil)
{
    std::vector<const Council*> order;
    for (const Council& council : known.councils()) {
        if (byCouncil.contains(council.id))
            order.push_back(&council);
    }
    std::ranges::sort(order, [](const Council* a, const Council* b) {
        if (a->total != b->total)
            return b->total;
        const int names = QString::localeAwareCompare(a->name, b->name);
        return names != 0 ? names < 0 : a->code < b->code;
    });
    for (const Council* council : order) {
        matrix.councils.push_back(*council);
        const std::vector<MatrixCell>& row = byCouncil.at(council->id);
        matrix.cells.insert(matrix.cells.end(), row.begin(), row.end());
    }
}

MatrixCell cellFrom(const StoredFigure& figure)
{
    return {.known = true, .units = figure.units, .status = figure.status};
}

size_t columnOf(const std::vector<Year>& years, Year year)
{
    return static_cast<size_t>(std::ranges::lower_bound(years, year) - years.begin());
}

QString valueText(const MatrixCell& cell)
{
    return cell.hasValue() ? Decimal::fromUnits(cell.units).toString() : QString();
}

} // namespace

std::optional<Decimal> FigureMatrix::change(size_t row, size_t column) const
{
    const MatrixCell& now = at(row, column);
    const auto before = std::ranges::find(years, years[column].plus(-1));
    if (!now.hasValue() || before == years.end())
        return std::nullopt;
    const MatrixCell& base = at(row, static_cast<size_t>(before - years.begin()));
    if (!base.hasValue() || base.units <= 0)
        return std::nullopt;
    constexpr int kHundredths = 10'000;
    const Int128 hundredths = divideRounded((Int128(now.units) - base.units) * kHundredths, base.units);
    constexpr Int128 kMost = Int128(1) << 50;
    if (hundredths > kMost || hundredths < -kMost)
        return std::nullopt;
    constexpr std::int64_t kUnitsOfHundredth = 100;
    return Decimal::fromUnits(static_cast<std::int64_t>(hundredths) * kUnitsOfHundredth);
}

Result<FigureMatrix> fieldMatrixQuery(QueryContext& context, const QString& slug)
{
    const auto known = TRY(RegisterStore(context.db).load());
    const int position = known.field(slug.toUtf8());
    if (position < 0)
        return fail(ErrorKind::Usage, u"there is no field “%1”"_s.arg(slug));
    FigureMatrix matrix;
    matrix.field = known.fields()[static_cast<size_t>(position)];
    matrix.years = TRY(CellStore(context.db).years(matrix.field.id));
    std::map<qint64, std::vector<MatrixCell>> byCouncil;
    TRY(FigureStore(context.db).eachOfField(matrix.field.id, [&](const StoredFigure& figure) {
        const auto year = Year::fromCode(figure.year);
        const size_t column = year ? columnOf(matrix.years, *year) : matrix.years.size();
        if (column == matrix.years.size() || matrix.years[column] != *year)
            return; // written by another program and not noticed yet: build-summaries --full finds it
        std::vector<MatrixCell>& cells = byCouncil[figure.council];
        cells.resize(matrix.years.size());
        cells[column] = cellFrom(figure);
    }));
    if (context.control.cancel.requested())
        return CancelToken::error();
    putCouncils(matrix, known, byCouncil);

    Panel panel(known.councils(), {matrix.field});
    for (size_t row = 0; row < matrix.councils.size(); ++row) {
        const int council = panel.councilIndex(matrix.councils[row].code);
        for (size_t column = 0; council >= 0 && column < matrix.years.size(); ++column) {
            const MatrixCell& cell = matrix.at(row, column);
            if (cell.known)
                panel.set(0, matrix.years[column], council,
                          {Decimal::fromUnits(cell.hasValue() ? cell.units : 0), cell.status, false});
        }
    }
    matrix.quality = assessQuality(panel, 0);
    return matrix;
}

Result<FigureMatrix> councilMatrixQuery(QueryContext& context, const QString& code)
{
    const auto known = TRY(RegisterStore(context.db).load());
    const int position = known.council(code.toUtf8());
    if (position < 0)
        return fail(ErrorKind::Usage, u"there is no council “%1”"_s.arg(code));
    FigureMatrix matrix;
    matrix.council = known.councils()[static_cast<size_t>(position)];
    std::map<qint64, std::map<Year, MatrixCell>> byField;
    std::set<Year> years;
    TRY(FigureStore(context.db).eachOfCouncil(matrix.council.id, [&](const StoredFigure& figure) {
        const auto year = Year::fromCode(figure.year);
        if (!year)
            return;
        years.insert(*year);
        byField[figure.field][*year] = cellFrom(figure);
    }));
    matrix.years.assign(years.begin(), years.end());
    for (const Field& field : known.fields()) {
        const auto found = byField.find(field.id);
        if (found == byField.end())
            continue;
        matrix.fields.push_back(field);
        std::vector<MatrixCell> row(matrix.years.size());
        for (const auto& [year, cell] : found->second)
            row[columnOf(matrix.years, year)] = cell;
        matrix.cells.insert(matrix.cells.end(), row.begin(), row.end());
    }
    return matrix;
}

QStringList qualityReasons(const Quality& quality)
{
    const auto figures = [](int count) { return count == 1 ? u"1 figure"_s : u"%L1 figures"_s.arg(count); };
    QStringList reasons;
    if (quality.copiedFrom)
        reasons << u"%1 repeats the figures of %2: probably copied forward"_s.arg(quality.year.label(),
                                                                                  quality.copiedFrom->label());
    if (!quality.copiedFrom && quality.copiedFigures > 0)
        reasons << u"%1 of %2 repeat the year before: a part of it was probably copied forward"_s.arg(
            figures(quality.copiedFigures), quality.year.label());
    if (quality.leapt)
        reasons
            << u"%1 as a whole is three times or more away from the year before: told only if confirmed by a later year"_s
                   .arg(quality.year.label());
    if (quality.suspiciousZeros)
        reasons << u"%1 of %2 are exactly 0: unknown values may stand as 0"_s.arg(figures(quality.zeros),
                                                                                  quality.year.label());
    if (quality.otherUnit)
        reasons << u"%1 as a whole is in another unit than the years around it"_s.arg(quality.year.label());
    else if (quality.unitSlips > 0)
        reasons << u"%1 of %2 jumped by 100, 1,000 or 1,000,000 from the year before"_s.arg(figures(quality.unitSlips),
                                                                                            quality.year.label());
    constexpr size_t kNamed = 3;
    for (size_t i = 0; i < std::min(kNamed, quality.likelySlips.size()); ++i)
        reasons << u"%1 in %2 is %3"_s.arg(quality.likelySlips[i].code, quality.year.label(),
                                           likelyUnit(quality.likelySlips[i]));
    if (quality.likelySlips.size() > kNamed)
        reasons << u"so are %L1 more of %2"_s.arg(quality.likelySlips.size() - kNamed).arg(quality.year.label());
    if (quality.gaps > 0)
        reasons << (quality.gaps == 1
                        ? u"one council has figures the year before and after %1, but none in it"_s.arg(
                              quality.year.label())
                        : u"%L1 councils have figures the year before and after %2, but none in it"_s.arg(quality.gaps)
                              .arg(quality.year.label()));
    if (quality.provisionalShare > Decimal())
        reasons << u"%1 percent of the figures of %2 are provisional or estimated"_s.arg(
            quality.provisionalShare.toString(), quality.year.label());
    return reasons;
}

QJsonObject FigureMatrix::toJson() const
{
    QJsonArray list;
    for (size_t row = 0; row < rows(); ++row) {
        QJsonObject figures;
        for (size_t column = 0; column < years.size(); ++column) {
            const MatrixCell& cell = at(row, column);
            if (!cell.known)
                continue;
            const auto moved = change(row, column);
            figures.insert(years[column].label(),
                           QJsonObject{{u"value"_s, cell.hasValue() ? QJsonValue(valueText(cell)) : QJsonValue()},
                                       {u"status"_s, statusName(cell.status)},
                                       {u"change_percent"_s, moved ? QJsonValue(moved->toString()) : QJsonValue()}});
        }
        QJsonObject object{{u"figures"_s, figures}};
        if (councils.empty()) {
            object.insert(u"field"_s, fields[row].slug);
            object.insert(u"name"_s, fields[row].name);
            object.insert(u"unit"_s, fields[row].unit);
        } else {
            object.insert(u"council"_s, councils[row].code);
            object.insert(u"name"_s, councils[row].name);
            object.insert(u"type"_s, councils[row].type);
            object.insert(u"total"_s, councils[row].total);
        }
        list.append(object);
    }
    QJsonArray yearList, flags;
    for (const Year year : years)
        yearList.append(year.label());
    for (const Quality& one : quality) {
        for (const QString& reason : qualityReasons(one))
            flags.append(QJsonObject{{u"year"_s, one.year.label()}, {u"reason"_s, reason}});
    }
    QJsonObject json{{u"years"_s, yearList}, {u"rows"_s, list}};
    if (councils.empty() && !council.code.isEmpty()) {
        json.insert(u"council"_s, council.code);
        json.insert(u"name"_s, council.name);
    } else {
        json.insert(u"field"_s, field.slug);
        json.insert(u"name"_s, field.name);
        json.insert(u"unit"_s, field.unit);
        json.insert(u"flags"_s, flags);
    }
    return json;
}

} // namespace factoid
