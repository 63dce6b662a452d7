#include "ui/figures/matrix_model.h"

#include "ui/base/formats.h"

#include <QBrush>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace factoid {

namespace {

// A marker of a missing value, short enough for a cell; the tool tip says it in words.
QString markerText(Status status)
{
    switch (status) {
    case Status::Confidential:
        return u"[c]"_s;
    case Status::NotApplicable:
        return u"[z]"_s;
    default:
        return u"[x]"_s;
    }
}

QString markerWords(Status status)
{
    switch (status) {
    case Status::Confidential:
        return MatrixModel::tr("confidential");
    case Status::NotApplicable:
        return MatrixModel::tr("not applicable");
    default:
        return MatrixModel::tr("not available");
    }
}

QString statusWords(Status status)
{
    switch (status) {
    case Status::Provisional:
        return MatrixModel::tr("provisional");
    case Status::Estimated:
        return MatrixModel::tr("estimated");
    case Status::Revised:
        return MatrixModel::tr("revised");
    default:
        return {};
    }
}

QString signedPercent(const Decimal& percent)
{
    const QString text = numberText(percent.toString());
    return (percent > Decimal() ? QLatin1Char('+') + text : text) + u" %"_s;
}

} // namespace

MatrixModel::MatrixModel(const Theme& theme, Rows rows, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_part(rows)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void MatrixModel::setMatrix(std::shared_ptr<const FigureMatrix> matrix)
{
    beginResetModel();
    m_matrix = std::move(matrix);
    m_rows.clear();
    for (size_t row = 0; m_matrix && row < m_matrix->rows(); ++row) {
        const bool total = !m_matrix->councils.empty() && m_matrix->councils[row].total;
        if (m_part == Rows::All || total == (m_part == Rows::Totals))
            m_rows.push_back(row);
    }
    reckonShades();
    endResetModel();
}

void MatrixModel::setView(FigureView view)
{
    m_view = view;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

// Councils of one year against each other; a council's fields have nothing in common to be shaded by.
void MatrixModel::reckonShades()
{
    m_steps.clear();
    if (!m_matrix || byCouncil() || m_part != Rows::Councils)
        return;
    const size_t years = m_matrix->years.size();
    m_steps.resize(m_matrix->cells.size(), -1);
    std::vector<size_t> order;
    for (size_t column = 0; column < years; ++column) {
        order.clear();
        for (const size_t row : m_rows) {
            if (m_matrix->at(row, column).hasValue())
                order.push_back(row);
        }
        const auto unitsOf = [&](size_t row) { return m_matrix->at(row, column).units; };
        std::ranges::sort(order, {}, unitsOf);
        for (size_t rank = 0; rank < order.size();) {
            // Equal figures have one shade: that of the first of them.
            const size_t first = rank;
            while (rank < order.size() && unitsOf(order[rank]) == unitsOf(order[first]))
                m_steps[order[rank++] * years + column] = static_cast<signed char>(first * kSteps / order.size());
        }
    }
}

QColor MatrixModel::shade(const Theme& theme, int step)
{
    // Little enough that text keeps its contrast; high contrast needs even less.
    const double most = theme.look() == Look::HighContrast ? 0.0 : theme.isDark() ? 0.34 : 0.30;
    const double part = most * step / (kSteps - 1);
    const QColor card = theme.color(Tone::Card), accent = theme.series(0);
    const auto mix = [part](int from, int to) { return static_cast<int>(from + (to - from) * part); };
    return QColor(mix(card.red(), accent.red()), mix(card.green(), accent.green()), mix(card.blue(), accent.blue()));
}

QModelIndex MatrixModel::find(const QString& key, const QString& year) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyOf(row) != key)
            continue;
        for (int column = kFirstYear; column < columnCount(); ++column) {
            if (yearOf(column).label() == year)
                return index(row, column);
        }
        return index(row, 0);
    }
    return {};
}

QString MatrixModel::keyOf(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return byCouncil() ? m_matrix->fields[matrixRow(row)].slug : m_matrix->councils[matrixRow(row)].code;
}

Year MatrixModel::yearOf(int column) const
{
    return column < kFirstYear || column >= columnCount() ? Year() : m_matrix->years[matrixColumn(column)];
}

int MatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_matrix ? 0 : kFirstYear + static_cast<int>(m_matrix->years.size());
}

QString MatrixModel::unitOf(size_t row) const
{
    return byCouncil() ? m_matrix->fields[row].unit : m_matrix->field.unit;
}

