#include "ui/table/column.h"

#include "ui/base/formats.h"

namespace factoid {

bool isNumeric(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
    case ColumnKind::Amount:
    case ColumnKind::Percent:
    case ColumnKind::Seconds:
    case ColumnKind::Bytes:
        return true;
    default:
        return false;
    }
}

QVariant columnHeader(const Column& column, int role)
{
    switch (role) {
    case Qt::DisplayRole: {
        const QString unit = column.kind == ColumnKind::Percent ? u"%"_s : unitText(column.unit);
        return unit.isEmpty() ? column.title : u"%1, %2"_s.arg(column.title, unit);
    }
    case Qt::ToolTipRole:
        return column.toolTip.isEmpty() ? QVariant() : QVariant(column.toolTip);
    case Qt::TextAlignmentRole:
        return QVariant((isNumeric(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace factoid
