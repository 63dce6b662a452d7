#include "ui/import/import_result.h"

#include "core/base/literals.h"
#include "ui/base/formats.h"

#include <QJsonArray>

namespace factoid {

namespace {

ImportCellDiff cellFrom(const QJsonObject& cell)
{
    return {cell.value(u"field"_s).toString(),     cell.value(u"year"_s).toString(),
            cell.value(u"inserted"_s).toInteger(), cell.value(u"updated"_s).toInteger(),
            cell.value(u"removed"_s).toInteger(),  cell.value(u"unchanged"_s).toInteger()};
}

ImportRowDiff rowFrom(const QJsonObject& row)
{
    const auto ifAny = [&](QStringView key) {
        const QJsonValue value = row.value(key);
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    };
    return {row.value(u"change_type"_s).toString(),
            row.value(u"field"_s).toString(),
            row.value(u"year"_s).toString(),
            row.value(u"council_name"_s).toString(),
            ifAny(u"old_value"),
            ifAny(u"new_value"),
            ifAny(u"magnitude")};
}

} // namespace

bool ImportRowDiff::jumps() const
{
    constexpr double kTimes = 10;
    bool wasNumber = false, isNumber = false;
    const double before = oldValue.value_or(QString()).toDouble(&wasNumber);
    const double after = newValue.value_or(QString()).toDouble(&isNumber);
    if (!wasNumber || !isNumber || before == 0)
        return false;
    const double times = after / before;
    return times <= 1 / kTimes || times >= kTimes;
}

QString ImportRowDiff::signedMagnitude() const
{
    if (!magnitude)
        return {};
    const bool fell = newValue.value_or(QString()).toDouble() < oldValue.value_or(QString()).toDouble();
    return (fell ? QString(QChar(0x2212)) : u"+"_s) + numberText(*magnitude);
}

ImportResult ImportResult::of(const QJsonObject& result)
{
    ImportResult read;
    read.importId = result.value(u"import_id"_s).toInteger();
    read.inserted = result.value(u"inserted"_s).toInteger();
    read.updated = result.value(u"updated"_s).toInteger();
    read.removed = result.value(u"removed"_s).toInteger();
    read.unchanged = result.value(u"unchanged"_s).toInteger();
    read.rejected = result.value(u"rejected"_s).toInteger();
    read.changes = result.value(u"changes"_s).toInteger();
    for (const QJsonValue& cell : result.value(u"diff_cells"_s).toArray())
        read.cells.push_back(cellFrom(cell.toObject()));
    read.cellsInAll = result.value(u"diff_cells_total"_s).toInteger();
    for (const QJsonValue& row : result.value(u"diff"_s).toArray())
        read.rows.push_back(rowFrom(row.toObject()));
    read.rowsInAll = result.value(u"diff_total"_s).toInteger();
    for (const QJsonValue& warning : result.value(u"warnings"_s).toArray())
        read.warnings << warning.toString();
    read.withdrawn = result.value(u"withdrawn"_s).toArray().size();
    return read;
}

} // namespace factoid