QString MatrixModel::cellText(size_t row, size_t column) const
{
    const MatrixCell& cell = m_matrix->at(row, column);
    if (!cell.known)
        return {};
    if (!cell.hasValue())
        return markerText(cell.status);
    if (m_view == FigureView::Change) {
        const auto change = m_matrix->change(row, column);
        return change ? signedPercent(*change) : u"–"_s;
    }
    const QString value = Decimal::fromUnits(cell.units).toString();
    QString text = m_view == FigureView::Rounded ? shortAmountText(value, unitOf(row)) : numberText(value);
    if (cell.status == Status::Provisional)
        text += u" p"_s;
    else if (cell.status == Status::Estimated)
        text += u" e"_s;
    else if (cell.status == Status::Revised)
        text += u" r"_s;
    return text;
}

QString MatrixModel::cellSentence(size_t row, size_t column) const
{
    const MatrixCell& cell = m_matrix->at(row, column);
    const QString who = byCouncil() ? m_matrix->fields[row].name : m_matrix->councils[row].name;
    const QString where = tr("%1, %2").arg(who, m_matrix->years[column].label());
    if (!cell.known)
        return tr("%1: no figure").arg(where);
    if (!cell.hasValue())
        return tr("%1: %2").arg(where, markerWords(cell.status));
    QString text = tr("%1: %2").arg(where, amountText(Decimal::fromUnits(cell.units).toString(), unitOf(row)));
    if (const QString status = statusWords(cell.status); !status.isEmpty())
        text += tr(", %1").arg(status);
    if (const auto change = m_matrix->change(row, column))
        text += tr("; %1 on the year before").arg(signedPercent(*change));
    return text;
}

QVariant MatrixModel::nameData(int row, int column, int role) const
{
    const size_t at = matrixRow(row);
    if (role == Qt::ToolTipRole && !byCouncil()) {
        const Council& council = m_matrix->councils[at];
        return QStringList{council.name, council.code, council.type, council.nation, council.region}
            .filter(QRegularExpression(u"."_s))
            .join(u" · "_s);
    }
    if (role != Qt::DisplayRole && role != SortRole && role != BareRole && role != Qt::ToolTipRole &&
        role != Qt::AccessibleTextRole)
        return {};
    if (byCouncil())
        return column == 0 ? m_matrix->fields[at].name : unitText(m_matrix->fields[at].unit);
    return column == 0 ? m_matrix->councils[at].name : m_matrix->councils[at].type;
}

QVariant MatrixModel::cellData(int row, int column, int role) const
{
    const size_t at = matrixRow(row), year = matrixColumn(column);
    const MatrixCell& cell = m_matrix->at(at, year);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(at, year);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return cellSentence(at, year);
    case BareRole:
        return cell.hasValue() ? Decimal::fromUnits(cell.units).toString()
               : cell.known    ? markerText(cell.status)
                               : QString();
    case SortRole: {
        if (m_view == FigureView::Change) {
            const auto change = m_matrix->change(at, year);
            return change ? QVariant(static_cast<qint64>(change->units()))
                          : QVariant(std::numeric_limits<qint64>::min());
        }
        return cell.hasValue() ? QVariant(static_cast<qint64>(cell.units))
                               : QVariant(std::numeric_limits<qint64>::min());
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return cell.known && !cell.hasValue() ? QVariant(QBrush(m_theme.color(Tone::Muted))) : QVariant();
    case kShadeRole:
        return m_steps.empty() ? -1 : static_cast<int>(m_steps[at * m_matrix->years.size() + year]);
    default:
        return {};
    }
}

QVariant MatrixModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_matrix)
        return {};
    return index.column() < kFirstYear ? nameData(index.row(), index.column(), role)
                                       : cellData(index.row(), index.column(), role);
}

QString MatrixModel::yearDoubts(Year year) const
{
    const auto quality = std::ranges::find(m_matrix->quality, year, &Quality::year);
    return quality == m_matrix->quality.end() ? QString() : qualityReasons(*quality).join(QLatin1Char('\n'));
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_matrix || section >= columnCount())
        return {};
    if (section < kFirstYear) {
        if (role == Qt::TextAlignmentRole)
            return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        if (section == 0)
            return byCouncil() ? tr("Field") : m_part == Rows::Totals ? tr("Total") : tr("Council");
        return byCouncil() ? tr("Unit") : tr("Type");
    }
    const Year year = yearOf(section);
    switch (role) {
    case Qt::DisplayRole:
        return year.label();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return yearDoubts(year);
    case Qt::DecorationRole: {
        const auto quality = std::ranges::find(m_matrix->quality, year, &Quality::year);
        const bool doubtful = quality != m_matrix->quality.end() && !quality->usableForFacts && m_part != Rows::Totals;
        return doubtful ? QVariant(m_theme.icon(u"warning"_s, Tone::Warning)) : QVariant();
    }
    default:
        return {};
    }
}

} // namespace factoid
