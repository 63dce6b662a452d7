#include "ui/table/record_model.h"

#include "core/base/decimal.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

namespace factoid {

namespace {

QString plain(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"yes"_s : u"no"_s;
    if (value.isDouble()) {
        const double number = value.toDouble();
        const auto whole = static_cast<qint64>(number);
        return static_cast<double>(whole) == number ? QString::number(whole) : QString::number(number, 'g', 12);
    }
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts << plain(part);
        return parts.join(u", "_s);
    }
    return {};
}

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

QString unitOf(const Column& column, const QJsonObject& row)
{
    return column.unitKey.isEmpty() ? column.unit : row.value(column.unitKey).toString();
}

QString displayText(const Column& column, const QJsonObject& row, const QDateTime& now)
{
    if (column.text)
        return column.text(row);
    const QString text = plain(row.value(column.key));
    if (text.isEmpty())
        return {};
    constexpr double kMillis = 1'000;
    switch (column.kind) {
    case ColumnKind::Number:
        return numberText(text);
    case ColumnKind::Amount:
        return column.unitKey.isEmpty() ? numberText(text) : amountText(text, unitOf(column, row));
    case ColumnKind::Percent:
        return numberText(text);
    case ColumnKind::Time:
        return relativeTimeText(timeFromText(text), now);
    case ColumnKind::Seconds:
        return durationText(static_cast<qint64>(row.value(column.key).toDouble() * kMillis));
    case ColumnKind::Bytes:
        return bytesText(row.value(column.key).toInteger());
    case ColumnKind::Hash:
        return shortHash(text);
    case ColumnKind::Text:
    case ColumnKind::State:
    case ColumnKind::YesNo:
        return text;
    }
    return text;
}

QVariant sortKey(const Column& column, const QJsonObject& row)
{
    const QJsonValue value = row.value(column.key);
    if (!isNumeric(column.kind))
        return column.text && value.isUndefined() ? column.text(row) : plain(value);
    if (value.isDouble())
        return value.toDouble();
    const auto exact = Decimal::parse(value.toString().toLatin1());
    return exact ? QVariant(static_cast<qint64>(exact->units())) : QVariant();
}

QString hoverText(const Column& column, const QJsonObject& row)
{
    const QString text = plain(row.value(column.key));
    switch (column.kind) {
    case ColumnKind::Time:
        return exactTimeText(timeFromText(text));
    case ColumnKind::Hash:
        return text;
    case ColumnKind::Amount:
        return amountText(text, unitOf(column, row));
    case ColumnKind::Text: {
        constexpr qsizetype kLong = 24;
        return text.size() > kLong ? text : QString();
    }
    default:
        return {};
    }
}

} // namespace

QVariant columnData(const Column& column, const QJsonObject& row, int role, const Theme& theme, const QDateTime& now)
{
    switch (role) {
    case Qt::DisplayRole:
        return displayText(column, row, now);
    case Qt::ToolTipRole: {
        const QString text = hoverText(column, row);
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    case Qt::TextAlignmentRole:
        return QVariant((isNumeric(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column.state)
            return theme.color(toneOf(column.state(row)) == Tone::Idle ? Tone::Text : toneOf(column.state(row)));
        return column.kind == ColumnKind::Time || column.kind == ColumnKind::Hash ? QVariant(theme.color(Tone::Muted))
                                                                                  : QVariant();
    case SortRole:
        return sortKey(column, row);
    case BareRole: {
        const QString bare = plain(row.value(column.key));
        return bare.isEmpty() && column.text ? column.text(row) : bare;
    }
    case RowRole:
        return row;
    case StateRole:
        return column.state ? QVariant(static_cast<int>(column.state(row))) : QVariant();
    default:
        return {};
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

RecordModel::RecordModel(std::vector<Column> columns, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
    });
}

QString RecordModel::keyOf(const QJsonObject& row) const
{
    return plain(row.value(m_rowKey));
}

void RecordModel::setRows(const QJsonArray& rows, const QDateTime& now)
{
    m_now = now;
    std::vector<QJsonObject> fresh;
    fresh.reserve(static_cast<size_t>(rows.size()));
    for (const QJsonValue& row : rows)
        fresh.push_back(row.toObject());
    const bool sameRows = !m_rowKey.isEmpty() && fresh.size() == m_rows.size() &&
                          std::equal(fresh.begin(), fresh.end(), m_rows.begin(),
                                     [&](const QJsonObject& a, const QJsonObject& b) { return keyOf(a) == keyOf(b); });
    if (sameRows) {
        m_rows = std::move(fresh);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    // New ones on top of the same others, the common case of a log that grows: the rest keeps its place.
    if (!m_rowKey.isEmpty() && !m_rows.empty() && fresh.size() > m_rows.size()) {
        const size_t added = fresh.size() - m_rows.size();
        const bool grewOnTop =
            std::equal(m_rows.begin(), m_rows.end(), fresh.begin() + static_cast<std::ptrdiff_t>(added),
                       [&](const QJsonObject& a, const QJsonObject& b) { return keyOf(a) == keyOf(b); });
        if (grewOnTop) {
            beginInsertRows({}, 0, static_cast<int>(added) - 1);
            m_rows = std::move(fresh);
            endInsertRows();
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
            return;
        }
    }
    beginResetModel();
    m_rows = std::move(fresh);
    endResetModel();
}

QJsonObject RecordModel::row(int index) const
{
    return index >= 0 && index < rowCount() ? m_rows[static_cast<size_t>(index)] : QJsonObject();
}

int RecordModel::find(const QString& key) const
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (keyOf(m_rows[i]) == key)
            return static_cast<int>(i);
    }
    return -1;
}

int RecordModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RecordModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    return columnData(m_columns[static_cast<size_t>(index.column())], m_rows[static_cast<size_t>(index.row())], role,
                      m_theme, m_now);
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount())
        return {};
    return columnHeader(m_columns[static_cast<size_t>(section)], role);
}

} // namespace factoid
