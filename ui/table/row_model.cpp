#include "ui/table/row_model.h"

#include "core/base/decimal.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

namespace factoid {

namespace {

// What copy and export give: without separators, units or shortening.
QString bareText(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool() ? u"yes"_s : u"no"_s;
    case QMetaType::QStringList:
        return value.toStringList().join(u", "_s);
    case QMetaType::Double: {
        const double number = value.toDouble();
        const auto whole = static_cast<qint64>(number);
        return static_cast<double>(whole) == number ? QString::number(whole) : QString::number(number, 'g', 12);
    }
    default:
        return value.toString();
    }
}

QString displayText(const Column& column, const Cell& cell, const QDateTime& now)
{
    if (cell.text)
        return *cell.text;
    const QString text = bareText(cell.value);
    if (text.isEmpty())
        return {};
    constexpr double kMillis = 1'000;
    switch (column.kind) {
    case ColumnKind::Number:
    case ColumnKind::Percent:
        return numberText(text);
    case ColumnKind::Amount:
        // A unit that holds for the whole column stands in its header.
        return column.unit.isEmpty() ? amountText(text, cell.unit) : numberText(text);
    case ColumnKind::Time:
        return relativeTimeText(timeFromText(text), now);
    case ColumnKind::Seconds:
        return durationText(static_cast<qint64>(cell.value.toDouble() * kMillis));
    case ColumnKind::Bytes:
        return bytesText(cell.value.toLongLong());
    case ColumnKind::Hash:
        return shortHash(text);
    case ColumnKind::Text:
    case ColumnKind::State:
    case ColumnKind::YesNo:
        return text;
    }
    return text;
}

QVariant sortKey(const Column& column, const Cell& cell)
{
    if (!isNumeric(column.kind))
        return cell.text && !cell.value.isValid() ? *cell.text : bareText(cell.value);
    if (cell.value.typeId() != QMetaType::QString)
        return cell.value.isValid() ? QVariant(cell.value.toDouble()) : QVariant();
    const auto exact = Decimal::parse(cell.value.toString().toLatin1());
    return exact ? QVariant(static_cast<qint64>(exact->units())) : QVariant();
}

QString hoverText(const Column& column, const Cell& cell)
{
    const QString text = bareText(cell.value);
    switch (column.kind) {
    case ColumnKind::Time:
        return exactTimeText(timeFromText(text));
    case ColumnKind::Hash:
        return text;
    case ColumnKind::Amount:
        return amountText(text, cell.unit);
    case ColumnKind::Text: {
        constexpr qsizetype kLong = 24;
        return text.size() > kLong ? text : QString();
    }
    default:
        return {};
    }
}

} // namespace

QVariant cellData(const Column& column, const Cell& cell, int role, const Theme& theme, const QDateTime& now)
{
    switch (role) {
    case Qt::DisplayRole:
        return displayText(column, cell, now);
    case Qt::ToolTipRole: {
        const QString text = hoverText(column, cell);
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    case Qt::TextAlignmentRole:
        return QVariant((isNumeric(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (cell.state)
            return theme.color(toneOf(*cell.state) == Tone::Idle ? Tone::Text : toneOf(*cell.state));
        return column.kind == ColumnKind::Time || column.kind == ColumnKind::Hash ? QVariant(theme.color(Tone::Muted))
                                                                                  : QVariant();
    case SortRole:
        return sortKey(column, cell);
    case BareRole: {
        const QString bare = bareText(cell.value);
        return bare.isEmpty() && cell.text ? *cell.text : bare;
    }
    case StateRole:
        return cell.state ? QVariant(static_cast<int>(*cell.state)) : QVariant();
    default:
        return {};
    }
}

TableModel::TableModel(std::vector<Column> looks, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_looks(std::move(looks))
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
    });
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_looks.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == RowRole)
        return wholeRow(index.row());
    return cellData(m_looks[static_cast<size_t>(index.column())], cell(index.row(), index.column()), role, m_theme,
                    m_now);
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount())
        return {};
    return columnHeader(m_looks[static_cast<size_t>(section)], role);
}

TableModel::Differ TableModel::difference(const QStringList& before, const QStringList& after, bool keyed)
{
    if (!keyed)
        return Differ::Wholly;
    if (before == after)
        return Differ::Not;
    // New ones on top of the same others, the common case of a log that grows: the rest keeps its place.
    const bool grew = !before.isEmpty() && after.size() > before.size() &&
                      std::equal(before.begin(), before.end(), after.begin() + (after.size() - before.size()));
    return grew ? Differ::GrownOnTop : Differ::Wholly;
}

void TableModel::noteAnswered()
{
    if (!std::exchange(m_answered, true))
        Q_EMIT answered();
}

void TableModel::sayRowsChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace factoid
